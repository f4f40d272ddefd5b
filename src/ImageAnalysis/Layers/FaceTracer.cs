using ImageAnalysis.Segment;
using OpenCvSharp;

namespace ImageAnalysis.Layers;

/// <summary>Grey values of the two phases.</summary>
internal readonly record struct PhaseGreys(double Void, double Solid)
{
    public double Contrast => Solid - Void;
}

/// <summary>
/// Places a face on the picture itself. From the ground the first change to solid, or to void, is looked for in every column; where a phase is as bright as the ground,
/// the change lies deeper, so of a window's columns the place counts on which most agree. Where that fails, the row that parts mean and structure of a window best.
/// </summary>
/// <param name="picture">CV_32FC1, a little smoothed, layers along its rows.</param>
/// <param name="phases">Void and solid.</param>
internal sealed class FaceTracer(Mat picture, PhaseGreys phases)
{
    /// <summary>Difference of grey values over the contrast below which a phase does not stand out from the ground.</summary>
    private const double LeastStep = 0.25;

    private const double Agreeing = 1.5;

    /// <summary>How much darker than the solid ground must be, over the contrast, lest it could be a surface of the specimen.</summary>
    private const double DarkGround = 0.15;

    private readonly List<double> _agreeing = [];

    private int _windows, _bright;

    /// <summary>Whether in most windows so far the ground is as bright as the solid.</summary>
    public bool IsGroundBright => 2 * _bright > _windows;

    /// <summary>Share of the columns in which the face was seen at the place that counts, in the middle of all windows so far.</summary>
    public double Sharpness => _agreeing.Count == 0 ? 0 : SectionFinder.Quantile([.. _agreeing], 0.5);

    /// <param name="line">Where the face is about.</param>
    /// <param name="down">1 where the ground is above, -1 where it is below.</param>
    /// <param name="depth">Rows of ground beside it.</param>
    /// <param name="thickness">Rows of the section behind it.</param>
    public Curve Trace(RobustLine line, int down, double depth, double thickness)
    {
        var reach = (int)Math.Clamp(0.4 * Math.Min(depth, thickness), 6, Math.Max(10, 0.04 * picture.Rows));
        var heights = new double[Curve.Places];
        for (var i = 0; i < heights.Length; i++)
        {
            var place = Curve.Place(i, Curve.Places, picture.Cols);
            var half = picture.Cols / (double)Curve.Places;
            var guess = line.At(place - ((picture.Cols - 1) / 2.0));
            var window = new Window(Math.Max(0, (int)(place - half)), Math.Min(picture.Cols, (int)(place + half) + 1), place, guess, reach, line.Slope);
            heights[i] = Outer(window, down) ?? Step(window);
        }

        var curve = new Curve(heights, picture.Cols);
        var straight = curve.Line();
        var scatter = SectionFinder.Quantile([.. heights.Select((h, i) => Math.Abs(h - straight.At(Curve.Place(i, Curve.Places, picture.Cols) - ((picture.Cols - 1) / 2.0))))], 0.5);
        return curve.Smoothed(Math.Max(3, 3 * scatter));
    }

    private readonly record struct Window(int From, int To, double Place, double Guess, int Reach, double Slope)
    {
        /// <summary>Row of the guess in a column.</summary>
        public double Middle(int x) => Guess + (Slope * (x - Place));
    }

    /// <summary>The face as seen from the ground; null where neither phase stands out from it.</summary>
    private double? Outer(Window window, int down)
    {
        var outside = Rows(window, -2 * window.Reach, -window.Reach / 2, down);
        var inside = Rows(window, 2, 2 * window.Reach, down);
        if (outside.Count == 0 || inside.Count == 0) return null;
        var ground = SectionFinder.Quantile([.. outside], 0.5);
        var (dark, bright) = Phases(inside);
        _windows++;
        if (ground > bright - (DarkGround * phases.Contrast)) _bright++;
        var least = LeastStep * phases.Contrast;
        var rise = bright - ground >= least ? (ground + bright) / 2 : double.PositiveInfinity;
        var fall = ground - dark >= least ? (ground + dark) / 2 : double.NegativeInfinity;

        // The phase nearer to the ground would be seen through noise first.
        if (bright - ground > 2 * (ground - dark)) fall = double.NegativeInfinity;
        else if (ground - dark > 2 * (bright - ground)) rise = double.PositiveInfinity;
        if (double.IsInfinity(rise) && double.IsInfinity(fall)) return null;
        var places = new List<double>();
        for (var x = window.From; x < window.To; x++)
        {
            var middle = window.Middle(x);
            var start = (int)Math.Round(middle) - (down * window.Reach);
            var before = Grey(x, start);
            for (var k = 1; k <= 2 * window.Reach; k++)
            {
                var y = start + (down * k);
                if (y < 0 || y >= picture.Rows) break;
                var now = Grey(x, y);
                var level = before < rise && now >= rise ? rise : before > fall && now <= fall ? fall : double.NaN;
                if (!double.IsNaN(level))
                {
                    places.Add(y - (down * (now - level) / (now - before)) - middle);
                    break;
                }

                before = now;
            }
        }

        if (places.Count < (window.To - window.From) / 8) return null;
        var mode = HalfSampleMode(places);
        double sum = 0;
        var count = 0;
        foreach (var place in places)
        {
            if (Math.Abs(place - mode) > Agreeing) continue;
            sum += place;
            count++;
        }

        _agreeing.Add((double)count / (window.To - window.From));
        return window.Guess + (sum / count);
    }

    /// <summary>The row that parts mean and structure best.</summary>
    private double Step(Window window)
    {
        var n = (2 * window.Reach) + 1;
        var (mean, structure) = (new double[n], new double[n]);
        for (var k = 0; k < n; k++)
        {
            double sum = 0, squares = 0;
            for (var x = window.From; x < window.To; x++)
            {
                var grey = Grey(x, (int)Math.Round(window.Middle(x)) - window.Reach + k);
                (sum, squares) = (sum + grey, squares + (grey * grey));
            }

            var count = window.To - window.From;
            mean[k] = sum / count / (0.1 * phases.Contrast);
            structure[k] = Math.Log((Math.Max(0, (squares / count) - (sum * sum / count / count)) / (phases.Contrast * phases.Contrast)) + 0.01);
        }

        return Math.Round(window.Guess) - window.Reach + StepFit.Best(n, [mean, structure]) - 0.5;
    }

    private List<double> Rows(Window window, int from, int to, int down)
    {
        var values = new List<double>();
        for (var x = window.From; x < window.To; x += 2)
        {
            var middle = (int)Math.Round(window.Middle(x));
            for (var k = from; k < to; k++)
            {
                var y = middle + (down * k);
                if (y >= 0 && y < picture.Rows) values.Add(Grey(x, y));
            }
        }

        return values;
    }

    /// <summary>Means of the dark and of the bright class; the middle value twice where there is one class only.</summary>
    private (double Dark, double Bright) Phases(List<double> values)
    {
        var middle = SectionFinder.Quantile([.. values], 0.5);
        return PhaseSplit.Of(values) is { } found && found.Contrast > 0.4 * phases.Contrast ? (found.Void, found.Solid) : (middle, middle);
    }

    /// <summary>The place about which the values crowd most: half of them on the shortest stretch, again and again (Robertson and Cryer 1974).</summary>
    private static double HalfSampleMode(List<double> values)
    {
        values.Sort();
        int from = 0, count = values.Count;
        while (count > 3)
        {
            var half = (count + 1) / 2;
            var best = from;
            for (var i = from; i + half <= from + count; i++)
            {
                if (values[i + half - 1] - values[i] < values[best + half - 1] - values[best]) best = i;
            }

            (from, count) = (best, half);
        }

        return count switch { 1 => values[from], 2 => (values[from] + values[from + 1]) / 2, _ => values[from + 1] };
    }

    private float Grey(int x, int y) => picture.At<float>(Math.Clamp(y, 0, picture.Rows - 1), x);
}

/// <summary>Parts grey values into a dark and a bright class.</summary>
internal static class PhaseSplit
{
    private const int Bins = 256;

    /// <summary>Means of both classes by Otsu's threshold; null where there is one value only.</summary>
    public static PhaseGreys? Of(IReadOnlyList<double> values)
    {
        if (values.Count == 0) return null;
        double lowest = values.Min(), highest = values.Max();
        if (highest <= lowest) return null;
        var histogram = new int[Bins];
        var scale = (Bins - 1) / (highest - lowest);
        foreach (var value in values) histogram[(int)((value - lowest) * scale)]++;
        if (Thresholds.OtsuLevel(histogram) is not { } level) return null;
        var split = lowest + (level / scale);
        double dark = 0, bright = 0;
        int darkCount = 0, brightCount = 0;
        foreach (var value in values)
        {
            if (value < split) (dark, darkCount) = (dark + value, darkCount + 1);
            else (bright, brightCount) = (bright + value, brightCount + 1);
        }

        return darkCount == 0 || brightCount == 0 ? null : new PhaseGreys(dark / darkCount, bright / brightCount);
    }
}

using ImageAnalysis.Segment;
using OpenCvSharp;

namespace ImageAnalysis.Layers;

/// <summary>
/// Places a boundary on the picture itself. From the ground the first rise to the solid is looked for in every column; where a pore opens to the face it lies
/// deeper, so of a window's columns the place counts on which most agree. Other boundaries lie where they part mean and structure of a window best.
/// </summary>
/// <param name="picture">CV_32FC1, a little smoothed, layers along its rows.</param>
/// <param name="section">Where the slabs are about.</param>
internal sealed class FaceTracer(Mat picture, Section section)
{
    /// <summary>Difference of grey values over the contrast below which a face is not looked for by its grey value.</summary>
    private const double LeastStep = 0.2;

    private const double Agreeing = 1.5;

    private readonly double _contrast = section.SolidGrey - section.VoidGrey;

    /// <summary>The boundary between two neighbouring slabs.</summary>
    public Curve Trace(Slab above, Slab below)
    {
        var reach = (int)Math.Clamp(0.4 * Math.Min(above.To - above.From, below.To - below.From), 6, Math.Max(10, 0.04 * picture.Rows));
        var heights = new double[Curve.Places];
        for (var i = 0; i < heights.Length; i++)
        {
            var place = Curve.Place(i, Curve.Places, picture.Cols);
            var guess = below.From + (section.Slope * (place - ((picture.Cols - 1) / 2.0)));
            var half = picture.Cols / (double)Curve.Places;
            var window = new Window(Math.Max(0, (int)(place - half)), Math.Min(picture.Cols, (int)(place + half) + 1), place, guess, reach);
            heights[i] = (above.Kind, below.Kind) switch
            {
                (SlabKind.Ground, _) => Outer(window, 1, below.Kind == SlabKind.Porous) ?? Step(window),
                (_, SlabKind.Ground) => Outer(window, -1, above.Kind == SlabKind.Porous) ?? Step(window),
                _ => Step(window),
            };
        }

        var curve = new Curve(heights, picture.Cols);
        var line = curve.Line();
        var scatter = SectionFinder.Quantile([.. heights.Select((h, i) => Math.Abs(h - line.At(Curve.Place(i, Curve.Places, picture.Cols) - ((picture.Cols - 1) / 2.0))))], 0.5);
        return curve.Smoothed(Math.Max(3, 3 * scatter));
    }

    private readonly record struct Window(int From, int To, double Place, double Guess, int Reach);

    /// <summary>The face as seen from the ground; null where ground and solid are too alike.</summary>
    /// <param name="down">1 where the ground is above, -1 where it is below.</param>
    private double? Outer(Window window, int down, bool porous)
    {
        var outside = Rows(window, -2 * window.Reach, -window.Reach / 2, down);
        var inside = Rows(window, 2, 2 * window.Reach, down);
        if (outside.Count == 0 || inside.Count == 0) return null;
        var ground = SectionFinder.Quantile([.. outside], 0.5);
        var solid = porous ? Solid(inside) : SectionFinder.Quantile([.. inside], 0.5);
        if (solid - ground < LeastStep * _contrast) return null;
        var level = (ground + solid) / 2;
        var places = new List<double>();
        for (var x = window.From; x < window.To; x++)
        {
            var middle = window.Guess + (section.Slope * (x - window.Place));
            var start = (int)Math.Round(middle) - (down * window.Reach);
            var before = Grey(x, start);
            for (var k = 1; k <= 2 * window.Reach; k++)
            {
                var y = start + (down * k);
                if (y < 0 || y >= picture.Rows) break;
                var now = Grey(x, y);
                if (before < level && now >= level)
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
                var grey = Grey(x, (int)Math.Round(window.Guess + (section.Slope * (x - window.Place))) - window.Reach + k);
                (sum, squares) = (sum + grey, squares + (grey * grey));
            }

            var count = window.To - window.From;
            mean[k] = sum / count / (0.1 * _contrast);
            structure[k] = Math.Log((Math.Max(0, (squares / count) - (sum * sum / count / count)) / (_contrast * _contrast)) + 0.01);
        }

        return Math.Round(window.Guess) - window.Reach + StepFit.Best(n, [mean, structure]) - 0.5;
    }

    private List<double> Rows(Window window, int from, int to, int down)
    {
        var values = new List<double>();
        for (var x = window.From; x < window.To; x += 2)
        {
            var middle = (int)Math.Round(window.Guess + (section.Slope * (x - window.Place)));
            for (var k = from; k < to; k++)
            {
                var y = middle + (down * k);
                if (y >= 0 && y < picture.Rows) values.Add(Grey(x, y));
            }
        }

        return values;
    }

    /// <summary>Mean of the bright class.</summary>
    private static double Solid(List<double> values)
    {
        double lowest = values.Min(), highest = values.Max();
        if (highest <= lowest) return highest;
        var histogram = new int[256];
        var scale = 255 / (highest - lowest);
        foreach (var value in values) histogram[(int)((value - lowest) * scale)]++;
        var split = lowest + ((Thresholds.OtsuLevel(histogram) ?? 0) / scale);
        return values.Where(v => v >= split).Average();
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

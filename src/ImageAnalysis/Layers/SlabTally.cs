using ImageAnalysis.Segment;
using OpenCvSharp;

namespace ImageAnalysis.Layers;

/// <summary>Grey values of the two phases.</summary>
internal readonly record struct PhaseGreys(double Void, double Solid);

/// <summary>Counts pixels of slabs that follow a slope.</summary>
/// <param name="picture">CV_32FC1.</param>
/// <param name="slope">Rows down per pixel along the layers.</param>
/// <param name="first">Row of profile value 0 at the middle of the picture.</param>
internal sealed class SlabTally(Mat picture, double slope, int first)
{
    private const int Bins = 256;

    private readonly Dictionary<int, float> _middles = [];

    /// <summary>Mean grey values of the dark and the bright class among the rows; null where there is one value only.</summary>
    public PhaseGreys? Phases(int from, int to)
    {
        var values = Values(from, to);
        double lowest = values.Min(), highest = values.Max();
        if (highest <= lowest) return null;
        var scale = (Bins - 1) / (highest - lowest);
        var histogram = new int[Bins];
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

    /// <summary>
    /// Share of the pixels that are of the other phase than the middle value of their place and differ from it by more than half the contrast: pores in a solid, or
    /// walls in a void. Noise and texture hardly reach so far. Of the middle half of the rows the middle value: outside there may be a wavy boundary.
    /// </summary>
    public double SmallerPhase(int from, int to, PhaseGreys phases)
    {
        var (half, between) = (0.5 * (phases.Solid - phases.Void), 0.5 * (phases.Solid + phases.Void));
        var (first, last) = (from + ((to - from) / 4), to - ((to - from) / 4));
        if (last <= first) return 0;
        var shares = new double[last - first];
        for (var row = first; row < last; row++)
        {
            int below = 0, above = 0, all = 0;
            for (var s = 0; s < StripTable.Strips; s++)
            {
                var values = StripValues(s, row - 1, row + 2);
                if (values.Count == 0) continue;
                var middle = Middle(s, first, last);
                foreach (var value in values)
                {
                    if (value < Math.Min(between, middle - half)) below++;
                    else if (value > Math.Max(between, middle + half)) above++;
                }

                all += values.Count;
            }

            shares[row - first] = all == 0 ? 0 : (double)Math.Max(below, above) / all;
        }

        _middles.Clear();
        return SectionFinder.Quantile(shares, 0.5);
    }

    private float Middle(int strip, int first, int last)
    {
        if (_middles.TryGetValue(strip, out var known)) return known;
        var values = StripValues(strip, first - 1, last + 1);
        values.Sort();
        return _middles[strip] = values[values.Count / 2];
    }

    private List<float> Values(int from, int to)
    {
        var values = new List<float>();
        for (var s = 0; s < StripTable.Strips; s++) values.AddRange(StripValues(s, from, to));
        return values;
    }

    private List<float> StripValues(int strip, int from, int to)
    {
        var values = new List<float>();
        int start = StripTable.Start(strip, picture.Cols), end = StripTable.Start(strip + 1, picture.Cols);
        for (var x = start; x < end; x++)
        {
            var shift = first + (int)Math.Round(slope * (x + 0.5 - (picture.Cols / 2.0)));
            for (var row = from + 1; row < to - 1; row++)
            {
                var y = row + shift;
                if ((uint)y < (uint)picture.Rows) values.Add(picture.At<float>(y, x));
            }
        }

        return values;
    }
}

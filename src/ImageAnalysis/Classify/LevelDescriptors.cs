using OpenCvSharp;

namespace ImageAnalysis.Classify;

/// <summary>Chords of the mask, and area, boundary and Euler number at several grey levels.</summary>
internal static class LevelDescriptors
{
    public static void Add(NormalisedFrame frame, DescriptorValues values)
    {
        var (voids, solids) = Chords(frame.Void);
        var windows = new WindowCounts[StructureDescriptors.Levels.Length];
        var middle = windows.Length / 2;
        for (var i = 0; i < windows.Length; i++)
        {
            windows[i] = i == middle ? WindowCounts.OfMask(frame.Void) : WindowCounts.Below(frame.Signal, (float)StructureDescriptors.Levels[i]);
        }

        var at = windows[middle];
        values.Add("void-fraction", (double)Cv2.CountNonZero(frame.Void) / frame.Void.Total());
        values.Add("void-chord-cv", voids.Variation);
        values.Add("solid-chord-cv", solids.Variation);
        values.Add("void-chord-skew", voids.Skewness);
        values.Add("solid-chord-skew", solids.Skewness);
        values.Add("chord-anisotropy", at.Anisotropy);
        values.Add("chord-fourfold", at.Fourfold);
        for (var i = 0; i < windows.Length; i++)
            if (i != middle) values.Add(StructureDescriptors.LevelName("area", i), windows[i].AreaShare);
        for (var i = 0; i < windows.Length; i++)
            if (i != middle) values.Add(StructureDescriptors.LevelName("boundary", i), at.BoundaryDensity > 0 ? windows[i].BoundaryDensity / at.BoundaryDensity : 0);
        var period = 4 * frame.ChordPx * frame.ChordPx;
        for (var i = 0; i < windows.Length; i++) values.Add(StructureDescriptors.LevelName("euler", i), windows[i].EulerDensity * period);
    }

    /// <summary>Chords of rows and columns that end inside, by phase.</summary>
    public static (ChordMoments Void, ChordMoments Solid) Chords(Mat mask)
    {
        var longest = Math.Max(mask.Rows, mask.Cols) + 1;
        int[] voids = new int[longest], solids = new int[longest];
        Count(mask, voids, solids);
        using var turned = new Mat();
        Cv2.Transpose(mask, turned);
        Count(turned, voids, solids);
        return (ChordMoments.Of(voids), ChordMoments.Of(solids));
    }

    private static void Count(Mat mask, int[] voids, int[] solids)
    {
        var all = (ReadOnlySpan<byte>)mask.AsSpan<byte>();
        for (var y = 0; y < mask.Rows; y++)
        {
            var row = all.Slice(y * mask.Cols, mask.Cols);
            var x = row.IndexOfAnyExcept(row[0]);
            while (x > 0)
            {
                var length = row[x..].IndexOfAnyExcept(row[x]);
                if (length < 0) break;
                (row[x] != 0 ? voids : solids)[length]++;
                x += length;
            }
        }
    }
}

/// <summary>Moments of a chord length distribution.</summary>
/// <param name="Mean">Mean, px; 0 without chords.</param>
/// <param name="Variation">Standard deviation over mean.</param>
/// <param name="Skewness">Third central moment over the cube of the standard deviation.</param>
internal readonly record struct ChordMoments(double Mean, double Variation, double Skewness)
{
    public static ChordMoments Of(ReadOnlySpan<int> counts)
    {
        double n = 0, s1 = 0, s2 = 0, s3 = 0;
        for (var l = 1; l < counts.Length; l++)
        {
            double c = counts[l];
            n += c;
            s1 += c * l;
            s2 += c * l * l;
            s3 += c * l * l * l;
        }

        if (n < 2) return default;
        var mean = s1 / n;
        var variance = Math.Max(0, (s2 / n) - (mean * mean));
        var deviation = Math.Sqrt(variance);
        var third = (s3 / n) - (3 * mean * s2 / n) + (2 * mean * mean * mean);
        return new ChordMoments(mean, deviation / mean, deviation > 1e-9 ? third / (variance * deviation) : 0);
    }
}

/// <summary>Counts of the sixteen windows of 2x2 pixels, from which area, crossings in four directions and the Euler number follow.</summary>
internal readonly struct WindowCounts
{
    private readonly double _area, _rows, _columns, _falling, _rising, _euler;

    private WindowCounts(ReadOnlySpan<int> counts, long total)
    {
        for (var code = 0; code < 16; code++)
        {
            // Bits: 1 top left, 2 top right, 4 bottom left, 8 bottom right.
            int a = code & 1, b = (code >> 1) & 1, c = (code >> 2) & 1, d = code >> 3;
            double n = counts[code];
            _area += n * (a + b + c + d) / 4;
            _rows += n * ((a ^ b) + (c ^ d)) / 2;
            _columns += n * ((a ^ c) + (b ^ d)) / 2;
            _falling += n * (a ^ d);
            _rising += n * (b ^ c);
            var inside = a + b + c + d;
            _euler += n * (inside == 1 ? 1 : inside == 3 ? -1 : inside == 2 && a == d ? 2 : 0) / 4;
        }

        _area /= total;
        _rows /= total;
        _columns /= total;
        _falling /= total * Math.Sqrt(2);
        _rising /= total * Math.Sqrt(2);
        _euler /= total;
    }

    public double AreaShare => _area;

    /// <summary>π/2 times the crossings per unit length, averaged over four directions; per px.</summary>
    public double BoundaryDensity => Math.PI / 2 * (_rows + _columns + _falling + _rising) / 4;

    /// <summary>Components less holes per px², joined along sides.</summary>
    public double EulerDensity => _euler;

    public double Anisotropy
    {
        get
        {
            var mean = (_rows + _columns + _falling + _rising) / 4;
            return mean > 0 ? Math.Sqrt(Square(_rows - _columns) + Square(_falling - _rising)) / (2 * mean) : 0;
        }
    }

    public double Fourfold
    {
        get
        {
            var sum = _rows + _columns + _falling + _rising;
            return sum > 0 ? Math.Abs(_rows + _columns - _falling - _rising) / sum : 0;
        }
    }

    public static WindowCounts OfMask(Mat mask)
    {
        var counts = new int[16];
        var pixels = (ReadOnlySpan<byte>)mask.AsSpan<byte>();
        for (var y = 0; y + 1 < mask.Rows; y++)
        {
            var top = pixels.Slice(y * mask.Cols, mask.Cols);
            var bottom = pixels.Slice((y + 1) * mask.Cols, mask.Cols);
            var code = (top[0] & 2) | (bottom[0] & 8);
            for (var x = 1; x < top.Length; x++)
            {
                code = (code >> 1) | (top[x] & 2) | (bottom[x] & 8);
                counts[code]++;
                code &= 10;
            }
        }

        return new WindowCounts(counts, (long)(mask.Rows - 1) * (mask.Cols - 1));
    }

    public static WindowCounts Below(Mat signal, float level)
    {
        using var mask = new Mat();
        Cv2.Compare(signal, Scalar.All(level), mask, CmpTypes.LT);
        return OfMask(mask);
    }

    private static double Square(double x) => x * x;
}

using System.Numerics;
using OpenCvSharp;

namespace ImageAnalysis.Classify;

/// <summary>How the mask repeats with distance, and the power of the grey values over wave number.</summary>
internal static class CorrelationDescriptors
{
    private const double LongestLagChords = 4;
    private const double LeastWaves = 0.15, MostWaves = 4, FineWaves = 2;

    public static void Add(NormalisedFrame frame, DescriptorValues values)
    {
        var covariance = Autocovariance(frame.Void, (int)Math.Min(LongestLagChords * frame.ChordPx, Math.Min(frame.Width, frame.Height) / 2.0));
        var (lowest, highest) = Extremes(covariance);
        values.Add("correlation-minimum", lowest < covariance.Length ? covariance[lowest] : 0);
        values.Add("correlation-minimum-place", lowest / frame.ChordPx);
        values.Add("correlation-maximum", highest < covariance.Length ? covariance[highest] : 0);
        AddSpectrum(frame, values);
    }

    /// <summary>Autocovariance over variance at whole lags from 0, the mean of rows and columns; each lag uses the pairs inside the frame only.</summary>
    public static double[] Autocovariance(Mat mask, int longestLag)
    {
        using var turned = new Mat();
        Cv2.Transpose(mask, turned);
        var down = new PackedRows(mask);
        var along = new PackedRows(turned);
        var result = new double[longestLag + 1];
        for (var lag = 0; lag <= longestLag; lag++) result[lag] = (down.Covariance(lag) + along.Covariance(lag)) / 2;
        var variance = result[0];
        if (variance <= 0) return [0];
        for (var lag = 0; lag < result.Length; lag++) result[lag] /= variance;
        return result;
    }

    /// <summary>Places of the first minimum and of the maximum behind it; the last place where there is none.</summary>
    private static (int Lowest, int Highest) Extremes(double[] c)
    {
        var lowest = 1;
        while (lowest + 1 < c.Length && (c[lowest + 1] <= c[lowest] || c[lowest] > 0.3)) lowest++;
        var highest = lowest;
        for (var lag = lowest; lag < c.Length; lag++)
            if (c[lag] > c[highest]) highest = lag;
        return (Math.Min(lowest, c.Length - 1), Math.Min(highest, c.Length - 1));
    }

    private static void AddSpectrum(NormalisedFrame frame, DescriptorValues values)
    {
        // Waves shorter than four pixels carry next to nothing at this scale, so half of the resolution serves.
        var (width, height) = (Math.Max(2, frame.Width / 2), Math.Max(2, frame.Height / 2));
        using var half = new Mat();
        Cv2.Resize(frame.Signal, half, new Size(width, height), 0, 0, InterpolationFlags.Area);
        Window(half);
        using var padded = new Mat();
        var (columns, rows) = (Cv2.GetOptimalDFTSize(width), Cv2.GetOptimalDFTSize(height));
        Cv2.CopyMakeBorder(half, padded, 0, rows - height, 0, columns - width, BorderTypes.Constant, Scalar.All(0));
        using var spectrum = new Mat();
        Cv2.Dft(padded, spectrum, DftFlags.ComplexOutput);

        const int Bins = 200;
        Span<double> power = stackalloc double[Bins];
        var period = 2 * frame.ChordPx;
        var sx = period / columns * width / frame.Width;
        var sy = period / rows * height / frame.Height;
        for (var v = 0; v < rows; v++)
        {
            var row = spectrum.RowSpan<Vec2f>(v);
            var ky = (v <= rows / 2 ? v : v - rows) * sy;
            for (var u = 0; u <= columns / 2; u++)
            {
                var kx = u * sx;
                var waves = Math.Sqrt((kx * kx) + (ky * ky));
                if (waves is < LeastWaves or >= MostWaves) continue;
                double re = row[u].Item0, im = row[u].Item1;
                power[(int)(waves / MostWaves * Bins)] += (u == 0 ? 1 : 2) * ((re * re) + (im * im));
            }
        }

        var total = 0.0;
        foreach (var p in power) total += p;
        var median = Quantile(power, total, 0.5) * MostWaves / Bins;
        var width50 = (Quantile(power, total, 0.75) - Quantile(power, total, 0.25)) * MostWaves / Bins;
        var fine = 0.0;
        for (var i = (int)(FineWaves / MostWaves * Bins); i < Bins; i++) fine += power[i];
        values.Add("spectrum-place", median);
        values.Add("spectrum-width", median > 0 ? width50 / median : 0);
        values.Add("spectrum-fine", total > 0 ? fine / total : 0);
    }

    /// <summary>Takes the mean away and fades to the frame's edges (Hann), in place.</summary>
    private static void Window(Mat grey)
    {
        var mean = (float)Cv2.Mean(grey).Val0;
        var across = Hann(grey.Cols);
        var down = Hann(grey.Rows);
        for (var y = 0; y < grey.Rows; y++)
        {
            var row = grey.RowSpan<float>(y);
            for (var x = 0; x < row.Length; x++) row[x] = (row[x] - mean) * across[x] * down[y];
        }
    }

    private static float[] Hann(int length)
    {
        var window = new float[length];
        for (var i = 0; i < length; i++) window[i] = (float)(0.5 - (0.5 * Math.Cos(2 * Math.PI * (i + 0.5) / length)));
        return window;
    }

    private static double Quantile(ReadOnlySpan<double> power, double total, double share)
    {
        var below = 0.0;
        for (var i = 0; i < power.Length; i++)
        {
            if (below + power[i] >= share * total) return power[i] > 0 ? i + (((share * total) - below) / power[i]) : i;
            below += power[i];
        }

        return power.Length;
    }

    /// <summary>A mask with 64 pixels of a row to a word.</summary>
    private readonly struct PackedRows
    {
        private readonly ulong[] _bits;
        private readonly int _words, _rows, _columns;

        public PackedRows(Mat mask)
        {
            (_rows, _columns) = (mask.Rows, mask.Cols);
            _words = (_columns + 63) / 64;
            _bits = new ulong[_words * _rows];
            for (var y = 0; y < _rows; y++)
            {
                var row = mask.RowSpan<byte>(y);
                for (var x = 0; x < row.Length; x++) _bits[(y * _words) + (x >> 6)] |= (ulong)(row[x] & 1) << (x & 63);
            }
        }

        /// <summary>Covariance of pixels that lie the given number of rows apart, with the means of the two sets they come from.</summary>
        public double Covariance(int lag)
        {
            var upper = _bits.AsSpan(0, (_rows - lag) * _words);
            var lower = _bits.AsSpan(lag * _words);
            long both = 0, a = 0, b = 0;
            for (var i = 0; i < upper.Length; i++)
            {
                both += BitOperations.PopCount(upper[i] & lower[i]);
                a += BitOperations.PopCount(upper[i]);
                b += BitOperations.PopCount(lower[i]);
            }

            var pairs = (double)(_rows - lag) * _columns;
            return (both / pairs) - (a / pairs * (b / pairs));
        }
    }
}

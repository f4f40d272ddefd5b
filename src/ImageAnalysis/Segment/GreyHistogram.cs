using System.Runtime.InteropServices;

namespace ImageAnalysis.Segment;

/// <summary>Counts of grey values: 256 bins for 8 bits, 65536 for 16 bits, one grey value each.</summary>
internal static class GreyHistogram
{
    public static int[] Of(ReadOnlySpan<byte> grey)
    {
        // Four tables: neighbouring pixels often have the same value, and a counter cannot be raised twice in a row without waiting.
        var tables = new int[4 * 256];
        Span<int> a = tables.AsSpan(0, 256), b = tables.AsSpan(256, 256), c = tables.AsSpan(512, 256), d = tables.AsSpan(768, 256);
        var words = MemoryMarshal.Cast<byte, ulong>(grey);
        foreach (var word in words)
        {
            a[(byte)word]++;
            b[(byte)(word >> 8)]++;
            c[(byte)(word >> 16)]++;
            d[(byte)(word >> 24)]++;
            a[(byte)(word >> 32)]++;
            b[(byte)(word >> 40)]++;
            c[(byte)(word >> 48)]++;
            d[(byte)(word >> 56)]++;
        }

        foreach (var value in grey[(words.Length * 8)..]) a[value]++;
        var histogram = new int[256];
        for (var g = 0; g < 256; g++) histogram[g] = a[g] + b[g] + c[g] + d[g];
        return histogram;
    }

    public static int[] Of(ReadOnlySpan<ushort> grey)
    {
        var histogram = new int[65536];
        foreach (var value in grey) histogram[value]++;
        return histogram;
    }

    /// <summary>Mean and variance (over n) of the grey values.</summary>
    public static (double Mean, double Variance) Moments(ReadOnlySpan<int> histogram)
    {
        double count = 0, sum = 0, squares = 0;
        for (var g = 0; g < histogram.Length; g++)
        {
            double n = histogram[g];
            count += n;
            sum += n * g;
        }

        var mean = sum / count;
        for (var g = 0; g < histogram.Length; g++) squares += histogram[g] * (g - mean) * (g - mean);
        return (mean, squares / count);
    }
}

namespace ImageAnalysis.Report.Pages;

/// <summary>Counts of values in bins of a round width, or of equal ratio where the values span decades.</summary>
/// <param name="Edges">One more than there are bins.</param>
/// <param name="Counts">Values in each bin; an upper edge belongs to the next bin, the last one to its own.</param>
/// <param name="Logarithmic">Whether the edges grow by a ratio.</param>
/// <param name="Beyond">Values above the last edge, which are not shown.</param>
internal sealed record Histogram(IReadOnlyList<double> Edges, IReadOnlyList<int> Counts, bool Logarithmic, int Beyond)
{
    private const double RatioForLogarithms = 40;
    private const double ShownShare = 0.995;

    /// <summary>Null below two values or where all are zero.</summary>
    public static Histogram? Of(IReadOnlyCollection<double> values)
    {
        var sorted = values.Where(double.IsFinite).Order().ToArray();
        if (sorted.Length < 2 || sorted[^1] <= 0) return null;
        var (low, high) = (Quantile(sorted, 0.05), Quantile(sorted, 0.95));
        var bins = Math.Clamp((int)Math.Ceiling(2 * Math.Cbrt(sorted.Length)), 8, 28);
        var edges = low > 0 && high / low > RatioForLogarithms
            ? Logarithmically(sorted, bins)
            : Linearly(sorted[0], Quantile(sorted, ShownShare), bins);
        return Counted(sorted, edges, low > 0 && high / low > RatioForLogarithms);
    }

    /// <summary>The smallest of 1, 2, 5 times a power of ten that is not below the value.</summary>
    public static double RoundUp(double value)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        var lead = value / power;
        return power * (lead <= 1.0000001 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
    }

    /// <summary>The one of 1, 2, 5 times a power of ten whose ratio to the value is nearest to 1.</summary>
    private static double Nearest(double value) => RoundUp(value / 1.5);

    private static double[] Linearly(double least, double most, int bins)
    {
        var start = least < 0.4 * most ? 0 : least;
        var width = Nearest(Math.Max((most - start) / bins, most * 1e-6));
        var first = Math.Floor(start / width);
        var count = Math.Max(1, (int)Math.Ceiling(most / width - 1e-9) - (int)first);
        return [.. Enumerable.Range(0, count + 1).Select(i => (first + i) * width)];
    }

    private static double[] Logarithmically(double[] sorted, int bins)
    {
        var least = Math.Max(sorted[0], Quantile(sorted, 1 - ShownShare));
        if (least <= 0) least = sorted.First(v => v > 0);
        var ratio = Math.Pow(sorted[^1] / least, 1.0 / bins);
        return [.. Enumerable.Range(0, bins + 1).Select(i => i == bins ? sorted[^1] : least * Math.Pow(ratio, i))];
    }

    private static Histogram Counted(double[] sorted, double[] edges, bool logarithmic)
    {
        var counts = new int[edges.Length - 1];
        var beyond = 0;
        foreach (var value in sorted)
        {
            var at = Array.BinarySearch(edges, value);
            var bin = at >= 0 ? at : ~at - 1;
            if (value == edges[^1]) bin = counts.Length - 1;
            if (bin >= counts.Length) beyond++;
            else counts[Math.Max(0, bin)]++;
        }

        return new Histogram(edges, counts, logarithmic, beyond);
    }

    private static double Quantile(double[] sorted, double share) => sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
}

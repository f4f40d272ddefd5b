using System.Globalization;
using ImageAnalysis.Findings;

namespace ImageAnalysis.Particles;

/// <summary>
/// Tells where many of the measured pieces are far smaller than all the rest: debris, specks of the ground or bits of noise, which count as much in a number average as particles do. A
/// broad powder has sizes all the way; here an empty stretch parts the small from the large.
/// </summary>
internal static class SmallPieces
{
    private const int LeastPieces = 20;

    /// <summary>The empty stretch: the smallest of the rest has this many times the diameter of the largest small one.</summary>
    private const double LeastGap = 1.5;

    /// <summary>The small ones matter for a number average from this share of the pieces on, and are no population of their own up to this share of the area.</summary>
    private const double LeastShare = 0.1, MostArea = 0.05;

    /// <summary>The warning, with the mean and variation of the rest; null where sizes run on or the small ones are few.</summary>
    /// <param name="diameters">Diameters, px; any order.</param>
    public static Finding? Of(IEnumerable<double> diameters)
    {
        double[] sorted = [.. diameters.Order()];
        if (sorted.Length < LeastPieces) return null;
        var (all, small) = (sorted.Sum(d => d * d), 0.0);
        var (gap, at, share) = (LeastGap, 0, 0.0);
        for (var i = 0; i + 1 < sorted.Length; i++)
        {
            small += sorted[i] * sorted[i];
            if (small > MostArea * all) break;
            if (i + 1 < LeastShare * sorted.Length || sorted[i + 1] < gap * sorted[i]) continue;
            (gap, at, share) = (sorted[i + 1] / sorted[i], i + 1, small / all);
        }

        if (at == 0) return null;
        var rest = sorted[at..];
        var (mean, cv) = DiameterStatistics.Of(rest, [.. rest.Select(_ => 1.0)], 1);
        var between = Math.Sqrt(sorted[at - 1] * sorted[at]);
        return new Finding("small-pieces", Severity.Warning,
            string.Create(CultureInfo.InvariantCulture, $"{at} of {sorted.Length} measured pieces are at most {sorted[at - 1]:0.#} px wide, and the rest at least {sorted[at]:0.#} px: the small ones cover {100 * share:0.#} % of the area and yet count in mean and variation."),
            string.Create(CultureInfo.InvariantCulture, $"They may be debris or specks of the ground. The other {rest.Length} have a mean diameter of {mean.Value:0.#} px{(cv is null ? "" : string.Create(CultureInfo.InvariantCulture, $" and a CV of {cv.Value:0.#} %"))}."),
            string.Create(CultureInfo.InvariantCulture, $"If they are no particles, leave them out with particles.minimumDiameter \"{between:0} px\"."));
    }
}

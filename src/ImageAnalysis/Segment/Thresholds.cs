namespace ImageAnalysis.Segment;

/// <summary>
/// Levels between the dark and the bright class of a histogram (index: grey value, 256 or 65536 bins, never re-binned: a coarse histogram moves the
/// level). They only look; applying a level is the <see cref="Segmenter"/>'s. Dark is what lies below the level. Each is null where fewer than two grey values
/// occur.
/// </summary>
public static class Thresholds
{
    /// <summary>
    /// The split with the largest variance between the classes (Otsu 1979, eq. 18), and within it the midpoint of the two class means: there a
    /// grey value is as near to the one as to the other, and every grey value of the histogram stays on its side of the split.
    /// </summary>
    public static double? OtsuLevel(ReadOnlySpan<int> histogram)
    {
        if (!TrySums(histogram, out var count, out var sum)) return null;
        double best = -1, level = 0;
        long below = 0;
        double belowSum = 0;
        for (var g = 0; g < histogram.Length; g++)
        {
            if (histogram[g] == 0) continue;
            below += histogram[g];
            belowSum += (double)histogram[g] * g;
            var above = count - below;
            if (above == 0) break;
            var (dark, bright) = (belowSum / below, (sum - belowSum) / above);
            var between = (double)below * above * (bright - dark) * (bright - dark);
            if (between > best) (best, level) = (between, (dark + bright) / 2);
        }

        return level;
    }

    /// <summary>Variance between the classes of that split over the whole variance (Otsu 1979, eq. 17): 2/π for one normal hump, 1 for two grey values; 0 for fewer.</summary>
    public static double OtsuSeparability(ReadOnlySpan<int> histogram)
    {
        if (OtsuLevel(histogram) is not { } level) return 0;
        var split = (int)Math.Floor(level) + 1;
        var (mean, variance) = GreyHistogram.Moments(histogram);
        double below = 0, belowSum = 0, count = 0;
        for (var g = 0; g < histogram.Length; g++)
        {
            count += histogram[g];
            if (g < split) (below, belowSum) = (below + histogram[g], belowSum + ((double)histogram[g] * g));
        }

        var distance = (mean * below) - belowSum;
        return distance * distance / (below * (count - below) * variance);
    }

    /// <summary>
    /// The split with the least cross entropy between the histogram and its two class means (Li and Lee 1993, eq. 8), searched over all splits, where
    /// the usual iteration may stop at a local one; within it the logarithmic mean of the class means, which is that iteration's fixed point
    /// (Li and Tam 1998, eq. 8). Not symmetric: it depends on what grey value 0 means.
    /// </summary>
    public static double? LiLevel(ReadOnlySpan<int> histogram)
    {
        if (!TrySums(histogram, out var count, out var sum)) return null;
        double best = double.NegativeInfinity, level = 0;
        long below = 0;
        double belowSum = 0;
        for (var g = 0; g < histogram.Length; g++)
        {
            if (histogram[g] == 0) continue;
            below += histogram[g];
            belowSum += (double)histogram[g] * g;
            var above = count - below;
            if (above == 0) break;
            var aboveSum = sum - belowSum;
            var (dark, bright) = (belowSum / below, aboveSum / above);
            var merit = (belowSum == 0 ? 0 : belowSum * Math.Log(dark)) + (aboveSum * Math.Log(bright));
            if (merit <= best) continue;

            // A dark class of zeros only has no logarithm; half a grey value parts it from the rest.
            (best, level) = (merit, belowSum == 0 ? g + 0.5 : (bright - dark) / (Math.Log(bright) - Math.Log(dark)));
        }

        return level;
    }

    /// <summary>
    /// The grey value whose bin lies farthest below the line from the histogram's peak to the end of its longer tail (Zack, Rogers and Latt 1977, fig. 1).
    /// For one large class and a small one in the tail; the first of equal peaks and distances, counted from the dark end.
    /// </summary>
    public static double? TriangleLevel(ReadOnlySpan<int> histogram)
    {
        int first = -1, last = -1, peak = 0;
        for (var g = 0; g < histogram.Length; g++)
        {
            if (histogram[g] == 0) continue;
            if (first < 0) first = g;
            last = g;
            if (histogram[g] > histogram[peak]) peak = g;
        }

        if (first < 0 || first == last) return null;
        var end = last - peak >= peak - first ? last : first;
        var (from, to) = (Math.Min(end, peak), Math.Max(end, peak));
        double rise = histogram[peak] - histogram[end], run = peak - end, best = double.NegativeInfinity;
        var level = peak;
        for (var g = from; g <= to; g++)
        {
            // Proportional to the distance; positive below the line, whichever way the tail points.
            var below = (histogram[end] - histogram[g]) + (rise * (g - end) / run);
            if (below > best) (best, level) = (below, g);
        }

        return level;
    }

    private static bool TrySums(ReadOnlySpan<int> histogram, out long count, out double sum)
    {
        (count, sum) = (0, 0);
        var values = 0;
        for (var g = 0; g < histogram.Length; g++)
        {
            if (histogram[g] == 0) continue;
            values++;
            count += histogram[g];
            sum += (double)histogram[g] * g;
        }

        return values >= 2;
    }
}

namespace ImageAnalysis.Layers;

/// <summary>Cutting a row of values into runs.</summary>
internal static class Partition
{
    /// <summary>The cuts with the least sum of costs, each run costing a penalty besides, by dynamic programming (Jackson et al. 2005).</summary>
    /// <param name="count">Number of values.</param>
    /// <param name="least">Shortest run.</param>
    /// <param name="penalty">Price of a run.</param>
    /// <param name="cost">Of the run from its first value to the one before its end.</param>
    public static List<int> Cuts(int count, int least, double penalty, Func<int, int, double> cost)
    {
        var best = new double[count + 1];
        var from = new int[count + 1];
        for (var end = 1; end <= count; end++)
        {
            best[end] = double.PositiveInfinity;
            for (var start = 0; start <= end - least; start++)
            {
                if (double.IsPositiveInfinity(best[start])) continue;
                var total = best[start] + cost(start, end) + penalty;
                if (total < best[end]) (best[end], from[end]) = (total, start);
            }
        }

        var cuts = new List<int>();
        for (var at = from[count]; at > 0; at = from[at]) cuts.Insert(0, at);
        return cuts;
    }
}

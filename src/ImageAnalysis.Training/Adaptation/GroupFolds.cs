namespace ImageAnalysis.Training.Adaptation;

/// <summary>Parts for cross-validation: a group is in one part only, and each part has about as much of every class.</summary>
internal static class GroupFolds
{
    /// <summary>The part of each example, from 0. The same examples give the same parts.</summary>
    /// <param name="groups">Group of each example.</param>
    /// <param name="labels">Class of each.</param>
    /// <param name="parts">How many parts at most; never more than there are groups.</param>
    public static int[] Of(IReadOnlyList<string> groups, IReadOnlyList<int> labels, int parts)
    {
        var members = Enumerable.Range(0, groups.Count).GroupBy(i => groups[i], StringComparer.Ordinal)
            .OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => g.ToArray()).ToArray();
        parts = Math.Max(1, Math.Min(parts, members.Length));
        var classes = labels.Max() + 1;
        var (filled, ofClass) = (new int[parts], new int[parts, classes]);
        var result = new int[groups.Count];

        // The largest group first, each where its most frequent class is rarest.
        foreach (var group in members)
        {
            var main = group.CountBy(i => labels[i]).OrderByDescending(c => c.Value).ThenBy(c => c.Key).First().Key;
            var best = Enumerable.Range(0, parts).OrderBy(p => ofClass[p, main]).ThenBy(p => filled[p]).ThenBy(p => p).First();
            foreach (var i in group)
            {
                result[i] = best;
                filled[best]++;
                ofClass[best, labels[i]]++;
            }
        }

        return result;
    }
}

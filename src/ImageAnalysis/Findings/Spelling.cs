namespace ImageAnalysis.Findings;

/// <summary>The nearest valid name, for messages about an unknown one.</summary>
public static class Spelling
{
    /// <summary>"the nearest is X" or, where nothing is near, a list of what is valid.</summary>
    public static string Suggest(string name, IReadOnlyCollection<string> valid) =>
        valid.Count == 0 ? "none is valid here" : $"the nearest valid one is \"{valid.MinBy(v => Distance(name, v))}\"";

    /// <summary>Levenshtein distance, ignoring case.</summary>
    public static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1;
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + cost));
            }
        }

        return row[^1];
    }
}

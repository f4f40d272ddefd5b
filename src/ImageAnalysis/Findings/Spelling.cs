namespace ImageAnalysis.Findings;

/// <summary>The nearest valid name, for messages about an unknown one.</summary>
public static class Spelling
{
    /// <summary>Letters of a beginning that is no chance.</summary>
    private const int LeastBeginning = 3;

    /// <summary>"the nearest is X" or, where nothing is near, a list of what is valid.</summary>
    public static string Suggest(string name, IReadOnlyCollection<string> valid) =>
        valid.Count == 0 ? "none is valid here"
        : Nearest(name, valid) is { } nearest ? $"the nearest valid one is \"{nearest}\""
        : $"valid are {string.Join(", ", valid.Select(v => $"\"{v}\""))}";

    /// <summary>The valid name that was probably meant: one that begins so, else that of the fewest changes; null where more than half of the letters differ.</summary>
    public static string? Nearest(string name, IReadOnlyCollection<string> valid)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length >= LeastBeginning && valid.FirstOrDefault(v => v.StartsWith(name, StringComparison.OrdinalIgnoreCase)) is { } longer) return longer;
        return valid.MinBy(v => Distance(name, v)) is { } best && 2 * Distance(name, best) <= Math.Max(name.Length, best.Length) ? best : null;
    }

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

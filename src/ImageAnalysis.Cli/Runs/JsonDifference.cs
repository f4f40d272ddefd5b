using System.Globalization;
using System.Text.Json;
using ImageAnalysis.Report;

namespace ImageAnalysis.Cli.Runs;

/// <summary>The first place in document order at which two JSON documents differ.</summary>
/// <param name="Path">JSON path.</param>
/// <param name="Recorded">Value of the first document.</param>
/// <param name="Recomputed">Value of the second.</param>
internal sealed record JsonDifference(string Path, string Recorded, string Recomputed)
{
    private const string Absent = "absent";
    private const int MostCharacters = 120;

    public static JsonDifference? First(byte[] recorded, byte[] recomputed)
    {
        using var a = JsonDocument.Parse(recorded);
        using var b = JsonDocument.Parse(recomputed);
        return First(a.RootElement, b.RootElement, "$");
    }

    /// <summary>What was different about the program: it explains differences in the numbers.</summary>
    public static JsonDifference? Circumstances(Provenance recorded, Provenance recomputed) =>
        recorded.Program != recomputed.Program ? new JsonDifference("$.provenance.program", recorded.Program, recomputed.Program)
        : !recorded.Libraries.SequenceEqual(recomputed.Libraries) ? new JsonDifference("$.provenance.libraries", string.Join(", ", recorded.Libraries), string.Join(", ", recomputed.Libraries))
        : !recorded.Criteria.SequenceEqual(recomputed.Criteria) ? new JsonDifference("$.provenance.criteria", string.Join(", ", recorded.Criteria), string.Join(", ", recomputed.Criteria))
        : null;

    private static JsonDifference? First(JsonElement a, JsonElement b, string path)
    {
        if (a.ValueKind != b.ValueKind) return new JsonDifference(path, Short(a), Short(b));
        return a.ValueKind switch
        {
            JsonValueKind.Object => Members(a, b, path),
            JsonValueKind.Array => Items(a, b, path),
            _ => a.GetRawText() == b.GetRawText() ? null : new JsonDifference(path, Short(a), Short(b)),
        };
    }

    private static JsonDifference? Members(JsonElement a, JsonElement b, string path)
    {
        foreach (var member in a.EnumerateObject())
        {
            var at = $"{path}.{member.Name}";
            if (!b.TryGetProperty(member.Name, out var other)) return new JsonDifference(at, Short(member.Value), Absent);
            if (First(member.Value, other, at) is { } difference) return difference;
        }

        foreach (var member in b.EnumerateObject())
        {
            if (!a.TryGetProperty(member.Name, out _)) return new JsonDifference($"{path}.{member.Name}", Absent, Short(member.Value));
        }

        return null;
    }

    private static JsonDifference? Items(JsonElement a, JsonElement b, string path)
    {
        var (left, right) = (a.EnumerateArray(), b.EnumerateArray());
        for (var i = 0; ; i++)
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]");
            var (more, others) = (left.MoveNext(), right.MoveNext());
            if (!more && !others) return null;
            if (!others) return new JsonDifference(at, Short(left.Current), Absent);
            if (!more) return new JsonDifference(at, Absent, Short(right.Current));
            if (First(left.Current, right.Current, at) is { } difference) return difference;
        }
    }

    private static string Short(JsonElement element)
    {
        var text = element.GetRawText();
        return text.Length <= MostCharacters ? text : text[..MostCharacters] + "...";
    }
}

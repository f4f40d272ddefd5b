namespace ImageAnalysis.Classify;

/// <summary>The code of the finding that a structure is undecided: structure-ambiguous:a|b, the two most probable classes, the more probable one first.</summary>
public static class AmbiguousStructure
{
    private const string Prefix = "structure-ambiguous:";

    /// <summary>The code for two labels.</summary>
    public static string Code(string first, string second) => $"{Prefix}{first}|{second}";

    /// <summary>The two labels as "a or b"; null where no code is that of an undecided structure.</summary>
    public static string? Between(IEnumerable<string> codes) =>
        codes.FirstOrDefault(c => c.StartsWith(Prefix, StringComparison.Ordinal)) is { } code ? code[Prefix.Length..].Replace("|", " or ", StringComparison.Ordinal) : null;
}

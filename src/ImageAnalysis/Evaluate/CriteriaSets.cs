using ImageAnalysis.Findings;

namespace ImageAnalysis.Evaluate;

/// <summary>The rule sets that come with the program, and those of the user.</summary>
public static class CriteriaSets
{
    private static readonly Lazy<IReadOnlyList<CriteriaSet>> Shipped = new(() => [Embedded("membrane"), Embedded("electrode"), Embedded("gel-separator")]);

    /// <summary>membrane (EP 1 063 256 A1), electrode (US 9,793,527 B2) and gel-separator (a fragment on a gel electrolyte).</summary>
    public static IReadOnlyList<CriteriaSet> BuiltIn => Shipped.Value;

    /// <summary>Reads a criteria file of the form of criteria.schema.json.</summary>
    /// <param name="json">Its text.</param>
    /// <param name="source">Its name, for messages.</param>
    /// <exception cref="CriteriaInvalidException">Names every fault by its JSON path.</exception>
    public static CriteriaSet Read(string json, string source) => CriteriaReader.Read(json, source);

    /// <summary>
    /// The sets that are named: built-in ones by name, files by a path that ends in ".json". The name "none" adds nothing.
    /// </summary>
    /// <param name="names">As in <see cref="EvaluateOptions.Criteria"/>.</param>
    /// <param name="readFile">The text of a criteria file by its path; this stage opens no file itself.</param>
    /// <exception cref="CriteriaInvalidException">A name is unknown, a file is faulty, or two sets define one quantity differently.</exception>
    public static IReadOnlyList<CriteriaSet> Select(IReadOnlyList<string> names, Func<string, string> readFile)
    {
        var sets = new List<CriteriaSet>();
        foreach (var name in names.Where(n => n != "none").Distinct())
        {
            sets.Add(name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
                ? Read(readFile(name), name)
                : BuiltIn.FirstOrDefault(s => s.Name == name)
                    ?? throw new CriteriaInvalidException(name, [$"No rule set has this name; {Spelling.Suggest(name, [.. BuiltIn.Select(s => s.Name), "none"])}. A file of one's own ends in \".json\"."]));
        }

        foreach (var own in sets.Where(s => BuiltIn.Any(b => b.Name == s.Name && b.Sha256 != s.Sha256)))
            throw new CriteriaInvalidException(own.Name, [$"name: a built-in rule set is called \"{own.Name}\", and results could not be told apart; give yours a name of its own."]);
        if (sets.GroupBy(s => s.Name).FirstOrDefault(g => g.Count() > 1) is { } same)
            throw new CriteriaInvalidException(same.Key, [$"name: {same.Count()} of the chosen rule sets are called \"{same.Key}\"; each needs a name of its own, and is chosen once."]);
        if (sets.Count > 0) Vocabulary.Of(sets);
        return sets;
    }

    /// <summary>The JSON Schema of criteria files.</summary>
    public static string Schema => Resource("criteria.schema");

    private static CriteriaSet Embedded(string name) => Read(Resource(name), $"{name}.json");

    private static string Resource(string name)
    {
        var resource = $"ImageAnalysis.Evaluate.Criteria.{name}.json";
        using var stream = typeof(CriteriaSets).Assembly.GetManifestResourceStream(resource)
            ?? throw new InstallationIncompleteException($"The rule set {name} is missing.", $"The library holds no resource {resource}.", "Build the program again.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

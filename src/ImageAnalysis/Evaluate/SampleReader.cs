using System.Globalization;
using System.Text.Json;
using ImageAnalysis.Findings;

namespace ImageAnalysis.Evaluate;

/// <summary>Sample files as text into <see cref="Sample"/>; every fault is found before any is reported.</summary>
public static class SampleReader
{
    /// <summary>Reads the JSON form: one sample.</summary>
    /// <param name="json">Text of the file.</param>
    /// <param name="source">Its name, for messages.</param>
    /// <param name="sets">Rule sets of the user, whose quantities may be stated beside those of the built-in ones.</param>
    /// <exception cref="SampleInvalidException">Names every fault by its JSON path.</exception>
    public static Sample ReadJson(string json, string source, IReadOnlyList<CriteriaSet> sets)
    {
        var entries = new SampleEntries(sets);
        var root = StrictObject.Parse(json, entries.Faults, out var document);
        using (document)
        {
            if (root is not null && root.Has("document") && root.Has("quantities"))
                throw new SampleInvalidException(source, "This is a file of criteria, and no sample.", "Name it in a sample under \"criteria\", or with --criteria.");
            var sample = root?.Finish(o => ReadObject(o, entries));
            return entries.Faults.Count == 0 ? sample! : throw entries.Invalid(source);
        }
    }

    /// <summary>
    /// Reads the CSV form: one row per sample (RFC 4180). Columns: "sample"; images as "role:PATH" (several with ";") in columns headed "image" or
    /// "role:PATH", or as PATH in a column headed by the role; "criteria" (several with ";"); "sweep"; every quantity as "name [unit]". A cell holds
    /// a number, a bound "&lt;=2.0", or a number with its 95 % interval "0.18 [0.17..0.19]"; a declaration holds true or false; empty is missing.
    /// </summary>
    /// <returns>One entry for each row: a faulty row stops no other, and its faults are named by line and column.</returns>
    /// <exception cref="SampleInvalidException">The head is faulty, so that no row can be read.</exception>
    public static IReadOnlyList<SampleRow> ReadCsv(string csv, string source, IReadOnlyList<CriteriaSet> sets) => SampleTable.Read(csv, source, new SampleEntries(sets));

    /// <summary>The rule sets that the rows of a table name, without a look at anything else.</summary>
    public static IReadOnlyList<string> CriteriaOfCsv(string csv) => SampleTable.CriteriaNames(csv);

    private static Sample ReadObject(StrictObject o, SampleEntries entries)
    {
        _ = o.OptionalText("$schema");
        var name = o.Name("sample");
        var criteria = o.Texts("criteria");
        for (var i = 0; i < criteria.Count; i++) entries.CheckCriteria(criteria[i], $"criteria[{i}]");
        var images = o.Objects("images", image => new SampleImage(image.Name("file"), image.Enum<ImageRole>("role")));
        o.OptionalObject("laboratory", l => ReadLaboratory(l, entries));
        var sweep = o.OptionalName("sweep");
        o.OptionalObject("declared", d => ReadDeclared(d, entries));
        return entries.Take(name, criteria, images, sweep);
    }

    private static SampleEntries ReadLaboratory(StrictObject laboratory, SampleEntries entries)
    {
        foreach (var (key, value, path) in laboratory.All())
        {
            if (entries.Quantity(key, path, "laboratory") is not { } quantity) continue;
            if (quantity.Kind == QuantityKind.Curve)
            {
                if (value.ValueKind == JsonValueKind.String) entries.AddCurve(key, value.GetString()!, path);
                else entries.Faults.Add($"{path}: the name of a file with the curve is expected, not {StrictObject.Describe(value)}.");
            }
            else if (value.ValueKind == JsonValueKind.Object)
            {
                new StrictObject(value, path, entries.Faults).Finish(v => ReadValue(v, quantity, entries));
            }
            else
            {
                AddScalar(value, quantity, null, null, path, entries);
            }
        }

        return entries;
    }

    private static SampleEntries ReadValue(StrictObject o, QuantityDefinition quantity, SampleEntries entries)
    {
        var unit = o.OptionalText("unit");
        (double, double)? interval = null;
        if (o.Member("interval") is { } ends)
        {
            if (ends.ValueKind == JsonValueKind.Array && ends.GetArrayLength() == 2
                && ends[0].ValueKind == JsonValueKind.Number && ends[1].ValueKind == JsonValueKind.Number
                && ends[0].TryGetDouble(out var lower) && ends[1].TryGetDouble(out var upper) && double.IsFinite(lower) && double.IsFinite(upper))
                interval = (lower, upper);
            else
                entries.Faults.Add($"{o.PathOf("interval")}: a list of two numbers is expected, not {(ends.ValueKind == JsonValueKind.Array ? ends.GetRawText() : StrictObject.Describe(ends))}.");
        }

        if (o.Member("value") is { } value)
            AddScalar(value, quantity, unit, interval, o.Path, entries);
        else
            entries.Faults.Add($"{o.PathOf("value")}: missing.");
        return entries;
    }

    private static void AddScalar(JsonElement value, QuantityDefinition quantity, string? unit, (double Lower, double Upper)? interval, string path, SampleEntries entries)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number))
            entries.AddValue(quantity, number, interval, unit, path);
        else if (value.ValueKind == JsonValueKind.String)
            entries.AddText(quantity, value.GetString()!, interval, unit, path);
        else
            entries.Faults.Add($"{path}: a number, a bound such as \"<=2.0\", or {{\"value\", \"unit\", \"interval\"}} is expected, not {StrictObject.Describe(value)}.");
    }

    private static SampleEntries ReadDeclared(StrictObject declared, SampleEntries entries)
    {
        foreach (var (key, value, path) in declared.All())
        {
            if (entries.Quantity(key, path, "declared") is null) continue;
            if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
                entries.AddDeclaration(key, value.GetBoolean());
            else
                entries.Faults.Add($"{path}: true or false is expected, not {StrictObject.Describe(value)}.");
        }

        return entries;
    }
}

/// <summary>Collects the values of one sample at a time and all faults; what both forms of sample files share.</summary>
internal sealed class SampleEntries(IReadOnlyList<CriteriaSet> sets)
{
    private readonly IReadOnlyDictionary<string, QuantityDefinition> _known = Vocabulary.Of(sets);
    private readonly IReadOnlyList<string> _setNames = [.. CriteriaSets.BuiltIn.Concat(sets).Select(s => s.Name).Append("none").Distinct()];
    private List<LaboratoryValue> _laboratory = [];
    private List<CurveReference> _curves = [];
    private List<Declaration> _declared = [];
    private List<Finding> _findings = [];

    public List<string> Faults { get; } = [];

    public SampleInvalidException Invalid(string source) => new(source, string.Join(" ", Faults), "Mend the named entries; the README of the stage Evaluate shows the form, the criteria files list the keys.");

    public void CheckCriteria(string name, string path)
    {
        if (!_setNames.Contains(name) && !name.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            Faults.Add($"{path}: \"{name}\" is no rule set; {Spelling.Suggest(name, _setNames)}.");
    }

    /// <summary>The quantity of a key in the place where it stands, or a fault with the nearest valid key.</summary>
    public QuantityDefinition? Quantity(string key, string path, string place)
    {
        var declared = place == "declared";
        if (_known.TryGetValue(key, out var quantity) && quantity.Kind != QuantityKind.FromSweep && quantity.Kind == QuantityKind.Declaration == declared) return quantity;
        var valid = _known.Values.Where(q => q.Kind != QuantityKind.FromSweep && q.Kind == QuantityKind.Declaration == declared).Select(q => q.Key).ToList();
        var misplaced = quantity?.Kind switch
        {
            QuantityKind.FromSweep => "it is computed from the sweep that the sample names",
            QuantityKind.Declaration => "it is a declaration and stands under \"declared\"",
            null => Spelling.Suggest(key, valid),
            _ => "it is a value and stands under \"laboratory\"",
        };
        Faults.Add($"{path}: \"{key}\" is not known here; {misplaced}.");
        return null;
    }

    /// <summary>A key in either place, for tables.</summary>
    public QuantityDefinition? Quantity(string key, string path)
    {
        if (_known.TryGetValue(key, out var quantity) && quantity.Kind != QuantityKind.FromSweep) return quantity;
        Faults.Add($"{path}: \"{key}\" is not known here; {Spelling.Suggest(key, [.. _known.Values.Where(q => q.Kind != QuantityKind.FromSweep).Select(q => q.Key)])}.");
        return null;
    }

    public void AddCurve(string key, string file, string path)
    {
        if (file.Length == 0) Faults.Add($"{path}: the name of a file is expected.");
        _curves.Add(new CurveReference(key, file));
    }

    public void AddDeclaration(string key, bool holds) => _declared.Add(new Declaration(key, holds));

    public void AddValue(QuantityDefinition quantity, double value, (double Lower, double Upper)? interval, string? unit, string path)
    {
        if (interval is { } ends && !(ends.Lower <= value && value <= ends.Upper))
            Faults.Add(FormattableString.Invariant($"{path}: the interval [{ends.Lower}, {ends.Upper}] does not hold the value {value}."));
        else if (UnitOf(quantity, unit, path) is { } spelled)
            Add(quantity, new LaboratoryValue(quantity.Key, value, interval?.Lower ?? value, interval?.Upper ?? value, spelled), path);
    }

    /// <summary>A value as text: a number, a bound "&lt;=2.0", or a ratio by weight "60:40" for the share of its first part.</summary>
    public void AddText(QuantityDefinition quantity, string text, (double Lower, double Upper)? interval, string? unit, string path)
    {
        var bare = text.Trim().Replace("≤", "<=", StringComparison.Ordinal).Replace("≥", ">=", StringComparison.Ordinal);
        var parts = bare.Split(':');
        if (bare.StartsWith('<') || bare.StartsWith('>'))
        {
            var isStrict = !(bare.Length > 1 && bare[1] == '=');
            if (interval is not null)
                Faults.Add($"{path}: \"{text}\" is a bound and has an interval beside it; state one of them.");
            else if (!TryNumber(bare[(isStrict ? 1 : 2)..], out var end))
                Faults.Add($"{path}: \"{text}\" is no bound: one of <, <=, > and >= is expected, and a number after it, as in \"<=2.0\".");
            else if (UnitOf(quantity, unit, path) is { } spelled)
                Add(quantity, (bare[0] == '<' ? new LaboratoryValue(quantity.Key, null, null, end, spelled) : new LaboratoryValue(quantity.Key, null, end, null, spelled)) with { IsStrict = isStrict }, path);
        }
        else if (quantity.Dimension == Dimension.MassFraction && parts.Length == 2 && unit is null
            && TryNumber(parts[0], out var first) && TryNumber(parts[1], out var second) && first >= 0 && second >= 0 && first + second > 0)
        {
            AddValue(quantity, Units.Convert(first / (first + second), Dimension.MassFraction, "fraction", quantity.Unit!), interval, quantity.Unit, path);
        }
        else if (TryNumber(bare, out var number))
        {
            AddValue(quantity, number, interval, unit, path);
        }
        else
        {
            Faults.Add($"{path}: \"{text}\" is no finite number and no bound such as \"<=2.0\"{Hint(bare)}.");
        }
    }

    /// <summary>The sample with what was collected; the next one starts empty.</summary>
    public Sample Take(string name, IReadOnlyList<string> criteria, IReadOnlyList<SampleImage> images, string? sweep)
    {
        if (string.IsNullOrWhiteSpace(name) && !Faults.Contains("sample: missing.")) Faults.Add("sample: a name is expected.");
        foreach (var same in images.GroupBy(i => i.File.Replace('\\', '/')).Where(g => g.Any(i => i.Role is ImageRole.SurfaceA or ImageRole.SurfaceB) && g.DistinctBy(i => i.Role).Count() > 1))
        {
            var roles = same.Select(i => i.Role).Distinct().Select(r => StrictObject.EnumWords<ImageRole>().First(w => w.Value == r).Key);
            Faults.Add($"images: {same.Key} is given as {string.Join(" and as ", roles)}; one picture shows one of them, and a ratio of both would be 1 whatever the sample.");
        }

        var sample = new Sample(name, criteria, images, _laboratory, _curves, sweep, _declared, _findings);
        (_laboratory, _curves, _declared, _findings) = ([], [], [], []);
        return sample;
    }

    private static string Hint(string text) =>
        text.Contains('±', StringComparison.Ordinal) || text.Contains('[', StringComparison.Ordinal) ? "; a 95 % interval is written as its two ends, \"interval\": [0.17, 0.19], in a table 0.18 [0.17..0.19]"
        : text.Contains(',', StringComparison.Ordinal) ? "; a decimal mark is a point, and thousands have no mark"
        : text.Length > 0 && char.IsDigit(text[0]) && !char.IsDigit(text[^1]) ? "; its unit stands apart, as \"unit\", in a table in the head of the column"
        : "";

    public static bool TryNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    private void Add(QuantityDefinition quantity, LaboratoryValue value, string path)
    {
        if (quantity.Impossible(value) is { } why) Faults.Add($"{path}: {Phrases.Reading(value.Read(quantity.Dimension!.Value, value.Unit), value.Unit)} cannot be, as {why}: look for a wrong sign, digit, unit or column.");
        else _laboratory.Add(value);
    }

    private string? UnitOf(QuantityDefinition quantity, string? unit, string path)
    {
        if (quantity.Dimension is not { } dimension) return null;
        if (unit is null)
        {
            if (quantity.Unit!.Length > 0 && dimension != Dimension.MolarMass)
            {
                _findings.Add(new Finding($"unit-assumed:{quantity.Key}", Severity.Note, $"{quantity.Key} is given without a unit and was read as {quantity.Unit}.",
                    "A number in another unit would be judged wrongly.", $"Give its unit: {{\"value\": …, \"unit\": \"{quantity.Unit}\"}}, or \"{quantity.Key} [{quantity.Unit}]\" as head of a column."));
            }

            return quantity.Unit;
        }

        if (Units.Canonical(dimension, unit) is { } spelled) return spelled;
        Faults.Add($"{path}: \"{unit}\" is no unit of {quantity.Key}; the nearest valid one is \"{Units.Nearest(dimension, unit)}\" (valid are {string.Join(", ", Units.Names(dimension).Select(n => $"\"{n}\""))}).");
        return null;
    }
}

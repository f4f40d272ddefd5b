using System.Text.Json;
using ImageAnalysis.Evaluate;
using ImageAnalysis.Findings;

namespace ImageAnalysis.Tests.Evaluate;

public sealed class CriteriaSetsTests
{
    private const string Good = """
        { "name": "mine", "title": "Mine", "document": "House rule 7",
          "quantities": [ { "key": "gap", "kind": "number", "dimension": "length", "unit": "µm", "what": "Gap", "source": "7.1" } ],
          "criteria": [ { "id": "gap", "quantity": "Gap", "unit": "nm", "kind": "preference", "value": { "from": "laboratory", "keys": ["gap"] },
                          "limits": { "atMost": 300 }, "source": "7.1" } ] }
        """;

    [Fact]
    public void The_limits_that_decide_are_those_of_the_independent_claims()
    {
        Assert.Equal(["mw", "two-phase-gel", "structure", "isotropy", "through-voids", "avg-pore", "pore-ratio"], Samples.Membrane.Criteria.Where(c => c.Decides).Select(c => c.Id));
        Assert.Equal(["softening", "acrylate", "membrane-polymer", "electrode-polymer"], Samples.Electrode.Criteria.Where(c => c.Decides).Select(c => c.Id));
    }

    [Fact]
    public void Every_criterion_and_range_says_where_it_stands()
    {
        foreach (var criterion in CriteriaSets.BuiltIn.SelectMany(s => s.Criteria))
            Assert.All(criterion.Ranges.Select(r => r.Source).Append(criterion.Source), s => Assert.Matches(@"\[00\d\d\]|§\d|¶\d|claim", s));
    }

    [Fact]
    public void A_curve_is_defined_in_one_place() =>
        Assert.Empty(CriteriaSets.BuiltIn.SelectMany(s => s.Quantities).Select(q => q.Key).Intersect(ImageAnalysis.Evaluate.Derived.DerivedInputs.Quantities.Select(q => q.Key)));

    [Fact]
    public void A_file_of_ones_own_is_judged_like_the_others()
    {
        var set = CriteriaSets.Select(["none", "house.json"], path => path == "house.json" ? Good : throw new InvalidOperationException(path)).Single();
        var sample = SampleReader.ReadJson("""{ "sample": "A", "laboratory": { "gap": { "value": 0.25, "unit": "µm" } } }""", "a", [set]);
        var gap = Samples.Judge(set, sample).Of("gap");
        Assert.Equal((250, Standing.Met), (gap.Value, gap.Standing));
    }

    [Fact]
    public void A_set_of_ones_own_has_a_name_of_its_own()
    {
        string Named(string name) => Good.Replace("\"mine\"", $"\"{name}\"", StringComparison.Ordinal);
        Assert.Contains("a built-in rule set is called \"membrane\"", Assert.Throws<CriteriaInvalidException>(() => CriteriaSets.Select(["house.json"], _ => Named("membrane"))).Message, StringComparison.Ordinal);
        Assert.Contains("2 of the chosen", Assert.Throws<CriteriaInvalidException>(() => CriteriaSets.Select(["a.json", "b.json"], _ => Good)).Message, StringComparison.Ordinal);
        Assert.Equal(2, CriteriaSets.Select(["a.json", "b.json"], path => Named(path[..1])).Count);

        // The program's own file by its path is itself.
        Assert.Equal("membrane", CriteriaSets.Select(["membrane.json"], _ => File.ReadAllText(Path.Combine(Repository.Root, "src", "ImageAnalysis", "Evaluate", "Criteria", "membrane.json"))).Single().Name);
    }

    [Fact]
    public void An_unknown_set_is_refused_with_the_nearest_name()
    {
        var fault = Assert.Throws<CriteriaInvalidException>(() => CriteriaSets.Select(["membrain"], _ => ""));
        Assert.Contains("\"membrane\"", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"atMost\": 300", "\"atMos\": 300", "criteria[0].limits.atMos")]
    [InlineData("\"atMost\": 300", "\"atMost\": \"300\"", "criteria[0].limits.atMost")]
    [InlineData("\"atMost\": 300", "\"atMost\": 300, \"atLeast\": 400", "criteria[0].limits")]
    [InlineData("\"atMost\": 300", "\"above\": 1, \"below\": 1", "criteria[0].limits")]
    [InlineData("\"atMost\": 300", "\"atLeast\": 1, \"below\": 1", "criteria[0].limits")]
    [InlineData("\"atMost\": 300", "\"atLeast\": 1, \"above\": 2", "criteria[0].limits")]
    [InlineData("\"unit\": \"µm\"", "\"unit\": \"µm\", \"possible\": { \"atLeast\": 2, \"atMost\": 1 }", "quantities[0].possible")]
    [InlineData("\"unit\": \"µm\"", "\"unit\": \"µm\", \"possible\": { \"is\": true }", "quantities[0].possible")]
    [InlineData("\"unit\": \"µm\"", "\"unit\": \"µm\", \"possible\": { \"atLeast\": { \"of\": \"gap\" } }", "quantities[0].possible")]
    [InlineData("\"atMost\": 300", "\"atMost\": { \"of\": \"gab\" }", "criteria[0].limits")]
    [InlineData("\"atMost\": 300", "", "criteria[0].limits")]
    [InlineData("\"preference\"", "\"preferred\"", "criteria[0].kind")]
    [InlineData("\"preference\"", "\"claim\"", "criteria[0].claim")]
    [InlineData("\"nm\"", "\"nn\"", "criteria[0].unit")]
    [InlineData("\"keys\": [\"gap\"]", "\"keys\": [\"gab\"]", "criteria[0].value.keys")]
    [InlineData("\"keys\": [\"gap\"]", "\"keys\": [7]", "criteria[0].value.keys[0]")]
    [InlineData("\"µm\"", "\"bar\"", "quantities[0].unit")]
    [InlineData("\"atMost\": 300 }", "\"atMost\": 300 }, \"better\": [ { \"label\": \"b\", \"kind\": \"alternative\", \"atMost\": 9, \"source\": \"7\" } ]", "criteria[0].better[0].kind")]
    [InlineData("\"name\": \"mine\"", "\"name\": \"none\"", "name")]
    [InlineData("\"title\": \"Mine\"", "\"titel\": \"Mine\"", "titel")]
    [InlineData("\"title\": \"Mine\"", "\"title\": \"Mine\", \"claims\": [ { \"claim\": \"1\", \"type\": \"independent\", \"subject\": \"a\", \"limits\": [\"gab\"] } ]", "claims[0].limits")]
    [InlineData("\"title\": \"Mine\"", "\"title\": \"Mine\", \"claims\": [ { \"claim\": \"2\", \"type\": \"dependent\", \"subject\": \"a\", \"dependsOn\": [\"1\"], \"limits\": [\"gap\"] } ]", "claims[0].dependsOn")]
    [InlineData("\"title\": \"Mine\"", "\"title\": \"Mine\", \"claims\": [ { \"claim\": \"1\", \"type\": \"process\", \"subject\": \"a\" } ]", "claims[0]")]
    public void A_fault_is_named_by_its_path(string good, string bad, string path)
    {
        Assert.NotNull(CriteriaSets.Read(Good, "good.json"));
        var fault = Assert.Throws<CriteriaInvalidException>(() => CriteriaSets.Read(Good.Replace(good, bad, StringComparison.Ordinal), "bad.json"));
        Assert.Contains(fault.Faults, f => f.StartsWith(path + ":", StringComparison.Ordinal));
    }

    [Fact]
    public void All_faults_come_in_one_message()
    {
        var bad = Good.Replace("\"preference\"", "\"preferred\"", StringComparison.Ordinal).Replace("\"title\"", "\"titel\"", StringComparison.Ordinal);
        Assert.True(Assert.Throws<CriteriaInvalidException>(() => CriteriaSets.Read(bad, "bad.json")).Faults.Count >= 3);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"name\": \"a\", \"name\": \"b\"}")]
    [InlineData("{\"name\": ")]
    public void A_text_that_is_no_object_of_json_is_refused(string text) =>
        Assert.Throws<CriteriaInvalidException>(() => CriteriaSets.Read(text, "bad.json"));

    [Theory]
    [InlineData("membrane")]
    [InlineData("electrode")]
    [InlineData("gel-separator")]
    public void The_shipped_files_hold_to_the_schema(string name)
    {
        using var schema = JsonDocument.Parse(CriteriaSets.Schema);
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "src", "ImageAnalysis", "Evaluate", "Criteria", $"{name}.json")));
        Assert.Empty(SchemaFaults(file.RootElement, schema.RootElement, schema.RootElement, "$"));
    }

    [Theory]
    [InlineData("\"atMost\": 300", "\"atMos\": 300")]
    [InlineData("\"preference\"", "\"preferred\"")]
    [InlineData("\"title\": \"Mine\",", "")]
    public void The_schema_refuses_what_the_reader_refuses(string good, string bad)
    {
        using var schema = JsonDocument.Parse(CriteriaSets.Schema);
        using var file = JsonDocument.Parse(Good.Replace(good, bad, StringComparison.Ordinal));
        Assert.NotEmpty(SchemaFaults(file.RootElement, schema.RootElement, schema.RootElement, "$"));
    }

    /// <summary>The part of JSON Schema that criteria.schema.json uses.</summary>
    private static List<string> SchemaFaults(JsonElement value, JsonElement schema, JsonElement root, string path)
    {
        if (schema.TryGetProperty("$ref", out var reference))
            return SchemaFaults(value, root.GetProperty("$defs").GetProperty(reference.GetString()!["#/$defs/".Length..]), root, path);
        if (schema.TryGetProperty("anyOf", out var options))
            return options.EnumerateArray().Any(o => SchemaFaults(value, o, root, path).Count == 0) ? [] : [$"{path}: none of the forms"];
        var faults = new List<string>();
        if (schema.TryGetProperty("type", out var type) && type.GetString() != TypeOf(value, type.GetString()!)) return [$"{path}: {type}"];
        if (schema.TryGetProperty("enum", out var words) && !words.EnumerateArray().Any(w => w.GetString() == value.GetString())) faults.Add($"{path}: {value}");
        if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items))
            faults.AddRange(value.EnumerateArray().SelectMany((v, i) => SchemaFaults(v, items, root, $"{path}[{i}]")));
        if (value.ValueKind != JsonValueKind.Object) return faults;
        if (schema.TryGetProperty("required", out var required)) faults.AddRange(required.EnumerateArray().Where(r => !value.TryGetProperty(r.GetString()!, out _)).Select(r => $"{path}.{r}: missing"));
        foreach (var member in value.EnumerateObject())
        {
            if (schema.GetProperty("properties").TryGetProperty(member.Name, out var known)) faults.AddRange(SchemaFaults(member.Value, known, root, $"{path}.{member.Name}"));
            else faults.Add($"{path}.{member.Name}: unknown");
        }

        return faults;
    }

    private static string TypeOf(JsonElement value, string asked) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => asked == "integer" && value.TryGetInt32(out _) ? "integer" : "number",
        _ => "null",
    };
}

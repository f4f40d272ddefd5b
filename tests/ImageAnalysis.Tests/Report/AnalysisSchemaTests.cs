using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using ImageAnalysis.Intercept;
using ImageAnalysis.Quantities;
using ImageAnalysis.Report;

namespace ImageAnalysis.Tests.Report;

/// <summary>analysis.schema.json is written from the result records; set UPDATE_GOLDEN=1 to write it anew.</summary>
public sealed class AnalysisSchemaTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void The_schema_says_what_the_records_say()
    {
        var text = Described().ToJsonString(Indented) + "\n";
        var file = Path.Combine(Repository.Root, "src", "ImageAnalysis", "Report", "analysis.schema.json");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1") File.WriteAllText(file, text);
        Assert.True(text == File.ReadAllText(file), "analysis.schema.json differs from the records; run this test with UPDATE_GOLDEN=1 and commit the file.");
    }

    [Fact]
    public void The_schema_is_part_of_the_library() =>
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", (string?)JsonNode.Parse(AnalysisSchema.Text)!["$schema"]);

    [Theory]
    [InlineData("discs")]
    [InlineData("without scale")]
    [InlineData("flat")]
    public void A_real_analysis_json_follows_the_schema(string kind)
    {
        using var made = kind == "flat" ? Analysed.Flat() : Analysed.Discs(kind == "discs" ? 12.5 : null);
        Assert.Empty(Faults(JsonNode.Parse(AnalysisJson.Write(made.Analysis))));
    }

    [Theory]
    [InlineData("format")]
    [InlineData("scale")]
    [InlineData("provenance")]
    public void A_member_that_is_missing_breaks_the_schema(string member)
    {
        using var made = Analysed.Discs();
        var json = JsonNode.Parse(AnalysisJson.Write(made.Analysis))!.AsObject();
        json.Remove(member);
        Assert.NotEmpty(Faults(json));
    }

    [Fact]
    public void A_member_of_another_kind_or_name_breaks_the_schema()
    {
        using var made = Analysed.Discs();
        var json = JsonNode.Parse(AnalysisJson.Write(made.Analysis))!.AsObject();
        json["field"]!["page"]!["width"] = "wide";
        json["more"] = 1;
        Assert.Equal(2, Faults(json).Count);
    }

    private static JsonObject Described()
    {
        AnalysisJson.Options.MakeReadOnly(populateMissingResolver: true);
        var schema = AnalysisJson.Options.GetJsonSchemaAsNode(typeof(Analysis), new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = static (context, node) => Written(context.TypeInfo.Type) is { } own ? JsonNode.Parse(own)! : node,
        });
        var members = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = Analysis.CurrentFormat,
            ["description"] = "The result of one image. Lengths are objects {\"nm\": number} or members whose names end in their unit; coordinates are pixels of the input page, the centre of its top-left pixel is (0, 0), y points down.",
        };
        foreach (var (name, value) in schema.AsObject().ToList())
        {
            schema.AsObject().Remove(name);
            members[name] = value;
        }

        return members;
    }

    /// <summary>The form of what has a converter of its own; of numbers, only ends of intervals are ever infinite, and none is NaN.</summary>
    private static string? Written(Type type) =>
        type == typeof(Length) ? """{"type": "object", "properties": {"nm": {"type": "number"}}, "required": ["nm"], "additionalProperties": false}"""
        : type == typeof(Chord) ? """{"description": "line, x0, y0, x1, y1, cut at start, cut at end", "type": "array", "items": {"type": "number"}, "minItems": 7, "maxItems": 7}"""
        : type == typeof(IReadOnlyList<float>) ? """{"description": "x and y in turn", "type": "array", "items": {"type": "number"}}"""
        : type == typeof(double) ? """{"anyOf": [{"type": "number"}, {"enum": ["Infinity", "-Infinity"]}]}"""
        : type == typeof(double?) ? """{"anyOf": [{"type": ["number", "null"]}, {"enum": ["Infinity", "-Infinity"]}]}"""
        : type == typeof(JsonObject) ? """{"type": "object"}"""
        : null;

    private static List<string> Faults(JsonNode? json)
    {
        var root = JsonNode.Parse(AnalysisSchema.Text)!;
        var faults = new List<string>();
        Check(json, root, root, "$", faults);
        return faults;
    }

    /// <summary>As much of draft 2020-12 as the schema uses.</summary>
    private static void Check(JsonNode? value, JsonNode schema, JsonNode root, string path, List<string> faults)
    {
        if (schema is JsonValue || schema is not JsonObject rules) return;
        Assert.Empty(rules.Select(r => r.Key).Except(
            ["$schema", "$ref", "title", "description", "type", "properties", "required", "additionalProperties", "items", "minItems", "maxItems", "enum", "anyOf", "default"]));
        if ((string?)rules["$ref"] is { } reference)
        {
            Check(value, Resolved(root, reference), root, path, faults);
            return;
        }

        if (rules["anyOf"] is JsonArray choices && !choices.Any(choice => Follows(value, choice!, root))) faults.Add($"{path}: none of the kinds");
        string[] types = rules["type"] switch
        {
            JsonArray several => [.. several.Select(t => (string)t!)],
            JsonValue one => [(string)one!],
            _ => [],
        };
        if (types.Length > 0 && !types.Any(t => Is(value, t)))
        {
            faults.Add($"{path}: not {string.Join(" or ", types)}");
            return;
        }

        if (rules["enum"] is JsonArray members && !members.Any(m => JsonNode.DeepEquals(m, value))) faults.Add($"{path}: none of the names");
        if (value is JsonObject o) CheckMembers(o, rules, root, path, faults);
        if (value is JsonArray items) CheckItems(items, rules, root, path, faults);
    }

    private static bool Follows(JsonNode? value, JsonNode schema, JsonNode root)
    {
        var faults = new List<string>();
        Check(value, schema, root, "", faults);
        return faults.Count == 0;
    }

    private static void CheckMembers(JsonObject value, JsonObject rules, JsonNode root, string path, List<string> faults)
    {
        var known = rules["properties"] as JsonObject ?? [];
        faults.AddRange((rules["required"] as JsonArray ?? []).Select(r => (string)r!).Where(r => !value.ContainsKey(r)).Select(r => $"{path}.{r}: missing"));
        foreach (var (name, member) in value)
        {
            if (known[name] is { } rule) Check(member, rule, root, $"{path}.{name}", faults);
            else if (rules["additionalProperties"] is JsonValue) faults.Add($"{path}.{name}: unknown");
        }
    }

    private static void CheckItems(JsonArray items, JsonObject rules, JsonNode root, string path, List<string> faults)
    {
        if (items.Count < ((int?)rules["minItems"] ?? 0) || items.Count > ((int?)rules["maxItems"] ?? int.MaxValue)) faults.Add($"{path}: {items.Count} items");
        if (rules["items"] is not { } rule) return;
        for (var i = 0; i < items.Count; i++) Check(items[i], rule, root, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), faults);
    }

    private static bool Is(JsonNode? value, string type) => (value?.GetValueKind() ?? JsonValueKind.Null) switch
    {
        JsonValueKind.Null => type == "null",
        JsonValueKind.String => type == "string",
        JsonValueKind.Number => type == "number" || (type == "integer" && value!.GetValue<double>() % 1 == 0),
        JsonValueKind.Object => type == "object",
        JsonValueKind.Array => type == "array",
        _ => type == "boolean",
    };

    private static JsonNode Resolved(JsonNode root, string reference) =>
        reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries).Aggregate(root, (node, part) => node is JsonArray list
            ? list[int.Parse(part, CultureInfo.InvariantCulture)]!
            : node[part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)]!);
}

using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ImageAnalysis.Pipeline;

namespace ImageAnalysis.Tests.Pipeline;

/// <summary>pipeline.schema.json is written from the options records; set UPDATE_GOLDEN=1 to write it anew.</summary>
public sealed partial class PipelineSchemaTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly XDocument Docs = XDocument.Load(Path.ChangeExtension(typeof(PipelineOptions).Assembly.Location, ".xml"));

    [Fact]
    public void The_schema_says_what_the_records_say()
    {
        var schema = Describe(typeof(PipelineOptions), root: true);
        var text = schema.ToJsonString(Indented) + "\n";
        var file = Path.Combine(Repository.Root, "src", "ImageAnalysis", "Pipeline", "pipeline.schema.json");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1") File.WriteAllText(file, text);
        Assert.Equal(text, File.ReadAllText(file));
    }

    /// <summary>Writes the pipeline of all defaults.</summary>
    internal static void WriteDefaults(string file)
    {
        var defaults = PipelineFile.ToJson(new PipelineOptions());
        defaults.Insert(0, "$schema", "src/ImageAnalysis/Pipeline/pipeline.schema.json");
        File.WriteAllText(file, defaults.ToJsonString(Indented) + "\n");
    }

    private static JsonObject Describe(Type type, bool root = false)
    {
        var members = new JsonObject();
        if (root) members["$schema"] = new JsonObject { ["type"] = "string" };
        foreach (var property in OptionsReader.Members(type)) members[OptionsReader.JsonName(property)] = DescribeMember(property, type);
        var schema = new JsonObject();
        if (root)
        {
            schema["$schema"] = "https://json-schema.org/draft/2020-12/schema";
            schema["title"] = "ImageAnalysis pipeline";
        }

        schema["type"] = "object";
        schema["additionalProperties"] = false;
        schema["properties"] = members;
        return schema;
    }

    private static JsonObject DescribeMember(PropertyInfo property, Type owner)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (type.Namespace!.StartsWith("ImageAnalysis", StringComparison.Ordinal) && !type.IsEnum)
        {
            var nested = Describe(type);
            nested.Insert(0, "description", Summary($"T:{type.FullName}"));
            return nested;
        }

        var json = new JsonObject { ["description"] = Summary($"P:{owner.FullName}.{property.Name}") };
        if (type.IsEnum)
        {
            json["enum"] = new JsonArray([.. OptionsReader.EnumNames(type).Select(n => (JsonNode)n)]);
        }
        else
        {
            var name = type == typeof(string) ? "string" : type == typeof(double) ? "number" : type == typeof(IReadOnlyList<string>) ? "array" : "integer";
            json["type"] = OptionsReader.AllowsNull(property) ? new JsonArray(name, "null") : name;
            if (name == "array") json["items"] = new JsonObject { ["type"] = "string" };
        }

        if (property.GetCustomAttribute<RangeAttribute>() is { } range)
        {
            json["minimum"] = Convert.ToDouble(range.Minimum, CultureInfo.InvariantCulture);
            json["maximum"] = Convert.ToDouble(range.Maximum, CultureInfo.InvariantCulture);
        }

        json["default"] = DefaultsOf(owner, typeof(PipelineOptions), PipelineFile.ToJson(new PipelineOptions()))![OptionsReader.JsonName(property)]?.DeepClone();
        return json;
    }

    /// <summary>The default pipeline's members of a record of options, at any depth; null where it is not below <paramref name="at"/>.</summary>
    private static JsonObject? DefaultsOf(Type owner, Type at, JsonObject defaults) => owner == at
        ? defaults
        : OptionsReader.Members(at).Select(p => defaults[OptionsReader.JsonName(p)] is JsonObject below ? DefaultsOf(owner, p.PropertyType, below) : null).FirstOrDefault(found => found is not null);

    private static string Summary(string member)
    {
        var summary = Docs.Descendants("member").FirstOrDefault(m => m.Attribute("name")!.Value == member)?.Element("summary");
        return summary is null ? "" : Space().Replace(summary.Value, " ").Trim();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}

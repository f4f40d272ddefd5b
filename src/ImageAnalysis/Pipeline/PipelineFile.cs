using System.Text.Json;
using System.Text.Json.Nodes;
using ImageAnalysis.Findings;

namespace ImageAnalysis.Pipeline;

/// <summary>pipeline.json as text: reading, overriding single values, writing the effective values back.</summary>
public static class PipelineFile
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
    };

    /// <summary>Reads a pipeline with overrides of the form "segment.method=sauvola". Members that are left out have their default.</summary>
    /// <exception cref="PipelineInvalidException">Names every fault by its JSON path.</exception>
    public static PipelineOptions Read(string json, string source, IReadOnlyList<string>? overrides = null)
    {
        JsonNode? root;
        try
        {
            root = JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException e)
        {
            // A member that stands twice has no position, only a message.
            throw new PipelineInvalidException(source, [e.LineNumber is { } line ? $"$: not valid JSON at line {line + 1}, byte {e.BytePositionInLine + 1}." : $"$: {e.Message}"]);
        }

        var faults = new List<string>();
        foreach (var text in overrides ?? []) Override(root, text, faults);
        OptionsReader.FindFaults(root, typeof(PipelineOptions), "", faults);
        if (faults.Count > 0) throw new PipelineInvalidException(source, faults);

        var members = (JsonObject)root!;
        members.Remove("$schema");
        var options = members.Deserialize<PipelineOptions>(Json)!;
        faults.AddRange(options.Segment.Validate().Select(f => $"segment.{f}"));
        faults.AddRange(options.Intercept.Validate().Select(f => $"intercept.{f}"));
        faults.AddRange(options.Particles.Validate().Select(f => $"particles.{f}"));
        return faults.Count == 0 ? options : throw new PipelineInvalidException(source, faults);
    }

    /// <summary>All effective values, as they stand in every result.</summary>
    public static JsonObject ToJson(PipelineOptions options) => (JsonObject)JsonSerializer.SerializeToNode(options, Json)!;

    private static void Override(JsonNode? root, string text, List<string> faults)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
        {
            faults.Add($"\"{text}\": an override has the form member.member=value.");
            return;
        }

        var path = text[..equals].Trim().Split('.');
        var node = root as JsonObject;
        foreach (var name in path[..^1])
        {
            if (node is null) break;
            node[name] ??= new JsonObject();
            node = node[name] as JsonObject;
        }

        if (node is null)
            faults.Add($"{text[..equals]}: no such member.");
        else
            node[path[^1]] = Value(text[(equals + 1)..].Trim());
    }

    /// <summary>A number, true, false, null or list as JSON; everything else is a text.</summary>
    private static JsonNode? Value(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }
}

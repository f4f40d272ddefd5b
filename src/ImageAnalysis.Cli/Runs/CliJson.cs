using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ImageAnalysis.Cli.Runs;

/// <summary>JSON that the commands write themselves: UTF-8 without mark, two spaces, "\n".</summary>
internal static class CliJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    public static byte[] Write<T>(T value) => [.. JsonSerializer.SerializeToUtf8Bytes(value, Options), (byte)'\n'];

    /// <summary>Null where the text is no such document.</summary>
    public static T? TryRead<T>(ReadOnlySpan<byte> utf8)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(utf8, Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Several complete documents as one list.</summary>
    public static byte[] List(IEnumerable<byte[]> documents) =>
        Encoding.UTF8.GetBytes($"[\n{string.Join(",\n", documents.Select(d => Encoding.UTF8.GetString(d).TrimEnd('\n')))}\n]\n");
}

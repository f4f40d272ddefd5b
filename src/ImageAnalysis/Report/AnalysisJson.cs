using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ImageAnalysis.Findings;
using ImageAnalysis.Intercept;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Report;

/// <summary>analysis.json: UTF-8 without mark, two spaces, numbers invariant and shortest that read back the same.</summary>
public static class AnalysisJson
{
    internal static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(), new LengthConverter(), new ChordConverter(), new ContourConverter() },
    };

    /// <summary>The bytes of analysis.json.</summary>
    public static byte[] Write(Analysis analysis)
    {
        var buffer = new ArrayBufferWriter<byte>(1 << 16);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = Options.Encoder }))
            JsonSerializer.Serialize(writer, analysis, Options);
        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads analysis.json back.</summary>
    /// <exception cref="ResultInvalidException">It is no such file, or of another version.</exception>
    public static Analysis Read(ReadOnlySpan<byte> json, string file)
    {
        try
        {
            if (json.StartsWith("\uFEFF"u8)) json = json[3..];
            var analysis = JsonSerializer.Deserialize<Analysis>(json, Options);
            return analysis is { Format: Analysis.CurrentFormat }
                ? analysis
                : throw new ResultInvalidException(file, $"Its format is \"{analysis?.Format}\", and this version reads \"{Analysis.CurrentFormat}\".", "Analyse the image again.");
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            throw new ResultInvalidException(file, $"It is not a complete analysis.json: {e.Message}", "Analyse the image again.", e);
        }
    }

    private sealed class LengthConverter : JsonConverter<Length>
    {
        public override Length Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.StartObject || !reader.Read() || !reader.ValueTextEquals("nm") || !reader.Read())
                throw new JsonException("A length is {\"nm\": number}.");
            var length = Length.FromNanometres(reader.GetDouble());
            return reader.Read() && reader.TokenType == JsonTokenType.EndObject ? length : throw new JsonException("A length is {\"nm\": number}.");
        }

        public override void Write(Utf8JsonWriter writer, Length value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            writer.WriteNumber("nm", value.Nanometres);
            writer.WriteEndObject();
        }
    }

    /// <summary>[line, x0, y0, x1, y1, cut at start, cut at end] on one line; coordinates to 0.0001 px.</summary>
    private sealed class ChordConverter : JsonConverter<Chord>
    {
        public override Chord Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var v = JsonSerializer.Deserialize<double[]>(ref reader) ?? [];
            return v.Length == 7
                ? new Chord((int)v[0], v[1], v[2], v[3], v[4], v[5] != 0, v[6] != 0)
                : throw new JsonException("A chord has seven numbers.");
        }

        public override void Write(Utf8JsonWriter writer, Chord value, JsonSerializerOptions options) =>
            writer.WriteRawValue(string.Create(CultureInfo.InvariantCulture,
                $"[{value.Line}, {value.X0:0.####}, {value.Y0:0.####}, {value.X1:0.####}, {value.Y1:0.####}, {(value.CutAtStart ? 1 : 0)}, {(value.CutAtEnd ? 1 : 0)}]"));
    }

    /// <summary>x and y in turn on one line, to 0.01 px.</summary>
    private sealed class ContourConverter : JsonConverter<IReadOnlyList<float>>
    {
        public override IReadOnlyList<float> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            JsonSerializer.Deserialize<float[]>(ref reader) ?? [];

        public override void Write(Utf8JsonWriter writer, IReadOnlyList<float> value, JsonSerializerOptions options) =>
            writer.WriteRawValue($"[{string.Join(", ", value.Select(v => v.ToString("0.##", CultureInfo.InvariantCulture)))}]");
    }
}

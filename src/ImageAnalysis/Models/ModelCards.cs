using System.Text.Json;
using System.Text.Json.Serialization;
using ImageAnalysis.Findings;
using ImageAnalysis.Formats;

namespace ImageAnalysis.Models;

/// <summary>What all cards of models have in common: how card.json is read and written, and what of it is checked against this program.</summary>
internal static class ModelCards
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        WriteIndented = true,
        IndentSize = 2,
        NewLine = "\n",
    };

    /// <summary>Reads a card.</summary>
    /// <param name="json">Bytes of card.json.</param>
    /// <param name="name">The model's folder, for messages.</param>
    /// <param name="what">What a card of this kind is called, for messages.</param>
    /// <exception cref="ModelInvalidException">The bytes are no card.</exception>
    public static T Parse<T>(ReadOnlySpan<byte> json, string name, string what)
        where T : class
    {
        try
        {
            if (JsonFaults.NullInList(json) is { } place)
                throw new ModelInvalidException($"{name}/card.json", $"It is no {what}. {place}: null stands in a list, where nothing may be missing.", ModelSession.Retrain);
            return JsonSerializer.Deserialize<T>(json, Json)
                ?? throw new ModelInvalidException($"{name}/card.json", "It holds no object.", "Copy the model's folder again.");
        }
        catch (JsonException e)
        {
            throw new ModelInvalidException($"{name}/card.json", $"It is no {what}. {JsonFaults.Of(e, typeof(T))}", ModelSession.Retrain, e);
        }
    }

    /// <summary>Whether the bytes are a JSON object without such a member: a card of another kind.</summary>
    public static bool Lacks(ReadOnlySpan<byte> json, string member)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            return JsonElement.TryParseValue(ref reader, out var root) && root is { ValueKind: JsonValueKind.Object } card && !card.TryGetProperty(member, out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>UTF-8 with line feeds; the same card gives the same bytes.</summary>
    public static byte[] ToJson<T>(T card) => [.. JsonSerializer.SerializeToUtf8Bytes(card, Json), (byte)'\n'];

    /// <summary>Holds the labels and the inputs of a card to those of this program.</summary>
    /// <param name="file">The card, for messages.</param>
    /// <param name="inputWord">What the inputs are called, for messages.</param>
    /// <exception cref="ModelInvalidException">The model answers with other labels, or was trained on other inputs.</exception>
    public static void Check(
        string file, IReadOnlyList<string> labels, IReadOnlyList<string> knownLabels, IEnumerable<DescriptorSpread> inputs, IReadOnlyList<string> knownInputs, string inputWord)
    {
        if (!labels.SequenceEqual(knownLabels, StringComparer.Ordinal))
        {
            throw new ModelInvalidException(file, $"Its labels are {string.Join(", ", labels)}; this program answers with {string.Join(", ", knownLabels)}.",
                "Use a model that was trained for these labels.");
        }

        var names = inputs.Select(d => d.Name).ToArray();
        if (names.SequenceEqual(knownInputs, StringComparer.Ordinal)) return;
        var odd = names.Except(knownInputs, StringComparer.Ordinal).Concat(knownInputs.Except(names, StringComparer.Ordinal)).FirstOrDefault();
        throw new ModelInvalidException(file, odd is null
                ? $"Its {inputWord} are those of this version in another order."
                : $"It was trained on other {inputWord} than this version computes: {odd} is on one side only.",
            "Use a model that was trained by this version, or train it anew.");
    }

    /// <summary>Whether all medians and spreads are numbers that a value can be scaled by.</summary>
    public static bool AreScales(IEnumerable<DescriptorSpread> inputs) => inputs.All(d => double.IsFinite(d.Median) && d.Spread > 0 && double.IsFinite(d.Spread));
}

using ImageAnalysis.Findings;
using ImageAnalysis.Models;

namespace ImageAnalysis.Segment;

/// <summary>What a model of necks is, what it was made from and how good it is: the file card.json beside model.onnx.</summary>
public sealed record NecksCard
{
    /// <summary>Name and version, such as "necks/1".</summary>
    public required string Name { get; init; }

    /// <summary>What kind of model it is, in words.</summary>
    public required string Kind { get; init; }

    /// <summary>SHA-256 of model.onnx, lower-case hexadecimal.</summary>
    public required string ModelSha256 { get; init; }

    /// <summary>Width and height of what it sees around a place, pixels.</summary>
    public required int SidePx { get; init; }

    /// <summary>The pictures.</summary>
    public required TrainingSetCard DataSet { get; init; }

    /// <summary>How good it is on pictures that took no part in training.</summary>
    public required NecksScores Scores { get; init; }

    /// <exception cref="ModelInvalidException">The bytes are no card.</exception>
    public static NecksCard Parse(ReadOnlySpan<byte> json, string name) => ModelCards.Parse<NecksCard>(json, name, "card of a model of necks");

    /// <summary>UTF-8 with line feeds; the same card gives the same bytes.</summary>
    public byte[] ToJson() => ModelCards.ToJson(this);
}

/// <summary>Scores on the places of the test pictures.</summary>
/// <param name="WrongByGrey">Share of the places that are on the wrong side by their grey value.</param>
/// <param name="Wrong">Share of the places that are on the wrong side by the model.</param>
/// <param name="Spoiled">Share of the places on the right side by their grey value that the model puts on the wrong one.</param>
public sealed record NecksScores(double WrongByGrey, double Wrong, double Spoiled);

using System.Text.Json.Serialization;
using ImageAnalysis.Findings;
using ImageAnalysis.Models;

namespace ImageAnalysis.Classify;

/// <summary>What a model of measurable frames is, what it was made from and how good it is: the file card.json beside model.onnx.</summary>
public sealed record MeasurableCard
{
    /// <summary>The labels in the order of the model's output.</summary>
    public static readonly IReadOnlyList<string> KnownLabels = ["measurable", "not-measurable"];

    /// <summary>Names of the inputs in their order: the structure's descriptors, then the measures of the frame.</summary>
    public static readonly IReadOnlyList<string> KnownInputs = [.. StructureDescriptors.Names, .. FrameMeasures.All.Select(m => m.Name)];

    /// <summary>Name and version, such as "measurable/1".</summary>
    public required string Name { get; init; }

    /// <summary>What kind of classifier it is, in words.</summary>
    public required string Kind { get; init; }

    /// <summary>SHA-256 of model.onnx, lower-case hexadecimal.</summary>
    public required string ModelSha256 { get; init; }

    /// <summary>Classes in the order of the output.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>Inputs in their order with where they lie over the measurable pictures; they must be <see cref="KnownInputs"/>.</summary>
    public required IReadOnlyList<DescriptorSpread> Inputs { get; init; }

    /// <summary>Probability of not-measurable from which a frame is refused.</summary>
    public required double Threshold { get; init; }

    /// <summary>The same where the contrast of its phases is in doubt already.</summary>
    public required double ThresholdInDoubt { get; init; }

    /// <summary>The pictures.</summary>
    public required TrainingSetCard DataSet { get; init; }

    /// <summary>Identity of the model of openings that looked at the pictures; absent where none did.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? OpeningsModel { get; init; }

    /// <summary>How good it is, with the rule of the segmentation before it, on pictures of groups that took no part in training.</summary>
    public required MeasurableScores Scores { get; init; }

    /// <exception cref="ModelInvalidException">The bytes are no card.</exception>
    public static MeasurableCard Parse(ReadOnlySpan<byte> json, string name) => ModelCards.Parse<MeasurableCard>(json, name, "card of a model of measurable frames");

    /// <summary>UTF-8 with line feeds; the same card gives the same bytes.</summary>
    public byte[] ToJson() => ModelCards.ToJson(this);
}

/// <summary>Scores on the test pictures.</summary>
/// <param name="Refused">Share of the measurable ones that are refused.</param>
/// <param name="Measured">Share of the others that are measured.</param>
/// <param name="Kinds">By family or scene.</param>
public sealed record MeasurableScores(double Refused, double Measured, IReadOnlyList<KindScore> Kinds);

/// <summary>Scores on the test pictures of one kind.</summary>
/// <param name="Kind">Family or scene.</param>
/// <param name="Measurable">Whether its pictures can be measured.</param>
/// <param name="Pictures">How many there are.</param>
/// <param name="Wrong">How many of those are refused although measurable, or measured although not.</param>
public sealed record KindScore(string Kind, bool Measurable, int Pictures, int Wrong);

using ImageAnalysis.Findings;
using ImageAnalysis.Models;

namespace ImageAnalysis.Segment;

/// <summary>What a model of the openings of cut cells is, what it was made from and how good it is: the file card.json beside model.onnx.</summary>
public sealed record OpeningsCard
{
    /// <summary>Name and version, such as "openings/1".</summary>
    public required string Name { get; init; }

    /// <summary>What kind of model it is, in words.</summary>
    public required string Kind { get; init; }

    /// <summary>SHA-256 of model.onnx, lower-case hexadecimal.</summary>
    public required string ModelSha256 { get; init; }

    /// <summary>Diameter of cells in the pictures that it was trained on, pixels: what a field is resampled to.</summary>
    public required double CellPx { get; init; }

    /// <summary>Width and height of its input are multiples of this.</summary>
    public required int Multiple { get; init; }

    /// <summary>The pictures.</summary>
    public required TrainingSetCard DataSet { get; init; }

    /// <summary>How good it is on pictures that took no part in training.</summary>
    public required OpeningsScores Scores { get; init; }

    /// <exception cref="ModelInvalidException">The bytes are no card.</exception>
    public static OpeningsCard Parse(ReadOnlySpan<byte> json, string name) => ModelCards.Parse<OpeningsCard>(json, name, "card of a model of openings");

    /// <summary>UTF-8 with line feeds; the same card gives the same bytes.</summary>
    public byte[] ToJson() => ModelCards.ToJson(this);
}

/// <summary>Scores on the test pictures.</summary>
/// <param name="CellsMissed">Share of the views into cut cells that are not taken for such.</param>
/// <param name="OthersTaken">Share of the other pictures that are taken for views into cut cells.</param>
/// <param name="WrongPixels">Median share of pixels on the wrong side, of views into cut cells.</param>
/// <param name="PorosityError">Median absolute error of their porosity.</param>
public sealed record OpeningsScores(double CellsMissed, double OthersTaken, double WrongPixels, double PorosityError);

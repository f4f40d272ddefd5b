using ImageAnalysis.Findings;
using ImageAnalysis.Models;

namespace ImageAnalysis.Particles;

/// <summary>What a model of particles' centres is, what it was made from and how good it is: the file card.json beside model.onnx.</summary>
public sealed record CentresCard
{
    /// <summary>Name and version, such as "centres/1".</summary>
    public required string Name { get; init; }

    /// <summary>What kind of model it is, in words.</summary>
    public required string Kind { get; init; }

    /// <summary>SHA-256 of model.onnx, lower-case hexadecimal.</summary>
    public required string ModelSha256 { get; init; }

    /// <summary>Diameter of typical particles in the pictures that it was trained on, pixels: what a field is resampled to.</summary>
    public required double ParticlePx { get; init; }

    /// <summary>Width and height of its input are multiples of this.</summary>
    public required int Multiple { get; init; }

    /// <summary>The pictures.</summary>
    public required TrainingSetCard DataSet { get; init; }

    /// <summary>How good it is on pictures that took no part in training.</summary>
    public required CentresScores Scores { get; init; }

    /// <exception cref="ModelInvalidException">The bytes are no card.</exception>
    public static CentresCard Parse(ReadOnlySpan<byte> json, string name) => ModelCards.Parse<CentresCard>(json, name, "card of a model of particles' centres");

    /// <summary>UTF-8 with line feeds; the same card gives the same bytes.</summary>
    public byte[] ToJson() => ModelCards.ToJson(this);
}

/// <summary>Scores on the test pictures.</summary>
/// <param name="Found">Share of the whole particles seen by half or more that have a centre within half a radius.</param>
/// <param name="Wrong">Share of the centres that lie within half a radius of no particle.</param>
/// <param name="RadiusError">Median error of the radius, relative, of those found.</param>
/// <param name="OnOthers">Centres per picture that shows no particles.</param>
public sealed record CentresScores(double Found, double Wrong, double RadiusError, double OnOthers);

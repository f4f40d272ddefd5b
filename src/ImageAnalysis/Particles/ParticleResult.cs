using System.Text.Json.Serialization;
using ImageAnalysis.Findings;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Particles;

/// <summary>What the outline of a particle is.</summary>
public enum ParticleOutline
{
    /// <summary>The outline of its solid area.</summary>
    Silhouette,

    /// <summary>The ellipse through its rim, which goes on where another particle hides it.</summary>
    Rim,

    /// <summary>The circle that a model proposes where no rim was seen well enough.</summary>
    Proposal,
}

/// <summary>A whole particle. Truncated ones are never measured.</summary>
/// <param name="Label">Number of the particle in this image, from 1 in order of its first pixel row by row.</param>
/// <param name="XPx">Centre of area, pixels of the input page.</param>
/// <param name="YPx">Centre of area, pixels of the input page, down.</param>
/// <param name="AreaPx2">Area, square pixels.</param>
/// <param name="LaPx">Longest axis, pixels, by the stated definition.</param>
/// <param name="LbPx">Shortest axis, pixels, by the stated definition.</param>
/// <param name="LaAngleDegrees">Direction of the longest axis, counter-clockwise as seen, 0 horizontal.</param>
/// <param name="LaNm">Longest axis, nanometres; absent without scale.</param>
/// <param name="LbNm">Shortest axis, nanometres; absent without scale.</param>
/// <param name="Outline">What the outline is.</param>
/// <param name="VisibleFraction">Share of the image of the particle that no other hides, as far as the others were found; 1 by silhouettes.</param>
/// <param name="Weight">Miles-Lantuéjoul weight: the reciprocal of the share of positions at which the frame holds the whole bounding box.</param>
/// <param name="Drawn">Whether it is among those drawn.</param>
/// <param name="Contour">Outline, pixels of the input page, x and y in turn, for drawing and audit.</param>
public sealed record Particle(
    int Label,
    double XPx,
    double YPx,
    double AreaPx2,
    double LaPx,
    double LbPx,
    double LaAngleDegrees,
    double? LaNm,
    double? LbNm,
    ParticleOutline Outline,
    double VisibleFraction,
    double Weight,
    bool Drawn,
    IReadOnlyList<float> Contour)
{
    /// <summary>(La + Lb) / 2, pixels. US 9,793,527 §4.1.</summary>
    [JsonIgnore]
    public double DiameterPx => (LaPx + LbPx) / 2;
}

/// <summary>How the number-average and the coefficient of variation were taken.</summary>
public enum ParticleStatisticsRule
{
    /// <summary>Unweighted over those drawn at random with their weights: at least the required number was measured.</summary>
    Drawn,

    /// <summary>Weighted over all: fewer than the required number were measured.</summary>
    WeightedAll,
}

/// <summary>Number-average diameter and its spread.</summary>
/// <param name="Rule">How it was taken.</param>
/// <param name="Count">Over how many particles.</param>
/// <param name="MeanDiameterPx">Arithmetic mean of (La + Lb) / 2, pixels.</param>
/// <param name="MeanDiameterNm">The same in nanometres; absent without scale.</param>
/// <param name="CvPercent">Standard deviation (n - 1) over the mean, percent. Absent below two particles.</param>
public sealed record ParticleStatistics(
    ParticleStatisticsRule Rule,
    int Count,
    Estimate MeanDiameterPx,
    Estimate? MeanDiameterNm,
    Estimate? CvPercent);

/// <summary>The particles of a frame.</summary>
/// <param name="Axes">Definition of La and Lb in every row.</param>
/// <param name="Method">By what the particles were told apart.</param>
/// <param name="Particles">Whole particles in label order.</param>
/// <param name="Truncated">How many touch the frame and were left out.</param>
/// <param name="Hidden">How many others hide for more than the stated share; they were left out.</param>
/// <param name="Statistics">Absent where no whole particle was found.</param>
/// <param name="Findings">What bears on these numbers.</param>
public sealed record ParticleResult(
    AxisDefinition Axes,
    ParticleMethod Method,
    IReadOnlyList<Particle> Particles,
    int Truncated,
    int Hidden,
    ParticleStatistics? Statistics,
    IReadOnlyList<Finding> Findings);

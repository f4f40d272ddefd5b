using System.Text.Json.Serialization;
using ImageAnalysis.Findings;
using ImageAnalysis.Quantities;
using ImageAnalysis.Scale.Bars;

namespace ImageAnalysis.Scale;

/// <summary>Where a pixel size comes from. Print resolution (DPI) is never one of them.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ScaleSource>))]
public enum ScaleSource
{
    /// <summary>Given for this file: on the command line, or by a row of scales.csv. It is the user's decision.</summary>
    [JsonStringEnumMemberName("user")]
    User,

    /// <summary>Written by the microscope's maker into the file or beside it.</summary>
    [JsonStringEnumMemberName("metadata")]
    Metadata,

    /// <summary>Read from the bar burned into the picture.</summary>
    [JsonStringEnumMemberName("bar")]
    Bar,
}

/// <summary>One pixel size somebody claims, with what it rests on.</summary>
/// <param name="Source">Kind of source.</param>
/// <param name="PixelSize">The claim.</param>
/// <param name="Evidence">The tag, key and text it was read from, or who gave it.</param>
/// <param name="RelativeQuantisation">Relative rounding of the claim itself: 1/n for a bar of n whole pixels, else 0.</param>
public sealed record ScaleCandidate(ScaleSource Source, PixelSize PixelSize, string Evidence, double RelativeQuantisation = 0);

/// <summary>The pixel size in use, or none, with all that was claimed.</summary>
/// <param name="PixelSize">Absent where no source exists; results are then in pixels.</param>
/// <param name="Source">Kind of the source that was taken.</param>
/// <param name="Evidence">Evidence of the source that was taken.</param>
/// <param name="RelativeUncertainty">Relative half-width, 95 %.</param>
/// <param name="Candidates">All claims, the one in use first.</param>
/// <param name="Findings">Disagreements, resizing, missing scale.</param>
public sealed record ScaleDecision(
    PixelSize? PixelSize,
    ScaleSource? Source,
    string? Evidence,
    double RelativeUncertainty,
    IReadOnlyList<ScaleCandidate> Candidates,
    IReadOnlyList<Finding> Findings)
{
    /// <summary>The scale bar that was found in the picture; absent where none was, or none was sought.</summary>
    public BurnedInBar? Bar { get; init; }
}

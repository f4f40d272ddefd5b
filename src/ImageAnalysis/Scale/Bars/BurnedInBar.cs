using System.Text.Json.Serialization;
using ImageAnalysis.Findings;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Scale.Bars;

/// <summary>What became of a bar.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BarStanding>))]
public enum BarStanding
{
    /// <summary>Its label is beyond doubt and nothing else in the picture speaks of its size.</summary>
    [JsonStringEnumMemberName("alone")]
    Alone,

    /// <summary>Its label agrees with another source: metadata, the printed width of the field, or the magnification.</summary>
    [JsonStringEnumMemberName("agreed")]
    Agreed,

    /// <summary>The user stated its length.</summary>
    [JsonStringEnumMemberName("stated")]
    Stated,

    /// <summary>Its label is not certain, and nothing else decides. It is no source of the scale.</summary>
    [JsonStringEnumMemberName("unsure")]
    Unsure,

    /// <summary>The printed width of the field or the magnification contradicts its label. It is no source of the scale.</summary>
    [JsonStringEnumMemberName("contradicted")]
    Contradicted,

    /// <summary>No label was read. It is no source of the scale.</summary>
    [JsonStringEnumMemberName("unread")]
    Unread,
}

/// <summary>The scale bar burned into a picture.</summary>
/// <param name="Form">What it looks like, and with it what its length means.</param>
/// <param name="Outline">The line with its ticks, coordinates of the page.</param>
/// <param name="LengthPx">Length by the definition of the form, pixels.</param>
/// <param name="Label">The label as the recogniser gave it; absent where none was read.</param>
/// <param name="LabelBox">Where the label stands.</param>
/// <param name="LengthNm">The length it stands for, nm; absent where that is not certain.</param>
/// <param name="Standing">What became of it.</param>
/// <param name="Evidence">What was seen and read.</param>
public sealed record BurnedInBar(
    BarForm Form, PixelRect Outline, double LengthPx, string? Label, PixelRect? LabelBox, double? LengthNm, BarStanding Standing, string Evidence);

/// <summary>What the search for a scale bar brought.</summary>
/// <param name="Bar">The bar; absent where none was found.</param>
/// <param name="Candidate">The pixel size it stands for; absent where it is no source.</param>
/// <param name="Findings">What is to be known about it.</param>
public sealed record BarReading(BurnedInBar? Bar, ScaleCandidate? Candidate, IReadOnlyList<Finding> Findings)
{
    /// <summary>Nothing was sought or found.</summary>
    public static BarReading None { get; } = new(null, null, []);
}

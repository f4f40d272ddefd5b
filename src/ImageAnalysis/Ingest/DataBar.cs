using System.Text.Json.Serialization;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Ingest;

/// <summary>How it is known that rows of the page are no part of the picture.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DataBarEvidence>))]
public enum DataBarEvidence
{
    /// <summary>The maker's metadata state the height of the picture.</summary>
    [JsonStringEnumMemberName("metadata")]
    Metadata,

    /// <summary>A strip of text on an even ground was found in the pixels.</summary>
    [JsonStringEnumMemberName("pixels")]
    Pixels,

    /// <summary>The number of rows was given.</summary>
    [JsonStringEnumMemberName("user")]
    User,
}

/// <summary>Rows cut off the page because they hold the microscope's text and not the specimen.</summary>
/// <param name="Rows">What was cut off: full width, from the strip to the nearer edge of the page. Coordinates of the page.</param>
/// <param name="Evidence">Kind of evidence.</param>
/// <param name="Detail">What it rests on, in words.</param>
public sealed record DataBar(PixelRect Rows, DataBarEvidence Evidence, string Detail);

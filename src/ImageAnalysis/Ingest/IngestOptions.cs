using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace ImageAnalysis.Ingest;

/// <summary>What happens to the strip of text that microscopes add below or above the picture.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DataBarMode>))]
public enum DataBarMode
{
    /// <summary>Cut off by the maker's metadata where they say how high the picture is, else where the pixels show a strip.</summary>
    [JsonStringEnumMemberName("auto")]
    Auto,

    /// <summary>Nothing is cut off: the whole page is the field.</summary>
    [JsonStringEnumMemberName("keep")]
    Keep,

    /// <summary>The stated number of rows is cut off at the bottom.</summary>
    [JsonStringEnumMemberName("rows")]
    Rows,
}

/// <summary>How a file becomes a micrograph.</summary>
public sealed record IngestOptions
{
    /// <summary>Largest page that is decoded, millions of pixels. Default <value>400</value>.</summary>
    [Range(1, 1000)]
    public int MaxMegapixels { get; init; } = 400;

    /// <summary>Default <value>auto</value>.</summary>
    public DataBarMode DataBar { get; init; } = DataBarMode.Auto;

    /// <summary>Rows that the mode rows cuts off; ignored by the others. Default <value>0</value>.</summary>
    [Range(0, 100_000)]
    public int DataBarRows { get; init; }
}

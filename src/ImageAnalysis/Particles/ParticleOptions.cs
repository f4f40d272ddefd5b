using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Particles;

/// <summary>What the longest axis La and the shortest axis Lb of a particle's image are (US 9,793,527 §4.1 names them and defines no more). Names by ISO 9276-6.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AxisDefinition>))]
public enum AxisDefinition
{
    /// <summary>La the maximum Feret diameter, Lb the minimum Feret diameter.</summary>
    [JsonStringEnumMemberName("feret")]
    Feret,

    /// <summary>La the maximum Feret diameter, Lb the width at right angles to it.</summary>
    [JsonStringEnumMemberName("perpendicular-feret")]
    PerpendicularFeret,

    /// <summary>La and Lb the axes of the ellipse with the particle's second moments.</summary>
    [JsonStringEnumMemberName("ellipse")]
    Ellipse,
}

/// <summary>By what the particles of a frame are told from each other.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ParticleMethod>))]
public enum ParticleMethod
{
    /// <summary>Chosen for each image by evidence.</summary>
    [JsonStringEnumMemberName("auto")]
    Auto,

    /// <summary>Outlines of the solid phase, split where they narrow.</summary>
    [JsonStringEnumMemberName("silhouettes")]
    Silhouettes,

    /// <summary>Rims: circles and ellipses fitted to edges, which may be partly hidden.</summary>
    [JsonStringEnumMemberName("rims")]
    Rims,
}

/// <summary>Particles of the solid phase.</summary>
public sealed record ParticleOptions
{
    /// <summary>Default <value>feret</value>.</summary>
    public AxisDefinition Axes { get; init; } = AxisDefinition.Feret;

    /// <summary>Default <value>auto</value>.</summary>
    public ParticleMethod Method { get; init; } = ParticleMethod.Auto;

    /// <summary>Least share of a particle's image that no other hides, for it to be measured. Default <value>0.5</value>.</summary>
    [Range(0, 1)]
    public double MinimumVisible { get; init; } = 0.5;

    /// <summary>How many are drawn at random where at least as many were measured. Default <value>200</value> (US 9,793,527 §4.1).</summary>
    [Range(2, 1_000_000)]
    public int Draw { get; init; } = 200;

    /// <summary>Smallest particle, as the diameter of a disc of the same area: "5 px", "20 nm". Default <value>5 px</value>.</summary>
    public string MinimumDiameter { get; init; } = "5 px";

    /// <summary>Depth of the saddle of the distance map between two centres that splits them, as a share of the smaller one's inscribed radius. Default <value>0.15</value>.</summary>
    [Range(0, 1)]
    public double SplitDepth { get; init; } = 0.15;

    /// <summary>Folder of the model of centres, from the program's folder; "none" for none. Default <value>models/centres/1</value>.</summary>
    public string CentresModel { get; init; } = "models/centres/1";

    /// <summary>Faults of the form of a text. Each begins with the member's JSON name.</summary>
    public IEnumerable<string> Validate()
    {
        if (!Extent.TryParse(MinimumDiameter, out _))
            yield return $"minimumDiameter: \"{MinimumDiameter}\" is no length; write \"5 px\" or \"20 nm\".";
    }
}

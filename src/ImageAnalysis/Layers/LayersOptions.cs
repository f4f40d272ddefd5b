using System.Text.Json.Serialization;

namespace ImageAnalysis.Layers;

/// <summary>When a picture is taken for a section through layers.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LayersMode>))]
public enum LayersMode
{
    /// <summary>Where its edges lie in even ground, or the sample gives it the role layer-section.</summary>
    [JsonStringEnumMemberName("auto")]
    Auto,

    /// <summary>The user says that it is one.</summary>
    [JsonStringEnumMemberName("always")]
    Always,

    /// <summary>Never: the whole frame is measured.</summary>
    [JsonStringEnumMemberName("never")]
    Never,
}

/// <summary>Sections through layers.</summary>
public sealed record LayersOptions
{
    /// <summary>Default <value>auto</value>.</summary>
    public LayersMode Mode { get; init; } = LayersMode.Auto;
}

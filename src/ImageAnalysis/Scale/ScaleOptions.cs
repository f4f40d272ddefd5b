using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace ImageAnalysis.Scale;

/// <summary>When the scale bar burned into the picture is read.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BarUse>))]
public enum BarUse
{
    /// <summary>Sought everywhere where metadata state no scale. Where they do, sought in the data bar, or without one near the upper and lower edge, and compared.</summary>
    [JsonStringEnumMemberName("auto")]
    Auto,

    /// <summary>Sought everywhere in every picture.</summary>
    [JsonStringEnumMemberName("always")]
    Always,

    /// <summary>Not sought.</summary>
    [JsonStringEnumMemberName("never")]
    Never,
}

/// <summary>How the pixel size is decided.</summary>
public sealed record ScaleOptions
{
    /// <summary>Largest relative difference at which two sources of the pixel size still agree; 1/n is added for a bar of n pixels. Default <value>0.02</value>.</summary>
    [Range(0, 0.5)]
    public double Tolerance { get; init; } = 0.02;

    /// <summary>Relative uncertainty (95 %) of the microscope's magnification. Default <value>0.05</value>: ASTM E766 promises 5 % or better for a calibrated instrument; lower it with a certificate.</summary>
    [Range(0, 0.5)]
    public double RelativeUncertainty { get; init; } = 0.05;

    /// <summary>Default <value>auto</value>.</summary>
    public BarUse Bar { get; init; } = BarUse.Auto;
}

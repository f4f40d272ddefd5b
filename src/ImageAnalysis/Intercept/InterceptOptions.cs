using System.ComponentModel.DataAnnotations;

namespace ImageAnalysis.Intercept;

/// <summary>The parallel lines.</summary>
public sealed record InterceptOptions
{
    /// <summary>Number of lines. Default <value>50</value> (EP 1 063 256 [0089](3)).</summary>
    [Range(1, 10000)]
    public int Lines { get; init; } = 50;

    /// <summary>Direction of the lines, degrees, 0 horizontal, counter-clockwise as seen. Default <value>0</value>.</summary>
    [Range(-360, 360)]
    public double AngleDegrees { get; init; }

    /// <summary>Where the lines run: "frame" (the whole frame less the data bar), or the side of a centred square with its unit, such as "16um" (the patent's) or "400 px". Default <value>frame</value>.</summary>
    public string Region { get; init; } = "frame";

    /// <summary>Least number of voids every line must cross. Default <value>10</value> (EP 1 063 256 [0089](3)).</summary>
    [Range(0, 10000)]
    public int MinimumVoidsPerLine { get; init; } = 10;
}

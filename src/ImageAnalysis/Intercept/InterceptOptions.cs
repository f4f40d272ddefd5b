using System.ComponentModel.DataAnnotations;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Intercept;

/// <summary>The parallel lines.</summary>
public sealed record InterceptOptions
{
    /// <summary>The region that is the whole frame less the data bar.</summary>
    internal const string WholeFrame = "frame";

    /// <summary>Number of lines. Default <value>50</value> (EP 1 063 256 [0089](3)).</summary>
    [Range(1, 10000)]
    public int Lines { get; init; } = 50;

    /// <summary>Direction of the lines, degrees, 0 horizontal, counter-clockwise as seen. Default <value>0</value>.</summary>
    [Range(-360, 360)]
    public double AngleDegrees { get; init; }

    /// <summary>Where the lines run: "frame" (the whole frame less the data bar), or the side of a centred square with its unit, such as "16um" (the patent's) or "400 px". Default <value>frame</value>.</summary>
    public string Region { get; init; } = WholeFrame;

    /// <summary>Least number of voids every line must cross. Default <value>10</value> (EP 1 063 256 [0089](3)).</summary>
    [Range(0, 10000)]
    public int MinimumVoidsPerLine { get; init; } = 10;

    /// <summary>Faults of the form of a text. Each begins with the member's JSON name.</summary>
    public IEnumerable<string> Validate()
    {
        if (Region == WholeFrame) yield break;
        if (!Extent.TryParse(Region, out var side) || side is { Px: 0 } || side.Length is { Nanometres: 0 })
            yield return $"region: \"{Region}\" is neither \"{WholeFrame}\" nor the side of a square; write \"16um\" or \"400 px\".";
    }
}

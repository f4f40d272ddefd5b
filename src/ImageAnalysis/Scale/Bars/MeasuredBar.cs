using System.Text.Json.Serialization;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Scale.Bars;

/// <summary>The forms of scale bars, each with what its stated length means.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BarForm>))]
public enum BarForm
{
    /// <summary>A rectangle without ticks; the length runs between its outer ends. JEOL: 100 nm = 50 px at 2.000 nm by <c>$CM_PIXEL_SIZE</c>.</summary>
    [JsonStringEnumMemberName("block")]
    Block,

    /// <summary>
    /// A line with a stroke across each end; the length runs between the middles of the strokes. Zeiss: 83 px, 82.8 by tag 34118, 86 between the outer
    /// ends. TESCAN: 182 px, 181.8 by tag 50431, 184 between the outer ends. Strokes of one pixel: halfway between middles and outer ends.
    /// </summary>
    [JsonStringEnumMemberName("ticked")]
    Ticked,

    /// <summary>A line interrupted by its label; the length runs between the middles of the outer strokes where it has such, else between the outer ends. FEI: 370 px, 370.7 by tag 34682, 373 between the outer ends.</summary>
    [JsonStringEnumMemberName("split")]
    Split,

    /// <summary>A row of equally spaced upright strokes without a line; the length runs from the middle of the first to that of the last. Hitachi: 484 px, 483.8 by the sidecar's PixelSize.</summary>
    [JsonStringEnumMemberName("tick-row")]
    TickRow,
}

/// <summary>A bar as measured in the picture, before its label is read.</summary>
/// <param name="Form">What it looks like.</param>
/// <param name="Outline">The line with its ticks.</param>
/// <param name="LengthPx">Length by the definition of the form, pixels; exact to 1 px or better.</param>
/// <param name="OuterPx">Length between the outer ends, pixels.</param>
internal sealed record MeasuredBar(BarForm Form, PixelRect Outline, double LengthPx, double OuterPx)
{
    /// <summary>Rows of the line, without ticks.</summary>
    public required (int Top, int Bottom) Line { get; init; }

    /// <summary>Columns between the halves of a split bar.</summary>
    public (int Left, int Right)? Gap { get; init; }

    /// <summary>Level of the ink.</summary>
    public required int Ink { get; init; }

    /// <summary>Level of the ground.</summary>
    public required int Ground { get; init; }

    /// <summary>Share of the ground's pixels that have its level.</summary>
    public required double Even { get; init; }

    /// <summary>Whether both ends are beyond doubt: no structure of the ink's level lies at them, above, below or beyond, that could be taken for the bar.</summary>
    public bool HasClearEnds { get; init; } = true;

    /// <summary>Whether another line lies in its rows, close by or as long as it: it may be a segment of a longer bar, what an interruption has left of one, or a rule of a table.</summary>
    public bool IsOfARow { get; init; }

    /// <summary>Whether its ends are arrowheads, without ticks.</summary>
    public bool HasArrowheads { get; init; }

    /// <summary>Whether strokes stand across its ends.</summary>
    public bool HasTicks { get; init; }

    /// <summary>Number of strokes of a tick row, else 0.</summary>
    public int Ticks { get; init; }
}

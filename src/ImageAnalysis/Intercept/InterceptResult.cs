using ImageAnalysis.Findings;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Intercept;

/// <summary>
/// The part of one line that lies inside one void. Unit: pixels of the input page, y down; ends at sub-pixel crossings of the boundary, or at the
/// edge of the region where the segment is cut.
/// </summary>
public readonly record struct Chord(int Line, double X0, double Y0, double X1, double Y1, bool CutAtStart, bool CutAtEnd)
{
    public double LengthPx => Math.Sqrt(((X1 - X0) * (X1 - X0)) + ((Y1 - Y0) * (Y1 - Y0)));
}

/// <summary>The three mean intercepts of one set of segments, always reported together. One unit for all, stated by the property that holds it.</summary>
/// <param name="Literal">Mean of all visible void segments, cut ones included: the wording of EP 1 063 256 [0089](3). Low by µ/(W + µ) for lines of length W.</param>
/// <param name="CompleteOnly">Mean over segments with both ends visible. Absent where there is none.</param>
/// <param name="Ratio">Visible void length over half the number of void ends inside: a segment cut once counts one half, cut twice zero. Unbiased. Absent where no end is visible.</param>
public sealed record MeanIntercepts(Estimate Literal, Estimate? CompleteOnly, Estimate? Ratio);

/// <summary>What the lines of one direction say.</summary>
/// <param name="AngleDegrees">Direction, counter-clockwise as seen, 0 horizontal.</param>
/// <param name="Segments">Number of visible void segments, all lines pooled.</param>
/// <param name="CutSegments">How many of them are cut by the region's edge.</param>
/// <param name="LineLengthPx">Length of all lines inside the region.</param>
/// <param name="VoidFraction">Void length over line length: porosity by lines (L_L). Absent where nothing was measured.</param>
/// <param name="Px">Means in pixels; absent where no line meets a void.</param>
/// <param name="Nm">Means in nanometres; absent where there is no scale.</param>
public sealed record DirectionResult(
    double AngleDegrees,
    int Segments,
    int CutSegments,
    double LineLengthPx,
    double? VoidFraction,
    MeanIntercepts? Px,
    MeanIntercepts? Nm);

/// <summary>Whether every line crosses the required number of voids, and what would make it so. EP 1 063 256 [0089](3).</summary>
/// <param name="Required">Voids that each line must cross.</param>
/// <param name="Holds">Whether all judged lines do.</param>
/// <param name="LinesBelow">Numbers (0-based) of the lines that do not.</param>
/// <param name="NeededWidthPx">Frame width, pixels at this magnification, at which the poorest line would; absent where it holds or no void was met.</param>
/// <param name="NeededWidthNm">The same width in nanometres; absent without scale.</param>
/// <param name="NeededMagnificationFactor">Factor on the present magnification that brings that width into this frame; below 1.</param>
public sealed record ProtocolCheck(
    int Required,
    bool Holds,
    IReadOnlyList<int> LinesBelow,
    double? NeededWidthPx,
    double? NeededWidthNm,
    double? NeededMagnificationFactor);

/// <summary>Agreement of the directions 0, 45, 90 and 135 degrees, by the ratio estimator. Supporting evidence for an isotropic network (EP 1 063 256 claim 1(A), [0033]).</summary>
/// <param name="LargestOverSmallest">Largest over smallest mean intercept of the four directions, at least 1.</param>
/// <param name="Tolerance">Ratio up to which the directions are called equal.</param>
/// <param name="Isotropic">Whether the ratio is within the tolerance.</param>
public sealed record Isotropy(double LargestOverSmallest, double Tolerance, bool Isotropic);

/// <summary>Mean intercepts by parallel lines.</summary>
/// <param name="Region">Where the lines run.</param>
/// <param name="Main">The chosen direction: the one that is judged.</param>
/// <param name="Directions">0, 45, 90 and 135 degrees, in this order.</param>
/// <param name="Isotropy">Absent where a direction has no mean.</param>
/// <param name="Protocol">The rule of at least 10 voids per line.</param>
/// <param name="MinimumChordPx">Segments shorter than this were not resolved and are not counted.</param>
/// <param name="Chords">All segments of the main direction, in order of line and position.</param>
/// <param name="Findings">What bears on these numbers.</param>
public sealed record InterceptResult(
    PixelRect Region,
    DirectionResult Main,
    IReadOnlyList<DirectionResult> Directions,
    Isotropy? Isotropy,
    ProtocolCheck Protocol,
    double MinimumChordPx,
    IReadOnlyList<Chord> Chords,
    IReadOnlyList<Finding> Findings)
{
    /// <summary>What would narrow the sampling interval of the main direction's literal mean. Absent where it has none.</summary>
    public SamplingPlan? Plan { get; init; }
}

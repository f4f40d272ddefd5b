using System.Text.Json.Serialization;
using ImageAnalysis.Findings;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Segment;

/// <summary>How the void phase hangs together. Void meets void along pixel sides (4-connected), solid along sides and corners (8-connected).</summary>
/// <param name="Components">Number of separate voids.</param>
/// <param name="LargestShare">Share of all void that the largest one holds; 0 where there is none.</param>
/// <param name="TouchesOppositeSides">Whether one void reaches from the left to the right side, or from the top to the bottom.</param>
public sealed record VoidNetwork(int Components, double LargestShare, bool TouchesOppositeSides)
{
    /// <summary>One void touches two opposite sides or holds more than half of all void: sizes of separate voids then have no meaning.</summary>
    public bool Percolates => TouchesOppositeSides || LargestShare > 0.5;
}

/// <summary>Figures that say whether the frame shows two phases at all. Grey values are those of the file.</summary>
/// <param name="VoidGrey">Mean smoothed grey value of the void phase.</param>
/// <param name="SolidGrey">Mean smoothed grey value of the solid phase.</param>
/// <param name="Noise">Standard deviation of the pixel noise before smoothing. Median absolute response of the difference of two Laplacians (Immerkær, Computer Vision and Image Understanding 64 (1996) 300), which edges hardly move.</param>
/// <param name="Separability">Variance between the phases over the variance of the smoothed grey values: 2/π for one normal hump cut in two, 3/4 for evenly spread values, 1 for two sharp levels. Otsu 1979, eq. 17.</param>
/// <param name="BoundarySteepness">Mean grey step across void boundaries over the mean step anywhere: 1 where the boundary is just a level of a random field, more where two phases meet.</param>
/// <param name="Saturated">Share of pixels at the lowest or the highest grey value of the file's depth.</param>
public sealed record PhaseContrast(
    double VoidGrey,
    double SolidGrey,
    double Noise,
    double Separability,
    double BoundarySteepness,
    double Saturated)
{
    /// <summary>Separability below which a frame may show depth: views into cells have 0.77 and less, flat sections 0.84 and more unless they are noisy and blurred.</summary>
    private const double Shaded = 0.8;

    /// <summary>Grey values from one phase to the other.</summary>
    [JsonIgnore]
    public double Step => Math.Abs(SolidGrey - VoidGrey);

    /// <summary>Whether the phases are as little apart as those of shaded views.</summary>
    [JsonIgnore]
    public bool IsShaded => Separability < Shaded;
}

/// <summary>What was done to the grey values before the threshold, in effect.</summary>
/// <param name="Denoise">Noise suppression.</param>
/// <param name="DenoiseSigmaPx">Its strength in pixels; 0 where there was none.</param>
/// <param name="Shading">Correction that was applied: of auto either surface or none.</param>
/// <param name="ShadingSurface">Grey values subtracted: s(x, y) = Σ c_i b_i with b = 1, u, v, u², uv, v²; u and v run from -1 to 1 between the outer pixel centres of the field. Absent where none was.</param>
/// <param name="Edges">Where the boundary was put; level where the method's level is local or given, or where the phases have no inside to compare.</param>
/// <param name="Profile">What the edges look like; absent unless the boundary was put by their profile.</param>
/// <param name="MinimumObjectPx">Solid specks below a disc of this diameter became void.</param>
/// <param name="MinimumHolePx">Void specks below a disc of this diameter became solid.</param>
public sealed record Preparation(
    DenoiseMethod Denoise,
    double DenoiseSigmaPx,
    ShadingCorrection Shading,
    IReadOnlyList<double>? ShadingSurface,
    EdgePlacement Edges,
    ProfileFit? Profile,
    double MinimumObjectPx,
    double MinimumHolePx)
{
    /// <summary>How the openings of cut cells were found; absent where the boundary is not theirs.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public OpeningsFit? Openings { get; init; }

    /// <summary>How walls and gaps thinner than the blur were found; absent where none were.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public NecksFit? Necks { get; init; }
}

/// <summary>The mean profile across the edges, and where the true edge stands in it. Heights and gains are shares of the contrast: 0 is void, 1 solid.</summary>
/// <param name="Edges">Number of edges in the mean; 0 where a cut plane was found.</param>
/// <param name="LitVoidShare">Share of the places inside the void that are brighter than a fifth of the contrast: floors of bowls that are lit. From 0.06 on a cut plane is sought.</param>
/// <param name="Height">Where the boundary was put between void and solid: more than 1/2 where rims shine, and changed for the bend of blurred boundaries.</param>
/// <param name="BlurPx">Standard deviation of the blur in the picture as recorded, pixels. Absent where no model of an edge described the profile; the height is then 1/2.</param>
/// <param name="RimGain">How much brighter than the solid its very edge is, before blur. Absent likewise.</param>
/// <param name="RimWidthPx">Standard deviation of the half bell by which that fades inwards, pixels; one of four. Absent likewise.</param>
/// <param name="Bend">Mean curvature of the boundary, 1/px, positive around voids.</param>
/// <param name="Residual">Root mean square of what the model leaves of the profile. Absent likewise.</param>
/// <param name="Restored">What was taken back of the blur; absent where no model of an edge states it, where noise suppression was no Gaussian, where noise is too strong, or where a phase is shaded.</param>
/// <param name="VoidSurface">Grey value of void: Σ c_i b_i with b = 1, u, v, u², uv, v² as in the shading surface, and after it.</param>
/// <param name="SolidSurface">Grey value of solid, likewise.</param>
public sealed record ProfileFit(
    int Edges,
    double LitVoidShare,
    double Height,
    double? BlurPx,
    double? RimGain,
    double? RimWidthPx,
    double Bend,
    double? Residual,
    RestoredEdges? Restored,
    IReadOnlyList<double> VoidSurface,
    IReadOnlyList<double> SolidSurface);

/// <summary>How boundaries were restored before void and solid were told apart.</summary>
/// <param name="FineSigmaPx">Standard deviation of the Gaussian that suppressed noise there, pixels: less than elsewhere.</param>
/// <param name="SharpenedPx">Standard deviation of the blur that was taken back to first order, pixels: that of the picture and that of noise suppression.</param>
/// <param name="SmoothedAlongPx">Standard deviation of the smoothing of boundaries along themselves, pixels, for bends that are slow beside it.</param>
public sealed record RestoredEdges(double FineSigmaPx, double SharpenedPx, double SmoothedAlongPx);

/// <summary>Void against solid, in numbers.</summary>
/// <param name="Field">The part of the page that was segmented.</param>
/// <param name="Method">How the level was found.</param>
/// <param name="Level">Grey value between void and solid, between whole values where the method says so; absent where the level is local.</param>
/// <param name="VoidPhase">Which grey phase is void.</param>
/// <param name="Measurable">Whether the frame shows two phases; where not, no number of void or solid is given.</param>
/// <param name="Porosity">Void area over area of the whole field, a fraction; never after removal of what touches the border. Absent where the frame cannot be measured.</param>
/// <param name="Network">How the void hangs together. Absent where the frame cannot be measured.</param>
/// <param name="Contrast">Whether there are two phases at all.</param>
/// <param name="Preparation">What was done to the grey values.</param>
/// <param name="Findings">What bears on these numbers.</param>
public sealed record SegmentationResult(
    PixelRect Field,
    ThresholdMethod Method,
    double? Level,
    VoidPhase VoidPhase,
    bool Measurable,
    Estimate? Porosity,
    VoidNetwork? Network,
    PhaseContrast Contrast,
    Preparation Preparation,
    IReadOnlyList<Finding> Findings)
{
    /// <summary>How well the frame was drawn. Absent where it cannot be measured.</summary>
    public FrameQuality? Quality { get; init; }
}

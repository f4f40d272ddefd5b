using System.Text.Json.Serialization;
using ImageAnalysis.Findings;
using ImageAnalysis.Intercept;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Layers;

/// <summary>What a layer of a section is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LayerKind>))]
public enum LayerKind
{
    /// <summary>The inside of a free-standing membrane.</summary>
    [JsonStringEnumMemberName("inside")]
    Inside,

    /// <summary>A layer under a face of a membrane whose pores differ from those inside. EP 1 063 256 [0044].</summary>
    [JsonStringEnumMemberName("surface-layer")]
    SurfaceLayer,

    /// <summary>The porous membrane on an electrode. US 9,793,527 §4.</summary>
    [JsonStringEnumMemberName("porous-membrane")]
    PorousMembrane,

    /// <summary>The active material layer of an electrode. US 9,793,527 §3.</summary>
    [JsonStringEnumMemberName("active-layer")]
    ActiveLayer,

    /// <summary>The current collector of an electrode, or another dense layer. US 9,793,527 §2.</summary>
    [JsonStringEnumMemberName("collector")]
    Collector,
}

/// <summary>Along which sides of the picture the layers run.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LayerDirection>))]
public enum LayerDirection
{
    /// <summary>From left to right; first is the upper layer.</summary>
    [JsonStringEnumMemberName("horizontal")]
    Horizontal,

    /// <summary>From top to bottom; first is the left layer.</summary>
    [JsonStringEnumMemberName("vertical")]
    Vertical,
}

/// <summary>A point of the input page, pixels, y down.</summary>
public readonly record struct PagePoint(double X, double Y);

/// <summary>A boundary between two layers, or between a layer and the ground.</summary>
/// <param name="Points">From left to right, or from top to bottom; straight between.</param>
public sealed record LayerBoundary(IReadOnlyList<PagePoint> Points);

/// <summary>A thickness at right angles to the layers. EP 1 063 256 [0089](4): the mean of five or more values.</summary>
/// <param name="Px">The mean, pixels.</param>
/// <param name="Nm">The mean, nanometres; absent where there is no scale.</param>
/// <param name="ValuesPx">The single values at places evenly along the layer, pixels; at least five.</param>
/// <param name="StandardDeviationPx">Of the values (n - 1), pixels.</param>
/// <param name="SmallestPx">Of the values, pixels.</param>
/// <param name="LargestPx">Of the values, pixels.</param>
public sealed record LayerThickness(
    Estimate Px,
    Estimate? Nm,
    IReadOnlyList<double> ValuesPx,
    double StandardDeviationPx,
    double SmallestPx,
    double LargestPx);

/// <summary>One layer.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="First">Index of its upper (left) boundary; absent where the frame cuts the layer there.</param>
/// <param name="Last">Index of its lower (right) boundary; absent likewise.</param>
/// <param name="Thickness">Absent where a boundary lies outside the frame.</param>
/// <param name="Porosity">Void area over the area of the layer, a fraction; absent for dense layers and where void and solid cannot be told apart.</param>
/// <param name="Pores">Mean intercepts of the void on the usual number of lines along the layer; absent likewise.</param>
/// <param name="PoreRatio">SEM pore size of a surface layer over that of the inside, by the literal estimator (EP 1 063 256 [0017]); absent for other layers.</param>
public sealed record Layer(
    LayerKind Kind,
    int? First,
    int? Last,
    LayerThickness? Thickness,
    Estimate? Porosity,
    DirectionResult? Pores,
    double? PoreRatio)
{
    /// <summary><see cref="PoreRatio"/> with its intervals; absent likewise, and in results of earlier versions.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Estimate? PoreRatioEstimate { get; init; }
}

/// <summary>A section through layers.</summary>
/// <param name="Direction">Along which sides the layers run.</param>
/// <param name="TurnDegrees">Turn of the layers against those sides, degrees, counter-clockwise as seen.</param>
/// <param name="Boundaries">From top to bottom, or from left to right.</param>
/// <param name="Layers">Likewise; empty where no number may be read from this section.</param>
/// <param name="Thickness">Of all layers together, from face to face: of a free-standing membrane with its surface layers. Absent where a face lies outside the frame.</param>
/// <param name="Inside">What porosity, intercepts and everything else of this image were measured on: the largest upright rectangle inside the thickest porous layer. Absent where
/// no number may be read from this section.</param>
/// <param name="Findings">What bears on these numbers.</param>
public sealed record LayersResult(
    LayerDirection Direction,
    double TurnDegrees,
    IReadOnlyList<LayerBoundary> Boundaries,
    IReadOnlyList<Layer> Layers,
    LayerThickness? Thickness,
    PixelRect? Inside,
    IReadOnlyList<Finding> Findings)
{
    /// <summary>Findings by which a section may not be measured.</summary>
    public const string Macrovoids = "macrovoids", TiltedView = "tilted-view", NotParted = "section-not-parted";

    /// <summary>The finding that says of which layer the other numbers are.</summary>
    public const string Restricted = "layer-section";

    /// <summary>Whether no number may be read from this section.</summary>
    [JsonIgnore]
    public bool Refused => Findings.Any(f => f.Code is Macrovoids or TiltedView or NotParted);
}

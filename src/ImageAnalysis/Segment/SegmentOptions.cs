using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Segment;

/// <summary>How the level between void and solid is found.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ThresholdMethod>))]
public enum ThresholdMethod
{
    /// <summary>Largest variance between the classes. Otsu, IEEE Trans. SMC 9 (1979) 62.</summary>
    [JsonStringEnumMemberName("otsu")]
    Otsu,

    /// <summary>Least cross entropy, over all levels. Li and Lee, Pattern Recognition 26 (1993) 617; Li and Tam, Pattern Recognition Letters 19 (1998) 771.</summary>
    [JsonStringEnumMemberName("li")]
    Li,

    /// <summary>Farthest point of the histogram from the line between its peak and its far end. Zack, Rogers and Latt, J. Histochem. Cytochem. 25 (1977) 741.</summary>
    [JsonStringEnumMemberName("triangle")]
    Triangle,

    /// <summary>Local level m(1 + k(s/R - 1)). Sauvola and Pietikäinen, Pattern Recognition 33 (2000) 225.</summary>
    [JsonStringEnumMemberName("sauvola")]
    Sauvola,

    /// <summary>Local level: the Gaussian-weighted mean of the window less an offset.</summary>
    [JsonStringEnumMemberName("adaptive")]
    Adaptive,

    /// <summary>The level given by the user, in grey values of the file.</summary>
    [JsonStringEnumMemberName("fixed")]
    Fixed,
}

/// <summary>Which grey phase is void. Stated, never inferred from an area.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<VoidPhase>))]
public enum VoidPhase
{
    /// <summary>The dark phase, as secondary electrons show it.</summary>
    [JsonStringEnumMemberName("dark")]
    Dark,

    /// <summary>The bright phase.</summary>
    [JsonStringEnumMemberName("bright")]
    Bright,
}

/// <summary>Noise suppression before the threshold.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DenoiseMethod>))]
public enum DenoiseMethod
{
    [JsonStringEnumMemberName("none")]
    None,

    [JsonStringEnumMemberName("gaussian")]
    Gaussian,

    [JsonStringEnumMemberName("median")]
    Median,

    [JsonStringEnumMemberName("bilateral")]
    Bilateral,

    /// <summary>Non-local means; about a second for a megapixel, 8 bits only.</summary>
    [JsonStringEnumMemberName("non-local-means")]
    NonLocalMeans,
}

/// <summary>Correction of uneven brightness before the threshold.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ShadingCorrection>))]
public enum ShadingCorrection
{
    [JsonStringEnumMemberName("none")]
    None,

    /// <summary>The least-squares quadratic surface of the grey values is subtracted where it explains a material share of their variance, and the surface is stated.</summary>
    [JsonStringEnumMemberName("auto")]
    Auto,

    /// <summary>The least-squares quadratic surface is always subtracted.</summary>
    [JsonStringEnumMemberName("surface")]
    Surface,

    /// <summary>Contrast-limited adaptive histogram equalisation.</summary>
    [JsonStringEnumMemberName("clahe")]
    Clahe,
}

/// <summary>Where on the slope between dark and bright the boundary lies.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EdgePlacement>))]
public enum EdgePlacement
{
    /// <summary>Where the grey value is the level.</summary>
    [JsonStringEnumMemberName("level")]
    Level,

    /// <summary>Halfway between the darkest and the brightest grey value within four pixels, at most three pixels from the level's boundary: rims that shine are not drawn too wide.</summary>
    [JsonStringEnumMemberName("half-maximum")]
    HalfMaximum,

    /// <summary>
    /// At the grey value that the true edge has in the mean profile across all edges: a step and a rim of the solid that may shine, both blurred. Void and solid
    /// each keep their own brightness across the frame.
    /// </summary>
    [JsonStringEnumMemberName("profile")]
    Profile,

    /// <summary>
    /// Where the grey value leaves that of the plane in which bowls are cut open, so that their lit floors are void. Chosen by profile itself where such floors show and the
    /// solid is a plane; stated here, it is done wherever the solid has a most frequent grey value.
    /// </summary>
    [JsonStringEnumMemberName("cut-plane")]
    CutPlane,

    /// <summary>
    /// Where the model of openings sees the edges of cells that were cut open, however their floors are lit. Chosen by profile itself where that model says that the frame is a
    /// view into such cells; stated here, it is done whatever the frame shows.
    /// </summary>
    [JsonStringEnumMemberName("openings")]
    Openings,
}

/// <summary>Who decides whether a frame can be measured at all.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MeasurableRule>))]
public enum MeasurableRule
{
    /// <summary>The program: by contrast, and by what the frame looks like where the model for that is installed.</summary>
    [JsonStringEnumMemberName("auto")]
    Auto,

    /// <summary>The user, who knows that it shows a structure: it is measured whatever the program thinks, and doubts are warnings.</summary>
    [JsonStringEnumMemberName("always")]
    Always,
}

/// <summary>Void against solid.</summary>
public sealed record SegmentOptions
{
    /// <summary>Default <value>otsu</value>.</summary>
    public ThresholdMethod Method { get; init; } = ThresholdMethod.Otsu;

    /// <summary>Default <value>dark</value>.</summary>
    public VoidPhase Void { get; init; } = VoidPhase.Dark;

    /// <summary>Default <value>gaussian</value>.</summary>
    public DenoiseMethod Denoise { get; init; } = DenoiseMethod.Gaussian;

    /// <summary>
    /// Strength of the noise suppression: standard deviation of the Gaussian, half window of the median; pixels. Default none: as much as the noise asks for, 0.5 to 3.
    /// </summary>
    [Range(0.3, 20)]
    public double? DenoiseSigmaPx { get; init; }

    /// <summary>Default <value>auto</value>.</summary>
    public ShadingCorrection Shading { get; init; } = ShadingCorrection.Auto;

    /// <summary>Level of the fixed method, grey value of the file (0 .. 255 or 0 .. 65535); required there and ignored elsewhere. Default none.</summary>
    [Range(0, 65535)]
    public double? Level { get; init; }

    /// <summary>Side of the local window of sauvola and adaptive, pixels, odd. Default <value>51</value>.</summary>
    [Range(3, 2001)]
    public int WindowPx { get; init; } = 51;

    /// <summary>k of sauvola. Default <value>0.2</value>.</summary>
    [Range(-1, 1)]
    public double SauvolaK { get; init; } = 0.2;

    /// <summary>Offset of adaptive, share of the grey range below the local mean. Default <value>0</value>.</summary>
    [Range(-0.5, 0.5)]
    public double AdaptiveOffset { get; init; }

    /// <summary>Placement of the boundary by otsu, li and triangle; the other methods place it at their level. Default <value>profile</value>.</summary>
    public EdgePlacement Edges { get; init; } = EdgePlacement.Profile;

    /// <summary>Folder of the model of openings, from the program's folder; "none" for none. Default <value>models/openings/1</value>.</summary>
    public string OpeningsModel { get; init; } = "models/openings/1";

    /// <summary>
    /// Folder of the model of walls and gaps thinner than the blur, from the program's folder; "none" for none. It takes 1 to 12 ms of a frame of 1280 x 960 pixels.
    /// Default <value>models/necks/1</value>.
    /// </summary>
    public string NecksModel { get; init; } = "models/necks/1";

    /// <summary>Solid specks smaller than a disc of this diameter become void: "3 px", "20 nm", "0.1 µm". Default <value>3 px</value>.</summary>
    public string MinimumObject { get; init; } = "3 px";

    /// <summary>Void specks smaller than a disc of this diameter become solid. Default <value>3 px</value>.</summary>
    public string MinimumHole { get; init; } = "3 px";

    /// <summary>Default <value>auto</value>.</summary>
    public MeasurableRule Measurable { get; init; } = MeasurableRule.Auto;

    /// <summary>Faults that concern several members or the form of a text. Each begins with the member's JSON name.</summary>
    public IEnumerable<string> Validate()
    {
        if (Method == ThresholdMethod.Fixed && Level is null)
            yield return "level: the fixed method needs a level; state a grey value of the file, or choose another method.";
        if (WindowPx % 2 == 0)
            yield return $"windowPx: {WindowPx} is even and has no centre pixel; state an odd number.";
        if (!Extent.TryParse(MinimumObject, out _))
            yield return $"minimumObject: \"{MinimumObject}\" is no length; write \"3 px\" or \"20 nm\".";
        if (!Extent.TryParse(MinimumHole, out _))
            yield return $"minimumHole: \"{MinimumHole}\" is no length; write \"3 px\" or \"20 nm\".";
    }
}

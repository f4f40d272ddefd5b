using System.Text.Json.Serialization;
using ImageAnalysis.Classify;

namespace ImageAnalysis.Evaluate;

/// <summary>The requirements of one source document, as data. Read by <see cref="CriteriaSets"/>.</summary>
/// <param name="Name">By which it is chosen.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Document">The source document.</param>
/// <param name="Quantities">Every value that a sample may state for it.</param>
/// <param name="Criteria">The requirements in the order of the document's list.</param>
/// <param name="Contradictions">Where the document contradicts itself.</param>
/// <param name="Sha256">Of the file's text in UTF-8, lower-case hexadecimal.</param>
public sealed record CriteriaSet(
    string Name,
    string Title,
    string Document,
    IReadOnlyList<QuantityDefinition> Quantities,
    IReadOnlyList<Criterion> Criteria,
    IReadOnlyList<Contradiction> Contradictions,
    string Sha256)
{
    /// <summary>The claims of the document, each after those that it narrows; empty where the file lists none.</summary>
    public IReadOnlyList<ClaimDefinition> Claims { get; init; } = [];
}

/// <summary>How a value of a sample is stated.</summary>
public enum QuantityKind
{
    /// <summary>A number with a unit.</summary>
    Number,

    /// <summary>The name of a file with a measured curve.</summary>
    Curve,

    /// <summary>Yes or no.</summary>
    Declaration,

    /// <summary>Not stated but computed from the sweep that the sample names.</summary>
    FromSweep,
}

/// <summary>One value that a sample may state.</summary>
/// <param name="Key">Its name in sample files.</param>
/// <param name="Kind">How it is stated.</param>
/// <param name="Dimension">What its units measure; absent for curves and declarations.</param>
/// <param name="Unit">Unit of a number that is given without one; absent for curves and declarations.</param>
/// <param name="What">What it is, and by which method.</param>
/// <param name="Source">Paragraph or section.</param>
/// <param name="Gives">For a curve: keys of the numbers that can be computed from it.</param>
public sealed record QuantityDefinition(
    string Key,
    QuantityKind Kind,
    Dimension? Dimension,
    string? Unit,
    string What,
    string Source,
    IReadOnlyList<string> Gives)
{
    private static readonly Limits AboveAbsoluteZero = new(AtLeast: new Bound(0, null));

    /// <summary>What physics leaves possible, in <see cref="Unit"/>; absent where nothing is excluded. A stated value beyond it is refused.</summary>
    public Limits? Possible { get; init; }

    /// <summary>Why a stated value cannot be, as a clause; null where it can.</summary>
    internal string? Impossible(LaboratoryValue value)
    {
        if (Dimension is not { } dimension || Unit is null) return null;
        if (dimension == Evaluate.Dimension.Temperature && Beyond(value, dimension, "K", AboveAbsoluteZero)) return "no temperature is below absolute zero, -273.15 °C";
        if (Possible is not { } possible) return null;
        if (Beyond(value, dimension, Unit, possible)) return $"only {Phrases.Limit(possible, Unit)} is possible";
        // An interval may end at what is just impossible, and not beyond it.
        var closed = new Limits(AtLeast: possible.AtLeast ?? possible.Above, AtMost: possible.AtMost ?? possible.Below);
        return value.Value is not null && new[] { value.Lower, value.Upper }.OfType<double>().Any(end => Beyond(LaboratoryValue.Exact(value.Key, end, value.Unit), dimension, Unit, closed))
            ? FormattableString.Invariant($"its interval {value.Lower} .. {value.Upper} {value.Unit} reaches beyond {Phrases.Limit(possible, Unit)}, which alone is possible") : null;
    }

    private static bool Beyond(LaboratoryValue value, Dimension dimension, string unit, Limits possible) =>
        Judge.Range(value.Read(dimension, unit), possible, _ => null).Claim == Verdict.Fail;
}

/// <summary>What weight a requirement has.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CriterionKind>))]
public enum CriterionKind
{
    /// <summary>A limit of a claim.</summary>
    [JsonStringEnumMemberName("claim")]
    Claim,

    /// <summary>The text says that it must be so, or cannot be otherwise.</summary>
    [JsonStringEnumMemberName("necessary")]
    Necessary,

    /// <summary>"Preferably".</summary>
    [JsonStringEnumMemberName("preference")]
    Preference,

    /// <summary>"Usually".</summary>
    [JsonStringEnumMemberName("usual")]
    Usual,
}

/// <summary>What kind of claim a limit belongs to. Only the independent one decides the overall verdict.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ClaimType>))]
public enum ClaimType
{
    /// <summary>The claim to the thing itself, on which the overall verdict rests.</summary>
    [JsonStringEnumMemberName("independent")]
    Independent,

    /// <summary>A claim that narrows another one.</summary>
    [JsonStringEnumMemberName("dependent")]
    Dependent,

    /// <summary>A claim to the way of making; a thing is not judged by it.</summary>
    [JsonStringEnumMemberName("process")]
    Process,
}

/// <summary>The claims that a limit belongs to; no number where the document's scan has lost it.</summary>
public sealed record ClaimReference(IReadOnlyList<int> Numbers, ClaimType Type);

/// <summary>Where the value of a criterion comes from.</summary>
public enum ValueOrigin
{
    /// <summary>One number of the sample's laboratory values: keys[0].</summary>
    Laboratory,

    /// <summary>One declaration of the sample: keys[0].</summary>
    Declaration,

    /// <summary>The lowest of those that are given.</summary>
    Lowest,

    /// <summary>keys[1] over keys[2], else the ratio itself as stated: keys[0].</summary>
    Quotient,

    /// <summary>A measure of the images; where there is none, the laboratory value keys[0] if one is named.</summary>
    Image,

    /// <summary>Evidence that voids reach from side to side: the water permeability keys[0], and surface images without pores against it.</summary>
    Passage,
}

/// <summary>What is measured on images. The role of the image follows from it.</summary>
public enum ImageMeasure
{
    /// <summary>Class of the structure, on images of the inside.</summary>
    Structure,

    /// <summary>Largest over smallest mean intercept of four directions, on images of the inside.</summary>
    Isotropy,

    /// <summary>SEM pore size of each surface over that of the inside.</summary>
    SurfaceRatio,

    /// <summary>SEM pore size of a surface where it is below that of the inside.</summary>
    DenseSurfacePore,

    /// <summary>Number-average particle diameter, on images of particles.</summary>
    NumberAverageDiameter,

    /// <summary>Coefficient of variation of the particle diameter, on images of particles.</summary>
    CoefficientOfVariation,

    /// <summary>From face to face, on sections through a free-standing membrane: the mean of five or more values.</summary>
    MembraneThickness,

    /// <summary>Of each surface layer, on sections.</summary>
    SurfaceLayerThickness,

    /// <summary>Of the porous membrane on an electrode, on sections.</summary>
    PorousMembraneThickness,

    /// <summary>Of the active layer of an electrode, on sections.</summary>
    ActiveLayerThickness,

    /// <summary>Share of void in the area of the active layer, on sections.</summary>
    ActiveLayerPorosity,

    /// <summary>Of the current collector, on sections.</summary>
    CollectorThickness,
}

/// <summary>Measures of images that look like a limit's quantity and are not comparable with it.</summary>
public enum NotComparable
{
    /// <summary>Mean void intercept on a micrograph, EP 1 063 256 [0089](3), against a half-dry value, [0089](5).</summary>
    SemPore,

    /// <summary>Share of the picture's area, against a share of volume, EP 1 063 256 [0089](7).</summary>
    ArealPorosity,
}

/// <summary>Where the value of a criterion comes from.</summary>
/// <param name="From">Kind of source.</param>
/// <param name="Keys">What is read there.</param>
/// <param name="Measure">Of an image.</param>
/// <param name="Least">Smallest value that a quotient can have at all, in the unit of the criterion; a smaller one shows a wrong unit or digit. Absent where there is none.</param>
public sealed record ValueSource(ValueOrigin From, IReadOnlyList<string> Keys, ImageMeasure? Measure, double? Least = null);

/// <summary>One end of a range: a number, or another quantity plus a number. Unit: that of the criterion.</summary>
public sealed record Bound(double Plus, string? Of);

/// <summary>What is asked of a value. All given members must hold.</summary>
/// <param name="AtLeast">The value may equal it.</param>
/// <param name="AtMost">The value may equal it.</param>
/// <param name="Above">The value must exceed it.</param>
/// <param name="Below">The value must stay under it.</param>
/// <param name="OneOf">Structures that are asked for.</param>
/// <param name="Is">Declaration that is asked for.</param>
public sealed record Limits(
    Bound? AtLeast = null,
    Bound? AtMost = null,
    Bound? Above = null,
    Bound? Below = null,
    IReadOnlyList<StructureClass>? OneOf = null,
    bool? Is = null);

/// <summary>What weight a range beside the limit has.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RangeKind>))]
public enum RangeKind
{
    [JsonStringEnumMemberName("preference")]
    Preference,

    [JsonStringEnumMemberName("usual")]
    Usual,

    /// <summary>Something that "tends to hold".</summary>
    [JsonStringEnumMemberName("tendency")]
    Tendency,

    /// <summary>Another limit that the document states for the same quantity: of another claim, or in contradiction.</summary>
    [JsonStringEnumMemberName("alternative")]
    Alternative,
}

/// <summary>A range stated beside the limit.</summary>
public sealed record StatedRange(string Label, RangeKind Kind, Limits Limits, string Source);

/// <summary>One requirement.</summary>
/// <param name="Id">Unique in its set.</param>
/// <param name="Quantity">What is asked about, in words.</param>
/// <param name="Kind">Its weight.</param>
/// <param name="Claim">For a claim's limit: which.</param>
/// <param name="Unit">Unit of the limits; absent where the value is no number.</param>
/// <param name="Value">Where the value comes from.</param>
/// <param name="Limits">What is asked of it.</param>
/// <param name="Ranges">Preferred and usual ranges, and alternatives.</param>
/// <param name="Source">Paragraphs or sections.</param>
/// <param name="Notes">What a reader should know beside the verdict.</param>
/// <param name="SupportingOnly">The measure supports or contradicts, and never refutes: Fail becomes Indeterminate.</param>
/// <param name="MinimumParticles">Particles that must have been measured, where images give the value.</param>
/// <param name="FailsAs">The document's word for failing it.</param>
/// <param name="NotComparable">The measure of images that is not to be taken for it.</param>
public sealed record Criterion(
    string Id,
    string Quantity,
    CriterionKind Kind,
    ClaimReference? Claim,
    string? Unit,
    ValueSource Value,
    Limits Limits,
    IReadOnlyList<StatedRange> Ranges,
    string Source,
    IReadOnlyList<string> Notes,
    bool SupportingOnly,
    int? MinimumParticles,
    FailureWord? FailsAs,
    NotComparable? NotComparable)
{
    /// <summary>Whether the overall verdict rests on it.</summary>
    public bool Decides => Kind == CriterionKind.Claim && Claim?.Type == ClaimType.Independent;
}

/// <summary>A place where the document contradicts itself.</summary>
/// <param name="Criteria">Ids of the criteria it bears on; empty where it bears on none.</param>
/// <param name="Text">Both readings.</param>
/// <param name="Source">Where they stand.</param>
public sealed record Contradiction(IReadOnlyList<string> Criteria, string Text, string Source);

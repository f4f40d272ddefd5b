using ImageAnalysis.Classify;
using ImageAnalysis.Evaluate.Derived;
using ImageAnalysis.Findings;
using ImageAnalysis.Intercept;
using ImageAnalysis.Layers;
using ImageAnalysis.Particles;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Evaluate;

/// <summary>What the stages before this one measured on one image, as far as requirements can be about it.</summary>
/// <param name="File">Name of the image.</param>
/// <param name="Role">What it shows. Absent for an image without a sample: it is then taken as the inside, and as the particles, of whatever it is judged for.</param>
public sealed record ImageMeasurements(string File, ImageRole? Role)
{
    /// <summary>Findings by which the frame could not be measured; see the stages before this one.</summary>
    public const string NotMeasurable = "not-measurable";

    /// <summary>Finding by which the particles of the frame do not touch: they are no network.</summary>
    public const string IsolatedParticles = "isolated-particles";

    /// <summary>Findings by which the frame holds too little, or grey values too clipped, for a pattern to be named: no answer of the classifier.</summary>
    public const string TooFewStructures = "too-few-structures", NoPhases = "structure-no-phases", Clipped = "structure-clipped";

    /// <summary>Hash of the file that was measured: one picture given twice is one look at the specimen. Absent where nobody knows it.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Class of the structure; absent where no model looked at the image.</summary>
    public StructureClass? Structure { get; init; }

    /// <summary>Whether the classifier abstained: its answer is not used.</summary>
    public bool StructureAbstained { get; init; }

    /// <summary>Calibrated probability of that class among the three; absent for none, and where it was stated by hand.</summary>
    public double? StructureProbability { get; init; }

    /// <summary>Agreement of the mean intercepts of four directions.</summary>
    public Isotropy? Isotropy { get; init; }

    /// <summary>SEM pore size: mean of all visible void segments of the lines, the literal estimator, nm. EP 1 063 256 [0089](3).</summary>
    public Estimate? SemPoreNm { get; init; }

    /// <summary>Share of void in the picture's area, 0 to 1. Never compared with a porosity by volume.</summary>
    public Estimate? ArealPorosity { get; init; }

    /// <summary>Number-average diameter of the particles, nm. US 9,793,527 §4.1.</summary>
    public Estimate? NumberAverageDiameterNm { get; init; }

    /// <summary>Coefficient of variation of the particle diameter, %.</summary>
    public Estimate? CvPercent { get; init; }

    /// <summary>Particles over which both were taken.</summary>
    public int ParticlesMeasured { get; init; }

    /// <summary>The layers of a section; absent where the image is none.</summary>
    public LayersResult? Layers { get; init; }

    /// <summary>Whether there is a pixel size; without one nothing with a unit of length is known.</summary>
    public bool HasScale { get; init; } = true;

    /// <summary>Whether the pixel size is the user's own decision.</summary>
    public bool ScaleIsDecided { get; init; }

    /// <summary>Codes of the findings of the stages before.</summary>
    public IReadOnlyList<string> FindingCodes { get; init; } = [];

    /// <summary>The findings themselves, for the evaluation to list; empty where they stand beside it anyway.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Gathers the results of the stages. Any of them may be absent.</summary>
    public static ImageMeasurements From(
        string file,
        ImageRole? role,
        bool hasScale,
        Estimate? arealPorosity,
        InterceptResult? intercept,
        ParticleResult? particles,
        LayersResult? layers,
        StructureResult? structure,
        IEnumerable<Finding> findings) => new(file, role)
        {
            HasScale = hasScale,
            ArealPorosity = arealPorosity,
            Structure = structure?.Structure,
            StructureAbstained = structure?.Abstained ?? false,
            StructureProbability = structure?.Probability,
            Isotropy = intercept?.Isotropy,
            SemPoreNm = intercept?.Main.Nm?.Literal,
            NumberAverageDiameterNm = particles?.Statistics?.MeanDiameterNm,
            CvPercent = particles?.Statistics?.CvPercent,
            ParticlesMeasured = particles?.Statistics?.Count ?? 0,
            Layers = layers,
            FindingCodes = [.. All(findings, intercept, particles, layers, structure).Select(f => f.Code).Distinct()],
        };

    /// <summary>The findings of all stages on one image.</summary>
    public static IEnumerable<Finding> All(IEnumerable<Finding> findings, InterceptResult? intercept, ParticleResult? particles, LayersResult? layers, StructureResult? structure) =>
        findings.Concat(layers?.Findings ?? []).Concat(intercept?.Findings ?? []).Concat(particles?.Findings ?? []).Concat(structure?.Findings ?? []);
}

/// <summary>All that is known about what is judged: images, and a sample if there is one.</summary>
public sealed record EvaluationInput(IReadOnlyList<ImageMeasurements> Images, Sample? Sample = null)
{
    /// <summary>The files of curves and of the sweep that the sample names, see <see cref="Deriver.FilesOf"/>.</summary>
    public IReadOnlyList<CurveFile> Curves { get; init; } = [];

    /// <summary>Images that the sample names and that could not be measured: what they would decide stays open.</summary>
    public IReadOnlyList<SampleImage> Unmeasured { get; init; } = [];

    /// <summary>Constants of what is derived from them.</summary>
    public DerivationOptions Derivation { get; init; } = new();

    /// <summary>What was derived; the sample then holds the values that are judged.</summary>
    internal DerivedResults Derived { get; init; } = DerivedResults.None;
}

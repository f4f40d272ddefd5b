using System.Text.Json.Nodes;
using ImageAnalysis.Classify;
using ImageAnalysis.Evaluate;
using ImageAnalysis.Findings;
using ImageAnalysis.Ingest;
using ImageAnalysis.Intercept;
using ImageAnalysis.Layers;
using ImageAnalysis.Particles;
using ImageAnalysis.Quantities;
using ImageAnalysis.Report;
using ImageAnalysis.Scale;
using ImageAnalysis.Scale.Bars;
using ImageAnalysis.Segment;
using OpenCvSharp;

namespace ImageAnalysis.Pipeline;

/// <summary>
/// The façade: one image through every stage. Command line, batch worker and web page call this and nothing else. It may be used from several
/// threads at once.
/// </summary>
/// <param name="options">The pipeline.</param>
/// <param name="model">The structure model; absent: the structure is not named.</param>
/// <param name="criteria">The rule sets named by the pipeline.</param>
/// <param name="textReader">Reads the labels of scale bars; absent: they are not read.</param>
/// <param name="measurable">The model of measurable frames; absent: contrast alone decides which frames are measured.</param>
/// <param name="openings">The model of openings; absent: grey values alone tell openings of cut cells from what lies between them.</param>
/// <param name="centres">The model of centres; absent: edges alone tell particles that touch or hide each other apart.</param>
/// <param name="necks">The model of necks; absent: walls and gaps thinner than the blur stay as grey values have them.</param>
public sealed class MicrographAnalyzer(
    PipelineOptions options, IStructureModel? model, IReadOnlyList<CriteriaSet> criteria, ITextReader? textReader = null, MeasurableModel? measurable = null, OpeningsModel? openings = null,
    CentresModel? centres = null, NecksModel? necks = null)
{
    private static readonly string Program = $"ImageAnalysis {typeof(MicrographAnalyzer).Assembly.GetName().Version?.ToString(3)}";

    private readonly JsonObject _pipeline = PipelineFile.ToJson(options);

    /// <summary>Analyses one image.</summary>
    /// <exception cref="AnalysisException">There is no result; the message says what, why and how to mend it.</exception>
    public AnalyzedMicrograph Analyze(InputFile input, AnalysisRequest request)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(request);
        if (openings is null && options.Segment.Edges == EdgePlacement.Openings)
            throw new OptionNotApplicableException("segment.edges openings", "There is no model of openings.", "Name one with segment.openingsModel, or choose another placement.");
        var sample = request.Sample is { } text ? SampleReader.ReadJson(text, "sample", criteria) : null;
        var micrograph = Ingestor.Read(input, request.Page, options.Ingest);
        SegmentedImage? segmented = null;
        try
        {
            var scale = ScaleFinder.Find(input.Name, micrograph, request.UserScale, request.BarLengthNm is { } nm ? Length.FromNanometres(nm) : null, textReader, options.Scale);
            var role = request.Role ?? RoleOf(micrograph.Source.Name, sample);
            var layers = LayerMeter.Measure(
                micrograph.Grey, micrograph.Field, scale, IsSection(role), options.Layers, options.Segment, options.Intercept);
            segmented = Segmenter.Segment(micrograph.Grey, layers?.Inside ?? micrograph.Field, scale.PixelSize, options.Segment);
            if (openings is not null) CutCells.Look(micrograph.Grey, segmented, options.Segment, openings);
            var description = model is null && measurable is null ? null : FrameDescription.Of(segmented);
            JudgeFrame(micrograph, scale, description, ref segmented);
            var structure = model is null || description is null ? null : model.Classify(micrograph.Grey, segmented.Field, description);
            if (CutCells.Segment(segmented, options.Segment, Cells(structure)) is { } opened)
            {
                segmented.Dispose();
                segmented = opened;
            }

            var particles = segmented.Decided.Measurable && layers?.Refused != true ? ParticleMeter.Measure(segmented, scale, options.Particles, options.Seed, micrograph.Grey, centres) : null;
            if (necks is not null) Necks.Mend(segmented, necks);
            return new AnalyzedMicrograph(micrograph, segmented, Measure(micrograph, scale, role, layers, segmented, particles, structure, sample, request));
        }
        catch
        {
            segmented?.Dispose();
            micrograph.Dispose();
            throw;
        }
    }

    /// <summary>Probability of cells among all four answers; absent where there is no name.</summary>
    private static double? Cells(StructureResult? structure) => structure is { Probabilities: { } p, NoneProbability: { } none } ? p.Cellular * (1 - none) : null;

    /// <summary>Where the frame can be described, what it looks like decides whether it is measured, not its contrast alone.</summary>
    private void JudgeFrame(Micrograph micrograph, ScaleDecision scale, FrameDescription? description, ref SegmentedImage segmented)
    {
        if (measurable is null || description is null || MeasurableGate.Judge(description, segmented.Doubt, measurable) is not { } verdict) return;
        if (options.Segment.Measurable == MeasurableRule.Always)
        {
            if (!verdict.Measurable) segmented.Note(verdict.Doubt());
        }
        else if (!verdict.Measurable)
        {
            segmented.Withhold(verdict.Refusal());
        }
        else if (!segmented.Decided.Measurable)
        {
            var measured = Segmenter.Segment(micrograph.Grey, segmented.Field, scale.PixelSize, options.Segment with { Measurable = MeasurableRule.Always });
            measured.Look = segmented.Look;
            segmented.Dispose();
            segmented = measured;
        }
    }

    private Analysis Measure(
        Micrograph micrograph, ScaleDecision scale, ImageRole? role, LayersResult? layers, SegmentedImage segmented,
        ParticleResult? particles, StructureResult? named, Sample? sample, AnalysisRequest request)
    {
        // A section of which no number may be read has none of the whole frame either.
        var segmentation = layers?.Refused == true ? segmented.Result with { Measurable = false, Porosity = null, Network = null } : segmented.Result;
        var isMeasured = segmentation.Measurable;
        var intercept = isMeasured ? Interceptor.Measure(segmented, scale.PixelSize, scale.RelativeUncertainty, options.Intercept) : null;
        var structure = named is null ? null : OpeningsBeside.Warn(LitFloors.Warn(named, segmentation), segmentation, (model as StructureModel)?.Card.OpeningsModel, openings?.Identity);
        var measurements = ImageMeasurements.From(
            micrograph.Source.Name,
            role,
            scale.PixelSize is not null,
            segmentation.Porosity,
            intercept,
            particles,
            layers,
            structure,
            [.. micrograph.Findings, .. scale.Findings, .. segmentation.Findings]) with { ScaleIsDecided = scale.Source == ScaleSource.User };
        return new Analysis(
            Analysis.CurrentFormat,
            micrograph.Source,
            new FieldOfView(micrograph.Page, micrograph.Field, micrograph.DataBar, micrograph.BitsPerSample),
            scale,
            segmentation,
            intercept,
            particles,
            layers,
            structure,
            Evaluator.Evaluate(new EvaluationInput([measurements], sample) { Curves = request.Curves ?? [], Derivation = options.Evaluate.Derive }, criteria),
            micrograph.Findings,
            new Provenance(
                Program,
                [$"OpenCV {Cv2.GetVersionString()}", .. textReader is null ? [] : (string[])[textReader.Identity]],
                model?.Identity,
                measurable?.Identity,
                openings?.Identity,
                centres?.Identity,
                necks?.Identity,
                [.. criteria.Select(c => $"{c.Name} {c.Sha256}")],
                request,
                (JsonObject)_pipeline.DeepClone()));
    }

    /// <summary>A picture of the inside may show the faces beside it; a surface or particles are no section.</summary>
    private static bool? IsSection(ImageRole? role) => role switch
    {
        ImageRole.LayerSection => true,
        ImageRole.Internal or null => null,
        _ => false,
    };

    private static ImageRole? RoleOf(string name, Sample? sample) =>
        sample?.Images.FirstOrDefault(i => Path.GetFileName(i.File) == Path.GetFileName(name))?.Role;
}

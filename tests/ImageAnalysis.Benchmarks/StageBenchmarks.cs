using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Jobs;
using ImageAnalysis.Classify;
using ImageAnalysis.Evaluate;
using ImageAnalysis.Ingest;
using ImageAnalysis.Intercept;
using ImageAnalysis.Particles;
using ImageAnalysis.Pipeline;
using ImageAnalysis.Report;
using ImageAnalysis.Scale;
using ImageAnalysis.Segment;
using OpenCvSharp;

namespace ImageAnalysis.Benchmarks;

/// <summary>A row per stage on a 1280 x 960 picture, one thread, each with the results of the stages before it ready.</summary>
[SimpleJob(RuntimeMoniker.HostProcess, warmupCount: 5, iterationCount: 15)]
[MemoryDiagnoser]
public class StageBenchmarks
{
    private InputFile _file = null!;
    private Micrograph _micrograph = null!;
    private ScaleDecision _scale = null!;
    private SegmentedImage _segmented = null!;
    private StructureModel _model = null!;
    private MeasurableModel _measurable = null!;
    private OpeningsModel _openings = null!;
    private CentresModel _centres = null!;
    private NecksModel? _necks;
    private FrameDescription _description = null!;
    private MicrographAnalyzer _analyzer = null!;
    private Analysis _analysis = null!;
    private readonly PipelineOptions _options = new();

    [ParamsSource(nameof(PictureNames))]
    public string Picture { get; set; } = "";

    public static IEnumerable<string> PictureNames => Pictures.Names;

    [GlobalSetup]
    public void Prepare()
    {
        Cv2.SetNumThreads(1);
        _file = Pictures.Load(Picture);
        _micrograph = Ingestor.Read(_file, null, _options.Ingest);
        _scale = Scale();
        _segmented = Segment();
        _model = Installation.Model();
        _measurable = Installation.Measurable();
        _openings = Installation.Openings();
        _centres = Installation.Centres();
        _necks = Installation.Necks();
        _description = FrameDescription.Of(_segmented);
        _analyzer = new MicrographAnalyzer(_options, _model, CriteriaSets.Select(["membrane"], _ => ""), measurable: _measurable, openings: _openings, centres: _centres, necks: _necks);
        using var analyzed = _analyzer.Analyze(_file, AnalysisRequest.Default);
        _analysis = analyzed.Analysis;
    }

    [GlobalCleanup]
    public void Clean()
    {
        _segmented.Dispose();
        _micrograph.Dispose();
    }

    [Benchmark(Baseline = true, Description = "minimal OpenCV pass")]
    public int Minimal() => MinimalPass.Run(_file.Content.ToArray());

    [Benchmark(Description = "ingest")]
    public int Ingest()
    {
        using var micrograph = Ingestor.Read(_file, null, _options.Ingest);
        return micrograph.Field.Height;
    }

    [Benchmark(Description = "scale")]
    public ScaleDecision Scale() => ScaleResolver.Decide(_file.Name, _micrograph.Page.Width, [], _micrograph.Vendors, [], _options.Scale);

    [Benchmark(Description = "segment")]
    public double? SegmentOnce()
    {
        using var segmented = Segment();
        return segmented.Result.Level;
    }

    [Benchmark(Description = "intercept")]
    public InterceptResult Intercept() => Interceptor.Measure(_segmented, _scale.PixelSize, _scale.RelativeUncertainty, _options.Intercept);

    [Benchmark(Description = "particles")]
    public ParticleResult Particles() => ParticleMeter.Measure(_segmented, _scale, _options.Particles, _options.Seed, _micrograph.Grey, _centres);

    [Benchmark(Description = "describe")]
    public FrameDescription Describe() => FrameDescription.Of(_segmented);

    [Benchmark(Description = "judge the frame")]
    public MeasurableVerdict? Judge() => MeasurableGate.Judge(_description, PhaseDoubt.None, _measurable);

    [Benchmark(Description = "classify")]
    public StructureResult Classify() => StructureClassifier.Classify(_description, _model);

    [Benchmark(Description = "write analysis.json")]
    public byte[] Write() => AnalysisJson.Write(_analysis);

    [Benchmark(Description = "analyze, no pictures")]
    public Analysis Analyze()
    {
        using var analyzed = _analyzer.Analyze(_file, AnalysisRequest.Default);
        return analyzed.Analysis;
    }

    private SegmentedImage Segment() => Segmenter.Segment(_micrograph.Grey, _micrograph.Field, _scale.PixelSize, _options.Segment);
}

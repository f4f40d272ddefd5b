using System.Text.Json.Serialization;
using ImageAnalysis.Cli.Runs;
using ImageAnalysis.Evaluate;
using ImageAnalysis.Evaluate.Derived;
using ImageAnalysis.Findings;
using ImageAnalysis.Report;
using ImageAnalysis.Scale;

namespace ImageAnalysis.Cli.Samples;

/// <summary>What became of one image of a sample.</summary>
/// <param name="File">As the sample names it.</param>
/// <param name="Role">What it shows.</param>
/// <param name="Analysis">Its analysis.json, relative to evaluation.json; absent where there is none.</param>
/// <param name="Sha256">Hash of that file.</param>
/// <param name="Error">Why there is none.</param>
internal sealed record EvaluatedImage(string File, ImageRole Role, string? Analysis, string? Sha256, string? Error)
{
    /// <summary>What was measured on it.</summary>
    [JsonIgnore]
    public ImageMeasurements? Measurements { get; init; }

    public static ImageMeasurements MeasurementsOf(string file, ImageRole role, Analysis analysis)
    {
        List<Finding> findings = [.. analysis.IngestFindings, .. analysis.Scale.Findings, .. analysis.Segmentation.Findings];
        return ImageMeasurements.From(
            file, role, analysis.Scale.PixelSize is not null, analysis.Segmentation.Porosity, analysis.Intercept, analysis.Particles, analysis.Layers, analysis.Structure, findings) with
        {
            Sha256 = analysis.Input.Sha256,
            ScaleIsDecided = analysis.Scale.Source == ScaleSource.User,
            Findings = [.. ImageMeasurements.All(findings, analysis.Intercept, analysis.Particles, analysis.Layers, analysis.Structure)],
        };
    }
}

/// <summary>One sample in evaluation.json.</summary>
internal sealed record SampleEvaluation(
    string Format,
    string? Sample,
    string? Error,
    Verdict ClaimVerdict,
    Verdict Verdict,
    int Judged,
    int Required,
    string Summary,
    IReadOnlyList<SetEvaluation> Sets,
    IReadOnlyList<PooledMeasurement> Pooled,
    DerivedResults Derived,
    IReadOnlyList<NextTemperature> NextTemperatures,
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<EvaluatedImage> Images)
{
    public static SampleEvaluation Of(Evaluation e, IReadOnlyList<EvaluatedImage> images) =>
        new(FolderRecord.Evaluation, e.Sample, null, e.ClaimVerdict, e.Verdict, e.Judged, e.Required, e.Summary, e.Sets, e.Pooled, e.Derived, e.NextTemperatures, e.Findings, images);

    /// <summary>A sample that could not be read.</summary>
    public static SampleEvaluation Without(string name, AnalysisException fault) =>
        new(FolderRecord.Evaluation, name, fault.Message, Verdict.NotJudged, Verdict.NotJudged, 0, 0, fault.Message, [], [], DerivedResults.None, [], [], []);
}

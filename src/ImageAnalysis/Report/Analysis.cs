using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ImageAnalysis.Classify;
using ImageAnalysis.Evaluate;
using ImageAnalysis.Evaluate.Derived;
using ImageAnalysis.Findings;
using ImageAnalysis.Ingest;
using ImageAnalysis.Intercept;
using ImageAnalysis.Layers;
using ImageAnalysis.Particles;
using ImageAnalysis.Quantities;
using ImageAnalysis.Scale;
using ImageAnalysis.Segment;

namespace ImageAnalysis.Report;

/// <summary>What the caller decided about one image, beside the pipeline.</summary>
/// <param name="Page">Page of the file, from 1; absent: the page with the most pixels.</param>
/// <param name="UserScale">The user's pixel sizes for this file, the strongest first: --pixel-size-nm, then its row of scales.csv.</param>
/// <param name="Sample">Sample description as JSON text, absent where none was given.</param>
/// <param name="Role">What the image shows; absent: what the sample says of it, if anything.</param>
/// <param name="BarLengthNm">Length of the scale bar in the picture, nm: --bar-length; absent where it was not stated.</param>
/// <param name="Curves">The curves and the sweep that the sample names, so that the result can be made again from itself; absent without any.</param>
public sealed record AnalysisRequest(
    int? Page, IReadOnlyList<ScaleCandidate> UserScale, string? Sample = null, ImageRole? Role = null, double? BarLengthNm = null, IReadOnlyList<CurveFile>? Curves = null)
{
    /// <summary>Nothing was decided: the largest page, the scale of the file, no sample.</summary>
    public static AnalysisRequest Default { get; } = new(null, []);
}

/// <summary>What made a result, so that it can be made again.</summary>
/// <param name="Program">Name and version of this program.</param>
/// <param name="Libraries">Name and version of each native engine.</param>
/// <param name="Model">Name, version and SHA-256 of the structure model; absent where none was installed.</param>
/// <param name="MeasurableModel">The same of the model that tells measurable frames from others.</param>
/// <param name="OpeningsModel">The same of the model that finds the openings of cut cells.</param>
/// <param name="CentresModel">The same of the model that proposes particles in piles and clusters.</param>
/// <param name="NecksModel">The same of the model that finds walls and gaps thinner than the blur.</param>
/// <param name="Criteria">Name and SHA-256 of each rule set.</param>
/// <param name="Request">What the caller decided.</param>
/// <param name="Pipeline">All effective options.</param>
public sealed record Provenance(
    string Program,
    IReadOnlyList<string> Libraries,
    string? Model,
    string? MeasurableModel,
    string? OpeningsModel,
    string? CentresModel,
    string? NecksModel,
    IReadOnlyList<string> Criteria,
    AnalysisRequest Request,
    JsonObject Pipeline);

/// <summary>The part of the page that was measured.</summary>
/// <param name="Page">The whole input page, pixels.</param>
/// <param name="Measured">The page less its data bar.</param>
/// <param name="DataBar">The strip that was cut off, absent where there is none.</param>
/// <param name="BitsPerSample">Depth of the grey values as stored.</param>
public sealed record FieldOfView(PixelRect Page, PixelRect Measured, DataBar? DataBar, int BitsPerSample);

/// <summary>
/// All that is known about one image: the truth from which every table, picture and page is derived. Written as analysis.json; the same input,
/// pipeline and model give the same bytes.
/// </summary>
/// <param name="Format">Name and version of this form.</param>
/// <param name="Input">The file.</param>
/// <param name="Field">What was measured of it.</param>
/// <param name="Scale">Pixel size and its evidence.</param>
/// <param name="Segmentation">Void against solid.</param>
/// <param name="Intercept">Mean intercepts; absent where the frame cannot be measured.</param>
/// <param name="Particles">Particles; absent where the frame cannot be measured.</param>
/// <param name="Layers">Layers and their thickness; absent where the image is not taken for a section through layers.</param>
/// <param name="Structure">The structure's class; absent where no model is installed.</param>
/// <param name="Evaluation">Verdicts.</param>
/// <param name="IngestFindings">What reading the file brought up.</param>
/// <param name="Provenance">What made this.</param>
public sealed record Analysis(
    string Format,
    SourceFile Input,
    FieldOfView Field,
    ScaleDecision Scale,
    SegmentationResult Segmentation,
    InterceptResult? Intercept,
    ParticleResult? Particles,
    LayersResult? Layers,
    StructureResult? Structure,
    Evaluation Evaluation,
    IReadOnlyList<Finding> IngestFindings,
    Provenance Provenance)
{
    public const string CurrentFormat = "imageanalysis/analysis/1";

    /// <summary>The findings of all stages, in the order of the stages, each code and text once.</summary>
    [JsonIgnore]
    public IReadOnlyList<Finding> Findings =>
    [
        .. IngestFindings
            .Concat(Scale.Findings)
            .Concat(Segmentation.Findings)
            .Concat(Layers?.Findings ?? [])
            .Concat(Intercept?.Findings ?? [])
            .Concat(Particles?.Findings ?? [])
            .Concat(Structure?.Findings ?? [])
            .Concat(Evaluation.Findings)
            .Distinct(),
    ];
}

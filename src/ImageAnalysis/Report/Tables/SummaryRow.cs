using ImageAnalysis.Classify;
using ImageAnalysis.Evaluate;
using ImageAnalysis.Quantities;
using ImageAnalysis.Scale;

namespace ImageAnalysis.Report.Tables;

/// <summary>What the tables and pages of a batch say about one file: small, so that a run of any length can be held.</summary>
/// <param name="File">Path relative to the batch folder, with "/".</param>
/// <param name="Error">Why there is no result; absent where there is one.</param>
/// <param name="WidthPx">Of the whole page.</param>
/// <param name="HeightPx">Of the whole page.</param>
/// <param name="PixelSizeNm">Width of a pixel, nm.</param>
/// <param name="ScaleSource">Where it comes from.</param>
/// <param name="Structure">The visible pattern; where <see cref="Undecided"/> is set, only the more probable one.</param>
/// <param name="StructureProbability">Of that pattern; absent for none.</param>
/// <param name="Porosity">Void area over area, a fraction.</param>
/// <param name="MeanInterceptNm">Literal mean intercept of the default lines, nm.</param>
/// <param name="MeanInterceptPx">The same in pixels.</param>
/// <param name="MeanInterceptRatioNm">By the ratio estimator, nm.</param>
/// <param name="Particles">Number of measured particles.</param>
/// <param name="NumberAverageDiameterNm">nm.</param>
/// <param name="NumberAverageDiameterPx">Pixels.</param>
/// <param name="CvPercent">Coefficient of variation of the diameter, percent.</param>
/// <param name="Verdict">The overall verdict.</param>
/// <param name="ThicknessNm">From face to face of a section through layers, nm.</param>
/// <param name="PorosityEstimate">The porosity with its intervals.</param>
public sealed record SummaryRow(
    string File,
    string? Error,
    int? WidthPx = null,
    int? HeightPx = null,
    double? PixelSizeNm = null,
    ScaleSource? ScaleSource = null,
    StructureClass? Structure = null,
    double? StructureProbability = null,
    double? Porosity = null,
    Estimate? MeanInterceptNm = null,
    Estimate? MeanInterceptPx = null,
    Estimate? MeanInterceptRatioNm = null,
    int? Particles = null,
    Estimate? NumberAverageDiameterNm = null,
    Estimate? NumberAverageDiameterPx = null,
    Estimate? CvPercent = null,
    Verdict? Verdict = null,
    Estimate? ThicknessNm = null,
    Estimate? PorosityEstimate = null)
{
    /// <summary>Codes, each once, in the order of the stages.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];

    /// <summary>The two most probable structures, as "a or b", where none of them could be ruled out.</summary>
    public string? Undecided => AmbiguousStructure.Between(Findings);

    public bool Failed => Error is not null;

    /// <summary>The row of a file that was analysed.</summary>
    public static SummaryRow Of(Analysis analysis, string file)
    {
        var (intercept, statistics, structure) = (analysis.Intercept?.Main, analysis.Particles?.Statistics, analysis.Structure);
        return new SummaryRow(
            file,
            null,
            analysis.Field.Page.Width,
            analysis.Field.Page.Height,
            analysis.Scale.PixelSize?.X.Nanometres,
            analysis.Scale.Source,
            structure?.Structure,
            structure?.Structure == StructureClass.None ? null : structure?.Probability,
            analysis.Segmentation.Porosity?.Value,
            intercept?.Nm?.Literal,
            intercept?.Px?.Literal,
            intercept?.Nm?.Ratio,
            analysis.Particles?.Particles.Count,
            statistics?.MeanDiameterNm,
            statistics?.MeanDiameterPx,
            statistics?.CvPercent,
            analysis.Evaluation.Verdict,
            analysis.Layers?.Thickness?.Nm,
            analysis.Segmentation.Porosity)
        {
            Findings = [.. analysis.Findings.Select(f => f.Code).Distinct()],
        };
    }

    /// <summary>The row of a file that gave no result.</summary>
    /// <param name="error">What happened, why, and how to mend it.</param>
    public static SummaryRow Without(string file, string error) => new(file, error.Length == 0 ? "unknown" : error);
}

using ImageAnalysis.Findings;
using ImageAnalysis.Ingest;
using ImageAnalysis.Layers;
using ImageAnalysis.Pipeline;
using ImageAnalysis.Quantities;
using ImageAnalysis.Report;
using ImageAnalysis.Scale;
using ImageAnalysis.Training.Rendering;

namespace ImageAnalysis.Training.Verification;

/// <summary>One layer section, measured.</summary>
/// <param name="Picture">Which.</param>
/// <param name="Values">Signed errors, and 100 or 0 for shares; an estimator may have several values, as a membrane has two surface layers.</param>
/// <param name="Failure">Why there is no result at all; absent where there is one.</param>
public sealed record LayerScore(LayerPicture Picture, IReadOnlyList<(Estimator Estimator, double Value)> Values, string? Failure);

/// <summary>Renders a layer section, hands it to the façade as a file that states its pixel size, and compares what comes back with the truth.</summary>
internal static class LayerScorer
{
    public static LayerScore Score(LayerPicture picture, MicrographAnalyzer analyzer)
    {
        var rendered = picture.Section is { } section ? LayerRenderer.Render(section) : null;
        var image = rendered?.Image ?? MicrographRenderer.Render(picture.Frame!);
        var file = MicrographFile.Write(image, ScaleCarrier.None, "picture")[0];
        var pixel = Length.FromNanometres(picture.Section?.PixelSizeNm ?? picture.Frame!.PixelSizeNm);
        var request = new AnalysisRequest(null, [new ScaleCandidate(ScaleSource.User, PixelSize.Square(pixel), "the recipe")]);
        try
        {
            using var analysed = analyzer.Analyze(new InputFile(file.Name, file.Bytes), request);
            return new LayerScore(picture, [.. Compare(picture, rendered, analysed.Analysis)], null);
        }
        catch (AnalysisException fault)
        {
            return new LayerScore(picture, [], fault.Message);
        }
    }

    private static IEnumerable<(Estimator, double)> Compare(LayerPicture picture, RenderedLayers? truth, Analysis analysis)
    {
        var isMeasured = analysis.Findings.All(f => f.Code != "not-measurable") && (analysis.Segmentation.Porosity is not null || analysis.Intercept?.Main.Px is not null);
        if (!picture.IsMeasurable || truth is null)
        {
            yield return (Estimator.DistortedMeasured, isMeasured || analysis.Layers?.Layers.Count > 0 ? 100 : 0);
            yield break;
        }

        var layers = analysis.Layers;
        yield return (Estimator.WholeFrameMeasured, layers is null && isMeasured ? 100 : 0);
        yield return (Estimator.SectionsFound, layers?.Thickness is not null ? 100 : 0);
        if (layers?.Thickness is not { } thickness) yield break;
        yield return (Estimator.SectionThickness, Relative(thickness.Px.Value, truth.Layers.Sum(l => l.ThicknessPx)));
        var isRight = layers.Layers.Select(l => l.Kind).SequenceEqual(truth.Layers.Select(l => Kind(l.Material)));
        yield return (Estimator.LayersRight, isRight ? 100 : 0);
        if (!isRight) yield break;
        foreach (var (layer, exact) in layers.Layers.Zip(truth.Layers))
        {
            if (layer.Thickness is { } own) yield return (Thickness(layer.Kind), Relative(own.Px.Value, exact.ThicknessPx));
            if (layer is { Kind: LayerKind.Inside, Porosity: { } inside }) yield return (Estimator.InsidePorosity, 100 * (inside.Value - exact.Porosity));
            if (layer is { Kind: LayerKind.ActiveLayer, Porosity: { } active }) yield return (Estimator.ActivePorosity, 100 * (active.Value - exact.Porosity));
        }
    }

    private static double Relative(double measured, double truth) => 100 * ((measured / truth) - 1);

    private static LayerKind Kind(LayerMaterial material) => material switch
    {
        LayerMaterial.Inside => LayerKind.Inside,
        LayerMaterial.PorousMembrane => LayerKind.PorousMembrane,
        LayerMaterial.ActiveLayer => LayerKind.ActiveLayer,
        LayerMaterial.Collector => LayerKind.Collector,
        _ => LayerKind.SurfaceLayer,
    };

    private static Estimator Thickness(LayerKind kind) => kind switch
    {
        LayerKind.Inside => Estimator.InsideThickness,
        LayerKind.PorousMembrane => Estimator.PorousMembraneThickness,
        LayerKind.ActiveLayer => Estimator.ActiveLayerThickness,
        LayerKind.Collector => Estimator.CollectorThickness,
        _ => Estimator.SurfaceLayerThickness,
    };
}

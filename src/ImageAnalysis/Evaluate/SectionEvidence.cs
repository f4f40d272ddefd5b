using ImageAnalysis.Layers;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Evaluate;

/// <summary>What the sections through layers among the images of a sample say.</summary>
internal sealed class SectionEvidence(EvaluationInput input)
{
    private IReadOnlyList<ImageMeasurements> Images => [.. input.Images.Where(i => i.Role is (ImageRole.LayerSection or ImageRole.Internal or null) && i.Layers is not null)];

    private IReadOnlyList<LayersResult> Sections => [.. Images.Select(i => i.Layers).OfType<LayersResult>()];

    /// <summary>A measure of layers in the given unit.</summary>
    public Evidence Find(ImageMeasure measure, string unit) => measure switch
    {
        ImageMeasure.MembraneThickness => Lengths(unit, "the membrane", s => IsMembrane(s) && s.Thickness is { } t ? [t.Nm] : []),
        ImageMeasure.SurfaceLayerThickness => Lengths(unit, "a surface layer", s => Of(s, LayerKind.SurfaceLayer)),
        ImageMeasure.PorousMembraneThickness => Lengths(unit, "the porous membrane", s => Of(s, LayerKind.PorousMembrane)),
        ImageMeasure.ActiveLayerThickness => Lengths(unit, "the active layer", s => Of(s, LayerKind.ActiveLayer)),
        ImageMeasure.CollectorThickness => Lengths(unit, "the collector", s => Of(s, LayerKind.Collector)),
        _ => Porosity(unit),
    };

    /// <summary>SEM pore size of each surface layer and that of the inside, both from one section, pixels: their ratio needs no scale.</summary>
    public IReadOnlyList<(string Name, Estimate Surface, Estimate Inside, Estimate? SurfaceNm)> Surfaces()
    {
        var sides = new List<(string, Estimate, Estimate, Estimate?)>();
        foreach (var section in Sections)
        {
            if (section.Layers.FirstOrDefault(l => l.Kind == LayerKind.Inside)?.Pores?.Px?.Literal is not { } inside) continue;
            for (var i = 0; i < section.Layers.Count; i++)
            {
                if (section.Layers[i] is not { Kind: LayerKind.SurfaceLayer, Pores: { Px.Literal: { } pore } pores }) continue;
                sides.Add((i == 0 ? "first side of the section" : "second side of the section", pore, inside, pores.Nm?.Literal));
            }
        }

        return sides;
    }

    private static bool IsMembrane(LayersResult section) =>
        section.Layers.Any(l => l.Kind == LayerKind.Inside) && section.Layers.All(l => l.Kind is LayerKind.Inside or LayerKind.SurfaceLayer);

    private static IEnumerable<Estimate?> Of(LayersResult section, LayerKind kind) =>
        section.Layers.Where(l => l.Kind == kind && l.Thickness is not null).Select(l => l.Thickness!.Nm);

    private Evidence Lengths(string unit, string what, Func<LayersResult, IEnumerable<Estimate?>> thickness)
    {
        var found = Sections.SelectMany(thickness).ToList();
        var known = found.OfType<Estimate>().ToList();
        if (known.Count == 0) return Evidence.None(found.Count > 0 ? "the pixel size of the section is unknown" : Missing(what));
        var factor = Units.Convert(1, Dimension.Length, "nm", unit);
        return Evidence.Of(Reading.Mean([.. known.Select(e => Reading.Of(e, what).Scaled(factor))]), known.Count > 1 ? $"mean of {known.Count} on sections" : null).In(ImageSubject.Layers, Images).In(ImageSubject.Lengths, Images);
    }

    private Evidence Porosity(string unit)
    {
        var known = Sections.SelectMany(s => s.Layers).Where(l => l.Kind == LayerKind.ActiveLayer).Select(l => l.Porosity).OfType<Estimate>().ToList();
        if (known.Count == 0) return Evidence.None(Missing("the active layer"));
        var factor = Units.Convert(1, Dimension.Fraction, "fraction", unit);
        return Evidence.Of(Reading.Mean([.. known.Select(e => Reading.Of(e, "the active layer").Scaled(factor))]), "share of void in the area of the section").In(ImageSubject.LayerPores, Images);
    }

    private string Missing(string what) => Sections.Count == 0
        ? $"no image shows a section of {what}"
        : Sections.Any(s => s.Refused) ? $"no number may be read from the section, so that {what} was not measured" : $"{what} was not found on a section";
}

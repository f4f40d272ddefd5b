using ImageAnalysis.Layers;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Report.Pages;

/// <summary>The layers of a section with their thickness, void and pores.</summary>
internal static class LayerSection
{
    public static Markup Write(Analysis analysis)
    {
        if (analysis.Layers is not { } result) return Markup.Empty;
        if (result.Layers.Count == 0) return Page.Section("layers", "Layers", Markup.Of($"<p>No number was read from this section; see the <a href=\"#findings\">findings</a>.</p>"));
        var rows = result.Layers.Select(l => Row(Words.Layer(l.Kind), l.Thickness, l.Porosity, l.Pores, l.PoreRatio, l.PoreRatioEstimate));
        var all = result.Layers.Count > 1 && result.Thickness is not null ? Row("all together", result.Thickness, null, null, null, null) : Markup.Empty;
        var first = result.Direction == LayerDirection.Horizontal ? "top" : "left";
        return Page.Section("layers", "Layers", Markup.Of(
            $"""
            <div class="scroll"><table>
            <thead><tr><th>Layer, from the {first}</th><th class="n">Thickness</th><th class="n">95&#8239;% interval</th><th class="n">Values</th><th class="n">Standard deviation</th><th class="n">Smallest – largest</th><th class="n">Void area over area</th><th class="n">Mean intercept</th><th class="n">Over the inside</th></tr></thead>
            <tbody>
            {Markup.Join(rows)}{all}</tbody>
            </table></div>
            <p class="soft small">Thickness is the mean of its values, at right angles to the layers; its interval joins their spread, the boundaries moved by one pixel, and the scale. Void and mean intercept (literal) are those of the whole layer, along it, with their 95&#8239;% intervals below; the numbers above are those of the white rectangle. The last column is the mean intercept of a surface layer over that of the inside.</p>
            """));

        Markup Row(string name, LayerThickness? thickness, Estimate? porosity, Intercept.DirectionResult? pores, double? ratio, Estimate? ratioEstimate)
        {
            var mean = thickness is null ? null : thickness.Nm ?? thickness.Px;
            var unit = thickness?.Nm is { } nm ? ShownUnit.ForNanometres(nm.Value) : ShownUnit.Pixel;
            var perPx = mean is null ? 1 : mean.Value / thickness!.Px.Value;
            string Of(double px) => Figures.Number(px * perPx * unit.Factor, Figures.Decimals(mean!, unit) + 1);
            var chord = (pores?.Nm ?? pores?.Px)?.Literal;
            var chordUnit = chord is null || pores!.Nm is null ? ShownUnit.Pixel : ShownUnit.ForNanometres(chord.Value);
            return Markup.Of(
                $"""
                <tr><td>{name}</td><td class="n"><strong>{(mean is null ? "–" : Figures.Value(mean, unit))}</strong></td><td class="n">{(mean is null ? "–" : Figures.Joined(mean, unit))}</td><td class="n">{(thickness is null ? "–" : Figures.Count(thickness.ValuesPx.Count))}</td><td class="n">{(thickness is null ? "–" : Of(thickness.StandardDeviationPx))}</td><td class="n">{(thickness is null ? "–" : $"{Of(thickness.SmallestPx)} – {Of(thickness.LargestPx)}")}</td><td class="n">{Measured(porosity, ShownUnit.PercentOfFraction)}</td><td class="n">{Measured(chord, chordUnit)}</td><td class="n">{(ratioEstimate is not null ? Measured(ratioEstimate, ShownUnit.None) : Markup.Of($"{(ratio is { } r ? Figures.Number(r, 2) : "–")}"))}</td></tr>

                """);
        }
    }

    private static Markup Measured(Estimate? estimate, ShownUnit unit) => estimate is null
        ? Markup.Of($"–")
        : Markup.Of($"{Figures.Value(estimate, unit)}<span class=\"sub\">{Figures.Joined(estimate, unit)}</span>");
}

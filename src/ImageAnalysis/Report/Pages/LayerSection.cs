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
        LayerThickness?[] thicknesses = [.. result.Layers.Select(l => l.Thickness), result.Layers.Count > 1 ? result.Thickness : null];
        var (lengthUnit, chordUnit) = (OneUnit(thicknesses.Select(t => t?.Nm)), OneUnit(result.Layers.Select(l => l.Pores?.Nm?.Literal)));
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
            var unit = thickness?.Nm is null ? ShownUnit.Pixel : lengthUnit;
            var perPx = mean is null ? 1 : mean.Value / thickness!.Px.Value;
            string Of(double px) => Figures.Number(px * perPx * unit.Factor, Figures.Decimals(mean!, unit) + 1);
            var chord = (pores?.Nm ?? pores?.Px)?.Literal;
            var poreUnit = pores?.Nm is null ? ShownUnit.Pixel : chordUnit;
            return Markup.Of(
                $"""
                <tr><td>{name}</td><td class="n"><strong>{(mean is null ? "–" : Figures.Value(mean, unit))}</strong></td><td class="n">{(mean is null ? "–" : Figures.WithUnit(Figures.Range(mean, mean.Combined, unit), unit.Name) + Without(mean))}</td><td class="n">{(thickness is null ? "–" : Figures.Count(thickness.ValuesPx.Count))}</td><td class="n">{(thickness is null ? "–" : Figures.WithUnit(Of(thickness.StandardDeviationPx), unit.Name))}</td><td class="n">{(thickness is null ? "–" : Figures.WithUnit($"{Of(thickness.SmallestPx)} – {Of(thickness.LargestPx)}", unit.Name))}</td><td class="n">{Measured(porosity, ShownUnit.PercentOfFraction)}</td><td class="n">{Measured(chord, poreUnit)}</td><td class="n">{(ratioEstimate is not null ? Measured(ratioEstimate, ShownUnit.None) : Markup.Of($"{(ratio is { } r ? Figures.Number(r, 2) : "–")}"))}</td></tr>

                """);
        }
    }

    /// <summary>The unit of a column: that of its largest number.</summary>
    private static ShownUnit OneUnit(IEnumerable<Estimate?> column) => ShownUnit.ForNanometres(column.Max(e => e?.Value) ?? 0);

    private static string Without(Estimate estimate) => estimate.Without is { } part ? $", {part}" : "";

    private static Markup Measured(Estimate? estimate, ShownUnit unit) => estimate is null
        ? Markup.Of($"–")
        : Markup.Of($"{Figures.Value(estimate, unit)}<span class=\"sub\">{Figures.Joined(estimate, unit)}</span>");
}

using ImageAnalysis.Particles;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Report.Pages;

/// <summary>Histograms of the void segments and of the particle diameters.</summary>
internal static class DistributionSection
{
    private const string MainColour = "#a93a06";

    public static Markup Write(Analysis analysis)
    {
        var charts = Markup.Join([Chords(analysis), Diameters(analysis)]);
        return charts.Text.Length == 0 ? Markup.Empty : Markup.Of($"<div class=\"charts\">\n{charts}</div>");
    }

    private static Markup Chords(Analysis analysis)
    {
        if (analysis.Intercept is not { } intercept || (intercept.Main.Nm ?? intercept.Main.Px) is not { } means) return Markup.Empty;
        var unit = Unit(analysis, means.Literal);
        var lengths = intercept.Chords
            .Select(c => analysis.Scale.PixelSize is { } size ? size.StepNanometres(c.X1 - c.X0, c.Y1 - c.Y0) * unit.Factor : c.LengthPx).ToList();
        List<ChartMark> marks = [new(means.Literal.Value * unit.Factor, means.Literal.Combined?.Scaled(unit.Factor), "mark-main")];
        if (means.Ratio is { } ratio) marks.Add(new ChartMark(ratio.Value * unit.Factor, null, "mark-other"));
        return Chart(lengths, $"length of a void segment / {unit.Name}", "void segments", marks,
            $"literal mean and its 95\u202F% interval{Lacking(means.Literal)}", means.Ratio is null ? null : "unbiased mean");
    }

    private static Markup Diameters(Analysis analysis)
    {
        if (analysis.Particles?.Statistics is not { } statistics) return Markup.Empty;
        var mean = statistics.MeanDiameterNm ?? statistics.MeanDiameterPx;
        var unit = Unit(analysis, mean);
        var diameters = analysis.Particles.Particles
            .Where(p => p.Drawn || statistics.Rule == ParticleStatisticsRule.WeightedAll)
            .Select(p => p is { LaNm: { } la, LbNm: { } lb } ? (la + lb) / 2 * unit.Factor : p.DiameterPx).ToList();
        var which = statistics.Rule == ParticleStatisticsRule.Drawn ? "drawn particles" : "particles";
        return Chart(diameters, $"diameter (La + Lb)/2 / {unit.Name}", which,
            [new ChartMark(mean.Value * unit.Factor, mean.Combined?.Scaled(unit.Factor), "mark-main")],
            $"{(statistics.Rule == ParticleStatisticsRule.Drawn ? "number-average" : "weighted mean")} and its 95\u202F% interval{Lacking(mean)}", null);
    }

    private static Markup Chart(List<double> values, string xLabel, string yLabel, IReadOnlyList<ChartMark> marks, string main, string? other)
    {
        if (Histogram.Of(values) is not { } histogram) return Markup.Empty;
        var second = other is null
            ? Markup.Empty
            : Markup.Of($"""<span class="key"><i style="background:repeating-linear-gradient(90deg,#1d2329 0 5px,transparent 5px 8px)"></i>{other}</span>""");
        var beyond = histogram.Beyond == 0 ? "" : $" {Figures.Count(histogram.Beyond)} longer than the axis not shown.";
        return Markup.Of(
            $"""
            <figure>
            {HistogramChart.Draw(histogram, xLabel, yLabel, marks)}
            <figcaption>{Figures.Count(values.Count)} {yLabel}{(histogram.Logarithmic ? ", logarithmic axis" : "")}.{beyond} <span class="key"><i style="background:{MainColour}"></i>{main}</span>{second}</figcaption>
            </figure>

            """);
    }

    private static string Lacking(Estimate estimate) => estimate.Without is { } part ? $" {part}" : "";

    private static ShownUnit Unit(Analysis analysis, Estimate estimate) =>
        analysis.Scale.PixelSize is null ? ShownUnit.Pixel : ShownUnit.ForNanometres(estimate.Value);
}

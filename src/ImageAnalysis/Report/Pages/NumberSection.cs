using ImageAnalysis.Intercept;
using ImageAnalysis.Particles;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Report.Pages;

/// <summary>The table of numbers with their 95 % intervals, each component apart.</summary>
internal static class NumberSection
{
    public static Markup Write(Analysis analysis)
    {
        var rows = Markup.Join([Porosity(analysis), .. Intercepts(analysis), .. Particles(analysis)]);
        if (rows.Text.Length == 0) return Markup.Of($"<p>The frame could not be measured; see the <a href=\"#findings\">findings</a>.</p>");
        return Markup.Of(
            $"""
            <div class="scroll"><table>
            <thead><tr><th>Quantity</th><th class="n">Value</th><th class="n">95&#8239;% interval</th><th class="n">Sampling</th><th class="n">Segmentation</th><th class="n">Scale</th></tr></thead>
            <tbody>
            {rows}</tbody>
            </table></div>
            <p class="soft small">Sampling: how far another field of the same specimen could differ. Segmentation: how far the value moves when the boundary moves by one pixel either way. Scale: the uncertainty of the pixel size. The 95&#8239;% interval joins them in quadrature; one “without sampling” leaves out how far other fields could differ, which this frame holds too little to show, and is too narrow. It speaks for this specimen as prepared, not for others.</p>
            {Plan(analysis)}{Directions(analysis)}
            """);
    }

    private static Markup Plan(Analysis analysis) => analysis.Intercept?.Plan is { } plan ? Markup.Of($"<p>{plan.Advice}</p>\n") : Markup.Empty;

    private static Markup Porosity(Analysis analysis) => analysis.Segmentation.Porosity is { } porosity
        ? Row("Void area over area", analysis.Findings.Any(f => f.Code == AnswerSection.NotAPorosity) ? "share of the ground between particles; not a porosity" : "porosity of the section, by pixels", porosity, ShownUnit.PercentOfFraction)
        : Markup.Empty;

    private static IEnumerable<Markup> Intercepts(Analysis analysis)
    {
        if (analysis.Intercept?.Main is not { Px: { } px } main) yield break;
        yield return Length("Mean intercept, literal", "all visible void segments, cut ones included (EP 1 063 256 [0089](3))", main.Nm?.Literal, px.Literal);
        if (px.CompleteOnly is { } complete) yield return Length("Mean intercept, complete only", "segments with both ends visible", main.Nm?.CompleteOnly, complete);
        if (px.Ratio is { } ratio) yield return Length("Mean intercept, unbiased", "void length over half the number of void ends", main.Nm?.Ratio, ratio);
    }

    private static IEnumerable<Markup> Particles(Analysis analysis)
    {
        if (analysis.Particles?.Statistics is not { } statistics) yield break;
        var rule = statistics.Rule == ParticleStatisticsRule.Drawn
            ? $"mean of {Figures.Count(statistics.Count)} particles drawn at random"
            : $"weighted mean of all {Figures.Count(statistics.Count)} particles";
        yield return Length("Number-average diameter", rule, statistics.MeanDiameterNm, statistics.MeanDiameterPx);
        if (statistics.CvPercent is { } cv) yield return Row("Coefficient of variation", "standard deviation (n − 1) over mean", cv, ShownUnit.Percent);
    }

    /// <summary>In a unit of length with the pixels below, or in pixels alone.</summary>
    private static Markup Length(string name, string meaning, Estimate? nm, Estimate px) => nm is null
        ? Row(name, meaning, px, ShownUnit.Pixel)
        : Row(name, meaning, nm, ShownUnit.ForNanometres(nm.Value), Figures.Value(px, ShownUnit.Pixel));

    private static Markup Row(string name, string meaning, Estimate estimate, ShownUnit unit, string below = "")
    {
        var second = below.Length == 0 ? Markup.Empty : Markup.Of($"<span class=\"sub\">{below}</span>");
        return Markup.Of(
            $"""
            <tr><td>{name}<span class="sub">{meaning}</span></td><td class="n"><strong>{Figures.Value(estimate, unit)}</strong>{second}</td><td class="n">{Or(Figures.Joined(estimate, unit))}</td><td class="n soft">{Or(Figures.Range(estimate, estimate.Sampling, unit))}</td><td class="n soft">{Or(Figures.Range(estimate, estimate.Segmentation, unit))}</td><td class="n soft">{Or(Figures.Range(estimate, estimate.Scale, unit))}</td></tr>

            """);
    }

    private static string Or(string text) => text.Length == 0 ? "–" : text;

    private static Markup Directions(Analysis analysis)
    {
        if (analysis.Intercept is not { Directions.Count: > 0 } intercept) return Markup.Empty;
        var rows = intercept.Directions.Select(d => Markup.Of(
            $"""
            <tr><td>{Figures.Number(d.AngleDegrees, 0)}°</td><td class="n">{Figures.Count(d.Segments)}</td><td class="n">{Share(d)}</td><td class="n">{Mean(d, m => m.Literal)}</td><td class="n">{Mean(d, m => m.Ratio)}</td><td class="n soft">{MeanRange(d)}</td></tr>

            """));
        var isotropy = intercept.Isotropy is { } i
            ? $"Largest over smallest: {Figures.Number(i.LargestOverSmallest, 2)}; up to {Figures.Number(i.Tolerance, 2)} the directions are called equal, so the section is {(i.Isotropic ? "isotropic" : "not isotropic")}."
            : "A direction has no mean, so nothing is said about isotropy.";
        return Markup.Of(
            $"""
            <div class="keep"><h3>Directions</h3>
            <div class="scroll"><table>
            <thead><tr><th>Direction</th><th class="n">Void segments</th><th class="n">Void on lines</th><th class="n">Literal mean</th><th class="n">Unbiased mean</th><th class="n">its 95&#8239;% interval</th></tr></thead>
            <tbody>
            {Markup.Join(rows)}</tbody>
            </table></div>
            <p class="soft small">{isotropy} {Protocol(intercept.Protocol)}</p></div>
            """);
    }

    private static string Protocol(ProtocolCheck check)
    {
        if (check.Holds) return $"Every line crosses at least {check.Required.ToString(System.Globalization.CultureInfo.InvariantCulture)} voids.";
        var width = check.NeededWidthNm is { } nm ? Figures.Length(nm) : check.NeededWidthPx is { } px ? Figures.WithUnit(Figures.Number(px), "px") : null;
        var advice = width is null ? "" : $" A frame {width} wide would satisfy the rule{(check.NeededMagnificationFactor is { } f ? $": {Figures.Number(f)} of this magnification" : "")}.";
        return $"{Figures.Count(check.LinesBelow.Count)} {(check.LinesBelow.Count == 1 ? "line crosses" : "lines cross")} fewer than {check.Required.ToString(System.Globalization.CultureInfo.InvariantCulture)} voids.{advice}";
    }

    private static string Share(DirectionResult d) => d.VoidFraction is { } v ? Figures.WithUnit(Figures.Number(100 * v, 1), "%") : "–";

    private static string Mean(DirectionResult d, Func<MeanIntercepts, Estimate?> which) =>
        (d.Nm ?? d.Px) is { } means && which(means) is { } estimate ? Figures.Value(estimate, Unit(d, estimate)) : "–";

    private static string MeanRange(DirectionResult d) =>
        (d.Nm ?? d.Px)?.Ratio is { } ratio ? Or(Figures.Joined(ratio, Unit(d, ratio))) : "–";

    private static ShownUnit Unit(DirectionResult d, Estimate estimate) => d.Nm is null ? ShownUnit.Pixel : ShownUnit.ForNanometres(estimate.Value);
}

using System.Globalization;
using ImageAnalysis.Cli.Runs;
using ImageAnalysis.Cli.Terminal;
using ImageAnalysis.Evaluate;
using ImageAnalysis.Findings;
using ImageAnalysis.Layers;
using ImageAnalysis.Particles;
using ImageAnalysis.Report;
using Spectre.Console;

namespace ImageAnalysis.Cli.Commands;

/// <summary>An analysis on the screen: verdict first, numbers with their intervals, findings in plain words, where the files are.</summary>
internal static class AnalysisView
{
    public static void Show(Screen screen, Analysis analysis, string folder, IReadOnlyList<string> files, bool separated)
    {
        if (separated) screen.Line();
        screen.Show(new Markup($"[bold]{Markup.Escape(analysis.Input.Name)}[/]   {Markup.Escape(Frame(analysis))}\n"));
        screen.Line();
        screen.Show(Numbers(analysis));
        DerivedView.Show(screen, analysis.Evaluation.Derived);
        EvaluationView.Show(screen, analysis.Evaluation);
        ShowFindings(screen, analysis.Findings);
        screen.Line();
        screen.Line($"Written to {folder}{Path.DirectorySeparatorChar}: {string.Join(", ", files.OrderBy(f => f == ImageReport.Page ? 0 : f == ResultFolder.AnalysisName ? 1 : 2))}");
    }

    public static void ShowFindings(Screen screen, IReadOnlyList<Finding> findings)
    {
        if (findings.Count == 0) return;
        screen.Line();
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(0).PadRight(2)).AddColumn(new GridColumn().PadRight(0));
        foreach (var finding in findings.OrderByDescending(f => f.Severity))
        {
            var colour = finding.Severity switch
            {
                Severity.Limit => "red",
                Severity.Warning => "yellow",
                _ => "grey",
            };
            grid.AddRow(
                $"[{colour}]{finding.Severity.ToString().ToLowerInvariant()}[/]",
                $"[bold]{finding.Code}[/]  {Markup.Escape($"{finding.What} {finding.Why} {finding.Mend}".Trim())}");
        }

        screen.Show(grid);
    }

    private static string Frame(Analysis analysis)
    {
        var (page, measured) = (analysis.Field.Page, analysis.Field.Measured);
        var size = string.Create(CultureInfo.InvariantCulture, $"{page.Width} x {page.Height} px");
        if (measured != page) size += string.Create(CultureInfo.InvariantCulture, $", {measured.Width} x {measured.Height} measured");
        return size;
    }

    private static Grid Numbers(Analysis analysis)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(0).PadRight(3)).AddColumn(new GridColumn().PadRight(0));
        void Row(string name, string value) => grid.AddRow(Markup.Escape(name), Markup.Escape(value));

        grid.AddRow("Verdict", $"{EvaluationView.Coloured(analysis.Evaluation.Verdict)}  {Markup.Escape(analysis.Evaluation.Summary)}");
        Row("Structure", Words.Structure(analysis.Structure));
        Row("Scale", analysis.Scale.PixelSize is { } size ? $"{Words.PixelSize(size)}  ({analysis.Scale.Evidence})" : "unknown: lengths are in pixels");
        if (analysis.Layers is { Thickness: { } whole } section)
        {
            Row("Thickness", $"{Words.Length(whole.Nm, whole.Px)}  mean of {whole.ValuesPx.Count} values across the section");
            Row("", Words.Components(whole.Nm ?? whole.Px));
            if (section.Layers.Count > 1)
            {
                foreach (var layer in section.Layers)
                {
                    if (layer.Thickness is { } thickness)
                        Row("", $"{Words.Length(thickness.Nm, thickness.Px)}  {Words.Layer(layer.Kind)}{(layer.Porosity is { } p ? $", void {Words.Fraction(p)}" : "")}{Pores(layer)}");
                }
            }
        }

        if (!analysis.Segmentation.Measurable)
        {
            Row("Measured", "nothing: the frame cannot be measured, see the findings");
            return grid;
        }

        var areal = analysis.Findings.Any(f => f.Code == "not-a-porosity") ? "Void share" : "Porosity";
        Row(areal, analysis.Segmentation.Porosity is { } porosity ? $"{Words.Fraction(porosity)}  {Words.Components(porosity)}" : "none");
        if (analysis.Intercept?.Main is { Px: { } px } main)
        {
            Row("Mean intercept", $"{Words.Length(main.Nm?.Literal, px.Literal)}  literal, {Words.Count(main.Segments, "void segment")} on {Direction(main.AngleDegrees)} lines");
            if (px.CompleteOnly is not null) Row("", $"{Words.Length(main.Nm?.CompleteOnly, px.CompleteOnly)}  complete segments only");
            if (px.Ratio is not null) Row("", $"{Words.Length(main.Nm?.Ratio, px.Ratio)}  unbiased ratio");
            Row("", $"literal {Words.Components(main.Nm?.Literal ?? px.Literal)}");
            if (analysis.Intercept.Plan is { } plan) Row("", plan.Advice);
        }

        if (analysis.Particles is { } particles) AddParticles(particles, Row);
        return grid;
    }

    private static string Pores(Layer layer) => layer.Pores?.Px?.Literal is { } px ? $", pores {Words.Length(layer.Pores.Nm?.Literal, px)}" : "";

    private static void AddParticles(ParticleResult particles, Action<string, string> row)
    {
        row("Particles", string.Create(CultureInfo.InvariantCulture, $"{particles.Particles.Count} measured, {particles.Truncated} cut by the frame and left out"));
        if (particles.Statistics is not { } statistics) return;
        var over = statistics.Rule == ParticleStatisticsRule.Drawn ? "drawn at random" : "all, weighted";
        row("Mean diameter", string.Create(CultureInfo.InvariantCulture, $"{Words.Length(statistics.MeanDiameterNm, statistics.MeanDiameterPx)}  number average of {statistics.Count} ({over})"));
        row("", Words.Components(statistics.MeanDiameterNm ?? statistics.MeanDiameterPx));
        if (statistics.CvPercent is { } cv) row("CV", $"{Words.Percent(cv)}  {Words.Components(cv)}");
    }

    private static string Direction(double degrees) => degrees switch
    {
        0 => "horizontal",
        90 => "vertical",
        _ => string.Create(CultureInfo.InvariantCulture, $"{degrees:0.###}°"),
    };
}

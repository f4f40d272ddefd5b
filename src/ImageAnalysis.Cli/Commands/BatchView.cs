using System.Globalization;
using ImageAnalysis.Cli.Batch;
using ImageAnalysis.Cli.Runs;
using ImageAnalysis.Cli.Terminal;
using ImageAnalysis.Evaluate;
using ImageAnalysis.Report.Tables;
using Spectre.Console;

namespace ImageAnalysis.Cli.Commands;

/// <summary>What --json says of a batch.</summary>
/// <param name="Format">Name and version of this form.</param>
/// <param name="Folder">Folder with the images.</param>
/// <param name="Run">Folder of the run.</param>
/// <param name="Done">Images with a result.</param>
/// <param name="Reused">Those of an earlier run among them.</param>
/// <param name="Failed">Images without one.</param>
/// <param name="Rows">The rows of summary.csv.</param>
/// <param name="Kept">Results of earlier calls whose images are not in the folder any more.</param>
internal sealed record BatchReport(string Format, string Folder, string Run, int Done, int Reused, int Failed, IReadOnlyList<SummaryRow> Rows, IReadOnlyList<KeptResult> Kept)
{
    public static BatchReport Of(BatchPlan plan, BatchResult result) => new(
        FolderRecord.Batch, plan.Folder, plan.Run.Root, result.Rows.Count(r => !r.Failed), result.Reused, result.Rows.Count(r => r.Failed), result.Rows, result.Kept);
}

/// <summary>A batch on the screen: a table, the files that failed with the reason, the findings by how often they occur.</summary>
internal static class BatchView
{
    // More rows are for summary.csv and summary.html.
    private const int MostRows = 200, MostFailures = 40;

    public static void Show(Screen screen, BatchPlan plan, BatchResult result, TimeSpan took)
    {
        var done = result.Rows.Where(r => !r.Failed).ToList();
        if (done.Count > 0) screen.Show(Table(done));
        if (done.Count > MostRows) screen.Line(string.Create(CultureInfo.InvariantCulture, $"... and {done.Count - MostRows} more in summary.csv"));
        if (done.Count > 0) screen.Line("The 95 % interval of every number is in summary.csv and summary.html.");
        ShowFailures(screen, [.. result.Rows.Where(r => r.Failed)]);
        ShowFindings(screen, done);
        ShowKept(screen, plan, result.Kept);
        screen.Line();
        var reused = result.Reused > 0 ? string.Create(CultureInfo.InvariantCulture, $", {result.Reused} of them by an earlier call") : "";
        screen.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{Words.Count(result.Rows.Count, "image")}: {done.Count} done{reused}, {result.Rows.Count - done.Count} failed, in {Words.Time(took)}.{Verdicts(done)}"));
        screen.Line($"Written to {plan.Run.Root}{Path.DirectorySeparatorChar}: {string.Join(", ", new[] { plan.Run.SummaryCsv, plan.Run.SummaryHtml, plan.Run.ParticlesCsv }.Where(File.Exists).Select(Path.GetFileName))}, images/");
    }

    private static Table Table(List<SummaryRow> rows)
    {
        var table = new Table().Border(TableBorder.Simple)
            .AddColumn("file")
            .AddColumn("structure")
            .AddColumn(new TableColumn("porosity").RightAligned().NoWrap())
            .AddColumn(new TableColumn("mean intercept").RightAligned().NoWrap())
            .AddColumn(new TableColumn("particles").RightAligned().NoWrap())
            .AddColumn(new TableColumn("mean diameter").RightAligned().NoWrap())
            .AddColumn(new TableColumn("CV %").RightAligned().NoWrap())
            .AddColumn(new TableColumn("verdict").NoWrap());
        foreach (var row in rows.Take(MostRows))
        {
            table.AddRow(
                Markup.Escape(row.File),
                row.Undecided is not null ? SummaryTable.Undecided : row.Structure is { } structure ? Words.Structure(structure) : "",
                row.Porosity is { } porosity ? porosity.ToString("0.000", CultureInfo.InvariantCulture) : "",
                Words.BareLength(row.MeanInterceptNm, row.MeanInterceptPx),
                row.Particles?.ToString(CultureInfo.InvariantCulture) ?? "",
                Words.BareLength(row.NumberAverageDiameterNm, row.NumberAverageDiameterPx),
                row.CvPercent is { } cv ? cv.Value.ToString("0.0", CultureInfo.InvariantCulture) : "",
                row.Verdict is { } verdict ? EvaluationView.Coloured(verdict) : "");
        }

        return table;
    }

    private static void ShowFailures(Screen screen, List<SummaryRow> failed)
    {
        if (failed.Count == 0) return;
        screen.Line();
        screen.Line("Failed:");
        var grid = new Grid().AddColumn(new GridColumn().PadLeft(2).PadRight(0));
        foreach (var row in failed.Take(MostFailures))
        {
            // Most messages begin with the file.
            var error = row.Error!.StartsWith($"{row.File}: ", StringComparison.Ordinal) ? row.Error[(row.File.Length + 2)..] : row.Error;
            grid.AddRow($"[red]{Markup.Escape(row.File)}[/]  {Markup.Escape(error)}");
        }

        screen.Show(grid);
        if (failed.Count > MostFailures) screen.Line(string.Create(CultureInfo.InvariantCulture, $"  ... and {failed.Count - MostFailures} more in summary.csv"));
    }

    private static void ShowKept(Screen screen, BatchPlan plan, IReadOnlyList<KeptResult> kept)
    {
        if (kept.Count == 0) return;
        screen.Line();
        screen.Line(string.Create(CultureInfo.InvariantCulture, $"{Words.Count(kept.Count, "result")} of images that are not in {plan.Folder} any more, in no table. Delete what is not wanted:"));
        foreach (var result in kept.Take(MostFailures)) screen.Line($"  {result.File}: {Path.Combine(plan.Run.Root, result.Folder)}");
        if (kept.Count > MostFailures) screen.Line(string.Create(CultureInfo.InvariantCulture, $"  ... and {kept.Count - MostFailures} more in summary.html"));
    }

    private static void ShowFindings(Screen screen, List<SummaryRow> done)
    {
        var counts = done.SelectMany(r => r.Findings).CountBy(code => code).OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).ToList();
        if (counts.Count == 0) return;
        screen.Line();
        screen.Line("Findings, with the number of images:");
        screen.Show(new Padder(new Text(string.Join(", ", counts.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Key} {c.Value}")))), new Padding(2, 0, 0, 0)));
    }

    private static string Verdicts(List<SummaryRow> done)
    {
        var judged = done.Where(r => r.Verdict is not (null or Verdict.NotJudged)).CountBy(r => r.Verdict!.Value).OrderBy(c => c.Key).ToList();
        return judged.Count == 0 ? "" : $" Verdicts: {string.Join(", ", judged.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Value} {c.Key}")))}.";
    }
}

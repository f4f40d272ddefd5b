using System.CommandLine;
using System.Globalization;
using ImageAnalysis.Cli.Runs;
using ImageAnalysis.Cli.Terminal;
using ImageAnalysis.Training.Verification;
using Spectre.Console;

namespace ImageAnalysis.Cli.Commands;

/// <summary>How far the numbers are from the truth, on this machine.</summary>
internal static class VerifyCommand
{
    public static Command Create(Screen screen)
    {
        var defaults = new VerificationRequest();
        var seed = new Option<ulong>("--seed") { Description = "Seed of the pictures. Another seed gives others of the same kinds.", HelpName = "N", DefaultValueFactory = _ => defaults.Seed };
        var count = new Option<int>("--count") { Description = "Pictures per family and severity.", HelpName = "N", DefaultValueFactory = _ => defaults.PerSeverity };
        var only = new Option<VerificationSubject[]>("--only") { Description = "Only pictures of this subject. May be repeated.", HelpName = "SUBJECT", DefaultValueFactory = _ => [] };
        var coverage = new Option<int>("--coverage") { Description = "Frames per specimen on which intervals are judged; 0: none. With --only: none.", HelpName = "N", DefaultValueFactory = _ => defaults.CoverageCases };
        var table = new Option<string?>("--out") { Description = "Write the table to this CSV file too.", HelpName = "FILE" };
        var jobs = new Option<int>("--jobs") { Description = "Pictures at once; the result does not depend on it.", HelpName = "N", DefaultValueFactory = _ => defaults.Parallelism };
        var common = new CommonOptions();
        var verb = new Verb("verify", "Render pictures whose truth is exact, measure them, and state the errors beside the promised limits: 0 when all hold, else 1.",
        [
            new("imageanalysis verify", "the whole set: two or three minutes"),
            new("imageanalysis verify --only sections --count 2", "a quick look at one subject"),
            new("imageanalysis verify --seed 7 --out seed7.csv", "pictures nobody has seen, kept as a table"),
        ])
        {
            seed, count, only, coverage, table, jobs, common.Pipeline, common.Set, common.Json,
        };
        verb.SetAction(parsed =>
        {
            var request = new VerificationRequest
            {
                Seed = parsed.GetValue(seed),
                PerSeverity = AtLeastOne("--count", parsed.GetValue(count)),
                Subjects = parsed.GetValue(only)!,
                CoverageCases = Math.Max(0, parsed.GetValue(coverage)),
                Parallelism = AtLeastOne("--jobs", parsed.GetValue(jobs)),
            };
            var options = RunSetup.ReadPipeline(parsed, common, out var folder);
            return (int)Run(screen, request, RunSetup.Create(options, folder, folder).WithoutCriteria(), parsed.GetValue(table), parsed.GetValue(common.Json));
        });
        return verb;
    }

    private static ExitCode Run(Screen screen, VerificationRequest request, RunSetup setup, string? table, bool json)
    {
        var report = LongWork.Run(screen, tell => Verifier.Verify(request, setup.Analyzer, (done, total) => tell("Rendering and measuring", done, total)));
        if (table is not null) Faults.Writing(table, () => File.WriteAllText(table, VerificationTable.Write(report)));
        if (json) screen.Raw(CliJson.Write(report));
        else Show(screen, report);
        return report.Holds ? ExitCode.Done : ExitCode.CheckFailed;
    }

    private static void Show(Screen screen, VerificationReport report)
    {
        screen.Show(Errors(report));
        screen.Line();
        if (report.Coverage.Count > 0)
        {
            screen.Show(Intervals(report));
            screen.Line();
        }

        screen.Show(Promises(report));
        screen.Line();
        foreach (var failure in report.Failures) screen.Line($"No result: {failure}");
        var held = report.Promises.Count(p => p.Holds) + report.Coverage.Count(c => c.Holds);
        screen.Line(string.Create(CultureInfo.InvariantCulture, $"{held} of {report.Promises.Count + report.Coverage.Count} limits hold (seed {report.Seed}, {report.PerSeverity} pictures per family and severity)."));
    }

    private static Table Errors(VerificationReport report)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("error of").AddColumn("family").AddColumn("unit");
        for (var severity = 0; severity < 4; severity++)
            table.AddColumn(new TableColumn(string.Create(CultureInfo.InvariantCulture, $"severity {severity}")).RightAligned());
        foreach (var line in report.Errors.GroupBy(e => (e.Estimator, e.Subject, e.Family)))
        {
            table.AddRow(
            [
                Words(line.Key.Estimator), $"{Words(line.Key.Subject)}: {line.Key.Family}", VerificationTable.Unit(line.Key.Estimator),
                .. Enumerable.Range(0, 4).Select(severity => Cell(line.FirstOrDefault(e => e.Severity == severity))),
            ]);
        }

        return table;
    }

    private static Table Intervals(VerificationReport report)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("intervals: what").AddColumn("specimen")
            .AddColumn(new TableColumn("frames").RightAligned()).AddColumn(new TableColumn("reached").RightAligned())
            .AddColumn(new TableColumn("limit").RightAligned()).AddColumn("unit").AddColumn("holds");
        foreach (var row in report.Coverage)
        {
            table.AddRow(
                Words(row.Limit.Estimator),
                row.Family,
                string.Create(CultureInfo.InvariantCulture, $"{row.Cases} of {row.Rendered}"),
                Number(row.Reached),
                VerificationTable.Range(row.Limit),
                row.Limit.Unit,
                row.Holds ? "[green]yes[/]" : "[red]no[/]");
        }

        return table;
    }

    private static Table Promises(VerificationReport report)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("promise").AddColumn("over").AddColumn("severity")
            .AddColumn(new TableColumn("pictures").RightAligned()).AddColumn(new TableColumn("reached").RightAligned())
            .AddColumn(new TableColumn("limit").RightAligned()).AddColumn("unit").AddColumn("holds");
        foreach (var row in report.Promises)
        {
            var limit = row.Limit;
            table.AddRow(
                Words(limit.Estimator) + (limit.Quantile is { } percent ? string.Create(CultureInfo.InvariantCulture, $", {percent} %") : ""),
                string.Join(", ", limit.Subjects.Count > 3 ? ["everything measurable"] : limit.Subjects.Select(Words)),
                VerificationTable.Severities(limit.Severities),
                row.Pictures.ToString(CultureInfo.InvariantCulture),
                Number(row.Reached),
                $"{(limit.IsFloor ? "≥" : "≤")} {limit.Limit.ToString(CultureInfo.InvariantCulture)}",
                limit.Unit,
                row.Holds ? "[green]yes[/]" : "[red]no[/]");
        }

        return table;
    }

    /// <summary>Median absolute error, and in brackets the median signed one, which shows the way it errs.</summary>
    private static string Cell(ErrorRow? row) =>
        row is null ? "" : row.Bias is { } bias ? string.Create(CultureInfo.InvariantCulture, $"{Number(row.Median)} ({bias:+0.0;-0.0;0.0})") : Number(row.Median);

    private static string Number(double? value) => value?.ToString("0.00", CultureInfo.InvariantCulture) ?? "none";

    /// <summary>"mean intercept" of MeanIntercept.</summary>
    private static string Words<T>(T value)
        where T : struct, Enum => string.Concat(value.ToString().Select((c, i) => char.IsUpper(c) ? (i > 0 ? " " : "") + char.ToLowerInvariant(c) : c.ToString()));

    private static int AtLeastOne(string option, int value) => value >= 1 ? value
        : throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"{option} {value}: this is too few."), "At least one is needed.", "Give a larger number.");
}

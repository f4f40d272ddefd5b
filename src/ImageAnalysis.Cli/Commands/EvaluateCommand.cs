using System.CommandLine;
using System.Globalization;
using ImageAnalysis.Cli.Batch;
using ImageAnalysis.Cli.Runs;
using ImageAnalysis.Cli.Samples;
using ImageAnalysis.Cli.Terminal;
using ImageAnalysis.Evaluate;
using ImageAnalysis.Findings;
using ImageAnalysis.Report;
using Spectre.Console;

namespace ImageAnalysis.Cli.Commands;

/// <summary>A sample, its images and its laboratory values, against the criteria.</summary>
internal static class EvaluateCommand
{
    public static Command Create(Screen screen)
    {
        var sample = new Argument<string>("SAMPLE") { Description = "Sample file: JSON with one sample, or CSV with a row for each." };
        var outFolder = new Option<string?>("--out") { Description = "Folder for the results. Without it: NAME-evaluation in the current folder.", HelpName = "DIR" };
        var finished = new Option<string?>("--run")
        {
            Description = "Take what this finished batch measured instead of measuring again. Images that it has not, or has otherwise, are named and left out.",
            HelpName = "RUN",
        };
        var common = new CommonOptions();
        var verb = new Verb("evaluate", "Judge samples: analyse their images, join the laboratory values, and state a verdict for every criterion.",
        [
            new("imageanalysis evaluate sample.json", "by the criteria that the sample names"),
            new("imageanalysis evaluate sample.json --criteria membrane,electrode", "by these"),
            new("imageanalysis evaluate samples.csv", "many samples; one that is faulty never stops the rest"),
            new("imageanalysis evaluate samples.csv --run RUN", "the same, by what a batch has measured already"),
            new("imageanalysis evaluate samples.csv --json", "for programs: a list with an entry for each sample"),
            new("imageanalysis evaluate sample.json --fail-on-verdict", "exit code 4 where the verdict is Fail"),
        ])
        {
            sample, outFolder, finished, common.PixelSizeNm, common.Scales, common.Pipeline, common.Set, common.Criteria, common.Json, common.NoPictures, common.FailOnVerdict,
        };
        verb.SetAction(parsed =>
        {
            if (parsed.GetValue(finished) is not null && (parsed.GetValue(common.PixelSizeNm) ?? parsed.GetValue(common.Scales)) is not null)
                throw new UsageException("--run was given with a pixel size.", "What a batch measured has the pixel size that the batch was given.", "Give --pixel-size-nm and --scales to the batch, or evaluate without --run.");
            var path = parsed.GetValue(sample)!;
            var text = ReadSample(path);
            var isTable = Path.GetExtension(path).Equals(".csv", StringComparison.OrdinalIgnoreCase);
            var setup = RunSetup.Read(parsed, common, isTable ? null : (text, path));
            IReadOnlyList<SampleRow> rows = isTable ? SampleReader.ReadCsv(text, path, Known(text, path, setup)) : [Single(SampleReader.ReadJson(text, path, setup.Criteria))];
            var root = parsed.GetValue(outFolder) ?? $"{Path.GetFileNameWithoutExtension(path)}-evaluation";
            var beside = Path.GetDirectoryName(Path.GetFullPath(path))!;
            var files = rows.SelectMany(r => r.Sample?.Images ?? []).Select(i => Path.Combine(beside, i.File)).Distinct(StringComparer.Ordinal).ToList();
            var plan = new SamplePlan(
                path,
                new RunFolder(root),
                setup,
                parsed.GetValue(common.Criteria)!.Length == 0,
                common.ReadPixelSize(parsed),
                parsed.GetValue(common.Scales) is { } table ? ScalesFile.Read(table, files) : null,
                parsed.GetValue(common.NoPictures) ? ReportParts.Tables : ReportParts.All,
                parsed.GetValue(finished) is { } run ? FinishedRun.Open(run, setup) : null);
            // Faults of the one sample's criteria come up before the first image is opened.
            if (!isTable) plan.CriteriaOf(rows[0].Sample!);
            FolderRecord.Claim(root, FolderRecord.Evaluation, path);
            return (int)Run(screen, plan, rows, isTable, parsed.GetValue(common.Json), parsed.GetValue(common.FailOnVerdict));
        });
        return verb;
    }

    private static SampleRow Single(Sample sample) => new(sample.Name, sample, null);

    /// <summary>The rule sets whose quantities a table may state: those of the run, and the users' own that its rows name. A faulty one is a fault of the rows that name it.</summary>
    private static IReadOnlyList<CriteriaSet> Known(string text, string path, RunSetup setup)
    {
        var known = setup.Criteria.ToList();
        foreach (var name in SampleReader.CriteriaOfCsv(text).Where(n => n.EndsWith(".json", StringComparison.OrdinalIgnoreCase)))
        {
            try
            {
                known.AddRange(CriteriaSets.Select([name], n => Faults.ReadText(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, n), "criteria file")));
            }
            catch (Exception fault) when (fault is CriteriaInvalidException or UsageException)
            {
                // Said of each sample that asks for it.
            }
        }

        return [.. known.DistinctBy(s => s.Sha256)];
    }

    private static ExitCode Run(Screen screen, SamplePlan plan, IReadOnlyList<SampleRow> rows, bool isTable, bool json, bool failOnVerdict)
    {
        var outcomes = LongWork.Run(screen, plan.Finished is null ? "Analysing images" : "Reading results", rows.Sum(r => r.Sample?.Images.Count ?? 0),
            step => rows.Select(row => SampleRunner.Run(plan, row, step)).ToList());
        foreach (var fault in outcomes.SelectMany(o => o.Failed)) screen.Fail(fault);
        var bytes = isTable ? CliJson.Write(outcomes.Select(o => o.Result)) : CliJson.Write(outcomes[0].Result);
        var files = isTable ? EvaluationFiles.WriteMany(plan, outcomes, bytes) : EvaluationFiles.WriteOne(plan, outcomes[0], bytes);
        if (json)
        {
            screen.Raw(bytes);
        }
        else
        {
            if (isTable) EvaluationView.ShowSamples(screen, [.. outcomes.Select(o => o.Result)]);
            else Show(screen, outcomes[0]);
            screen.Line();
            screen.Line($"Written to {plan.Run.Root}{Path.DirectorySeparatorChar}: {string.Join(", ", files)}{(plan.Finished is null && outcomes.Exists(o => o.Result.Images.Any(i => i.Analysis is not null)) ? ", images/" : "")}");
        }

        return !outcomes.Exists(o => o.Usable) ? ExitCode.NoUsableInput
            : failOnVerdict && outcomes.Exists(o => o.Result.Verdict == Verdict.Fail) ? ExitCode.VerdictFailed
            : ExitCode.Done;
    }

    private static void Show(Screen screen, SampleOutcome outcome)
    {
        if (outcome is not { Sample: { } sample, Evaluation: { } evaluation }) return;
        var counts = string.Create(
            CultureInfo.InvariantCulture, $"{Words.Count(outcome.Result.Images.Count(i => i.Error is null), "image")}, {Words.Count(sample.Laboratory.Count + sample.Curves.Count, "laboratory value")}");
        screen.Show(new Markup($"[bold]{Markup.Escape(sample.Name)}[/]   {counts}\n"));
        screen.Line();
        screen.Show(new Markup($"Verdict  {EvaluationView.Coloured(evaluation.Verdict)}  {Markup.Escape(evaluation.Summary)}\n"));
        EvaluationView.ShowPooled(screen, evaluation.Pooled);
        DerivedView.Show(screen, evaluation.Derived);
        EvaluationView.ShowNext(screen, evaluation.NextTemperatures);
        EvaluationView.Show(screen, evaluation);
        AnalysisView.ShowFindings(screen, evaluation.Findings);
    }

    private static string ReadSample(string path)
    {
        try
        {
            var text = File.ReadAllText(path);
            return text.Contains('\0', StringComparison.Ordinal)
                ? throw new InputException($"{path}: this is no sample file.", "It is no text; a sample is JSON, and a table of samples CSV.", $"Name the image in a sample file; to judge one image alone: imageanalysis analyze {Path.GetFileName(path)} --criteria membrane")
                : text;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: the sample cannot be read.", Faults.Why(path, fault),
                Directory.Exists(path) ? "Give the JSON or CSV file of the sample; imageanalysis batch measures the images of a folder." : "Check the path.");
        }
    }
}

using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using ImageAnalysis.Cli.Batch;
using ImageAnalysis.Cli.Runs;
using ImageAnalysis.Cli.Terminal;
using ImageAnalysis.Evaluate;
using ImageAnalysis.Report;

namespace ImageAnalysis.Cli.Commands;

/// <summary>Every image of a folder, one table.</summary>
internal static class BatchCommand
{
    public static Command Create(Screen screen)
    {
        var folder = new Argument<string>("FOLDER") { Description = "Folder with micrographs; folders below it are searched too." };
        var outFolder = new Option<string>("--out") { Description = "Folder of the run. Given again, it is continued.", HelpName = "RUN", Required = true };
        var jobs = new Option<int>("--jobs")
        {
            Description = "Images to work on at once. Without it: one for each processor.",
            HelpName = "N",
            DefaultValueFactory = _ => Environment.ProcessorCount,
        };
        var common = new CommonOptions();
        var verb = new Verb("batch", "Analyse every image of a folder into one run: summary.csv, summary.html, particles.csv, and a folder for each image. One bad file never stops the rest; a run that was stopped goes on where it was.",
        [
            new("imageanalysis batch images --out run", "everything; again: only what is new or changed"),
            new("imageanalysis batch images --out run --jobs 8 --no-pictures", "numbers only, eight images at once"),
            new("imageanalysis batch images --out run --scales scales.csv", "pixel sizes from a table; images/scales.csv is taken by itself"),
            new("imageanalysis batch images --out run --criteria electrode --fail-on-verdict", "exit code 4 where an image fails"),
        ])
        {
            folder, outFolder, jobs, common.Scales, common.PixelSizeNm, common.Pipeline, common.Set, common.Criteria, common.Json, common.NoPictures, common.FailOnVerdict,
        };
        verb.SetAction(parsed =>
        {
            if (parsed.GetValue(jobs) < 1)
                throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--jobs {parsed.GetValue(jobs)}: this is no number of images."), "At least one image must be worked on.", "Give a number from 1.");
            var images = parsed.GetValue(folder)!;
            var run = new RunFolder(parsed.GetValue(outFolder)!);
            if (!Directory.Exists(images)) throw new InputException($"{images}: there is no such folder.", "A batch works through a folder.", "Check the path; for single images use analyze.");
            var scan = FolderScan.Of(images, run.Root);
            foreach (var unreadable in scan.Unreadable) screen.Note($"warning: {unreadable} Images in there have no row.");
            if (scan.Images.Count == 0) throw new InputException($"{images}: there is no image in this folder.", "TIFF, PNG, JPEG and BMP are looked for, in folders below it too.", "Check the path.");
            var beside = Path.Combine(images, ScalesFile.DefaultName);
            var table = parsed.GetValue(common.Scales) ?? (File.Exists(beside) ? beside : null);
            var plan = new BatchPlan(
                images,
                scan.Images,
                run,
                RunSetup.Read(parsed, common),
                common.ReadPixelSize(parsed),
                table is null ? null : ScalesFile.Read(table, scan.Images.Select(i => Path.Combine(images, i))),
                parsed.GetValue(common.NoPictures) ? ReportParts.Tables : ReportParts.All,
                parsed.GetValue(jobs));
            return (int)Run(screen, plan, parsed.GetValue(common.Json), parsed.GetValue(common.FailOnVerdict));
        });
        return verb;
    }

    private static ExitCode Run(Screen screen, BatchPlan plan, bool json, bool failOnVerdict)
    {
        var watch = Stopwatch.StartNew();
        var result = LongWork.Run(screen, "Analysing", plan.Files.Count, step => BatchRunner.Run(plan, _ => step()));
        if (json) screen.Raw(CliJson.Write(BatchReport.Of(plan, result)));
        else BatchView.Show(screen, plan, result, watch.Elapsed);
        return result.Rows.All(r => r.Failed) ? ExitCode.NoUsableInput
            : failOnVerdict && result.Rows.Any(r => r.Verdict == Verdict.Fail) ? ExitCode.VerdictFailed
            : ExitCode.Done;
    }
}

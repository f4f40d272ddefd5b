using System.Diagnostics;
using System.Text;
using ImageAnalysis.Findings;
using ImageAnalysis.Ingest;
using ImageAnalysis.Pipeline;
using ImageAnalysis.Report;
using ImageAnalysis.Report.Tables;

namespace ImageAnalysis.Cli.Runs;

/// <summary>One image to analyse and where its result goes.</summary>
/// <param name="Path">The image on disk.</param>
/// <param name="Input">Its bytes, under the name that the result states.</param>
/// <param name="Request">What the user decided about it.</param>
/// <param name="Folder">Folder of the result.</param>
/// <param name="Parts">What to write beside analysis.json.</param>
internal sealed record ImageTask(string Path, InputFile Input, AnalysisRequest Request, string Folder, ReportParts Parts);

/// <summary>
/// The folder of one result. Everything is written beside it first and then moved in, run.json last: a folder with a run.json is complete, however
/// the process ended.
/// </summary>
internal static class ResultFolder
{
    public const string AnalysisName = "analysis.json";

    /// <summary>Analyses one image and writes the result.</summary>
    /// <returns>The analysis and the names of the files in its folder.</returns>
    public static (Analysis Analysis, IReadOnlyList<string> Files) Make(ImageTask task, RunSetup setup)
    {
        var started = DateTimeOffset.UtcNow;
        var watch = Stopwatch.StartNew();
        using var run = setup.Analyzer.Analyze(task.Input, task.Request);
        var took = watch.Elapsed;
        var analysis = AnalysisJson.Write(run.Analysis);
        List<ReportFile> files = [new ReportFile(AnalysisName, analysis), .. Reports(run, task)];
        var names = files.Select(f => f.Name).ToList();
        var (at, host, system) = RunRecord.Circumstances(started);
        var record = new RunRecord(
            RunRecord.CurrentFormat, Path.GetFullPath(task.Path), setup.Folder, setup.CriteriaFolder, RunRecord.FingerprintOf(task.Input, task.Request, setup, task.Parts),
            RunRecord.Sha256(analysis), names, at, Math.Round(took.TotalSeconds, 4), host, system);
        files.Add(new ReportFile(RunRecord.FileName, CliJson.Write(record)));
        Faults.Writing(task.Folder, () => Write(task.Folder, files));
        return (run.Analysis, names);
    }

    /// <summary>Refuses a folder that holds something other than the result of this very image.</summary>
    public static void CheckFree(string folder, string imagePath)
    {
        if (File.Exists(folder))
            throw new UsageException($"{folder}: this is a file.", "The results go into a folder of this name.", "Give another one with --out.");
        if (!Directory.Exists(folder) || !Directory.EnumerateFileSystemEntries(folder).Any()) return;
        var record = RunRecord.Find(folder)
            ?? throw new UsageException($"{folder}: the folder holds other files.", "Nothing is overwritten that an analysis did not write.", "Give another folder with --out, or empty this one.");
        if (record.Input != Path.GetFullPath(imagePath))
            throw new UsageException($"{folder}: the folder holds the analysis of another image.", $"It was made from {record.Input}.", "Give another folder with --out, or delete this one.");
    }

    /// <summary>The result that an earlier call left, if it is whole and made from the same bytes by the same means; else null.</summary>
    public static Analysis? FindFinished(ImageTask task, RunSetup setup)
    {
        try
        {
            if (RunRecord.Find(task.Folder) is not { } record || record.Fingerprint != RunRecord.FingerprintOf(task.Input, task.Request, setup, task.Parts)) return null;
            if (!record.Files.All(name => File.Exists(Path.Combine(task.Folder, name)))) return null;
            var bytes = File.ReadAllBytes(Path.Combine(task.Folder, AnalysisName));
            return RunRecord.Sha256(bytes) == record.AnalysisSha256 ? AnalysisJson.Read(bytes, AnalysisName) : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ResultInvalidException)
        {
            // What cannot be read is made again.
            return null;
        }
    }

    private static IEnumerable<ReportFile> Reports(AnalyzedMicrograph run, ImageTask task)
    {
        foreach (var file in ImageReport.Files(run.Analysis, run.Micrograph, run.Segmented, task.Parts))
        {
            // In a batch the rows name the file as the summary does, so that the tables of all images add up to one.
            yield return file.Name == ImageReport.ParticlesCsv
                ? file with { Content = Encoding.UTF8.GetBytes(ParticleTable.Write(run.Analysis, run.Analysis.Input.Name)) }
                : file;
        }
    }

    private static void Write(string folder, IReadOnlyList<ReportFile> files)
    {
        var work = $"{Path.TrimEndingDirectorySeparator(folder)}.partial";
        if (Directory.Exists(work)) Directory.Delete(work, recursive: true);
        Directory.CreateDirectory(work);
        // run.json first: what a killed process leaves is known as ours.
        foreach (var file in files.Reverse())
        {
            using var stream = File.Create(Path.Combine(work, file.Name));
            stream.Write(file.Content.Span);
        }

        if (!Directory.Exists(folder))
        {
            Directory.Move(work, folder);
            return;
        }

        // What an earlier result left goes; what the user put there stays. analysis.json comes first and run.json, with its hash, last: whenever the
        // process ends between them, the two do not fit and the result counts for nothing.
        var old = RunRecord.Find(folder)?.Files ?? [];
        foreach (var name in old.Except(files.Select(f => f.Name), StringComparer.Ordinal)) File.Delete(Path.Combine(folder, Path.GetFileName(name)));
        foreach (var file in files) File.Move(Path.Combine(work, file.Name), Path.Combine(folder, file.Name), overwrite: true);
        Directory.Delete(work, recursive: true);
    }
}

using System.Collections.Concurrent;
using System.Text;
using ImageAnalysis.Cli.Runs;
using ImageAnalysis.Findings;
using ImageAnalysis.Ingest;
using ImageAnalysis.Report;
using ImageAnalysis.Report.Pages;
using ImageAnalysis.Report.Tables;
using ImageAnalysis.Scale;
using OpenCvSharp;

namespace ImageAnalysis.Cli.Batch;

/// <summary>What a batch is to do, read and checked before it starts.</summary>
/// <param name="Folder">Folder with the images.</param>
/// <param name="Files">Images relative to it, in the order of the tables.</param>
/// <param name="Run">Where the results go.</param>
/// <param name="Setup">Pipeline, model and criteria.</param>
/// <param name="PixelSize">The user's pixel size for all images.</param>
/// <param name="Scales">The user's pixel sizes by image.</param>
/// <param name="Parts">What to write for each image.</param>
/// <param name="Jobs">How many images are worked on at once.</param>
internal sealed record BatchPlan(
    string Folder,
    IReadOnlyList<string> Files,
    RunFolder Run,
    RunSetup Setup,
    ScaleCandidate? PixelSize,
    ScalesFile? Scales,
    ReportParts Parts,
    int Jobs);

/// <summary>The rows of the summary, in the order of the plan.</summary>
/// <param name="Rows">A row for every image.</param>
/// <param name="Reused">How many results of an earlier run were still good.</param>
/// <param name="Kept">Results of earlier calls whose images are not in the folder any more.</param>
internal sealed record BatchResult(IReadOnlyList<SummaryRow> Rows, int Reused, IReadOnlyList<KeptResult> Kept);

/// <summary>A result without its image. It is in no table and stays on the disk: the image may come back, and what was computed is not thrown away unasked.</summary>
/// <param name="File">The image, relative to the folder of the batch.</param>
/// <param name="Folder">The result, relative to the run.</param>
internal sealed record KeptResult(string File, string Folder);

/// <summary>
/// Works through a folder. Each image is analysed on one thread and written before the next begins, so that memory does not grow with the folder
/// and what was done survives whatever ends the process.
/// </summary>
internal static class BatchRunner
{
    /// <summary>Analyses what is not yet done and writes the tables.</summary>
    /// <param name="plan">What to do.</param>
    /// <param name="done">Called after each image, from any thread.</param>
    public static BatchResult Run(BatchPlan plan, Action<SummaryRow> done)
    {
        using var only = Open(plan);
        Cv2.SetNumThreads(1);
        var rows = new SummaryRow[plan.Files.Count];
        var reused = 0;
        // One image at a time to each worker: they cost very different amounts of time.
        var indices = Partitioner.Create(Enumerable.Range(0, rows.Length), EnumerablePartitionerOptions.NoBuffering);
        Parallel.ForEach(indices, new ParallelOptions { MaxDegreeOfParallelism = plan.Jobs }, i =>
        {
            (rows[i], var old) = Row(plan, plan.Files[i]);
            if (old) Interlocked.Increment(ref reused);
            done(rows[i]);
        });
        return Faults.Writing(plan.Run.Root, () =>
        {
            var kept = WithoutImage(plan);
            WriteTables(plan, rows, kept);
            return new BatchResult(rows, reused, kept);
        });
    }

    private static List<KeptResult> WithoutImage(BatchPlan plan)
    {
        var known = plan.Files.Select(RunFolder.KeyOf).ToHashSet(StringComparer.Ordinal);
        return [.. Directory.EnumerateDirectories(plan.Run.Images)
            .Select(folder => (Key: Path.GetFileName(folder), Folder: folder))
            .Where(result => !known.Contains(result.Key))
            .Select(result => (result.Key, Record: RunRecord.Find(result.Folder)))
            .Where(result => result.Record?.Input is not null)
            .Select(result => new KeptResult(Path.GetRelativePath(Path.GetFullPath(plan.Folder), result.Record!.Input).Replace('\\', '/'), $"{RunFolder.ImagesName}/{result.Key}"))
            .OrderBy(result => result.File, StringComparer.Ordinal)];
    }

    private static (SummaryRow Row, bool Reused) Row(BatchPlan plan, string file)
    {
        var (path, folder) = (Path.Combine(plan.Folder, file), plan.Run.Of(file));
        try
        {
            var request = new AnalysisRequest(null, [.. new[] { plan.PixelSize, plan.Scales?.Find(path) }.OfType<ScaleCandidate>()]);
            // Something without bytes may be a pipe, and reading one would wait for ever.
            var input = new FileInfo(path) is { Exists: true, Length: 0 } ? new InputFile(file, ReadOnlyMemory<byte>.Empty) : InputFileLoader.Load(path, file);
            var task = new ImageTask(path, input, request, folder, plan.Parts);
            return ResultFolder.FindFinished(task, plan.Setup) is { } analysis
                ? (SummaryRow.Of(analysis, file), true)
                : (SummaryRow.Of(ResultFolder.Make(task, plan.Setup).Analysis, file), false);
        }
        catch (Exception fault) when (Faults.Translate(fault) is not { } known || !Faults.EndsTheRun(known))
        {
            // A result of an earlier state of the file is none of this one.
            Faults.Writing(folder, () => Delete(folder));
            return (SummaryRow.Without(file, Faults.Translate(fault)?.Message ?? Faults.Unexpected(fault)), false);
        }
    }

    /// <summary>Makes the folder of the run, refuses a foreign one, and keeps other processes out while it is held.</summary>
    private static FileStream Open(BatchPlan plan)
    {
        FolderRecord.Claim(plan.Run.Root, FolderRecord.Batch, plan.Folder);
        return Faults.Writing(plan.Run.Root, () =>
        {
            Directory.CreateDirectory(plan.Run.Images);
            var held = Hold(plan.Run);
            foreach (var left in Directory.EnumerateDirectories(plan.Run.Images, "*.partial")) Directory.Delete(left, recursive: true);
            return held;
        });
    }

    private static FileStream Hold(RunFolder run)
    {
        try
        {
            return new FileStream(run.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException)
        {
            throw new UsageException($"{run.Root}: another batch is writing to this run.", "Two at once would get in each other's way.", "Wait for it, or give another folder with --out.");
        }
    }

    private static void WriteTables(BatchPlan plan, IReadOnlyList<SummaryRow> rows, IReadOnlyList<KeptResult> kept)
    {
        FolderRecord.Replace(plan.Run.ParticlesCsv, stream =>
        {
            stream.Write(Encoding.UTF8.GetBytes(ParticleTable.Header));
            foreach (var row in rows.Where(r => !r.Failed))
            {
                using var table = File.OpenRead(Path.Combine(plan.Run.Of(row.File), ImageReport.ParticlesCsv));
                table.Position = Encoding.UTF8.GetByteCount(ParticleTable.Header);
                table.CopyTo(stream);
            }
        });
        FolderRecord.Replace(plan.Run.SummaryHtml, stream => stream.Write(Encoding.UTF8.GetBytes(SummaryPage.Write(Path.GetFileName(Path.GetFullPath(plan.Folder)), [.. rows.Select(row => Entry(plan, row))], [.. kept.Select(result => Entry(plan, result))]))));
        FolderRecord.Replace(plan.Run.SummaryCsv, stream => stream.Write(Encoding.UTF8.GetBytes(SummaryTable.Write(rows))));
    }

    private static SummaryEntry Entry(BatchPlan plan, SummaryRow row)
    {
        string? Link(string name) => !row.Failed && File.Exists(Path.Combine(plan.Run.Of(row.File), name)) ? $"{RunFolder.ImagesName}/{RunFolder.KeyOf(row.File)}/{name}" : null;
        return new SummaryEntry(row, Link(ImageReport.Page), Link(ImageReport.Thumbnail));
    }

    private static KeptEntry Entry(BatchPlan plan, KeptResult result) =>
        new(result.File, result.Folder, File.Exists(Path.Combine(plan.Run.Root, result.Folder, ImageReport.Page)) ? $"{result.Folder}/{ImageReport.Page}" : null);

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }
}

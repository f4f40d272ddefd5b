using System.Text;
using System.Text.Json.Nodes;
using ImageAnalysis.Cli.Batch;
using ImageAnalysis.Cli.Runs;
using ImageAnalysis.Evaluate;
using ImageAnalysis.Findings;
using ImageAnalysis.Ingest;
using ImageAnalysis.Pipeline;
using ImageAnalysis.Report;

namespace ImageAnalysis.Cli.Samples;

/// <summary>
/// The results of a finished batch, for samples that are made of its images. A result is taken only where its file is whole, the image is still the
/// one that was measured, and pipeline and models are those of this call.
/// </summary>
internal sealed class FinishedRun
{
    private readonly RunFolder _run;
    private readonly string _images;
    private readonly RunSetup _setup;
    private readonly byte[] _pipeline;

    private FinishedRun(RunFolder run, string images, RunSetup setup) =>
        (_run, _images, _setup, _pipeline) = (run, images, setup, Comparable(PipelineFile.ToJson(setup.Options)));

    /// <exception cref="UsageException">The folder is no run of a batch.</exception>
    public static FinishedRun Open(string root, RunSetup setup)
    {
        var path = Path.Combine(root, RunRecord.FileName);
        var record = File.Exists(path) ? CliJson.TryRead<FolderRecord>(File.ReadAllBytes(path)) : null;
        return record?.Format == FolderRecord.Batch
            ? new FinishedRun(new RunFolder(root), record.Input, setup)
            : throw new UsageException($"--run {root}: this is no run of a batch.", $"It has no {RunRecord.FileName} of one.", "Give the folder that imageanalysis batch wrote with --out.");
    }

    /// <summary>The result of an image, and where it lies.</summary>
    /// <param name="path">The image on disk.</param>
    /// <param name="file">Its path as the sample names it.</param>
    /// <param name="role">What it shows.</param>
    /// <exception cref="InputException">The run has no result that may be taken for it.</exception>
    public (Analysis Analysis, string Path) Find(string path, string file, ImageRole role)
    {
        var folder = new[] { Path.GetRelativePath(_images, Path.GetFullPath(path)), file }.Select(name => _run.Of(name.Replace('\\', '/'))).FirstOrDefault(f => RunRecord.Find(f) is not null)
            ?? throw Missing(file, "It has no result for this image.", "Run the batch again over the folder with the image, or evaluate without --run.");
        var at = Path.Combine(folder, ResultFolder.AnalysisName);
        if (!File.Exists(at)) throw Missing(file, $"There is no {ResultFolder.AnalysisName} in {folder}.", "Run the batch again; it makes anew what is not whole.");
        var bytes = File.ReadAllBytes(at);
        if (RunRecord.Sha256(bytes) != RunRecord.Find(folder)!.AnalysisSha256) throw Missing(file, $"{at} is not as the batch wrote it.", "Run the batch again; it makes anew what was changed.");
        var analysis = AnalysisJson.Read(bytes, at);
        var hash = RunRecord.Sha256(InputFileLoader.Load(path, file).Content.Span);
        if (hash != analysis.Input.Sha256) throw Missing(file, "The image is not the one that was measured: its hash differs.", "Run the batch again, or give back the image that it measured.");
        if (Difference(analysis.Provenance) is { } difference)
            throw Missing(file, $"Its result was made otherwise: {difference.Path} is {difference.Recorded} there and {difference.Recomputed} here.", "Run the batch again with this pipeline, or give --pipeline and --set as the batch had them.");
        if (role is not (ImageRole.Internal or ImageRole.LayerSection) && analysis.Layers is not null)
            throw Missing(file, "The batch, which knows no roles, took it for a section through layers, and it is none.", "Evaluate without --run.");
        if (role == ImageRole.LayerSection && analysis.Layers is null)
            throw Missing(file, "The batch, which knows no roles, did not take it for a section through layers.", "Evaluate without --run, or run the batch with --set layers.mode=always.");
        return (analysis, at);
    }

    private InputException Missing(string file, string why, string mend) => new($"{file}: the run {_run.Root} cannot be used for it.", why, mend);

    private JsonDifference? Difference(Provenance made) =>
        _setup.OtherModel(made) is { } other ? new JsonDifference(other.What, other.Made, other.Now)
        : JsonDifference.First(Comparable((JsonObject)made.Pipeline.DeepClone()), _pipeline) is { } first ? first with { Path = first.Path[2..] }
        : null;

    /// <summary>A pipeline without what bears on judging alone.</summary>
    private static byte[] Comparable(JsonObject pipeline)
    {
        pipeline.Remove("evaluate");
        return Encoding.UTF8.GetBytes(pipeline.ToJsonString());
    }
}

using System.CommandLine;
using System.Globalization;
using ImageAnalysis.Cli.Runs;
using ImageAnalysis.Cli.Terminal;
using ImageAnalysis.Findings;
using ImageAnalysis.Ingest;
using ImageAnalysis.Pipeline;
using ImageAnalysis.Report;
using OpenCvSharp;

namespace ImageAnalysis.Cli.Commands;

/// <summary>Makes a result again and compares.</summary>
internal static class ReplayCommand
{
    public static Command Create(Screen screen)
    {
        var result = new Argument<string>("ANALYSIS") { Description = "The analysis.json of an earlier analysis." };
        var image = new Option<string?>("--image")
        {
            Description = "The image. Without it: where it was then, by the run.json beside the result, else its name beside the result or in the current folder.",
            HelpName = "FILE",
        };
        var threads = new Option<int?>("--threads") { Description = "Threads for OpenCV. The result is the same for any number.", HelpName = "N" };
        var json = new CommonOptions().Json;
        var verb = new Verb("replay", "Recompute a result from what it states about itself: 0 when every byte is the same, else 1 with the first difference.",
        [
            new("imageanalysis replay image-analysis/analysis.json", "the image where it was"),
            new("imageanalysis replay analysis.json --image copy.tif", "the image elsewhere; its hash must be the same"),
            new("imageanalysis replay analysis.json --threads 2", "with another number of threads"),
        ])
        {
            result, image, threads, json,
        };
        verb.SetAction(parsed =>
        {
            if (parsed.GetValue(threads) is { } n)
            {
                if (n < 1) throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--threads {n}: this is no number of threads."), "At least one is needed.", "Give a number from 1.");
                Cv2.SetNumThreads(n);
            }

            return (int)Run(screen, parsed.GetValue(result)!, parsed.GetValue(image), parsed.GetValue(json));
        });
        return verb;
    }

    /// <summary>What --json says.</summary>
    private sealed record ReplayReport(string Result, string Image, bool Identical, JsonDifference? FirstDifference);

    private static ExitCode Run(Screen screen, string resultPath, string? imagePath, bool json)
    {
        var (bytes, recorded) = Read(resultPath);
        var folder = Path.GetDirectoryName(Path.GetFullPath(resultPath))!;
        var record = RunRecord.Find(folder);
        var image = imagePath ?? Find(recorded.Input.Name, folder, record);
        var input = InputFileLoader.Load(image, recorded.Input.Name);
        var difference = Compare(bytes, recorded, input, record);
        if (json)
            screen.Raw(CliJson.Write(new ReplayReport(resultPath, image, difference is null, difference)));
        else if (difference is null)
            screen.Line($"{resultPath}: recomputed from {image}, every byte is the same.");
        else
            screen.Line($"{resultPath}: differs. First difference at {difference.Path}\n  recorded    {difference.Recorded}\n  recomputed  {difference.Recomputed}");
        return difference is null ? ExitCode.Done : ExitCode.CheckFailed;
    }

    /// <summary>What went in first: a difference there explains all others, and there is no use in computing.</summary>
    private static JsonDifference? Compare(byte[] bytes, Analysis recorded, InputFile input, RunRecord? record)
    {
        var hash = RunRecord.Sha256(input.Content.Span);
        if (hash != recorded.Input.Sha256) return new JsonDifference("$.input.sha256", recorded.Input.Sha256, hash);
        var provenance = recorded.Provenance;
        var options = PipelineFile.Read(provenance.Pipeline.ToJsonString(), "provenance.pipeline");
        var (pipelineFolder, criteriaFolder) = record is not null && Directory.Exists(record.PipelineFolder)
            ? (record.PipelineFolder, record.CriteriaFolder)
            : (Installation.Folder, Directory.GetCurrentDirectory());
        var setup = RunSetup.Create(options, pipelineFolder, criteriaFolder);
        if (setup.OtherModel(provenance) is { } other) return new JsonDifference($"$.provenance.{other.Member}", other.Made, other.Now);
        using var again = setup.Analyzer.Analyze(input, provenance.Request);
        var made = AnalysisJson.Write(again.Analysis);
        if (made.AsSpan().SequenceEqual(bytes)) return null;
        return JsonDifference.Circumstances(recorded.Provenance, again.Analysis.Provenance)
            ?? JsonDifference.First(bytes, made)
            ?? new JsonDifference("$", "the same values, laid out differently", "as this version lays them out");
    }

    private static (byte[] Bytes, Analysis Analysis) Read(string path)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            return (bytes, AnalysisJson.Read(bytes, path));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: the result cannot be read.", fault.Message, "Give the analysis.json of an analysis.");
        }
    }

    private static string Find(string name, string folder, RunRecord? record) =>
        new[] { record?.Input, Path.Combine(folder, name), name, Path.Combine(folder, Path.GetFileName(name)), Path.GetFileName(name) }.OfType<string>().FirstOrDefault(File.Exists)
            ?? throw new InputException($"{name}: the image is not there.", "It is neither where it was nor beside the result.", "Give it with --image.");
}

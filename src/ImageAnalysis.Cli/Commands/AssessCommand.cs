using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using ImageAnalysis.Classify;
using ImageAnalysis.Cli.Runs;
using ImageAnalysis.Cli.Terminal;
using ImageAnalysis.Pipeline;
using ImageAnalysis.Report;
using ImageAnalysis.Report.Pages;
using ImageAnalysis.Report.Tables;
using ImageAnalysis.Training.Assessment;
using ImageAnalysis.Training.DataSets;

namespace ImageAnalysis.Cli.Commands;

/// <summary>How good the structure model in use is on a lab's own labelled pictures, image by image; nothing is learnt.</summary>
internal static class AssessCommand
{
    private const string TableFile = "assessment.csv", PageFile = "assessment.html", JsonFile = "assessment.json", Thumbnails = "thumbnails";

    public static Command Create(Screen screen)
    {
        var dataSet = new Argument<string>("DATASET") { Description = "Folder of a data set, as import, label and correct make it." };
        var model = new Option<string?>("--model") { Description = "Folder of the structure model. Without it: classify.model of the pipeline.", HelpName = "DIR" };
        var outFolder = new Option<string?>("--out") { Description = "Folder for the results. Without it: NAME-assessment in the current folder, NAME being that of the data set.", HelpName = "DIR" };
        var jobs = new Option<int>("--jobs") { Description = "Images to work on at once. Without it: one for each processor.", HelpName = "N", DefaultValueFactory = _ => Environment.ProcessorCount };
        var noPictures = new Option<bool>("--no-pictures") { Description = "No thumbnails." };
        var common = new CommonOptions();
        var verb = new Verb("assess", "Name the structures of labelled pictures with the model in use, and say image by image and class by class how right it is. Nothing is learnt.",
        [
            new("imageanalysis assess datasets/labelled", "into labelled-assessment/: assessment.html, assessment.csv"),
            new("imageanalysis assess datasets/labelled --model models/structure/2 --out second", "another model on the same pictures"),
            new("imageanalysis assess datasets/labelled --set segment.method=sauvola", "with another pipeline"),
        ])
        {
            dataSet, model, outFolder, jobs, common.Pipeline, common.Set, noPictures, common.Json,
        };
        verb.SetAction(parsed =>
        {
            if (parsed.GetValue(jobs) < 1)
                throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--jobs {parsed.GetValue(jobs)}: this is no number of images."), "At least one image must be worked on.", "Give a number from 1.");
            var watch = Stopwatch.StartNew();
            var folder = parsed.GetValue(dataSet)!;
            var set = DataSet.Open(folder);
            Assessor.Demand(set);
            var setup = Setup(RunSetup.ReadPipeline(parsed, common, out var beside), beside, parsed.GetValue(model));
            var root = parsed.GetValue(outFolder) ?? $"{Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)))}-assessment";
            FolderRecord.Claim(root, FolderRecord.Assessment, folder);
            var drawn = Path.Combine(root, Thumbnails);
            Faults.Writing(root, () =>
            {
                // An earlier call's may be of pictures that the set no longer holds.
                if (Directory.Exists(drawn)) Directory.Delete(drawn, recursive: true);
            });
            var thumbnails = parsed.GetValue(noPictures) ? null : drawn;
            OpenCvSharp.Cv2.SetNumThreads(1);
            var assessment = LongWork.Run(screen, "Analysing", set.Manifest.Images.Count, step => Assessor.Assess(
                set, setup.Analyzer, setup.Model!, parsed.GetValue(jobs), thumbnails is null ? null : (image, run) => Faults.Writing(root, () => Draw(thumbnails, image, run)), step));
            var json = CliJson.Write(assessment);
            Faults.Writing(root, () => Write(root, set, assessment, json, thumbnails is not null));
            if (parsed.GetValue(common.Json)) screen.Raw(json);
            else AssessmentView.Show(screen, assessment, root, [PageFile, TableFile, JsonFile], watch.Elapsed);
            return (int)(assessment.Answered.Of == 0 ? ExitCode.NoUsableInput : ExitCode.Done);
        });
        return verb;
    }

    private static RunSetup Setup(PipelineOptions options, string beside, string? model)
    {
        if (model is not null && !Directory.Exists(model)) throw new UsageException($"--model {model}: there is no such folder.", "A model's folder holds model.onnx and card.json.", "Check the path, or make a model with imageanalysis train.");
        var name = model is null ? options.Classify.Model : Path.GetFullPath(model);
        if (name == RunSetup.NoModel) throw new UsageException("There is no model to be assessed.", $"classify.model of the pipeline is \"{RunSetup.NoModel}\".", "Name one with --model.");
        return RunSetup.Create(options with { Classify = options.Classify with { Model = name }, Evaluate = options.Evaluate with { Criteria = [] } }, beside, beside);
    }

    private static string ThumbnailOf(string file) => $"{file}.jpg";

    private static void Draw(string folder, LabelledImage image, AnalyzedMicrograph run)
    {
        var path = Path.Combine(folder, ThumbnailOf(image.File));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, ImageReport.Files(run.Analysis, run.Micrograph, run.Segmented, ReportParts.Thumbnail)[0].Content.ToArray());
    }

    private static void Write(string root, DataSet set, ModelAssessment assessment, byte[] json, bool hasThumbnails)
    {
        var entries = assessment.Pictures.Select((picture, i) => new AssessmentEntry(
            picture, Path.GetRelativePath(Path.GetFullPath(root), Path.GetFullPath(set.PathOf(set.Manifest.Images[i]))) is var link && !Path.IsPathRooted(link) ? link.Replace('\\', '/') : null,
            hasThumbnails && picture.Standing != AnswerStanding.Failed ? $"{Thumbnails}/{ThumbnailOf(picture.File)}" : null)).ToList();
        (string Name, byte[] Bytes)[] files =
        [
            (TableFile, Encoding.UTF8.GetBytes(AssessmentTable.Write(assessment))), (PageFile, Encoding.UTF8.GetBytes(AssessmentPage.Write(assessment, entries))), (JsonFile, json),
        ];
        foreach (var (name, bytes) in files) FolderRecord.Replace(Path.Combine(root, name), stream => stream.Write(bytes));
    }
}

using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using ImageAnalysis.Classify;
using ImageAnalysis.Cli.Runs;
using ImageAnalysis.Cli.Terminal;
using ImageAnalysis.Training.Structure;
using Spectre.Console;

namespace ImageAnalysis.Cli.Commands;

/// <summary>A new structure model from rendered pictures.</summary>
internal static class TrainCommand
{
    private const string ModelFile = "model.onnx", CardFile = "card.json";

    public static Command Create(Screen screen)
    {
        var defaults = new TrainingRequest();
        var outFolder = new Option<string?>("--out") { Description = "Folder of the model, which must not exist. Without it: the next free number below models/structure of the program.", HelpName = "DIR" };
        var count = new Option<int>("--count") { Description = "Pictures to render, all classes alike.", HelpName = "N", DefaultValueFactory = _ => defaults.Count };
        var seed = new Option<ulong>("--seed") { Description = "Seed of the recipes: the same seed and count give the same model, byte by byte.", HelpName = "N", DefaultValueFactory = _ => defaults.Seed };
        var jobs = new Option<int>("--jobs") { Description = "Pictures to render at once; the model does not depend on it.", HelpName = "N", DefaultValueFactory = _ => defaults.Parallelism };
        var json = new CommonOptions().Json;
        var verb = new Verb("train", "Train a structure model on rendered pictures, and state honestly how good it is on pictures it never saw.",
        [
            new("imageanalysis train", "a new model in models/structure/"),
            new("imageanalysis train --count 1000 --out my-model", "a quick one, elsewhere"),
            new("imageanalysis analyze image.tif --set classify.model=my-model", "use it"),
        ])
        {
            outFolder, count, seed, jobs, json,
        };
        verb.SetAction(parsed =>
        {
            var folder = parsed.GetValue(outFolder) ?? NextFree();
            if (Directory.Exists(folder) || File.Exists(folder))
                throw new UsageException($"{folder}: this exists already.", "A model is never overwritten: results name it by its hash.", "Give another folder with --out.");
            Require("--count", parsed.GetValue(count), TrainingRequest.LeastCount);
            Require("--jobs", parsed.GetValue(jobs), 1);
            var request = new TrainingRequest { Name = NameOf(folder), Count = parsed.GetValue(count), Seed = parsed.GetValue(seed), Parallelism = parsed.GetValue(jobs) };
            return (int)Run(screen, request, folder, parsed.GetValue(json));
        });
        return verb;
    }

    private static ExitCode Run(Screen screen, TrainingRequest request, string folder, bool json)
    {
        var watch = Stopwatch.StartNew();
        var model = LongWork.Run<TrainedModel>(screen, report => StructureTrainer.Train(request, new Relay(report)));
        Faults.Writing(folder, () => Write(folder, model));
        if (json) screen.Raw(model.CardJson);
        else Show(screen, model.Card, folder, watch.Elapsed);
        return ExitCode.Done;
    }

    private static void Write(string folder, TrainedModel model)
    {
        var work = $"{Path.TrimEndingDirectorySeparator(folder)}.partial";
        if (Directory.Exists(work)) Directory.Delete(work, recursive: true);
        Directory.CreateDirectory(work);
        File.WriteAllBytes(Path.Combine(work, ModelFile), model.Onnx);
        File.WriteAllBytes(Path.Combine(work, CardFile), model.CardJson);
        Directory.Move(work, folder);
    }

    private static void Show(Screen screen, StructureCard card, string folder, TimeSpan took)
    {
        var (set, scores) = (card.DataSet, card.Scores);
        screen.Show(new Markup($"[bold]{Markup.Escape(card.Name)}[/]   {Markup.Escape(card.Kind)}\n"));
        screen.Line(string.Create(CultureInfo.InvariantCulture,
            $"{set.Count} rendered pictures in {set.Groups} groups: {set.TrainingPictures} to learn from, {set.CalibrationPictures} to calibrate, {set.TestPictures} to test; seed {set.Seed}."));
        screen.Line();
        screen.Line(string.Create(CultureInfo.InvariantCulture,
            $"On the test pictures: {100 * scores.Answered:0.0} % answered, {100 * scores.Accuracy:0.0} % of those right, calibration error {scores.CalibrationError:0.000}."));
        var table = new Table().Border(TableBorder.Simple).AddColumn("class").AddColumn(new TableColumn("pictures").RightAligned())
            .AddColumn(new TableColumn("precision").RightAligned()).AddColumn(new TableColumn("recall").RightAligned());
        foreach (var score in scores.Classes)
        {
            table.AddRow(
                Markup.Escape(score.Label), score.Pictures.ToString(CultureInfo.InvariantCulture), score.Precision.ToString("0.000", CultureInfo.InvariantCulture), score.Recall.ToString("0.000", CultureInfo.InvariantCulture));
        }

        screen.Show(table);
        screen.Line("These are rendered pictures; how the model does on real micrographs is another question.");
        screen.Line();
        screen.Line($"Written to {folder}{Path.DirectorySeparatorChar}: {ModelFile}, {CardFile}, in {Words.Time(took)}");
        screen.Line($"To use it: classify.model in pipeline.json, or --set classify.model={Path.GetFullPath(folder)}");
    }

    private static void Require(string option, int value, int least)
    {
        if (value < least)
            throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"{option} {value}: this is too few."), string.Create(CultureInfo.InvariantCulture, $"At least {least} are needed."), "Give a larger number.");
    }

    private static string NextFree()
    {
        var models = Path.Combine(Installation.Folder, "models", "structure");
        for (var version = 1; ; version++)
        {
            var folder = Path.Combine(models, version.ToString(CultureInfo.InvariantCulture));
            if (!Directory.Exists(folder)) return folder;
        }
    }

    /// <summary>"structure/2" of ".../models/structure/2".</summary>
    private static string NameOf(string folder)
    {
        var full = new DirectoryInfo(Path.GetFullPath(folder));
        return full.Parent?.Name == "structure" ? $"structure/{full.Name}" : full.Name;
    }

    /// <summary>Progress in the order in which it is reported; <see cref="Progress{T}"/> would hand it to other threads.</summary>
    private sealed class Relay(Action<string, int, int> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(
            value.Stage switch
            {
                TrainingStage.Rendering => "Rendering and describing",
                TrainingStage.Boosting => "Growing trees",
                _ => "Scoring",
            },
            value.Done,
            value.Total);
    }
}

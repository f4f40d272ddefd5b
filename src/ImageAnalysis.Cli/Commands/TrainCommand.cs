using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using ImageAnalysis.Classify;
using ImageAnalysis.Cli.Runs;
using ImageAnalysis.Cli.Terminal;
using ImageAnalysis.Models;
using ImageAnalysis.Particles;
using ImageAnalysis.Segment;
using ImageAnalysis.Report.Pages;
using ImageAnalysis.Training.Adaptation;
using ImageAnalysis.Training.Centres;
using ImageAnalysis.Training.DataSets;
using ImageAnalysis.Training.Measurable;
using ImageAnalysis.Training.Necks;
using ImageAnalysis.Training.Openings;
using ImageAnalysis.Training.Structure;
using Spectre.Console;

namespace ImageAnalysis.Cli.Commands;

/// <summary>What a model says of a frame.</summary>
internal enum ModelKind
{
    /// <summary>The structure's name.</summary>
    Structure,

    /// <summary>Whether it shows pores or particles that can be measured.</summary>
    Measurable,

    /// <summary>Where the openings of cut cells are.</summary>
    Openings,

    /// <summary>Where the centres of particles are.</summary>
    Centres,

    /// <summary>Where walls and gaps are thinner than the blur.</summary>
    Necks,
}

/// <summary>A new model from rendered pictures.</summary>
internal static class TrainCommand
{
    private const string ModelFile = "model.onnx", CardFile = "card.json", PageFile = "card.html";

    public static Command Create(Screen screen)
    {
        var defaults = new TrainingRequest();
        var dataSet = new Argument<string?>("DATASET") { Description = "Folder of a data set: the structure model in use is adapted to its pictures. Without it, a model is made from rendered pictures alone.", Arity = ArgumentArity.ZeroOrOne };
        var from = new Option<string?>("--from") { Description = "With DATASET: the model that is adapted. Without it: classify.model of the program's pipeline.json.", HelpName = "DIR" };
        var kind = new Option<ModelKind>("--kind") { Description = "What the model says of a frame: the structure's name, whether it is measurable, where the openings of cut cells are, where the centres of particles are, or where walls and gaps are thinner than the blur.", HelpName = "KIND", DefaultValueFactory = _ => ModelKind.Structure };
        var outFolder = new Option<string?>("--out") { Description = "Folder of the model, which must not exist. Without it: the next free number below models/KIND of the program.", HelpName = "DIR" };
        var count = new Option<int?>("--count")
        {
            Description = string.Create(CultureInfo.InvariantCulture, $"Pictures to render, all classes alike; at least {TrainingRequest.LeastCount}. Without it: {defaults.Count} for structure, {MeasurableTrainer.DefaultRequest.Count} for measurable, {OpeningsTrainer.DefaultRequest.Count} for openings, {CentresTrainer.DefaultRequest.Count} for centres, {NecksTrainer.DefaultRequest.Count} for necks."), HelpName = "N",
        };
        var seed = new Option<ulong>("--seed") { Description = "Seed of the recipes: the same seed and count give the same model, byte by byte.", HelpName = "N", DefaultValueFactory = _ => defaults.Seed };
        var jobs = new Option<int>("--jobs") { Description = "Pictures to render at once; the model does not depend on it.", HelpName = "N", DefaultValueFactory = _ => defaults.Parallelism };
        var json = new CommonOptions().Json;
        var verb = new Verb("train", "Train a model on rendered pictures, or adapt one to labelled ones, and state honestly how good it is on pictures it never saw.",
        [
            new("imageanalysis train", "a new model in models/structure/"),
            new("imageanalysis train datasets/labelled", "the model in use, adapted to labelled pictures: seconds to a minute"),
            new("imageanalysis train --kind measurable", "a new one that tells measurable frames from others"),
            new("imageanalysis train --kind openings", "a new one that finds the openings of cut cells"),
            new("imageanalysis train --kind centres", "a new one that finds the centres of particles"),
            new("imageanalysis train --kind necks", "a new one that finds walls and gaps thinner than the blur"),
            new("imageanalysis train --count 1000 --out my-model", "a quick one, elsewhere"),
            new("imageanalysis analyze image.tif --set classify.model=my-model", "use it"),
        ])
        {
            dataSet, from, kind, outFolder, count, seed, jobs, json,
        };
        verb.SetAction(parsed =>
        {
            var asked = parsed.GetValue(kind);
            var isJson = parsed.GetValue(json);
            if (parsed.GetValue(dataSet) is { } set)
            {
                foreach (var option in (Option[])[kind, count, seed])
                {
                    if (parsed.GetResult(option) is { Implicit: false })
                        throw new UsageException($"{option.Name}: this has no meaning with a data set.", "Its pictures are given, and the structure model is what they adapt.", "Leave it out.");
                }

                Require("--jobs", parsed.GetValue(jobs), 1);
                using var place = Claim(parsed.GetValue(outFolder), ModelKind.Structure);
                return (int)Adapt(screen, set, parsed.GetValue(from), new AdaptationRequest { Name = NameOf(place.Path, ModelKind.Structure), Parallelism = parsed.GetValue(jobs) }, place, isJson);
            }

            if (parsed.GetValue(from) is not null) throw new UsageException("--from: this is for a data set.", "A model from rendered pictures starts from nothing.", "Give the folder of a data set, or leave it out.");
            var request = asked switch
            {
                ModelKind.Structure => defaults,
                ModelKind.Measurable => MeasurableTrainer.DefaultRequest,
                ModelKind.Openings => OpeningsTrainer.DefaultRequest,
                ModelKind.Centres => CentresTrainer.DefaultRequest,
                _ => NecksTrainer.DefaultRequest,
            };
            request = request with { Count = parsed.GetValue(count) ?? request.Count, Seed = parsed.GetValue(seed), Parallelism = parsed.GetValue(jobs) };
            Require("--count", request.Count, TrainingRequest.LeastCount);
            Require("--jobs", request.Parallelism, 1);
            using var folder = Claim(parsed.GetValue(outFolder), asked);
            request = request with { Name = NameOf(folder.Path, asked) };
            using var openings = asked is ModelKind.Structure or ModelKind.Measurable ? RunSetup.OpeningsInUse() : null;
            return (int)(asked switch
            {
                ModelKind.Structure => Make<StructureCard>(screen, folder, isJson, report => StructureTrainer.Train(request, openings, report), Show, ModelCardPage.Write),
                ModelKind.Measurable => Make<MeasurableCard>(screen, folder, isJson, report => MeasurableTrainer.Train(request, openings, report), Show),
                ModelKind.Openings => Make<OpeningsCard>(screen, folder, isJson, report => OpeningsTrainer.Train(request, report), Show),
                ModelKind.Centres => Make<CentresCard>(screen, folder, isJson, report => CentresTrainer.Train(request, report), Show),
                _ => Make<NecksCard>(screen, folder, isJson, report => NecksTrainer.Train(request, report), Show),
            });
        });
        return verb;
    }

    private static ExitCode Adapt(Screen screen, string set, string? from, AdaptationRequest request, ModelFolder folder, bool json)
    {
        var watch = Stopwatch.StartNew();
        var opened = DataSet.Open(set);
        var model = from ?? RunSetup.ModelToAdapt();
        var (onnx, card) = RunSetup.ReadModel(model);
        if (StructureModels.IsOfPictures(card))
            throw new UsageException($"{model}: a model of pictures cannot be adapted here.", "It was trained elsewhere, and only its trainer can teach it more.", "Name a model of descriptors with --from, such as models/structure/1.");
        var pipeline = RunSetup.OwnPipeline();
        using var openings = RunSetup.OpeningsInUse();
        var made = LongWork.Run<Trained<StructureCard>>(screen, report => Adapter.Train(opened, onnx, card, model, openings, request with { Ingest = pipeline.Ingest, Segment = pipeline.Segment }, new Relay(report)));
        Write(folder, made, ModelCardPage.Write(made.Card));
        if (json)
        {
            screen.Raw(made.CardJson);
            return ExitCode.Done;
        }

        AdaptationView.Show(screen, made.Card);
        screen.Line();
        ShowWhere(screen, folder.Path, "classify.model", watch.Elapsed);
        return ExitCode.Done;
    }

    private static ExitCode Make<TCard>(
        Screen screen, ModelFolder folder, bool json, Func<IProgress<TrainingProgress>, Trained<TCard>> train, Action<Screen, TCard, string, TimeSpan> show, Func<TCard, string>? page = null)
    {
        var watch = Stopwatch.StartNew();
        var model = LongWork.Run<Trained<TCard>>(screen, report => train(new Relay(report)));
        Write(folder, model, page?.Invoke(model.Card));
        if (json) screen.Raw(model.CardJson);
        else show(screen, model.Card, folder.Path, watch.Elapsed);
        return ExitCode.Done;
    }

    private static void Write<TCard>(ModelFolder folder, Trained<TCard> model, string? page)
    {
        List<(string Name, byte[] Bytes)> files = [(ModelFile, model.Onnx), (CardFile, model.CardJson)];
        if (page is not null) files.Add((PageFile, Encoding.UTF8.GetBytes(page)));
        folder.Write(files);
    }

    private static void Show(Screen screen, StructureCard card, string folder, TimeSpan took)
    {
        var scores = card.Scores;
        ShowHead(screen, card.Name, card.Kind, card.DataSet);
        screen.Line(string.Create(CultureInfo.InvariantCulture,
            $"On the test pictures: {100 * scores.Answered:0.0} % answered, {100 * scores.Accuracy:0.0} % of those right, calibration error {scores.CalibrationError:0.000}."));
        ScoreView.Show(screen, scores);
        ScoreView.ShowConfidence(screen, scores);
        ShowTail(screen, folder, "classify.model", took);
    }

    private static void Show(Screen screen, MeasurableCard card, string folder, TimeSpan took)
    {
        var scores = card.Scores;
        ShowHead(screen, card.Name, card.Kind, card.DataSet);
        screen.Line(string.Create(CultureInfo.InvariantCulture,
            $"On the test pictures, at the threshold {card.Threshold:0.000}: {100 * scores.Refused:0.0} % of the measurable ones refused, {100 * scores.Measured:0.0} % of the others measured."));
        var table = new Table().Border(TableBorder.Simple).AddColumn("kind").AddColumn("can be measured").AddColumn(new TableColumn("pictures").RightAligned())
            .AddColumn(new TableColumn("wrong").RightAligned());
        foreach (var score in scores.Kinds)
        {
            table.AddRow(
                Markup.Escape(score.Kind), score.Measurable ? "yes" : "no", score.Pictures.ToString(CultureInfo.InvariantCulture), score.Wrong.ToString(CultureInfo.InvariantCulture));
        }

        screen.Show(table);
        ShowTail(screen, folder, "classify.measurableModel", took);
    }

    private static void Show(Screen screen, OpeningsCard card, string folder, TimeSpan took)
    {
        var scores = card.Scores;
        ShowHead(screen, card.Name, card.Kind, card.DataSet);
        screen.Line(string.Create(CultureInfo.InvariantCulture,
            $"On the test pictures: {100 * scores.CellsMissed:0.0} % of the views into cut cells not taken for such, {100 * scores.OthersTaken:0.0} % of the others taken for such."));
        screen.Line(string.Create(CultureInfo.InvariantCulture,
            $"In the views into cut cells, median: {100 * scores.WrongPixels:0.0} % of the pixels on the wrong side, porosity off by {100 * scores.PorosityError:0.0} points."));
        ShowTail(screen, folder, "segment.openingsModel", took);
    }

    private static void Show(Screen screen, CentresCard card, string folder, TimeSpan took)
    {
        var scores = card.Scores;
        ShowHead(screen, card.Name, card.Kind, card.DataSet);
        screen.Line(string.Create(CultureInfo.InvariantCulture,
            $"On the test pictures: {100 * scores.Found:0.0} % of the whole particles seen by half are found, {100 * scores.Wrong:0.0} % of the centres are of none, radii off by {100 * scores.RadiusError:0.0} % in the median."));
        screen.Line(string.Create(CultureInfo.InvariantCulture, $"In pictures of something else: {scores.OnOthers:0.0} centres each."));
        ShowTail(screen, folder, "particles.centresModel", took);
    }

    private static void Show(Screen screen, NecksCard card, string folder, TimeSpan took)
    {
        var scores = card.Scores;
        ShowHead(screen, card.Name, card.Kind, card.DataSet);
        screen.Line(string.Create(CultureInfo.InvariantCulture,
            $"Of the places in doubt of the test pictures {100 * scores.WrongByGrey:0.0} % are on the wrong side by their grey value, {100 * scores.Wrong:0.0} % by the model; it spoils {100 * scores.Spoiled:0.0} % of those that were right."));
        ShowTail(screen, folder, "segment.necksModel", took);
    }

    private static void ShowHead(Screen screen, string name, string kind, TrainingSetCard set)
    {
        screen.Show(new Markup($"[bold]{Markup.Escape(name)}[/]   {Markup.Escape(kind)}\n"));
        screen.Line(string.Create(CultureInfo.InvariantCulture,
            $"{set.Count} rendered pictures{(set.Groups == set.Count ? ", each with a look of its own" : $" in {set.Groups} groups")}: {set.TrainingPictures} to learn from, {set.CalibrationPictures} to calibrate, {set.TestPictures} to test; seed {set.Seed}."));
        screen.Line();
    }

    private static void ShowTail(Screen screen, string folder, string option, TimeSpan took)
    {
        screen.Line("These are rendered pictures; how the model does on real micrographs is another question.");
        screen.Line();
        ShowWhere(screen, folder, option, took);
    }

    private static void ShowWhere(Screen screen, string folder, string option, TimeSpan took)
    {
        screen.Line($"Written to {folder}{Path.DirectorySeparatorChar}: {string.Join(", ", Directory.EnumerateFiles(folder).Select(Path.GetFileName).OrderDescending(StringComparer.Ordinal))}, in {Words.Time(took)}");
        screen.Line($"To use it: {option} in pipeline.json, or --set {option}={Path.GetFullPath(folder)}");
    }

    private static void Require(string option, int value, int least)
    {
        if (value < least)
            throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"{option} {value}: this is too few."), string.Create(CultureInfo.InvariantCulture, $"At least {least} are needed."), "Give a larger number.");
    }

    private static ModelFolder Claim(string? asked, ModelKind kind) =>
        asked is not null ? ModelFolder.Claim(asked) : ModelFolder.ClaimNext(Path.Combine(Installation.Folder, "models", FolderOf(kind)));

    /// <summary>"structure/2" of ".../models/structure/2".</summary>
    private static string NameOf(string folder, ModelKind kind)
    {
        var full = new DirectoryInfo(Path.GetFullPath(folder));
        return full.Parent?.Name == FolderOf(kind) ? $"{full.Parent.Name}/{full.Name}" : full.Name;
    }

    private static string FolderOf(ModelKind kind) => kind switch
    {
        ModelKind.Structure => "structure",
        ModelKind.Measurable => "measurable",
        ModelKind.Openings => "openings",
        ModelKind.Centres => "centres",
        _ => "necks",
    };

    /// <summary>Progress in the order in which it is reported; <see cref="Progress{T}"/> would hand it to other threads.</summary>
    private sealed class Relay(Action<string, int, int> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(
            value.Stage switch
            {
                TrainingStage.Rendering => "Rendering and describing",
                TrainingStage.Boosting => "Growing trees",
                TrainingStage.Learning => "Learning",
                _ => "Scoring",
            },
            value.Done,
            value.Total);
    }
}

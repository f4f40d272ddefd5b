using System.Security.Cryptography;
using ImageAnalysis.Classify;
using ImageAnalysis.Models;
using ImageAnalysis.Segment;
using ImageAnalysis.Training.Boosting;
using ImageAnalysis.Training.Onnx;
using ImageAnalysis.Training.Rendering;

namespace ImageAnalysis.Training.Structure;

/// <summary>Trains the structure model on rendered pictures. The same request gives the same two files, byte by byte, for any number of threads.</summary>
public static class StructureTrainer
{
    /// <summary>Name of the set of recipes in the card.</summary>
    public const string RecipeName = "RecipeBook.Structure";

    private const double NoneProbability = 0.5;
    private const double AmbiguousMargin = 0.25;

    /// <summary>Share of held-out pictures of the three classes that the novelty test lets through.</summary>
    private const double NoveltyPass = 0.995;

    /// <summary>How much farther than those a real micrograph may lie: rendered pictures are more alike than real ones.</summary>
    private const double NoveltyRoom = 1.5;

    /// <summary>Renders, describes, trains, calibrates, exports and scores.</summary>
    /// <param name="request">What to train on.</param>
    /// <param name="openings">The model of openings that looks at each picture first; absent: what it thinks is unknown.</param>
    /// <exception cref="ArgumentException">The request asks for too few pictures, or a parameter is out of range.</exception>
    /// <exception cref="Findings.InstallationIncompleteException">XGBoost or ONNX Runtime is not installed.</exception>
    public static Trained<StructureCard> Train(
        TrainingRequest request, OpeningsModel? openings, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Count < TrainingRequest.LeastCount)
        {
            throw new ArgumentException($"{request.Count} pictures are asked for; {TrainingRequest.LeastCount} is the least from which every class has some to learn and to test.",
                nameof(request));
        }

        var examples = StructureExamples.Describe(RecipeBook.Structure(request.Seed, request.Count), openings, request.Parallelism, progress, cancellation);
        var model = Train(examples, request, progress, cancellation);
        var card = model.Card with { OpeningsModel = openings?.Identity };
        return new Trained<StructureCard>(model.Onnx, card.ToJson(), card);
    }

    /// <summary>Trains on pictures already described.</summary>
    internal static Trained<StructureCard> Train(
        StructureExample[] examples, TrainingRequest request, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var split = Split.Of(examples);
        var training = Described(split.Training);
        var calibration = Described(split.Calibration);
        var rounds = request.Boosting.Rounds;
        using var trees = BoostedTrees.Train(
            new LabelledTable(Table(training), [.. training.Select(e => e.Label)], StructureCard.KnownLabels.Count), request.Boosting,
            progress is null ? null : new Rounds(progress, rounds), cancellation);
        var margins = trees.Margins(Table(calibration));
        var temperature = Math.Round(Calibration.Temperature(margins, [.. calibration.Select(e => e.Label)]), 4);

        progress?.Report(new TrainingProgress(TrainingStage.Scoring, 0, 1));
        var spreads = NoveltyFit.Spreads(training);
        var logistic = LogisticCandidate.Fit(training, calibration, spreads);
        var byTrees = Calibration.Probabilities(margins, StructureCard.KnownLabels.Count, temperature);
        var comparison = LogisticCandidate.Compare(calibration, byTrees, logistic);
        var isTrees = comparison.Chosen == LogisticCandidate.Trees;
        var onnx = isTrees ? OnnxExport.Trees(trees.ToJson(), temperature) : logistic.ToOnnx();
        var card = new StructureCard
        {
            Name = request.Name,
            Kind = $"{(isTrees ? $"{LogisticCandidate.Trees}, {rounds} rounds of depth {request.Boosting.Depth} (XGBoost)" : LogisticCandidate.Logistic)}, on {StructureDescriptors.Names.Count} descriptors of the normalised frame",
            ModelSha256 = Convert.ToHexStringLower(SHA256.HashData(onnx)),
            Labels = StructureCard.KnownLabels,
            Descriptors = spreads,
            Temperature = isTrees ? temperature : logistic.Temperature,
            Comparison = comparison,
            Novelty = NoveltyFit.Fit(training, spreads),
            Decision = new DecisionRule(NoneProbability, AmbiguousMargin),
            Conformal = ConformalFit.Fit(isTrees ? byTrees : logistic.Probabilities(calibration), [.. calibration.Select(e => e.Label)], ConformalFit.MostAmbiguous),
            DataSet = new TrainingSetCard(
                RecipeName, request.Seed, request.Count, split.Training.Length, split.Calibration.Length, split.Test.Length, split.Groups),
            Scores = new ScoreCard(0, 0, 0, [], []),
        };
        using (var model = StructureModel.Load(onnx, card.ToJson(), request.Name))
        {
            card = card with { Novelty = WithThreshold(card.Novelty, model, calibration) };
        }

        using (var model = StructureModel.Load(onnx, card.ToJson(), request.Name))
        {
            card = card with { Scores = Scores(split.Test, model), AsRendered = Scores(split.Test.Where(e => e.AsRendered), model) };
        }

        progress?.Report(new TrainingProgress(TrainingStage.Scoring, 1, 1));
        return new Trained<StructureCard>(onnx, card.ToJson(), card);
    }

    private static NoveltyTest WithThreshold(NoveltyTest test, StructureModel model, StructureExample[] calibration)
    {
        var distances = calibration.Where(e => e.Label < 3).Select(e => model.Novelty(e.Descriptors!)).Order().ToArray();
        var threshold = Math.Round(NoveltyRoom * distances[(int)(NoveltyPass * (distances.Length - 1))], 1);
        return test with { Threshold = threshold, Passed = Math.Round(distances.Count(d => d <= threshold) / (double)distances.Length, 4) };
    }

    private static ScoreCard Scores(IEnumerable<StructureExample> test, StructureModel model) => Scoring.Of([.. test.Select(e => (e.Label, e.Descriptors))], model);

    private static StructureExample[] Described(StructureExample[] examples) => [.. examples.Where(e => e.Descriptors is not null)];

    private static FeatureTable Table(StructureExample[] examples) =>
        new([.. examples.SelectMany(e => e.Descriptors!.Select(v => (float)v))], StructureDescriptors.Names.Count);

    private sealed class Rounds(IProgress<TrainingProgress> progress, int total) : IProgress<int>
    {
        public void Report(int value) => progress.Report(new TrainingProgress(TrainingStage.Boosting, value, total));
    }
}

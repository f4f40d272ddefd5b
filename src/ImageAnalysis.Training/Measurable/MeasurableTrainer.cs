using System.Security.Cryptography;
using ImageAnalysis.Classify;
using ImageAnalysis.Models;
using ImageAnalysis.Segment;
using ImageAnalysis.Training.Boosting;
using ImageAnalysis.Training.Onnx;
using ImageAnalysis.Training.Structure;

namespace ImageAnalysis.Training.Measurable;

/// <summary>Trains the model that tells frames of pores or particles from others. The same request gives the same two files, byte by byte, for any number of threads.</summary>
public static class MeasurableTrainer
{
    /// <summary>Name of the set of recipes in the card.</summary>
    public const string RecipeName = "FrameRecipe.Set";

    /// <summary>Share of held-out measurable pictures that may be refused at the threshold; the goal for users is twice this.</summary>
    private const double MostRefused = 0.01;

    /// <summary>The threshold lies between these: real micrographs lie farther from the rendered ones than these from each other, and certainty beyond the upper one is not to be had.</summary>
    private const double LowestThreshold = 0.75, HighestThreshold = 0.95;

    private const double ThresholdInDoubt = 0.5;

    private const double OuterShare = 0.01;

    // Of ten looks of a kind six are trained on.
    private const int TrainingShare = 6, CalibrationShare = 2, Shares = 10;

    /// <summary>What makes the shipped model.</summary>
    public static TrainingRequest DefaultRequest { get; } = new()
    {
        Name = "measurable/1",
        Count = 12600,
        Boosting = new BoostingParameters { Rounds = 250, Depth = 4, LearningRate = 0.08, LeafWeight = 2, RowShare = 0.7, FeatureShare = 0.3 },
    };

    /// <summary>Renders, describes, trains, sets the threshold, exports and scores.</summary>
    /// <param name="request">What to train on.</param>
    /// <param name="openings">The model of openings that looks at each picture first; absent: what it thinks is unknown.</param>
    /// <exception cref="ArgumentException">The request asks for too few pictures, or a parameter is out of range.</exception>
    /// <exception cref="Findings.InstallationIncompleteException">XGBoost or ONNX Runtime is not installed.</exception>
    public static Trained<MeasurableCard> Train(
        TrainingRequest request, OpeningsModel? openings, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Count < TrainingRequest.LeastCount)
            throw new ArgumentException($"{request.Count} pictures are asked for; {TrainingRequest.LeastCount} is the least from which every side has some of either kind.", nameof(request));
        var model = Train(FrameExamples.Describe(FrameRecipe.Set(request.Seed, request.Count), openings, request.Parallelism, progress, cancellation), request, progress, cancellation);
        var card = model.Card with { OpeningsModel = openings?.Identity };
        return new Trained<MeasurableCard>(model.Onnx, card.ToJson(), card);
    }

    /// <summary>Trains on pictures already described.</summary>
    internal static Trained<MeasurableCard> Train(
        FrameExample[] examples, TrainingRequest request, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var (training, calibration, test, groups) = SplitByGroup(examples);
        var rows = Described(training);
        using var trees = BoostedTrees.Train(
            new LabelledTable(Table(rows), [.. rows.Select(Label)], 2), request.Boosting,
            progress is null ? null : new Rounds(progress, request.Boosting.Rounds), cancellation);
        var onnx = OnnxExport.Trees(trees.ToJson());
        progress?.Report(new TrainingProgress(TrainingStage.Scoring, 0, 1));
        var card = new MeasurableCard
        {
            Name = request.Name,
            Kind = $"gradient-boosted trees, {request.Boosting.Rounds} rounds of depth {request.Boosting.Depth} (XGBoost), on {MeasurableCard.KnownInputs.Count} numbers of the normalised frame",
            ModelSha256 = Convert.ToHexStringLower(SHA256.HashData(onnx)),
            Labels = MeasurableCard.KnownLabels,
            Inputs = Spreads(rows),
            Threshold = HighestThreshold,
            ThresholdInDoubt = ThresholdInDoubt,
            DataSet = new TrainingSetCard(RecipeName, request.Seed, request.Count, training.Length, calibration.Length, test.Length, groups),
            Scores = new MeasurableScores(0, 0, []),
        };
        using (var model = MeasurableModel.Load(onnx, card.ToJson(), request.Name)) card = card with { Threshold = Threshold(calibration, model) };
        using (var model = MeasurableModel.Load(onnx, card.ToJson(), request.Name)) card = card with { Scores = Scores(test, model) };
        progress?.Report(new TrainingProgress(TrainingStage.Scoring, 1, 1));
        return new Trained<MeasurableCard>(onnx, card.ToJson(), card);
    }

    private static int Label(FrameExample example) => example.Recipe.IsMeasurable ? 0 : 1;

    private static FrameExample[] Described(IEnumerable<FrameExample> examples) => [.. examples.Where(e => e.Description.Descriptors is not null)];

    private static IEnumerable<double> Inputs(FrameExample example) => example.Description.Descriptors!.Concat(example.Description.Measures!);

    private static FeatureTable Table(FrameExample[] examples) =>
        new([.. examples.SelectMany(e => Inputs(e).Select(v => (float)v))], MeasurableCard.KnownInputs.Count);

    /// <summary>Within a kind the groups go round the sides in the order of their names, so that each kind is on each side and no group on two.</summary>
    private static (FrameExample[] Training, FrameExample[] Calibration, FrameExample[] Test, int Groups) SplitByGroup(FrameExample[] examples)
    {
        List<FrameExample> training = [], calibration = [], test = [];
        var groups = 0;
        var kinds = examples.GroupBy(e => e.Recipe.Kind, StringComparer.Ordinal).OrderBy(k => k.Key, StringComparer.Ordinal).ToArray();
        for (var k = 0; k < kinds.Length; k++)
        {
            var byName = kinds[k].GroupBy(e => e.Recipe.Group, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).ToArray();
            groups += byName.Length;
            for (var i = 0; i < byName.Length; i++)
            {
                var share = ((i * 7) + k) % Shares;
                (share < TrainingShare ? training : share < TrainingShare + CalibrationShare ? calibration : test).AddRange(byName[i]);
            }
        }

        return ([.. training], [.. calibration], [.. test], groups);
    }

    /// <summary>Median and spread of each input over the measurable pictures.</summary>
    private static DescriptorSpread[] Spreads(FrameExample[] examples)
    {
        var rows = examples.Where(e => e.Recipe.IsMeasurable).Select(e => Inputs(e).ToArray()).ToArray();
        return
        [
            .. MeasurableCard.KnownInputs.Select((name, column) =>
            {
                var values = rows.Select(r => r[column]).Order().ToArray();
                var median = (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
                var (low, high) = (values[(int)(OuterShare * (values.Length - 1))], values[(int)((1 - OuterShare) * (values.Length - 1))]);
                var mean = values.Average(v => Math.Clamp(v, low, high));
                var spread = Math.Sqrt(values.Average(v => Math.Pow(Math.Clamp(v, low, high) - mean, 2)));
                return new DescriptorSpread(name, Math.Round(median, 6), spread > 1e-6 ? Math.Round(spread, 6) : 1);
            }),
        ];
    }

    /// <summary>The least probability that refuses no more of the measurable pictures with plain contrast than is allowed.</summary>
    private static double Threshold(FrameExample[] calibration, MeasurableModel model)
    {
        var rows = Described(calibration).Where(e => e.Recipe.IsMeasurable && e.Doubt == PhaseDoubt.None).ToArray();
        var probabilities = model.NotMeasurable(Table(rows).Values).Order().ToArray();
        var allowed = (int)(MostRefused * probabilities.Length);
        return Math.Round(Math.Clamp(probabilities[^(allowed + 1)] + 0.005, LowestThreshold, HighestThreshold), 3);
    }

    /// <summary>By the code that answers a user.</summary>
    private static MeasurableScores Scores(FrameExample[] test, MeasurableModel model)
    {
        var wrong = test.Select(e => (Example: e, Wrong: Measured(e, model) != e.Recipe.IsMeasurable)).ToArray();
        double Share(bool measurable)
        {
            var rows = wrong.Where(w => w.Example.Recipe.IsMeasurable == measurable).ToArray();
            return rows.Length == 0 ? 0 : Math.Round(rows.Count(w => w.Wrong) / (double)rows.Length, 4);
        }

        return new MeasurableScores(Share(true), Share(false),
        [
            .. wrong.GroupBy(w => (w.Example.Recipe.Kind, w.Example.Recipe.IsMeasurable)).OrderBy(g => g.Key.IsMeasurable).ThenBy(g => g.Key.Kind, StringComparer.Ordinal)
                .Select(g => new KindScore(g.Key.Kind, g.Key.IsMeasurable, g.Count(), g.Count(w => w.Wrong))),
        ]);
    }

    /// <summary>Whether a user would get numbers.</summary>
    internal static bool Measured(FrameExample example, MeasurableModel model) =>
        MeasurableGate.Judge(example.Description, example.Doubt, model)?.Measurable ?? example.Doubt == PhaseDoubt.None;

    private sealed class Rounds(IProgress<TrainingProgress> progress, int total) : IProgress<int>
    {
        public void Report(int value) => progress.Report(new TrainingProgress(TrainingStage.Boosting, value, total));
    }
}

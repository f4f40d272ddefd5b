using System.Security.Cryptography;
using ImageAnalysis.Models;
using ImageAnalysis.Quantities;
using ImageAnalysis.Segment;
using ImageAnalysis.Training.Networks;
using ImageAnalysis.Training.Onnx;
using ImageAnalysis.Training.Structure;

namespace ImageAnalysis.Training.Necks;

/// <summary>Trains the network that finds walls and gaps thinner than the blur. The same request gives the same two files, byte by byte, for any number of threads.</summary>
public static class NecksTrainer
{
    /// <summary>Name of the set of recipes in the card.</summary>
    public const string RecipeName = "NecksExample.Set";

    /// <summary>How often each place is seen, each time turned or mirrored otherwise.</summary>
    private const int Rounds = 8;

    /// <summary>Places that are learnt from together, of as many pictures as there are.</summary>
    private const int Together = 64;

    /// <summary>Share of the steps in which the rate of learning rises.</summary>
    private const double WarmUp = 0.2;

    private const int Side = NeckFrame.Side, Pixels = Side * Side;

    private static readonly int[] Widths = [NeckFrame.Inputs, 24, 8];

    /// <summary>What makes the shipped model.</summary>
    public static TrainingRequest DefaultRequest { get; } = new() { Name = "necks/1", Count = 4000 };

    /// <summary>Renders, trains, exports and scores.</summary>
    /// <exception cref="ArgumentException">The request asks for too few pictures.</exception>
    public static Trained<NecksCard> Train(TrainingRequest request, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        var (training, test) = Examples.Drawn(request, NecksExample.Set, NecksExample.Of, progress, cancellation);
        var net = new DenseNet(Widths, new SeededRandom(request.Seed).Fork(1));
        Lessons.Learn(
            net.Weights, Dealt(training), Rounds, WarmUp, () => new Lesson(net), new SeededRandom(request.Seed).Fork(2), request.Parallelism,
            progress is null ? null : (done, steps) => progress.Report(new TrainingProgress(TrainingStage.Learning, done, steps)), cancellation);
        var onnx = NetworkExport.Write(net);
        progress?.Report(new TrainingProgress(TrainingStage.Scoring, 0, 1));
        var card = new NecksCard
        {
            Name = request.Name,
            Kind = $"network of full layers of {net.Weights.Length} weights, units {string.Join(", ", Widths)}, 1",
            ModelSha256 = Convert.ToHexStringLower(SHA256.HashData(onnx)),
            SidePx = NeckFrame.Side,
            DataSet = new TrainingSetCard(RecipeName, request.Seed, request.Count, training.Length, 0, test.Length, request.Count),
            Scores = Scores(test, new DenseNet.Pass(net)),
        };
        progress?.Report(new TrainingProgress(TrainingStage.Scoring, 1, 1));
        return new Trained<NecksCard>(onnx, card.ToJson(), card);
    }

    /// <summary>A place: which picture's, and which of it.</summary>
    private readonly record struct Place(NecksExample Picture, int Index);

    /// <summary>All places in runs of <see cref="Together"/>, dealt so that a run holds places of many pictures.</summary>
    private static Place[][] Dealt(NecksExample[] pictures)
    {
        Place[] all = [.. pictures.SelectMany(p => Enumerable.Range(0, p.Truth.Length).Select(i => new Place(p, i)))];
        var runs = new Place[Math.Max(1, all.Length / Together)][];
        for (var r = 0; r < runs.Length; r++) runs[r] = [.. Enumerable.Range(0, Math.Min(Together, all.Length)).Select(k => all[(k * runs.Length) + r])];
        return runs;
    }

    /// <summary>What a run of places needs while the network learns from it; used by one thread.</summary>
    private sealed class Lesson(DenseNet net) : ILesson<Place[]>
    {
        private readonly DenseNet.Pass _pass = new(net);

        public float[] Gradient => _pass.Gradient;

        /// <summary>Passes the places through the network and the derivative of their mean cross entropy back.</summary>
        public void Derive(Place[] picture, int turn)
        {
            Gradient.AsSpan().Clear();
            foreach (var (of, index) in picture)
            {
                Fill(_pass.Input, of, index, turn);
                _pass.Backward((Probability(_pass.Forward()) - (of.Truth[index] ? 1 : 0)) / picture.Length);
            }
        }
    }

    private static void Fill(Span<float> input, NecksExample picture, int index, int turn)
    {
        var row = picture.Rows.AsSpan(index * NeckFrame.Inputs, NeckFrame.Inputs);
        for (var y = 0; y < Side; y++)
            for (var x = 0; x < Side; x++) input[(y * Side) + x] = (float)row[Lessons.Turned(x, y, Side, turn)];
        for (var i = Pixels; i < NeckFrame.Inputs; i++) input[i] = (float)row[i];
    }

    private static float Probability(float logOdds) => 1 / (1 + MathF.Exp(-logOdds));

    private static NecksScores Scores(NecksExample[] test, DenseNet.Pass pass)
    {
        var (all, byGrey, byModel, spoiled) = (0, 0, 0, 0);
        foreach (var picture in test)
        {
            for (var i = 0; i < picture.Truth.Length; i++, all++)
            {
                Fill(pass.Input, picture, i, 0);
                var (truth, grey, model) = (picture.Truth[i], picture.Grey[i], pass.Forward() > 0);
                if (grey != truth) byGrey++;
                if (model != truth) byModel++;
                if (model != truth && grey == truth) spoiled++;
            }
        }

        return new NecksScores(Share(byGrey, all), Share(byModel, all), Share(spoiled, all - byGrey));

        static double Share(int of, int all) => Math.Round((double)of / Math.Max(1, all), 4);
    }
}

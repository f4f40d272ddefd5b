using System.Security.Cryptography;
using ImageAnalysis.Models;
using ImageAnalysis.Quantities;
using ImageAnalysis.Segment;
using ImageAnalysis.Training.Networks;
using ImageAnalysis.Training.Onnx;
using ImageAnalysis.Training.Structure;

namespace ImageAnalysis.Training.Openings;

/// <summary>Trains the network that finds the openings of cut cells. The same request gives the same two files, byte by byte, for any number of threads.</summary>
public static class OpeningsTrainer
{
    /// <summary>Name of the set of recipes in the card.</summary>
    public const string RecipeName = "OpeningsExample.Set";

    /// <summary>How often each picture is seen, each time turned or mirrored otherwise.</summary>
    private const int Rounds = 8;

    /// <summary>Share of the steps in which the rate of learning rises.</summary>
    private const double WarmUp = 0.2;

    /// <summary>Weight of the question what kind of picture it is, against that of its pixels.</summary>
    private const double KindWeight = 0.3;

    private const int Side = OpeningsExample.Side, Pixels = Side * Side;

    private static readonly int[] Channels = [8, 16, 32, 32];

    /// <summary>What makes the shipped model.</summary>
    public static TrainingRequest DefaultRequest { get; } = new() { Name = "openings/1", Count = 8000 };

    /// <summary>Renders, trains, exports and scores.</summary>
    /// <exception cref="ArgumentException">The request asks for too few pictures.</exception>
    public static Trained<OpeningsCard> Train(TrainingRequest request, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default) =>
        Train(request, Rounds, progress, cancellation);

    /// <summary>The same with each picture seen so often.</summary>
    internal static Trained<OpeningsCard> Train(TrainingRequest request, int rounds, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        var (training, test) = Examples.Drawn(request, OpeningsExample.Set, OpeningsExample.Of, progress, cancellation);
        var net = new UNet(Channels, 2, new SeededRandom(request.Seed).Fork(1));
        Lessons.Learn(
            net.Weights, training, rounds, WarmUp, () => new Lesson(net), new SeededRandom(request.Seed).Fork(2), request.Parallelism,
            progress is null ? null : (done, steps) => progress.Report(new TrainingProgress(TrainingStage.Learning, done, steps)), cancellation);
        var onnx = NetworkExport.Write(net);
        progress?.Report(new TrainingProgress(TrainingStage.Scoring, 0, 1));
        var card = new OpeningsCard
        {
            Name = request.Name,
            Kind = $"convolutional network (U-Net) of {net.Weights.Length} weights, channels {string.Join(", ", Channels)}",
            ModelSha256 = Convert.ToHexStringLower(SHA256.HashData(onnx)),
            CellPx = OpeningsFrame.CellPx,
            Multiple = NetworkFrame.Multiple,
            DataSet = new TrainingSetCard(RecipeName, request.Seed, request.Count, training.Length, 0, test.Length, request.Count),
            Scores = new OpeningsScores(0, 0, 0, 0),
        };
        using (var model = OpeningsModel.Load(onnx, card.ToJson(), request.Name)) card = card with { Scores = Scores(test, model) };
        progress?.Report(new TrainingProgress(TrainingStage.Scoring, 1, 1));
        return new Trained<OpeningsCard>(onnx, card.ToJson(), card);
    }

    /// <summary>What one picture needs while the network learns from it; used by one thread.</summary>
    private sealed class Lesson(UNet net) : ILesson<OpeningsExample>
    {
        private readonly UNet.Pass _pass = new(net, Side, Side);

        public float[] Gradient => _pass.Gradient;

        /// <summary>Passes a picture through the network and the derivative of its loss, the cross entropy of pixels and kind, back.</summary>
        public void Derive(OpeningsExample example, int turn)
        {
            for (var y = 0; y < Side; y++)
            {
                var row = _pass.Input.Row(0, y);
                for (var x = 0; x < Side; x++) row[x] = example.Grey[Lessons.Turned(x, y, Side, turn)];
            }

            _pass.Forward();
            var (odds, slope) = (_pass.Output[0], _pass.OutputDerivative[0]);
            if (example.Void is { } truth)
            {
                for (var y = 0; y < Side; y++)
                    for (var x = 0; x < Side; x++) slope[(y * Side) + x] = (Probability(odds[(y * Side) + x]) - (truth[Lessons.Turned(x, y, Side, turn)] / 255f)) / Pixels;
            }
            else
            {
                slope.AsSpan().Clear();
            }

            double kind = 0;
            foreach (var value in _pass.Output[1]) kind += value;
            _pass.OutputDerivative[1].AsSpan().Fill((float)(KindWeight * (Probability((float)(kind / Pixels)) - (example.IsView ? 1 : 0)) / Pixels));
            _pass.Backward();
        }
    }

    private static float Probability(float logOdds) => 1 / (1 + MathF.Exp(-logOdds));

    private static OpeningsScores Scores(OpeningsExample[] test, OpeningsModel model)
    {
        var (cells, missed, others, taken) = (0, 0, 0, 0);
        var (wrong, porosity) = (new List<double>(), new List<double>());
        foreach (var example in test)
        {
            var found = model.Find(new NetworkFrame(example.Grey, Side, Side));
            var isTaken = found.CellsLogOdds > 0;
            if (example.IsView)
            {
                cells++;
                if (!isTaken) missed++;
            }
            else
            {
                others++;
                if (isTaken) taken++;
            }

            if (!example.IsView || example.Void is not { } truth) continue;
            wrong.Add(found.LogOdds.Zip(truth).Count(p => p.First > 0 != p.Second > 127) / (double)Pixels);
            porosity.Add(Math.Abs(found.LogOdds.Sum(o => (double)Probability(o)) - truth.Sum(v => v / 255.0)) / Pixels);
        }

        return new OpeningsScores(Round((double)missed / cells), Round((double)taken / others), Round(Middle(wrong)), Round(Middle(porosity)));

        static double Round(double value) => Math.Round(value, 4);

        static double Middle(List<double> values) => values.Order().ElementAt(values.Count / 2);
    }
}

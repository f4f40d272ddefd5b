using System.Security.Cryptography;
using ImageAnalysis.Models;
using ImageAnalysis.Particles;
using ImageAnalysis.Quantities;
using ImageAnalysis.Training.Networks;
using ImageAnalysis.Training.Onnx;
using ImageAnalysis.Training.Structure;

namespace ImageAnalysis.Training.Centres;

/// <summary>Trains the network that finds the centres of round particles. The same request gives the same two files, byte by byte, for any number of threads.</summary>
public static class CentresTrainer
{
    /// <summary>Name of the set of recipes in the card.</summary>
    public const string RecipeName = "CentresExample.Set";

    /// <summary>How often each picture is seen, each time turned or mirrored otherwise.</summary>
    private const int Rounds = 3;

    /// <summary>Share of the steps in which the rate of learning rises.</summary>
    private const double WarmUp = 0.15;

    /// <summary>Weight of the radii against that of the centres.</summary>
    private const float RadiusWeight = 0.3f;

    private const int Side = CentresExample.Side, Pixels = Side * Side;

    private static readonly int[] Channels = [8, 16, 32, 32];

    /// <summary>What makes the shipped model.</summary>
    public static TrainingRequest DefaultRequest { get; } = new() { Name = "centres/1", Count = 6000 };

    /// <summary>Renders, trains, exports and scores.</summary>
    /// <exception cref="ArgumentException">The request asks for too few pictures.</exception>
    public static Trained<CentresCard> Train(TrainingRequest request, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default) =>
        Train(request, Rounds, progress, cancellation);

    /// <summary>The same with each picture seen so often.</summary>
    internal static Trained<CentresCard> Train(TrainingRequest request, int rounds, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        var (training, test) = Examples.Drawn(request, CentresExample.Set, CentresExample.Of, progress, cancellation);
        var net = new UNet(Channels, 2, new SeededRandom(request.Seed).Fork(1));
        Lessons.Learn(
            net.Weights, training, rounds, WarmUp, () => new Lesson(net), new SeededRandom(request.Seed).Fork(2), request.Parallelism,
            progress is null ? null : (done, steps) => progress.Report(new TrainingProgress(TrainingStage.Learning, done, steps)), cancellation);
        var onnx = NetworkExport.Write(net);
        progress?.Report(new TrainingProgress(TrainingStage.Scoring, 0, 1));
        var card = new CentresCard
        {
            Name = request.Name,
            Kind = $"convolutional network (U-Net) of {net.Weights.Length} weights, channels {string.Join(", ", Channels)}",
            ModelSha256 = Convert.ToHexStringLower(SHA256.HashData(onnx)),
            ParticlePx = CentresFrame.ParticlePx,
            Multiple = NetworkFrame.Multiple,
            DataSet = new TrainingSetCard(RecipeName, request.Seed, request.Count, training.Length, 0, test.Length, request.Count),
            Scores = new CentresScores(0, 0, 0, 0),
        };
        using (var model = CentresModel.Load(onnx, card.ToJson(), request.Name)) card = card with { Scores = Scores(test, model) };
        progress?.Report(new TrainingProgress(TrainingStage.Scoring, 1, 1));
        return new Trained<CentresCard>(onnx, card.ToJson(), card);
    }

    /// <summary>What one picture needs while the network learns from it; used by one thread.</summary>
    private sealed class Lesson(UNet net) : ILesson<CentresExample>
    {
        private readonly UNet.Pass _pass = new(net, Side, Side);
        private readonly float[] _bells = new float[Pixels], _radii = new float[Pixels];
        private readonly bool[] _counts = new bool[Pixels], _near = new bool[Pixels];

        public float[] Gradient => _pass.Gradient;

        /// <summary>Passes a picture through the network and the derivative of its loss, the cross entropy of the bells and the squared error of the radii, back.</summary>
        public void Derive(CentresExample example, int turn)
        {
            for (var y = 0; y < Side; y++)
            {
                var row = _pass.Input.Row(0, y);
                for (var x = 0; x < Side; x++) row[x] = example.Grey[Lessons.Turned(x, y, Side, turn)];
            }

            _pass.Forward();
            example.Answer(_bells, _radii, _counts, _near);
            var asked = 0;
            foreach (var isNear in _near) asked += isNear ? 1 : 0;
            var perRadius = 2 * RadiusWeight / Math.Max(1, asked);
            for (var y = 0; y < Side; y++)
            {
                for (var x = 0; x < Side; x++)
                {
                    var (i, from) = ((y * Side) + x, Lessons.Turned(x, y, Side, turn));
                    _pass.OutputDerivative[0][i] = _counts[from] ? ((1 / (1 + MathF.Exp(-_pass.Output[0][i]))) - _bells[from]) / Pixels : 0;
                    _pass.OutputDerivative[1][i] = _near[from] ? perRadius * (_pass.Output[1][i] - _radii[from]) : 0;
                }
            }

            _pass.Backward();
        }
    }

    private static CentresScores Scores(CentresExample[] test, CentresModel model)
    {
        var (all, found, proposed, wrong, others, onOthers) = (0, 0, 0, 0, 0, 0);
        var radii = new List<double>();
        foreach (var example in test)
        {
            var centres = model.Find(new NetworkFrame(example.Grey, Side, Side));
            if (!CentresExample.ShowsParticles(example.Recipe.Family))
            {
                others++;
                onOthers += centres.Count;
                continue;
            }

            var used = new bool[centres.Count];
            foreach (var p in example.Particles)
            {
                var isAsked = p.Visible >= 0.5f && !p.TouchesFrame;
                if (isAsked) all++;
                var (best, nearest) = (-1, p.Radius / 2.0);
                for (var i = 0; i < used.Length; i++)
                {
                    var distance = Math.Sqrt(Math.Pow(centres[i].X - p.X, 2) + Math.Pow(centres[i].Y - p.Y, 2));
                    if (distance < nearest) (best, nearest) = (i, distance);
                }

                if (best < 0) continue;
                used[best] = true;
                if (!isAsked) continue;
                found++;
                radii.Add(Math.Abs((centres[best].Radius / p.Radius) - 1));
            }

            proposed += used.Length;
            wrong += used.Count(u => !u);
        }

        return new CentresScores(Round((double)found / all), Round((double)wrong / Math.Max(1, proposed)), Round(radii.Count == 0 ? 0 : radii.Order().ElementAt(radii.Count / 2)), Round((double)onOthers / Math.Max(1, others)));

        static double Round(double value) => Math.Round(value, 4);
    }
}

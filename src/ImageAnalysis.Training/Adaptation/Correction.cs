using System.Security.Cryptography;
using ImageAnalysis.Classify;
using ImageAnalysis.Training.Onnx;
using ImageAnalysis.Training.Structure;

namespace ImageAnalysis.Training.Adaptation;

/// <summary>The labelled pictures in the numbers of the base model, and the models that parts of them make of it.</summary>
internal sealed class Correction
{
    /// <summary>A class needs as many pictures for a centre of its own in the novelty test.</summary>
    private const int LeastForCentre = 5;

    /// <summary>Share of the labelled pictures of the three classes that the novelty test is to let through.</summary>
    private const double NoveltyPass = 0.95;

    private const int InnerParts = 4;

    private static readonly double[] Strengths = [3, 1, 0.3, 0.1, 0.03, 0.01];

    private readonly byte[] _onnx;
    private readonly StructureCard _card;
    private readonly LabelledExample[] _examples;
    private readonly double[][] _rows;
    private readonly double[][] _offsets;

    /// <summary>The pictures that passed the gates, described by the base model.</summary>
    public Correction(byte[] onnx, StructureModel model, LabelledExample[] examples)
    {
        (_onnx, _card, _examples) = (onnx, model.Card, examples);
        _rows = [.. examples.Select(e => model.Card.Scale(e.Descriptors!))];
        _offsets =
        [
            .. examples.Select(e => model.Probabilities([.. e.Descriptors!.Select(d => (float)d)])
                .Select(p => Math.Log(Math.Max(p, OffsetLogistic.LeastProbability))).ToArray()),
        ];
    }

    /// <summary>Probabilities of a picture by the base model.</summary>
    public double[] Before(int picture)
    {
        var p = _offsets[picture].Select(Math.Exp).ToArray();
        var sum = p.Sum();
        return [.. p.Select(v => v / sum)];
    }

    /// <summary>The correction that some pictures make.</summary>
    public OffsetLogistic Fit(IReadOnlyList<int> pictures, double strength) => OffsetLogistic.Fit(
        [.. pictures.Select(i => _rows[i])], [.. pictures.Select(i => _offsets[i])], [.. pictures.Select(i => _examples[i].Label)], strength);

    /// <summary>Probabilities of a picture by a correction.</summary>
    public double[] After(OffsetLogistic correction, int picture) => correction.Probabilities(_rows[picture], _offsets[picture]);

    /// <summary>The strength of the least loss over parts of these pictures; the greater of equals.</summary>
    public double Strength(IReadOnlyList<int> pictures)
    {
        var parts = GroupFolds.Of([.. pictures.Select(i => _examples[i].Image.Group)], [.. pictures.Select(i => _examples[i].Label)], InnerParts);
        var best = (Loss: double.PositiveInfinity, Strength: Strengths[0]);
        foreach (var strength in Strengths)
        {
            var loss = 0.0;
            for (var part = 0; part <= parts.Max(); part++)
            {
                int[] inside = [.. pictures.Where((_, k) => parts[k] != part)];
                if (inside.Length == 0) continue;
                var fit = Fit(inside, strength);
                loss += pictures.Where((_, k) => parts[k] == part).Sum(i => Loss(After(fit, i), _examples[i].Label));
            }

            if (loss < best.Loss) best = (loss, strength);
        }

        return best.Strength;
    }

    /// <summary>-log of the probability of the true class.</summary>
    public static double Loss(double[] probabilities, int label) => -Math.Log(Math.Max(probabilities[label], OffsetLogistic.LeastProbability));

    /// <summary>The files of the model that some pictures make; scores and adaptation of its card are still those of the base.</summary>
    public (byte[] Onnx, StructureCard Card) Build(IReadOnlyList<int> pictures, OffsetLogistic fit, string name)
    {
        var onnx = OnnxExport.Corrected(
            _onnx, [.. _card.Descriptors.Select(d => (float)d.Median)], [.. _card.Descriptors.Select(d => (float)d.Spread)], (float)_card.Novelty.Clip,
            (float)OffsetLogistic.LeastProbability, [.. fit.Weights.Select(w => (float)w)], [.. fit.Bias.Select(b => (float)b)]);
        var card = _card with { Name = name, ModelSha256 = Convert.ToHexStringLower(SHA256.HashData(onnx)), AsRendered = null, Novelty = Novelty(pictures) };
        return (onnx, card);
    }

    /// <summary>
    /// The novelty test with a centre more for each class that has enough pictures. Its limit rises to what lets most of them through, each by the centres of
    /// the other groups: a lab's microscope may lie farther from the rendered pictures than these from each other.
    /// </summary>
    private NoveltyTest Novelty(IReadOnlyList<int> pictures)
    {
        int[] known = [.. pictures.Where(i => _examples[i].Label < 3)];
        var test = WithCentres(known);
        if (known.Length < LeastForCentre) return test;
        var distances = new List<double>();
        foreach (var group in known.GroupBy(i => _examples[i].Image.Group, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var others = WithCentres([.. known.Where(i => _examples[i].Image.Group != group.Key)]);
            var (means, precision) = (NoveltyTest.UnpackMeans(others.Means, _card.Descriptors.Count)!, NoveltyTest.Unpack(others.Precision, Triangle)!);
            distances.AddRange(group.Select(i => NoveltyTest.Distance(_rows[i], means, precision)));
        }

        distances.Sort();
        return test with { Threshold = Math.Max(test.Threshold, Math.Round(distances[(int)(NoveltyPass * (distances.Count - 1))], 1)) };
    }

    private int Triangle => _card.Descriptors.Count * (_card.Descriptors.Count + 1) / 2;

    private NoveltyTest WithCentres(int[] known)
    {
        var means = NoveltyTest.UnpackMeans(_card.Novelty.Means, _card.Descriptors.Count)!.ToList();
        foreach (var members in known.GroupBy(i => _examples[i].Label).OrderBy(g => g.Key).Where(g => g.Count() >= LeastForCentre))
            for (var d = 0; d < _card.Descriptors.Count; d++) means.Add((float)members.Average(i => _rows[i][d]));
        return _card.Novelty with { Means = NoveltyTest.Pack([.. means]) };
    }
}

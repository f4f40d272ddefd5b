using ImageAnalysis.Classify;
using ImageAnalysis.Models;
using ImageAnalysis.Training.Onnx;

namespace ImageAnalysis.Training.Structure;

/// <summary>The plain rival of the trees: multinomial logistic regression on scaled descriptors, temperature-scaled on the same pictures.</summary>
internal sealed record LogisticCandidate(OffsetLogistic Model, DescriptorSpread[] Spreads, double Temperature)
{
    public const string Trees = "gradient-boosted trees", Logistic = "multinomial logistic regression";

    /// <summary>The penalty on the weights, of a mean loss.</summary>
    private const double Strength = 1e-3;

    private static readonly double[] NoOffset = new double[StructureCard.KnownLabels.Count];

    public static LogisticCandidate Fit(StructureExample[] training, StructureExample[] calibration, DescriptorSpread[] spreads)
    {
        var model = OffsetLogistic.Fit([.. training.Select(e => Scaled(e, spreads))], [.. training.Select(_ => NoOffset)], [.. training.Select(e => e.Label)], Strength);
        var plain = new LogisticCandidate(model, spreads, 1);
        return plain with { Temperature = Math.Round(Calibration.Temperature([.. calibration.SelectMany(plain.Margins)], [.. calibration.Select(e => e.Label)]), 4) };
    }

    /// <summary>Both on the same pictures; the less loss is taken.</summary>
    public static KindComparison Compare(StructureExample[] examples, IReadOnlyList<double> byTrees, LogisticCandidate logistic)
    {
        KindCandidate[] candidates = [Score(Trees, examples, byTrees), Score(Logistic, examples, logistic.Probabilities(examples))];
        return new KindComparison(candidates.MinBy(c => c.Loss)!.Kind, candidates);
    }

    /// <summary>Row by row.</summary>
    public double[] Probabilities(StructureExample[] examples) =>
        Calibration.Probabilities([.. examples.SelectMany(Margins)], StructureCard.KnownLabels.Count, Temperature);

    /// <summary>With the scaling inside its weights.</summary>
    public byte[] ToOnnx()
    {
        var classes = StructureCard.KnownLabels.Count;
        var weights = new float[Model.Weights.Length];
        var bias = Model.Bias.ToArray();
        for (var f = 0; f < Spreads.Length; f++)
        {
            for (var c = 0; c < classes; c++)
            {
                var weight = Model.Weights[(f * classes) + c] / Spreads[f].Spread;
                weights[(f * classes) + c] = (float)weight;
                bias[c] -= weight * Spreads[f].Median;
            }
        }

        return OnnxExport.Linear(weights, [.. bias.Select(b => (float)b)], Temperature);
    }

    private float[] Margins(StructureExample example) => [.. Model.Margins(Scaled(example, Spreads), NoOffset).Select(m => (float)m)];

    private static KindCandidate Score(string kind, StructureExample[] examples, IReadOnlyList<double> probabilities)
    {
        double right = 0, loss = 0;
        for (var i = 0; i < examples.Length; i++)
        {
            var p = Enumerable.Range(i * NoOffset.Length, NoOffset.Length).Select(k => probabilities[k]).ToArray();
            if (Array.IndexOf(p, p.Max()) == examples[i].Label) right++;
            loss -= Math.Log(Math.Max(p[examples[i].Label], OffsetLogistic.LeastProbability));
        }

        return new KindCandidate(kind, Math.Round(right / examples.Length, 4), Math.Round(loss / examples.Length, 4));
    }

    private static double[] Scaled(StructureExample example, DescriptorSpread[] spreads) => [.. example.Descriptors!.Select((v, i) => spreads[i].Scale(v))];
}

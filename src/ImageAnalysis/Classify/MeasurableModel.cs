using ImageAnalysis.Findings;
using ImageAnalysis.Models;

namespace ImageAnalysis.Classify;

/// <summary>A loaded model that tells frames of pores or particles from others. It may be used from several threads at once.</summary>
public sealed class MeasurableModel : IDisposable
{
    private readonly ModelSession _session;

    private MeasurableModel(ModelSession session, MeasurableCard card) =>
        (_session, Card, Identity) = (session, card, $"{card.Name} sha256:{card.ModelSha256}");

    /// <summary>Name, version and SHA-256 of the model file.</summary>
    public string Identity { get; }

    /// <summary>What it is and how good.</summary>
    public MeasurableCard Card { get; }

    /// <summary>Reads a model and proves that it fits its card and this program.</summary>
    /// <param name="onnx">Bytes of model.onnx.</param>
    /// <param name="card">Bytes of card.json.</param>
    /// <param name="name">The model's folder, for messages.</param>
    /// <exception cref="ModelInvalidException">It cannot be used; the message names the file and the reason.</exception>
    public static MeasurableModel Load(byte[] onnx, byte[] card, string name)
    {
        ArgumentNullException.ThrowIfNull(onnx);
        ArgumentNullException.ThrowIfNull(card);
        var parsed = MeasurableCard.Parse(card, name);
        Check(parsed, $"{name}/card.json");
        return new MeasurableModel(ModelSession.Load(onnx, parsed.ModelSha256, [parsed.Inputs.Count], [parsed.Labels.Count], $"{name}/model.onnx"), parsed);
    }

    /// <summary>Probability that a frame cannot be measured, row by row.</summary>
    /// <param name="rows">Inputs, row by row.</param>
    public double[] NotMeasurable(float[] rows) => [.. _session.Probabilities(rows).Where((_, i) => i % 2 == 1).Select(p => (double)p)];

    public void Dispose() => _session.Dispose();

    private static void Check(MeasurableCard card, string file)
    {
        ModelCards.Check(file, card.Labels, MeasurableCard.KnownLabels, card.Inputs, MeasurableCard.KnownInputs, "inputs");
        if (card.Threshold is not (> 0 and < 1) || card.ThresholdInDoubt is not (> 0 and < 1))
            throw new ModelInvalidException(file, "threshold: a probability is between 0 and 1.", ModelSession.Retrain);
        if (!ModelCards.AreScales(card.Inputs))
            throw new ModelInvalidException(file, "inputs: a median or spread is no number.", ModelSession.Retrain);
    }
}

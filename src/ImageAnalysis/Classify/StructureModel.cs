using ImageAnalysis.Findings;
using ImageAnalysis.Models;

namespace ImageAnalysis.Classify;

/// <summary>A loaded structure model on descriptors. It may be used from several threads at once.</summary>
public sealed class StructureModel : IStructureModel
{
    private readonly ModelSession _session;
    private readonly float[] _means;
    private readonly float[] _precision;

    private StructureModel(ModelSession session, StructureCard card, string name)
    {
        (_session, Card) = (session, card);
        Identity = card.Identity;
        Name = name;
        _means = NoveltyTest.UnpackMeans(card.Novelty.Means, card.Descriptors.Count)!;
        _precision = NoveltyTest.Unpack(card.Novelty.Precision, TriangleSize(card))!;
    }

    /// <summary>Name, version and SHA-256 of the model file.</summary>
    public string Identity { get; }

    /// <summary>Where it came from, for messages.</summary>
    public string Name { get; }

    /// <summary>What it is and how good.</summary>
    public StructureCard Card { get; }

    /// <summary>Reads a model and proves that it fits its card and this program.</summary>
    /// <param name="onnx">Bytes of model.onnx.</param>
    /// <param name="card">Bytes of card.json.</param>
    /// <param name="name">The model's folder, for messages.</param>
    /// <exception cref="ModelInvalidException">It cannot be used; the message names the file and the reason.</exception>
    public static StructureModel Load(byte[] onnx, byte[] card, string name)
    {
        ArgumentNullException.ThrowIfNull(onnx);
        ArgumentNullException.ThrowIfNull(card);
        var parsed = StructureCard.Parse(card, name);
        CheckCard(parsed, $"{name}/card.json");
        var file = $"{name}/model.onnx";
        return new StructureModel(ModelSession.Load(onnx, parsed.ModelSha256, [parsed.Descriptors.Count], [parsed.Labels.Count], file), parsed, name);
    }

    /// <summary>Probability of each label, row by row.</summary>
    /// <param name="rows">Descriptors, row by row.</param>
    public float[] Probabilities(float[] rows) => _session.Probabilities(rows);

    /// <summary>Squared Mahalanobis distance to the nearest class, as <see cref="NoveltyTest"/> defines it.</summary>
    public double Novelty(IReadOnlyList<double> descriptors)
    {
        ArgumentNullException.ThrowIfNull(descriptors);
        return NoveltyTest.Distance(Card.Scale(descriptors), _means, _precision);
    }

    public StructureResult Classify(OpenCvSharp.Mat page, Quantities.PixelRect field, FrameDescription description) => StructureClassifier.Classify(description, this);

    public void Dispose() => _session.Dispose();

    private static void CheckCard(StructureCard card, string file)
    {
        ModelCards.Check(file, card.Labels, StructureCard.KnownLabels, card.Descriptors, StructureDescriptors.Names, "descriptors");
        var count = card.Descriptors.Count;
        var faults = new List<string>();
        if (!(card.Temperature > 0) || !double.IsFinite(card.Temperature)) faults.Add("temperature is no positive number.");
        if (!ModelCards.AreScales(card.Descriptors)) faults.Add("descriptors: a median or spread is no number.");
        if (NoveltyTest.UnpackMeans(card.Novelty.Means, count) is null) faults.Add($"novelty.means is not three times {count} numbers, or a multiple.");
        if (NoveltyTest.Unpack(card.Novelty.Precision, TriangleSize(card)) is null) faults.Add($"novelty.precision is not the upper triangle of a matrix of {count} columns.");
        if (!(card.Novelty.Threshold > 0) || !(card.Novelty.Clip > 0)) faults.Add("novelty: threshold and clip are positive.");
        if (card.Decision.NoneProbability is not (> 0 and <= 1) || card.Decision.AmbiguousMargin is not (>= 0 and < 1)) faults.Add("decision: a probability is between 0 and 1.");
        if (card.Conformal is { } sets && (sets.Mass is not (> 0 and < 1) || sets.Coverage is not (> 0 and <= 1)))
            faults.Add("conformal: coverage and mass are probabilities.");
        if (faults.Count > 0) throw new ModelInvalidException(file, string.Join(" ", faults), ModelSession.Retrain);
    }

    private static int TriangleSize(StructureCard card) => card.Descriptors.Count * (card.Descriptors.Count + 1) / 2;
}

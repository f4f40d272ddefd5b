using System.Security.Cryptography;
using ImageAnalysis.Findings;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace ImageAnalysis.Classify;

/// <summary>A loaded structure model. It may be used from several threads at once.</summary>
public sealed class StructureModel : IDisposable
{
    private const string Retrain = "Copy the model's folder again, or train the model anew.";

    private readonly InferenceSession _session;
    private readonly string _input;
    private readonly string _output;
    private readonly float[] _means;
    private readonly float[] _precision;

    private StructureModel(InferenceSession session, StructureCard card, string name)
    {
        (_session, Card) = (session, card);
        (_input, _output) = (session.InputMetadata.Keys.First(), session.OutputMetadata.Keys.First());
        Identity = $"{card.Name} sha256:{card.ModelSha256}";
        Name = name;
        _means = NoveltyTest.Unpack(card.Novelty.Means, 3 * card.Descriptors.Count)!;
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
        if (onnx.Length == 0) throw new ModelInvalidException(file, "It is empty.", Retrain);
        var hash = Convert.ToHexStringLower(SHA256.HashData(onnx));
        if (!string.Equals(hash, parsed.ModelSha256, StringComparison.OrdinalIgnoreCase))
            throw new ModelInvalidException(file, $"Its SHA-256 is {hash}; card.json states {parsed.ModelSha256}.", Retrain);
        InferenceSession? session = null;
        try
        {
            using var options = new SessionOptions { IntraOpNumThreads = 1 };
            session = new InferenceSession(onnx, options);
            CheckShape(session, parsed, file);
            return new StructureModel(session, parsed, name);
        }
        catch (OnnxRuntimeException e)
        {
            session?.Dispose();
            throw new ModelInvalidException(file, $"ONNX Runtime refuses it: {e.Message}", Retrain, e);
        }
        catch
        {
            session?.Dispose();
            throw;
        }
    }

    /// <summary>Probability of each label, row by row.</summary>
    /// <param name="rows">Descriptors, row by row.</param>
    internal float[] Probabilities(float[] rows)
    {
        var features = Card.Descriptors.Count;
        int[] shape = [rows.Length / features, features];
        try
        {
            using var results = _session.Run([NamedOnnxValue.CreateFromTensor(_input, new DenseTensor<float>(rows, shape))], [_output]);
            return [.. results.First().AsTensor<float>()];
        }
        catch (OnnxRuntimeException e)
        {
            throw new ModelInvalidException($"{Name}/model.onnx", $"It does not run: {e.Message}", Retrain, e);
        }
    }

    /// <summary>Squared Mahalanobis distance to the nearest class, as <see cref="NoveltyTest"/> defines it.</summary>
    public double Novelty(IReadOnlyList<double> descriptors)
    {
        ArgumentNullException.ThrowIfNull(descriptors);
        var scaled = new double[descriptors.Count];
        for (var i = 0; i < scaled.Length; i++)
        {
            var spread = Card.Descriptors[i];
            scaled[i] = Math.Clamp((descriptors[i] - spread.Median) / spread.Spread, -Card.Novelty.Clip, Card.Novelty.Clip);
        }

        return NoveltyTest.Distance(scaled, _means, _precision);
    }

    public void Dispose() => _session.Dispose();

    private static void CheckCard(StructureCard card, string file)
    {
        if (!card.Labels.SequenceEqual(StructureCard.KnownLabels, StringComparer.Ordinal))
        {
            throw new ModelInvalidException(file, $"Its labels are {string.Join(", ", card.Labels)}; this program answers with {string.Join(", ", StructureCard.KnownLabels)}.",
                "Use a model that was trained for these labels.");
        }

        var names = card.Descriptors.Select(d => d.Name).ToArray();
        if (!names.SequenceEqual(StructureDescriptors.Names, StringComparer.Ordinal))
        {
            var odd = names.Except(StructureDescriptors.Names, StringComparer.Ordinal).Concat(StructureDescriptors.Names.Except(names, StringComparer.Ordinal)).FirstOrDefault();
            throw new ModelInvalidException(file, odd is null
                    ? "Its descriptors are those of this version in another order."
                    : $"It was trained on other descriptors than this version computes: {odd} is on one side only.",
                "Use a model that was trained by this version, or train it anew.");
        }

        var count = names.Length;
        var faults = new List<string>();
        if (!(card.Temperature > 0) || !double.IsFinite(card.Temperature)) faults.Add("temperature is no positive number.");
        if (card.Descriptors.Any(d => !double.IsFinite(d.Median) || !(d.Spread > 0) || !double.IsFinite(d.Spread))) faults.Add("descriptors: a median or spread is no number.");
        if (NoveltyTest.Unpack(card.Novelty.Means, 3 * count) is null) faults.Add($"novelty.means is not 3 times {count} numbers.");
        if (NoveltyTest.Unpack(card.Novelty.Precision, TriangleSize(card)) is null) faults.Add($"novelty.precision is not the upper triangle of a matrix of {count} columns.");
        if (!(card.Novelty.Threshold > 0) || !(card.Novelty.Clip > 0)) faults.Add("novelty: threshold and clip are positive.");
        if (card.Decision.NoneProbability is not (> 0 and <= 1) || card.Decision.AmbiguousMargin is not (>= 0 and < 1)) faults.Add("decision: a probability is between 0 and 1.");
        if (faults.Count > 0) throw new ModelInvalidException(file, string.Join(" ", faults), Retrain);
    }

    private static int TriangleSize(StructureCard card) => card.Descriptors.Count * (card.Descriptors.Count + 1) / 2;

    private static void CheckShape(InferenceSession session, StructureCard card, string file)
    {
        if (session.InputMetadata.Count != 1 || session.OutputMetadata.Count != 1)
            throw new ModelInvalidException(file, $"It has {session.InputMetadata.Count} inputs and {session.OutputMetadata.Count} outputs; one of each is wanted.", Retrain);
        Demand("input", session.InputMetadata.Values.First(), card.Descriptors.Count);
        Demand("output", session.OutputMetadata.Values.First(), card.Labels.Count);

        void Demand(string what, NodeMetadata node, int columns)
        {
            if (node.IsTensor && node.ElementType == typeof(float) && node.Dimensions is [_, var given] && given == columns) return;
            throw new ModelInvalidException(file, $"Its {what} is not a table of numbers (float) with {columns} columns.", Retrain);
        }
    }
}

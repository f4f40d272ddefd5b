using System.Buffers.Binary;
using System.Text.Json.Serialization;
using ImageAnalysis.Findings;
using ImageAnalysis.Models;

namespace ImageAnalysis.Classify;

/// <summary>What a structure model is, what it was made from and how good it is: the file card.json beside model.onnx.</summary>
public sealed record StructureCard
{
    /// <summary>The labels in the order of the model's output; another order is another model.</summary>
    public static readonly IReadOnlyList<string> KnownLabels = ["percolation", "spherical-particle", "cellular", "none"];

    /// <summary>Name and version, such as "structure/1".</summary>
    public required string Name { get; init; }

    /// <summary>What kind of classifier it is, in words.</summary>
    public required string Kind { get; init; }

    /// <summary>SHA-256 of model.onnx, lower-case hexadecimal.</summary>
    public required string ModelSha256 { get; init; }

    /// <summary>Classes in the order of the output.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>Inputs in their order; they must be <see cref="StructureDescriptors.Names"/>.</summary>
    public required IReadOnlyList<DescriptorSpread> Descriptors { get; init; }

    /// <summary>The margins were divided by this, so that probabilities mean what they say. Guo et al., ICML 2017, section 4.2.</summary>
    public required double Temperature { get; init; }

    /// <summary>When a picture is like none of those the model was trained on.</summary>
    public required NoveltyTest Novelty { get; init; }

    /// <summary>When an answer is given.</summary>
    public required DecisionRule Decision { get; init; }

    /// <summary>Which classes a picture may have; absent where too few pictures were kept to calibrate it, and <see cref="Decision"/> alone decides.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ConformalSets? Conformal { get; init; }

    /// <summary>The pictures.</summary>
    public required TrainingSetCard DataSet { get; init; }

    /// <summary>Identity of the model of openings that looked at the pictures; absent where none did.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? OpeningsModel { get; init; }

    /// <summary>How good it is on pictures of groups that took no part in training.</summary>
    public required ScoreCard Scores { get; init; }

    /// <summary>The same on those of them that were left as they were rendered: the others are warped, stained, dirty, written upon, resampled or compressed beside.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ScoreCard? AsRendered { get; init; }

    /// <summary>The kinds of model that were tried on the same pictures, and why this one was taken.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public KindComparison? Comparison { get; init; }

    /// <summary>What labelled pictures changed; absent where the model rests on rendered ones alone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AdaptationCard? Adaptation { get; init; }

    /// <summary>Name and SHA-256 of the model, by which results and other cards name it.</summary>
    [JsonIgnore]
    public string Identity => $"{Name} sha256:{ModelSha256}";

    /// <summary>Descriptors on the scale of the novelty test: (value - median)/spread, held to its clip.</summary>
    public double[] Scale(IReadOnlyList<double> descriptors)
    {
        ArgumentNullException.ThrowIfNull(descriptors);
        var scaled = new double[descriptors.Count];
        for (var i = 0; i < scaled.Length; i++) scaled[i] = Math.Clamp(Descriptors[i].Scale(descriptors[i]), -Novelty.Clip, Novelty.Clip);
        return scaled;
    }

    /// <exception cref="ModelInvalidException">The bytes are no card.</exception>
    public static StructureCard Parse(ReadOnlySpan<byte> json, string name) => ModelCards.Lacks(json, "descriptors")
        ? throw new ModelInvalidException($"{name}/card.json", "It has neither \"image\", which says how a picture is given to a model of pictures, nor \"descriptors\", the inputs of a model of descriptors.",
            "For a model of pictures that was trained elsewhere add \"image\": { \"width\": 224, \"height\": 224, \"channels\": 3 } with its own sizes; src/ImageAnalysis/Classify/README.md shows a whole card. A model of descriptors is made by imageanalysis train.")
        : ModelCards.Parse<StructureCard>(json, name, "model card");

    /// <summary>UTF-8 with line feeds; the same card gives the same bytes.</summary>
    public byte[] ToJson() => ModelCards.ToJson(this);
}

/// <summary>Kinds of model on the same pictures, of groups that took no part in training.</summary>
/// <param name="Chosen">The kind that was taken: that of the least loss.</param>
/// <param name="Candidates">How each did.</param>
public sealed record KindComparison(string Chosen, IReadOnlyList<KindCandidate> Candidates);

/// <summary>How a kind of model did.</summary>
/// <param name="Kind">In words.</param>
/// <param name="Right">Share of pictures whose most probable class of four is the true one.</param>
/// <param name="Loss">Mean of -log of the probability of the true class.</param>
public sealed record KindCandidate(string Kind, double Right, double Loss);

/// <summary>
/// Squared Mahalanobis distance to the nearest mean of the three classes over descriptors on the scale (value - median)/spread, held to ±<see cref="Clip"/>.
/// The covariance is that within the classes, pooled and shrunk towards its diagonal. Lee et al., NeurIPS 2018, section 2.1.
/// </summary>
public sealed record NoveltyTest
{
    /// <summary>Largest magnitude of a scaled descriptor.</summary>
    public required double Clip { get; init; }

    /// <summary>Means of the three classes, and of pictures that a lab labelled as one of them, one after the other, as <see cref="Pack"/> writes them.</summary>
    public required string Means { get; init; }

    /// <summary>Inverse of the covariance: its upper triangle row by row, as <see cref="Pack"/> writes it.</summary>
    public required string Precision { get; init; }

    /// <summary>Distance beyond which the answer is none.</summary>
    public required double Threshold { get; init; }

    /// <summary>Share of held-out pictures of the three classes below the threshold.</summary>
    public required double Passed { get; init; }

    /// <summary>Base64 of 32-bit floating-point numbers, low byte first: a matrix is not for reading, and thousands of lines would bury the rest.</summary>
    public static string Pack(ReadOnlySpan<float> numbers)
    {
        var bytes = new byte[4 * numbers.Length];
        for (var i = 0; i < numbers.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(4 * i), numbers[i]);
        return Convert.ToBase64String(bytes);
    }

    /// <summary>The means, or null where the text is not those of at least three over so many descriptors.</summary>
    public static float[]? UnpackMeans(string text, int descriptors)
    {
        var means = text.Length / 4 * 3 / 4 / descriptors;
        return means < 3 ? null : Unpack(text, means * descriptors);
    }

    /// <summary>The numbers, or null where the text is not that many finite ones.</summary>
    public static float[]? Unpack(string text, int count)
    {
        var bytes = new byte[4 * count];
        if (!Convert.TryFromBase64String(text, bytes, out var written) || written != bytes.Length) return null;
        var numbers = new float[count];
        for (var i = 0; i < count; i++) numbers[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(4 * i));
        return Array.TrueForAll(numbers, float.IsFinite) ? numbers : null;
    }

    /// <summary>Distance of scaled descriptors to the nearest class.</summary>
    public static double Distance(ReadOnlySpan<double> scaled, ReadOnlySpan<float> means, ReadOnlySpan<float> upperTriangle)
    {
        var count = scaled.Length;
        var nearest = double.PositiveInfinity;
        Span<double> apart = stackalloc double[count];
        for (var c = 0; c * count < means.Length; c++)
        {
            for (var i = 0; i < count; i++) apart[i] = scaled[i] - means[(c * count) + i];
            double sum = 0;
            var at = 0;
            for (var i = 0; i < count; i++)
            {
                var row = 0.5 * upperTriangle[at++] * apart[i];
                for (var j = i + 1; j < count; j++) row += upperTriangle[at++] * apart[j];
                sum += 2 * row * apart[i];
            }

            nearest = Math.Min(nearest, sum);
        }

        return nearest;
    }
}

/// <summary>From probabilities to an answer.</summary>
/// <param name="NoneProbability">Probability of none from which the answer is none.</param>
/// <param name="AmbiguousMargin">Two classes whose probabilities differ by less are ambiguous.</param>
public sealed record DecisionRule(double NoneProbability, double AmbiguousMargin);

/// <summary>
/// Adaptive conformal sets: a picture may have the most probable classes, as many as it takes to reach a mass of probability that holds the true class in a known share of
/// pictures. Y. Romano, M. Sesia and E. Candès, NeurIPS 2020, without the random step, so the sets are a little larger than they need be.
/// </summary>
/// <param name="Coverage">Share of pictures whose set holds their class.</param>
/// <param name="Mass">Probability that the labels of a set reach together.</param>
public sealed record ConformalSets(double Coverage, double Mass)
{
    /// <summary>The labels that a picture may have, most probable first; never none.</summary>
    public int[] Of(IReadOnlyList<double> probabilities)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        int[] order = [.. Enumerable.Range(0, probabilities.Count).OrderByDescending(c => probabilities[c]).ThenBy(c => c)];
        var (reached, count) = (0.0, 0);
        while (count < order.Length && reached < Mass) reached += probabilities[order[count++]];
        return order[..Math.Max(1, count)];
    }
}

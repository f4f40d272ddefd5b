using System.Text.Json.Serialization;
using ImageAnalysis.Findings;
using ImageAnalysis.Models;

namespace ImageAnalysis.Classify;

/// <summary>The card.json of a model that was trained elsewhere and takes the picture itself, such as a convolutional network.</summary>
public sealed record ImageModelCard
{
    /// <summary>Name and version, such as "lab-cnn/1".</summary>
    public required string Name { get; init; }

    /// <summary>What kind of classifier it is, in words.</summary>
    public required string Kind { get; init; }

    /// <summary>SHA-256 of model.onnx, lower-case hexadecimal.</summary>
    public required string ModelSha256 { get; init; }

    /// <summary>Classes in the order of the output: two or more of <see cref="StructureCard.KnownLabels"/>, each once.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>How a picture becomes the input.</summary>
    public required ImageInput Image { get; init; }

    /// <summary>What the output is.</summary>
    public ImageOutput Output { get; init; } = ImageOutput.Margins;

    /// <summary>Margins are divided by this before softmax. Guo et al., ICML 2017, section 4.2.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>When an answer is given.</summary>
    public DecisionRule Decision { get; init; } = new(0.5, 0.25);

    /// <exception cref="ModelInvalidException">The bytes are no card, or it says what cannot be.</exception>
    public static ImageModelCard Parse(ReadOnlySpan<byte> json, string name)
    {
        var card = ModelCards.Parse<ImageModelCard>(json, name, "card of a model of pictures");
        var faults = card.Faults().ToArray();
        return faults.Length == 0 ? card : throw new ModelInvalidException($"{name}/card.json", string.Join(" ", faults), "Mend the named members; src/ImageAnalysis/Classify/README.md shows a card.");
    }

    private IEnumerable<string> Faults()
    {
        foreach (var label in Labels.Where(l => !StructureCard.KnownLabels.Contains(l)))
            yield return $"labels: \"{label}\" is no class; {Spelling.Suggest(label, [.. StructureCard.KnownLabels])}.";
        if (Labels.Count < 2 || Labels.Distinct(StringComparer.Ordinal).Count() != Labels.Count) yield return "labels: two or more classes, each once.";
        if (Image.Width is < 8 or > 4096 || Image.Height is < 8 or > 4096) yield return "image: width and height are between 8 and 4096.";
        if (Image.Channels is not (1 or 3)) yield return "image.channels: 1 or 3.";
        if (Image.Mean.Count != Image.Channels || Image.Deviation.Count != Image.Channels || Image.Mean.Any(m => !double.IsFinite(m)) || Image.Deviation.Any(d => !(d > 0) || !double.IsFinite(d)))
            yield return "image.mean and image.deviation: a number for each channel, deviations positive.";
        if (!(Temperature > 0) || !double.IsFinite(Temperature)) yield return "temperature is no positive number.";
        if (Decision.NoneProbability is not (> 0 and <= 1) || Decision.AmbiguousMargin is not (>= 0 and < 1)) yield return "decision: a probability is between 0 and 1.";
    }
}

/// <summary>How a picture becomes the input: resized, grey values 0 to 1, less the mean, over the deviation; grey in every channel.</summary>
public sealed record ImageInput
{
    /// <summary>Width, px.</summary>
    public required int Width { get; init; }

    /// <summary>Height, px.</summary>
    public required int Height { get; init; }

    /// <summary>1 or 3; a grey picture fills all alike.</summary>
    public int Channels { get; init; } = 1;

    /// <summary>Order of the numbers.</summary>
    public ImageLayout Layout { get; init; } = ImageLayout.Nchw;

    /// <summary>What is shown.</summary>
    public ImageFit Fit { get; init; } = ImageFit.Middle;

    /// <summary>Subtracted, by channel.</summary>
    public IReadOnlyList<double> Mean { get; init; } = [0];

    /// <summary>Divided by, by channel.</summary>
    public IReadOnlyList<double> Deviation { get; init; } = [1];
}

/// <summary>Order of the numbers of an input.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ImageLayout>))]
public enum ImageLayout
{
    /// <summary>Channel by channel (PyTorch).</summary>
    [JsonStringEnumMemberName("nchw")]
    Nchw,

    /// <summary>Pixel by pixel (TensorFlow).</summary>
    [JsonStringEnumMemberName("nhwc")]
    Nhwc,
}

/// <summary>What of a field becomes the input.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ImageFit>))]
public enum ImageFit
{
    /// <summary>The largest part of the input's proportions, from the middle: shapes stay as they are.</summary>
    [JsonStringEnumMemberName("middle")]
    Middle,

    /// <summary>All of it, stretched.</summary>
    [JsonStringEnumMemberName("stretch")]
    Stretch,
}

/// <summary>What an output is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ImageOutput>))]
public enum ImageOutput
{
    /// <summary>Numbers that softmax makes probabilities of.</summary>
    [JsonStringEnumMemberName("margins")]
    Margins,

    /// <summary>Probabilities.</summary>
    [JsonStringEnumMemberName("probabilities")]
    Probabilities,
}

using System.Globalization;
using ImageAnalysis.Findings;
using ImageAnalysis.Models;
using ImageAnalysis.Quantities;
using OpenCvSharp;

namespace ImageAnalysis.Classify;

/// <summary>A model that takes the picture itself and was trained elsewhere; its card says how the picture is given to it. The gates before it are the program's own.</summary>
public sealed class ImageModel : IStructureModel
{
    /// <summary>How far probabilities may be from 0 to 1, and their sum from 1.</summary>
    private const float Rounding = 0.01f;

    private readonly ModelSession _session;
    private readonly string _name;

    /// <summary>Place of each output among the known labels.</summary>
    private readonly int[] _places;

    private ImageModel(ModelSession session, ImageModelCard card, string name)
    {
        (_session, _name, Card, Identity) = (session, name, card, $"{card.Name} sha256:{card.ModelSha256}");
        string[] known = [.. StructureCard.KnownLabels];
        _places = [.. card.Labels.Select(l => Array.IndexOf(known, l))];
    }

    public string Identity { get; }

    /// <summary>What it is.</summary>
    public ImageModelCard Card { get; }

    /// <summary>Reads a model and proves that it fits its card.</summary>
    /// <param name="onnx">Bytes of model.onnx.</param>
    /// <param name="card">Bytes of card.json.</param>
    /// <param name="name">The model's folder, for messages.</param>
    /// <exception cref="ModelInvalidException">It cannot be used; the message names the file and the reason.</exception>
    public static ImageModel Load(byte[] onnx, byte[] card, string name)
    {
        ArgumentNullException.ThrowIfNull(onnx);
        ArgumentNullException.ThrowIfNull(card);
        var parsed = ImageModelCard.Parse(card, name);
        var input = parsed.Image;
        int[] shape = input.Layout == ImageLayout.Nchw ? [input.Channels, input.Height, input.Width] : [input.Height, input.Width, input.Channels];
        return new ImageModel(ModelSession.Load(onnx, parsed.ModelSha256, shape, [parsed.Labels.Count], $"{name}/model.onnx"), parsed, name);
    }

    public StructureResult Classify(Mat page, PixelRect field, FrameDescription description)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(description);
        if (description.Refusal is { } refusal) return new StructureResult(StructureClass.None, null, null, false, [], [], Identity, [refusal]);
        var p = new double[StructureCard.KnownLabels.Count];
        var given = Probabilities(_session.Probabilities(Input(page, field)));
        for (var i = 0; i < given.Length; i++) p[_places[i]] = given[i];
        return StructureClassifier.Decide(p, Card.Decision, sets: null, unfamiliar: null, [], _ => [], Identity);
    }

    public void Dispose() => _session.Dispose();

    private double[] Probabilities(float[] output)
    {
        if (Card.Output == ImageOutput.Probabilities)
        {
            if (output.Any(o => o is < -Rounding or > 1 + Rounding) || Math.Abs(output.Sum() - 1) > Rounding)
            {
                throw new ModelInvalidException($"{_name}/card.json", string.Create(CultureInfo.InvariantCulture,
                    $"It calls the model's output probabilities, and the model answers {string.Join(", ", output.Select(o => Math.Round(o, 3)))}."), "Where these are scores before softmax, the card says \"output\": \"margins\".");
            }

            return [.. output.Select(o => (double)Math.Clamp(o, 0, 1))];
        }

        var highest = output.Max();
        double[] powers = [.. output.Select(o => Math.Exp((o - highest) / Card.Temperature))];
        return [.. powers.Select(e => e / powers.Sum())];
    }

    private float[] Input(Mat page, PixelRect field)
    {
        var input = Card.Image;
        var part = input.Fit == ImageFit.Stretch ? field : Middle(field, (double)input.Width / input.Height);
        using var seen = page.SubMat(new Rect(part.X, part.Y, part.Width, part.Height));
        using var resized = new Mat();
        using var grey = new Mat();
        var shrinks = part.Width >= input.Width && part.Height >= input.Height;
        Cv2.Resize(seen, resized, new Size(input.Width, input.Height), 0, 0, shrinks ? InterpolationFlags.Area : InterpolationFlags.Linear);
        resized.ConvertTo(grey, MatType.CV_32FC1, page.Depth() == MatType.CV_16U ? 1 / 65535.0 : 1 / 255.0);
        var values = grey.AsSpan<float>();
        var (pixels, numbers) = (values.Length, new float[values.Length * input.Channels]);
        for (var c = 0; c < input.Channels; c++)
        {
            var (mean, deviation) = ((float)input.Mean[c], (float)input.Deviation[c]);
            for (var i = 0; i < pixels; i++)
                numbers[input.Layout == ImageLayout.Nchw ? (c * pixels) + i : (i * input.Channels) + c] = (values[i] - mean) / deviation;
        }

        return numbers;
    }

    private static PixelRect Middle(PixelRect field, double proportion)
    {
        var (width, height) = (Math.Min(field.Width, (int)Math.Round(field.Height * proportion)), Math.Min(field.Height, (int)Math.Round(field.Width / proportion)));
        (width, height) = (Math.Max(1, width), Math.Max(1, height));
        return new PixelRect(field.X + ((field.Width - width) / 2), field.Y + ((field.Height - height) / 2), width, height);
    }
}

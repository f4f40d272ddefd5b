using System.Text.Json;
using ImageAnalysis.Quantities;
using OpenCvSharp;

namespace ImageAnalysis.Classify;

/// <summary>A model that names structures. It may be used from several threads at once.</summary>
public interface IStructureModel : IDisposable
{
    /// <summary>Name, version and SHA-256 of the model file.</summary>
    string Identity { get; }

    /// <summary>Names the structure of a field.</summary>
    /// <param name="page">The page, CV_8UC1 or CV_16UC1; borrowed.</param>
    /// <param name="field">The part of it that is looked at.</param>
    /// <param name="description">The field in numbers.</param>
    /// <exception cref="Findings.ModelInvalidException">The model does not run.</exception>
    StructureResult Classify(Mat page, PixelRect field, FrameDescription description);
}

/// <summary>Reads models of either kind.</summary>
public static class StructureModels
{
    /// <summary>Reads a model and proves that it fits its card and this program: one of pictures where the card has the member "image", else one of descriptors.</summary>
    /// <param name="onnx">Bytes of model.onnx.</param>
    /// <param name="card">Bytes of card.json.</param>
    /// <param name="name">The model's folder, for messages.</param>
    /// <exception cref="Findings.ModelInvalidException">It cannot be used; the message names the file and the reason.</exception>
    public static IStructureModel Load(byte[] onnx, byte[] card, string name) =>
        IsOfPictures(card) ? ImageModel.Load(onnx, card, name) : StructureModel.Load(onnx, card, name);

    /// <summary>Whether a card is that of a model of pictures.</summary>
    public static bool IsOfPictures(byte[] card)
    {
        ArgumentNullException.ThrowIfNull(card);
        try
        {
            using var document = JsonDocument.Parse(card);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("image", out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

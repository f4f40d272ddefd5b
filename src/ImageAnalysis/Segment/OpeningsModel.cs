using ImageAnalysis.Findings;
using ImageAnalysis.Models;

namespace ImageAnalysis.Segment;

/// <summary>
/// A loaded model that finds, in a view into cut-open cells, the openings in the cut plane, however their floors are lit; and says whether a picture is such a view. It may be
/// used from several threads at once.
/// </summary>
public sealed class OpeningsModel : IDisposable
{
    private const int Maps = 2;

    private readonly ModelSession _session;

    private OpeningsModel(ModelSession session, OpeningsCard card) =>
        (_session, Card, Identity) = (session, card, $"{card.Name} sha256:{card.ModelSha256}");

    /// <summary>Name, version and SHA-256 of the model file.</summary>
    public string Identity { get; }

    /// <summary>What it is and how good.</summary>
    public OpeningsCard Card { get; }

    /// <summary>Reads a model and proves that it fits its card and this program.</summary>
    /// <param name="onnx">Bytes of model.onnx.</param>
    /// <param name="card">Bytes of card.json.</param>
    /// <param name="name">The model's folder, for messages.</param>
    /// <exception cref="ModelInvalidException">It cannot be used; the message names the file and the reason.</exception>
    public static OpeningsModel Load(byte[] onnx, byte[] card, string name)
    {
        ArgumentNullException.ThrowIfNull(onnx);
        ArgumentNullException.ThrowIfNull(card);
        var parsed = OpeningsCard.Parse(card, name);
        if (parsed.CellPx != OpeningsFrame.CellPx || parsed.Multiple != NetworkFrame.Multiple)
        {
            throw new ModelInvalidException($"{name}/card.json", FormattableString.Invariant(
                    $"It was trained on cells of {parsed.CellPx} px and sides of whole {parsed.Multiple} px; this version gives it {OpeningsFrame.CellPx} and {NetworkFrame.Multiple}."),
                "Use a model that was trained by this version, or train it anew.");
        }

        return new OpeningsModel(ModelSession.Load(onnx, parsed.ModelSha256, [1, 0, 0], [Maps, 0, 0], $"{name}/model.onnx"), parsed);
    }

    /// <summary>Where the openings are.</summary>
    /// <exception cref="ModelInvalidException">The model does not run.</exception>
    public Openings Find(NetworkFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var maps = _session.Run(frame.Grey, [1, 1, frame.Height, frame.Width]);
        var pixels = frame.Grey.Length;
        double sum = 0;
        foreach (var value in maps.AsSpan(pixels, pixels)) sum += value;
        return new Openings(maps[..pixels], frame.Width, frame.Height, sum / pixels);
    }

    public void Dispose() => _session.Dispose();
}

/// <summary>Openings of a frame.</summary>
/// <param name="LogOdds">Of each pixel to lie in an opening, row by row.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="CellsLogOdds">Of the picture to be a view into cut cells.</param>
public sealed record Openings(float[] LogOdds, int Width, int Height, double CellsLogOdds);

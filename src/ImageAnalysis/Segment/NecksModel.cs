using System.Buffers;
using ImageAnalysis.Findings;
using ImageAnalysis.Models;

namespace ImageAnalysis.Segment;

/// <summary>
/// A loaded model that says of a place in a flat section, where a wall or a gap may be thinner than the blur, on which side of the boundary it lies. It may be used from several
/// threads at once.
/// </summary>
public sealed class NecksModel : IDisposable
{
    /// <summary>Places that are asked about at once: what that takes of memory stays small.</summary>
    private const int Batch = 512;

    private readonly ModelSession _session;

    private NecksModel(ModelSession session, NecksCard card) => (_session, Card, Identity) = (session, card, $"{card.Name} sha256:{card.ModelSha256}");

    /// <summary>Name, version and SHA-256 of the model file.</summary>
    public string Identity { get; }

    /// <summary>What it is and how good.</summary>
    public NecksCard Card { get; }

    /// <summary>Reads a model and proves that it fits its card and this program.</summary>
    /// <param name="onnx">Bytes of model.onnx.</param>
    /// <param name="card">Bytes of card.json.</param>
    /// <param name="name">The model's folder, for messages.</param>
    /// <exception cref="ModelInvalidException">It cannot be used; the message names the file and the reason.</exception>
    public static NecksModel Load(byte[] onnx, byte[] card, string name)
    {
        ArgumentNullException.ThrowIfNull(onnx);
        ArgumentNullException.ThrowIfNull(card);
        var parsed = NecksCard.Parse(card, name);
        if (parsed.SidePx != NeckFrame.Side)
        {
            throw new ModelInvalidException($"{name}/card.json", FormattableString.Invariant($"It was trained on surroundings of {parsed.SidePx} px; this version gives it {NeckFrame.Side}."),
                "Use a model that was trained by this version, or train it anew.");
        }

        return new NecksModel(ModelSession.Load(onnx, parsed.ModelSha256, [NeckFrame.Inputs], [1], $"{name}/model.onnx"), parsed);
    }

    /// <summary>Log odds of places to be void.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="places">Indices of its pixels.</param>
    /// <exception cref="ModelInvalidException">The model does not run.</exception>
    public float[] Ask(NeckFrame frame, IReadOnlyList<int> places)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(places);
        var odds = new float[places.Count];
        var rows = ArrayPool<float>.Shared.Rent(Math.Min(Batch, places.Count) * NeckFrame.Inputs);
        try
        {
            for (var start = 0; start < places.Count; start += Batch)
            {
                var count = Math.Min(Batch, places.Count - start);
                for (var i = 0; i < count; i++) frame.Tell(places[start + i], rows.AsSpan(i * NeckFrame.Inputs, NeckFrame.Inputs));
                _session.Probabilities(rows.AsMemory(0, count * NeckFrame.Inputs)).CopyTo(odds.AsSpan(start));
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rows);
        }

        return odds;
    }

    public void Dispose() => _session.Dispose();
}

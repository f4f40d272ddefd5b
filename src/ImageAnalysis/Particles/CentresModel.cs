using ImageAnalysis.Findings;
using ImageAnalysis.Models;

namespace ImageAnalysis.Particles;

/// <summary>A particle that a model proposes.</summary>
/// <param name="X">Centre, pixels; that of the first pixel is 0.</param>
/// <param name="Y">Centre, pixels, down.</param>
/// <param name="Radius">Mean of the half-axes, pixels.</param>
/// <param name="Probability">Of a particle's centre to lie here.</param>
public readonly record struct ProposedParticle(double X, double Y, double Radius, double Probability);

/// <summary>
/// A loaded model that finds the centres of round particles in a pile, a packing or a layer, in the dark and partly hidden too, and about how large they are. It may be used
/// from several threads at once.
/// </summary>
public sealed class CentresModel : IDisposable
{
    /// <summary>Probability from which a summit is a proposal.</summary>
    public const double LeastProbability = 0.3;

    private const int Maps = 2;

    /// <summary>Of two summits nearer than this share of the larger radius the lower one is none.</summary>
    private const double LeastDistance = 0.45;

    private readonly ModelSession _session;

    private CentresModel(ModelSession session, CentresCard card) =>
        (_session, Card, Identity) = (session, card, $"{card.Name} sha256:{card.ModelSha256}");

    /// <summary>Name, version and SHA-256 of the model file.</summary>
    public string Identity { get; }

    /// <summary>What it is and how good.</summary>
    public CentresCard Card { get; }

    /// <summary>Reads a model and proves that it fits its card and this program.</summary>
    /// <param name="onnx">Bytes of model.onnx.</param>
    /// <param name="card">Bytes of card.json.</param>
    /// <param name="name">The model's folder, for messages.</param>
    /// <exception cref="ModelInvalidException">It cannot be used; the message names the file and the reason.</exception>
    public static CentresModel Load(byte[] onnx, byte[] card, string name)
    {
        ArgumentNullException.ThrowIfNull(onnx);
        ArgumentNullException.ThrowIfNull(card);
        var parsed = CentresCard.Parse(card, name);
        if (parsed.ParticlePx != CentresFrame.ParticlePx || parsed.Multiple != NetworkFrame.Multiple)
        {
            throw new ModelInvalidException($"{name}/card.json", FormattableString.Invariant(
                    $"It was trained on particles of {parsed.ParticlePx} px and sides of whole {parsed.Multiple} px; this version gives it {CentresFrame.ParticlePx} and {NetworkFrame.Multiple}."),
                "Use a model that was trained by this version, or train it anew.");
        }

        return new CentresModel(ModelSession.Load(onnx, parsed.ModelSha256, [1, 0, 0], [Maps, 0, 0], $"{name}/model.onnx"), parsed);
    }

    /// <summary>The particles of a frame, the surest first; pixels of the frame.</summary>
    /// <exception cref="ModelInvalidException">The model does not run.</exception>
    public IReadOnlyList<ProposedParticle> Find(NetworkFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        return Summits(_session.Run(frame.Grey, [1, 1, frame.Height, frame.Width]), frame.Width, frame.Height);
    }

    public void Dispose() => _session.Dispose();

    /// <summary>Summits of the first map, with the radii of the second.</summary>
    internal static List<ProposedParticle> Summits(ReadOnlySpan<float> maps, int width, int height)
    {
        var pixels = width * height;
        var least = (float)Math.Log(LeastProbability / (1 - LeastProbability));
        var summits = new List<ProposedParticle>();
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var i = (y * width) + x;
                if (maps[i] < least || !IsSummit(maps, x, y, width, height)) continue;
                var (dx, dy) = (Shift(maps, i, 1, x, width), Shift(maps, i, width, y, height));
                summits.Add(new ProposedParticle(x + dx, y + dy, CentresFrame.ParticlePx / 2 * Math.Exp(maps[pixels + i]), 1 / (1 + Math.Exp(-maps[i]))));
            }
        }

        summits.Sort(static (a, b) => a.Probability != b.Probability ? b.Probability.CompareTo(a.Probability) : a.Y != b.Y ? a.Y.CompareTo(b.Y) : a.X.CompareTo(b.X));
        var kept = new List<ProposedParticle>();
        foreach (var summit in summits)
        {
            if (kept.TrueForAll(other => !IsSame(other, summit))) kept.Add(summit);
        }

        return kept;
    }

    /// <summary>Whether no pixel beside it is higher; of equal ones the first is the summit.</summary>
    private static bool IsSummit(ReadOnlySpan<float> map, int x, int y, int width, int height)
    {
        var own = map[(y * width) + x];
        for (var v = Math.Max(0, y - 1); v <= Math.Min(height - 1, y + 1); v++)
        {
            for (var u = Math.Max(0, x - 1); u <= Math.Min(width - 1, x + 1); u++)
            {
                var other = map[(v * width) + u];
                if (other > own || (other == own && (v < y || (v == y && u < x)))) return false;
            }
        }

        return true;
    }

    /// <summary>Where the parabola through a summit and its two neighbours is highest.</summary>
    private static double Shift(ReadOnlySpan<float> map, int i, int step, int at, int count)
    {
        if (at == 0 || at == count - 1) return 0;
        double before = map[i - step], own = map[i], after = map[i + step];
        var bend = before - (2 * own) + after;
        return bend < 0 ? Math.Clamp((before - after) / (2 * bend), -0.5, 0.5) : 0;
    }

    private static bool IsSame(ProposedParticle a, ProposedParticle b)
    {
        var (dx, dy, r) = (a.X - b.X, a.Y - b.Y, LeastDistance * Math.Max(a.Radius, b.Radius));
        return (dx * dx) + (dy * dy) < r * r;
    }
}

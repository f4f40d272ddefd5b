using ImageAnalysis.Models;
using ImageAnalysis.Particles;
using ImageAnalysis.Quantities;
using ImageAnalysis.Training.Measurable;
using ImageAnalysis.Training.Rendering;
using ImageAnalysis.Training.Structure;

namespace ImageAnalysis.Training.Centres;

/// <summary>A particle of an example, pixels of its frame.</summary>
/// <param name="X">Centre; that of the first pixel is 0.</param>
/// <param name="Y">Centre, down.</param>
/// <param name="A">Longer half-axis.</param>
/// <param name="B">Shorter half-axis.</param>
/// <param name="Angle">Of A against +x, radians, y down.</param>
/// <param name="Visible">Share of its area that is neither hidden nor outside the frame.</param>
/// <param name="TouchesFrame">Whether it reaches the edge of the picture.</param>
public readonly record struct ExampleParticle(float X, float Y, float A, float B, float Angle, float Visible, bool TouchesFrame)
{
    public float Radius => (A + B) / 2;
}

/// <summary>A picture as the network is given it, with the particles that it shows.</summary>
/// <param name="Recipe">What it was rendered from.</param>
/// <param name="Grey">Normalised, row by row, <see cref="Side"/> squared.</param>
/// <param name="Particles">Those of which anything is seen; none in pictures of something else.</param>
public sealed record CentresExample(RenderRecipe Recipe, float[] Grey, IReadOnlyList<ExampleParticle> Particles)
{
    /// <summary>Width and height of a picture, pixels.</summary>
    public const int Side = 128;

    /// <summary>Share of a particle that is seen, from which its centre is to be found; and below which there is none.</summary>
    public const float SeenEnough = 0.45f, SeenHardly = 0.2f;

    private const double SmallestPx = 12, LargestPx = 60;

    /// <summary>Standard deviation of the logarithm of the scale: particles of one picture differ, and their size is known from a first look only.</summary>
    private const double ScaleSpread = 0.33, LargestSpread = 0.75;

    /// <summary>A shape in which distances from a centre are counted, beyond which a pixel is none of its own.</summary>
    private const float Reach = 0.8f;

    /// <summary>Standard deviation of the bell around a centre, and how far its radius is asked for, of the half-axes.</summary>
    private const float Bell = 0.25f, Core = 0.45f;

    /// <summary>Smaller than this nothing is seen, pixels.</summary>
    private const float LeastHalfAxis = 1.6f;

    /// <summary>Of ten pictures the last shows something else, so that the network learns when it has nothing to say.</summary>
    private static readonly RenderFamily[] Particulate =
    [
        RenderFamily.SpherePile, RenderFamily.SinteredSpheres, RenderFamily.SpherePile, RenderFamily.TouchingParticles, RenderFamily.SpherePile, RenderFamily.SinteredSpheres,
        RenderFamily.SpherePile, RenderFamily.TouchingParticles, RenderFamily.SeparatedParticles,
    ];

    private static readonly RenderFamily[] Others =
    [
        RenderFamily.SpinodalRelief, RenderFamily.BowlFoam, RenderFamily.FibrillarNetwork, RenderFamily.PolyhedralFoam, RenderFamily.RoughSurface, RenderFamily.Crystals, RenderFamily.WormFilm,
        RenderFamily.RandomFibres, RenderFamily.Cuboids, RenderFamily.DeepCells, RenderFamily.Honeycomb,
    ];

    /// <summary>Recipes of a training set: every look its own.</summary>
    public static IReadOnlyList<RenderRecipe> Set(ulong seed, int count)
    {
        var recipes = new RenderRecipe[count];
        var cycle = Particulate.Length + 1;
        for (var i = 0; i < count; i++)
        {
            var random = new SeededRandom(seed).Fork(0x60000000 + (ulong)i);
            var family = i % cycle < Particulate.Length ? Particulate[i % cycle] : Others[i / cycle % Others.Length];
            var structurePx = random.NextLogUniform(SmallestPx, LargestPx);
            var spread = Math.Clamp(ScaleSpread * random.NextGaussian(), -LargestSpread, LargestSpread);
            var side = Math.Max(64, (int)Math.Round(Side * structurePx / (CentresFrame.ParticlePx * Math.Exp(spread))));
            recipes[i] = RecipeBook.Draw(seed, (ulong)i, family) with
            {
                StructurePx = structurePx, Width = side, Height = side, StyleSeed = random.NextUInt64(), AnyLight = true, AnyLimb = true, SizeVariation = random.NextDouble(0.02, 0.4),
                Aspect = random.NextInt(4) < 3 ? 1 : random.NextDouble(1, 2), DataBar = DataBarLayout.None, BitDepth = 8, Group = $"{family}-{i}",
            };
        }

        return recipes;
    }

    /// <summary>Whether a family shows round particles from above.</summary>
    public static bool ShowsParticles(RenderFamily family) => Array.IndexOf(Particulate, family) >= 0;

    /// <summary>Renders a recipe, spoils the picture as files do, and normalises it.</summary>
    public static CentresExample Of(RenderRecipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var picture = MicrographRenderer.Render(recipe);
        using var page = Examples.Page(picture, recipe.BitDepth);
        Recording.Apply(page, recipe.Seed, recipe.Severity);
        var scale = (double)Side / recipe.Width;
        return new CentresExample(recipe, NetworkFrame.Of(page, Side, Side).Grey, !ShowsParticles(recipe.Family) ? [] :
        [
            .. picture.Truth.Particles.Where(p => p.VisibleFraction > 0).Select(p => new ExampleParticle(
                (float)(((p.X + 0.5) * scale) - 0.5), (float)(((p.Y + 0.5) * scale) - 0.5), (float)(p.La * scale / 2), (float)(p.Lb * scale / 2), (float)(-p.AngleDegrees * Math.PI / 180),
                (float)p.VisibleFraction, p.TouchesFrame)),
        ]);
    }

    /// <summary>What the network should answer: a bell around each centre, the logarithm of the radius near it, and where either counts.</summary>
    /// <param name="bells">Set; 1 at a centre.</param>
    /// <param name="radii">Set; in units of the radius that fields are brought to, where <paramref name="near"/> says so.</param>
    /// <param name="counts">Set; whether the bell counts: a particle seen in a small part may be found or not.</param>
    /// <param name="near">Set; whether the pixel is near a centre.</param>
    internal void Answer(Span<float> bells, Span<float> radii, Span<bool> counts, Span<bool> near)
    {
        Span<float> nearest = new float[Side * Side];
        nearest.Fill(float.PositiveInfinity);
        bells.Clear();
        counts.Fill(true);
        foreach (var p in Particles)
        {
            if (p.Visible < SeenEnough || p.B < LeastHalfAxis) continue;
            foreach (var (i, distance) in Around(p, Reach))
            {
                bells[i] = Math.Max(bells[i], MathF.Exp(-0.5f * distance * distance / (Bell * Bell)));
                if (distance >= nearest[i]) continue;
                nearest[i] = distance;
                radii[i] = MathF.Log(p.Radius / (float)(CentresFrame.ParticlePx / 2));
            }
        }

        for (var i = 0; i < near.Length; i++) near[i] = nearest[i] < Core;
        foreach (var p in Particles)
        {
            if (p.Visible < SeenHardly || (p.Visible >= SeenEnough && p.B >= LeastHalfAxis)) continue;
            foreach (var (i, _) in Around(p, 0.5f))
            {
                if (bells[i] < 0.1f) counts[i] = false;
            }
        }
    }

    /// <summary>Pixels near a particle's centre, with their distance from it in units of the half-axes.</summary>
    private static IEnumerable<(int At, float Distance)> Around(ExampleParticle p, float reach)
    {
        var (cos, sin) = (MathF.Cos(p.Angle), MathF.Sin(p.Angle));
        var far = reach * p.A;
        for (var y = Math.Max(0, (int)(p.Y - far)); y <= Math.Min(Side - 1, (int)(p.Y + far) + 1); y++)
        {
            for (var x = Math.Max(0, (int)(p.X - far)); x <= Math.Min(Side - 1, (int)(p.X + far) + 1); x++)
            {
                var (dx, dy) = (x - p.X, y - p.Y);
                var (u, v) = (((dx * cos) + (dy * sin)) / p.A, ((dy * cos) - (dx * sin)) / p.B);
                var distance = MathF.Sqrt((u * u) + (v * v));
                if (distance < reach) yield return ((y * Side) + x, distance);
            }
        }
    }
}

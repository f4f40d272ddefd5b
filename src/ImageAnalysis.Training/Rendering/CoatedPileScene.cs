using ImageAnalysis.Quantities;

namespace ImageAnalysis.Training.Rendering;

/// <summary>Particles as they dry on a holder: a layer or a pile of them seen aslant, grown into each other or under a coat that fills the gaps between them, with a surface of small bumps.</summary>
internal static class CoatedPileScene
{
    /// <summary>The greatest angle between the line of sight and the holder's normal, radians.</summary>
    private const double MostTilt = 1;

    /// <summary>The scene. The slab of particles is turned about the frame's horizontal axis; what lies on the holder's plane is as bright at the top of the frame as at its bottom.</summary>
    public static Scene Draw(RenderRecipe recipe, SurfaceStyle style, SeededRandom random)
    {
        var d = recipe.StructurePx;
        var tilt = Math.Max(0, random.NextDouble(-0.6, MostTilt));
        var (c, s) = (Math.Cos(tilt), Math.Sin(tilt));
        var isLayer = random.NextInt(3) == 0;
        var depth = isLayer ? 0 : d * random.NextDouble(0.6, 2.4);
        var fraction = isLayer ? random.NextDouble(0.35, 0.8) : random.NextDouble(0.35, 0.58);
        var balls = SpherePacking.Pack(random, recipe.Width, (int)((recipe.Height + (depth * s)) / c) + 1, depth, fraction, d, recipe.SizeVariation, isLayer ? -0.1 * d : 0, 24);
        ParticleScenes.Roughen(balls, recipe, random, d * random.NextDouble(0, 0.4));
        for (var i = 0; i < balls.Length; i++)
        {
            var (y, z) = (balls[i].Y, balls[i].Z);
            balls[i] = balls[i] with { Y = (y * c) - ((z + depth) * s), Z = (y * s) + (z * c) };
        }

        var buffer = new SurfaceBuffer(recipe.Width, recipe.Height, 0);
        var holder = depth + (d * random.NextDouble(0.1, 0.6));
        Lean(buffer, s / c, ((depth * s) - (holder * s)) * (s / c) - (holder * c));
        var (ellipses, covered) = ParticleScenes.DrawAll(buffer, balls, Math.Min(recipe.Aspect, 1.6), random);
        ParticleScenes.Lobes(buffer, balls, random);
        Coat(buffer, recipe, random);
        Lean(buffer, -s / c, 0);
        var signal = buffer.Shade(style, d, d * random.NextDouble(1, 4), random, style.Void + random.NextDouble(0, 0.3));
        return buffer.Cut(signal, d * 0.75, null) with { Particles = ParticleScenes.Visible(buffer, ellipses, covered, recipe) };
    }

    /// <summary>Adds a plane that rises down the frame.</summary>
    private static void Lean(SurfaceBuffer buffer, double slope, double offset)
    {
        for (var y = 0; y < buffer.Z.Height; y++)
            foreach (ref var z in buffer.Z.Row(y)) z += (float)((slope * y) + offset);
    }

    /// <summary>Rounds creases and edges off, and roughens what is left.</summary>
    private static void Coat(SurfaceBuffer buffer, RenderRecipe recipe, SeededRandom random)
    {
        var d = recipe.StructurePx;
        var height = buffer.Z.Copy();
        height.Blur(d * random.NextDouble(0.01, 0.12));
        var bumps = Plane.Noise(random, recipe.Width, recipe.Height, Math.Max(2.5, d * random.NextDouble(0.08, 0.35)), 2, 0.7);
        var gain = (float)(d * Math.Max(0, random.NextDouble(-0.01, 0.02)));
        for (var i = 0; i < height.Data.Length; i++) height.Data[i] += gain * bumps.Data[i];
        buffer.SetHeights(height);
    }
}

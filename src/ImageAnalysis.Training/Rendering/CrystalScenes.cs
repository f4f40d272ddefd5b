using ImageAnalysis.Quantities;

namespace ImageAnalysis.Training.Rendering;

/// <summary>Angular bodies: intergrown crystals, polished grains, scattered fragments.</summary>
internal static class CrystalScenes
{
    private const double LeastScatteredPx = 24;

    public static Plane Crystals(RenderRecipe recipe, SurfaceStyle style, SeededRandom random) =>
        random.NextInt(3) == 0 ? Grains(recipe, style, random) : Facets(recipe, style, random);

    /// <summary>A few irregular fragments of many sizes on an even ground.</summary>
    public static Plane Debris(RenderRecipe recipe, SurfaceStyle style, SeededRandom random)
    {
        var ground = NegativeScenes.Flat(recipe, style with { Solid = style.Void + random.NextDouble(0.05, 0.35) }, random);
        var buffer = new SurfaceBuffer(recipe.Width, recipe.Height, 0);
        var count = 2 + random.NextInt(14);
        for (var i = 0; i < count; i++)
        {
            var size = random.NextLogUniform(6, Math.Clamp(recipe.StructurePx * 2, 12, recipe.Width / 5.0));
            Facet(buffer, random, random.NextDouble(0, recipe.Width), random.NextDouble(0, recipe.Height), 0, size, random.NextDouble(1, 4));
        }

        var lit = buffer.Shade(style, 20, 1000, random, style.Void);
        for (var i = 0; i < lit.Data.Length; i++)
            if (buffer.Id[i] == SurfaceBuffer.Ground) lit.Data[i] = ground.Data[i];
        return lit;
    }

    private static Plane Facets(RenderRecipe recipe, SurfaceStyle style, SeededRandom random)
    {
        var d = recipe.StructurePx;
        var buffer = new SurfaceBuffer(recipe.Width, recipe.Height, (float)(-3 * d));
        // Scattered, where they are large enough to be told from spheres.
        var isScattered = recipe.AnySpecimen && d >= LeastScatteredPx;
        var cover = isScattered ? random.NextDouble(0.2, 2.2) : 2.2;
        var count = (int)(cover * recipe.Width * recipe.Height / (d * d)) + 6;
        var elongation = random.NextInt(2) == 0 ? 1.2 : random.NextDouble(1.5, 5);
        for (var i = 0; i < count; i++)
        {
            Facet(buffer, random, random.NextDouble(-d, recipe.Width + d), random.NextDouble(-d, recipe.Height + d), -d * random.NextDouble(),
                random.NextSize(d * 0.75, 0.35), random.NextDouble(1, elongation));
        }

        return buffer.Shade(style, d, d * random.NextDouble(1.5, 4), random, isScattered ? style.Void + random.NextDouble(0, 0.3) : style.Void * 0.5);
    }

    /// <summary>A convex body bounded by inclined planes, highest near its centre.</summary>
    private static void Facet(SurfaceBuffer buffer, SeededRandom random, double x, double y, double z, double size, double elongation)
    {
        var sides = 4 + random.NextInt(5);
        var turn = random.NextDouble(0, Math.PI);
        Span<(float Nx, float Ny, float Slope, float Offset)> planes = stackalloc (float, float, float, float)[sides + 1];
        for (var i = 0; i < sides; i++)
        {
            var angle = turn + (2 * Math.PI * (i + random.NextDouble(-0.25, 0.25)) / sides);
            var along = Math.Abs(Math.Cos(angle - turn));
            var reach = size / 2 * random.NextDouble(0.7, 1.1) * (1 + ((elongation - 1) * along));
            var slope = random.NextLogUniform(0.7, 5);
            planes[i] = ((float)Math.Cos(angle), (float)Math.Sin(angle), (float)slope, (float)(reach * slope));
        }

        var tilt = random.NextDouble(0, 0.5);
        planes[sides] = ((float)Math.Cos(turn), (float)Math.Sin(turn), (float)tilt, (float)(size * random.NextDouble(0.25, 0.6)));
        buffer.DrawConvex(0, x, y, z, size * elongation * 0.65, planes);
    }

    /// <summary>Polygonal grains of slightly different brightness with dark or bright boundaries.</summary>
    private static Plane Grains(RenderRecipe recipe, SurfaceStyle style, SeededRandom random)
    {
        var d = recipe.StructurePx * 1.3;
        var seeds = SpherePacking.Pack(random, recipe.Width, recipe.Height, 0, 0.7, d, 0.3, 0, 8);
        var cells = PowerDiagram.Cells(seeds, recipe.Width, recipe.Height, d);
        var walls = PowerDiagram.DistanceToWall(seeds, recipe.Width, recipe.Height, d, 0.1);
        var levels = seeds.Select(_ => style.Solid * random.NextDouble(0.75, 1.15)).ToArray();
        var groove = random.NextInt(2) == 0 ? 0 : random.NextDouble(-0.25, 0.12);
        var signal = new Plane(recipe.Width, recipe.Height);
        for (var i = 0; i < signal.Data.Length; i++)
            signal.Data[i] = (float)(levels[cells[i]] + (groove / (1 + (walls.Data[i] * walls.Data[i]))));
        style.AddTexture(random, signal);
        return signal;
    }
}

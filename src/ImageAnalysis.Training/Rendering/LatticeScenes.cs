using ImageAnalysis.Quantities;

namespace ImageAnalysis.Training.Rendering;

/// <summary>Man-made order: printed scaffolds, woven meshes, etched square holes, plaques.</summary>
internal static class LatticeScenes
{
    public static Plane Draw(RenderRecipe recipe, SurfaceStyle style, SeededRandom random)
    {
        var pitch = Math.Clamp(recipe.StructurePx * 1.5, 14, recipe.Width / 3.0);
        return random.NextInt(2) == 0 ? Printed(recipe, style, random, pitch) : Etched(recipe, style, random, pitch);
    }

    /// <summary>Layers of parallel struts, each crossing the one below.</summary>
    private static Plane Printed(RenderRecipe recipe, SurfaceStyle style, SeededRandom random, double pitch)
    {
        var radius = pitch * random.NextDouble(0.12, 0.3);
        var uneven = recipe.AnySpecimen ? random.NextDouble(0.15, 0.45) : 0.15;
        var astray = recipe.AnySpecimen ? radius * random.NextDouble(0, 0.5) : 0;
        var fused = recipe.AnySpecimen ? random.NextDouble(0.7, 1.7) : 1.7;
        var angle = random.NextDouble(0, Math.PI);
        var crossing = random.NextInt(2) == 0 ? Math.PI / 2 : random.NextDouble(0.8, 2.2);
        var buffer = new SurfaceBuffer(recipe.Width, recipe.Height, (float)(-8 * radius));
        var reach = 0.75 * (recipe.Width + recipe.Height);
        for (var layer = 0; layer < 4; layer++)
        {
            var direction = angle + (layer % 2 * crossing);
            var (c, s) = (Math.Cos(direction), Math.Sin(direction));
            var shift = random.NextDouble(0, pitch);
            for (var offset = -reach + shift; offset < reach; offset += pitch)
            {
                var (mx, my) = ((recipe.Width / 2.0) - (offset * s), (recipe.Height / 2.0) + (offset * c));
                var (x, y) = (mx - (reach * c), my - (reach * s));
                for (var k = 0; k < 16; k++)
                {
                    var (nx, ny) = (mx + (reach * c * ((k / 7.5) - 0.9)), my + (reach * s * ((k / 7.5) - 0.9)));
                    if (astray > 0) (nx, ny) = (nx + (astray * random.NextGaussian()), ny + (astray * random.NextGaussian()));
                    var own = radius * random.NextDouble(1 - uneven, 1 + uneven);
                    buffer.DrawStrut(layer, new(x, y, -fused * radius * layer), new(nx, ny, -fused * radius * layer), own, own);
                    (x, y) = (nx, ny);
                }
            }
        }

        return buffer.Shade(style, pitch, 5 * radius, random, style.Void * 0.4);
    }

    /// <summary>Square or rectangular holes in rows.</summary>
    private static Plane Etched(RenderRecipe recipe, SurfaceStyle style, SeededRandom random, double pitch)
    {
        var (c, s) = (1.0, 0.0);
        if (random.NextInt(2) == 0)
        {
            var angle = random.NextDouble(0, Math.PI / 2);
            (c, s) = (Math.Cos(angle), Math.Sin(angle));
        }

        var (fillX, fillY) = (random.NextDouble(0.35, 0.75), random.NextDouble(0.35, 0.75));
        var pitchY = pitch * random.NextDouble(0.8, 1.6);
        var inverted = random.NextInt(3) == 0;
        var distance = new Plane(recipe.Width, recipe.Height);
        for (var y = 0; y < recipe.Height; y++)
        {
            for (var x = 0; x < recipe.Width; x++)
            {
                var (u, v) = ((x * c) + (y * s) + (10 * pitch), (y * c) - (x * s) + (recipe.Width * 2) + (10 * pitchY));
                var du = Math.Abs((u % pitch) - (pitch / 2)) - (pitch * fillX / 2);
                var dv = Math.Abs((v % pitchY) - (pitchY / 2)) - (pitchY * fillY / 2);
                var d = Math.Max(du, dv);
                distance[x, y] = (float)(inverted ? -d : d);
            }
        }

        return SectionPainter.Paint(distance, style, random).Signal;
    }
}

using ImageAnalysis.Quantities;
using ImageAnalysis.Training.Rendering;

namespace ImageAnalysis.Training.Measurable;

/// <summary>Long bodies of even width that lie over each other: spun, blown, woven at random, wound, ribbons.</summary>
internal static class Threads
{
    public static Plane Draw(RenderRecipe recipe, SurfaceStyle style, SeededRandom random)
    {
        var ground = (float)(style.Void * random.NextDouble(0.3, 1.5));
        var page = new Plane(recipe.Width, recipe.Height).Fill(ground);
        var width = random.NextLogUniform(3, recipe.Width / 14.0);
        var cover = random.NextLogUniform(0.15, 3);
        var length = random.NextInt(3) == 0 ? random.NextDouble(0.4, 1) * recipe.Width : 1.6 * recipe.Width;
        var count = Math.Clamp((int)(cover * recipe.Width * recipe.Height / (width * Math.Min(length, recipe.Width))), 5, 700);
        var (main, spread) = (random.NextDouble(0, Math.PI), random.NextInt(3) == 0 ? random.NextDouble(0.02, 0.3) : 10);
        var bend = random.NextInt(3) switch { 0 => 0.002, 1 => random.NextDouble(0.01, 0.06), _ => random.NextDouble(0.06, 0.16) };
        var variation = random.NextDouble(0, 0.5);
        var (faintest, shape, round) = (random.NextDouble(0.25, 1), random.NextInt(3), random.NextDouble(0, 0.8));
        var depth = random.NextInt(2) == 0;
        for (var i = 0; i < count; i++)
        {
            var near = (i + 1.0) / count;
            var level = style.Solid * (depth ? faintest + ((1 - faintest) * near) : random.NextDouble(faintest, 1));
            var radius = Math.Max(1.2, random.NextSize(width, variation) / 2);
            var heading = main + (spread * random.NextGaussian());
            var (x, y) = (random.NextDouble(-0.1, 1.1) * recipe.Width, random.NextDouble(-0.1, 1.1) * recipe.Height);
            (x, y) = (x - (0.5 * length * Math.Cos(heading)), y - (0.5 * length * Math.Sin(heading)));
            var turn = 0.0;
            var stride = Math.Max(3, 1.2 * radius);
            for (var run = 0.0; run < length; run += stride)
            {
                turn = (0.9 * turn) + (0.45 * bend * random.NextGaussian() * Math.Sqrt(stride / 8));
                heading += turn;
                var (nx, ny) = (x + (stride * Math.Cos(heading)), y + (stride * Math.Sin(heading)));
                Piece(page, x, y, nx, ny, radius, level, shape, round);
                (x, y) = (nx, ny);
            }
        }

        if (random.NextInt(3) == 0) style.AddTexture(random, page);
        return page;
    }

    /// <summary>A piece of a body: bright middle, bright rims or even.</summary>
    private static void Piece(Plane page, double x0, double y0, double x1, double y1, double radius, double level, int shape, double round)
    {
        var (dx, dy) = (x1 - x0, y1 - y0);
        var perLength = 1 / Math.Max((dx * dx) + (dy * dy), 1e-9);
        for (var y = (int)Math.Max(0, Math.Min(y0, y1) - radius - 1); y <= Math.Min(page.Height - 1, Math.Max(y0, y1) + radius + 1); y++)
        {
            for (var x = (int)Math.Max(0, Math.Min(x0, x1) - radius - 1); x <= Math.Min(page.Width - 1, Math.Max(x0, x1) + radius + 1); x++)
            {
                var t = Math.Clamp((((x - x0) * dx) + ((y - y0) * dy)) * perLength, 0, 1);
                var (ex, ey) = (x - x0 - (t * dx), y - y0 - (t * dy));
                var away = Math.Sqrt((ex * ex) + (ey * ey));
                var cover = Math.Clamp(0.5 + radius - away, 0, 1);
                if (cover <= 0) continue;
                var u = Math.Min(1, away / radius);
                var value = shape switch
                {
                    0 => level * (1 - (round * u * u)),
                    1 => level * (1 - round + (round * u * u * 1.5)),
                    _ => level,
                };
                page[x, y] += (float)(cover * (value - page[x, y]));
            }
        }
    }
}

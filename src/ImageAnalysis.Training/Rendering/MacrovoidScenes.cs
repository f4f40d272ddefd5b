using ImageAnalysis.Quantities;

namespace ImageAnalysis.Training.Rendering;

/// <summary>Membrane cross-sections with finger-like macrovoids between two skins.</summary>
internal static class MacrovoidScenes
{
    public static Plane Draw(RenderRecipe recipe, SurfaceStyle style, SeededRandom random)
    {
        var (w, h) = (recipe.Width, recipe.Height);
        var whole = random.NextInt(3) > 0;
        var (top, bottom) = whole ? (h * random.NextDouble(0.05, 0.25), h * random.NextDouble(0.75, 0.97)) : (-0.1 * h, 1.1 * h);
        var distance = new Plane(w, h).Fill(1e3f);
        var pitch = Math.Clamp(recipe.StructurePx, 12, w / 5.0);
        var lean = random.NextDouble(-0.15, 0.15);
        var rows = random.NextInt(3) == 0 ? 2 : 1;
        for (var row = 0; row < rows; row++)
        {
            var length = (bottom - top) * random.NextDouble(0.45, 0.85) / rows;
            var start = top + ((bottom - top) * ((row / (double)rows) + random.NextDouble(0.02, 0.1)));
            for (var x = -pitch; x < w + pitch; x += pitch * random.NextDouble(0.75, 1.35))
            {
                var own = length * random.NextDouble(0.6, 1.15);
                Finger(distance, random, x, start + (0.05 * own * random.NextGaussian()), own, pitch * random.NextDouble(0.25, 0.42), lean + (0.05 * random.NextGaussian()));
            }
        }

        return Compose(recipe, style, random, distance, top, bottom, pitch);
    }

    /// <summary>A drop that is narrow above and wide below, as a chain of discs.</summary>
    private static void Finger(Plane distance, SeededRandom random, double x, double y, double length, double radius, double lean)
    {
        const int Steps = 24;
        var wobble = random.NextDouble(0, 0.12) * radius;
        var phase = random.NextDouble(0, 6);
        for (var i = 0; i <= Steps; i++)
        {
            var t = (double)i / Steps;
            var r = Math.Max(1.2, radius * (0.25 + (0.75 * Math.Sqrt(t))) * Math.Sqrt(Math.Max(0.05, 1 - Math.Pow(t, 6))));
            var cx = x + (lean * length * t) + (wobble * Math.Sin(phase + (5 * t)));
            Shapes.Union(distance, new Ellipse(cx, y + (length * t), Math.Max(r, length / Steps), r, Math.PI / 2), -1, 8);
        }
    }

    private static Plane Compose(RenderRecipe recipe, SurfaceStyle style, SeededRandom random, Plane distance, double top, double bottom, double pitch)
    {
        var signal = new Plane(recipe.Width, recipe.Height);
        var sponge = GaussianField.Draw(random, recipe.Width, recipe.Height, new FieldSpectrum(Math.Clamp(pitch * random.NextDouble(0.08, 0.2), 4, 20), 0.35));
        var floor = Plane.Noise(random, recipe.Width, recipe.Height, pitch, 3, 0.6);
        var (grain, lit) = (random.NextDouble(0.02, 0.14), random.NextDouble(0, 0.12));
        var outside = style.Void * 0.3;
        for (var y = 0; y < recipe.Height; y++)
        {
            var skin = Math.Min(y - top, bottom - y);
            for (var x = 0; x < recipe.Width; x++)
            {
                var d = distance[x, y];
                var cover = Math.Clamp(0.5 + d, 0, 1);
                var inner = style.Void + (lit * Math.Max(0, floor[x, y]));
                var rim = style.EdgeGain / (1 + (d * d * 0.3));
                var solid = style.Solid + (grain * sponge[x, y]) + rim;
                var value = inner + ((solid - inner) * cover);
                var edge = Math.Clamp(skin + 0.5, 0, 1);
                signal[x, y] = (float)(outside + (edge * (value + (0.2 / (1 + (skin * skin * 0.1))) - outside)));
            }
        }

        return signal;
    }
}

using ImageAnalysis.Quantities;

namespace ImageAnalysis.Training.Rendering;

/// <summary>Frames that are none of the three structures. They have no void mask: nothing in them is to be measured as a pore or a particle.</summary>
internal static class NegativeScenes
{
    public static Scene Draw(RenderRecipe recipe, SurfaceStyle style, SeededRandom random)
    {
        var signal = recipe.Family switch
        {
            RenderFamily.Flat => Flat(recipe, style, random),
            RenderFamily.RandomFibres => FibreScenes.Draw(recipe, style, random, aligned: false),
            RenderFamily.AlignedFibres => FibreScenes.Draw(recipe, style, random, aligned: true),
            RenderFamily.Macrovoids => MacrovoidScenes.Draw(recipe, style, random),
            RenderFamily.Stripes => Stripes(recipe, style, random),
            RenderFamily.Lattice => LatticeScenes.Draw(recipe, style, random),
            RenderFamily.TextPage => TextPage(recipe, random),
            RenderFamily.NoiseOnly => NoiseOnly(recipe, random),
            RenderFamily.Gradient => Gradient(recipe, random),
            RenderFamily.Crystals => CrystalScenes.Crystals(recipe, style, random),
            RenderFamily.Cracks => Cracks(recipe, style, random),
            RenderFamily.RoughSurface => SurfaceScenes.Rough(recipe, style, random),
            RenderFamily.Cuboids => SurfaceScenes.Cuboids(recipe, style, random),
            RenderFamily.MultiPhase => SurfaceScenes.MultiPhase(recipe, style, random),
            RenderFamily.Debris => CrystalScenes.Debris(recipe, style, random),
            _ => Blank(recipe, random),
        };
        return new Scene(signal, null);
    }

    /// <summary>Level and faint relief of a dense surface.</summary>
    public static Plane Flat(RenderRecipe recipe, SurfaceStyle style, SeededRandom random)
    {
        var signal = Plane.Noise(random, recipe.Width, recipe.Height, random.NextLogUniform(6, 120), 1 + random.NextInt(4), random.NextDouble(0.4, 0.8));
        var gain = (float)random.NextLogUniform(0.004, 0.05);
        for (var i = 0; i < signal.Data.Length; i++) signal.Data[i] = (float)style.Solid + (gain * signal.Data[i]);
        return signal;
    }

    private static Plane Stripes(RenderRecipe recipe, SurfaceStyle style, SeededRandom random)
    {
        var angle = random.NextInt(2) == 0 ? Math.PI / 2 * random.NextInt(2) : random.NextDouble(0, Math.PI);
        var (c, s) = (Math.Cos(angle), Math.Sin(angle));
        var pitch = Math.Max(4, recipe.StructurePx);
        var regular = random.NextInt(2) == 0;
        var length = (int)(1.5 * (recipe.Width + recipe.Height));
        var profile = Plane.Noise(random, length, 4, pitch * (regular ? 8 : 1.5), 3, 0.8);
        var bend = Plane.Noise(random, recipe.Width, recipe.Height, recipe.Width * random.NextDouble(0.3, 1), 1, 0.5);
        var (bendPx, sharp) = (random.NextDouble(0, 0.8) * pitch, random.NextDouble(1, 6));
        var (dark, bright) = (style.Void + 0.1, style.Solid);
        var signal = new Plane(recipe.Width, recipe.Height);
        for (var y = 0; y < recipe.Height; y++)
        {
            for (var x = 0; x < recipe.Width; x++)
            {
                var across = (x * c) + (y * s) + (bendPx * bend[x, y]) + recipe.Height;
                var along = profile[Math.Clamp((int)across, 0, length - 1), 1];
                var value = regular ? Math.Tanh(sharp * Math.Sin((2 * Math.PI * across / pitch) + (0.5 * along))) : Math.Tanh(along);
                signal[x, y] = (float)(dark + ((bright - dark) * (0.5 + (0.5 * value))));
            }
        }

        signal.Blur(0.04 * pitch);
        style.AddTexture(random, signal);
        return signal;
    }

    private static Plane TextPage(RenderRecipe recipe, SeededRandom random)
    {
        const string Letters = "eeeetttaaaooiinnsshhrrddlucmfwypvbgkxqjzETASRMVKNHW0123456789.,:-()/";
        var white = random.NextInt(2) == 0;
        var (paper, ink) = white ? (random.NextDouble(0.8, 1), random.NextDouble(0, 0.2)) : (random.NextDouble(0, 0.15), random.NextDouble(0.75, 1));
        var page = new Plane(recipe.Width, recipe.Height).Fill((float)paper);
        var cap = Math.Clamp(recipe.StructurePx * 0.6, 6, 60);
        var (margin, stroke) = (random.NextDouble(0.02, 0.12) * recipe.Width, Math.Max(1.1, cap * random.NextDouble(0.1, 0.2)));
        for (var y = margin + cap; y < recipe.Height - (margin / 2); y += cap * random.NextDouble(1.7, 2.2))
        {
            if (random.NextInt(9) == 0) continue;
            var end = random.NextInt(5) == 0 ? recipe.Width * random.NextDouble(0.3, 0.9) : recipe.Width - margin;
            for (var x = margin; x < end;)
            {
                var word = string.Concat(Enumerable.Range(0, 1 + random.NextInt(9)).Select(_ => Letters[random.NextInt(Letters.Length)]));
                x += StrokeFont.Draw(page, word, x, y, cap, stroke, ink) + cap;
            }
        }

        return page;
    }

    private static Plane NoiseOnly(RenderRecipe recipe, SeededRandom random)
    {
        var signal = new Plane(recipe.Width, recipe.Height);
        var (level, gain) = ((float)random.NextDouble(0.2, 0.8), (float)random.NextLogUniform(0.03, 0.4));
        for (var i = 0; i < signal.Data.Length; i++) signal.Data[i] = random.NextNearGaussian();
        // Some detectors low-pass along the line; then noise looks grainy.
        var grain = random.NextInt(2) == 0 ? 0 : random.NextDouble(0.5, 2.5);
        signal.Blur(grain);
        var scale = gain * (float)(1 + (2 * grain));
        for (var i = 0; i < signal.Data.Length; i++) signal.Data[i] = Math.Clamp(level + (scale * signal.Data[i]), 0, 1);
        return signal;
    }

    private static Plane Gradient(RenderRecipe recipe, SeededRandom random)
    {
        var signal = new Plane(recipe.Width, recipe.Height);
        var (angle, curve) = (random.NextDouble(0, 2 * Math.PI), random.NextDouble(-0.8, 0.8));
        var (mean, range) = (random.NextDouble(0.3, 0.7), random.NextDouble(0.2, 0.9));
        for (var y = 0; y < recipe.Height; y++)
        {
            for (var x = 0; x < recipe.Width; x++)
            {
                var (u, v) = ((double)x / recipe.Width - 0.5, (double)y / recipe.Height - 0.5);
                signal[x, y] = (float)(mean + (range * ((u * Math.Cos(angle)) + (v * Math.Sin(angle)) + (curve * ((u * u) + (v * v))))));
            }
        }

        return signal;
    }

    private static Plane Blank(RenderRecipe recipe, SeededRandom random) =>
        new Plane(recipe.Width, recipe.Height).Fill(random.NextInt(3) switch { 0 => 0.005f, 1 => 1.2f, _ => (float)random.NextDouble(0.1, 0.9) });

    private static Plane Cracks(RenderRecipe recipe, SurfaceStyle style, SeededRandom random)
    {
        var signal = Flat(recipe, style, random);
        var cracks = 1 + random.NextInt(6);
        for (var crack = 0; crack < cracks; crack++)
        {
            var path = CrackPath(recipe, random);
            // The lit far wall first, then the opening over it.
            foreach (var (from, to, width) in path)
                StrokeFont.Line(signal, from.X, from.Y - (0.3 * width), to.X, to.Y - (0.3 * width), width + 1.5, Math.Min(1, style.Solid + style.EdgeGain));
            foreach (var (from, to, width) in path) StrokeFont.Line(signal, from.X, from.Y, to.X, to.Y, width, style.Void);
        }

        return signal;
    }

    private static List<((double X, double Y) From, (double X, double Y) To, double Width)> CrackPath(RenderRecipe recipe, SeededRandom random)
    {
        var heading = random.NextDouble(0, 2 * Math.PI);
        var at = (X: random.NextDouble(0, recipe.Width), Y: random.NextDouble(0, recipe.Height));
        var width = random.NextLogUniform(1.5, Math.Clamp(recipe.StructurePx, 4, 40));
        var steps = 20 + random.NextInt(80);
        var stride = Math.Max(width * 0.6, 8);
        var path = new List<((double X, double Y), (double X, double Y), double)>();
        for (var step = 0; step < steps; step++)
        {
            heading += 0.25 * random.NextGaussian();
            var next = (X: at.X + (stride * Math.Cos(heading)), Y: at.Y + (stride * Math.Sin(heading)));
            path.Add((at, next, Math.Max(1, width * random.NextDouble(0.85, 1.1) * (1 - (0.7 * step / steps)))));
            at = next;
        }

        return path;
    }
}

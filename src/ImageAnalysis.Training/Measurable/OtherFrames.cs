using ImageAnalysis.Quantities;
using ImageAnalysis.Training.Rendering;

namespace ImageAnalysis.Training.Measurable;

/// <summary>Frames without pores or particles that the renderer's families leave out.</summary>
internal static class OtherFrames
{
    public static Plane Draw(FrameScene scene, RenderRecipe recipe, SurfaceStyle style, SeededRandom random) => scene switch
    {
        FrameScene.Scratches => Scratches(recipe, style, random),
        FrameScene.Threads => Threads.Draw(recipe, style, random),
        FrameScene.Print => Print.Page(recipe, random),
        FrameScene.DotMatrix => Print.DotMatrix(recipe, random),
        FrameScene.Waves => Waves(recipe, style, random),
        FrameScene.Grooves => Grooves(recipe, style, random),
        FrameScene.ColouredNoise => ColouredNoise(recipe, random),
        FrameScene.LineNoise => LineNoise(recipe, style, random),
        FrameScene.Terraces => Terraces(recipe, style, random),
        FrameScene.Clouds => Clouds(recipe, style, random),
        FrameScene.Hills => Hills(recipe, style, random),
        FrameScene.ChargedSurface => Charged(recipe, style, random),
        FrameScene.Specks => Specks(recipe, style, random),
        FrameScene.Clipped => Clipped(recipe, random),
        FrameScene.OutOfFocus => OutOfFocus(recipe, random),
        _ => Fingers(recipe, style, random),
    };

    /// <summary>Even ground with faint texture of one or several sizes.</summary>
    private static Plane Ground(RenderRecipe recipe, double level, double gain, SeededRandom random)
    {
        var ground = Plane.Noise(random, recipe.Width, recipe.Height, random.NextLogUniform(4, 200), 1 + random.NextInt(5), random.NextDouble(0.3, 0.9));
        for (var i = 0; i < ground.Data.Length; i++) ground.Data[i] = (float)(level + (gain * ground.Data[i]));
        return ground;
    }

    private static Plane Scratches(RenderRecipe recipe, SurfaceStyle style, SeededRandom random)
    {
        var page = Ground(recipe, style.Solid, random.NextLogUniform(0.003, 0.03), random);
        var (main, spread) = (random.NextDouble(0, Math.PI), random.NextInt(3) == 0 ? 3 : random.NextDouble(0.01, 0.5));
        var diagonal = Math.Sqrt(((double)recipe.Width * recipe.Width) + ((double)recipe.Height * recipe.Height));
        var strength = random.NextLogUniform(0.04, 0.35);
        for (var line = (int)random.NextLogUniform(6, 150); line > 0; line--)
        {
            var angle = main + (spread * random.NextGaussian());
            var (x, y) = (random.NextDouble(0, recipe.Width), random.NextDouble(0, recipe.Height));
            var half = diagonal * (random.NextInt(2) == 0 ? 1 : random.NextDouble(0.05, 0.4));
            var width = random.NextLogUniform(0.8, 5);
            var gain = strength * random.NextDouble(0.3, 1.3) * (random.NextInt(3) == 0 ? 1 : -1);
            AddLine(page, x - (half * Math.Cos(angle)), y - (half * Math.Sin(angle)), x + (half * Math.Cos(angle)), y + (half * Math.Sin(angle)), width, gain);
        }

        return page;
    }

    /// <summary>Adds a line of Gaussian profile.</summary>
    private static void AddLine(Plane page, double x0, double y0, double x1, double y1, double sigma, double gain)
    {
        var (dx, dy) = (x1 - x0, y1 - y0);
        var length = Math.Max(1e-6, Math.Sqrt((dx * dx) + (dy * dy)));
        var (tx, ty) = (dx / length, dy / length);
        var reach = 3 * sigma;
        // Rows where the line is steep, columns where it is flat.
        if (Math.Abs(ty) > Math.Abs(tx))
        {
            for (var y = Math.Max(0, (int)Math.Min(y0, y1)); y <= Math.Min(page.Height - 1, Math.Max(y0, y1)); y++)
            {
                var centre = x0 + ((y - y0) * tx / ty);
                var side = reach / Math.Abs(ty);
                for (var x = Math.Max(0, (int)(centre - side)); x <= Math.Min(page.Width - 1, centre + side); x++)
                    page[x, y] += (float)(gain * Math.Exp(-0.5 * Math.Pow((x - centre) * ty / sigma, 2)));
            }

            return;
        }

        for (var x = Math.Max(0, (int)Math.Min(x0, x1)); x <= Math.Min(page.Width - 1, Math.Max(x0, x1)); x++)
        {
            var centre = y0 + ((x - x0) * ty / tx);
            var side = reach / Math.Abs(tx);
            for (var y = Math.Max(0, (int)(centre - side)); y <= Math.Min(page.Height - 1, centre + side); y++)
                page[x, y] += (float)(gain * Math.Exp(-0.5 * Math.Pow((y - centre) * tx / sigma, 2)));
        }
    }

    private static Plane Waves(RenderRecipe recipe, SurfaceStyle style, SeededRandom random)
    {
        var pitch = random.NextLogUniform(6, recipe.Width / 4.0);
        var angle = random.NextInt(2) == 0 ? Math.PI / 2 * random.NextInt(2) : random.NextDouble(0, Math.PI);
        var (c, s) = (Math.Cos(angle), Math.Sin(angle));
        var (profile, duty, sharp) = (random.NextInt(4), random.NextDouble(0.25, 0.75), random.NextDouble(1, 8));
        var rings = random.NextInt(6) == 0;
        var (cx, cy) = (random.NextDouble(-0.3, 1.3) * recipe.Width, random.NextDouble(-0.3, 1.3) * recipe.Height);
        var warp = Plane.Noise(random, recipe.Width, recipe.Height, recipe.Width * random.NextDouble(0.3, 1), 1, 0.5);
        var bend = random.NextInt(2) == 0 ? 0 : random.NextDouble(0, 1.2) * pitch;
        var (middle, gain) = (random.NextDouble(0.3, 0.6), random.NextLogUniform(0.05, 0.4));
        var beat = random.NextInt(4) == 0 ? random.NextDouble(1.1, 3) : 0;
        var signal = Ground(recipe, middle, random.NextLogUniform(0.002, 0.03), random);
        for (var y = 0; y < recipe.Height; y++)
        {
            for (var x = 0; x < recipe.Width; x++)
            {
                var across = rings ? Math.Sqrt(Math.Pow(x - cx, 2) + Math.Pow(y - cy, 2)) : (x * c) + (y * s);
                across += bend * warp[x, y];
                var phase = across / pitch;
                var part = phase - Math.Floor(phase);
                var value = profile switch
                {
                    0 => Math.Sin(2 * Math.PI * phase),
                    1 => Math.Tanh(sharp * (Math.Sin(2 * Math.PI * phase) - Math.Cos(Math.PI * duty))),
                    2 => (2 * part) - 1,
                    _ => Math.Exp(-0.5 * Math.Pow((part - 0.5) / (0.35 * duty), 2)),
                };
                if (beat > 0) value = 0.6 * (value + Math.Sin(2 * Math.PI * phase * beat));
                signal[x, y] += (float)(gain * value);
            }
        }

        return signal;
    }

    private static Plane Grooves(RenderRecipe recipe, SurfaceStyle style, SeededRandom random)
    {
        var angle = random.NextInt(2) == 0 ? Math.PI / 2 * random.NextInt(2) : random.NextDouble(0, Math.PI);
        var stretch = random.NextLogUniform(8, 60);
        var fine = random.NextLogUniform(3, 30);
        // Noise drawn out along one direction: sampled from a plane that is short along it.
        var side = (int)(1.5 * (recipe.Width + recipe.Height));
        var (columns, rows) = (side, Math.Max(8, (int)(side / stretch)));
        var noise = Plane.Noise(random, columns, rows, fine * random.NextDouble(1, 5), 1 + random.NextInt(4), random.NextDouble(0.4, 1));
        var (c, s) = (Math.Cos(angle), Math.Sin(angle));
        var (gain, sharp) = (random.NextLogUniform(0.03, 0.25), random.NextInt(2) == 0 ? 0 : random.NextDouble(1, 4));
        var signal = Ground(recipe, style.Solid, random.NextLogUniform(0.002, 0.02), random);
        for (var y = 0; y < recipe.Height; y++)
        {
            for (var x = 0; x < recipe.Width; x++)
            {
                var u = (x * c) + (y * s) + (0.5 * side);
                var v = ((y * c) - (x * s) + (0.5 * side)) / stretch;
                var value = noise[Math.Clamp((int)u, 0, columns - 1), Math.Clamp((int)v, 0, rows - 1)];
                signal[x, y] += (float)(gain * (sharp > 0 ? Math.Tanh(sharp * value) : value));
            }
        }

        signal.Blur(random.NextDouble(0, 1.5));
        return signal;
    }

    private static Plane ColouredNoise(RenderRecipe recipe, SeededRandom random)
    {
        var octaves = 1 + random.NextInt(8);
        var finest = random.NextLogUniform(2, 5);
        var signal = Plane.Noise(random, recipe.Width, recipe.Height, finest * Math.Pow(2, octaves - 1), octaves, random.NextDouble(0.4, 2));
        var (level, gain) = (random.NextDouble(0.3, 0.6), random.NextLogUniform(0.03, 0.3));
        var (white, salt) = (random.NextInt(2) == 0 ? random.NextDouble(0, 1) : 0, random.NextInt(6) == 0 ? random.NextDouble(0.001, 0.05) : 0);
        for (var i = 0; i < signal.Data.Length; i++)
        {
            signal.Data[i] = (float)(level + (gain * (signal.Data[i] + (white * random.NextNearGaussian()))));
            if (salt > 0 && random.NextDouble() < salt) signal.Data[i] = random.NextInt(2);
        }

        return signal;
    }

    private static Plane LineNoise(RenderRecipe recipe, SurfaceStyle style, SeededRandom random)
    {
        var signal = Ground(recipe, style.Solid, random.NextLogUniform(0.002, 0.03), random);
        var (gain, memory) = (random.NextLogUniform(0.01, 0.15), random.NextDouble(0, 0.95));
        var upright = random.NextInt(4) == 0;
        var value = 0.0;
        for (var line = 0; line < (upright ? recipe.Width : recipe.Height); line++)
        {
            value = (memory * value) + (Math.Sqrt(1 - (memory * memory)) * random.NextGaussian());
            for (var i = 0; i < (upright ? recipe.Height : recipe.Width); i++)
            {
                if (upright) signal[line, i] += (float)(gain * value);
                else signal[i, line] += (float)(gain * value);
            }
        }

        return signal;
    }

    private static Plane Terraces(RenderRecipe recipe, SurfaceStyle style, SeededRandom random)
    {
        var field = Plane.Noise(random, recipe.Width, recipe.Height, recipe.Width * random.NextDouble(0.15, 0.8), 1 + random.NextInt(3), random.NextDouble(0.2, 0.5));
        var (steps, rise, line) = (random.NextDouble(1, 5), random.NextDouble(-0.06, 0.06), random.NextDouble(-0.3, 0.35));
        var sharp = random.NextDouble(4, 25);
        var (offset, ground) = (random.NextDouble(), Ground(recipe, style.Solid, random.NextLogUniform(0.002, 0.03), random));
        for (var i = 0; i < field.Data.Length; i++)
        {
            var h = (field.Data[i] * steps) + offset + 20;
            ground.Data[i] += (float)((rise * (Math.Floor(h) - 20)) + (line * Math.Exp(-(h - Math.Floor(h)) * sharp)));
        }

        ground.Blur(random.NextDouble(0.3, 1.5));
        return ground;
    }

    private static Plane Clouds(RenderRecipe recipe, SurfaceStyle style, SeededRandom random)
    {
        var signal = Ground(recipe, random.NextDouble(0.25, 0.65), random.NextLogUniform(0.01, 0.12), random);
        var second = Plane.Noise(random, recipe.Width, recipe.Height, random.NextLogUniform(10, 300), 3, 0.6);
        var gain = random.NextLogUniform(0.005, 0.08);
        for (var i = 0; i < signal.Data.Length; i++) signal.Data[i] += (float)(gain * second.Data[i]);
        if (random.NextInt(3) == 0) signal.Blur(random.NextDouble(1, 6));
        return signal;
    }

    private static Plane Hills(RenderRecipe recipe, SurfaceStyle style, SeededRandom random)
    {
        var coarse = random.NextLogUniform(30, recipe.Width);
        var height = Plane.Noise(random, recipe.Width, recipe.Height, coarse, 3 + random.NextInt(6), random.NextDouble(0.35, 0.85));
        var fold = random.NextInt(4) switch { 0 => 1, 1 => -1, _ => 0 };
        if (fold != 0)
            for (var i = 0; i < height.Data.Length; i++) height.Data[i] = fold * Math.Abs(height.Data[i]);
        height.Blur(random.NextDouble(0.5, 2));
        var slope = random.NextLogUniform(0.05, 0.6) * coarse * 0.3;
        var (from, lift, edge) = (random.NextDouble(0, 2 * Math.PI), random.NextDouble(0, 0.7), random.NextDouble(0, 0.3));
        var (ax, ay) = (Math.Cos(from), Math.Sin(from));
        var signal = new Plane(recipe.Width, recipe.Height);
        for (var y = 0; y < recipe.Height; y++)
        {
            var above = height.ClampedRow(y - 1);
            var row = height.Row(y);
            var below = height.ClampedRow(y + 1);
            for (var x = 0; x < row.Length; x++)
            {
                var gx = slope * (row[Math.Min(x + 1, row.Length - 1)] - row[Math.Max(x - 1, 0)]) / 2;
                var gy = slope * (below[x] - above[x]) / 2;
                var n = 1 / Math.Sqrt(1 + (gx * gx) + (gy * gy));
                signal[x, y] = (float)(0.2 + (0.4 * n * Math.Clamp(0.6 + (lift * ((gx * ax) + (gy * ay))), 0, 1.5)) + (edge * (Math.Min(1 / n, 4) - 1)));
            }
        }

        return signal;
    }

    private static Plane Charged(RenderRecipe recipe, SurfaceStyle style, SeededRandom random)
    {
        var signal = Ground(recipe, style.Solid, random.NextLogUniform(0.002, 0.04), random);
        var strength = random.NextDouble(0.05, 0.3);
        for (var streak = (int)random.NextLogUniform(4, 80); streak > 0; streak--)
        {
            var (y, start) = (random.NextInt(recipe.Height), random.NextInt(recipe.Width) - (recipe.Width / 4));
            var (value, fade) = (strength * random.NextDouble(0.3, 1) * (random.NextInt(3) == 0 ? -1 : 1), Math.Exp(-1 / random.NextDouble(0.02 * recipe.Width, recipe.Width)));
            for (var k = 1 + random.NextInt(4); k > 0 && y + k < recipe.Height; k--)
            {
                var left = value;
                for (var x = Math.Max(0, start); x < recipe.Width; x++, left *= fade) signal[x, y + k] += (float)left;
            }
        }

        return signal;
    }

    private static Plane Specks(RenderRecipe recipe, SurfaceStyle style, SeededRandom random)
    {
        var signal = Ground(recipe, random.NextDouble(0.2, 0.65), random.NextLogUniform(0.001, 0.02), random);
        for (var speck = random.NextInt(5); speck > 0; speck--)
        {
            var (x, y, size, gain) = (random.NextDouble(0, recipe.Width), random.NextDouble(0, recipe.Height), random.NextLogUniform(2, 18), random.NextDouble(0.1, 0.4) * (random.NextInt(4) == 0 ? -1 : 1));
            for (var v = Math.Max(0, (int)(y - (3 * size))); v < Math.Min(recipe.Height, y + (3 * size)); v++)
            {
                for (var u = Math.Max(0, (int)(x - (3 * size))); u < Math.Min(recipe.Width, x + (3 * size)); u++)
                    signal[u, v] += (float)(gain * Math.Exp(-(Math.Pow(u - x, 2) + Math.Pow(v - y, 2)) / (size * size)));
            }
        }

        var (bowl, cx, cy) = (random.NextDouble(-0.5, 0.5), random.NextDouble(0.2, 0.8), random.NextDouble(0.2, 0.8));
        for (var y = 0; y < recipe.Height; y++)
        {
            for (var x = 0; x < recipe.Width; x++)
                signal[x, y] *= (float)(1 - (bowl * (Math.Pow(((double)x / recipe.Width) - cx, 2) + Math.Pow(((double)y / recipe.Height) - cy, 2))));
        }

        signal.Blur(random.NextDouble(0, 5));
        return signal;
    }

    /// <summary>Few electrons per pixel: each counts, and most pixels have none, or all are full.</summary>
    private static Plane Clipped(RenderRecipe recipe, SeededRandom random)
    {
        var signal = new Plane(recipe.Width, recipe.Height);
        var (share, step, over) = (random.NextLogUniform(0.0005, 0.8), random.NextLogUniform(0.004, 0.15), random.NextInt(3) == 0);
        var (gain, grain) = (random.NextDouble(0, 0.02), random.NextInt(2) == 0 ? 0 : random.NextDouble(0.3, 1));
        for (var i = 0; i < signal.Data.Length; i++)
        {
            var count = 0;
            for (var draw = random.NextDouble(); draw < share && count < 12; draw = random.NextDouble()) count++;
            signal.Data[i] = (float)((count * step) + (gain * random.NextNearGaussian()));
        }

        signal.Blur(grain);
        for (var i = 0; i < signal.Data.Length; i++) signal.Data[i] = Math.Clamp(over ? 1 - signal.Data[i] : signal.Data[i], 0, 1);
        return signal;
    }

    private static Plane OutOfFocus(RenderRecipe recipe, SeededRandom random)
    {
        var wavelength = random.NextLogUniform(50, recipe.Width / 2.5);
        var signal = GaussianField.Draw(random, recipe.Width, recipe.Height, new FieldSpectrum(wavelength, random.NextDouble(0.3, 0.9)));
        var (level, gain) = (random.NextDouble(0.25, 0.65), random.NextLogUniform(0.01, 0.25));
        for (var i = 0; i < signal.Data.Length; i++) signal.Data[i] = (float)(level + (gain * signal.Data[i]));
        return signal;
    }

    private static Plane Fingers(RenderRecipe recipe, SurfaceStyle style, SeededRandom random)
    {
        var solid = Ground(recipe, style.Solid, random.NextLogUniform(0.005, 0.06), random);
        var upright = random.NextInt(5) > 0;
        var (across, along) = upright ? (recipe.Width, recipe.Height) : (recipe.Height, recipe.Width);
        var start = along * random.NextDouble(-0.1, 0.15);
        var rim = random.NextDouble(0, 0.25);
        var wave = random.NextDouble(0, 0.3);
        var (pitch, lean) = (random.NextLogUniform(14, across / 6.0), random.NextDouble(-0.15, 0.15));
        for (var at = -pitch * random.NextDouble(); at < across + pitch; at += pitch * random.NextDouble(0.7, 1.4))
        {
            var (half, length, phase) = (pitch * random.NextDouble(0.2, 0.45), along * random.NextDouble(0.4, 1.1), random.NextDouble(0, 6));
            var first = start + (0.05 * along * random.NextDouble());
            var (tip, blunt) = (random.NextDouble(0.3, 0.9), random.NextDouble(1.5, 6));
            for (var v = Math.Max(0, (int)first); v < Math.Min(along, first + length); v++)
            {
                var t = (v - first) / length;
                var width = half * (tip + ((1 - tip) * Math.Sqrt(t))) * Math.Sqrt(Math.Max(0, 1 - Math.Pow((2 * t) - 1, 2 * Math.Ceiling(blunt))));
                var middle = at + (lean * (v - first)) + (wave * half * Math.Sin(phase + (v / (2 * pitch))));
                for (var u = Math.Max(0, (int)(middle - width - 4)); u < Math.Min(across, middle + width + 5); u++)
                {
                    var depth = width - Math.Abs(u - middle);
                    var (x, y) = upright ? (u, v) : (v, u);
                    if (depth > 0) solid[x, y] = (float)style.Void;
                    else if (depth > -3 && solid[x, y] > style.Void) solid[x, y] += (float)(rim / 3);
                }
            }
        }

        return solid;
    }
}

using ImageAnalysis.Quantities;

namespace ImageAnalysis.Training.Rendering;

/// <summary>What the microscope does to the ideal picture, in four severities: uneven brightness, charging, line jitter, beam width, shot noise, contrast.</summary>
internal static class SemEffects
{
    // Per severity 0 to 3.
    private static readonly double[] NoiseLevels = [0.02, 0.05, 0.09, 0.16];
    private static readonly double[] BlurPx = [0.55, 0.75, 1.1, 1.7];
    private static readonly double[] Gradients = [0.02, 0.10, 0.22, 0.40];
    private static readonly double[] Streaks = [0, 0.02, 0.06, 0.12];
    private static readonly double[] JitterPx = [0, 0.1, 0.3, 0.7];
    private static readonly double[] Contrasts = [0.95, 0.85, 0.65, 0.38];

    /// <summary>Spoils the signal in place and returns it on the scale 0 to 1.</summary>
    public static void Apply(Plane signal, RenderRecipe recipe, SeededRandom random)
    {
        var level = recipe.Severity;
        double Around(double value) => value * random.NextDouble(0.65, 1.35);

        Illuminate(signal, random, Around(Gradients[level]));
        if (level > 0 && random.NextInt(3) == 0) Blotch(signal, random, Around(Gradients[level]) * 0.35);
        if (level > 0 && random.NextInt(6) == 0) Contaminate(signal, random, random.NextDouble(0.04, 0.15));
        if (Streaks[level] > 0) Charge(signal, random, Around(Streaks[level]));
        if (JitterPx[level] > 0) Jitter(signal, random, Math.Min(Around(JitterPx[level]), recipe.StructurePx * 0.06));
        // The beam never hides the structure: a microscopist would not keep that picture.
        signal.Blur(Math.Max(0.6, Math.Min(Around(BlurPx[level]), recipe.StructurePx * 0.11)));
        AddNoise(signal, random, Around(NoiseLevels[level]));
        if (random.NextInt(4) == 0) signal.Blur(random.NextDouble(0.35, 0.6));
        SetContrast(signal, random, Math.Min(1, Around(Contrasts[level])), level);
    }

    private static void Illuminate(Plane signal, SeededRandom random, double strength)
    {
        var (angle, bowl) = (random.NextDouble(0, 2 * Math.PI), random.NextDouble(-0.6, 0.6));
        var (cx, cy) = (random.NextDouble(-0.3, 0.3), random.NextDouble(-0.3, 0.3));
        var (slopeX, slopeY) = (Math.Cos(angle) * strength, Math.Sin(angle) * strength);
        for (var y = 0; y < signal.Height; y++)
        {
            var v = (2.0 * y / signal.Height) - 1 - cy;
            var row = signal.Row(y);
            var offset = (slopeY * v) + (bowl * strength * ((v * v) - 0.5));
            for (var x = 0; x < row.Length; x++)
            {
                var u = (2.0 * x / row.Length) - 1 - cx;
                var change = (float)(offset + (slopeX * u) + (bowl * strength * ((u * u) - 0.5)));
                row[x] = (row[x] * (1 + change)) + (0.25f * change);
            }
        }
    }

    /// <summary>Patches brighter and darker over a third of the frame, from topography and coating.</summary>
    private static void Blotch(Plane signal, SeededRandom random, double strength)
    {
        var noise = Plane.Noise(random, signal.Width, signal.Height, signal.Width * random.NextDouble(0.15, 0.5), 2, 0.5);
        var gain = (float)(strength * 0.5);
        for (var i = 0; i < signal.Data.Length; i++) signal.Data[i] *= 1 + Math.Clamp(gain * noise.Data[i], -0.5f, 0.5f);
    }

    /// <summary>A rectangle that an earlier scan at higher magnification left darker.</summary>
    private static void Contaminate(Plane signal, SeededRandom random, double loss)
    {
        var (width, height) = ((int)(signal.Width * random.NextDouble(0.2, 0.7)), (int)(signal.Height * random.NextDouble(0.2, 0.7)));
        var (left, top) = (random.NextInt(signal.Width - width), random.NextInt(signal.Height - height));
        var factor = (float)(1 - loss);
        for (var y = top; y < top + height; y++)
        {
            var row = signal.Row(y).Slice(left, width);
            for (var x = 0; x < row.Length; x++) row[x] *= factor;
        }
    }

    /// <summary>Rows that start bright or dark at a random place and recover along the scan.</summary>
    private static void Charge(Plane signal, SeededRandom random, double strength)
    {
        var count = (int)(signal.Height * strength * 0.8) + 1;
        for (var streak = 0; streak < count; streak++)
        {
            var (y, start) = (random.NextInt(signal.Height), random.NextInt(signal.Width));
            var thick = 1 + random.NextInt(3);
            var amount = strength * random.NextDouble(0.5, 2) * (random.NextInt(3) == 0 ? -1 : 1);
            var fade = Math.Exp(-1 / random.NextDouble(0.05 * signal.Width, 0.6 * signal.Width));
            for (var k = 0; k < thick && y + k < signal.Height; k++)
            {
                var value = (float)amount;
                var row = signal.Row(y + k);
                for (var x = start; x < row.Length; x++, value *= (float)fade) row[x] += value;
            }
        }
    }

    /// <summary>Shifts each row by a random walk that returns to 0, linear between pixels.</summary>
    private static void Jitter(Plane signal, SeededRandom random, double amplitudePx)
    {
        var shift = 0.0;
        var copy = new float[signal.Width];
        for (var y = 0; y < signal.Height; y++)
        {
            shift = (0.8 * shift) + (0.6 * amplitudePx * random.NextGaussian());
            var whole = (int)Math.Floor(shift);
            var part = (float)(shift - whole);
            var row = signal.Row(y);
            row.CopyTo(copy);
            for (var x = 0; x < row.Length; x++)
            {
                var a = copy[Math.Clamp(x + whole, 0, copy.Length - 1)];
                row[x] = a + (part * (copy[Math.Clamp(x + whole + 1, 0, copy.Length - 1)] - a));
            }
        }
    }

    /// <summary>Shot noise: variance proportional to brightness, as that of the Poisson distribution with more than about 20 electrons per pixel, plus a tenth
    /// of it from the amplifier.</summary>
    private static void AddNoise(Plane signal, SeededRandom random, double deviation)
    {
        var perLevel = (float)(deviation * deviation / 0.5);
        var constant = (float)(deviation * deviation * 0.1);
        var data = signal.Data;
        for (var i = 0; i < data.Length; i++)
            data[i] += MathF.Sqrt((MathF.Max(data[i], 0) * perLevel) + constant) * random.NextNearGaussian();
    }

    /// <summary>Stretches the central 98 % of the values over the given share of the range, around a random brightness.</summary>
    private static void SetContrast(Plane signal, SeededRandom random, double share, int level)
    {
        var clip = level == 0 ? 0.004 : random.NextLogUniform(0.001, 0.02);
        var (low, high) = (SectionPainter.UpperQuantile(signal.Data, 1 - clip), SectionPainter.UpperQuantile(signal.Data, clip));
        var room = 1 - share;
        var offset = 0.02 + (room * random.NextDouble(0.1, 0.9));
        // A frame without structure keeps its own small range instead of being stretched to full contrast.
        var gain = Math.Min(share / Math.Max(high - low, 1e-6f), 2.2);
        var middle = (high + low) / 2;
        var scale = (float)gain;
        var shift = (float)(offset + (share / 2) - (middle * gain));
        for (var i = 0; i < signal.Data.Length; i++) signal.Data[i] = (signal.Data[i] * scale) + shift;
    }
}

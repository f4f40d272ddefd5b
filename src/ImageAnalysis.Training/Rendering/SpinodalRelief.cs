using ImageAnalysis.Quantities;

namespace ImageAnalysis.Training.Rendering;

/// <summary>
/// A bicontinuous body seen from above: a three-dimensional Gaussian field is summed from a few waves along z, each with two plane fields as amplitudes,
/// and marched downwards at every pixel until it exceeds the level.
/// </summary>
internal static class SpinodalRelief
{
    private const int Waves = 5;
    private const int StepsPerWavelength = 12;
    private const double DepthInWavelengths = 1.9;

    public static Scene Draw(RenderRecipe recipe, SurfaceStyle style, SeededRandom random)
    {
        var wavelength = recipe.StructurePx * 1.41421356;
        var (planes, kz) = Amplitudes(recipe, random, wavelength);
        // The share of the topmost solid in the picture is larger than that in the body, since deeper solid shows through the voids.
        var level = (float)NormalQuantile(1 - Math.Clamp(recipe.SolidFraction, 0.15, 0.85));
        var step = wavelength / StepsPerWavelength;
        var steps = (int)(StepsPerWavelength * DepthInWavelengths);
        var flat = random.NextDouble() < 0.35;
        var rough = flat ? null : GaussianField.Draw(random, recipe.Width, recipe.Height, new FieldSpectrum(recipe.StructurePx * random.NextDouble(3, 8), 0.4));
        var roughness = flat ? 0 : random.NextDouble(0.1, 0.5) * wavelength;
        var rounding = flat ? 0 : random.NextDouble(0.8, 2.5);
        var phases = Phases(kz, step, steps);
        var buffer = new SurfaceBuffer(recipe.Width, recipe.Height, (float)(-(steps + 6) * step));
        var march = new March(recipe.Width, planes, phases, kz, level, (float)step, steps, (float)rounding);
        for (var y = 0; y < recipe.Height; y++) march.Row(y, buffer);
        if (rough is not null)
        {
            rough.Scale((float)roughness * 0.5f);
            for (var i = 0; i < rough.Data.Length; i++) buffer.Z.Data[i] += rough.Data[i];
        }

        var signal = buffer.Shade(style, recipe.StructurePx * 1.2, wavelength * random.NextDouble(0.5, 1.3), random, style.Void * 0.3);
        return buffer.Cut(signal, wavelength * (flat ? 0.35 : 0.55), rough);
    }

    private static (Plane[] Planes, double[] Kz) Amplitudes(RenderRecipe recipe, SeededRandom random, double wavelength)
    {
        var planes = new Plane[2 * Waves];
        var kz = new double[Waves];
        var k0 = 2 * Math.PI / wavelength;
        var band = random.NextLogUniform(0.08, 0.3);
        var angle = random.NextDouble(0, Math.PI);
        for (var m = 0; m < Waves; m++)
        {
            // Directions evenly spread over the half sphere: equal steps of the cosine.
            var cosine = (m + 0.5 + random.NextDouble(-0.25, 0.25)) / Waves;
            kz[m] = k0 * cosine;
            var plain = wavelength / Math.Sqrt(1 - (cosine * cosine));
            var n = GaussianField.GridFor(recipe.Width, recipe.Height, plain / (1 + band));
            var extent = Math.Max(recipe.Width, recipe.Height);
            var period = n >= extent ? n : extent + 8.0;
            var (a, b) = GaussianField.Pair(random, n, new FieldSpectrum(plain * n / period, band, recipe.Aspect, angle));
            (planes[2 * m], planes[(2 * m) + 1]) =
                (Resample.Periodic(a, n, recipe.Width, recipe.Height, period), Resample.Periodic(b, n, recipe.Width, recipe.Height, period));
            planes[2 * m].Scale((float)Math.Sqrt(1.0 / Waves));
            planes[(2 * m) + 1].Scale((float)Math.Sqrt(1.0 / Waves));
        }

        return (planes, kz);
    }

    private static float[] Phases(double[] kz, double step, int steps)
    {
        var phases = new float[(steps + 1) * 2 * Waves];
        for (var s = 0; s <= steps; s++)
        {
            for (var m = 0; m < Waves; m++)
            {
                phases[(((s * Waves) + m) * 2) + 0] = (float)Math.Cos(kz[m] * s * step);
                phases[(((s * Waves) + m) * 2) + 1] = (float)Math.Sin(kz[m] * s * step);
            }
        }

        return phases;
    }

    /// <summary>Inverse of the normal distribution function (Acklam's central and tail rational forms shortened to Hastings 26.2.23, error 4.5e-4).</summary>
    public static double NormalQuantile(double p)
    {
        var tail = Math.Min(p, 1 - p);
        var t = Math.Sqrt(-2 * Math.Log(tail));
        var x = t - ((2.515517 + (0.802853 * t) + (0.010328 * t * t)) / (1 + (1.432788 * t) + (0.189269 * t * t) + (0.001308 * t * t * t)));
        return p < 0.5 ? -x : x;
    }

    /// <summary>Marches one row at a time; all pixels of a row take the same step together, so that the processor's vectors are full.</summary>
    private sealed class March(int width, Plane[] planes, float[] phases, double[] kz, float level, float step, int steps, float rounding)
    {
        private readonly float[] _value = new float[width], _previous = new float[width];

        public void Row(int y, SurfaceBuffer buffer)
        {
            var start = y * width;
            var open = width;
            for (var s = 0; s <= steps && open > 0; s++)
            {
                Evaluate(y, s);
                // Near the top less of the solid is left, which rounds what would else be cut flat.
                var margin = level + (rounding <= 0 ? 0 : rounding * MathF.Exp(-3f * s / StepsPerWavelength * 2) - (rounding * 0.04f));
                for (var x = 0; x < width; x++)
                {
                    if (buffer.Id[start + x] >= 0) continue;
                    if (_value[x] <= margin) continue;
                    buffer.Id[start + x] = 0;
                    open--;
                    var back = s == 0 ? 0 : (_value[x] - margin) / Math.Max(_value[x] - _previous[x], 1e-4f);
                    buffer.Z.Data[start + x] = -step * (s - Math.Clamp(back, 0, 1));
                    if (s > 0 || rounding > 0) Normal(x, y, s, buffer);
                }

                _value.CopyTo(_previous, 0);
            }
        }

        private void Evaluate(int y, int s)
        {
            var target = System.Runtime.InteropServices.MemoryMarshal.Cast<float, System.Numerics.Vector<float>>(_value.AsSpan());
            _value.AsSpan().Clear();
            for (var m = 0; m < 2 * Waves; m++)
            {
                var factor = phases[(s * 2 * Waves) + m];
                var row = planes[m].Row(y);
                var from = System.Runtime.InteropServices.MemoryMarshal.Cast<float, System.Numerics.Vector<float>>(row);
                for (var i = 0; i < target.Length; i++) target[i] += from[i] * factor;
                for (var x = target.Length * System.Numerics.Vector<float>.Count; x < width; x++) _value[x] += row[x] * factor;
            }
        }

        /// <summary>Minus the field's gradient at the surface.</summary>
        private void Normal(int x, int y, int s, SurfaceBuffer buffer)
        {
            var (left, right) = (Math.Max(x - 1, 0), Math.Min(x + 1, width - 1));
            var (gx, gy, gz) = (0f, 0f, 0f);
            for (var m = 0; m < 2 * Waves; m++)
            {
                var factor = phases[(s * 2 * Waves) + m];
                var plane = planes[m];
                var row = plane.Row(y);
                gx += (row[right] - row[left]) * factor;
                gy += (plane.ClampedRow(y + 1)[x] - plane.ClampedRow(y - 1)[x]) * factor;
                var turned = (m & 1) == 0 ? -phases[(s * 2 * Waves) + m + 1] : phases[(s * 2 * Waves) + m - 1];
                gz += row[x] * turned * (float)kz[m / 2];
            }

            // z is counted downwards in the march; the solid lies where the field is large, so the normal points to smaller values.
            (gx, gy) = (gx * 0.5f, gy * 0.5f);
            gz += rounding <= 0 ? 0 : rounding * 0.5f * MathF.Exp(-6f * s / StepsPerWavelength) / step;
            var scale = 1 / MathF.Sqrt((gx * gx) + (gy * gy) + (gz * gz) + 1e-12f);
            buffer.Nx[(y * width) + x] = -gx * scale;
            buffer.Ny[(y * width) + x] = -gy * scale;
        }
    }
}

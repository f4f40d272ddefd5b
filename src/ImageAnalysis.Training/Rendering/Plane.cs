using System.Numerics;
using System.Runtime.InteropServices;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Training.Rendering;

/// <summary>A grey picture of real numbers, row-major.</summary>
internal sealed class Plane
{
    public Plane(int width, int height)
    {
        (Width, Height) = (width, height);
        Data = new float[width * height];
    }

    public int Width { get; }

    public int Height { get; }

    public float[] Data { get; }

    public float this[int x, int y]
    {
        get => Data[(y * Width) + x];
        set => Data[(y * Width) + x] = value;
    }

    public Span<float> Row(int y) => Data.AsSpan(y * Width, Width);

    public Plane Fill(float value)
    {
        Data.AsSpan().Fill(value);
        return this;
    }

    public Plane Copy()
    {
        var copy = new Plane(Width, Height);
        Data.CopyTo(copy.Data.AsSpan());
        return copy;
    }

    /// <summary>Row <paramref name="y"/>, the nearest one where it lies outside.</summary>
    public Span<float> ClampedRow(int y) => Row(Math.Clamp(y, 0, Height - 1));

    /// <summary>Blurs in place with a Gaussian; beyond 3 px by three box passes, which differ from it by under 3 % of the peak.</summary>
    public void Blur(double sigma)
    {
        if (sigma <= 0.05) return;
        if (sigma <= 3) GaussianBlur(sigma);
        else BoxBlurThrice(sigma);
    }

    /// <summary>
    /// Fractal value noise: octaves of cubic-interpolated random grids, each half as coarse and <paramref name="persistence"/> times as strong.
    /// Mean about 0, standard deviation about 1.
    /// </summary>
    public static Plane Noise(SeededRandom random, int width, int height, double coarsestPx, int octaves, double persistence)
    {
        var sum = new Plane(width, height);
        var (amplitude, power) = (1.0, 0.0);
        for (var octave = 0; octave < octaves && coarsestPx >= 2; octave++, coarsestPx /= 2)
        {
            var (columns, rows) = ((int)(width / coarsestPx) + 5, (int)(height / coarsestPx) + 5);
            var grid = new float[columns * rows];
            for (var i = 0; i < grid.Length; i++) grid[i] = (float)(random.NextNearGaussian() * amplitude * 1.5);
            Resample.AddCubic(grid, columns, rows, sum, 1 / coarsestPx, random.NextDouble(), random.NextDouble());
            power += amplitude * amplitude;
            amplitude *= persistence;
        }

        if (power > 0) sum.Scale((float)(1 / Math.Sqrt(power)));
        return sum;
    }

    public void Scale(float factor)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(Data.AsSpan());
        for (var i = 0; i < vectors.Length; i++) vectors[i] *= factor;
        for (var i = vectors.Length * Vector<float>.Count; i < Data.Length; i++) Data[i] *= factor;
    }

    private void GaussianBlur(double sigma)
    {
        var radius = (int)Math.Ceiling(3 * sigma);
        var kernel = new float[(2 * radius) + 1];
        var total = 0.0;
        for (var i = -radius; i <= radius; i++) total += Math.Exp(-0.5 * i * i / (sigma * sigma));
        for (var i = -radius; i <= radius; i++) kernel[i + radius] = (float)(Math.Exp(-0.5 * i * i / (sigma * sigma)) / total);

        var across = new float[Data.Length];
        var padded = new float[Width + (2 * radius)];
        for (var y = 0; y < Height; y++)
        {
            var row = Row(y);
            row.CopyTo(padded.AsSpan(radius));
            padded.AsSpan(0, radius).Fill(row[0]);
            padded.AsSpan(radius + Width).Fill(row[^1]);
            var target = across.AsSpan(y * Width, Width);
            for (var k = 0; k < kernel.Length; k++) AddScaled(padded.AsSpan(k, Width), kernel[k], target);
        }

        for (var y = 0; y < Height; y++)
        {
            var target = Row(y);
            target.Clear();
            for (var k = 0; k < kernel.Length; k++)
                AddScaled(across.AsSpan(Math.Clamp(y + k - radius, 0, Height - 1) * Width, Width), kernel[k], target);
        }
    }

    private static void AddScaled(ReadOnlySpan<float> source, float factor, Span<float> target)
    {
        var from = MemoryMarshal.Cast<float, Vector<float>>(source);
        var to = MemoryMarshal.Cast<float, Vector<float>>(target);
        for (var i = 0; i < to.Length; i++) to[i] += from[i] * factor;
        for (var i = to.Length * Vector<float>.Count; i < target.Length; i++) target[i] += source[i] * factor;
    }

    private void BoxBlurThrice(double sigma)
    {
        // Three boxes of half-width r have variance r (r + 1).
        var radius = Math.Max(1, (int)Math.Round((Math.Sqrt(1 + (4 * sigma * sigma)) - 1) / 2));
        var scratch = new float[Data.Length];
        for (var pass = 0; pass < 3; pass++)
        {
            BoxRows(radius, scratch);
            BoxColumns(radius, scratch);
        }
    }

    private void BoxRows(int radius, float[] target)
    {
        var scale = 1.0 / ((2 * radius) + 1);
        for (var y = 0; y < Height; y++)
        {
            var row = Row(y);
            var sum = (double)row[0] * (radius + 1);
            for (var i = 1; i <= radius; i++) sum += row[Math.Min(i, Width - 1)];
            for (var x = 0; x < Width; x++)
            {
                target[(y * Width) + x] = (float)(sum * scale);
                sum += row[Math.Min(x + radius + 1, Width - 1)] - row[Math.Max(x - radius, 0)];
            }
        }
    }

    private void BoxColumns(int radius, float[] source)
    {
        var scale = 1f / ((2 * radius) + 1);
        var sums = new double[Width];
        for (var x = 0; x < Width; x++) sums[x] = (double)source[x] * (radius + 1);
        for (var i = 1; i <= radius; i++)
        {
            var row = source.AsSpan(Math.Min(i, Height - 1) * Width, Width);
            for (var x = 0; x < Width; x++) sums[x] += row[x];
        }

        for (var y = 0; y < Height; y++)
        {
            var target = Row(y);
            var entering = source.AsSpan(Math.Min(y + radius + 1, Height - 1) * Width, Width);
            var leaving = source.AsSpan(Math.Max(y - radius, 0) * Width, Width);
            for (var x = 0; x < Width; x++)
            {
                target[x] = (float)(sums[x] * scale);
                sums[x] += entering[x] - leaving[x];
            }
        }
    }
}

internal static class RandomExtensions
{
    /// <summary>Sum of four 16-bit uniform numbers, mean 0 and standard deviation 1, excess kurtosis -0.3: near enough to normal for noise and spectra,
    /// at one draw of the generator.</summary>
    public static float NextNearGaussian(this SeededRandom random)
    {
        var u = random.NextUInt64();
        var sum = (int)(u & 0xFFFF) + (int)((u >> 16) & 0xFFFF) + (int)((u >> 32) & 0xFFFF) + (int)(u >> 48);
        return (sum - 131070) * (1f / 37837.2f);
    }

    /// <summary>exp of a uniform number between the logarithms of both limits.</summary>
    public static double NextLogUniform(this SeededRandom random, double lower, double upper) =>
        lower * Math.Pow(upper / lower, random.NextDouble());

    /// <summary>Log-normal with the given mean and coefficient of variation, cut at 2.5 standard deviations.</summary>
    public static double NextSize(this SeededRandom random, double mean, double variation)
    {
        var s = Math.Sqrt(Math.Log(1 + (variation * variation)));
        return mean * Math.Exp((s * Math.Clamp(random.NextGaussian(), -2.5, 2.5)) - (s * s / 2));
    }
}

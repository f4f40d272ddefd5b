using ImageAnalysis.Classify;
using ImageAnalysis.Quantities;
using ImageAnalysis.Segment;
using OpenCvSharp;

namespace ImageAnalysis.Tests.Classify;

/// <summary>Patterns drawn in the test, as pages of grey values.</summary>
internal static class Patterns
{
    /// <summary>Discs in staggered rows on a contrasting ground, with soft edges.</summary>
    public static Mat Discs(int width, int height, double pitch, double radius, byte disc, byte ground)
    {
        var page = new Mat(height, width, MatType.CV_8UC1);
        for (var y = 0; y < height; y++)
        {
            var row = page.RowSpan<byte>(y);
            for (var x = 0; x < width; x++)
            {
                var line = Math.Round(y / (pitch * 0.9));
                var shift = Math.Abs(line) % 2 * pitch / 2;
                var dx = x - shift - (Math.Round((x - shift) / pitch) * pitch);
                var dy = y - (line * pitch * 0.9);
                var inside = Math.Clamp(radius - Math.Sqrt((dx * dx) + (dy * dy)) + 0.5, 0, 1);
                row[x] = (byte)Math.Round(ground + ((disc - ground) * inside));
            }
        }

        return page;
    }

    /// <summary>Discs at random places, none nearer to another than the pitch, on a contrasting ground.</summary>
    public static Mat ScatteredDiscs(int width, int height, double pitch, int radius, byte disc, byte ground, ulong seed)
    {
        var random = new SeededRandom(seed);
        var page = new Mat(height, width, MatType.CV_8UC1, Scalar.All(ground));
        var centres = new List<(double X, double Y)>();
        for (var tries = 0; tries < 4000; tries++)
        {
            var (x, y) = (random.NextDouble(0, width), random.NextDouble(0, height));
            if (!centres.TrueForAll(c => Math.Sqrt(((c.X - x) * (c.X - x)) + ((c.Y - y) * (c.Y - y))) >= pitch)) continue;
            centres.Add((x, y));
            Cv2.Circle(page, new Point((int)x, (int)y), radius, Scalar.All(disc), -1, LineTypes.AntiAlias);
        }

        return page;
    }

    /// <summary>A random field of about that period with neither phase preferred: a sum of waves in all directions.</summary>
    public static Mat Waves(int width, int height, double period, ulong seed, double gain = 40, double level = 128)
    {
        var random = new SeededRandom(seed);
        var waves = new (double Kx, double Ky, double Phase)[30];
        for (var i = 0; i < waves.Length; i++)
        {
            var (angle, k) = (random.NextDouble(0, 2 * Math.PI), 2 * Math.PI / period * random.NextDouble(0.85, 1.15));
            waves[i] = (k * Math.Cos(angle), k * Math.Sin(angle), random.NextDouble(0, 2 * Math.PI));
        }

        var page = new Mat(height, width, MatType.CV_8UC1);
        for (var y = 0; y < height; y++)
        {
            var row = page.RowSpan<byte>(y);
            for (var x = 0; x < width; x++)
            {
                var sum = 0.0;
                foreach (var (kx, ky, phase) in waves) sum += Math.Cos((kx * x) + (ky * y) + phase);
                // Steep flanks: two phases and no mere relief.
                row[x] = (byte)Math.Round(level + (gain * Math.Tanh(2 * sum / Math.Sqrt(waves.Length / 2.0))));
            }
        }

        return page;
    }

    public static SegmentedImage Segmented(Mat page, SegmentOptions? options = null) =>
        Segmenter.Segment(page, new PixelRect(0, 0, page.Cols, page.Rows), null, options ?? new SegmentOptions());

    /// <summary>Descriptors of a page by name; the page is disposed.</summary>
    public static IReadOnlyDictionary<string, double> Described(Mat page, SegmentOptions? options = null)
    {
        using (page)
        using (var image = Segmented(page, options))
        {
            var values = StructureClassifier.Describe(image) ?? throw new InvalidOperationException("The pattern did not pass the gates.");
            return StructureDescriptors.Names.Select((name, i) => (name, values[i])).ToDictionary(p => p.name, p => p.Item2, StringComparer.Ordinal);
        }
    }
}

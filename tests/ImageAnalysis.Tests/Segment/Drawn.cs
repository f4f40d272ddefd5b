using ImageAnalysis.Quantities;
using ImageAnalysis.Segment;
using OpenCvSharp;

namespace ImageAnalysis.Tests.Segment;

/// <summary>Pages drawn from a formula. Positions are those of the page: the centre of the top-left pixel is (0, 0), y points down.</summary>
internal static class Drawn
{
    public const byte Dark = 40;
    public const byte Bright = 200;

    /// <summary>Options that leave drawn grey values as they are.</summary>
    public static readonly SegmentOptions Plain = new()
    {
        Denoise = DenoiseMethod.None,
        Shading = ShadingCorrection.None,
        MinimumObject = "0 px",
        MinimumHole = "0 px",
    };

    /// <summary>Each pixel is dark by the share of its area that is void, on a grid of 8 x 8 points.</summary>
    public static Mat Page(int width, int height, Func<double, double, bool> isVoid, byte dark = Dark, byte bright = Bright)
    {
        const int grid = 8;
        var page = new Mat(height, width, MatType.CV_8UC1);
        for (var y = 0; y < height; y++)
        {
            var row = page.RowSpan<byte>(y);
            for (var x = 0; x < width; x++)
            {
                var inside = 0;
                for (var j = 0; j < grid; j++)
                {
                    for (var i = 0; i < grid; i++)
                    {
                        if (isVoid(x - 0.5 + ((i + 0.5) / grid), y - 0.5 + ((j + 0.5) / grid))) inside++;
                    }
                }

                row[x] = (byte)Math.Round(bright + ((dark - bright) * inside / (double)(grid * grid)));
            }
        }

        return page;
    }

    /// <summary>One character a pixel: '.' solid, anything else void; 0 and 255 apart.</summary>
    public static Mat Pixels(params string[] rows)
    {
        var page = new Mat(rows.Length, rows[0].Length, MatType.CV_8UC1);
        for (var y = 0; y < rows.Length; y++)
        {
            for (var x = 0; x < rows[y].Length; x++) page.Set(y, x, rows[y][x] == '.' ? Bright : Dark);
        }

        return page;
    }

    /// <summary>Discs at random places, overlapping as they fall.</summary>
    public static Func<double, double, bool> Discs(int width, int height, int count, double radius, ulong seed)
    {
        // Each centre is kept in the nine cells, as wide as a radius, that its disc can reach.
        var random = new SeededRandom(seed);
        var cells = new Dictionary<(int, int), List<(double X, double Y)>>();
        for (var i = 0; i < count; i++)
        {
            var (x, y) = (random.NextDouble(-radius, width + radius), random.NextDouble(-radius, height + radius));
            for (var dy = -1; dy <= 1; dy++)
            {
                for (var dx = -1; dx <= 1; dx++)
                {
                    var cell = ((int)Math.Floor(x / radius) + dx, (int)Math.Floor(y / radius) + dy);
                    if (!cells.TryGetValue(cell, out var near)) cells[cell] = near = [];
                    near.Add((x, y));
                }
            }
        }

        return (x, y) => cells.TryGetValue(((int)Math.Floor(x / radius), (int)Math.Floor(y / radius)), out var near)
            && near.Exists(c => ((x - c.X) * (x - c.X)) + ((y - c.Y) * (y - c.Y)) < radius * radius);
    }

    /// <summary>Where a sum of twelve plane waves of one length and all directions is below zero: half of the plane, in chords of half the length and more.</summary>
    public static Func<double, double, bool> Waves(double length, ulong seed)
    {
        var random = new SeededRandom(seed);
        var waves = Enumerable.Range(0, 12).Select(_ => (Angle: random.NextDouble(0, 2 * Math.PI), Phase: random.NextDouble(0, 2 * Math.PI)))
            .Select(w => (X: 2 * Math.PI / length * Math.Cos(w.Angle), Y: 2 * Math.PI / length * Math.Sin(w.Angle), w.Phase)).ToArray();
        return (x, y) =>
        {
            double sum = 0;
            foreach (var w in waves) sum += Math.Cos((w.X * x) + (w.Y * y) + w.Phase);
            return sum < 0;
        };
    }

    /// <summary>Adds white normal noise in place.</summary>
    public static Mat WithNoise(Mat page, double deviation, ulong seed)
    {
        var random = new SeededRandom(seed);
        foreach (ref var value in page.AsSpan<byte>())
            value = (byte)Math.Clamp(Math.Round(value + (deviation * random.NextGaussian())), 0, 255);
        return page;
    }

    public static PixelRect Whole(Mat page) => new(0, 0, page.Cols, page.Rows);

    public static SegmentedImage Segment(Mat page, SegmentOptions? options = null) =>
        Segmenter.Segment(page, Whole(page), null, options ?? Plain);

    public static byte[] Copy(Mat mat) => mat.AsSpan<byte>().ToArray();
}

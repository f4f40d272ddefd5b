using OpenCvSharp;
using static ImageAnalysis.Classify.DescriptorSources;
using static ImageAnalysis.Classify.DescriptorUnits;

namespace ImageAnalysis.Classify;

/// <summary>
/// How straight edges run, whether rows or columns differ as in writing and stripes, whether the phases survive a blur by their own size, and how even they are.
/// </summary>
internal static class EdgeDescriptors
{
    private static readonly double[] Reaches = [1, 2, 4, 8, 14];
    private static readonly string[] ReachNames = ["1", "2", "4", "8", "14"];

    /// <summary>Cosine from which an edge counts as running on.</summary>
    private const float Straight = 0.8f;

    /// <summary>All of them in their fixed order.</summary>
    public static readonly IReadOnlyList<DescriptorDefinition> All =
    [
        .. ReachNames.Select(r => new DescriptorDefinition($"edge-course-{r}", $"Likeness of the gradient to that {r} h farther along the edge, mean over steep places: 1 where edges run straight.", One, Course)),
        .. ReachNames.Select(r => new DescriptorDefinition($"edge-straight-{r}", $"Share of the steep places whose edge runs straight for {r} h both ways.", One, Course)),
        new("rows-apart", "Natural logarithm of the variance of the void share of rows, over that of rows of independent structures.", One, Projections),
        new("columns-apart", "Natural logarithm of the variance of the void share of columns, over that of columns of independent structures.", One, Projections),
        new("boundary-kept-half", "Boundary crossings that a blur by half of h leaves, over all.", One, Blur),
        new("boundary-kept-one", "Boundary crossings that a blur by h leaves, over all.", One, Blur),
        new("grey-kept-half", "Standard deviation of the grey values that a blur by half of h leaves, over all.", One, Blur),
        new("grey-kept-one", "Standard deviation of the grey values that a blur by h leaves, over all.", One, Blur),
        new("boundary-gradient", "Mean gradient within 0.25 contrasts of the level.", ContrastsPerH, ScaleSpace),
        new("even-phases", "Share of the frame where the grey value lies within 0.2 contrasts of the mean of its own phase.", One, Own),
        new("edge-cover", "Share of the frame steeper than half a contrast per h.", One, ScaleSpace),
    ];

    /// <summary>Adds all of them.</summary>
    public static void Add(NormalisedFrame frame, DescriptorValues target)
    {
        var values = new List<double>(All.Count);
        var slopes = Slopes.Of(frame.Smooth);
        AddCourses(slopes, frame.ChordPx, values);
        AddProjections(frame, values);
        AddBlurs(frame, values);
        AddEvenness(frame, slopes, values);
        foreach (var (definition, value) in All.Zip(values)) target.Add(definition.Name, value);
    }

    /// <summary>Follows the level line of every steep place of every second row and column, straight on.</summary>
    private static void AddCourses(Slopes slopes, double chordPx, List<double> values)
    {
        var (width, height, gx, gy) = (slopes.Width, slopes.Height, slopes.X, slopes.Y);
        var mean = slopes.Mean;
        Span<double> likeness = stackalloc double[Reaches.Length], weights = stackalloc double[Reaches.Length];
        Span<double> straight = stackalloc double[Reaches.Length], places = stackalloc double[Reaches.Length];
        likeness.Clear();
        weights.Clear();
        straight.Clear();
        places.Clear();
        for (var y = 1; y < height - 1; y += 2)
        {
            for (var x = 1 + ((y >> 1) & 1); x < width - 1; x += 2)
            {
                var i = (y * width) + x;
                var size = slopes.Size[i];
                if (size < mean || size <= 0) continue;
                var (tx, ty) = (-gy[i] / size, gx[i] / size);
                var runs = true;
                for (var k = 0; k < Reaches.Length; k++)
                {
                    var reach = (float)(Reaches[k] * chordPx);
                    var (dx, dy) = ((int)MathF.Round(tx * reach), (int)MathF.Round(ty * reach));
                    if ((uint)(x + dx) >= (uint)width || (uint)(y + dy) >= (uint)height || (uint)(x - dx) >= (uint)width || (uint)(y - dy) >= (uint)height) break;
                    var j = (dy * width) + dx;
                    var ahead = Best(gx, gy, i, i + j, width, tx, ty);
                    var behind = Best(gx, gy, i, i - j, width, tx, ty);
                    likeness[k] += size * (ahead + behind) / 2;
                    weights[k] += size;
                    runs &= ahead >= Straight && behind >= Straight;
                    places[k]++;
                    if (runs) straight[k]++;
                }
            }
        }

        for (var k = 0; k < Reaches.Length; k++) values.Add(weights[k] > 0 ? likeness[k] / weights[k] : 0);
        for (var k = 0; k < Reaches.Length; k++) values.Add(places[k] > 0 ? straight[k] / places[k] : 0);
    }

    /// <summary>Likeness of two gradients, 2 g·h / (g² + h²), the best at the place and one pixel to either side of it across the edge.</summary>
    private static float Best(float[] gx, float[] gy, int from, int to, int width, float tx, float ty)
    {
        var across = ((int)MathF.Round(-tx) * width) + (int)MathF.Round(ty);
        var best = Likeness(gx, gy, from, to);
        if (to + across >= 0 && to + across < gx.Length) best = Math.Max(best, Likeness(gx, gy, from, to + across));
        if (to - across >= 0 && to - across < gx.Length) best = Math.Max(best, Likeness(gx, gy, from, to - across));
        return best;
    }

    private static float Likeness(float[] gx, float[] gy, int a, int b)
    {
        var product = (gx[a] * gx[b]) + (gy[a] * gy[b]);
        return 2 * product / ((gx[a] * gx[a]) + (gy[a] * gy[a]) + (gx[b] * gx[b]) + (gy[b] * gy[b]));
    }

    private static void AddProjections(NormalisedFrame frame, List<double> values)
    {
        var share = Cv2.CountNonZero(frame.Void) / (double)frame.Void.Total();
        var all = share * (1 - share);
        values.Add(Apart(new Size(1, frame.Height), frame.Width));
        values.Add(Apart(new Size(frame.Width, 1), frame.Height));

        double Apart(Size size, int length)
        {
            using var means = new Mat();
            Cv2.Resize(frame.Void, means, size, 0, 0, InterpolationFlags.Area);
            Cv2.MeanStdDev(means, out _, out var deviation);
            var variance = deviation.Val0 * deviation.Val0 / (255.0 * 255);
            return Math.Log(Math.Max(1e-3, variance / all * length / (2 * frame.ChordPx)));
        }
    }

    private static void AddBlurs(NormalisedFrame frame, List<double> values)
    {
        // A quarter of the resolution: pixels of a quarter of h.
        using var small = new Mat();
        var step = frame.ChordPx / 4;
        Cv2.Resize(frame.Signal, small, new Size(Math.Max(3, (int)(frame.Width / step)), Math.Max(3, (int)(frame.Height / step))), 0, 0, InterpolationFlags.Area);
        var (crossings, spread) = Figures(small);
        var kept = new double[4];
        for (var i = 0; i < 2; i++)
        {
            using var blurred = new Mat();
            var sigma = i == 0 ? 2.0 : 4.0;
            Cv2.GaussianBlur(small, blurred, default, sigma, sigma, BorderTypes.Reflect101);
            var (left, deviation) = Figures(blurred);
            kept[i] = crossings > 0 ? left / crossings : 0;
            kept[2 + i] = spread > 0 ? deviation / spread : 0;
        }

        values.AddRange(kept);
    }

    private static (double Crossings, double Spread) Figures(Mat grey)
    {
        var pixels = (ReadOnlySpan<float>)grey.AsSpan<float>();
        var (width, height) = (grey.Cols, grey.Rows);
        var crossings = 0;
        for (var y = 0; y + 1 < height; y++)
        {
            var row = pixels.Slice(y * width, width);
            var below = pixels.Slice((y + 1) * width, width);
            for (var x = 0; x + 1 < width; x++)
                crossings += (row[x] < 0 != row[x + 1] < 0 ? 1 : 0) + (row[x] < 0 != below[x] < 0 ? 1 : 0);
        }

        Cv2.MeanStdDev(grey, out _, out var deviation);
        return (crossings, deviation.Val0);
    }

    private static void AddEvenness(NormalisedFrame frame, Slopes slopes, List<double> values)
    {
        var (width, height) = (slopes.Width, slopes.Height);
        var grey = (ReadOnlySpan<float>)frame.Smooth.AsSpan<float>();
        var voids = (ReadOnlySpan<byte>)frame.Void.AsSpan<byte>();
        double darkSum = 0, brightSum = 0;
        var dark = 0;
        for (var i = 0; i < grey.Length; i++)
        {
            // Without branches: void and solid follow each other at every few pixels.
            double value = grey[i];
            var inVoid = voids[i] != 0;
            darkSum += inVoid ? value : 0;
            brightSum += inVoid ? 0 : value;
            dark += inVoid ? 1 : 0;
        }

        var bright = grey.Length - dark;
        var (darkMean, brightMean) = ((float)(darkSum / Math.Max(1, dark)), (float)(brightSum / Math.Max(1, bright)));
        var chord = (float)frame.ChordPx;
        int even = 0, steep = 0, middles = 0;
        double gradients = 0;
        for (var y = 1; y < height - 1; y++)
        {
            ReadOnlySpan<float> sizes = slopes.Size.AsSpan(y * width, width), greys = grey.Slice(y * width, width);
            var phases = voids.Slice(y * width, width);
            for (var x = 1; x < sizes.Length - 1; x++)
            {
                var size = sizes[x] * chord;
                steep += size > 0.5f ? 1 : 0;
                var isMiddle = Math.Abs(greys[x]) <= 0.25f;
                gradients += isMiddle ? size : 0.0;
                middles += isMiddle ? 1 : 0;
                even += Math.Abs(greys[x] - (phases[x] != 0 ? darkMean : brightMean)) <= 0.2f ? 1 : 0;
            }
        }

        var all = Math.Max(1.0, (width - 2) * (height - 2));
        values.Add(middles > 0 ? gradients / middles : 0);
        values.Add(even / all);
        values.Add(steep / all);
    }
}

/// <summary>Gradients of a smoothed frame, 0 at its border.</summary>
internal sealed record Slopes(int Width, int Height, float[] X, float[] Y, float[] Size, float Mean)
{
    public static Slopes Of(Mat smooth)
    {
        var (width, height) = (smooth.Cols, smooth.Rows);
        var grey = (ReadOnlySpan<float>)smooth.AsSpan<float>();
        float[] gx = new float[width * height], gy = new float[width * height], size = new float[width * height];
        double sum = 0;
        for (var y = 1; y < height - 1; y++)
        {
            for (var i = (y * width) + 1; i < ((y + 1) * width) - 1; i++)
            {
                gx[i] = (grey[i + 1] - grey[i - 1]) / 2;
                gy[i] = (grey[i + width] - grey[i - width]) / 2;
                size[i] = MathF.Sqrt((gx[i] * gx[i]) + (gy[i] * gy[i]));
                sum += size[i];
            }
        }

        return new Slopes(width, height, gx, gy, size, (float)(sum / Math.Max(1, (width - 2) * (height - 2))));
    }
}

using ImageAnalysis.Intercept;
using ImageAnalysis.Quantities;
using ImageAnalysis.Segment;
using OpenCvSharp;

namespace ImageAnalysis.Tests.Segment;

/// <summary>What blur did to the boundary is taken back, and nothing else changes.</summary>
public sealed class EdgeRestorationTests
{
    private static readonly SegmentOptions Plain = Drawn.Plain with { Denoise = DenoiseMethod.Gaussian, DenoiseSigmaPx = null };

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    public void Walls_that_blur_hides_part_the_voids_again(double noise)
    {
        using var page = Cells();
        using var sharp = Drawn.Segment(page, Drawn.Plain with { Edges = EdgePlacement.Level });
        var truth = Mean(sharp);
        Cv2.GaussianBlur(page, page, default, 1.3);
        Drawn.WithNoise(page, noise, 4);
        using var restored = Drawn.Segment(page, Plain);
        using var level = Drawn.Segment(page, Plain with { Edges = EdgePlacement.Level });
        Assert.NotNull(restored.Result.Preparation.Profile!.Restored);
        Assert.True(Math.Abs(Mean(restored) - truth) < 0.6 * Math.Abs(Mean(level) - truth), $"{truth}: {Mean(restored)}, at the level {Mean(level)}");
    }

    [Fact]
    public void The_band_reaches_to_where_neighbouring_levels_have_walls()
    {
        using var page = Cells();
        using var sharp = Drawn.Segment(page, Drawn.Plain with { Edges = EdgePlacement.Level });
        Cv2.GaussianBlur(page, page, default, 1.5);
        using var image = Drawn.Segment(page, Plain);
        var band = Interceptor.Measure(image, null, 0, new InterceptOptions()).Main.Px!.Literal.Segmentation!.Value;
        Assert.True(band.Contains(Mean(sharp)), $"{band} {Mean(sharp)}");
        Assert.Equal(0.1 * (image.Result.Contrast.SolidGrey - image.Result.Contrast.VoidGrey), image.LevelStep, 1e-9);
    }

    [Fact]
    public void Where_a_phase_is_shaded_nothing_is_restored()
    {
        using var page = Cells();
        for (var y = 0; y < page.Rows; y++)
        {
            var row = page.RowSpan<byte>(y);
            for (var x = 0; x < row.Length; x++)
            {
                if (row[x] == Drawn.Dark) row[x] += (byte)(60 * (x % 24) / 24);
            }
        }

        using var image = Drawn.Segment(page, Plain);
        Assert.Null(image.Result.Preparation.Profile?.Restored);
    }

    [Fact]
    public void It_is_half_the_Laplacian_and_then_flow_along_lines_of_equal_signal()
    {
        const int Width = 37, Height = 11;
        var random = new SeededRandom(12);
        using var signal = new Mat(Height, Width, MatType.CV_32FC1);
        foreach (ref var value in signal.AsSpan<float>()) value = (float)(50 * random.NextGaussian());
        var expected = Slow(Array.ConvertAll(signal.AsSpan<float>().ToArray(), v => (double)v), Width, Height, 0.8 / 2, 2, 0.35);
        new EdgeRestoration(1, 0.8, 0.7).ApplyInPlace(signal, 100);
        var found = signal.AsSpan<float>();
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], found[i], 0.01);
    }

    [Fact]
    public void Noise_that_was_blurred_counts_as_much_as_smoothing_leaves_of_it()
    {
        using var white = Drawn.WithNoise(new Mat(400, 500, MatType.CV_8UC1, Scalar.All(128)), 20, 7);
        Assert.Equal(20, GreyNoise.Grain(white), 1.0);
        using var blurred = new Mat();
        Cv2.GaussianBlur(white, blurred, default, 0.6);
        Assert.InRange(GreyNoise.Grain(blurred), 8, 20);
        Assert.True(GreyNoise.Grain(blurred) > 1.5 * GreyNoise.StandardDeviation(blurred));
    }

    /// <summary>Round voids a little more than a pixel apart.</summary>
    private static Mat Cells() => Drawn.Page(640, 480, (x, y) =>
    {
        double u = ((x + 0.5) % 24.37) - 12.185, v = ((y + 0.5) % 24.37) - 12.185;
        return (u * u) + (v * v) < 11.6 * 11.6;
    });

    private static double Mean(SegmentedImage image) => Interceptor.Measure(image, null, 0, new InterceptOptions()).Main.Px!.Literal.Value;

    private static double[] Slow(double[] from, int width, int height, double half, int steps, double step)
    {
        var sharp = (double[])from.Clone();
        Each((i, at) => sharp[i] = at(0, 0) - (half / 6 * (at(-1, -1) + at(1, -1) + at(-1, 1) + at(1, 1) + (4 * (at(0, -1) + at(-1, 0) + at(1, 0) + at(0, 1))) - (20 * at(0, 0)))), from);
        var now = (double[])sharp.Clone();
        for (var k = 0; k < steps; k++)
        {
            var before = (double[])now.Clone();
            Each((i, at) =>
            {
                double fx = (at(1, -1) + (2 * at(1, 0)) + at(1, 1) - at(-1, -1) - (2 * at(-1, 0)) - at(-1, 1)) / 8;
                double fy = (at(-1, 1) + (2 * at(0, 1)) + at(1, 1) - at(-1, -1) - (2 * at(0, -1)) - at(1, -1)) / 8;
                double xx = at(-1, 0) + at(1, 0) - (2 * at(0, 0)), yy = at(0, -1) + at(0, 1) - (2 * at(0, 0)), xy = (at(1, 1) + at(-1, -1) - at(1, -1) - at(-1, 1)) / 4;
                var along = ((xx * fy * fy) - (2 * xy * fx * fy) + (yy * fx * fx)) / ((fx * fx) + (fy * fy) + 0.01);
                now[i] = at(0, 0) + (step * along) + (step * 0.4 * (sharp[i] - at(0, 0)));
            }, before);
        }

        return now;

        void Each(Action<int, Func<int, int, double>> set, double[] values)
        {
            for (var y = 1; y < height - 1; y++)
            {
                for (var x = 1; x < width - 1; x++)
                {
                    var i = (y * width) + x;
                    set(i, (dx, dy) => values[i + (dy * width) + dx]);
                }
            }
        }
    }
}

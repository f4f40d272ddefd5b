using ImageAnalysis.Quantities;
using ImageAnalysis.Segment;
using OpenCvSharp;

namespace ImageAnalysis.Tests.Segment;

public sealed class FrameQualityTests
{
    private const int Width = 640, Height = 480;

    [Theory]
    [InlineData(1.0, false)]
    [InlineData(2.0, false)]
    [InlineData(4.0, true)]
    public void The_width_of_an_edge_is_that_of_its_blur(double sigma, bool blurred)
    {
        using var page = Page((x, y) => Step(Discs(x, y), sigma));
        var (quality, codes) = Judge(page);

        // 10 to 90 % of a Gaussian step are 2.563 σ; near the top of a disc a row shows less than the whole step.
        Assert.Equal(2.563 * sigma, quality.EdgeWidthPx!.Value, 0.2 * 2.563 * sigma);
        Assert.Equal(blurred, codes.Contains("blurred"));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(24, true)]
    public void Rows_brighter_over_half_their_length_are_streaks(int streaks, bool found)
    {
        using var page = Page((x, y) => Step(Discs(x, y), 1) + (y % 19 == 7 && y / 19 < streaks && x > 300 ? 0.2 : 0));
        var (quality, codes) = Judge(page);

        Assert.Equal(streaks / (double)Height, quality.StreakedRows, 0.03);
        Assert.Equal(found, codes.Contains("charging-streaks"));
    }

    [Fact]
    public void Bars_along_the_rows_are_no_streaks()
    {
        // Layers, and rows of particles: they stand out from one side, or all alike.
        using var layers = Page((_, y) => y / 60 % 2);
        using var bars = Page((_, y) => Step((y % 16) < 8 ? (y % 16) - 4 : 12 - (y % 16), 1));
        Assert.DoesNotContain("charging-streaks", Judge(layers).Codes);
        Assert.DoesNotContain("charging-streaks", Judge(bars).Codes);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(0.1, false)]
    [InlineData(0.4, true)]
    public void Rows_that_wander_are_jitter(double rms, bool found)
    {
        var random = new SeededRandom(8);
        var shift = new double[Height];
        for (var y = 1; y < Height; y++) shift[y] = shift[y - 1] + (rms * random.NextGaussian());
        using var page = Page((x, y) => Step(Discs(x + shift[y], y), 1));
        var (quality, codes) = Judge(page);

        Assert.Equal(rms, quality.LineJitterPx!.Value, 0.05 + (0.2 * rms));
        Assert.Equal(found, codes.Contains("line-jitter"));
    }

    [Fact]
    public void Slanted_edges_do_not_jitter()
    {
        using var page = Page((x, y) => Step(15 - Math.Abs(((x + (0.7 * y)) % 60) - 30), 1));
        Assert.InRange(Judge(page).Quality.LineJitterPx!.Value, 0, 0.05);
    }

    [Fact]
    public void Noise_is_neither_streak_nor_jitter()
    {
        var random = new SeededRandom(5);
        using var page = Page((x, y) => Step(Discs(x, y), 1) + (0.12 * random.NextGaussian()));
        var (quality, codes) = Judge(page);
        Assert.InRange(quality.StreakedRows, 0, 0.005);
        Assert.InRange(quality.LineJitterPx!.Value, 0, 0.12);
        Assert.DoesNotContain("charging-streaks", codes);
        Assert.DoesNotContain("line-jitter", codes);
    }

    [Fact]
    public void Sixteen_bits_read_as_eight_do()
    {
        // Smoothed grey values of 8 bits are whole.
        using var eight = Page((x, y) => Step(Discs(x, y), 1.5));
        using var sixteen = new Mat();
        eight.ConvertTo(sixteen, MatType.CV_16UC1, 257);
        var (a, b) = (Judge(eight).Quality, Judge(sixteen).Quality);
        Assert.Equal(a.EdgeWidthPx!.Value, b.EdgeWidthPx!.Value, 0.15);
        Assert.Equal(a.StreakedRows, b.StreakedRows, 0.002);
    }

    /// <summary>Distance into the nearest of discs of radius 17 on a shifted lattice, px.</summary>
    private static double Discs(double x, double y)
    {
        var row = Math.Floor(y / 56);
        var (dx, dy) = (((((x + (row * 23)) % 61) + 61) % 61) - 30.5, y - (row * 56) - 28);
        return 17 - Math.Sqrt((dx * dx) + (dy * dy));
    }

    /// <summary>A step seen by a Gaussian beam.</summary>
    private static double Step(double inside, double sigma) => MathNet.Numerics.Distributions.Normal.CDF(0, sigma, inside);

    private static Mat Page(Func<int, int, double> bright)
    {
        var page = new Mat(Height, Width, MatType.CV_8UC1);
        var grey = page.AsSpan<byte>();
        for (var y = 0; y < Height; y++)
            for (var x = 0; x < Width; x++)
                grey[(y * Width) + x] = (byte)Math.Clamp(Math.Round(60 + (120 * bright(x, y))), 0, 255);
        return page;
    }

    private static (FrameQuality Quality, string[] Codes) Judge(Mat page)
    {
        using var image = Segmenter.Segment(page, new PixelRect(0, 0, Width, Height), null, new SegmentOptions());
        return (image.Result.Quality!, [.. image.Result.Findings.Select(f => f.Code)]);
    }
}

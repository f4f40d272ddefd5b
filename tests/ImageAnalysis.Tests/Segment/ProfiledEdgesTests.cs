using ImageAnalysis.Intercept;
using ImageAnalysis.Quantities;
using ImageAnalysis.Segment;
using OpenCvSharp;

namespace ImageAnalysis.Tests.Segment;

/// <summary>Edges whose true place, blur and rim are known.</summary>
public sealed class ProfiledEdgesTests
{
    private static readonly SegmentOptions Plain = Drawn.Plain with { Denoise = DenoiseMethod.Gaussian, DenoiseSigmaPx = null };

    [Theory]
    [InlineData(0, 0.6, 0)]
    [InlineData(0.3, 0.8, 4)]
    [InlineData(0.6, 0.8, 4)]
    [InlineData(0.6, 1.3, 8)]
    [InlineData(0.6, 1.3, 30)]
    public void Stripes_with_shining_blurred_rims_under_noise_have_their_true_width(double rim, double blur, double noise)
    {
        // Void from 0 to 13.3 of every 31.7 px; the rim fades within 2.5 px as an exponential, which is not the model's bell.
        const double Width = 13.3, Period = 31.7;
        using var page = Stripes(640, 480, Width, Period, rim, 2.5, blur);
        Drawn.WithNoise(page, noise, 5);
        using var image = Drawn.Segment(page, Plain);
        var mean = Interceptor.Measure(image, null, 0, new InterceptOptions()).Main.Px!.CompleteOnly!.Value;
        Assert.Equal(Width, mean, 0.2);
        Assert.Equal(EdgePlacement.Profile, image.Result.Preparation.Edges);
        using var level = Drawn.Segment(page, Plain with { Edges = EdgePlacement.Level });
        var atLevel = Interceptor.Measure(level, null, 0, new InterceptOptions()).Main.Px!.CompleteOnly!.Value;
        Assert.True(Math.Abs(mean - Width) < 0.05 + (Math.Abs(atLevel - Width) / 2), $"{mean}, at the level {atLevel}");
        if (rim == 0) Assert.Equal(0.5, image.Result.Preparation.Profile!.Height, 0.02);
        else Assert.True(image.Result.Preparation.Profile!.Height > 0.52, $"{image.Result.Preparation.Profile!.Height}");
    }

    [Fact]
    public void Small_blurred_discs_keep_their_size()
    {
        using var page = Drawn.Page(640, 480, Rows(7, 24.37));
        var truth = VoidShare(page, Drawn.Dark, Drawn.Bright);
        Cv2.GaussianBlur(page, page, default, 1.6);
        using var image = Drawn.Segment(page, Plain);
        Assert.Equal(truth, image.Result.Porosity!.Value, 0.0025);
        Assert.Equal(1.0 / 7, image.Result.Preparation.Profile!.Bend, 0.03);

        using var level = Drawn.Segment(page, Plain with { Edges = EdgePlacement.Level });
        Assert.True(Math.Abs(truth - level.Result.Porosity!.Value) > 2 * Math.Abs(truth - image.Result.Porosity!.Value), $"{truth}, {level.Result.Porosity!.Value}, {image.Result.Porosity!.Value}");
    }

    [Fact]
    public void Contrast_that_fades_across_the_frame_moves_no_boundary()
    {
        using var page = Drawn.Page(640, 480, Rows(9, 26.37), 30, 210);
        var truth = VoidShare(page, 30, 210);
        Cv2.GaussianBlur(page, page, default, 0.8);
        for (var y = 0; y < page.Rows; y++)
        {
            var row = page.RowSpan<byte>(y);
            for (var x = 0; x < row.Length; x++) row[x] = (byte)Math.Round(10 + (row[x] * (1 - (0.7 * x / row.Length))));
        }

        using var image = Drawn.Segment(page, Plain with { Shading = ShadingCorrection.Auto });
        Assert.Equal(truth, image.Result.Porosity!.Value, 0.003);
        using var right = new Mat();
        Cv2.Compare(image.Signal, Scalar.All(0), right, CmpTypes.LT);
        Assert.Equal(Drawn.Copy(image.Void), Drawn.Copy(right));
    }

    [Fact]
    public void Bright_void_on_the_negative_has_the_same_edges()
    {
        using var page = Stripes(320, 240, 13.3, 31.7, 0.5, 2.5, 1);
        using var negative = new Mat();
        Cv2.BitwiseNot(page, negative);
        using var dark = Drawn.Segment(page, Plain);
        using var bright = Drawn.Segment(negative, Plain with { Void = VoidPhase.Bright });
        Assert.Equal(dark.Result.Preparation.Profile!.Height, bright.Result.Preparation.Profile!.Height, 0.02);
        Assert.Equal(dark.Result.Porosity!.Value, bright.Result.Porosity!.Value, 0.002);
    }

    [Fact]
    public void Smoothing_grows_with_the_noise_over_the_contrast()
    {
        double[] sigmas = [.. ((double[])[0, 8, 32, 120]).Select(noise =>
        {
            using var page = Drawn.WithNoise(Drawn.Page(640, 480, Rows(9, 26)), noise, 3);
            using var image = Drawn.Segment(page, Plain);
            return image.Result.Preparation.DenoiseSigmaPx;
        })];
        Assert.Equal(0.5, sigmas[0]);
        Assert.InRange(sigmas[2] / 32 * (Drawn.Bright - Drawn.Dark), 4.5, 7.5);
        Assert.Equal(3, sigmas[3]);
        Assert.Equal(sigmas.Order(), sigmas);
    }

    [Fact]
    public void A_mask_keeps_its_boundaries_halfway()
    {
        using var page = Drawn.Pixels([.. Enumerable.Range(0, 120).Select(y => string.Concat(Enumerable.Range(0, 180).Select(x => (x / 9) % 2 == 0 ? '#' : '.')))]);
        using var image = Drawn.Segment(page);
        Assert.Equal((Drawn.Dark + Drawn.Bright) / 2.0, image.Result.Level!.Value, 1e-6);
    }

    private static double VoidShare(Mat page, byte dark, byte bright) => (bright - Cv2.Mean(page).Val0) / (bright - dark);

    /// <summary>Discs of one radius in a square array; with a pitch that is no whole number each lies otherwise on the pixels.</summary>
    private static Func<double, double, bool> Rows(double radius, double pitch) => (x, y) =>
    {
        double u = ((x + 0.5) % pitch) - (pitch / 2.0), v = ((y + 0.5) % pitch) - (pitch / 2.0);
        return (u * u) + (v * v) < radius * radius;
    };

    /// <summary>Upright stripes, drawn sixteen times finer, blurred there, and averaged over pixels.</summary>
    private static Mat Stripes(int width, int height, double ofVoid, double period, double rim, double rimWidth, double blur)
    {
        const int Fine = 16, Margin = 16;
        var fine = new double[(width + (2 * Margin)) * Fine];
        for (var i = 0; i < fine.Length; i++)
        {
            var at = (((i + 0.5) / Fine) + 1000 * period - Margin) % period;
            var inside = Math.Min(at - ofVoid, period - at);
            fine[i] = at < ofVoid ? 0 : 1 + (rim * Math.Exp(-inside / rimWidth));
        }

        var reach = (int)(5 * blur * Fine);
        double[] kernel = [.. Enumerable.Range(-reach, (2 * reach) + 1).Select(k => Math.Exp(-k * k / (2 * blur * blur * Fine * Fine)))];
        var sum = kernel.Sum();
        var page = new Mat(height, width, MatType.CV_8UC1);
        for (var x = 0; x < width; x++)
        {
            double value = 0;
            for (var i = (x + Margin) * Fine; i < (x + Margin + 1) * Fine; i++)
            {
                for (var k = -reach; k <= reach; k++) value += kernel[k + reach] * fine[Math.Clamp(i + k, 0, fine.Length - 1)];
            }

            var grey = (byte)Math.Round(40 + (110 * value / sum / Fine));
            for (var y = 0; y < height; y++) page.Set(y, x, grey);
        }

        return page;
    }
}

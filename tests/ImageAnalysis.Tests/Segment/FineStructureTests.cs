using ImageAnalysis.Intercept;
using ImageAnalysis.Segment;
using OpenCvSharp;

namespace ImageAnalysis.Tests.Segment;

/// <summary>Structure of a few pixels is not smoothed as if it were noise.</summary>
public sealed class FineStructureTests
{
    /// <summary>The variogram of stripes of a period p rises evenly to its height at p/2 along the rows, and is zero along the columns: it has half of it at p/4, and a quarter of that is p/16.</summary>
    [Theory]
    [InlineData(8, 0.5)]
    [InlineData(12, 0.75)]
    public void Stripes_bear_a_sixteenth_of_their_period(int period, double expected)
    {
        using var page = Drawn.Page(400, 300, (x, _) => (x + 0.5) % period < period / 2.0);
        Assert.Equal(expected, Bears(page, 0)!.Value, 0.005);
        Drawn.WithNoise(page, 20, 3);
        Assert.Equal(20, FineStructure.Of(page, 20)!.Value.MostNoise, 1.0);
        Assert.Equal(expected, Bears(page, 20)!.Value, 0.02);
    }

    /// <summary>A picture of two grey values has no noise, whatever the finest kernel answers to its edges.</summary>
    [Fact]
    public void Two_grey_values_leave_no_room_for_noise()
    {
        using var page = Drawn.Page(240, 180, Drawn.Waves(7, 2));
        Cv2.Threshold(page, page, 120, 190, ThresholdTypes.Binary);
        Assert.True(GreyNoise.StandardDeviation(page) > 20);
        var fine = FineStructure.Of(page, GreyNoise.StandardDeviation(page))!.Value;
        Assert.Equal(0, fine.MostNoise, 1e-6);
        Assert.Equal(FineStructure.Of(page, 0), fine);
    }

    [Fact]
    public void Sixteen_bits_bear_the_same()
    {
        using var page = Drawn.Page(400, 300, (x, _) => (x + 0.5) % 12 < 6);
        Drawn.WithNoise(page, 10, 3);
        using var deep = new Mat();
        page.ConvertTo(deep, MatType.CV_16UC1, 200, 1000);
        Assert.Equal(Bears(page, 10)!.Value, Bears(deep, 2000)!.Value, 1e-9);
    }

    [Fact]
    public void Coarse_stripes_bear_all_smoothing()
    {
        using var page = Drawn.Page(400, 300, (x, _) => (x + 0.5) % 24 < 12);
        Assert.Null(FineStructure.Of(page, 0));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.7)]
    [InlineData(1.3)]
    public void Noise_is_no_structure_however_it_was_blurred(double blur)
    {
        using var page = Drawn.WithNoise(new Mat(300, 400, MatType.CV_8UC1, Scalar.All(128)), 30, 5);
        if (blur > 0) Cv2.GaussianBlur(page, page, default, blur);
        Assert.Null(FineStructure.Of(page, GreyNoise.StandardDeviation(page)));
    }

    [Fact]
    public void Noise_that_is_cut_off_at_black_and_white_is_no_structure()
    {
        using var page = Drawn.WithNoise(new Mat(300, 400, MatType.CV_8UC1, Scalar.All(128)), 200, 5);
        Assert.Null(FineStructure.Of(page, GreyNoise.StandardDeviation(page)));
    }

    [Fact]
    public void A_frame_too_small_to_tell_bears_all_smoothing()
    {
        using var page = Drawn.Page(40, 300, (x, _) => (x + 0.5) % 8 < 4);
        Assert.Null(FineStructure.Of(page, 0));
    }

    [Theory]
    [InlineData(8, 0.6, 4)]
    [InlineData(8, 0.6, 12)]
    [InlineData(10, 0.6, 12)]
    [InlineData(8, 0, 0)]
    [InlineData(10, 0, 0)]
    public void Chords_of_a_few_pixels_stay_as_long_as_they_are(double wavelength, double blur, double noise)
    {
        using var page = Drawn.Page(240, 180, Drawn.Waves(wavelength, 8));
        using var sharp = Drawn.Segment(page, Drawn.Plain with { Edges = EdgePlacement.Level });
        var truth = Mean(sharp);
        if (blur > 0) Cv2.GaussianBlur(page, page, default, blur);
        Drawn.WithNoise(page, noise, 9);
        using var found = Drawn.Segment(page, Drawn.Plain with { Denoise = DenoiseMethod.Gaussian });
        Assert.Equal(truth, Mean(found), 0.07 * truth);
    }

    private static double? Bears(Mat page, double noise) => FineStructure.Of(page, noise)?.MostSmoothingPx;

    private static double Mean(SegmentedImage image) => Interceptor.Measure(image, null, 0, new InterceptOptions()).Main.Px!.Literal.Value;
}

using ImageAnalysis.Quantities;
using ImageAnalysis.Segment;
using OpenCvSharp;

namespace ImageAnalysis.Tests.Segment;

public sealed class EnlargedPictureTests
{
    [Theory]
    [InlineData(1.5, InterpolationFlags.Linear)]
    [InlineData(2, InterpolationFlags.Cubic)]
    public void An_enlarged_picture_is_told_from_a_recorded_one_and_smoothed_as_its_noise_asks(double factor, InterpolationFlags how)
    {
        using var page = Discs();
        using var large = new Mat();
        Cv2.Resize(page, large, new Size((int)(page.Cols * factor), (int)(page.Rows * factor)), 0, 0, how);

        using var recorded = Segmenter.Segment(page, new PixelRect(0, 0, page.Cols, page.Rows), null, new SegmentOptions());
        using var enlarged = Segmenter.Segment(large, new PixelRect(0, 0, large.Cols, large.Rows), null, new SegmentOptions());

        Assert.DoesNotContain(recorded.Result.Findings, f => f.Code == "enlarged");
        Assert.Contains(enlarged.Result.Findings, f => f.Code == "enlarged");
        Assert.True(enlarged.Result.Preparation.DenoiseSigmaPx > recorded.Result.Preparation.DenoiseSigmaPx);
        Assert.Equal(recorded.Result.Porosity!.Value, enlarged.Result.Porosity!.Value, 0.006);
    }

    [Theory]
    [InlineData(16, 0)]
    [InlineData(1, 0)]
    [InlineData(257, 0)]
    [InlineData(4, 20000)]
    public void The_smoothing_does_not_depend_on_how_many_of_16_bits_are_used(int factor, int offset)
    {
        using var page = Discs();
        using var deep = new Mat();
        page.ConvertTo(deep, MatType.CV_16UC1, factor, offset);
        var field = new PixelRect(0, 0, page.Cols, page.Rows);

        using var plain = Segmenter.Segment(page, field, null, new SegmentOptions());
        using var scaled = Segmenter.Segment(deep, field, null, new SegmentOptions());

        Assert.Equal(plain.Result.Preparation.DenoiseSigmaPx, scaled.Result.Preparation.DenoiseSigmaPx, 0.04);
        Assert.Equal(plain.Result.Porosity!.Value, scaled.Result.Porosity!.Value, 0.002);
    }

    /// <summary>Blurred discs with white noise.</summary>
    private static Mat Discs()
    {
        var random = new SeededRandom(5);
        var page = new Mat(240, 320, MatType.CV_8UC1, new Scalar(70));
        for (var i = 0; i < 60; i++) Cv2.Circle(page, new Point(random.NextInt(320), random.NextInt(240)), 8 + random.NextInt(6), new Scalar(180), -1);
        Cv2.GaussianBlur(page, page, default, 1, 1);
        foreach (ref var value in page.AsSpan<byte>()) value = (byte)Math.Clamp(value + (20 * random.NextGaussian()), 0, 255);
        return page;
    }
}

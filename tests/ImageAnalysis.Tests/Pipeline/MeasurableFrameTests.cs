using ImageAnalysis.Ingest;
using ImageAnalysis.Pipeline;
using ImageAnalysis.Report;
using ImageAnalysis.Segment;
using ImageAnalysis.Tests.Classify;
using OpenCvSharp;

namespace ImageAnalysis.Tests.Pipeline;

/// <summary>What the façade does with frames that show no pores or particles.</summary>
public sealed class MeasurableFrameTests
{
    [Fact]
    public void Stripes_get_no_number_and_the_finding_says_why()
    {
        var analysis = Analyze(new PipelineOptions(), withModel: true);

        Assert.False(analysis.Segmentation.Measurable);
        Assert.Null(analysis.Segmentation.Porosity);
        Assert.Null(analysis.Segmentation.Network);
        Assert.Null(analysis.Intercept);
        Assert.Null(analysis.Particles);
        Assert.Single(analysis.Findings, f => f.Code == "not-measurable");
        Assert.StartsWith("measurable/1 sha256:", analysis.Provenance.MeasurableModel, StringComparison.Ordinal);
    }

    [Fact]
    public void A_user_who_knows_better_gets_numbers_and_a_warning()
    {
        var analysis = Analyze(new PipelineOptions { Segment = new SegmentOptions { Measurable = MeasurableRule.Always } }, withModel: true);

        Assert.NotNull(analysis.Segmentation.Porosity);
        Assert.NotNull(analysis.Intercept);
        Assert.DoesNotContain(analysis.Findings, f => f.Code == "not-measurable");
        Assert.Single(analysis.Findings, f => f.Code == "measured-as-told");
    }

    [Fact]
    public void Without_the_model_contrast_alone_decides()
    {
        var analysis = Analyze(new PipelineOptions(), withModel: false);

        Assert.NotNull(analysis.Segmentation.Porosity);
        Assert.Null(analysis.Provenance.MeasurableModel);
    }

    [Fact]
    public void A_flat_frame_is_measured_only_where_the_user_says_so()
    {
        using var flat = new Mat(200, 300, MatType.CV_8UC1, new Scalar(100));
        Cv2.Rectangle(flat, new Rect(50, 50, 60, 40), new Scalar(103), -1);
        Cv2.GaussianBlur(flat, flat, default, 9, 9);

        Assert.False(Segmented(flat, MeasurableRule.Auto).Measurable);
        Assert.True(Segmented(flat, MeasurableRule.Always).Measurable);
    }

    [Fact]
    public void Noise_that_rounding_leaves_two_grey_values_is_no_mask()
    {
        using var dark = new Mat(300, 400, MatType.CV_8UC1);
        var random = new ImageAnalysis.Quantities.SeededRandom(8);
        foreach (ref var pixel in dark.AsSpan<byte>()) pixel = (byte)Math.Clamp(Math.Round(8.4 + (1.3 * random.NextGaussian())), 0, 255);
        using var mask = new Mat(300, 400, MatType.CV_8UC1, new Scalar(0));
        for (var i = 0; i < 12; i++) Cv2.Circle(mask, 40 + (i % 4 * 100), 50 + (i / 4 * 100), 30, new Scalar(1), -1);

        Assert.False(Segmented(dark, MeasurableRule.Auto).Measurable);
        Assert.True(Segmented(mask, MeasurableRule.Auto).Measurable);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(9)]
    public void A_frame_of_few_rows_is_judged_without_a_fault(int rows)
    {
        using var bars = FrameMeasuresTests.Bars(600, rows, 40, 0);

        using var image = Patterns.Segmented(bars);
        Assert.Equal(rows, image.Field.Height);
    }

    private static SegmentationResult Segmented(Mat page, MeasurableRule rule)
    {
        using var image = Patterns.Segmented(page, new SegmentOptions { Measurable = rule });
        return image.Result;
    }

    private static Analysis Analyze(PipelineOptions options, bool withModel)
    {
        using var model = withModel ? ShippedModels.Measurable() : null;
        using var bars = FrameMeasuresTests.Bars(640, 480, 24, 0.4);
        Cv2.ImEncode(".png", bars, out var png, (int[]?)null);
        using var analyzed = new MicrographAnalyzer(options, null, [], measurable: model).Analyze(new InputFile("bars.png", png), AnalysisRequest.Default);
        return analyzed.Analysis;
    }
}

using ImageAnalysis.Classify;
using OpenCvSharp;

namespace ImageAnalysis.Tests.Classify;

public sealed class MeasurableGateTests
{
    [Fact]
    public void Discs_on_a_ground_are_measured()
    {
        var verdict = Judge(Patterns.Discs(640, 480, 40, 14, 200, 40))!;

        Assert.True(verdict.Measurable, $"probability {verdict.Probability}");
        Assert.Empty(verdict.Evidence);
    }

    [Fact]
    public void Bars_are_refused_because_their_edges_run_straight()
    {
        var verdict = Judge(FrameMeasuresTests.Bars(640, 480, 24, 0.4))!;

        Assert.False(verdict.Measurable, $"probability {verdict.Probability}");
        Assert.Contains("run straight", verdict.Refusal().What, StringComparison.Ordinal);
        Assert.Equal("not-measurable", verdict.Refusal().Code);
        Assert.Contains("segment.measurable", verdict.Refusal().Mend, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_is_measured() => Assert.True(Judge(Patterns.Waves(640, 480, 34, 4))!.Measurable);

    [Fact]
    public void A_frame_that_one_edge_divides_is_refused_as_less_than_one_period()
    {
        var half = new Mat(480, 640, MatType.CV_8UC1, new Scalar(60));
        Cv2.Rectangle(half, new Rect(0, 0, 300, 480), new Scalar(180), -1);
        Cv2.GaussianBlur(half, half, default, 2, 2);

        var verdict = Judge(half)!;

        Assert.False(verdict.Measurable);
        Assert.Contains("less than one period", verdict.Refusal().What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_frame_without_two_phases_is_left_to_the_judgement_of_its_contrast() =>
        Assert.Null(Judge(new Mat(240, 320, MatType.CV_8UC1, new Scalar(128))));

    private static MeasurableVerdict? Judge(Mat page)
    {
        using var model = ShippedModels.Measurable();
        using (page)
        using (var image = Patterns.Segmented(page))
            return MeasurableGate.Judge(FrameDescription.Of(image), image.Doubt, model);
    }
}

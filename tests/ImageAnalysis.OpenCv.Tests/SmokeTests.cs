using OpenCvSharp;

namespace ImageAnalysis.Tests.OpenCv;

[NoMatLeak]
public sealed class SmokeTests
{
    [Fact]
    public void The_minimal_pass_of_decode_blur_threshold_and_components_finds_two_squares()
    {
        using var drawn = new Mat(40, 60, MatType.CV_8UC1, new Scalar(20));
        Cv2.Rectangle(drawn, new Rect(5, 5, 10, 10), new Scalar(220), -1);
        Cv2.Rectangle(drawn, new Rect(30, 20, 12, 8), new Scalar(220), -1);
        Cv2.ImEncode(".tif", drawn, out var bytes);
        using var image = Cv2.ImDecode(bytes, ImreadModes.Unchanged);
        Assert.Equal(new Size(60, 40), image.Size());
        using var smooth = new Mat();
        Cv2.GaussianBlur(image, smooth, new Size(3, 3), 0.8);
        using var binary = new Mat();
        var level = Cv2.Threshold(smooth, binary, 0, 255, ThresholdTypes.Binary | ThresholdTypes.Otsu);
        Assert.InRange(level, 20, 219);
        using var labels = new Mat();
        using var stats = new Mat();
        using var centroids = new Mat();
        Assert.Equal(3, Cv2.ConnectedComponentsWithStats(binary, labels, stats, centroids));
        Assert.Equal(100, stats.At<int>(1, (int)ConnectedComponentsTypes.Area));
        Cv2.FindContours(binary, out var contours, out var hierarchy, RetrievalModes.CComp, ContourApproximationModes.ApproxNone);
        Assert.Equal(2, contours.Length);
        Assert.Equal(-1, hierarchy[0].Parent);
    }

    [Fact]
    public void An_exception_of_opencv_arrives_as_one_of_ours_with_its_place()
    {
        using var image = new Mat(4, 5, MatType.CV_8UC1);
        using var result = new Mat();
        var error = Assert.Throws<OpenCVException>(() => Cv2.MedianBlur(image, result, 4));
        Assert.Equal(ErrorCode.StsAssert, error.Status);
        Assert.Equal("medianBlur", error.FuncName);
        Assert.NotEqual(0, error.Line);
    }
}

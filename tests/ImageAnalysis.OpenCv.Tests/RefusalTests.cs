using OpenCvSharp;
using OpenCvSharp.Interop;

namespace ImageAnalysis.Tests.OpenCv;

/// <summary>One plain mistake per family of functions; <see cref="BadArgumentTests"/> makes the wild ones.</summary>
public sealed class RefusalTests
{
    private static readonly Dictionary<string, Action<Mat, Mat>> Mistakes = new()
    {
        ["construction"] = (_, _) => new Mat(-1, 5, MatType.CV_8UC1).Dispose(),
        ["views"] = (image, _) => image.SubMat(new Rect(5, 5, 5, 5)).Dispose(),
        ["reshaping"] = (image, _) => image.Reshape(5).Dispose(),
        ["arithmetic"] = (image, result) => Cv2.Add(image, result, result),
        ["arithmetic without a matrix"] = (_, result) => Cv2.Absdiff((Mat)null!, (Mat)null!, result),
        ["reduction"] = (_, result) => Cv2.MinMaxLoc(result, out double _, out double _),
        ["channels"] = (image, result) => Cv2.ExtractChannel(image, result, 3),
        ["merging"] = (_, result) => Cv2.Merge([], result),
        ["borders"] = (image, result) => Cv2.CopyMakeBorder(image, result, -1, 0, 0, 0, BorderTypes.Constant),
        ["spectrum"] = (image, result) => Cv2.Dft(image, result),
        ["filters"] = (image, result) => Cv2.GaussianBlur(image, result, new Size(2, 2), 1),
        ["morphology"] = (image, result) => Cv2.MorphologyEx(image, result, (MorphTypes)99, null),
        ["structuring elements"] = (_, _) => Cv2.GetStructuringElement(MorphShapes.Ellipse, new Size(-3, 3)).Dispose(),
        ["colour"] = (image, result) => Cv2.CvtColor(image, result, ColorConversionCodes.BGR2GRAY),
        ["thresholds"] = (image, result) => Cv2.AdaptiveThreshold(image, result, 255, AdaptiveThresholdTypes.MeanC, ThresholdTypes.Binary, 4, 0),
        ["equalization"] = (_, result) =>
        {
            using var clahe = Cv2.CreateCLAHE(2, new Size(0, 0));
            using var image = new Mat(4, 6, MatType.CV_8UC1);
            clahe.Apply(image, result);
        },
        ["labels"] = (_, result) => Cv2.ConnectedComponents(result, result),
        ["distance"] = (image, result) =>
        {
            using var wide = new Mat(4, 6, MatType.CV_16UC1);
            Cv2.DistanceTransform(wide, result, DistanceTypes.L2, DistanceTransformMasks.Mask5);
        },
        ["watershed"] = (image, result) => Cv2.Watershed(image, result),
        ["flooding"] = (image, _) => Cv2.FloodFill(image, new Point(60, 60), new Scalar(1)),
        ["contours"] = (image, _) =>
        {
            using var wide = new Mat(4, 6, MatType.CV_16UC1);
            Cv2.FindContoursAsArray(wide, RetrievalModes.List, ContourApproximationModes.ApproxNone);
        },
        ["shapes"] = (_, _) => Cv2.FitEllipse([new Point(1, 1), new Point(2, 2)]),
        ["shapes of no number"] = (_, _) => Cv2.ConvexHull([new Point2f(1, 1), new Point2f(float.NaN, 2), new Point2f(3, 1)]),
        ["resizing"] = (image, result) => Cv2.Resize(image, result, new Size(0, 0)),
        ["warping"] = (image, result) => Cv2.WarpAffine(image, result, image, new Size(5, 5)),
        ["templates"] = (image, result) => Cv2.MatchTemplate(image, result, result, TemplateMatchModes.CCoeff),
        ["drawing"] = (image, _) => Cv2.Circle(image, new Point(1, 1), -5, new Scalar(1)),
        ["drawing a looped hierarchy"] = (image, _) => Cv2.DrawContours(
            image, (Point[][])[[new(1, 1)], [new(2, 2)]], -1, new Scalar(1), hierarchy: [new(1, -1, -1, -1), new(0, -1, -1, -1)]),
        ["text"] = (image, _) => Cv2.PutText(image, "a", new Point(1, 1), (HersheyFonts)14, 1, new Scalar(1)),
        ["encoding"] = (_, result) => Cv2.ImEncode(".png", result, out byte[] _),
        ["denoising"] = (image, result) => Cv2.FastNlMeansDenoising(image, result, -1),
    };

    public static TheoryData<string> Families() => new(Mistakes.Keys);

    [Theory]
    [MemberData(nameof(Families))]
    public void A_mistake_is_an_opencv_exception_with_a_message(string family)
    {
        using var image = new Mat(4, 6, MatType.CV_8UC1, new Scalar(3));
        using var result = new Mat();
        var error = Assert.Throws<OpenCVException>(() => Mistakes[family](image, result));
        Assert.NotEqual(ErrorCode.StsOk, error.Status);
        Assert.NotEmpty(error.Message);
    }

    [Fact]
    public void An_exception_of_opencv_arrives_with_its_place()
    {
        using var image = new Mat(4, 5, MatType.CV_8UC1);
        using var result = new Mat();
        var error = Assert.Throws<OpenCVException>(() => Cv2.MedianBlur(image, result, 4));
        Assert.Equal(ErrorCode.StsAssert, error.Status);
        Assert.Equal("medianBlur", error.FuncName);
        Assert.NotEqual(0, error.Line);
    }

    [Fact]
    public void Histogram_arguments_of_unequal_length_are_refused_before_opencv_reads_past_them()
    {
        using var image = new Mat(4, 6, MatType.CV_8UC1);
        using var hist = new Mat();
        Assert.Throws<ArgumentException>(() => Cv2.CalcHist([image], [0], null, hist, 2, [8, 8], [new Rangef(0, 256), new Rangef(0, 256)]));
        Assert.Throws<ArgumentException>(() => Cv2.CalcHist([image], [0], null, hist, 1, [8], [[0f]]));
        Assert.Throws<ArgumentException>(() => Cv2.CalcHist([image], [0], null, hist, 1, [3], [[0f, 10f]], uniform: false));
    }

    [Fact]
    public void A_library_that_cannot_be_loaded_is_named_with_what_mends_it()
    {
        Assert.Contains("was not built", NativeLoader.Explain("/nowhere/lib.so", "x"), StringComparison.Ordinal);
        Assert.Contains(
            "apt-get install -y libopencv-imgproc406 libopencv-imgcodecs406 libopencv-photo406",
            NativeLoader.Explain(typeof(NativeLoader).Assembly.Location, "x"),
            StringComparison.Ordinal);
    }
}

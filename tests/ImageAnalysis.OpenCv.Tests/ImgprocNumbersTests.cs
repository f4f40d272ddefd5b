using OpenCvSharp;

namespace ImageAnalysis.Tests.OpenCv;

public sealed class ImgprocNumbersTests
{
    [Fact]
    public void Filters_of_an_impulse_show_their_kernels()
    {
        using var impulse = new Mat(5, 7, MatType.CV_32FC1, new Scalar(0));
        impulse.Set(2, 3, 1f);
        using var dst = new Mat();
        Cv2.BoxFilter(impulse, dst, -1, new Size(5, 3));
        Assert.Equal((1 / 15f, 0f), (dst.Get<float>(1, 1), dst.Get<float>(0, 3)));
        Cv2.BoxFilter(impulse, dst, -1, new Size(5, 3), normalize: false);
        Assert.Equal(1f, dst.Get<float>(3, 5));
        Cv2.SqrBoxFilter(impulse, dst, -1, new Size(3, 3), normalize: false);
        // Squares of 32-bit floats are summed in 64 bits.
        Assert.Equal(1, dst.Get<double>(3, 4));
        // Correlation: the kernel appears mirrored about the impulse.
        using var kernel = Mat.FromPixelData(1, 3, MatType.CV_32FC1, new[] { 1f, 2f, 3f });
        Cv2.Filter2D(impulse, dst, -1, kernel);
        Assert.Equal([0f, 0f, 3f, 2f, 1f, 0f, 0f], dst.RowSpan<float>(2).ToArray());
        using var column = Mat.FromPixelData(3, 1, MatType.CV_32FC1, new[] { 1f, 10f, 100f });
        Cv2.SepFilter2D(impulse, dst, -1, kernel, column);
        Assert.Equal((300f, 1f), (dst.Get<float>(1, 2), dst.Get<float>(3, 4)));
        using var gauss = Cv2.GetGaussianKernel(3, 0.8)!;
        Assert.Equal(1, Cv2.Sum(gauss).Val0, 1e-12);
        Cv2.GaussianBlur(impulse, dst, new Size(3, 3), 0.8);
        Assert.Equal(gauss.Get<double>(1) * gauss.Get<double>(0), dst.Get<float>(2, 2), 1e-6);
    }

    [Fact]
    public void Derivatives_of_a_ramp_are_its_slopes()
    {
        using var ramp = new Mat(6, 9, MatType.CV_32FC1);
        for (var y = 0; y < 6; y++)
        {
            for (var x = 0; x < 9; x++)
                ramp.Set(y, x, (2f * x) + (5f * y));
        }
        using var dst = new Mat();
        Cv2.Sobel(ramp, dst, MatType.CV_32F, 1, 0);
        Assert.Equal(2 * 8f, dst.Get<float>(3, 4));
        Cv2.Sobel(ramp, dst, MatType.CV_32F, 0, 1, 3, 1 / 8.0);
        Assert.Equal(5f, dst.Get<float>(3, 4));
        Cv2.Scharr(ramp, dst, MatType.CV_32F, 1, 0);
        Assert.Equal(2 * 32f, dst.Get<float>(3, 4));
        Cv2.Laplacian(ramp, dst, MatType.CV_32F);
        Assert.Equal(0f, dst.Get<float>(3, 4));
    }

    [Fact]
    public void Rank_and_edge_filters_keep_an_edge_and_drop_a_speck()
    {
        using var image = new Mat(12, 16, MatType.CV_8UC1, new Scalar(10));
        image[new Rect(8, 0, 8, 12)].Paint(200);
        image.Set(5, 3, (byte)255);
        using var dst = new Mat();
        Cv2.MedianBlur(image, dst, 3);
        Assert.Equal((10, 10, 200), (dst.Get<byte>(5, 3), dst.Get<byte>(6, 7), dst.Get<byte>(6, 8)));
        Cv2.BilateralFilter(image, dst, 5, 20, 3);
        Assert.Equal((10, 200), (dst.Get<byte>(9, 7), dst.Get<byte>(9, 8)));
        Cv2.Canny(image, dst, 100, 200);
        Assert.Equal(255, Math.Max(dst.Get<byte>(9, 7), dst.Get<byte>(9, 8)));
        Assert.Equal(0, dst.Get<byte>(9, 12));
        using var still = new Mat(30, 40, MatType.CV_8UC1, new Scalar(77));
        Cv2.FastNlMeansDenoising(still, dst);
        Assert.Equal(77.0 * 1200, Cv2.Sum(dst).Val0);
    }

    [Fact]
    public void Morphology_moves_edges_by_the_radius_of_its_element()
    {
        using var image = new Mat(9, 11, MatType.CV_8UC1, new Scalar(0));
        image[new Rect(3, 3, 5, 3)].Paint(255);
        using var cross = Cv2.GetStructuringElement(MorphShapes.Cross, new Size(3, 3));
        Assert.Equal(5, Cv2.CountNonZero(cross));
        using var dst = new Mat();
        Cv2.Erode(image, dst, cross);
        Assert.Equal(3, Cv2.CountNonZero(dst));
        Cv2.Dilate(image, dst, cross);
        Assert.Equal(15 + (2 * (5 + 3)), Cv2.CountNonZero(dst));
        Cv2.Dilate(image, dst, null, iterations: 2);
        Assert.Equal(9 * 7, Cv2.CountNonZero(dst));
        Cv2.MorphologyEx(image, dst, MorphTypes.Gradient, null);
        Assert.Equal((7 * 5) - 3, Cv2.CountNonZero(dst));
        // The border counts as neutral: a frame full of white stays so under erosion.
        using var white = new Mat(4, 6, MatType.CV_8UC1, new Scalar(255));
        Cv2.Erode(white, dst, null);
        Assert.Equal(24, Cv2.CountNonZero(dst));
    }

    [Fact]
    public void Thresholds_histograms_and_integrals_count_right()
    {
        using var image = Mat.FromPixelData(2, 4, MatType.CV_8UC1, new byte[] { 10, 10, 12, 200, 202, 202, 11, 255 });
        using var dst = new Mat();
        Assert.Equal(100, Cv2.Threshold(image, dst, 100, 7, ThresholdTypes.Binary));
        Assert.Equal(28, Cv2.Sum(dst).Val0);
        Assert.InRange(Cv2.Threshold(image, dst, 0, 255, ThresholdTypes.Otsu), 12, 199);
        Assert.Equal(4, Cv2.CountNonZero(dst));
        using var hist = new Mat();
        Cv2.CalcHist([image], [0], null, hist, 1, [4], [new Rangef(0, 256)]);
        Assert.Equal([4f, 0f, 0f, 4f], hist.AsSpan<float>().ToArray());
        Cv2.CalcHist([image], [0], null, hist, 1, [2], [[0f, 11f, 255f]], uniform: false);
        Assert.Equal([2f, 5f], hist.AsSpan<float>().ToArray());
        using var sum = new Mat();
        using var squares = new Mat();
        Cv2.Integral(image, sum, squares);
        Assert.Equal((3, 5, 902), (sum.Rows, sum.Cols, sum.Get<int>(2, 4)));
        Assert.Equal((10 * 10) + (10 * 10) + (202 * 202 * 2), squares.Get<double>(2, 2));
        Cv2.EqualizeHist(image, dst);
        Assert.Equal(255, dst.Get<byte>(1, 3));
        Cv2.AdaptiveThreshold(image, dst, 255, AdaptiveThresholdTypes.MeanC, ThresholdTypes.Binary, 3, -300);
        Assert.Equal(0, Cv2.CountNonZero(dst));
        using var clahe = Cv2.CreateCLAHE(3.5, new Size(2, 1));
        Assert.Equal((3.5, new Size(2, 1)), (clahe.ClipLimit, clahe.TilesGridSize));
        clahe.Apply(image, dst);
        Assert.Equal(image.Size(), dst.Size());
    }

    [Fact]
    public void Colour_is_weighed_to_grey_and_back()
    {
        using var colour = new Mat(2, 3, MatType.CV_8UC3, Scalar.FromRgb(200, 100, 50));
        using var grey = new Mat();
        Cv2.CvtColor(colour, grey, ColorConversionCodes.BGR2GRAY);
        // 0.299 R + 0.587 G + 0.114 B
        Assert.Equal(124, grey.Get<byte>(1, 1));
        Cv2.CvtColor(grey, colour, ColorConversionCodes.GRAY2BGR);
        Assert.Equal(new Vec3b(124, 124, 124), colour.Get<Vec3b>(0, 2));
    }

    [Fact]
    public void Components_have_their_areas_boxes_and_centroids()
    {
        using var image = new Mat(8, 12, MatType.CV_8UC1, new Scalar(0));
        image[new Rect(1, 1, 3, 2)].Paint(255);
        image[new Rect(4, 3, 5, 3)].Paint(255);
        using var labels = new Mat();
        using var stats = new Mat();
        using var centroids = new Mat();
        Assert.Equal(2, Cv2.ConnectedComponents(image, labels));
        Assert.Equal(3, Cv2.ConnectedComponents(image, labels, PixelConnectivity.Connectivity4, MatType.CV_16U));
        Assert.Equal(MatType.CV_16UC1, labels.Type());
        Assert.Equal(3, Cv2.ConnectedComponentsWithStats(image, labels, stats, centroids, PixelConnectivity.Connectivity4));
        Assert.Equal([4, 3, 5, 3, 15], stats.RowSpan<int>(2).ToArray());
        Assert.Equal([6.0, 4.0], centroids.RowSpan<double>(2).ToArray());
        Assert.Equal(2, labels.Get<int>(3, 4));
    }

    [Fact]
    public void Distance_and_its_nearest_label_come_from_the_nearest_zero()
    {
        using var image = new Mat(5, 9, MatType.CV_8UC1, new Scalar(255));
        image.Set(2, 1, (byte)0);
        image.Set(2, 7, (byte)0);
        using var distance = new Mat();
        using var labels = new Mat();
        Cv2.DistanceTransform(image, distance, DistanceTypes.L2, DistanceTransformMasks.Precise);
        Assert.Equal((float)Math.Sqrt(5), distance.Get<float>(0, 2), 1e-5f);
        Cv2.DistanceTransformWithLabels(image, distance, labels, DistanceTypes.L2, DistanceTransformMasks.Mask5);
        Assert.Equal(labels.Get<int>(2, 1), labels.Get<int>(4, 2));
        Assert.NotEqual(labels.Get<int>(2, 1), labels.Get<int>(4, 6));
    }

    [Fact]
    public void Watershed_meets_between_its_markers_and_flooding_stops_at_a_wall()
    {
        using var image = new Mat(5, 11, MatType.CV_8UC3, new Scalar(0, 0, 0));
        image[new Rect(5, 0, 1, 5)].Paint(255);
        using var markers = new Mat(5, 11, MatType.CV_32SC1, new Scalar(0));
        markers.Set(2, 1, 1);
        markers.Set(2, 9, 2);
        Cv2.Watershed(image, markers);
        Assert.Equal((1, -1, 2), (markers.Get<int>(2, 3), markers.Get<int>(2, 5), markers.Get<int>(2, 7)));
        using var grey = new Mat();
        Cv2.ExtractChannel(image, grey, 0);
        Assert.Equal(25, Cv2.FloodFill(grey, new Point(0, 0), new Scalar(9), out var box));
        Assert.Equal(new Rect(0, 0, 5, 5), box);
        using var mask = new Mat(7, 13, MatType.CV_8UC1, new Scalar(0));
        Assert.Equal(
            25, Cv2.FloodFill(grey, mask, new Point(8, 2), new Scalar(9), out _, flags: FloodFillFlags.Link4 | FloodFillFlags.MaskOnly));
        Assert.Equal((0, 1), (grey.Get<byte>(2, 8), mask.Get<byte>(3, 9)));
    }

    [Fact]
    public void Resizing_warping_and_remapping_take_pixels_from_where_they_should()
    {
        using var image = Mat.FromPixelData(2, 4, MatType.CV_8UC1, new byte[] { 0, 10, 20, 30, 40, 50, 60, 70 });
        using var dst = new Mat();
        Cv2.Resize(image, dst, new Size(2, 1), interpolation: InterpolationFlags.Area);
        Assert.Equal([25, 45], dst.AsSpan<byte>().ToArray());
        Cv2.Resize(image, dst, default, 2, 1, InterpolationFlags.Nearest);
        Assert.Equal(new Size(8, 2), dst.Size());
        using var shift = Mat.FromPixelData(2, 3, MatType.CV_64FC1, new double[] { 1, 0, 1, 0, 1, 0 });
        Cv2.WarpAffine(image, dst, shift, image.Size(), borderValue: new Scalar(99));
        Assert.Equal([99, 0, 10, 20, 99, 40, 50, 60], dst.AsSpan<byte>().ToArray());
        using var mapX = Mat.FromPixelData(1, 2, MatType.CV_32FC1, new[] { 3f, 0.5f });
        using var mapY = Mat.FromPixelData(1, 2, MatType.CV_32FC1, new[] { 1f, 0f });
        Cv2.Remap(image, dst, mapX, mapY);
        Assert.Equal([70, 5], dst.AsSpan<byte>().ToArray());
        using var turn = Cv2.GetRotationMatrix2D(new Point2f(3, 2), 90, 1);
        // Counter-clockwise as seen about (3, 2): (4, 2) goes to (3, 1).
        Assert.Equal(3, (turn.Get<double>(0, 0) * 4) + (turn.Get<double>(0, 1) * 2) + turn.Get<double>(0, 2), 1e-9);
        Assert.Equal(1, (turn.Get<double>(1, 0) * 4) + (turn.Get<double>(1, 1) * 2) + turn.Get<double>(1, 2), 1e-9);
        using var large = new Mat(10, 14, MatType.CV_8UC1, new Scalar(5));
        Cv2.PyrDown(large, dst);
        Assert.Equal((new Size(7, 5), 175.0), (dst.Size(), Cv2.Sum(dst).Val0));
    }

    [Fact]
    public void A_template_and_a_circle_are_found_where_they_were_put()
    {
        using var image = new Mat(60, 80, MatType.CV_8UC1, new Scalar(20));
        Cv2.Circle(image, new Point(50, 25), 12, new Scalar(220), -1, LineTypes.AntiAlias);
        using var part = image.Clone(new Rect(36, 11, 29, 29));
        using var score = new Mat();
        Cv2.MatchTemplate(image, part, score, TemplateMatchModes.SqDiff);
        Cv2.MinMaxLoc(score, out var at, out Point _);
        Assert.Equal(new Point(36, 11), at);
        var circle = Assert.Single(Cv2.HoughCircles(image, HoughModes.Gradient, 1, 30, 100, 10, 8, 16));
        Assert.Equal(50, circle.Center.X, 1.5f);
        Assert.Equal(12, circle.Radius, 1.5f);
    }
}

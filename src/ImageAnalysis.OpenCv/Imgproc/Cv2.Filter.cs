using OpenCvSharp.Interop;

namespace OpenCvSharp;

public static partial class Cv2
{
    // OpenCV's sign for "the neutral border of the operation" in erosion and dilation.
    private static readonly Scalar MorphologyBorder = Scalar.All(double.MaxValue);

    public static void CvtColor(InputArray src, OutputArray dst, ColorConversionCodes code, int dstCn = 0) =>
        Native.Check(Native.imgproc_cvtColor(src, dst, (int)code, dstCn));

    public static void GaussianBlur(
        InputArray src, OutputArray dst, Size ksize, double sigmaX, double sigmaY = 0, BorderTypes borderType = BorderTypes.Default) =>
        Native.Check(Native.imgproc_gaussianBlur(src, dst, ksize.Width, ksize.Height, sigmaX, sigmaY, (int)borderType));

    public static void MedianBlur(InputArray src, OutputArray dst, int ksize) => Native.Check(Native.imgproc_medianBlur(src, dst, ksize));

    public static void Blur(
        InputArray src, OutputArray dst, Size ksize, Point? anchor = null, BorderTypes borderType = BorderTypes.Default) =>
        BoxFilter(src, dst, -1, ksize, anchor, true, borderType);

    /// <summary>Sum over the box, or mean when normalized. ddepth -1: as the input.</summary>
    public static void BoxFilter(
        InputArray src, OutputArray dst, MatType ddepth, Size ksize, Point? anchor = null, bool normalize = true, BorderTypes borderType = BorderTypes.Default)
    {
        var at = anchor ?? CentreAnchor;
        Native.Check(Native.imgproc_boxFilter(
            src, dst, ddepth.Value, ksize.Width, ksize.Height, at.X, at.Y, normalize ? 1 : 0, (int)borderType));
    }

    /// <summary>Sum of squares over the box, or their mean when normalized.</summary>
    public static void SqrBoxFilter(
        InputArray src, OutputArray dst, int ddepth, Size ksize, Point? anchor = null, bool normalize = true, BorderTypes borderType = BorderTypes.Default)
    {
        var at = anchor ?? CentreAnchor;
        Native.Check(Native.imgproc_sqrBoxFilter(
            src, dst, ddepth, ksize.Width, ksize.Height, at.X, at.Y, normalize ? 1 : 0, (int)borderType));
    }

    /// <summary>Correlation with the kernel (which is not mirrored).</summary>
    public static void Filter2D(
        InputArray src, OutputArray dst, MatType ddepth, InputArray kernel, Point? anchor = null, double delta = 0, BorderTypes borderType = BorderTypes.Default)
    {
        var at = anchor ?? CentreAnchor;
        Native.Check(Native.imgproc_filter2D(src, dst, ddepth.Value, kernel, at.X, at.Y, delta, (int)borderType));
    }

    public static void SepFilter2D(
        InputArray src, OutputArray dst, MatType ddepth, InputArray kernelX, InputArray kernelY, Point? anchor = null, double delta = 0,
        BorderTypes borderType = BorderTypes.Default)
    {
        var at = anchor ?? CentreAnchor;
        Native.Check(Native.imgproc_sepFilter2D(src, dst, ddepth.Value, kernelX, kernelY, at.X, at.Y, delta, (int)borderType));
    }

    public static void Sobel(
        InputArray src, OutputArray dst, MatType ddepth, int xorder, int yorder, int ksize = 3, double scale = 1, double delta = 0,
        BorderTypes borderType = BorderTypes.Default) =>
        Native.Check(Native.imgproc_sobel(src, dst, ddepth.Value, xorder, yorder, ksize, scale, delta, (int)borderType));

    public static void Scharr(
        InputArray src, OutputArray dst, MatType ddepth, int xorder, int yorder, double scale = 1, double delta = 0,
        BorderTypes borderType = BorderTypes.Default) =>
        Native.Check(Native.imgproc_scharr(src, dst, ddepth.Value, xorder, yorder, scale, delta, (int)borderType));

    public static void Laplacian(
        InputArray src, OutputArray dst, MatType ddepth, int ksize = 1, double scale = 1, double delta = 0,
        BorderTypes borderType = BorderTypes.Default) =>
        Native.Check(Native.imgproc_laplacian(src, dst, ddepth.Value, ksize, scale, delta, (int)borderType));

    public static void Canny(
        InputArray src, OutputArray edges, double threshold1, double threshold2, int apertureSize = 3, bool L2gradient = false) =>
        Native.Check(Native.imgproc_canny(src, edges, threshold1, threshold2, apertureSize, L2gradient ? 1 : 0));

    public static void BilateralFilter(
        InputArray src, OutputArray dst, int d, double sigmaColor, double sigmaSpace, BorderTypes borderType = BorderTypes.Default) =>
        Native.Check(Native.imgproc_bilateralFilter(src, dst, d, sigmaColor, sigmaSpace, (int)borderType));

    /// <summary>Column of Gaussian weights that add up to 1.</summary>
    public static Mat? GetGaussianKernel(int ksize, double sigma, MatType? ktype = null)
    {
        var kernel = new Mat();
        try
        {
            Native.Check(Native.imgproc_getGaussianKernel(ksize, sigma, ktype?.Value ?? MatType.CV_64F, kernel));
            return kernel;
        }
        catch
        {
            kernel.Dispose();
            throw;
        }
    }

    public static void Erode(
        InputArray src, OutputArray dst, InputArray? element, Point? anchor = null, int iterations = 1,
        BorderTypes borderType = BorderTypes.Constant, Scalar? borderValue = null)
    {
        var at = anchor ?? CentreAnchor;
        Native.Check(Native.imgproc_erode(src, dst, element, at.X, at.Y, iterations, (int)borderType, borderValue ?? MorphologyBorder));
    }

    public static void Dilate(
        InputArray src, OutputArray dst, InputArray? element, Point? anchor = null, int iterations = 1,
        BorderTypes borderType = BorderTypes.Constant, Scalar? borderValue = null)
    {
        var at = anchor ?? CentreAnchor;
        Native.Check(Native.imgproc_dilate(src, dst, element, at.X, at.Y, iterations, (int)borderType, borderValue ?? MorphologyBorder));
    }

    public static void MorphologyEx(
        InputArray src, OutputArray dst, MorphTypes op, InputArray? element, Point? anchor = null, int iterations = 1,
        BorderTypes borderType = BorderTypes.Constant, Scalar? borderValue = null)
    {
        var at = anchor ?? CentreAnchor;
        Native.Check(Native.imgproc_morphologyEx(
            src, dst, (int)op, element, at.X, at.Y, iterations, (int)borderType, borderValue ?? MorphologyBorder));
    }

    public static Mat GetStructuringElement(MorphShapes shape, Size ksize) => GetStructuringElement(shape, ksize, CentreAnchor);

    public static Mat GetStructuringElement(MorphShapes shape, Size ksize, Point anchor)
    {
        var element = new Mat();
        try
        {
            Native.Check(Native.imgproc_getStructuringElement((int)shape, ksize.Width, ksize.Height, anchor.X, anchor.Y, element));
            return element;
        }
        catch
        {
            element.Dispose();
            throw;
        }
    }
}

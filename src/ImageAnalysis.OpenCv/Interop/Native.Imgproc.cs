using System.Runtime.InteropServices;

namespace OpenCvSharp.Interop;

// Parameters as in the C++ file of the same group.
internal static unsafe partial class Native
{
    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_cvtColor(InputArray? src, OutputArray dst, int code, int channels);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_gaussianBlur(
        InputArray? src, OutputArray dst, int width, int height, double sigmaX, double sigmaY, int border);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_medianBlur(InputArray? src, OutputArray dst, int size);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_boxFilter(
        InputArray? src, OutputArray dst, int depth, int width, int height, int x, int y, int normalize, int border);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_sqrBoxFilter(
        InputArray? src, OutputArray dst, int depth, int width, int height, int x, int y, int normalize, int border);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_filter2D(
        InputArray? src, OutputArray dst, int depth, InputArray? kernel, int x, int y, double delta, int border);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_sepFilter2D(
        InputArray? src, OutputArray dst, int depth, InputArray? kernelX, InputArray? kernelY, int x, int y, double delta, int border);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_sobel(
        InputArray? src, OutputArray dst, int depth, int dx, int dy, int size, double scale, double delta, int border);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_scharr(
        InputArray? src, OutputArray dst, int depth, int dx, int dy, double scale, double delta, int border);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_laplacian(
        InputArray? src, OutputArray dst, int depth, int size, double scale, double delta, int border);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_canny(InputArray? src, OutputArray dst, double low, double high, int aperture, int l2);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_bilateralFilter(
        InputArray? src, OutputArray dst, int d, double sigmaColor, double sigmaSpace, int border);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_getGaussianKernel(int size, double sigma, int type, OutputArray dst);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_erode(
        InputArray? src, OutputArray dst, InputArray? element, int x, int y, int iterations, int border, in Scalar value);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_dilate(
        InputArray? src, OutputArray dst, InputArray? element, int x, int y, int iterations, int border, in Scalar value);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_morphologyEx(
        InputArray? src, OutputArray dst, int operation, InputArray? element, int x, int y, int iterations, int border,
        in Scalar value);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_getStructuringElement(int shape, int width, int height, int x, int y, OutputArray dst);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_calcHist(
        nint* images, int count, ReadOnlySpan<int> channels, InputArray? mask, OutputArray hist, int dims, ReadOnlySpan<int> sizes,
        ReadOnlySpan<float> ranges, int uniform, int accumulate);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_equalizeHist(InputArray? src, OutputArray dst);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_threshold(
        InputArray? src, OutputArray dst, double threshold, double maximum, int type, out double result);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_adaptiveThreshold(
        InputArray? src, OutputArray dst, double maximum, int method, int type, int blockSize, double c);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_integral(InputArray? src, OutputArray sum, int depth);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_integralSquares(InputArray? src, OutputArray sum, OutputArray squares, int depth);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_CLAHE_new(double clipLimit, int width, int height, nint* result);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_CLAHE_delete(nint clahe);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_CLAHE_apply(CLAHE clahe, InputArray? src, OutputArray dst);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_CLAHE_get(CLAHE clahe, out double clipLimit, out Size tiles);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_CLAHE_set(CLAHE clahe, double clipLimit, int width, int height);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_connectedComponents(InputArray? image, OutputArray labels, int connectivity, int type, out int count);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_connectedComponentsWithStats(
        InputArray? image, OutputArray labels, OutputArray stats, OutputArray centroids, int connectivity, int type, out int count);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_distanceTransform(InputArray? src, OutputArray dst, int type, int maskSize, int depth);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_distanceTransformWithLabels(
        InputArray? src, OutputArray dst, OutputArray labels, int type, int maskSize, int labelType);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_watershed(InputArray? image, OutputArray markers);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_floodFill(
        OutputArray image, OutputArray? mask, int x, int y, in Scalar value, out Rect bounds, in Scalar lower, in Scalar upper,
        int flags, out int area);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_resize(
        InputArray? src, OutputArray dst, int width, int height, double fx, double fy, int interpolation);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_warpAffine(
        InputArray? src, OutputArray dst, InputArray? m, int width, int height, int flags, int border, in Scalar value);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_remap(
        InputArray? src, OutputArray dst, InputArray? map1, InputArray? map2, int interpolation, int border, in Scalar value);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_getRotationMatrix2D(float x, float y, double angle, double scale, OutputArray dst);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_pyrDown(InputArray? src, OutputArray dst, int width, int height, int border);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_matchTemplate(InputArray? image, InputArray? part, OutputArray dst, int method, InputArray? mask);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_houghCircles(
        InputArray? image, OutputArray circles, int method, double dp, double minDistance, double param1, double param2,
        int minRadius, int maxRadius);
}

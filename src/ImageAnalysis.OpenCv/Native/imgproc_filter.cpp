#include "shim.h"

#include <cmath>

using shim::Array;
using shim::filled;
using shim::guarded;
using shim::mat;
using shim::optional;

SHIM imgproc_cvtColor(Array src, cv::Mat* dst, int code, int channels)
{
    return guarded([&] { cv::cvtColor(filled(src), mat(dst), code, channels); });
}

SHIM imgproc_gaussianBlur(Array src, cv::Mat* dst, int width, int height, double sigmaX, double sigmaY, int border)
{
    return guarded([&] { cv::GaussianBlur(filled(src), mat(dst), cv::Size(width, height), sigmaX, sigmaY, border); });
}

SHIM imgproc_medianBlur(Array src, cv::Mat* dst, int size)
{
    return guarded([&] { cv::medianBlur(filled(src), mat(dst), size); });
}

SHIM imgproc_boxFilter(Array src, cv::Mat* dst, int depth, int width, int height, int x, int y, int normalize, int border)
{
    return guarded([&] {
        cv::boxFilter(filled(src), mat(dst), depth, cv::Size(width, height), cv::Point(x, y), normalize != 0, border);
    });
}

SHIM imgproc_sqrBoxFilter(Array src, cv::Mat* dst, int depth, int width, int height, int x, int y, int normalize, int border)
{
    return guarded([&] {
        cv::sqrBoxFilter(filled(src), mat(dst), depth, cv::Size(width, height), cv::Point(x, y), normalize != 0, border);
    });
}

SHIM imgproc_filter2D(Array src, cv::Mat* dst, int depth, Array kernel, int x, int y, double delta, int border)
{
    return guarded([&] { cv::filter2D(filled(src), mat(dst), depth, filled(kernel), cv::Point(x, y), delta, border); });
}

SHIM imgproc_sepFilter2D(Array src, cv::Mat* dst, int depth, Array kernelX, Array kernelY, int x, int y, double delta, int border)
{
    return guarded([&] {
        cv::sepFilter2D(filled(src), mat(dst), depth, filled(kernelX), filled(kernelY), cv::Point(x, y), delta, border);
    });
}

SHIM imgproc_sobel(Array src, cv::Mat* dst, int depth, int dx, int dy, int size, double scale, double delta, int border)
{
    return guarded([&] { cv::Sobel(filled(src), mat(dst), depth, dx, dy, size, scale, delta, border); });
}

SHIM imgproc_scharr(Array src, cv::Mat* dst, int depth, int dx, int dy, double scale, double delta, int border)
{
    return guarded([&] { cv::Scharr(filled(src), mat(dst), depth, dx, dy, scale, delta, border); });
}

SHIM imgproc_laplacian(Array src, cv::Mat* dst, int depth, int size, double scale, double delta, int border)
{
    return guarded([&] { cv::Laplacian(filled(src), mat(dst), depth, size, scale, delta, border); });
}

SHIM imgproc_canny(Array src, cv::Mat* dst, double low, double high, int aperture, int l2)
{
    return guarded([&] { cv::Canny(filled(src), mat(dst), low, high, aperture, l2 != 0); });
}

SHIM imgproc_bilateralFilter(Array src, cv::Mat* dst, int d, double sigmaColor, double sigmaSpace, int border)
{
    return guarded([&] {
        // OpenCV indexes a table of weights by the differences of the grey levels.
        CV_Assert(std::isfinite(sigmaColor) && std::isfinite(sigmaSpace));
        CV_Assert(filled(src).depth() == CV_8U || cv::checkRange(filled(src)));
        cv::bilateralFilter(filled(src), mat(dst), d, sigmaColor, sigmaSpace, border);
    });
}

SHIM imgproc_getGaussianKernel(int size, double sigma, int type, cv::Mat* dst)
{
    return guarded([&] { mat(dst) = cv::getGaussianKernel(size, sigma, type); });
}

SHIM imgproc_erode(Array src, cv::Mat* dst, Array element, int x, int y, int iterations, int border, const cv::Scalar* value)
{
    return guarded([&] { cv::erode(filled(src), mat(dst), optional(element), cv::Point(x, y), iterations, border, *value); });
}

SHIM imgproc_dilate(Array src, cv::Mat* dst, Array element, int x, int y, int iterations, int border, const cv::Scalar* value)
{
    return guarded([&] { cv::dilate(filled(src), mat(dst), optional(element), cv::Point(x, y), iterations, border, *value); });
}

SHIM imgproc_morphologyEx(
    Array src, cv::Mat* dst, int operation, Array element, int x, int y, int iterations, int border, const cv::Scalar* value)
{
    return guarded([&] {
        cv::morphologyEx(filled(src), mat(dst), operation, optional(element), cv::Point(x, y), iterations, border, *value);
    });
}

SHIM imgproc_getStructuringElement(int shape, int width, int height, int x, int y, cv::Mat* dst)
{
    return guarded([&] {
        CV_Assert(width > 0 && height > 0);
        mat(dst) = cv::getStructuringElement(shape, cv::Size(width, height), cv::Point(x, y));
    });
}

#include "shim.h"

using shim::Array;
using shim::filled;
using shim::guarded;
using shim::mat;
using shim::optional;

SHIM imgproc_resize(Array src, cv::Mat* dst, int width, int height, double fx, double fy, int interpolation)
{
    return guarded([&] { cv::resize(filled(src), mat(dst), cv::Size(width, height), fx, fy, interpolation); });
}

SHIM imgproc_warpAffine(Array src, cv::Mat* dst, Array m, int width, int height, int flags, int border, const cv::Scalar* value)
{
    return guarded([&] { cv::warpAffine(filled(src), mat(dst), filled(m), cv::Size(width, height), flags, border, *value); });
}

SHIM imgproc_remap(Array src, cv::Mat* dst, Array map1, Array map2, int interpolation, int border, const cv::Scalar* value)
{
    return guarded([&] { cv::remap(filled(src), mat(dst), filled(map1), optional(map2), interpolation, border, *value); });
}

SHIM imgproc_getRotationMatrix2D(float x, float y, double angle, double scale, cv::Mat* dst)
{
    return guarded([&] { mat(dst) = cv::getRotationMatrix2D(cv::Point2f(x, y), angle, scale); });
}

SHIM imgproc_pyrDown(Array src, cv::Mat* dst, int width, int height, int border)
{
    return guarded([&] { cv::pyrDown(filled(src), mat(dst), cv::Size(width, height), border); });
}

SHIM imgproc_matchTemplate(Array image, Array part, cv::Mat* dst, int method, Array mask)
{
    return guarded([&] { cv::matchTemplate(filled(image), filled(part), mat(dst), method, optional(mask)); });
}

SHIM imgproc_houghCircles(Array image, cv::Mat* circles, int method, double dp, double minDistance, double param1, double param2,
    int minRadius, int maxRadius)
{
    return guarded([&] {
        cv::HoughCircles(filled(image), mat(circles), method, dp, minDistance, param1, param2, minRadius, maxRadius);
    });
}

#include "shim.h"

using shim::Array;
using shim::filled;
using shim::guarded;
using shim::mat;

SHIM imgproc_connectedComponents(Array image, cv::Mat* labels, int connectivity, int type, int* count)
{
    return guarded([&] { *count = cv::connectedComponents(filled(image), mat(labels), connectivity, type); });
}

SHIM imgproc_connectedComponentsWithStats(
    Array image, cv::Mat* labels, cv::Mat* stats, cv::Mat* centroids, int connectivity, int type, int* count)
{
    return guarded([&] {
        *count = cv::connectedComponentsWithStats(filled(image), mat(labels), mat(stats), mat(centroids), connectivity, type);
    });
}

SHIM imgproc_distanceTransform(Array src, cv::Mat* dst, int type, int maskSize, int depth)
{
    return guarded([&] { cv::distanceTransform(filled(src), mat(dst), type, maskSize, depth); });
}

SHIM imgproc_distanceTransformWithLabels(Array src, cv::Mat* dst, cv::Mat* labels, int type, int maskSize, int labelType)
{
    return guarded([&] { cv::distanceTransform(filled(src), mat(dst), mat(labels), type, maskSize, labelType); });
}

SHIM imgproc_watershed(Array image, cv::Mat* markers)
{
    return guarded([&] { cv::watershed(filled(image), mat(markers)); });
}

SHIM imgproc_floodFill(cv::Mat* image, cv::Mat* mask, int x, int y, const cv::Scalar* value, cv::Rect* bounds, const cv::Scalar* lower,
    const cv::Scalar* upper, int flags, int* area)
{
    return guarded([&] {
        *area = mask ? cv::floodFill(mat(image), *mask, cv::Point(x, y), *value, bounds, *lower, *upper, flags)
                     : cv::floodFill(mat(image), cv::Point(x, y), *value, bounds, *lower, *upper, flags);
    });
}

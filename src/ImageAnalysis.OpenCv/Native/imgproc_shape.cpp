#include "shim.h"

#include <algorithm>

using shim::Array;
using shim::guarded;
using shim::in;
using shim::mat;
using shim::points;

namespace {

// What findContours found, kept until the caller has copied it.
struct Contours {
    std::vector<std::vector<cv::Point>> lists;
    std::vector<cv::Vec4i> hierarchy;
};

// The C# side hands over a buffer as long as its input; neither hulls nor simplified curves have more points than that.
template <class Point>
void copy_out(const std::vector<Point>& from, Point* to, int capacity, int* count)
{
    CV_Assert(static_cast<int>(from.size()) <= capacity);
    std::copy(from.begin(), from.end(), to);
    *count = static_cast<int>(from.size());
}

template <class Point>
int hull(const Point* p, int count, int clockwise, Point* result, int* resultCount) noexcept
{
    return guarded([&] {
        std::vector<Point> found;
        cv::convexHull(points(p, count), found, clockwise != 0);
        copy_out(found, result, count, resultCount);
    });
}

template <class Point>
int simplify(const Point* p, int count, double epsilon, int closed, Point* result, int* resultCount) noexcept
{
    return guarded([&] {
        std::vector<Point> found;
        cv::approxPolyDP(points(p, count), found, epsilon, closed != 0);
        copy_out(found, result, count, resultCount);
    });
}

}

SHIM imgproc_findContours(Array image, int mode, int method, int x, int y, Contours** result, int* count)
{
    return guarded([&] {
        auto* found = new Contours();
        try {
            cv::findContours(in(image), found->lists, found->hierarchy, mode, method, cv::Point(x, y));
        } catch (...) {
            delete found;
            throw;
        }
        *result = found;
        *count = static_cast<int>(found->lists.size());
    });
}

SHIM imgproc_Contours_get(const Contours* contours, const cv::Point** starts, int* lengths, cv::Vec4i* hierarchy)
{
    return guarded([&] {
        for (std::size_t i = 0; i < contours->lists.size(); ++i) {
            starts[i] = contours->lists[i].data();
            lengths[i] = static_cast<int>(contours->lists[i].size());
        }
        std::copy(contours->hierarchy.begin(), contours->hierarchy.end(), hierarchy);
    });
}

SHIM imgproc_Contours_delete(Contours* contours)
{
    return guarded([&] { delete contours; });
}

SHIM imgproc_contourArea(Array contour, int oriented, double* result)
{
    return guarded([&] { *result = cv::contourArea(points(contour), oriented != 0); });
}

SHIM imgproc_contourAreaPoints(const cv::Point* p, int count, int oriented, double* result)
{
    return guarded([&] { *result = cv::contourArea(points(p, count), oriented != 0); });
}

SHIM imgproc_contourAreaPoints2f(const cv::Point2f* p, int count, int oriented, double* result)
{
    return guarded([&] { *result = cv::contourArea(points(p, count), oriented != 0); });
}

SHIM imgproc_arcLength(Array curve, int closed, double* result)
{
    return guarded([&] { *result = cv::arcLength(points(curve), closed != 0); });
}

SHIM imgproc_arcLengthPoints(const cv::Point* p, int count, int closed, double* result)
{
    return guarded([&] { *result = cv::arcLength(points(p, count), closed != 0); });
}

SHIM imgproc_arcLengthPoints2f(const cv::Point2f* p, int count, int closed, double* result)
{
    return guarded([&] { *result = cv::arcLength(points(p, count), closed != 0); });
}

SHIM imgproc_boundingRect(Array curve, cv::Rect* result)
{
    return guarded([&] { *result = cv::boundingRect(points(curve)); });
}

SHIM imgproc_boundingRectPoints(const cv::Point* p, int count, cv::Rect* result)
{
    return guarded([&] { *result = cv::boundingRect(points(p, count)); });
}

SHIM imgproc_boundingRectPoints2f(const cv::Point2f* p, int count, cv::Rect* result)
{
    return guarded([&] { *result = cv::boundingRect(points(p, count)); });
}

SHIM imgproc_convexHull(Array curve, cv::Mat* dst, int clockwise, int returnPoints)
{
    return guarded([&] { cv::convexHull(points(curve), mat(dst), clockwise != 0, returnPoints != 0); });
}

SHIM imgproc_convexHullPoints(const cv::Point* p, int count, int clockwise, cv::Point* result, int* resultCount)
{
    return hull(p, count, clockwise, result, resultCount);
}

SHIM imgproc_convexHullPoints2f(const cv::Point2f* p, int count, int clockwise, cv::Point2f* result, int* resultCount)
{
    return hull(p, count, clockwise, result, resultCount);
}

SHIM imgproc_approxPolyDP(Array curve, cv::Mat* dst, double epsilon, int closed)
{
    return guarded([&] { cv::approxPolyDP(points(curve), mat(dst), epsilon, closed != 0); });
}

SHIM imgproc_approxPolyDPPoints(const cv::Point* p, int count, double epsilon, int closed, cv::Point* result, int* resultCount)
{
    return simplify(p, count, epsilon, closed, result, resultCount);
}

SHIM imgproc_approxPolyDPPoints2f(const cv::Point2f* p, int count, double epsilon, int closed, cv::Point2f* result, int* resultCount)
{
    return simplify(p, count, epsilon, closed, result, resultCount);
}

SHIM imgproc_minAreaRect(Array curve, cv::RotatedRect* result)
{
    return guarded([&] { *result = cv::minAreaRect(points(curve)); });
}

SHIM imgproc_minAreaRectPoints(const cv::Point* p, int count, cv::RotatedRect* result)
{
    return guarded([&] { *result = cv::minAreaRect(points(p, count)); });
}

SHIM imgproc_minAreaRectPoints2f(const cv::Point2f* p, int count, cv::RotatedRect* result)
{
    return guarded([&] { *result = cv::minAreaRect(points(p, count)); });
}

SHIM imgproc_minEnclosingCirclePoints(const cv::Point* p, int count, cv::Point2f* center, float* radius)
{
    return guarded([&] { cv::minEnclosingCircle(points(p, count), *center, *radius); });
}

SHIM imgproc_minEnclosingCirclePoints2f(const cv::Point2f* p, int count, cv::Point2f* center, float* radius)
{
    return guarded([&] { cv::minEnclosingCircle(points(p, count), *center, *radius); });
}

SHIM imgproc_fitEllipse(Array curve, cv::RotatedRect* result)
{
    return guarded([&] { *result = cv::fitEllipse(points(curve)); });
}

SHIM imgproc_fitEllipsePoints(const cv::Point* p, int count, cv::RotatedRect* result)
{
    return guarded([&] { *result = cv::fitEllipse(points(p, count)); });
}

SHIM imgproc_fitEllipsePoints2f(const cv::Point2f* p, int count, cv::RotatedRect* result)
{
    return guarded([&] { *result = cv::fitEllipse(points(p, count)); });
}

SHIM imgproc_moments(Array image, int binary, cv::Moments* result)
{
    return guarded([&] { *result = cv::moments(in(image), binary != 0); });
}

SHIM imgproc_momentsPoints(const cv::Point* p, int count, int binary, cv::Moments* result)
{
    return guarded([&] { *result = cv::moments(points(p, count), binary != 0); });
}

SHIM imgproc_momentsPoints2f(const cv::Point2f* p, int count, int binary, cv::Moments* result)
{
    return guarded([&] { *result = cv::moments(points(p, count), binary != 0); });
}

SHIM imgproc_pointPolygonTest(Array contour, float x, float y, int distance, double* result)
{
    return guarded([&] { *result = cv::pointPolygonTest(points(contour), cv::Point2f(x, y), distance != 0); });
}

SHIM imgproc_pointPolygonTestPoints(const cv::Point* p, int count, float x, float y, int distance, double* result)
{
    return guarded([&] { *result = cv::pointPolygonTest(points(p, count), cv::Point2f(x, y), distance != 0); });
}

SHIM imgproc_pointPolygonTestPoints2f(const cv::Point2f* p, int count, float x, float y, int distance, double* result)
{
    return guarded([&] { *result = cv::pointPolygonTest(points(p, count), cv::Point2f(x, y), distance != 0); });
}

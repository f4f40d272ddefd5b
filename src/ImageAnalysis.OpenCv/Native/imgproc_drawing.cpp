#include "shim.h"

#include <cmath>

using shim::Array;
using shim::guarded;
using shim::mat;

namespace {

std::vector<std::vector<cv::Point>> polygons(const cv::Point* p, const int* lengths, int count)
{
    std::vector<std::vector<cv::Point>> lists;
    lists.reserve(count);
    for (int i = 0; i < count; ++i) {
        lists.emplace_back(p, p + lengths[i]);
        p += lengths[i];
    }
    return lists;
}

// drawContours follows these links without looking; a link out of range or a loop would end the process.
void check_hierarchy(const cv::Vec4i* links, int count)
{
    std::vector<int> incoming(count, 0);
    for (int i = 0; i < count; ++i)
        for (int k : { 0, 2 }) {
            const int to = links[i][k];
            CV_Assert(to < count);
            if (to >= 0)
                ++incoming[to];
        }
    std::vector<int> ready;
    for (int i = 0; i < count; ++i)
        if (incoming[i] == 0)
            ready.push_back(i);
    int seen = 0;
    while (!ready.empty()) {
        const int i = ready.back();
        ready.pop_back();
        ++seen;
        for (int k : { 0, 2 }) {
            const int to = links[i][k];
            if (to >= 0 && --incoming[to] == 0)
                ready.push_back(to);
        }
    }
    if (seen != count)
        CV_Error(cv::Error::StsBadArg, "The contour hierarchy has a loop.");
}

// OpenCV turns angles round by steps of 360 and then looks sines up by the rounded degree.
void check_angle(double degrees) { CV_Assert(std::abs(degrees) <= 36000); }

void check_shift(int shift) { CV_Assert(shift >= 0 && shift <= 16); }

}

SHIM imgproc_line(cv::Mat* img, int x1, int y1, int x2, int y2, const cv::Scalar* color, int thickness, int type, int shift)
{
    return guarded([&] { cv::line(mat(img), cv::Point(x1, y1), cv::Point(x2, y2), *color, thickness, type, shift); });
}

SHIM imgproc_rectangle(cv::Mat* img, int x1, int y1, int x2, int y2, const cv::Scalar* color, int thickness, int type, int shift)
{
    return guarded([&] { cv::rectangle(mat(img), cv::Point(x1, y1), cv::Point(x2, y2), *color, thickness, type, shift); });
}

SHIM imgproc_rectangleRect(cv::Mat* img, int x, int y, int width, int height, const cv::Scalar* color, int thickness, int type, int shift)
{
    return guarded([&] { cv::rectangle(mat(img), cv::Rect(x, y, width, height), *color, thickness, type, shift); });
}

SHIM imgproc_circle(cv::Mat* img, int x, int y, int radius, const cv::Scalar* color, int thickness, int type, int shift)
{
    return guarded([&] { cv::circle(mat(img), cv::Point(x, y), radius, *color, thickness, type, shift); });
}

SHIM imgproc_ellipse(cv::Mat* img, int x, int y, int width, int height, double angle, double start, double end, const cv::Scalar* color,
    int thickness, int type, int shift)
{
    return guarded([&] {
        check_angle(angle);
        check_angle(start);
        check_angle(end);
        cv::ellipse(mat(img), cv::Point(x, y), cv::Size(width, height), angle, start, end, *color, thickness, type, shift);
    });
}

SHIM imgproc_ellipseBox(cv::Mat* img, const cv::RotatedRect* box, const cv::Scalar* color, int thickness, int type)
{
    return guarded([&] {
        check_angle(box->angle);
        cv::ellipse(mat(img), *box, *color, thickness, type);
    });
}

SHIM imgproc_fillConvexPoly(cv::Mat* img, const cv::Point* p, int count, const cv::Scalar* color, int type, int shift)
{
    return guarded([&] {
        check_shift(shift);
        cv::fillConvexPoly(mat(img), shim::points(p, count), *color, type, shift);
    });
}

SHIM imgproc_fillPoly(cv::Mat* img, const cv::Point* p, const int* lengths, int count, const cv::Scalar* color, int type, int shift, int x, int y)
{
    return guarded([&] {
        check_shift(shift);
        cv::fillPoly(mat(img), polygons(p, lengths, count), *color, type, shift, cv::Point(x, y));
    });
}

SHIM imgproc_polylines(cv::Mat* img, const cv::Point* p, const int* lengths, int count, int closed, const cv::Scalar* color, int thickness,
    int type, int shift)
{
    return guarded([&] {
        check_shift(shift);
        cv::polylines(mat(img), polygons(p, lengths, count), closed != 0, *color, thickness, type, shift);
    });
}

// A null hierarchy stands for none.
SHIM imgproc_drawContours(cv::Mat* img, const cv::Point* p, const int* lengths, int count, int index, const cv::Scalar* color, int thickness,
    int type, const cv::Vec4i* hierarchy, int maxLevel, int x, int y)
{
    return guarded([&] {
        CV_Assert(index < count);
        if (count == 0)
            return;
        if (hierarchy)
            check_hierarchy(hierarchy, count);
        const std::vector<cv::Vec4i> links = hierarchy ? std::vector<cv::Vec4i>(hierarchy, hierarchy + count) : std::vector<cv::Vec4i>();
        cv::drawContours(mat(img), polygons(p, lengths, count), index, *color, thickness, type,
            hierarchy ? cv::_InputArray(links) : cv::_InputArray(cv::noArray()), maxLevel, cv::Point(x, y));
    });
}

SHIM imgproc_putText(cv::Mat* img, const char* text, int x, int y, int face, double scale, const cv::Scalar* color, int thickness, int type,
    int bottomLeftOrigin)
{
    return guarded([&] {
        CV_Assert(std::abs(scale) < 1e4);
        cv::putText(mat(img), text, cv::Point(x, y), face, scale, *color, thickness, type, bottomLeftOrigin != 0);
    });
}

SHIM imgproc_getTextSize(const char* text, int face, double scale, int thickness, int* baseLine, cv::Size* size)
{
    return guarded([&] { *size = cv::getTextSize(text, face, scale, thickness, baseLine); });
}

// The border between OpenCV and .NET: plain C functions that return 0, or 1 with the error kept for the calling thread.
#pragma once

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <exception>
#include <new>
#include <utility>
#include <vector>

#define SHIM extern "C" __attribute__((visibility("default"))) int

namespace shim {

void remember(const cv::Exception& e) noexcept;
void remember(int code, const char* what) noexcept;

// Runs the body; nothing it throws gets past here.
template <class Body>
int guarded(Body&& body) noexcept
{
    try {
        body();
        return 0;
    } catch (const cv::Exception& e) {
        remember(e);
    } catch (const std::bad_alloc&) {
        remember(cv::Error::StsNoMem, "Out of memory.");
    } catch (const std::exception& e) {
        remember(cv::Error::StsError, e.what());
    } catch (...) {
        remember(cv::Error::StsError, "An exception of unknown type was thrown.");
    }
    return 1;
}

// Mirrors ArrayArgument of the C# side: a matrix (count 0; null is "no array"), one number (1) or a Scalar (4).
struct Array {
    const cv::Mat* mat;
    long long count;
    double values[4];
};

// What an operation cannot do without. OpenCV dereferences "no array" in places, so it does not get there.
inline cv::_InputArray in(const Array& a)
{
    if (a.count == 1)
        return cv::_InputArray(a.values[0]);
    if (a.count == 4)
        return cv::_InputArray(reinterpret_cast<const cv::Scalar&>(a.values));
    if (!a.mat)
        CV_Error(cv::Error::StsNullPtr, "A matrix is needed here.");
    return cv::_InputArray(*a.mat);
}

// Many functions loop or read without end over a matrix that has no elements; here it is refused.
inline const cv::Mat& filled(const cv::Mat& m)
{
    if (m.empty())
        CV_Error(cv::Error::StsBadSize, "A matrix that is not empty is needed here.");
    return m;
}

inline cv::_InputArray filled(const Array& a)
{
    const cv::_InputArray array = in(a);
    if (a.count == 0)
        filled(*a.mat);
    return array;
}

// What may be left out, such as a mask.
inline cv::_InputArray optional(const Array& a) { return a.count == 0 && !a.mat ? cv::_InputArray(cv::noArray()) : in(a); }

inline const cv::Mat& mat(const Array& a)
{
    if (!a.mat)
        CV_Error(cv::Error::StsNullPtr, "A matrix is needed here.");
    return *a.mat;
}

inline cv::Mat& mat(cv::Mat* m)
{
    if (!m)
        CV_Error(cv::Error::StsNullPtr, "A matrix is needed here.");
    return *m;
}

inline const cv::Mat& mat(const cv::Mat* m)
{
    if (!m)
        CV_Error(cv::Error::StsNullPtr, "A matrix is needed here.");
    return *m;
}

// A matrix header over the caller's points; nothing is copied. Coordinates that are no finite numbers break the strict weak
// order that OpenCV's hull sorts by, so they stop here.
inline cv::Mat points(const cv::Point* p, int count) { return cv::Mat(count, 1, CV_32SC2, const_cast<cv::Point*>(p)); }
cv::Mat points(const cv::Point2f* p, int count);
const cv::Mat& points(const Array& a);

}

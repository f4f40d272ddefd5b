#include "shim.h"

using shim::Array;
using shim::filled;
using shim::guarded;
using shim::mat;
using shim::optional;

SHIM core_split(const cv::Mat* src, cv::Mat** planes, int count)
{
    return guarded([&] {
        CV_Assert(mat(src).channels() == count);
        std::vector<cv::Mat> split;
        cv::split(filled(mat(src)), split);
        for (int i = 0; i < count; ++i)
            mat(planes[i]) = split[i];
    });
}

SHIM core_merge(cv::Mat* const* planes, int count, cv::Mat* dst)
{
    return guarded([&] {
        std::vector<cv::Mat> list;
        for (int i = 0; i < count; ++i)
            list.push_back(filled(mat(planes[i])));
        cv::merge(list, mat(dst));
    });
}

SHIM core_extractChannel(Array src, cv::Mat* dst, int channel)
{
    return guarded([&] { cv::extractChannel(filled(src), mat(dst), channel); });
}

SHIM core_insertChannel(Array src, cv::Mat* dst, int channel)
{
    return guarded([&] { cv::insertChannel(filled(src), mat(dst), channel); });
}

SHIM core_copyMakeBorder(Array src, cv::Mat* dst, int top, int bottom, int left, int right, int type, const cv::Scalar* value)
{
    return guarded([&] { cv::copyMakeBorder(filled(src), mat(dst), top, bottom, left, right, type, *value); });
}

SHIM core_flip(Array src, cv::Mat* dst, int code)
{
    return guarded([&] { cv::flip(filled(src), mat(dst), code); });
}

SHIM core_rotate(Array src, cv::Mat* dst, int code)
{
    return guarded([&] {
        CV_Assert(code >= cv::ROTATE_90_CLOCKWISE && code <= cv::ROTATE_90_COUNTERCLOCKWISE);
        cv::rotate(filled(src), mat(dst), code);
    });
}

SHIM core_transpose(Array src, cv::Mat* dst)
{
    return guarded([&] { cv::transpose(filled(src), mat(dst)); });
}

SHIM core_hconcat(Array a, Array b, cv::Mat* dst)
{
    return guarded([&] { cv::hconcat(filled(a), filled(b), mat(dst)); });
}

SHIM core_vconcat(Array a, Array b, cv::Mat* dst)
{
    return guarded([&] { cv::vconcat(filled(a), filled(b), mat(dst)); });
}

SHIM core_repeat(Array src, int ny, int nx, cv::Mat* dst)
{
    return guarded([&] { cv::repeat(filled(src), ny, nx, mat(dst)); });
}

SHIM core_copy(Array src, cv::Mat* dst)
{
    return guarded([&] { mat(src).copyTo(mat(dst)); });
}

SHIM core_copyMasked(Array src, cv::Mat* dst, Array mask)
{
    return guarded([&] { mat(src).copyTo(mat(dst), optional(mask)); });
}

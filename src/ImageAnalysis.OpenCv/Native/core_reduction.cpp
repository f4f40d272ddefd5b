#include "shim.h"

using shim::Array;
using shim::filled;
using shim::guarded;
using shim::in;
using shim::mat;
using shim::optional;

SHIM core_countNonZero(Array src, int* result)
{
    return guarded([&] { *result = cv::countNonZero(in(src)); });
}

SHIM core_findNonZero(Array src, cv::Mat* dst)
{
    return guarded([&] { cv::findNonZero(in(src), mat(dst)); });
}

SHIM core_sum(Array src, cv::Scalar* result)
{
    return guarded([&] { *result = cv::sum(in(src)); });
}

SHIM core_mean(Array src, Array mask, cv::Scalar* result)
{
    return guarded([&] { *result = cv::mean(filled(src), optional(mask)); });
}

SHIM core_meanStdDev(Array src, cv::Mat* mean, cv::Mat* deviation, Array mask)
{
    return guarded([&] { cv::meanStdDev(filled(src), mat(mean), mat(deviation), optional(mask)); });
}

SHIM core_meanStdDevScalar(Array src, cv::Scalar* mean, cv::Scalar* deviation, Array mask)
{
    return guarded([&] { cv::meanStdDev(filled(src), *mean, *deviation, optional(mask)); });
}

SHIM core_minMaxLoc(Array src, double* minimum, double* maximum, cv::Point* minimumAt, cv::Point* maximumAt, Array mask)
{
    return guarded([&] { cv::minMaxLoc(filled(src), minimum, maximum, minimumAt, maximumAt, optional(mask)); });
}

SHIM core_norm(Array src, int type, Array mask, double* result)
{
    return guarded([&] { *result = cv::norm(filled(src), type, optional(mask)); });
}

SHIM core_normOfDifference(Array a, Array b, int type, Array mask, double* result)
{
    return guarded([&] { *result = cv::norm(filled(a), filled(b), type, optional(mask)); });
}

SHIM core_reduce(Array src, cv::Mat* dst, int dimension, int operation, int dtype)
{
    return guarded([&] { cv::reduce(filled(src), mat(dst), dimension, operation, dtype); });
}

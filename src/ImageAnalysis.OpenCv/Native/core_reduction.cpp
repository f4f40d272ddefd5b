#include "shim.h"

using shim::Array;
using shim::guarded;
using shim::in;
using shim::mat;

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
    return guarded([&] { *result = cv::mean(in(src), in(mask)); });
}

SHIM core_meanStdDev(Array src, cv::Mat* mean, cv::Mat* deviation, Array mask)
{
    return guarded([&] { cv::meanStdDev(in(src), mat(mean), mat(deviation), in(mask)); });
}

SHIM core_meanStdDevScalar(Array src, cv::Scalar* mean, cv::Scalar* deviation, Array mask)
{
    return guarded([&] { cv::meanStdDev(in(src), *mean, *deviation, in(mask)); });
}

SHIM core_minMaxLoc(Array src, double* minimum, double* maximum, cv::Point* minimumAt, cv::Point* maximumAt, Array mask)
{
    return guarded([&] { cv::minMaxLoc(in(src), minimum, maximum, minimumAt, maximumAt, in(mask)); });
}

SHIM core_norm(Array src, int type, Array mask, double* result)
{
    return guarded([&] { *result = cv::norm(in(src), type, in(mask)); });
}

SHIM core_normOfDifference(Array a, Array b, int type, Array mask, double* result)
{
    return guarded([&] { *result = cv::norm(in(a), in(b), type, in(mask)); });
}

SHIM core_reduce(Array src, cv::Mat* dst, int dimension, int operation, int dtype)
{
    return guarded([&] { cv::reduce(in(src), mat(dst), dimension, operation, dtype); });
}

#include "shim.h"

using shim::Array;
using shim::guarded;
using shim::in;
using shim::mat;
using shim::optional;

SHIM core_add(Array a, Array b, cv::Mat* dst, Array mask, int dtype)
{
    return guarded([&] { cv::add(in(a), in(b), mat(dst), optional(mask), dtype); });
}

SHIM core_subtract(Array a, Array b, cv::Mat* dst, Array mask, int dtype)
{
    return guarded([&] { cv::subtract(in(a), in(b), mat(dst), optional(mask), dtype); });
}

SHIM core_multiply(Array a, Array b, cv::Mat* dst, double scale, int dtype)
{
    return guarded([&] { cv::multiply(in(a), in(b), mat(dst), scale, dtype); });
}

SHIM core_divide(Array a, Array b, cv::Mat* dst, double scale, int dtype)
{
    return guarded([&] { cv::divide(in(a), in(b), mat(dst), scale, dtype); });
}

SHIM core_divideInto(double scale, Array b, cv::Mat* dst, int dtype)
{
    return guarded([&] { cv::divide(scale, in(b), mat(dst), dtype); });
}

SHIM core_addWeighted(Array a, double alpha, Array b, double beta, double gamma, cv::Mat* dst, int dtype)
{
    return guarded([&] { cv::addWeighted(in(a), alpha, in(b), beta, gamma, mat(dst), dtype); });
}

SHIM core_scaleAdd(Array a, double alpha, Array b, cv::Mat* dst)
{
    return guarded([&] { cv::scaleAdd(in(a), alpha, in(b), mat(dst)); });
}

SHIM core_convertScaleAbs(Array src, cv::Mat* dst, double alpha, double beta)
{
    return guarded([&] { cv::convertScaleAbs(in(src), mat(dst), alpha, beta); });
}

SHIM core_absdiff(Array a, Array b, cv::Mat* dst)
{
    return guarded([&] { cv::absdiff(in(a), in(b), mat(dst)); });
}

SHIM core_min(Array a, Array b, cv::Mat* dst)
{
    return guarded([&] { cv::min(in(a), in(b), cv::_OutputArray(mat(dst))); });
}

SHIM core_max(Array a, Array b, cv::Mat* dst)
{
    return guarded([&] { cv::max(in(a), in(b), cv::_OutputArray(mat(dst))); });
}

SHIM core_bitwiseAnd(Array a, Array b, cv::Mat* dst, Array mask)
{
    return guarded([&] { cv::bitwise_and(in(a), in(b), mat(dst), optional(mask)); });
}

SHIM core_bitwiseOr(Array a, Array b, cv::Mat* dst, Array mask)
{
    return guarded([&] { cv::bitwise_or(in(a), in(b), mat(dst), optional(mask)); });
}

SHIM core_bitwiseXor(Array a, Array b, cv::Mat* dst, Array mask)
{
    return guarded([&] { cv::bitwise_xor(in(a), in(b), mat(dst), optional(mask)); });
}

SHIM core_bitwiseNot(Array src, cv::Mat* dst, Array mask)
{
    return guarded([&] { cv::bitwise_not(in(src), mat(dst), optional(mask)); });
}

SHIM core_compare(Array a, Array b, cv::Mat* dst, int operation)
{
    return guarded([&] { cv::compare(in(a), in(b), mat(dst), operation); });
}

SHIM core_inRange(Array src, Array lower, Array upper, cv::Mat* dst)
{
    return guarded([&] { cv::inRange(in(src), in(lower), in(upper), mat(dst)); });
}

SHIM core_sqrt(Array src, cv::Mat* dst)
{
    return guarded([&] { cv::sqrt(in(src), mat(dst)); });
}

SHIM core_pow(Array src, double power, cv::Mat* dst)
{
    return guarded([&] {
        // OpenCV reads past the end of a table for the negative power of a whole number.
        CV_Assert(power >= 0 || in(src).depth() >= CV_32F);
        cv::pow(in(src), power, mat(dst));
    });
}

SHIM core_exp(Array src, cv::Mat* dst)
{
    return guarded([&] { cv::exp(in(src), mat(dst)); });
}

SHIM core_log(Array src, cv::Mat* dst)
{
    return guarded([&] { cv::log(in(src), mat(dst)); });
}

SHIM core_magnitude(Array x, Array y, cv::Mat* dst)
{
    return guarded([&] { cv::magnitude(in(x), in(y), mat(dst)); });
}

SHIM core_cartToPolar(Array x, Array y, cv::Mat* magnitude, cv::Mat* angle, int degrees)
{
    return guarded([&] { cv::cartToPolar(in(x), in(y), mat(magnitude), mat(angle), degrees != 0); });
}

SHIM core_phase(Array x, Array y, cv::Mat* angle, int degrees)
{
    return guarded([&] { cv::phase(in(x), in(y), mat(angle), degrees != 0); });
}

SHIM core_lut(Array src, Array table, cv::Mat* dst)
{
    return guarded([&] { cv::LUT(in(src), in(table), mat(dst)); });
}

SHIM core_normalize(Array src, cv::Mat* dst, double alpha, double beta, int type, int dtype, Array mask)
{
    return guarded([&] { cv::normalize(shim::filled(src), mat(dst), alpha, beta, type, dtype, optional(mask)); });
}

SHIM core_patchNaNs(cv::Mat* m, double value)
{
    return guarded([&] { cv::patchNaNs(mat(m), value); });
}

#include "shim.h"

using shim::Array;
using shim::guarded;
using shim::in;
using shim::mat;

SHIM core_dft(Array src, cv::Mat* dst, int flags, int nonzeroRows)
{
    return guarded([&] { cv::dft(in(src), mat(dst), flags, nonzeroRows); });
}

SHIM core_idft(Array src, cv::Mat* dst, int flags, int nonzeroRows)
{
    return guarded([&] { cv::idft(in(src), mat(dst), flags, nonzeroRows); });
}

SHIM core_mulSpectrums(Array a, Array b, cv::Mat* dst, int flags, int conjugate)
{
    return guarded([&] { cv::mulSpectrums(in(a), in(b), mat(dst), flags, conjugate != 0); });
}

SHIM core_getOptimalDFTSize(int size, int* result)
{
    return guarded([&] { *result = cv::getOptimalDFTSize(size); });
}

#include "shim.h"

using shim::Array;
using shim::filled;
using shim::guarded;
using shim::mat;

SHIM core_dft(Array src, cv::Mat* dst, int flags, int nonzeroRows)
{
    return guarded([&] { cv::dft(filled(src), mat(dst), flags, nonzeroRows); });
}

SHIM core_idft(Array src, cv::Mat* dst, int flags, int nonzeroRows)
{
    return guarded([&] { cv::idft(filled(src), mat(dst), flags, nonzeroRows); });
}

SHIM core_mulSpectrums(Array a, Array b, cv::Mat* dst, int flags, int conjugate)
{
    return guarded([&] { cv::mulSpectrums(filled(a), filled(b), mat(dst), flags, conjugate != 0); });
}

SHIM core_getOptimalDFTSize(int size, int* result)
{
    return guarded([&] { *result = cv::getOptimalDFTSize(size); });
}

#include "shim.h"

#include <cstddef>

using shim::Array;
using shim::guarded;
using shim::in;
using shim::mat;
using shim::optional;

// The C# side reads these fields straight from the header (MatHeader.cs).
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Winvalid-offsetof"
static_assert(offsetof(cv::Mat, flags) == 0 && offsetof(cv::Mat, dims) == 4, "MatHeader: flags, dims");
static_assert(offsetof(cv::Mat, rows) == 8 && offsetof(cv::Mat, cols) == 12, "MatHeader: rows, cols");
static_assert(offsetof(cv::Mat, data) == 16 && offsetof(cv::Mat, datastart) == 24, "MatHeader: data, datastart");
static_assert(offsetof(cv::Mat, dataend) == 32 && offsetof(cv::Mat, datalimit) == 40, "MatHeader: dataend, datalimit");
static_assert(offsetof(cv::Mat, allocator) == 48 && offsetof(cv::Mat, u) == 56, "MatHeader: allocator, u");
static_assert(offsetof(cv::Mat, size) == 64 && offsetof(cv::Mat, step) == 72, "MatHeader: size, step");
#pragma GCC diagnostic pop
static_assert(cv::Mat::CONTINUOUS_FLAG == 1 << 14 && cv::Mat::SUBMATRIX_FLAG == 1 << 15, "MatHeader: flag bits");
static_assert(sizeof(cv::Scalar) == 4 * sizeof(double) && sizeof(cv::RotatedRect) == 5 * sizeof(float), "structs passed by address");

SHIM core_Mat_new(cv::Mat** result)
{
    return guarded([&] { *result = new cv::Mat(); });
}

SHIM core_Mat_newSized(int rows, int cols, int type, cv::Mat** result)
{
    return guarded([&] { *result = new cv::Mat(rows, cols, type); });
}

SHIM core_Mat_newFilled(int rows, int cols, int type, const cv::Scalar* value, cv::Mat** result)
{
    return guarded([&] { *result = new cv::Mat(rows, cols, type, *value); });
}

SHIM core_Mat_newOverData(int rows, int cols, int type, void* data, std::size_t step, cv::Mat** result)
{
    return guarded([&] {
        if (!data)
            CV_Error(cv::Error::StsNullPtr, "The pixel data are null.");
        *result = new cv::Mat(rows, cols, type, data, step);
    });
}

SHIM core_Mat_delete(cv::Mat* m)
{
    return guarded([&] { delete m; });
}

SHIM core_Mat_create(cv::Mat* m, int rows, int cols, int type)
{
    return guarded([&] { mat(m).create(rows, cols, type); });
}

SHIM core_Mat_subMat(const cv::Mat* m, int x, int y, int width, int height, cv::Mat** result)
{
    return guarded([&] { *result = new cv::Mat(mat(m), cv::Rect(x, y, width, height)); });
}

SHIM core_Mat_reshape(const cv::Mat* m, int channels, int rows, cv::Mat** result)
{
    return guarded([&] { *result = new cv::Mat(mat(m).reshape(channels, rows)); });
}

SHIM core_Mat_copyTo(const cv::Mat* m, cv::Mat* dst, Array mask)
{
    return guarded([&] {
        if (mask.mat)
            mat(m).copyTo(mat(dst), optional(mask));
        else
            mat(m).copyTo(mat(dst));
    });
}

SHIM core_Mat_convertTo(const cv::Mat* m, cv::Mat* dst, int type, double alpha, double beta)
{
    return guarded([&] { mat(m).convertTo(mat(dst), type, alpha, beta); });
}

SHIM core_Mat_setTo(cv::Mat* m, Array value, Array mask)
{
    return guarded([&] { mat(m).setTo(in(value), optional(mask)); });
}

SHIM core_setIdentity(cv::Mat* m, const cv::Scalar* value)
{
    return guarded([&] { cv::setIdentity(mat(m), *value); });
}

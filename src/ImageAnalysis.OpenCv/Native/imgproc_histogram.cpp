#include "shim.h"

using shim::Array;
using shim::filled;
using shim::guarded;
using shim::mat;
using shim::optional;

// ranges: for each dimension the lower and the upper bound when uniform, else the size + 1 bin edges, one after the other.
SHIM imgproc_calcHist(cv::Mat* const* images, int count, const int* channels, Array mask, cv::Mat* hist, int dims, const int* sizes,
    const float* ranges, int uniform, int accumulate)
{
    return guarded([&] {
        std::vector<cv::Mat> list;
        for (int i = 0; i < count; ++i)
            list.push_back(filled(mat(images[i])));
        std::vector<const float*> starts;
        for (int d = 0; d < dims; ++d) {
            starts.push_back(ranges);
            ranges += uniform ? 2 : sizes[d] + 1;
        }
        cv::calcHist(list.data(), count, channels, optional(mask), mat(hist), dims, sizes, starts.data(), uniform != 0, accumulate != 0);
    });
}

SHIM imgproc_equalizeHist(Array src, cv::Mat* dst)
{
    return guarded([&] { cv::equalizeHist(filled(src), mat(dst)); });
}

SHIM imgproc_threshold(Array src, cv::Mat* dst, double threshold, double maximum, int type, double* result)
{
    return guarded([&] { *result = cv::threshold(filled(src), mat(dst), threshold, maximum, type); });
}

SHIM imgproc_adaptiveThreshold(Array src, cv::Mat* dst, double maximum, int method, int type, int blockSize, double c)
{
    return guarded([&] { cv::adaptiveThreshold(filled(src), mat(dst), maximum, method, type, blockSize, c); });
}

SHIM imgproc_integral(Array src, cv::Mat* sum, int depth)
{
    return guarded([&] { cv::integral(filled(src), mat(sum), depth); });
}

SHIM imgproc_integralSquares(Array src, cv::Mat* sum, cv::Mat* squares, int depth)
{
    return guarded([&] { cv::integral(filled(src), mat(sum), mat(squares), depth); });
}

// The smart pointer is the handle: OpenCV's CLAHE can only be owned that way.
SHIM imgproc_CLAHE_new(double clipLimit, int width, int height, cv::Ptr<cv::CLAHE>** result)
{
    return guarded([&] { *result = new cv::Ptr<cv::CLAHE>(cv::createCLAHE(clipLimit, cv::Size(width, height))); });
}

SHIM imgproc_CLAHE_delete(cv::Ptr<cv::CLAHE>* clahe)
{
    return guarded([&] { delete clahe; });
}

SHIM imgproc_CLAHE_apply(cv::Ptr<cv::CLAHE>* clahe, Array src, cv::Mat* dst)
{
    return guarded([&] {
        const cv::Size tiles = (*clahe)->getTilesGridSize();
        CV_Assert(tiles.width > 0 && tiles.height > 0);
        (*clahe)->apply(filled(src), mat(dst));
    });
}

SHIM imgproc_CLAHE_get(cv::Ptr<cv::CLAHE>* clahe, double* clipLimit, cv::Size* tiles)
{
    return guarded([&] {
        *clipLimit = (*clahe)->getClipLimit();
        *tiles = (*clahe)->getTilesGridSize();
    });
}

SHIM imgproc_CLAHE_set(cv::Ptr<cv::CLAHE>* clahe, double clipLimit, int width, int height)
{
    return guarded([&] {
        (*clahe)->setClipLimit(clipLimit);
        (*clahe)->setTilesGridSize(cv::Size(width, height));
    });
}

#include "shim.h"

#include <opencv2/photo.hpp>

SHIM photo_fastNlMeansDenoising(shim::Array src, cv::Mat* dst, float h, int templateSize, int searchSize)
{
    return shim::guarded([&] {
        CV_Assert(h > 0 && templateSize > 0 && searchSize > 0 && templateSize <= 255 && searchSize <= 255);
        cv::fastNlMeansDenoising(shim::filled(src), shim::mat(dst), h, templateSize, searchSize);
    });
}

#include "shim.h"
#include "quiet_codecs.h"

#include <opencv2/imgcodecs.hpp>

using shim::Array;
using shim::guarded;
using shim::in;
using shim::mat;

SHIM imgcodecs_decode(const unsigned char* bytes, int length, int flags, cv::Mat* dst)
{
    return guarded([&] {
        if (length == 0) {
            mat(dst).release();
            return;
        }
        const shim::Quiet quiet;
        mat(dst) = cv::imdecode(cv::Mat(1, length, CV_8UC1, const_cast<unsigned char*>(bytes)), flags);
    });
}

// The encoded bytes stay in a vector of their own until the caller has copied and freed them.
SHIM imgcodecs_encode(const char* extension, Array image, const int* parameters, int count, int* success,
    std::vector<unsigned char>** result, const unsigned char** data, long long* length)
{
    return guarded([&] {
        const shim::Quiet quiet;
        *result = new std::vector<unsigned char>();
        try {
            *success = cv::imencode(extension, in(image), **result, std::vector<int>(parameters, parameters + count));
        } catch (...) {
            delete *result;
            *result = nullptr;
            throw;
        }
        *data = (*result)->data();
        *length = static_cast<long long>((*result)->size());
    });
}

SHIM imgcodecs_free(std::vector<unsigned char>* bytes)
{
    return guarded([&] { delete bytes; });
}

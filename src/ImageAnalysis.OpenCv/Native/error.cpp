#include "shim.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace {

// Fixed buffers: keeping an error must not need memory that has just run out.
struct LastError {
    int code;
    int line;
    char message[1024];
    char function[128];
    char file[256];
};

thread_local LastError last_error;

template <std::size_t N>
void keep(char (&to)[N], const char* from) noexcept
{
    const std::size_t length = from ? std::min(std::strlen(from), N - 1) : 0;
    if (length > 0)
        std::memcpy(to, from, length);
    to[length] = '\0';
}

}

namespace shim {

void remember(const cv::Exception& e) noexcept
{
    last_error.code = e.code;
    last_error.line = e.line;
    keep(last_error.message, e.err.c_str());
    keep(last_error.function, e.func.c_str());
    keep(last_error.file, e.file.c_str());
}

void remember(int code, const char* what) noexcept
{
    last_error.code = code;
    last_error.line = 0;
    keep(last_error.message, what);
    keep(last_error.function, "");
    keep(last_error.file, "");
}

cv::Mat points(const cv::Point2f* p, int count)
{
    for (int i = 0; i < count; ++i)
        if (!std::isfinite(p[i].x) || !std::isfinite(p[i].y))
            CV_Error(cv::Error::StsBadPoint, "A point has a coordinate that is not a finite number.");
    return cv::Mat(count, 1, CV_32FC2, const_cast<cv::Point2f*>(p));
}

const cv::Mat& points(const Array& a)
{
    const cv::Mat& m = mat(a);
    if ((m.depth() == CV_32F || m.depth() == CV_64F) && !cv::checkRange(m))
        CV_Error(cv::Error::StsBadPoint, "A point has a coordinate that is not a finite number.");
    return m;
}

}

SHIM shim_lastError(int* code, int* line, const char** message, const char** function, const char** file)
{
    *code = last_error.code;
    *line = last_error.line;
    *message = last_error.message;
    *function = last_error.function;
    *file = last_error.file;
    return 0;
}

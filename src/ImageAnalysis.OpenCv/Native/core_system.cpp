#include "shim.h"
#include "quiet_codecs.h"

#include <opencv2/core/utils/logger.hpp>

#include <stdexcept>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace {

// Matrices of megabytes come and go with every picture. Left alone, glibc hands them back to the system, which fills each page of the next one with zeros
// anew: a tenth of the time of an analysis. Up to the first size they are taken from the heap, and up to the second the heap keeps what was freed.
void keep_freed_memory()
{
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, 32 << 20);
    mallopt(M_TRIM_THRESHOLD, 128 << 20);
#endif
}

int ignore_error(int, const char*, const char*, const char*, int, void*) { return 0; }

}

// Errors come back as codes; OpenCV's own copy on the terminal would be noise in the user's output.
SHIM core_initialize()
{
    return shim::guarded([] {
        static const bool once = (shim::install_quiet_codecs(), keep_freed_memory(), true);
        static_cast<void>(once);
        cv::redirectError(ignore_error);
        cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
    });
}

SHIM core_setNumThreads(int threads)
{
    return shim::guarded([&] { cv::setNumThreads(threads); });
}

SHIM core_getNumThreads(int* threads)
{
    return shim::guarded([&] { *threads = cv::getNumThreads(); });
}

SHIM core_getVersion(int* major, int* minor, int* revision)
{
    return shim::guarded([&] {
        *major = cv::getVersionMajor();
        *minor = cv::getVersionMinor();
        *revision = cv::getVersionRevision();
    });
}

// For the tests: throws each kind of exception that OpenCV and the standard library can throw.
SHIM shim_throw(int kind)
{
    return shim::guarded([&] {
        switch (kind) {
        case 0: CV_Error(cv::Error::StsBadArg, "thrown for a test");
        case 1: throw std::bad_alloc();
        case 2: throw std::length_error("a length error");
        case 3: throw 7;
        default: break;
        }
    });
}

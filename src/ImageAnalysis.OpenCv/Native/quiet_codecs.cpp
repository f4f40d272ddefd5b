// The codecs under imdecode write complaints about damaged files straight to the terminal, where they would be mixed into the user's
// output. What failed is known without them: the image is empty.
#include "shim.h"
#include "quiet_codecs.h"

#include <dlfcn.h>

#include <iostream>
#include <streambuf>

namespace {

thread_local bool quiet = false;

// Stands before std::cerr's own buffer and drops what a thread writes while it decodes.
class Filter final : public std::streambuf {
public:
    explicit Filter(std::streambuf* next) : next_(next) {}

protected:
    int_type overflow(int_type c) override
    {
        if (quiet || traits_type::eq_int_type(c, traits_type::eof()))
            return traits_type::not_eof(c);
        return next_->sputc(traits_type::to_char_type(c));
    }

    std::streamsize xsputn(const char* s, std::streamsize n) override { return quiet ? n : next_->sputn(s, n); }

    int sync() override { return quiet ? 0 : next_->pubsync(); }

private:
    std::streambuf* next_;
};

template <class Function>
Function* next_definition(const char* name) noexcept
{
    return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

void say_nothing(void*) {}
void warn_nothing(void*, const char*) {}

// libpng's rule for an error handler: it must not return.
void leave_by_longjmp(void* png, const char*)
{
    static auto* const jump = next_definition<void(void*, int)>("png_longjmp");
    jump(png, 1);
}

}

namespace shim {

Quiet::Quiet() noexcept { quiet = true; }
Quiet::~Quiet() { quiet = false; }

void install_quiet_codecs()
{
    // Never freed: the stream may be written to until the process ends.
    static Filter* const filter = new Filter(std::cerr.rdbuf());
    std::cerr.rdbuf(filter);
}

}

// The loader resolves symbols of this library's dependencies in this library first, so OpenCV's calls to the two functions below arrive
// here. Both leave everything to the original but its output.

extern "C" __attribute__((visibility("default"))) void* jpeg_std_error(void** manager)
{
    static auto* const original = next_definition<void*(void**)>("jpeg_std_error");
    void* const result = original(manager);
    constexpr int output_message = 2; // error_exit, emit_message, output_message, …: unchanged since libjpeg 6
    manager[output_message] = reinterpret_cast<void*>(&say_nothing);
    return result;
}

extern "C" __attribute__((visibility("default"))) void* png_create_read_struct(
    const char* version, void* context, void (*error)(void*, const char*), void (*warning)(void*, const char*))
{
    using Create = void*(const char*, void*, void (*)(void*, const char*), void (*)(void*, const char*));
    static auto* const original = next_definition<Create>("png_create_read_struct");
    return original(version, context, error ? error : &leave_by_longjmp, warning ? warning : &warn_nothing);
}

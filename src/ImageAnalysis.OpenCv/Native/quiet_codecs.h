#pragma once

namespace shim {

// While one lives, its thread writes nothing to std::cerr.
class Quiet {
public:
    Quiet() noexcept;
    ~Quiet();
    Quiet(const Quiet&) = delete;
    Quiet& operator=(const Quiet&) = delete;
};

void install_quiet_codecs();

}

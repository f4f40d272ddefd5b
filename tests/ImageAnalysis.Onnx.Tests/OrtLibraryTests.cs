using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Native;

namespace ImageAnalysis.Onnx.Tests;

public class OrtLibraryTests
{
    [Fact]
    public void The_library_beside_the_program_has_the_version_that_was_installed() =>
        Assert.Equal("1.30.0", OrtEnv.Instance().GetVersionString());

    [Fact]
    public void A_missing_library_is_an_error_that_says_how_to_install_it()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "absent", "libonnxruntime.so.1");
        var error = Assert.Throws<DllNotFoundException>(() => OrtLibrary.Load(path));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains("./imageanalysis", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_library_is_an_error_that_says_how_to_install_it()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "damaged-libonnxruntime.so.1");
        File.WriteAllBytes(path, [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0]);
        var error = Assert.Throws<DllNotFoundException>(() => OrtLibrary.Load(path));
        Assert.Contains("./imageanalysis", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_library_is_not_taken_for_onnx_runtime()
    {
        var error = Assert.Throws<DllNotFoundException>(() => OrtLibrary.Load("libc.so.6"));
        Assert.Contains("OrtGetApiBase", error.Message, StringComparison.Ordinal);
    }
}

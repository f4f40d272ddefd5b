using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime.Native;

/// <summary>Loads libonnxruntime explicitly, so that a missing or damaged file is an error that says how to mend it.</summary>
internal static unsafe class OrtLibrary
{
    private const string FileName = "libonnxruntime.so.1";

    private static readonly Lazy<(nint Table, string Version)> Loaded = new(() => Load(Find()));

    /// <summary>The function table; see <see cref="OrtSlot"/>.</summary>
    public static nint* Table => (nint*)Loaded.Value.Table;

    public static string Version => Loaded.Value.Version;

    internal static (nint Table, string Version) Load(string path)
    {
        nint library;
        try
        {
            library = NativeLibrary.Load(path);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw new DllNotFoundException(
                $"ONNX Runtime could not be loaded from {path}: {e.Message} "
                + "It is installed by running ./imageanalysis once; ./imageanalysis doctor says what is missing.", e);
        }

        if (!NativeLibrary.TryGetExport(library, "OrtGetApiBase", out var getApiBase))
        {
            throw new DllNotFoundException(
                $"{path} is not ONNX Runtime: it has no OrtGetApiBase. Delete it and run ./imageanalysis once to install it again.");
        }

        // struct OrtApiBase { const OrtApi* (*GetApi)(uint32_t version); const char* (*GetVersionString)(void); }
        var apiBase = ((delegate* unmanaged<nint*>)getApiBase)();
        var version = Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)apiBase[1])()) ?? "";
        var table = ((delegate* unmanaged<uint, nint>)apiBase[0])(OrtSlot.ApiVersion);
        return table != 0
            ? (table, version)
            : throw new DllNotFoundException(
                $"{path} is ONNX Runtime {version}, which does not offer API version {OrtSlot.ApiVersion}. "
                + "Delete it and run ./imageanalysis once to install the version that is needed.");
    }

    private static string Find()
    {
        var besideProgram = Path.Combine(AppContext.BaseDirectory, FileName);
        var besideAssembly = Path.Combine(Path.GetDirectoryName(typeof(OrtLibrary).Assembly.Location) ?? "", FileName);
        return File.Exists(besideProgram) || !File.Exists(besideAssembly) ? besideProgram : besideAssembly;
    }
}

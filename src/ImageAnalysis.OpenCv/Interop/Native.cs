using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OpenCvSharp.Interop;

/// <summary>The functions of the shim, in one file per group. All return 0, or 1 after keeping the error for the calling thread.</summary>
internal static unsafe partial class Native
{
    // Registers only. A failing native call in a static constructor would reach the user as a TypeInitializationException.
    static Native() => NativeLibrary.SetDllImportResolver(typeof(Native).Assembly, NativeLoader.Resolve);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Check(int status)
    {
        if (status != 0)
            ThrowLastError();
    }

    private static void ThrowLastError()
    {
        byte* message, function, file;
        int code, line;
        _ = shim_lastError(&code, &line, &message, &function, &file);
        throw new OpenCVException((ErrorCode)code, Text(function), Text(message), Text(file), line);

        static string Text(byte* s) => Marshal.PtrToStringUTF8((nint)s) ?? "";
    }

    [LibraryImport(NativeLoader.Library)]
    private static partial int shim_lastError(int* code, int* line, byte** message, byte** function, byte** file);

    [LibraryImport(NativeLoader.Library)]
    public static partial int shim_throw(int kind);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_setNumThreads(int threads);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_getNumThreads(out int threads);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_getVersion(out int major, out int minor, out int revision);
}

using System.Reflection;
using System.Runtime.InteropServices;

namespace OpenCvSharp.Interop;

/// <summary>
/// Loads the shim on the first native call. Done by hand for two reasons: OpenCV reads parts of its environment while it is being
/// loaded, and a library that is missing must be named together with the packages that bring it.
/// </summary>
internal static partial class NativeLoader
{
    public const string Library = "imageanalysis_opencv";

    private const string Packages = "libopencv-imgproc406 libopencv-imgcodecs406 libopencv-photo406";

    // 2^31 pixels. OpenCV's own limit of 2^30 is less than some scans; whoever decodes checks the header's dimensions before.
    private const string MaximumPixels = "2147483648";

    private static readonly Lock Gate = new();
    private static nint s_handle;

    public static nint Resolve(string libraryName, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (libraryName != Library)
            return 0;
        lock (Gate)
        {
            if (s_handle == 0)
                s_handle = Load(assembly);
            return s_handle;
        }
    }

    private static nint Load(Assembly assembly)
    {
        // A value that the user set stays. Environment.SetEnvironmentVariable would not reach native getenv.
        SetEnv("OPENCV_IO_MAX_IMAGE_PIXELS", MaximumPixels, 0);
        SetEnv("OPENCV_LOG_LEVEL", "SILENT", 0);

        var path = Path.Combine(AppContext.BaseDirectory, $"lib{Library}.so");
        if (!File.Exists(path) && Path.GetDirectoryName(assembly.Location) is { Length: > 0 } folder)
            path = Path.Combine(folder, $"lib{Library}.so");
        try
        {
            var handle = NativeLibrary.Load(path);
            unsafe
            {
                ((delegate* unmanaged<int>)NativeLibrary.GetExport(handle, "core_initialize"))();
            }
            return handle;
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw new DllNotFoundException(Explain(path, e.Message), e);
        }
    }

    internal static string Explain(string path, string reason) => File.Exists(path)
        ? $"OpenCV 4.6 could not be loaded. Install it: apt-get install -y {Packages} ({reason})"
        : $"{path} is missing: the border to OpenCV was not built. Build the solution again (it needs g++, cmake and OpenCV's headers).";

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnv(string name, string value, int overwrite);
}

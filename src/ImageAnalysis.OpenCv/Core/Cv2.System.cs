using System.Globalization;
using OpenCvSharp.Interop;

namespace OpenCvSharp;

/// <summary>OpenCV's functions, under the names and with the parameters of the package that usually brings them.</summary>
public static partial class Cv2
{
    private static readonly Point CentreAnchor = new(-1, -1);

    /// <summary>Threads that one call may use; 1 where files are already worked on in parallel.</summary>
    public static void SetNumThreads(int nThreads) => Native.Check(Native.core_setNumThreads(nThreads));

    public static int GetNumThreads()
    {
        Native.Check(Native.core_getNumThreads(out var threads));
        return threads;
    }

    public static string? GetVersionString()
    {
        Native.Check(Native.core_getVersion(out var major, out var minor, out var revision));
        return string.Create(CultureInfo.InvariantCulture, $"{major}.{minor}.{revision}");
    }

    public static int GetVersionMajor()
    {
        Native.Check(Native.core_getVersion(out var major, out _, out _));
        return major;
    }

    public static int GetVersionMinor()
    {
        Native.Check(Native.core_getVersion(out _, out var minor, out _));
        return minor;
    }

    public static int GetVersionRevision()
    {
        Native.Check(Native.core_getVersion(out _, out _, out var revision));
        return revision;
    }
}

using System.Runtime.InteropServices;

namespace OpenCvSharp.Interop;

// Parameters as in the C++ file of the same group.
internal static unsafe partial class Native
{
    [LibraryImport(NativeLoader.Library)]
    public static partial int imgcodecs_decode(ReadOnlySpan<byte> bytes, int length, int flags, OutputArray dst);

    [LibraryImport(NativeLoader.Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int imgcodecs_encode(
        string extension, InputArray? image, ReadOnlySpan<int> parameters, int count, out int success, nint* result, byte** data,
        out long length);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgcodecs_free(nint bytes);

    [LibraryImport(NativeLoader.Library)]
    public static partial int photo_fastNlMeansDenoising(InputArray? src, OutputArray dst, float h, int templateSize, int searchSize);
}

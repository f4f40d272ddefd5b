using System.Runtime.InteropServices;
using OpenCvSharp;

namespace ImageAnalysis.Tests.OpenCv;

[Collection(ProcessWide.Name)]
public sealed partial class TerminalTests
{
    [Fact]
    public void Damaged_files_and_refused_calls_write_nothing_to_the_terminal()
    {
        using var image = new Mat(64, 80, MatType.CV_8UC1);
        new Random(3).NextBytes(image.AsSpan<byte>());
        var path = Path.GetTempFileName();
        var stderr = Dup(2);
        var file = Open(path, 1, 0);
        Assert.True(stderr >= 0 && file >= 0);
        try
        {
            Assert.Equal(2, Dup2(file, 2));
            foreach (var extension in (string[])[".png", ".jpg", ".tif", ".bmp"])
            {
                Cv2.ImEncode(extension, image, out var bytes);
                Cv2.ImDecode(bytes.AsSpan(0, bytes.Length / 2), ImreadModes.Unchanged).Dispose();
                bytes[bytes.Length / 2] ^= 0xFF;
                bytes[(bytes.Length / 2) + 5] = 0xFF;
                Cv2.ImDecode(bytes, ImreadModes.Unchanged).Dispose();
            }
            using var result = new Mat();
            Assert.Throws<OpenCVException>(() => Cv2.MedianBlur(image, result, 4));
        }
        finally
        {
            _ = Dup2(stderr, 2);
            _ = Close(stderr);
            _ = Close(file);
        }
        var written = File.ReadAllText(path);
        File.Delete(path);
        Assert.Equal("", written);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "dup")]
    private static partial int Dup(int descriptor);

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int Dup2(int from, int to);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}

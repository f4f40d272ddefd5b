using System.Runtime.InteropServices;
using OpenCvSharp;

namespace ImageAnalysis.Tests.OpenCv;

public sealed partial class CodecTests
{
    [Theory]
    [InlineData(".png")]
    [InlineData(".tif")]
    public void Sixteen_bit_values_survive_encoding_and_decoding(string extension)
    {
        using var image = new Mat(3, 5, MatType.CV_16UC1);
        for (var i = 0; i < 15; i++)
            image.AsSpan<ushort>()[i] = (ushort)(i * 4369);
        Cv2.ImEncode(extension, image, out var bytes);
        using var decoded = Cv2.ImDecode(bytes, ImreadModes.Unchanged);
        Assert.Equal(MatType.CV_16UC1, decoded.Type());
        Assert.Equal(image.AsSpan<ushort>().ToArray(), decoded.AsSpan<ushort>().ToArray());
    }

    [Fact]
    public void A_float_tiff_keeps_its_values()
    {
        using var image = Mat.FromPixelData(1, 3, MatType.CV_32FC1, new[] { -1.5f, 0.25f, 3e7f });
        Cv2.ImEncode(".tif", image, out var bytes);
        using var decoded = Cv2.ImDecode(bytes, ImreadModes.Unchanged);
        Assert.Equal([-1.5f, 0.25f, 3e7f], decoded.AsSpan<float>().ToArray());
    }

    [Fact]
    public void Colours_are_in_the_order_blue_green_red()
    {
        using var image = new Mat(2, 3, MatType.CV_8UC3, Scalar.FromRgb(200, 100, 50));
        Cv2.ImEncode(".png", image, out var bytes);
        using var decoded = Cv2.ImDecode(bytes, ImreadModes.Color);
        Assert.Equal(new Vec3b(50, 100, 200), decoded.Get<Vec3b>(1, 2));
    }

    [Fact]
    public void The_quality_of_a_jpeg_is_obeyed()
    {
        using var image = new Mat(64, 48, MatType.CV_8UC1);
        new Random(5).NextBytes(image.AsSpan<byte>());
        Cv2.ImEncode(".jpg", image, out var small, new ImageEncodingParam(ImwriteFlags.JpegQuality, 20));
        Cv2.ImEncode(".jpg", image, out var large, [(int)ImwriteFlags.JpegQuality, 95]);
        Assert.True(small.Length * 2 < large.Length);
    }

    [Fact]
    public void Bytes_that_are_no_image_give_an_empty_matrix()
    {
        using var nothing = Cv2.ImDecode([], ImreadModes.Unchanged);
        using var text = Cv2.ImDecode("certainly no image"u8, ImreadModes.Unchanged);
        Assert.True(nothing.Empty());
        Assert.True(text.Empty());
    }

    [Fact]
    public void An_unknown_extension_is_an_opencv_exception()
    {
        using var image = new Mat(2, 3, MatType.CV_8UC1);
        Assert.Throws<OpenCVException>(() => Cv2.ImEncode(".xyz", image, out byte[] _));
    }

    [Fact]
    public void The_limit_of_pixels_is_in_the_environment_that_native_code_reads()
    {
        _ = Cv2.GetVersionString();
        Assert.Equal("2147483648", Marshal.PtrToStringUTF8(GetEnv("OPENCV_IO_MAX_IMAGE_PIXELS")));
    }

    [LibraryImport("libc", EntryPoint = "getenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint GetEnv(string name);
}

using System.Runtime.InteropServices;
using OpenCvSharp.Interop;

namespace OpenCvSharp;

/// <summary>One setting of an encoder, such as the quality of a JPEG.</summary>
public record ImageEncodingParam
{
    public ImageEncodingParam(ImwriteFlags id, int value)
    {
        EncodingId = id;
        Value = value;
    }

    public ImwriteFlags EncodingId { get; }

    public int Value { get; }
}

// Images are decoded from bytes only: a path would go past the caller's checks of type, size and length.
public static partial class Cv2
{
    /// <summary>
    /// Decodes the first image of a file. Bytes that no decoder understands give an empty matrix, and a truncated JPEG decodes without
    /// complaint to its full size: callers check both.
    /// </summary>
    public static Mat ImDecode(byte[] buf, ImreadModes flags)
    {
        ArgumentNullException.ThrowIfNull(buf);
        return ImDecode((ReadOnlySpan<byte>)buf, flags);
    }

    /// <inheritdoc cref="ImDecode(byte[], ImreadModes)"/>
    public static Mat ImDecode(ReadOnlySpan<byte> span, ImreadModes flags)
    {
        var image = new Mat();
        try
        {
            Native.Check(Native.imgcodecs_decode(span, span.Length, (int)flags, image));
            return image;
        }
        catch
        {
            image.Dispose();
            throw;
        }
    }

    /// <param name="ext">Names the format: ".png", ".jpg", ".tif", ".bmp".</param>
    public static void ImEncode(string ext, InputArray img, out byte[] buf, params ImageEncodingParam[] prms)
    {
        ArgumentNullException.ThrowIfNull(prms);
        ImEncode(ext, img, out buf, [.. prms.SelectMany(p => new[] { (int)p.EncodingId, p.Value })]);
    }

    /// <param name="ext">Names the format: ".png", ".jpg", ".tif", ".bmp".</param>
    /// <param name="prms">Pairs of <see cref="ImwriteFlags"/> and value.</param>
    public static unsafe bool ImEncode(string ext, InputArray img, out byte[] buf, int[]? prms = null)
    {
        ArgumentNullException.ThrowIfNull(ext);
        nint vector = 0;
        byte* data;
        try
        {
            Native.Check(Native.imgcodecs_encode(ext, img, prms, prms?.Length ?? 0, out var success, &vector, &data, out var length));
            buf = new ReadOnlySpan<byte>(data, checked((int)length)).ToArray();
            return success != 0;
        }
        finally
        {
            if (vector != 0)
                _ = Native.imgcodecs_free(vector);
        }
    }
}

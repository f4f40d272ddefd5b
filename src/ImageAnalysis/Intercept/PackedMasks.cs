using System.Buffers;
using System.Numerics;
using ImageAnalysis.Segment;

namespace ImageAnalysis.Intercept;

/// <summary>
/// The void mask, the same grown and the same shrunk in one picture, a bit each: a line that runs down or aslant then waits for memory once per pixel and not
/// three times.
/// </summary>
internal sealed class PackedMasks : IDisposable
{
    /// <summary>Bits of the masks.</summary>
    public const byte Void = 1, Grown = 2, Shrunk = 4;

    private readonly byte[] _pixels;
    private readonly int _length;

    private PackedMasks(int length) => (_pixels, _length) = (ArrayPool<byte>.Shared.Rent(length), length);

    /// <summary>Row by row.</summary>
    public ReadOnlySpan<byte> Pixels => _pixels.AsSpan(0, _length);

    public static PackedMasks Of(SegmentedImage image)
    {
        ReadOnlySpan<byte> mask = image.Void.AsSpan<byte>(), grown = image.Grown.AsSpan<byte>(), shrunk = image.Shrunk.AsSpan<byte>();
        var packed = new PackedMasks(mask.Length);
        var pixels = packed._pixels.AsSpan(0, mask.Length);
        var (a, b, c) = (new Vector<byte>(Void), new Vector<byte>(Grown), new Vector<byte>(Shrunk));
        var i = 0;
        for (; i <= pixels.Length - Vector<byte>.Count; i += Vector<byte>.Count)
            ((new Vector<byte>(mask[i..]) & a) | (new Vector<byte>(grown[i..]) & b) | (new Vector<byte>(shrunk[i..]) & c)).CopyTo(pixels[i..]);
        for (; i < pixels.Length; i++) pixels[i] = (byte)((mask[i] & Void) | (grown[i] & Grown) | (shrunk[i] & Shrunk));
        return packed;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_pixels);
}

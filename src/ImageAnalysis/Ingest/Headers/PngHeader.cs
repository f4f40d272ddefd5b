using System.Buffers.Binary;
using ImageAnalysis.Findings;

namespace ImageAnalysis.Ingest.Headers;

/// <summary>The chunks of a PNG (ISO/IEC 15948). Their checksums are left to libpng, which refuses a wrong one in the header and the pixels.</summary>
internal static class PngHeader
{
    private const int Signature = 8, ChunkOverhead = 12, MostExpansion = 1033;

    /// <exception cref="UnreadableImageException">The chunks do not run to the end mark, or cannot hold the picture they announce.</exception>
    public static ImageHeader Read(ReadOnlySpan<byte> content, string file)
    {
        if (content.Length < Signature + ChunkOverhead + 13 || !content.Slice(12, 4).SequenceEqual("IHDR"u8))
            throw new UnreadableImageException(file, "It is cut short: the PNG header is incomplete.", Mends.CopyAgain);
        var width = BinaryPrimitives.ReadUInt32BigEndian(content[16..]);
        var height = BinaryPrimitives.ReadUInt32BigEndian(content[20..]);
        var (bits, colour) = (content[24], content[25]);
        if (width is 0 or > int.MaxValue || height is 0 or > int.MaxValue || bits is not (1 or 2 or 4 or 8 or 16) || colour is not (0 or 2 or 3 or 4 or 6))
            throw new UnreadableImageException(file, $"Its header is damaged ({width} x {height} pixels, {bits} bits, colour type {colour}).", Mends.CopyAgain);

        long at = Signature, stored = 0;
        while (true)
        {
            if (at + ChunkOverhead > content.Length) throw CutShort(file, content.Length, at);
            var length = BinaryPrimitives.ReadUInt32BigEndian(content[(int)at..]);
            var type = content.Slice((int)at + 4, 4);
            if (type.SequenceEqual("IEND"u8)) break;
            if (at + ChunkOverhead + length > content.Length) throw CutShort(file, content.Length, at);
            if (type.SequenceEqual("IDAT"u8)) stored += length;
            at += ChunkOverhead + length;
        }

        var channels = colour switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        var needed = (((double)width * channels * bits / 8) + 1) * height;
        var holds = stored * (double)MostExpansion >= needed;
        return new ImageHeader((int)width, (int)height, bits, holds ? null : $"Its {stored} bytes of pixel data cannot hold {width} x {height} pixels.");
    }

    private static UnreadableImageException CutShort(string file, int length, long at) =>
        new(file, $"It is cut short: it ends after {length} bytes, in the part of the PNG that begins at byte {at}, without its end mark (IEND).", Mends.CopyAgain);
}

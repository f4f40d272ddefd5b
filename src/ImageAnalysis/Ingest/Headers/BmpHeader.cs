using System.Buffers.Binary;
using ImageAnalysis.Findings;

namespace ImageAnalysis.Ingest.Headers;

/// <summary>The header of a Windows bitmap: BITMAPCOREHEADER (12 bytes) or BITMAPINFOHEADER and its longer successors.</summary>
internal static class BmpHeader
{
    private const int FileHeader = 14, CoreHeader = 12, InfoHeader = 40;
    private const uint Uncompressed = 0, BitFields = 3;

    /// <exception cref="UnreadableImageException">The header contradicts itself or the file, or the pixels are of a kind that is not read.</exception>
    public static ImageHeader Read(ReadOnlySpan<byte> content, string file)
    {
        var pixels = BinaryPrimitives.ReadUInt32LittleEndian(content[10..]);
        var size = BinaryPrimitives.ReadUInt32LittleEndian(content[14..]);
        if (size != CoreHeader && (size < InfoHeader || FileHeader + (long)size > content.Length))
            throw new UnreadableImageException(file, $"Its header is damaged or cut short (a header of {size} bytes).", Mends.CopyAgain);
        var core = size == CoreHeader;
        long width = core ? BinaryPrimitives.ReadUInt16LittleEndian(content[18..]) : BinaryPrimitives.ReadInt32LittleEndian(content[18..]);
        var height = Math.Abs(core ? BinaryPrimitives.ReadUInt16LittleEndian(content[20..]) : (long)BinaryPrimitives.ReadInt32LittleEndian(content[22..]));
        var bits = BinaryPrimitives.ReadUInt16LittleEndian(content[(core ? 24 : 28)..]);
        var compression = core ? Uncompressed : BinaryPrimitives.ReadUInt32LittleEndian(content[30..]);
        if (width is < 1 or > 1_000_000 || height is < 1 or > 1_000_000)
            throw new UnreadableImageException(file, $"Its header states {width} x {height} pixels.", Mends.CopyAgain);
        // OpenCV 4.6 reads run lengths (compression 1 and 2) wrong without saying so, and 16 bits not at all.
        var known = compression switch
        {
            Uncompressed => bits is 1 or 4 or 8 or 24 or 32,
            BitFields => bits == 32 && HasUsualMasks(content),
            _ => false,
        };
        if (!known)
            throw new UnreadableImageException(file, $"It is a bitmap of {bits} bits with compression {compression}, which is not read.", Mends.SaveAsGrey);

        var rowBytes = ((width * bits) + 31) / 32 * 4;
        return pixels >= FileHeader + size && pixels + (rowBytes * height) <= content.Length
            ? new ImageHeader((int)width, (int)height, Math.Min((int)bits, 8))
            : throw new UnreadableImageException(file, $"It is cut short: {height} rows of {rowBytes} bytes do not fit the file's {content.Length} bytes.", Mends.CopyAgain);
    }

    private static bool HasUsualMasks(ReadOnlySpan<byte> content) => content.Length >= FileHeader + InfoHeader + 12
        && BinaryPrimitives.ReadUInt32LittleEndian(content[54..]) == 0x00FF0000
        && BinaryPrimitives.ReadUInt32LittleEndian(content[58..]) == 0x0000FF00
        && BinaryPrimitives.ReadUInt32LittleEndian(content[62..]) == 0x000000FF;
}

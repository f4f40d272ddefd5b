using System.Buffers.Binary;
using ImageAnalysis.Ingest.Tiff;

namespace ImageAnalysis.Ingest;

/// <summary>The EXIF block that JPEG (APP1) and PNG (eXIf) files carry: a TIFF file without pixels.</summary>
public static class ExifBlock
{
    private const byte StartOfScan = 0xDA, EndOfImage = 0xD9, App1 = 0xE1;

    /// <summary>The first directory of the block, its EXIF sub-directory attached; null where the file has none.</summary>
    public static TiffDirectory? Read(ReadOnlyMemory<byte> content)
    {
        var block = content.Span.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? InJpeg(content)
            : content.Span.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47]) ? InPng(content)
            : null;
        return block is { } tiff && TiffFile.Read(tiff) is { Directories: [var first, ..] } ? first : null;
    }

    private static ReadOnlyMemory<byte>? InJpeg(ReadOnlyMemory<byte> content)
    {
        var bytes = content.Span;
        var at = 2;
        while (at + 4 <= bytes.Length && bytes[at] == 0xFF)
        {
            var marker = bytes[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }

            if (marker is StartOfScan or EndOfImage) return null;
            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
            if (length < 2 || at + 2 + length > bytes.Length) return null;
            if (marker == App1 && bytes.Slice(at + 4, length - 2).StartsWith("Exif\0\0"u8)) return content.Slice(at + 10, length - 8);
            at += 2 + length;
        }

        return null;
    }

    private static ReadOnlyMemory<byte>? InPng(ReadOnlyMemory<byte> content)
    {
        var bytes = content.Span;
        long at = 8;
        while (at + 12 <= bytes.Length)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(bytes[(int)at..]);
            var type = bytes.Slice((int)at + 4, 4);
            if (at + 12 + length > bytes.Length || type.SequenceEqual("IEND"u8)) return null;
            if (type.SequenceEqual("eXIf"u8)) return content.Slice((int)at + 8, (int)length);
            at += 12 + length;
        }

        return null;
    }
}

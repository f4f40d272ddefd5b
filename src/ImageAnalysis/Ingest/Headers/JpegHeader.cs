using System.Buffers.Binary;
using ImageAnalysis.Findings;

namespace ImageAnalysis.Ingest.Headers;

/// <summary>
/// The segments of a JPEG (ITU-T T.81, annex B), walked to the end-of-image marker: libjpeg fills what is missing with grey and says nothing.
/// Bytes after the marker are allowed; cameras and microscopes append their own.
/// </summary>
internal static class JpegHeader
{
    private const byte EndOfImage = 0xD9, StartOfScan = 0xDA;

    /// <summary>Scans a progressive picture may have; an encoder writes about ten, and each costs a pass over the whole picture.</summary>
    private const int MostScans = 200;

    /// <exception cref="UnreadableImageException">The segments do not run to the end marker, or the picture is of a kind that is not read.</exception>
    public static ImageHeader Read(ReadOnlySpan<byte> bytes, string file)
    {
        ImageHeader? header = null;
        var (at, scans) = (2, 0);
        while (NextMarker(bytes, ref at, file) is var marker && marker != EndOfImage)
        {
            // Restart markers and TEM stand alone.
            if (marker is >= 0xD0 and <= 0xD8 or 0x01) continue;
            if (at + 2 > bytes.Length) throw CutShort(file);
            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);
            if (length < 2 || at + length > bytes.Length) throw CutShort(file);
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC)) header = Frame(bytes.Slice(at, length), marker, file);
            at += length;
            if (marker != StartOfScan) continue;
            if (header is null || ++scans > MostScans)
                throw new UnreadableImageException(file, header is null ? "Its pixels begin before its header." : $"It has more than {MostScans} scans.", Mends.CopyAgain);
            SkipScan(bytes, ref at, file);
        }

        return header is { } found && scans > 0 ? found : throw CutShort(file);
    }

    private static ImageHeader Frame(ReadOnlySpan<byte> segment, byte marker, string file)
    {
        if (segment.Length < 8) throw CutShort(file);
        var (bits, components) = (segment[2], segment[7]);
        var height = BinaryPrimitives.ReadUInt16BigEndian(segment[3..]);
        var width = BinaryPrimitives.ReadUInt16BigEndian(segment[5..]);
        if (marker is not (0xC0 or 0xC1 or 0xC2 or 0xC9 or 0xCA) || bits != 8)
            throw new UnreadableImageException(file, $"It is a lossless, hierarchical or {bits}-bit JPEG, which is not read.", Mends.SaveAsGrey);
        if (components is not (1 or 3))
            throw new UnreadableImageException(file, $"It has {components} colour components (printing inks); its grey values depend on a printer.", Mends.SaveAsGrey);
        if (width == 0 || height == 0)
            throw new UnreadableImageException(file, $"Its header states {width} x {height} pixels.", Mends.CopyAgain);
        return new ImageHeader(width, height, bits);
    }

    private static byte NextMarker(ReadOnlySpan<byte> bytes, ref int at, string file)
    {
        if (at >= bytes.Length) throw CutShort(file);
        if (bytes[at] != 0xFF) throw new UnreadableImageException(file, $"It is damaged: no JPEG marker at byte {at}.", Mends.CopyAgain);
        while (at < bytes.Length && bytes[at] == 0xFF) at++;
        return at < bytes.Length ? bytes[at++] : throw CutShort(file);
    }

    /// <summary>Moves to the marker that ends the entropy-coded data: 0xFF not followed by a stuffed zero or a restart number.</summary>
    private static void SkipScan(ReadOnlySpan<byte> bytes, ref int at, string file)
    {
        while (true)
        {
            var step = bytes[at..].IndexOf((byte)0xFF);
            if (step < 0 || at + step + 1 >= bytes.Length) throw CutShort(file);
            at += step;
            if (bytes[at + 1] is not (0x00 or (>= 0xD0 and <= 0xD7)))
                return;
            at += 2;
        }
    }

    private static UnreadableImageException CutShort(string file) =>
        new(file, "It is cut short: the JPEG ends without its end-of-image marker.", Mends.CopyAgain);
}

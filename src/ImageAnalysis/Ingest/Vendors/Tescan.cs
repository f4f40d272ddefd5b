using System.Buffers.Binary;

namespace ImageAnalysis.Ingest.Vendors;

/// <summary>
/// TESCAN. Tag 50431, type BYTE or SBYTE, little-endian whatever the file is, a chain of blocks:
/// <code>
/// uint32 size     counts the 2 bytes of the type, not its own 4
/// uint16 type     0 last, 1 JPEG thumbnail, 2 MAIN, 3 SEM, 4 GAMA, 5 FIB
/// size - 2 bytes  for 2..5 "key=value" lines: MAIN PixelSizeX, PixelSizeY in m; ImageStripSize = rows of the data bar
/// </code>
/// The same text lies beside the image as "NAME-tif.hdr" or "NAME.hdr" with sections [MAIN] and [SEM]. A negative PixelSize is a mirrored axis.
/// Not trusted: Magnification (of a display) and XResolution (print).
/// </summary>
internal static class Tescan
{
    private const ushort Tag = 50431;
    private const ushort Last = 0, Main = 2;

    public static bool Claims(VendorSource source) =>
        source.Directory?.Find(Tag) is not null
        || (source.Sidecar is { } sidecar && VendorText.Entries(VendorText.Decode(sidecar.Content.Span)).Find("MAIN", "PixelSizeX") is not null);

    public static VendorReading Read(VendorSource source)
    {
        if (source.Sidecar is { } sidecar)
        {
            var beside = new ReadingBuilder("TESCAN", $"sidecar {VendorText.FileName(sidecar.Name)}");
            Keys(beside, VendorText.Entries(VendorText.Decode(sidecar.Content.Span)), "MAIN", source.Page);
            return beside.Build(source.Page);
        }

        var reading = new ReadingBuilder("TESCAN", $"tag {Tag} MAIN");
        if (MainBlock(source.Directory!.Find(Tag)!.Bytes.Span, out var text)) Keys(reading, VendorText.Entries(text), "", source.Page);
        else reading.Damaged("the chain of blocks breaks off before MAIN; the .hdr file beside the image holds the same keys.");
        return reading.Build(source.Page);
    }

    private static void Keys(ReadingBuilder reading, IReadOnlyList<TextEntry> keys, string section, PageSize? page)
    {
        var (x, y) = (keys.Find(section, "PixelSizeX"), keys.Find(section, "PixelSizeY"));
        if (x is null) reading.Damaged("MAIN holds no PixelSizeX.");
        else reading.AddMetres(VendorText.Number(x), y is null ? null : VendorText.Number(y) ?? double.NaN, $"PixelSizeX={x}{(y is null ? "" : $" PixelSizeY={y}")} m");
        if (page is { } size && VendorText.Number(keys.Find(section, "ImageStripSize")) is { } strip and >= 0)
            reading.FieldHeight(size.HeightPx - strip);
    }

    private static bool MainBlock(ReadOnlySpan<byte> chain, out string text)
    {
        text = "";
        while (chain.Length >= 6)
        {
            var size = BinaryPrimitives.ReadUInt32LittleEndian(chain);
            var type = BinaryPrimitives.ReadUInt16LittleEndian(chain[4..]);
            if (size < 2 || size - 2 > (uint)(chain.Length - 6) || type == Last) return false;
            var data = chain.Slice(6, (int)size - 2);
            if (type == Main)
            {
                text = VendorText.Decode(data);
                return true;
            }

            chain = chain[(6 + data.Length)..];
        }

        return false;
    }
}

using System.Globalization;

namespace ImageAnalysis.Ingest.Vendors;

/// <summary>
/// Hitachi. Beside the image NAME.txt, UTF-16 with or without byte order mark or ASCII, an INI text:
/// <code>
/// [SemImageFile]            or [TemImageFile]; the TM3000 writes the keys without a section
/// InstructName=TM4000
/// ImageName=….tif           stays as it was when the files are renamed
/// DataSize=1280x960         pixels, with a data bar if one was saved into the picture
/// PixelSize=82.68229        nm, not µm; some versions append a unit
/// </code>
/// The TM4000 repeats PixelSize inside the TIFF, in the Windows comment (tag 40092, UTF-16LE). Not trusted: Magnification and DPI (print),
/// MicronMarker (of a bar that may not be there). The height of the data bar is not stated.
/// </summary>
internal static class Hitachi
{
    private const ushort WindowsComment = 40092;

    public static bool Claims(VendorSource source)
    {
        if (Entries(source) is not { } keys) return false;
        return keys.HasSection("SemImageFile") || keys.HasSection("TemImageFile")
            || (keys.Find("PixelSize") is not null && (keys.Find("InstructName") is not null || (keys.Find("SerialNumber") is not null && keys.Find("Condition") is not null)));
    }

    public static VendorReading Read(VendorSource source)
    {
        var keys = Entries(source)!;
        var reading = new ReadingBuilder("Hitachi", source.Sidecar is { } sidecar
            ? $"sidecar {VendorText.FileName(sidecar.Name)}"
            : string.Create(CultureInfo.InvariantCulture, $"tag {WindowsComment} (comment)"));

        if (keys.Find("PixelSize") is not { } value) reading.Damaged("it holds no PixelSize.");
        else if (VendorText.Number(value) is { } bare) reading.AddNanometres(bare, null, $"PixelSize={value} nm");
        else if (VendorText.Nanometres(value) is { } nm) reading.AddNanometres(nm, null, $"PixelSize={value}");
        else reading.Refuse($"PixelSize={value}", "It is no number of nanometres.");

        if (VendorText.Pair(keys.Find("DataSize")) is { } size) reading.Original(size.First, size.Second);
        reading.CheckImageName(keys.Find("ImageName"), source.ImageName);
        return reading.Build(source.Page);
    }

    private static IReadOnlyList<TextEntry>? Entries(VendorSource source)
    {
        if (source.Sidecar is { } sidecar) return VendorText.Entries(VendorText.Decode(sidecar.Content.Span));
        return source.Directory?.Find(WindowsComment) is { } comment ? VendorText.Entries(VendorText.Utf16(comment.Bytes.Span, littleEndian: true)) : null;
    }
}

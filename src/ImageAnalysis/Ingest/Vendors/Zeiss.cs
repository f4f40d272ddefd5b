using System.Globalization;
using ImageAnalysis.Ingest.Tiff;

namespace ImageAnalysis.Ingest.Vendors;

/// <summary>
/// Zeiss (formerly LEO) SmartSEM. Tag 34118 (CZ_SEM), type ASCII, in truth ISO-8859-1 with the µ as 0xB5:
/// <code>
/// 0 CRLF 0 CRLF 0 CRLF 2.753906e-009 CRLF …   unnamed numbers in SI; [3] is the pixel of a display 1024 wide
/// AP_IMAGE_PIXEL_SIZE CRLF                     a key on its own line,
/// Image Pixel Size = 2.754 nm CRLF             then its name, "=" with or without blanks, value and unit (pm, nm, µm)
/// </code>
/// The name before "=" differs between instruments ("Image Pixel Size", "Pixel Size"), so the key line decides. AP_PIXEL_SIZE is the pixel of
/// the 1024-wide display and not of the file: taken as it stands it is wrong by 2 for a file 2048 wide. Not trusted at all: AP_MAG (it
/// belongs to a print width), AP_FIB_PIXEL_SIZE and AP_AR_PIXEL_SIZE (other beams). The height of the data bar is not stated.
/// </summary>
internal static class Zeiss
{
    private const ushort Tag = 34118;
    private const double DisplayWidth = 1024;

    public static bool Claims(VendorSource source) => source.Directory?.Find(Tag) is not null;

    public static VendorReading Read(VendorSource source)
    {
        var reading = new ReadingBuilder("Zeiss", $"tag {Tag} (CZ_SEM)");
        var block = VendorText.Latin1(source.Directory!.Find(Tag)!.Bytes.Span);
        double? width = source.Page?.WidthPx;

        Named(reading, block, "AP_IMAGE_PIXEL_SIZE");
        Named(reading, block, "APImagePixelSize");
        if (width is { } w)
        {
            Named(reading, block, "AP_PIXEL_SIZE", DisplayWidth / w, string.Create(CultureInfo.InvariantCulture, $" x 1024/{w}"));
            if (FourthNumber(block) is { } metres and not 0)
                reading.AddMetres(metres * DisplayWidth / w, null, string.Create(CultureInfo.InvariantCulture, $"4th number = {metres} m x 1024/{w}"));
        }

        if (!reading.HasPixelSize) reading.Damaged("no pixel size could be read from it.");
        StateOriginal(reading, block, width);
        return reading.Build(source.Page);
    }

    /// <summary>The image the block was written for: DP_IMAGE_STORE "Store resolution = 1024 * 768", unless the field width shows that line to be stale.</summary>
    private static void StateOriginal(ReadingBuilder reading, string block, double? pageWidth)
    {
        if (VendorText.Pair(Value(block, "DP_IMAGE_STORE")) is not { } stored) return;
        var field = VendorText.Nanometres(Value(block, "AP_WIDTH"));
        var pixel = VendorText.Nanometres(Value(block, "AP_IMAGE_PIXEL_SIZE") ?? Value(block, "APImagePixelSize"));
        var fieldFits = pageWidth is { } w && Math.Abs((field / (pixel * w) ?? 0) - 1) < 0.005;
        if (!fieldFits) reading.Original(stored.First, stored.Second);
    }

    private static void Named(ReadingBuilder reading, string block, string key, double factor = 1, string factorText = "")
    {
        if (Value(block, key) is not { } value) return;
        var statement = $"{key} = {value}{factorText}";
        if (VendorText.Nanometres(value) is { } nm)
        {
            if (nm != 0) reading.AddNanometres(nm * factor, null, statement);
        }
        else if (VendorText.LeadingNumber(value) is not { Number: 0 })
        {
            reading.Refuse(statement, "It is no number with a unit of length.");
        }
    }

    /// <summary>What stands after "=" on the line after the key's own line; null where there is no such pair.</summary>
    private static string? Value(string block, string key)
    {
        for (var at = 0; (at = block.IndexOf(key, at, StringComparison.Ordinal)) >= 0; at += key.Length)
        {
            var after = block.AsSpan(at + key.Length).TrimStart(" \t\0");
            if ((at > 0 && block[at - 1] is not ('\r' or '\n')) || after.Length == 0 || after[0] is not ('\r' or '\n')) continue;
            after = after[(after.StartsWith("\r\n") ? 2 : 1)..];
            var end = after.IndexOfAny('\r', '\n');
            var line = end < 0 ? after : after[..end];
            var equals = line.IndexOf('=');
            return equals < 0 ? null : line[(equals + 1)..].Trim(" \t\0").ToString();
        }

        return null;
    }

    private static double? FourthNumber(string block)
    {
        var before = 3;
        foreach (var line in block.AsSpan().EnumerateLines())
        {
            if (before-- == 0) return VendorText.Number(line);
        }

        return null;
    }
}

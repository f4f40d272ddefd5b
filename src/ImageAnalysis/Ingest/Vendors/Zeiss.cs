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
        var lines = Lines(VendorText.Latin1(source.Directory!.Find(Tag)!.Bytes.Span));
        double? width = source.Page?.WidthPx;

        Named(reading, lines, "AP_IMAGE_PIXEL_SIZE");
        Named(reading, lines, "APImagePixelSize");
        if (width is { } w)
        {
            Named(reading, lines, "AP_PIXEL_SIZE", DisplayWidth / w, string.Create(CultureInfo.InvariantCulture, $" x 1024/{w}"));
            if (lines.Count > 3 && VendorText.Number(lines[3]) is { } metres and not 0)
                reading.AddMetres(metres * DisplayWidth / w, null, string.Create(CultureInfo.InvariantCulture, $"4th number = {metres} m x 1024/{w}"));
        }

        if (!reading.HasPixelSize) reading.Damaged("no pixel size could be read from it.");
        StateOriginal(reading, lines, width);
        return reading.Build(source.Page);
    }

    /// <summary>The image the block was written for: DP_IMAGE_STORE "Store resolution = 1024 * 768", unless the field width shows that line to be stale.</summary>
    private static void StateOriginal(ReadingBuilder reading, List<string> lines, double? pageWidth)
    {
        if (VendorText.Pair(Value(lines, "DP_IMAGE_STORE")) is not { } stored) return;
        var field = VendorText.Nanometres(Value(lines, "AP_WIDTH"));
        var pixel = VendorText.Nanometres(Value(lines, "AP_IMAGE_PIXEL_SIZE") ?? Value(lines, "APImagePixelSize"));
        var fieldFits = pageWidth is { } w && Math.Abs((field / (pixel * w) ?? 0) - 1) < 0.005;
        if (!fieldFits) reading.Original(stored.First, stored.Second);
    }

    private static void Named(ReadingBuilder reading, List<string> lines, string key, double factor = 1, string factorText = "")
    {
        if (Value(lines, key) is not { } value) return;
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

    private static string? Value(List<string> lines, string key)
    {
        for (var i = 0; i + 1 < lines.Count; i++)
        {
            if (!lines[i].Equals(key, StringComparison.Ordinal)) continue;
            var equals = lines[i + 1].IndexOf('=', StringComparison.Ordinal);
            return equals < 0 ? null : lines[i + 1][(equals + 1)..].Trim();
        }

        return null;
    }

    private static List<string> Lines(string text)
    {
        List<string> lines = [];
        foreach (var line in text.AsSpan().EnumerateLines()) lines.Add(line.Trim(" \t\0").ToString());
        return lines;
    }
}

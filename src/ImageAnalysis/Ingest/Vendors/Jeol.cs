using System.Globalization;

namespace ImageAnalysis.Ingest.Vendors;

/// <summary>
/// JEOL. Beside the image NAME.txt, ISO-8859-1, lines "$KEY value" or "$$KEY value"; or inside it the EXIF MakerNote (tag 37500): "UNICODE\0",
/// then UTF-16LE "$KEY=value" separated by TAB:
/// <code>
/// $CM_PIXEL_SIZE=2.00nm/pixel
/// $CM_FIELD_OF_VIEW=2.56 1.92μm          of the image without data bar
/// $CM_IMAGE_SIZE=1280 960                pixels without data bar; $CM_FULL_SIZE in the .txt
/// $$SM_MICRON_BAR 180                    length of the burned-in bar, whole pixels
/// $$SM_MICRON_MARKER 10um                what the bar stands for; "deg." for a channelling pattern
/// </code>
/// Order of preference: $CM_PIXEL_SIZE, then field / size, then marker / bar, because the bar is rounded to whole pixels (100 nm / 49 px is
/// 2 % off where 2.00 nm/pixel is stated). Not trusted: $CM_MAG (of a print width) and XResolution (254 dpi, print).
/// </summary>
internal static class Jeol
{
    private const ushort MakerNote = 37500;
    private const int UnicodePrefix = 8;

    public static bool Claims(VendorSource source) => TextOf(source) is { } text && IsJeol(text);

    public static VendorReading Read(VendorSource source)
    {
        var reading = new ReadingBuilder("JEOL", source.Sidecar is { } sidecar ? $"sidecar {VendorText.FileName(sidecar.Name)}" : string.Create(CultureInfo.InvariantCulture, $"EXIF MakerNote (tag {MakerNote})"));
        var keys = Keys(TextOf(source)!);

        var size = SizeOf(keys, source.Page);
        if (keys.Find("CM_PIXEL_SIZE") is { } pixel) Pixel(reading, pixel);
        if (size is { } image && keys.Find("CM_FIELD_OF_VIEW") is { } field) Field(reading, field, image);
        Bar(reading, keys);

        if (size is { } original)
        {
            reading.Original(original.First, original.Second);
            reading.FieldHeight(original.Second);
        }

        if (!reading.HasPixelSize) reading.Damaged("no pixel size could be read from it.");
        return reading.Build(source.Page);
    }

    private static void Pixel(ReadingBuilder reading, string value)
    {
        var slash = value.IndexOf('/', StringComparison.Ordinal);
        var length = slash >= 0 && value[slash..].Contains("pixel", StringComparison.OrdinalIgnoreCase) ? value[..slash] : value;
        if (VendorText.Nanometres(length) is { } nm) reading.AddNanometres(nm, null, $"$CM_PIXEL_SIZE={value}");
        else reading.Refuse($"$CM_PIXEL_SIZE={value}", "It is no length per pixel.");
    }

    private static void Field(ReadingBuilder reading, string value, (double First, double Second) size)
    {
        if (VendorText.LeadingNumber(value) is not { } first || VendorText.LeadingNumber(first.Tail) is not { } second) return;
        if (VendorText.NanometresPer(second.Tail) is not { } unit || size.First < 1 || size.Second < 1) return;
        reading.AddNanometres(
            first.Number * unit / size.First, second.Number * unit / size.Second,
            string.Create(CultureInfo.InvariantCulture, $"$CM_FIELD_OF_VIEW={value} / {size.First:F0} x {size.Second:F0} px"));
    }

    private static void Bar(ReadingBuilder reading, IReadOnlyList<TextEntry> keys)
    {
        if (keys.Find("SM_MICRON_BAR") is not { } bar || keys.Find("SM_MICRON_MARKER") is not { } marker) return;
        var statement = $"$SM_MICRON_MARKER {marker} / $SM_MICRON_BAR {bar} px";
        if (VendorText.Nanometres(marker) is not { } nm) reading.Refuse(statement, "The marker is no length; a channelling pattern is measured in degrees.");
        else if (VendorText.Number(bar) is not { } n || n < 1) reading.Refuse(statement, "The bar has no length in pixels.");
        else reading.AddNanometres(nm / n, null, statement, 1 / n);
    }

    /// <summary>Of the two keys the one that describes this page; $CM_FULL_SIZE first.</summary>
    private static (double First, double Second)? SizeOf(IReadOnlyList<TextEntry> keys, PageSize? page)
    {
        var (full, image) = (VendorText.Pair(keys.Find("CM_FULL_SIZE")), VendorText.Pair(keys.Find("CM_IMAGE_SIZE")));
        return page is { } p && full?.First != p.WidthPx && image?.First == p.WidthPx ? image : full ?? image;
    }

    private static bool IsJeol(string text) =>
        text.Contains("$CM_", StringComparison.Ordinal) || text.Contains("$SM_", StringComparison.Ordinal);

    private static List<TextEntry> Keys(string text)
    {
        List<TextEntry> keys = [];
        foreach (var range in text.AsSpan().SplitAny("\t\r\n"))
        {
            var item = text.AsSpan(range).Trim(" \0");
            if (item.Length < 2 || item[0] != '$') continue;
            item = item.TrimStart('$');
            var split = item.IndexOfAny('=', ' ');
            if (split > 0) keys.Add(new TextEntry("", item[..split].ToString(), item[(split + 1)..].Trim().ToString()));
        }

        return keys;
    }

    private static string? TextOf(VendorSource source)
    {
        if (source.Sidecar is { } sidecar) return VendorText.Decode(sidecar.Content.Span);
        var note = source.Directory?.Exif?.Find(MakerNote) ?? source.Directory?.Find(MakerNote);
        if (note is null || !note.Bytes.Span.StartsWith("UNICODE\0"u8)) return null;
        return VendorText.Utf16(note.Bytes.Span[UnicodePrefix..], littleEndian: true);
    }
}

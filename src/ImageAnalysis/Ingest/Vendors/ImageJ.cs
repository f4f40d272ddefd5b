using ImageAnalysis.Ingest.Tiff;

namespace ImageAnalysis.Ingest.Vendors;

/// <summary>
/// ImageJ and Fiji. ImageDescription (tag 270) "ImageJ=1.54f" and lines "unit=micron", "yunit=…" (left out when equal to unit); XResolution and
/// YResolution (282, 283) are then pixels per unit, whatever ResolutionUnit says. The µ is written as the escape \u00B5.
/// "inch" and "cm" are refused: ImageJ sets them when it opens a file that carries only a print resolution.
/// </summary>
internal static class ImageJ
{
    private const ushort Description = 270, XResolution = 282, YResolution = 283;

    public static bool Claims(VendorSource source) =>
        source.Directory?.Find(Description) is { } field && field.Bytes.Span.StartsWith("ImageJ="u8)
        && VendorText.Entries(VendorText.Decode(field.Bytes.Span)).Find("unit") is { } unit && !IsPixel(unit);

    public static VendorReading Read(VendorSource source)
    {
        var reading = new ReadingBuilder("ImageJ", "ImageDescription (tag 270)");
        var directory = source.Directory!;
        var keys = VendorText.Entries(VendorText.Decode(directory.Find(Description)!.Bytes.Span));
        var unit = keys.Find("unit")!;
        var yUnit = keys.Find("yunit") ?? unit;
        var (perX, perY) = (directory.Number(XResolution), directory.Number(YResolution) ?? directory.Number(XResolution));
        var statement = FormattableString.Invariant($"unit={unit}, XResolution = {perX} px per unit");
        if (unit is "inch" or "cm") reading.Refuse(statement, "ImageJ writes this unit for a print resolution.");
        else if (VendorText.NanometresPer(unit) is not { } nmX || VendorText.NanometresPer(yUnit) is not { } nmY) reading.Refuse(statement, "Its unit is no length.");
        else reading.AddNanometres(nmX / perX, nmY / perY, statement);
        return reading.Build(source.Page);
    }

    private static bool IsPixel(string unit) => unit.StartsWith("pixel", StringComparison.OrdinalIgnoreCase);
}

using System.Globalization;
using ImageAnalysis.Ingest.Tiff;

namespace ImageAnalysis.Ingest.Vendors;

/// <summary>
/// FEI and Thermo Fisher xT microscopes (Quanta, Helios, Scios, Apreo). Tag 34682, or 34680 of the older S-FEG columns, type ASCII, an INI text:
/// <code>
/// [Beam]   Beam=EBeam                                    which beam made the picture
/// [Scan]   PixelWidth=2.57171e-007  PixelHeight=…        m; HorFieldsize, VerFieldsize: the field without data bar, m
/// [EScan]  PixelWidth=…             [IScan] …            the same per beam
/// [EBeam]  HFW=0.000395014  VFW=…   [IRBeam] …           field of a beam, m
/// [Image]  ResolutionX=1536  ResolutionY=1024            pixels without data bar
/// [EBeam]  ElectronChannelingPatternIsOn=On              the picture is in degrees
/// </code>
/// Order of preference: [Scan], then the copy of the beam in use, then HFW / ResolutionX. The text need not be clean UTF-8. Not trusted:
/// [PrivateFei] DatabarHeight (0 on files that do have a bar; the field height decides), [Vector] Magnification (needs a constant of the
/// instrument) and XResolution (print).
/// </summary>
internal static class Fei
{
    private static readonly ushort[] Tags = [34682, 34680];

    public static bool Claims(VendorSource source) => FieldOf(source) is not null;

    public static VendorReading Read(VendorSource source)
    {
        var field = FieldOf(source)!;
        var reading = new ReadingBuilder("FEI/Thermo", string.Create(CultureInfo.InvariantCulture, $"tag {field.Tag}"));
        var ini = VendorText.Entries(VendorText.Decode(field.Bytes.Span));
        var beam = ini.Find("Beam", "Beam");

        if (IsChannelingPattern(ini, beam))
        {
            reading.Refuse("[EBeam] ElectronChannelingPatternIsOn=On", "A channelling pattern is measured in degrees, not in lengths.");
            return reading.Build(source.Page);
        }

        Pixel(reading, ini, "Scan");
        if (ScanOfBeam(reading, ini, beam) is { } section) Pixel(reading, ini, section);
        if (!reading.HasPixelSize) Field(reading, ini, beam ?? "IRBeam");
        if (!reading.HasPixelSize && ini.Find("Vector", "Magnification") is { } magnification)
            reading.Refuse($"[Vector] Magnification={magnification}", "A magnification gives a pixel size only with a constant of the instrument.");
        else if (!reading.HasPixelSize)
            reading.Damaged("no pixel size could be read from it.");

        StateOriginal(reading, ini);
        return reading.Build(source.Page);
    }

    /// <summary>Columns and rows of the scanned field; the ratio of field to pixel is preferred, as it shows resizing even where [Image] was rewritten.</summary>
    private static void StateOriginal(ReadingBuilder reading, IReadOnlyList<TextEntry> ini)
    {
        var columns = Metres(ini, "Scan", "HorFieldsize") / Metres(ini, "Scan", "PixelWidth") ?? VendorText.Number(ini.Find("Image", "ResolutionX"));
        var rows = Metres(ini, "Scan", "VerFieldsize") / Metres(ini, "Scan", "PixelHeight") ?? VendorText.Number(ini.Find("Image", "ResolutionY"));
        reading.Original(columns, rows);
        reading.FieldHeight(rows);
    }

    private static void Pixel(ReadingBuilder reading, IReadOnlyList<TextEntry> ini, string section)
    {
        if (ini.Find(section, "PixelWidth") is not { } width) return;
        var height = ini.Find(section, "PixelHeight");
        if (VendorText.Number(width) is 0) return;
        reading.AddMetres(
            VendorText.Number(width), height is null ? null : VendorText.Number(height) ?? double.NaN,
            $"[{section}] PixelWidth={width}{(height is null ? "" : $" PixelHeight={height}")} m");
    }

    private static void Field(ReadingBuilder reading, IReadOnlyList<TextEntry> ini, string beam)
    {
        if (Metres(ini, beam, "HFW") is not { } width || VendorText.Number(ini.Find("Image", "ResolutionX")) is not ({ } columns and > 0)) return;
        var rows = VendorText.Number(ini.Find("Image", "ResolutionY"));
        var height = rows > 0 ? Metres(ini, beam, "VFW") / rows : null;
        reading.AddMetres(width / columns, height, string.Create(CultureInfo.InvariantCulture, $"[{beam}] HFW={width} m / [Image] ResolutionX={columns}"));
    }

    private static string? ScanOfBeam(ReadingBuilder reading, IReadOnlyList<TextEntry> ini, string? beam)
    {
        if (beam is not null)
        {
            if (beam.Equals("EBeam", StringComparison.OrdinalIgnoreCase)) return "EScan";
            return beam.Equals("IBeam", StringComparison.OrdinalIgnoreCase) ? "IScan" : null;
        }

        var (electrons, ions) = (ini.Find("EScan", "PixelWidth"), ini.Find("IScan", "PixelWidth"));
        if (electrons is not null && ions is not null && !reading.HasPixelSize)
        {
            reading.Refuse($"[EScan] PixelWidth={electrons}, [IScan] PixelWidth={ions}", "The block does not say which beam made the picture.");
            return null;
        }

        return electrons is not null && ions is null ? "EScan" : ions is not null && electrons is null ? "IScan" : null;
    }

    private static bool IsChannelingPattern(IReadOnlyList<TextEntry> ini, string? beam) =>
        !string.Equals(beam, "IBeam", StringComparison.OrdinalIgnoreCase)
        && ini.Find("EBeam", "ElectronChannelingPatternIsOn") is { } on
        && on.Trim().ToUpperInvariant() is "ON" or "TRUE" or "YES" or "1";

    /// <summary>A positive number of metres; null where it is absent, zero or damaged.</summary>
    private static double? Metres(IReadOnlyList<TextEntry> ini, string section, string key) =>
        VendorText.Number(ini.Find(section, key)) is { } metres and not 0 ? Math.Abs(metres) : null;

    /// <summary>The first of the tags that holds no XML.</summary>
    private static TiffField? FieldOf(VendorSource source)
    {
        foreach (var tag in Tags)
        {
            if (source.Directory?.Find(tag) is { } field && !field.Bytes.Span.TrimStart(" \t\r\n"u8).StartsWith("<"u8)) return field;
        }

        return null;
    }
}

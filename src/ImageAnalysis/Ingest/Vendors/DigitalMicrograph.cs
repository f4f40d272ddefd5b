using System.Globalization;

namespace ImageAnalysis.Ingest.Vendors;

/// <summary>
/// TIFF exported by Gatan DigitalMicrograph: scale of x and y in tags 65009 and 65010 (numbers), their units in 65003 and 65004 (text, also UTF-16).
/// A unit such as "1/nm" belongs to a diffraction pattern and is refused; so is an empty unit.
/// </summary>
internal static class DigitalMicrograph
{
    private const ushort UnitX = 65003, UnitY = 65004, ScaleX = 65009, ScaleY = 65010;

    public static bool Claims(VendorSource source) => source.Directory?.Find(ScaleX) is not null && source.Directory.Find(UnitX) is not null;

    public static VendorReading Read(VendorSource source)
    {
        var directory = source.Directory!;
        var reading = new ReadingBuilder("Gatan DigitalMicrograph", string.Create(CultureInfo.InvariantCulture, $"tag {ScaleX}"));
        var unitX = Unit(directory.Find(UnitX)!.Bytes.Span);
        var unitY = directory.Find(UnitY) is { } field ? Unit(field.Bytes.Span) : unitX;
        var (x, y) = (directory.Number(ScaleX), directory.Number(ScaleY));
        var statement = FormattableString.Invariant($"scale {x} {unitX}, {y} {unitY}");
        if (VendorText.NanometresPer(unitX) is not { } nmX || VendorText.NanometresPer(unitY) is not { } nmY) reading.Refuse(statement, "Its unit is no length.");
        else reading.AddNanometres(x * nmX, y * nmY, statement);
        return reading.Build(source.Page);
    }

    private static string Unit(ReadOnlySpan<byte> bytes) => VendorText.Decode(bytes).Replace("\0", "", StringComparison.Ordinal).Trim();
}

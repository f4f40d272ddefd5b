namespace ImageAnalysis.Ingest.Vendors;

/// <summary>
/// OME-TIFF (Bio-Formats and others). ImageDescription (tag 270) holds XML with
/// <code>&lt;Pixels SizeX="1024" SizeY="768" PhysicalSizeX="0.0047" PhysicalSizeXUnit="µm" PhysicalSizeY=… /&gt;</code>
/// The default unit is µm (OME schema, Pixels). Of several images the one of the page's size is taken; where images of that size state different
/// pixel sizes the block cannot tell which is meant, and none is taken. "pixel" and "reference frame" are no lengths.
/// </summary>
internal static class OmeTiff
{
    private const ushort Description = 270;

    public static bool Claims(VendorSource source) =>
        source.Directory?.Find(Description) is { } field
        && VendorText.Decode(field.Bytes.Span) is var text
        && text.TrimStart('\uFEFF', ' ', '\r', '\n') is ['<', ..]
        && text.Contains("<OME", StringComparison.Ordinal);

    public static VendorReading Read(VendorSource source)
    {
        var reading = new ReadingBuilder("OME", "ImageDescription (tag 270)");
        var (elements, fault) = SafeXml.Read(VendorText.Decode(source.Directory!.Find(Description)!.Bytes.Span));
        if (fault is not null) reading.Damaged(fault);

        var all = elements.Where(element => element.Name == "Pixels").ToList();
        var ofPage = source.Page is { } page ? all.Where(pixels => Size(pixels, "SizeX") == page.WidthPx && Size(pixels, "SizeY") == page.HeightPx).ToList() : all;
        var pixels = ofPage.Count > 0 ? ofPage : all;
        var statements = pixels.Where(image => image.Attribute("PhysicalSizeX") is not null).Select(Statement).Distinct().ToList();
        if (statements.Count > 1)
        {
            reading.Refuse(statements[0], "Images of one size state different pixel sizes.");
        }
        else if (statements.Count == 1)
        {
            var image = pixels.First(candidate => candidate.Attribute("PhysicalSizeX") is not null);
            reading.Original(Size(image, "SizeX"), Size(image, "SizeY"));
            Add(reading, image, statements[0]);
        }

        return reading.Build(source.Page);
    }

    private static void Add(ReadingBuilder reading, XmlElementText image, string statement)
    {
        if (VendorText.NanometresPer(Unit(image, "X")) is not { } unitX || VendorText.NanometresPer(Unit(image, "Y")) is not { } unitY)
        {
            reading.Refuse(statement, "Its unit is no length.");
            return;
        }

        var y = image.Attribute("PhysicalSizeY");
        reading.AddNanometres(
            VendorText.Number(image.Attribute("PhysicalSizeX")) * unitX, y is null ? null : (VendorText.Number(y) ?? double.NaN) * unitY, statement);
    }

    private static string Statement(XmlElementText image) =>
        $"PhysicalSizeX = {image.Attribute("PhysicalSizeX")} {Unit(image, "X")}"
        + (image.Attribute("PhysicalSizeY") is { } y ? $", PhysicalSizeY = {y} {Unit(image, "Y")}" : "");

    private static string Unit(XmlElementText image, string axis) => image.Attribute($"PhysicalSize{axis}Unit") ?? "µm";

    private static double? Size(XmlElementText image, string name) => VendorText.Number(image.Attribute(name));
}

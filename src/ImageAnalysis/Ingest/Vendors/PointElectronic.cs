namespace ImageAnalysis.Ingest.Vendors;

/// <summary>
/// point electronic DISS. XMP packet (tag 700) whose creator tool is "point electronic DISS …", with PixelSizeX and PixelSizeY in m as elements or
/// attributes. XMP without that name is any image editor's and is left alone.
/// </summary>
internal static class PointElectronic
{
    private const ushort Xmp = 700;

    public static bool Claims(VendorSource source) =>
        source.Directory?.Find(Xmp) is { } field && VendorText.Decode(field.Bytes.Span).Contains("point electronic", StringComparison.OrdinalIgnoreCase);

    public static VendorReading Read(VendorSource source)
    {
        var reading = new ReadingBuilder("point electronic", "tag 700 (XMP)");
        var (elements, fault) = SafeXml.Read(VendorText.Decode(source.Directory!.Find(Xmp)!.Bytes.Span));
        if (fault is not null) reading.Damaged(fault);
        var (x, y) = (Find(elements, "PixelSizeX"), Find(elements, "PixelSizeY"));
        if (x is not null)
            reading.AddMetres(VendorText.Number(x), y is null ? null : VendorText.Number(y) ?? double.NaN, $"PixelSizeX={x}{(y is null ? "" : $" PixelSizeY={y}")} m");
        return reading.Build(source.Page);
    }

    private static string? Find(IReadOnlyList<XmlElementText> elements, string name)
    {
        foreach (var element in elements)
        {
            if (element.Name == name && element.Text.Length > 0) return element.Text;
            if (element.Attribute(name) is { Length: > 0 } value) return value;
        }

        return null;
    }
}

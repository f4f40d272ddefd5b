using System.Globalization;

namespace ImageAnalysis.Ingest.Vendors;

/// <summary>
/// Tag 34683 holds XML of two makers, told apart by the root element. Thermo Fisher Phenom desktop microscopes:
/// <code>
/// &lt;FeiImage&gt;
///   &lt;databarHeight&gt;64&lt;/databarHeight&gt;                     rows below the micrograph
///   &lt;pixelWidth unit="um"&gt;0.694952&lt;/pixelWidth&gt;            &lt;pixelHeight unit="um"&gt;…
/// </code>
/// A value without its unit attribute is not taken: Phenom software has written both nm and µm.
/// </summary>
internal static class Phenom
{
    public static bool Claims(VendorSource source) => ThermoXmlBlock.RootOf(source) is "FeiImage";

    public static VendorReading Read(VendorSource source)
    {
        var reading = new ReadingBuilder("Thermo Phenom", $"tag {ThermoXmlBlock.Tag} (FeiImage)");
        var (elements, fault) = ThermoXmlBlock.Read(source);
        if (fault is not null) reading.Damaged(fault);

        var width = Find(elements, "pixelWidth");
        var height = Find(elements, "pixelHeight");
        if (width is null) reading.Damaged("no pixelWidth could be read from it.");
        else if (width.Attribute("unit") is null) reading.Refuse($"pixelWidth = {width.Text}", "It has no unit attribute.");
        else reading.AddNanometres(Nanometres(width), height is null ? null : Nanometres(height) ?? double.NaN, Statement(width, height));

        if (source.Page is { } page && VendorText.Number(Find(elements, "databarHeight")?.Text) is { } bar and >= 0)
            reading.FieldHeight(page.HeightPx - bar);
        return reading.Build(source.Page);
    }

    private static string Statement(XmlElementText width, XmlElementText? height) =>
        $"pixelWidth = {width.Text} {width.Attribute("unit")}{(height is null ? "" : $", pixelHeight = {height.Text} {height.Attribute("unit")}")}";

    private static double? Nanometres(XmlElementText element) => VendorText.Number(element.Text) * VendorText.NanometresPer(element.Attribute("unit"));

    private static XmlElementText? Find(IReadOnlyList<XmlElementText> elements, string name) =>
        elements.FirstOrDefault(element => element.Name == name && element.Text.Length > 0);
}

/// <summary>
/// Thermo Fisher Titan and other columns of the same software, tag 34683 with a root other than Phenom's:
/// <code>
/// &lt;Metadata&gt;&lt;BinaryResult&gt;&lt;PixelSize&gt;&lt;X unit="m" unitPrefixPower="1"&gt;8.4e-10&lt;/X&gt;&lt;Y …&gt;
/// </code>
/// or PixelSizeX / PixelSizeY, in m where no unit is named. A unit that is no length (1/m of a diffraction pattern) is refused. The overview
/// camera of the chamber writes the block without PixelSize.
/// </summary>
internal static class ThermoTitan
{
    public static bool Claims(VendorSource source) => ThermoXmlBlock.RootOf(source) is { } root && root != "FeiImage";

    public static VendorReading Read(VendorSource source)
    {
        var reading = new ReadingBuilder("Thermo", $"tag {ThermoXmlBlock.Tag} (XML)");
        var (elements, fault) = ThermoXmlBlock.Read(source);
        if (fault is not null) reading.Damaged(fault);

        var x = elements.FirstOrDefault(element => element is { Parent: "PixelSize", Name: "X" } or { Name: "PixelSizeX" });
        var y = elements.FirstOrDefault(element => element is { Parent: "PixelSize", Name: "Y" } or { Name: "PixelSizeY" });
        if (x is null) return reading.Build(source.Page);

        var unit = x.Attribute("unit") ?? "m";
        var statement = $"PixelSize X = {x.Text} {unit}{(y is null ? "" : $", Y = {y.Text} {y.Attribute("unit") ?? "m"}")}";
        if (VendorText.NanometresPer(unit) is null) reading.Refuse(statement, "Its unit is no length.");
        else reading.AddNanometres(Nanometres(x), y is null ? null : Nanometres(y) ?? double.NaN, statement);
        return reading.Build(source.Page);
    }

    private static double? Nanometres(XmlElementText element) => VendorText.Number(element.Text) * VendorText.NanometresPer(element.Attribute("unit") ?? "m");
}

/// <summary>What both makers of tag 34683 share: the number of the tag and nothing else.</summary>
internal static class ThermoXmlBlock
{
    public const ushort Tag = 34683;

    public static string? RootOf(VendorSource source) =>
        source.Directory?.Find(Tag) is null ? null : Read(source).Elements is [var root, ..] ? root.Name : "";

    public static (IReadOnlyList<XmlElementText> Elements, string? Fault) Read(VendorSource source) =>
        SafeXml.Read(VendorText.Decode(source.Directory!.Find(Tag)!.Bytes.Span));
}

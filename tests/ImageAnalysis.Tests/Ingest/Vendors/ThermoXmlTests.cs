using static ImageAnalysis.Tests.Ingest.Vendors.VendorReadingAssertions;

namespace ImageAnalysis.Tests.Ingest.Vendors;

public sealed class ThermoXmlTests
{
    private const ushort Tag = 34683;

    [Fact]
    public void Phenom_states_the_pixel_with_its_unit_and_the_height_of_the_bar()
    {
        const string xml = """<?xml version="1.0"?><FeiImage><databarHeight>64</databarHeight><pixelWidth unit="um">0.5</pixelWidth><pixelHeight unit="nm">510</pixelHeight></FeiImage>""";
        var reading = Assert.Single(new VendorTiff(1024, 1088).Ascii(Tag, xml).Read());
        Assert.Equal("Thermo Phenom", reading.Maker);
        AssertNear(500, reading.Nm());
        AssertNear(510, reading.NmY());
        Assert.Equal(1024, reading.FieldHeightPx);
    }

    [Fact]
    public void Phenom_without_a_unit_is_refused()
    {
        var reading = Assert.Single(new VendorTiff(1024, 1088).Ascii(Tag, "<FeiImage><pixelWidth>0.5</pixelWidth></FeiImage>").Read());
        Assert.Empty(reading.PixelSizes);
        Assert.Contains("metadata-refused", reading.Codes());
    }

    [Fact]
    public void Another_root_is_the_other_maker_and_in_metres()
    {
        const string xml = """<Metadata><BinaryResult><PixelSize><X unit="m" unitPrefixPower="1">8.4e-10</X><Y unit="m" unitPrefixPower="1">8.4e-10</Y></PixelSize></BinaryResult></Metadata>""";
        var reading = Assert.Single(new VendorTiff(1024, 1024).Ascii(Tag, xml).Read());
        Assert.Equal("Thermo", reading.Maker);
        AssertNear(0.84, reading.Nm());
    }

    [Fact]
    public void A_diffraction_pattern_is_refused()
    {
        const string xml = """<Metadata><PixelSize><X unit="1/m">1e8</X><Y unit="1/m">1e8</Y></PixelSize></Metadata>""";
        Assert.Empty(Assert.Single(new VendorTiff(1024, 1024).Ascii(Tag, xml).Read()).PixelSizes);
    }

    [Fact]
    public void Xml_that_breaks_off_after_the_pixel_size_is_read_and_said()
    {
        var reading = Assert.Single(new VendorTiff(1024, 1024).Ascii(Tag, """<FeiImage><pixelWidth unit="nm">12</pixelWidth><pixelHe""").Read());
        AssertNear(12, reading.Nm());
        Assert.Contains("metadata-damaged", reading.Codes());
    }

    [Fact]
    public void A_document_type_with_entities_is_not_expanded()
    {
        const string xml = """<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><FeiImage><pixelWidth unit="nm">&b;</pixelWidth></FeiImage>""";
        var reading = Assert.Single(new VendorTiff(1024, 1024).Ascii(Tag, xml).Read());
        Assert.Empty(reading.PixelSizes);
        Assert.Contains("metadata-damaged", reading.Codes());
    }
}

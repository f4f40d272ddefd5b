using System.Text;
using static ImageAnalysis.Tests.Ingest.Vendors.VendorReadingAssertions;

namespace ImageAnalysis.Tests.Ingest.Vendors;

/// <summary>ImageJ and OME descriptions, the XMP of DISS and the tags of DigitalMicrograph.</summary>
public sealed class DescriptionTests
{
    [Theory]
    [InlineData("micron", 20)]
    [InlineData("\\u00B5m", 20)]
    [InlineData("um", 20)]
    [InlineData("nm", 0.02)]
    public void ImageJ_states_pixels_per_unit_in_the_resolution(string unit, double nm)
    {
        var reading = Assert.Single(new VendorTiff(640, 400).Ascii(270, $"ImageJ=1.54f\nunit={unit}\n").Rational(282, 50, 1).Rational(283, 50, 1).Read());
        AssertNear(nm, reading.Nm());
    }

    [Fact]
    public void ImageJ_may_state_another_unit_for_y()
    {
        var reading = Assert.Single(new VendorTiff(640, 400).Ascii(270, "ImageJ=1.54f\nunit=micron\nyunit=nm\n").Rational(282, 50, 1).Rational(283, 1, 25).Read());
        AssertNear(20, reading.Nm());
        AssertNear(25, reading.NmY());
    }

    [Theory]
    [InlineData("inch")]
    [InlineData("cm")]
    [InlineData("sec")]
    public void ImageJ_units_of_print_and_others_are_refused(string unit)
    {
        var reading = Assert.Single(new VendorTiff(640, 400).Ascii(270, $"ImageJ=1.54f\nunit={unit}\n").Rational(282, 300, 1).Read());
        Assert.Empty(reading.PixelSizes);
        Assert.Contains("metadata-refused", reading.Codes());
    }

    [Theory]
    [InlineData("ImageJ=1.54f\n")]
    [InlineData("ImageJ=1.54f\nunit=pixel\n")]
    public void ImageJ_without_a_unit_says_nothing(string description) =>
        Assert.Empty(new VendorTiff(640, 400).Ascii(270, description).Rational(282, 300, 1).Read());

    [Fact]
    public void ImageJ_with_a_resolution_of_zero_is_refused() =>
        Assert.Empty(Assert.Single(new VendorTiff(640, 400).Ascii(270, "ImageJ=1.54f\nunit=nm\n").Rational(282, 0, 0).Read()).PixelSizes);

    [Fact]
    public void Print_resolution_alone_is_no_scale() =>
        Assert.Empty(new VendorTiff(640, 400).Ascii(270, "a picture").Rational(282, 300, 1).Rational(283, 300, 1).Long(296, 2).Read());

    private static string Ome(string pixels) => $"""<?xml version="1.0" encoding="UTF-8"?><OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06">{pixels}</OME>""";

    private static VendorTiff OmeTiff(string pixels) => new VendorTiff(640, 400).Bytes(270, Encoding.UTF8.GetBytes(Ome(pixels)));

    [Fact]
    public void Ome_is_in_micrometres_unless_it_names_a_unit()
    {
        var reading = Assert.Single(OmeTiff("""<Image><Pixels SizeX="640" SizeY="400" PhysicalSizeX="0.005" PhysicalSizeY="6.5" PhysicalSizeYUnit="nm"/></Image>""").Read());
        AssertNear(5, reading.Nm());
        AssertNear(6.5, reading.NmY());
        Assert.Equal(640, reading.OriginalWidthPx);
    }

    [Theory]
    [InlineData("µm", 5)]
    [InlineData("nm", 0.005)]
    [InlineData("pm", 0.005e-3)]
    public void Ome_units_are_honoured(string unit, double nm)
    {
        var reading = Assert.Single(OmeTiff($"""<Image><Pixels SizeX="640" SizeY="400" PhysicalSizeX="0.005" PhysicalSizeXUnit="{unit}"/></Image>""").Read());
        if (nm < 1e-3) Assert.Contains("metadata-refused", reading.Codes());
        else AssertNear(nm, reading.Nm());
    }

    [Fact]
    public void Ome_pixels_as_a_unit_are_refused() =>
        Assert.Empty(Assert.Single(OmeTiff("""<Pixels SizeX="640" SizeY="400" PhysicalSizeX="1" PhysicalSizeXUnit="pixel"/>""").Read()).PixelSizes);

    [Fact]
    public void Of_several_ome_images_the_one_of_the_pages_size_is_taken()
    {
        var reading = Assert.Single(OmeTiff(
            """<Pixels SizeX="64" SizeY="40" PhysicalSizeX="0.05"/><Pixels SizeX="640" SizeY="400" PhysicalSizeX="0.005"/>""").Read());
        AssertNear(5, reading.Nm());
    }

    [Fact]
    public void Ome_images_of_one_size_that_disagree_give_no_pixel_size()
    {
        var reading = Assert.Single(OmeTiff(
            """<Pixels SizeX="640" SizeY="400" PhysicalSizeX="0.05"/><Pixels SizeX="640" SizeY="400" PhysicalSizeX="0.005"/>""").Read());
        Assert.Empty(reading.PixelSizes);
        Assert.Contains("metadata-refused", reading.Codes());
    }

    [Fact]
    public void Xmp_of_diss_holds_metres_and_other_xmp_is_left_alone()
    {
        static byte[] Xmp(string tool) => Encoding.UTF8.GetBytes(
            $"""<?xpacket begin=''?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="r"><rdf:Description xmlns:pe="p" xmlns:xmp="q" xmp:CreatorTool="{tool}"><pe:PixelSizeX>3.5e-9</pe:PixelSizeX><pe:PixelSizeY>3.5e-9</pe:PixelSizeY></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>""");
        AssertNear(3.5, Assert.Single(new VendorTiff(640, 400).Bytes(700, Xmp("point electronic DISS 5.15.31.0")).Read()).Nm());
        Assert.Empty(new VendorTiff(640, 400).Bytes(700, Xmp("an editor")).Read());
    }

    [Theory]
    [InlineData("nm", 0.25)]
    [InlineData("µm", 250.0)]
    [InlineData("1/nm", null)]
    [InlineData("", null)]
    public void DigitalMicrograph_states_scale_and_unit(string unit, double? nm)
    {
        var reading = Assert.Single(new VendorTiff(640, 400).Ascii(65003, unit).Ascii(65004, unit).Double(65009, 0.25).Double(65010, 0.25).Read());
        if (nm is { } expected) AssertNear(expected, reading.Nm());
        else Assert.Contains("metadata-refused", reading.Codes());
    }
}

using System.Text;
using static ImageAnalysis.Tests.Ingest.Vendors.VendorReadingAssertions;

namespace ImageAnalysis.Tests.Ingest.Vendors;

public sealed class FeiTests
{
    private const string Scan = "[Scan]\r\nPixelWidth=2e-009\r\nPixelHeight=2e-009\r\nHorFieldsize=2.048e-006\r\nVerFieldsize=1.366e-006\r\n";

    [Theory]
    [InlineData(34682)]
    [InlineData(34680)]
    public void The_scan_section_gives_metres_per_pixel_in_either_tag(int tag)
    {
        var reading = Assert.Single(new VendorTiff(1024, 760).Ascii((ushort)tag, Scan).Read());
        AssertNear(2, reading.Nm());
        AssertNear(2, reading.NmY());
    }

    [Fact]
    public void The_field_height_is_the_vertical_field_over_the_pixel_height()
    {
        var reading = Assert.Single(new VendorTiff(1024, 760).Ascii(34682, Scan + "[PrivateFei]\r\nDatabarHeight=0\r\n").Read());
        Assert.Equal(683, reading.FieldHeightPx);
    }

    [Fact]
    public void A_page_lower_than_the_field_states_no_field_height()
    {
        Assert.Null(Assert.Single(new VendorTiff(1024, 500).Ascii(34682, Scan).Read()).FieldHeightPx);
    }

    [Fact]
    public void A_page_of_another_width_than_the_field_was_resized_and_states_no_field_height()
    {
        var reading = Assert.Single(new VendorTiff(512, 760).Ascii(34682, Scan).Read());
        Assert.Equal(1024, reading.OriginalWidthPx);
        Assert.False(reading.Describes(512));
        Assert.Null(reading.FieldHeightPx);
    }

    [Theory]
    [InlineData("EBeam", 3)]
    [InlineData("IBeam", 7)]
    public void Without_a_scan_section_the_copy_of_the_beam_in_use_is_taken(string beam, double nm)
    {
        var text = $"[Beam]\r\nBeam={beam}\r\n[EScan]\r\nPixelWidth=3e-9\r\nPixelHeight=3e-9\r\n[IScan]\r\nPixelWidth=7e-9\r\nPixelHeight=7e-9\r\n";
        AssertNear(nm, Assert.Single(new VendorTiff(1024, 700).Ascii(34682, text).Read()).Nm());
    }

    [Fact]
    public void Two_beams_and_no_word_which_made_the_picture_give_no_pixel_size()
    {
        const string text = "[EScan]\r\nPixelWidth=3e-9\r\n[IScan]\r\nPixelWidth=7e-9\r\n";
        var reading = Assert.Single(new VendorTiff(1024, 700).Ascii(34682, text).Read());
        Assert.Empty(reading.PixelSizes);
        Assert.Contains("metadata-refused", reading.Codes());
    }

    [Fact]
    public void A_channelling_pattern_is_in_degrees_and_refused()
    {
        const string text = "[Beam]\r\nBeam=EBeam\r\n[EBeam]\r\nElectronChannelingPatternIsOn=On\r\nAngularPixelWidth=0.01\r\n" + Scan;
        var reading = Assert.Single(new VendorTiff(1024, 760).Ascii(34682, text).Read());
        Assert.Empty(reading.PixelSizes);
        Assert.Contains("metadata-refused", reading.Codes());
    }

    [Fact]
    public void An_empty_channelling_pattern_key_refuses_nothing()
    {
        const string text = "[EBeam]\r\nElectronChannelingPatternIsOn=\r\nAngularPixelWidth=\r\n" + Scan;
        AssertNear(2, Assert.Single(new VendorTiff(1024, 760).Ascii(34682, text).Read()).Nm());
    }

    [Fact]
    public void The_field_of_the_beam_over_the_resolution_is_the_last_resort()
    {
        const string text = "[IRBeam]\r\nHFW=1.024e-006\r\nVFW=7.68e-007\r\n[Image]\r\nResolutionX=1024\r\nResolutionY=768\r\n";
        var reading = Assert.Single(new VendorTiff(1024, 800).Ascii(34680, text).Read());
        AssertNear(1, reading.Nm());
        Assert.Equal(768, reading.FieldHeightPx);
    }

    [Fact]
    public void A_magnification_alone_is_not_trusted()
    {
        var reading = Assert.Single(new VendorTiff(1024, 800).Ascii(34680, "[Vector]\r\nMagnification=5000\r\n").Read());
        Assert.Empty(reading.PixelSizes);
        Assert.Contains("metadata-refused", reading.Codes());
    }

    [Fact]
    public void Bytes_that_are_no_text_around_the_keys_do_no_harm()
    {
        byte[] block = [0x01, 0xFF, 0x0A, .. Encoding.Latin1.GetBytes(Scan), 0xFE, 0x80];
        AssertNear(2, Assert.Single(new VendorTiff(1024, 760).Bytes(34682, block).Read()).Nm());
    }

    [Fact]
    public void Pixels_of_two_sides_are_kept_apart()
    {
        var text = Scan.Replace("PixelHeight=2e-009", "PixelHeight=2.5e-009", StringComparison.Ordinal);
        var reading = Assert.Single(new VendorTiff(1024, 760).Ascii(34682, text).Read());
        AssertNear(2.0, reading.Nm());
        AssertNear(2.5, reading.NmY());
    }
}

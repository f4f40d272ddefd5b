using System.Text;
using ImageAnalysis.Ingest.Vendors;
using static ImageAnalysis.Tests.Ingest.Vendors.VendorReadingAssertions;

namespace ImageAnalysis.Tests.Ingest.Vendors;

public sealed class JeolTests
{
    private const string Bar = "$CM_FORMAT JEOL\r\n$CM_MAG 2000\r\n$CM_FULL_SIZE 1280 960\r\n$$SM_MICRON_BAR 180\r\n$$SM_MICRON_MARKER ";

    private static byte[] MakerNote(string text) => [.. "UNICODE\0"u8, .. Encoding.Unicode.GetBytes(text)];

    [Fact]
    public void The_sidecar_gives_marker_over_bar_with_the_rounding_of_the_bar()
    {
        var reading = Assert.Single(new VendorTiff(1280, 1024).Read(Sidecar("image.txt", Bar + "10um\r\n", Encoding.Latin1)));
        AssertNear(10_000.0 / 180, reading.Nm());
        AssertNear(1.0 / 180, reading.PixelSizes[0].RelativeQuantisation);
        Assert.Equal(960, reading.FieldHeightPx);
    }

    [Theory]
    [InlineData("10um")]
    [InlineData("10µm")]
    [InlineData("10 um")]
    [InlineData("10Âµm")]
    [InlineData("10?m")]
    public void A_micro_sign_is_read_through_wrong_code_pages(string marker)
    {
        var reading = VendorMetadata.ReadSidecarAlone(Sidecar("image.txt", Bar + marker + "\r\n", Encoding.Latin1));
        AssertNear(10_000.0 / 180, reading!.Nm());
    }

    [Fact]
    public void A_micro_sign_in_shift_jis_is_read()
    {
        byte[] text = [.. Encoding.ASCII.GetBytes(Bar), .. "10"u8, 0x83, 0xCA, .. "m\r\n"u8];
        AssertNear(10_000.0 / 180, VendorMetadata.ReadSidecarAlone(new("image.txt", text))!.Nm());
    }

    [Fact]
    public void Keys_with_one_dollar_are_the_same_keys()
    {
        var text = (Bar + "1um\r\n").Replace("$$", "$", StringComparison.Ordinal);
        AssertNear(1000.0 / 180, VendorMetadata.ReadSidecarAlone(Sidecar("image.txt", text, Encoding.Latin1))!.Nm());
    }

    [Fact]
    public void A_marker_in_degrees_is_refused()
    {
        var reading = VendorMetadata.ReadSidecarAlone(Sidecar("image.txt", Bar + "5deg.\r\n", Encoding.Latin1))!;
        Assert.Empty(reading.PixelSizes);
        Assert.Contains("metadata-refused", reading.Codes());
    }

    [Fact]
    public void A_bar_of_no_pixels_is_refused()
    {
        var text = "$CM_MAG 1\r\n$$SM_MICRON_BAR 0\r\n$$SM_MICRON_MARKER 10um\r\n";
        Assert.Empty(VendorMetadata.ReadSidecarAlone(Sidecar("image.txt", text, Encoding.Latin1))!.PixelSizes);
    }

    [Fact]
    public void In_the_maker_note_the_stated_pixel_goes_before_the_field_and_the_bar()
    {
        const string note = "$CM_FORMAT=JEOL/FE\t$CM_IMAGE_SIZE=1280 960\t$CM_FIELD_OF_VIEW=2.5616 1.9212μm\t$CM_PIXEL_SIZE=2.00nm/pixel\t\t$SM_MICRON_MARKER=100nm\t$SM_MICRON_BAR=49\0";
        var reading = Assert.Single(new VendorTiff(1280, 1026).Exif(37500, MakerNote(note)).Rational(282, 254, 1).Read());
        AssertNear(2.00, reading.Nm());
        AssertNear(2.00125, reading.PixelSizes[1].PixelSize.X.Nanometres);
        AssertNear(100.0 / 49, reading.PixelSizes[2].PixelSize.X.Nanometres);
        Assert.Equal(960, reading.FieldHeightPx);
        Assert.Equal(1280, reading.OriginalWidthPx);
    }

    [Fact]
    public void A_maker_note_of_another_maker_is_left_alone()
    {
        Assert.Empty(new VendorTiff(1280, 1026).Exif(37500, "Nikon\0..."u8.ToArray()).Read());
        Assert.Empty(new VendorTiff(1280, 1026).Exif(37500, MakerNote("a camera")).Read());
    }
}

using static ImageAnalysis.Tests.Ingest.Vendors.VendorReadingAssertions;

namespace ImageAnalysis.Tests.Ingest.Vendors;

public sealed class ZeissTests
{
    private const ushort Tag = 34118;

    private static string Block(string number, params string[] lines) => string.Join("\r\n", ["0", "0", "0", number, "1.0e+005", "6", .. lines, ""]);

    [Fact]
    public void The_image_pixel_is_preferred_to_the_display_pixel_on_a_file_2048_wide()
    {
        var block = Block("5.5e-009", "AP_PIXEL_SIZE", "Pixel Size = 5.500 nm", "AP_IMAGE_PIXEL_SIZE", "Image Pixel Size = 2.750 nm");
        var reading = Assert.Single(new VendorTiff(2048, 1536).Ascii(Tag, block).Read());
        AssertNear(2.75, reading.Nm());
        Assert.Equal(3, reading.PixelSizes.Count);
        Assert.All(reading.PixelSizes, size => AssertNear(2.75, size.PixelSize.X.Nanometres));
        Assert.Contains("AP_IMAGE_PIXEL_SIZE = 2.750 nm", reading.PixelSizes[0].Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void The_display_pixel_alone_is_scaled_to_the_width_of_the_file()
    {
        var reading = Assert.Single(new VendorTiff(3072, 2304).Ascii(Tag, Block("0", "AP_PIXEL_SIZE", "Pixel Size = 9.000 nm")).Read());
        AssertNear(3.0, reading.Nm());
    }

    [Fact]
    public void The_fourth_unnamed_number_is_metres_of_a_display_1024_wide()
    {
        var reading = Assert.Single(new VendorTiff(512, 384).Ascii(Tag, Block("2.5e-009")).Read());
        AssertNear(5.0, reading.Nm());
    }

    [Fact]
    public void A_micro_sign_of_one_byte_B5_is_a_unit()
    {
        var reading = Assert.Single(new VendorTiff(1024, 768).Ascii(Tag, Block("0", "AP_IMAGE_PIXEL_SIZE", "Image Pixel Size = 1.116 µm")).Read());
        AssertNear(1116, reading.Nm());
    }

    [Fact]
    public void A_micro_sign_rewritten_as_two_bytes_is_a_unit_too()
    {
        var reading = Assert.Single(new VendorTiff(1024, 768).Ascii(Tag, Block("0", "AP_IMAGE_PIXEL_SIZE", "Image Pixel Size = 1.116 Âµm")).Read());
        AssertNear(1116, reading.Nm());
    }

    [Fact]
    public void Picometres_are_read_at_high_magnification()
    {
        var reading = Assert.Single(new VendorTiff(1024, 768).Ascii(Tag, Block("0", "AP_IMAGE_PIXEL_SIZE", "Pixel Size = 372.2 pm")).Read());
        AssertNear(0.3722, reading.Nm());
    }

    [Theory]
    [InlineData("Image Pixel Size = 2.754 nm")]
    [InlineData("Image Pixel Size=2.754 nm")]
    [InlineData("Image Pixel Size =2.754nm")]
    [InlineData("Image Pixel Size  =   2.754   nm  ")]
    public void Blanks_around_the_equals_sign_do_not_matter(string line)
    {
        var reading = Assert.Single(new VendorTiff(1024, 768).Ascii(Tag, Block("0", "AP_IMAGE_PIXEL_SIZE", line)).Read());
        AssertNear(2.754, reading.Nm());
    }

    [Fact]
    public void The_key_of_older_software_is_read()
    {
        var reading = Assert.Single(new VendorTiff(1024, 768).Ascii(Tag, Block("0", "APImagePixelSize", "Image Pixel Size = 10.0 nm")).Read());
        AssertNear(10, reading.Nm());
    }

    [Fact]
    public void Pixels_of_other_beams_are_not_taken()
    {
        var reading = Assert.Single(new VendorTiff(1024, 768).Ascii(Tag, Block("0", "AP_FIB_PIXEL_SIZE", "FIB Pixel Size = 983.1 nm")).Read());
        Assert.Empty(reading.PixelSizes);
        Assert.Contains("metadata-damaged", reading.Codes());
    }

    [Theory]
    [InlineData("Image Pixel Size = 2,754 nm")]
    [InlineData("Image Pixel Size = 2.754")]
    [InlineData("Image Pixel Size = 1/2 nm")]
    public void A_value_that_is_no_length_is_refused_and_said(string line)
    {
        var reading = Assert.Single(new VendorTiff(1024, 768).Ascii(Tag, Block("0", "AP_IMAGE_PIXEL_SIZE", line)).Read());
        Assert.Empty(reading.PixelSizes);
        Assert.Contains("metadata-refused", reading.Codes());
    }

    [Fact]
    public void A_stored_resolution_other_than_the_page_says_that_the_image_was_resized()
    {
        var block = Block("2.75e-009", "AP_IMAGE_PIXEL_SIZE", "Image Pixel Size = 2.750 nm", "DP_IMAGE_STORE", "Store resolution = 1024 * 768", "AP_WIDTH", "Width = 2.816 µm");
        Assert.True(Assert.Single(new VendorTiff(1024, 768).Ascii(Tag, block).Read()).Describes(1024));
        var resized = Assert.Single(new VendorTiff(640, 480).Ascii(Tag, block).Read());
        Assert.Equal(1024, resized.OriginalWidthPx);
        Assert.False(resized.Describes(640));
    }

    [Fact]
    public void A_stored_resolution_is_stale_where_the_field_width_fits_the_page()
    {
        var block = Block("5.5e-009", "AP_IMAGE_PIXEL_SIZE", "Image Pixel Size = 2.750 nm", "DP_IMAGE_STORE", "Store resolution = 1024 * 768", "AP_WIDTH", "Width = 5.632 µm");
        Assert.True(Assert.Single(new VendorTiff(2048, 1536).Ascii(Tag, block).Read()).Describes(2048));
    }
}

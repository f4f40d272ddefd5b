using System.Text;
using ImageAnalysis.Ingest.Vendors;
using static ImageAnalysis.Tests.Ingest.Vendors.VendorReadingAssertions;

namespace ImageAnalysis.Tests.Ingest.Vendors;

public sealed class HitachiTests
{
    private const string Sectioned = "[SemImageFile]\r\nInstructName=SU8000\r\nImageName=image.tif\r\nDataSize=1280x960\r\nPixelSize=99.21875\r\nMagnification=1000\r\n";

    public static TheoryData<string, byte[]> Encodings => new()
    {
        { "ASCII", Encoding.ASCII.GetBytes(Sectioned) },
        { "UTF-8 with mark", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Sectioned)] },
        { "UTF-16LE with mark", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Sectioned)] },
        { "UTF-16BE with mark", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Sectioned)] },
        { "UTF-16LE without mark", Encoding.Unicode.GetBytes(Sectioned) },
        { "UTF-16BE without mark", Encoding.BigEndianUnicode.GetBytes(Sectioned) },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Pixel_size_is_nanometres_in_any_encoding(string encoding, byte[] content)
    {
        var reading = VendorMetadata.ReadSidecarAlone(new("image.txt", content));
        Assert.True(reading is not null, encoding);
        AssertNear(99.21875, reading.Nm());
        Assert.Empty(reading.Findings);
    }

    [Fact]
    public void The_flat_form_of_the_TM3000_is_read()
    {
        const string text = "Version=02-01\nInstructName=TM3000\nDataSize=1280x1100\nDPI=200.69\nPixelSize=506.25\nMicronMarker=300000\n";
        AssertNear(506.25, VendorMetadata.ReadSidecarAlone(Sidecar("image.txt", text, Encoding.ASCII))!.Nm());
    }

    [Theory]
    [InlineData("PixelSize=0.5 um", 500)]
    [InlineData("PixelSize=12.5nm", 12.5)]
    public void An_appended_unit_is_honoured(string line, double nm) =>
        AssertNear(nm, VendorMetadata.ReadSidecarAlone(Sidecar("image.txt", "[SemImageFile]\r\n" + line + "\r\n", Encoding.ASCII))!.Nm());

    [Fact]
    public void A_renamed_image_is_a_finding_and_its_size_is_still_read()
    {
        var reading = Assert.Single(VendorTiff.Read(new VendorTiff(1280, 960).Build(), "folder/renamed.tif", 0, Sidecar("renamed.txt", Sectioned, Encoding.ASCII)));
        AssertNear(99.21875, reading.Nm());
        Assert.Contains("sidecar-name-differs", reading.Codes());
    }

    [Fact]
    public void Without_a_pixel_size_the_magnification_is_not_used_instead()
    {
        var reading = VendorMetadata.ReadSidecarAlone(Sidecar("image.txt", "[SemImageFile]\r\nInstructName=S-4700\r\nMagnification=15000\r\n", Encoding.ASCII))!;
        Assert.Empty(reading.PixelSizes);
        Assert.Contains("metadata-damaged", reading.Codes());
    }

    [Fact]
    public void The_comment_inside_the_file_repeats_the_pixel_size()
    {
        var comment = Encoding.Unicode.GetBytes("SerialNumber=2170A6-05\r\nPixelSize=496.0938\r\nCondition=Vacc=15.0kV Mag=x200\r\n\0");
        AssertNear(496.0938, Assert.Single(new VendorTiff(1280, 960).Bytes(40092, comment).Read()).Nm());
    }

    [Fact]
    public void A_text_that_is_no_microscopes_gives_no_reading()
    {
        Assert.Null(VendorMetadata.ReadSidecarAlone(Sidecar("image.txt", "These are my notes.\r\nPixelSize=5\r\n", Encoding.ASCII)));
        Assert.Null(VendorMetadata.ReadSidecarAlone(new("image.txt", Array.Empty<byte>())));
    }
}

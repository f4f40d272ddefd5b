using System.Text;
using ImageAnalysis.Ingest.Vendors;
using static ImageAnalysis.Tests.Ingest.Vendors.VendorReadingAssertions;

namespace ImageAnalysis.Tests.Ingest.Vendors;

public sealed class TescanTests
{
    private const ushort Tag = 50431;
    private const string Main = "AccFrames=1\r\nImageStripSize=90\r\nPixelSizeX=27.500e-9\r\nPixelSizeY=27.500e-9\r\n";

    /// <summary>size (with the type), type, data.</summary>
    private static byte[] Block(ushort type, byte[] data) => [.. BitConverter.GetBytes((uint)data.Length + 2), .. BitConverter.GetBytes(type), .. data];

    private static byte[] Chain(string main) =>
    [
        .. Block(1, [0xFF, 0xD8, 0xFF, 2, 0, 2, 0, 0xFF, 0xD9]),
        .. Block(2, Encoding.UTF8.GetBytes(main + "\0")),
        .. Block(3, "HV=20.000e3\r\nPixelSizeX=1\r\n"u8.ToArray()),
        .. Block(0, []),
    ];

    [Fact]
    public void The_main_block_is_found_behind_the_thumbnail_as_the_size_counts_the_type()
    {
        var reading = Assert.Single(new VendorTiff(768, 858).Bytes(Tag, Chain(Main)).Read());
        AssertNear(27.5, reading.Nm());
        Assert.Equal(768, reading.FieldHeightPx);
    }

    [Fact]
    public void A_negative_pixel_size_is_a_mirrored_axis()
    {
        var main = Main.Replace("PixelSizeX=", "PixelSizeX=-", StringComparison.Ordinal);
        AssertNear(27.5, Assert.Single(new VendorTiff(768, 858).Bytes(Tag, Chain(main)).Read()).Nm());
    }

    [Fact]
    public void Text_that_is_no_utf8_is_read_by_its_ascii_keys()
    {
        byte[] chain = [.. Block(2, [.. "UserName="u8, 0xE9, 0xFF, .. "\r\n"u8, .. Encoding.ASCII.GetBytes(Main)]), .. Block(0, [])];
        AssertNear(27.5, Assert.Single(new VendorTiff(768, 858).Bytes(Tag, chain).Read()).Nm());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(20)]
    [InlineData(60)]
    public void A_chain_cut_short_is_a_finding(int length)
    {
        var reading = Assert.Single(new VendorTiff(768, 858).Bytes(Tag, Chain(Main)[..length]).Read());
        Assert.Empty(reading.PixelSizes);
        Assert.Contains("metadata-damaged", reading.Codes());
    }

    [Fact]
    public void A_sidecar_holds_the_same_keys_in_a_section()
    {
        var sidecar = Sidecar("shot-tif.hdr", "[MAIN]\r\n" + Main + "\r\n[SEM]\r\nHV=20.000e3\r\n", Encoding.UTF8);
        var reading = Assert.Single(new VendorTiff(768, 858).Read(sidecar));
        AssertNear(27.5, reading.Nm());
        Assert.Equal(768, reading.FieldHeightPx);
        Assert.Contains("sidecar shot-tif.hdr", reading.PixelSizes[0].Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sidecar_is_read_alone()
    {
        var reading = VendorMetadata.ReadSidecarAlone(Sidecar("shot.hdr", "[MAIN]\nPixelSizeX=4.5804e-9\nPixelSizeY=4.5804e-9\n", Encoding.UTF8));
        Assert.NotNull(reading);
        AssertNear(4.5804, reading.Nm());
        Assert.Null(reading.FieldHeightPx);
    }

    [Fact]
    public void Tag_and_sidecar_are_two_readings()
    {
        var sidecar = Sidecar("shot.hdr", "[MAIN]\r\nPixelSizeX=5e-9\r\nPixelSizeY=5e-9\r\n", Encoding.UTF8);
        Assert.Equal(2, new VendorTiff(768, 858).Bytes(Tag, Chain(Main)).Read(sidecar).Count);
    }
}

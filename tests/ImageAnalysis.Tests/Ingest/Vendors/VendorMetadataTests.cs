using System.Text;
using ImageAnalysis.Ingest.Vendors;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Tests.Ingest.Vendors;

public sealed class VendorMetadataTests
{
    private static readonly ushort[] Tags = [34118, 34682, 34680, 34683, 50431, 33560, 40092, 270, 700, 65003, 65009];

    private static readonly string[] Fragments =
    [
        "AP_IMAGE_PIXEL_SIZE\r\nImage Pixel Size = ", "[Scan]\r\nPixelWidth=", "PixelSizeX=", "$CM_PIXEL_SIZE=", "$SM_MICRON_BAR=", "$SM_MICRON_MARKER=",
        "[SemImageFile]\r\nPixelSize=", "<FeiImage><pixelWidth unit=\"nm\">", "<OME><Pixels PhysicalSizeX=\"", "ImageJ=1\nunit=", "SIS0", "UNICODE\0", "1e309", "-0", "NaN",
        "2.5 nm", "5e-9", "µm", "\r\n", "\t", "=", "[", "]", ">", "</", "\"", "&#x0;", "\0", "99999999999999999999", "[MAIN]\r\n", "ImageStripSize=", "DataSize=1x1",
    ];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Random_bytes_in_every_tag_and_sidecar_never_throw(int seed)
    {
        var random = new SeededRandom((ulong)seed);
        for (var round = 0; round < 25; round++)
        {
            var tiff = new VendorTiff(640, 400).Rational(282, 3, 0);
            foreach (var tag in Tags) tiff.Bytes(tag, RandomBytes(random));
            tiff.Exif(37500, [.. "UNICODE\0"u8, .. RandomBytes(random)]);
            var readings = tiff.Read(new("image.txt", RandomBytes(random)), new("image.hdr", RandomBytes(random)));
            Assert.All(readings, reading => Assert.All(reading.PixelSizes, size => Assert.InRange(size.PixelSize.X.Nanometres, 1e-3, 1e7)));
        }
    }

    [Fact]
    public void A_number_of_a_million_digits_costs_nothing()
    {
        var digits = new string('1', 1_000_000);
        var sidecar = VendorReadingAssertions.Sidecar("image.txt", $"[SemImageFile]\r\nPixelSize={digits}", Encoding.ASCII);
        var reading = VendorMetadata.ReadSidecarAlone(sidecar)!;
        Assert.Empty(reading.PixelSizes);
        Assert.All(reading.Findings, finding => Assert.True(finding.What.Length < 400));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1e300")]
    [InlineData("1e-300")]
    public void Sizes_no_microscope_has_are_refused(string metres)
    {
        var reading = VendorMetadata.ReadSidecarAlone(VendorReadingAssertions.Sidecar("image.hdr", $"[MAIN]\nPixelSizeX={metres}\n", Encoding.ASCII))!;
        Assert.Empty(reading.PixelSizes);
        Assert.Contains("metadata-refused", reading.Codes());
    }

    [Theory]
    [InlineData("folder/shot.tif", "shot.txt,shot-tif.hdr,shot.hdr")]
    [InlineData("shot.v2.TIF", "shot.v2.txt,shot.v2-TIF.hdr,shot.v2.hdr")]
    [InlineData("shot", "shot.txt,shot.hdr")]
    public void Sidecars_carry_the_name_of_their_image(string image, string expected) =>
        Assert.Equal(expected.Split(','), VendorMetadata.SidecarNames(image));

    [Fact]
    public void Evidence_is_one_line_of_printable_text()
    {
        var block = Encoding.Latin1.GetBytes("[Scan]\nPixelWidth=5e-9\nPixelHeight=5e-9\u0007\u001b[31m\n");
        var reading = Assert.Single(new VendorTiff(640, 400).Bytes(34682, block).Read());
        Assert.All(reading.Findings.Select(finding => finding.What).Concat(reading.PixelSizes.Select(size => size.Evidence)), text => Assert.DoesNotContain(text, char.IsControl));
    }

    private static byte[] RandomBytes(SeededRandom random)
    {
        var bytes = new List<byte>();
        for (var parts = random.NextInt(12); parts > 0; parts--)
        {
            if (random.NextInt(3) == 0)
            {
                for (var i = random.NextInt(40); i > 0; i--) bytes.Add((byte)random.NextInt(256));
            }
            else
            {
                var text = Fragments[random.NextInt(Fragments.Length)];
                bytes.AddRange(random.NextInt(5) == 0 ? Encoding.Unicode.GetBytes(text) : Encoding.Latin1.GetBytes(text));
            }
        }

        return [.. bytes];
    }
}

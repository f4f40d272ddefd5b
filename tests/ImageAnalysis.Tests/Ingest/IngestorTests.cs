using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using ImageAnalysis.Findings;
using ImageAnalysis.Ingest;
using ImageAnalysis.Quantities;
using ImageAnalysis.Tests.Ingest.Tiff;
using OpenCvSharp;

namespace ImageAnalysis.Tests.Ingest;

public sealed class IngestorTests
{
    private const int Width = 23, Height = 14;

    [Theory]
    [InlineData(".png", ImageFormat.Png)]
    [InlineData(".bmp", ImageFormat.Bmp)]
    [InlineData(".tiff", ImageFormat.Tiff)]
    public void A_lossless_file_of_8_bits_comes_back_exactly(string extension, ImageFormat format)
    {
        using var ramp = Ramp(MatType.CV_8UC1);

        using var micrograph = Read(Encode(extension, ramp));

        Assert.Equal(TiffDecoderTests.Pixels(ramp), TiffDecoderTests.Pixels(micrograph.Grey));
        Assert.Equal(format, micrograph.Source.Format);
        Assert.Equal(new PixelRect(0, 0, Width, Height), micrograph.Page);
        Assert.Equal(micrograph.Page, micrograph.Field);
        Assert.Empty(micrograph.Findings);
    }

    [Theory]
    [InlineData(".png")]
    [InlineData(".tiff")]
    public void Sixteen_bits_stay_sixteen_bits(string extension)
    {
        using var ramp = Ramp(MatType.CV_16UC1);

        using var micrograph = Read(Encode(extension, ramp));

        Assert.Equal(MatType.CV_16UC1, micrograph.Grey.Type());
        Assert.Equal(16, micrograph.BitsPerSample);
        Assert.Equal(TiffDecoderTests.Pixels(ramp), TiffDecoderTests.Pixels(micrograph.Grey));
    }

    [Fact]
    public void The_source_names_the_bytes_by_their_hash()
    {
        using var ramp = Ramp(MatType.CV_8UC1);
        var bytes = Encode(".png", ramp);

        using var micrograph = Read(bytes);

        Assert.Equal(Convert.ToHexString(SHA256.HashData(bytes)), micrograph.Source.Sha256, ignoreCase: true);
        Assert.Equal(bytes.Length, micrograph.Source.Bytes);
        Assert.Equal((1, 1), (micrograph.Source.Page, micrograph.Source.Pages.Count));
    }

    [Theory]
    [InlineData(".png")]
    [InlineData(".jpg")]
    [InlineData(".bmp")]
    [InlineData(".tiff")]
    public void A_file_cut_short_at_any_byte_is_refused(string extension)
    {
        using var ramp = Ramp(MatType.CV_8UC1);
        var whole = Encode(extension, ramp);
        // A PNG's closing checksum carries no picture; the others need every byte.
        var needed = whole.Length - (extension == ".png" ? 4 : 0);
        for (var length = 0; length < needed; length++)
        {
            var cut = whole[..length];
            var refusal = Assert.Throws<UnreadableImageException>(() => Read(cut));
            Assert.NotEmpty(refusal.Mend);
        }
    }

    [Theory]
    [InlineData(".png")]
    [InlineData(".jpg")]
    public void Bytes_after_the_end_mark_do_no_harm(string extension)
    {
        using var ramp = Ramp(MatType.CV_8UC1);

        using var micrograph = Read([.. Encode(extension, ramp), .. "appended by a camera"u8]);

        Assert.Equal(Width, micrograph.Page.Width);
    }

    [Fact]
    public void A_thumbnail_inside_a_cut_jpeg_does_not_pass_for_its_end()
    {
        using var ramp = Ramp(MatType.CV_8UC1);
        var whole = Encode(".jpg", ramp);
        byte[] segment = [0xFF, 0xE1, .. BigEndian(whole.Length + 2), .. whole];
        byte[] cut = [0xFF, 0xD8, .. segment, .. whole.AsSpan(2, whole.Length - 4)];

        Assert.Contains("end-of-image", Assert.Throws<UnreadableImageException>(() => Read(cut)).Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NITF02.10", "NITF")]
    [InlineData("GIF89a", "GIF")]
    [InlineData("8BPS", "Photoshop")]
    [InlineData("#?RADIANCE\n", "Radiance")]
    [InlineData("P5\n1 1 255\n", "PGM")]
    [InlineData("RIFF....WEBPVP8 ", "WebP")]
    [InlineData("%PDF-1.4", "PDF")]
    [InlineData("a table, of text\n1,2", "text")]
    [InlineData("", "empty")]
    public void Other_kinds_of_file_are_refused_by_name(string content, string name)
    {
        var refusal = Assert.Throws<UnreadableImageException>(() => Read(Encoding.Latin1.GetBytes(content)));

        Assert.Contains(name, refusal.Why, StringComparison.Ordinal);
        Assert.Contains("TIFF, PNG, JPEG and BMP", refusal.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public void Dicom_is_refused_before_any_decoder_sees_it()
    {
        var bytes = new byte[200];
        "DICM"u8.CopyTo(bytes.AsSpan(128));

        Assert.Contains("DICOM", Assert.Throws<UnreadableImageException>(() => Read(bytes)).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void The_limit_is_held_against_the_header_and_not_the_pixels()
    {
        using var ramp = Ramp(MatType.CV_8UC1);
        var bytes = Encode(".png", ramp);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(16), 2000);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(20), 1001);

        var refusal = Assert.Throws<UnreadableImageException>(() =>
            Ingestor.Read(new InputFile("a.png", bytes), null, new IngestOptions { MaxMegapixels = 2 }));

        Assert.Contains("2 megapixels", refusal.Why, StringComparison.Ordinal);
        Assert.Contains("ingest.maxMegapixels", refusal.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_with_the_most_pixels_is_taken_and_the_first_among_equals()
    {
        var bytes = ThreePages();

        using var micrograph = Read(bytes);

        Assert.Equal(2, micrograph.Source.Page);
        Assert.Equal([2, 2, 2, 2, 2, 2], TiffDecoderTests.Pixels(micrograph.Grey));
        var finding = Assert.Single(micrograph.Findings);
        Assert.Equal("several-pages", finding.Code);
        Assert.Contains("1: 2 x 1, 2: 3 x 2, 3: 2 x 3", finding.What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 2, 1)]
    [InlineData(2, 3, 2)]
    [InlineData(3, 2, 3)]
    public void A_page_that_is_asked_for_is_the_page_that_is_read(int page, int width, int height)
    {
        using var micrograph = Ingestor.Read(new InputFile("a.tif", ThreePages()), page, new IngestOptions());

        Assert.Equal(new PixelRect(0, 0, width, height), micrograph.Page);
        Assert.All(TiffDecoderTests.Pixels(micrograph.Grey), value => Assert.Equal(page, value));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void A_page_that_does_not_exist_is_refused(int page)
    {
        var refusal = Assert.Throws<UnreadableImageException>(() => Ingestor.Read(new InputFile("a.tif", ThreePages()), page, new IngestOptions()));

        Assert.Contains("3 pages", refusal.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void A_later_page_that_needs_OpenCV_is_reached_through_the_header(bool littleEndian, bool big)
    {
        // CCITT group 4, photometric white is zero: one mode code "vertical 0" (bit 1) per white row of 8 pixels, then the end of block.
        byte[] white = [0b1111_0000, 0b0000_0001, 0b0000_0000, 0b0001_0000];
        var bytes = new PixelTiff(littleEndian, big)
            .AddPage(2, 1).Strips(1, [9, 9])
            .AddPage(8, 4).Short(258, 1).Short(259, 4).Short(262, 0).Short(274, 6).Strips(4, white).ToBytes();

        using var micrograph = Ingestor.Read(new InputFile("a.tif", bytes), 2, new IngestOptions());

        Assert.Equal(new PixelRect(0, 0, 8, 4), micrograph.Page);
        Assert.All(TiffDecoderTests.Pixels(micrograph.Grey), value => Assert.Equal(255, value));
    }

    [Fact]
    public void A_png_that_is_cut_short_says_how_much_of_it_is_there()
    {
        using var ramp = Ramp(MatType.CV_8UC1);
        var png = Encode(".png", ramp)[..^30];

        Assert.Contains($"ends after {png.Length} bytes", Assert.Throws<UnreadableImageException>(() => Read(png)).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Jpeg_inside_tiff_is_read_and_refused_when_its_strip_is_cut()
    {
        using var ramp = Ramp(MatType.CV_8UC1);
        var jpeg = Encode(".jpg", ramp);
        var tiff = (byte[] strip) => new PixelTiff().AddPage(Width, Height).Short(259, 7).Strips(Height, strip).ToBytes();

        using var micrograph = Read(tiff(jpeg));

        using var direct = Read(jpeg);
        Assert.Equal(TiffDecoderTests.Pixels(direct.Grey), TiffDecoderTests.Pixels(micrograph.Grey));
        Assert.Contains("cut short", Assert.Throws<UnreadableImageException>(() => Read(tiff(jpeg[..^40]))).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Colour_is_named_with_its_share_and_taken_as_luminance()
    {
        using var picture = new Mat(10, 20, MatType.CV_8UC3, new Scalar(50, 50, 50));
        picture.Set(3, 4, new Vec3b(0, 0, 200));

        using var micrograph = Read(Encode(".png", picture));

        Assert.Equal(60, micrograph.Grey.Get<byte>(3, 4));
        Assert.Equal(50, micrograph.Grey.Get<byte>(3, 5));
        var finding = Assert.Single(micrograph.Findings);
        Assert.Equal("colour-to-grey", finding.Code);
        Assert.Contains("0.5 %", finding.What, StringComparison.Ordinal);
    }

    [Fact]
    public void What_little_is_drawn_in_colour_is_kept_apart_and_false_colour_is_not()
    {
        using var picture = new Mat(10, 20, MatType.CV_8UC3, new Scalar(50, 50, 50));
        picture.Set(3, 4, new Vec3b(0, 0, 200));
        using var drawn = Read(Encode(".png", picture));
        Assert.Equal(200, drawn.Colour!.Get<byte>(3, 4));
        Assert.Equal(0, drawn.Colour.Get<byte>(3, 5));

        picture.SetTo(new Scalar(50, 50, 200));
        using var falseColour = Read(Encode(".png", picture));
        Assert.Null(falseColour.Colour);
        picture.SetTo(new Scalar(50, 50, 50));
        using var grey = Read(Encode(".png", picture));
        Assert.Null(grey.Colour);
    }

    [Fact]
    public void An_exif_orientation_turns_nothing_and_is_named()
    {
        using var ramp = Ramp(MatType.CV_8UC1);
        var jpeg = Encode(".jpg", ramp);
        byte[] exif = [.. "Exif\0\0"u8, .. new PixelTiff().AddPage(1, 1).Short(274, 6).ToBytes()];
        byte[] turned = [0xFF, 0xD8, 0xFF, 0xE1, .. BigEndian(exif.Length + 2), .. exif, .. jpeg.AsSpan(2)];

        using var micrograph = Read(turned);

        Assert.Equal((Width, Height), (micrograph.Page.Width, micrograph.Page.Height));
        Assert.Equal("orientation-ignored", Assert.Single(micrograph.Findings).Code);
        Assert.Equal(6, micrograph.Directory!.Integer(274));
    }

    [Theory]
    [InlineData(DataBarMode.Keep, 14)]
    [InlineData(DataBarMode.Rows, 9)]
    public void The_data_bar_follows_the_option(DataBarMode mode, int fieldHeight)
    {
        using var ramp = Ramp(MatType.CV_8UC1);

        using var micrograph = Ingestor.Read(new InputFile("a.png", Encode(".png", ramp)), null, new IngestOptions { DataBar = mode, DataBarRows = 5 });

        Assert.Equal(new PixelRect(0, 0, Width, fieldHeight), micrograph.Field);
        Assert.Equal(Height, micrograph.Grey.Rows);
    }

    [Fact]
    public void The_makers_height_of_the_picture_decides_over_the_pixels()
    {
        // TESCAN 50431: one block of type 2 (MAIN), its size including the two bytes of its type.
        var main = Encoding.ASCII.GetBytes("PixelSizeX=1e-9\r\nPixelSizeY=1e-9\r\nImageStripSize=6\r\n");
        byte[] block = [.. BitConverter.GetBytes(main.Length + 2), 2, 0, .. main];
        var bytes = new PixelTiff().AddPage(8, 20).Strips(20, new byte[160]).Bytes(50431, block).ToBytes();

        using var micrograph = Read(bytes);

        Assert.Equal(new PixelRect(0, 0, 8, 14), micrograph.Field);
        Assert.Equal(DataBarEvidence.Metadata, micrograph.DataBar!.Evidence);
        Assert.Equal(new PixelRect(0, 14, 8, 6), micrograph.DataBar.Rows);
    }

    [Theory]
    [InlineData(".png")]
    [InlineData(".jpg")]
    [InlineData(".bmp")]
    [InlineData(".tiff")]
    public void No_change_of_bytes_does_more_than_refuse_the_file(string extension)
    {
        using var ramp = Ramp(extension == ".tiff" ? MatType.CV_16UC1 : MatType.CV_8UC1);
        var whole = Encode(extension, ramp);
        var random = new SeededRandom(11);
        for (var i = 0; i < 1500; i++)
        {
            var bytes = whole.ToArray();
            for (var change = 1 + random.NextInt(4); change > 0; change--) bytes[random.NextInt(bytes.Length)] = (byte)random.NextInt(256);
            try
            {
                Ingestor.Read(new InputFile("a", bytes), null, new IngestOptions { MaxMegapixels = 1 }).Dispose();
            }
            catch (UnreadableImageException)
            {
                // Refusing is right; anything else fails the test.
            }
        }
    }

    private static byte[] ThreePages() => new PixelTiff()
        .AddPage(2, 1).Strips(1, [1, 1])
        .AddPage(3, 2).Strips(2, [2, 2, 2, 2, 2, 2])
        .AddPage(2, 3).Strips(3, [3, 3, 3, 3, 3, 3]).ToBytes();

    private static Micrograph Read(byte[] bytes) => Ingestor.Read(new InputFile("a", bytes), null, new IngestOptions());

    private static byte[] Encode(string extension, Mat picture)
    {
        Cv2.ImEncode(extension, picture, out var bytes);
        return bytes;
    }

    private static Mat Ramp(MatType type)
    {
        var ramp = new Mat(Height, Width, type);
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                if (type == MatType.CV_8UC1) ramp.Set(y, x, (byte)((x * 11) + y));
                else ramp.Set(y, x, (ushort)((x * 2800) + (y * 31)));
            }
        }

        return ramp;
    }

    private static byte[] BigEndian(int value) => [(byte)(value >> 8), (byte)value];
}

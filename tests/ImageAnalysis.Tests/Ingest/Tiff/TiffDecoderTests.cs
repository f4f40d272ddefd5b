using System.Buffers.Binary;
using ImageAnalysis.Findings;
using ImageAnalysis.Ingest;
using OpenCvSharp;

namespace ImageAnalysis.Tests.Ingest.Tiff;

/// <summary>Pages whose grey values are known because the test wrote them.</summary>
public sealed class TiffDecoderTests
{
    private const int Width = 11, Height = 7;

    public static TheoryData<int, bool, bool> Depths()
    {
        var data = new TheoryData<int, bool, bool>();
        foreach (var bits in (int[])[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 15, 16])
        {
            foreach (var littleEndian in (bool[])[true, false])
            {
                data.Add(bits, littleEndian, false);
                data.Add(bits, littleEndian, true);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Depths))]
    public void Every_whole_depth_up_to_16_bits_reads_right(int bits, bool littleEndian, bool whiteIsZero)
    {
        var top = (1u << bits) - 1;
        var samples = Pattern(top);
        var tiff = new PixelTiff(littleEndian);
        var stored = samples.Select(value => whiteIsZero ? top - value : value).ToArray();
        tiff.AddPage(Width, Height).Short(258, bits).Short(262, whiteIsZero ? 0 : 1).Strips(Height, tiff.Pack(bits, Width, stored));

        using var micrograph = Read(tiff.ToBytes());

        // Fewer than 8 bits are stretched to 0 .. 255, rounded to nearest; more are kept.
        var expected = samples.Select(value => bits < 8 ? (int)Math.Floor((value * 255.0 / top) + 0.5) : (int)value);
        Assert.Equal(expected, Pixels(micrograph.Grey));
        Assert.Equal(bits, micrograph.BitsPerSample);
        Assert.Equal(bits > 8 ? MatType.CV_16UC1 : MatType.CV_8UC1, micrograph.Grey.Type());
        Assert.Empty(micrograph.Findings);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(32773)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(32946)]
    public void Every_byte_compression_in_several_strips_reads_right(int compression)
    {
        const int rows = 61, columns = 127, perStrip = 25;
        var samples = new byte[rows * columns];
        // Smooth, rough and constant parts, so that every branch of the unpackers runs and the LZW table fills and is cleared.
        for (var i = 0; i < samples.Length; i++) samples[i] = (byte)(i < 2000 ? 7 : i < 4000 ? i / 9 : i * 2654435761u >> 24);
        var strips = samples.Chunk(perStrip * columns).Select(strip => compression switch
        {
            1 => strip,
            32773 => PixelTiff.PackBits(strip),
            5 => PixelTiff.Lzw(strip),
            _ => PixelTiff.Deflate(strip),
        }).ToArray();

        using var micrograph = Read(new PixelTiff().AddPage(columns, rows).Short(259, compression).Strips(perStrip, strips).ToBytes());

        Assert.Equal(samples.Select(value => (int)value), Pixels(micrograph.Grey));
    }

    [Theory]
    [InlineData(8, true)]
    [InlineData(16, true)]
    [InlineData(16, false)]
    [InlineData(12, true)]
    public void Horizontal_differences_are_undone_in_any_depth(int bits, bool littleEndian)
    {
        var top = (1u << bits) - 1;
        var samples = Pattern(top);
        var differences = new ulong[samples.Length];
        for (var i = 0; i < samples.Length; i++) differences[i] = i % Width == 0 ? samples[i] : (samples[i] - samples[i - 1]) & top;
        var tiff = new PixelTiff(littleEndian);
        tiff.AddPage(Width, Height).Short(258, bits).Short(259, 8).Short(317, 2).Strips(Height, PixelTiff.Deflate(tiff.Pack(bits, Width, differences)));

        using var micrograph = Read(tiff.ToBytes());

        Assert.Equal(samples.Select(value => (int)value), Pixels(micrograph.Grey));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Tiles_that_overhang_the_page_are_cut_to_it(bool sixteenBits)
    {
        const int side = 16, columns = 20, rows = 18;
        var bits = sixteenBits ? 16 : 8;
        var tiff = new PixelTiff(littleEndian: false, big: true);
        var tiles = new List<byte[]>();
        for (var tileY = 0; tileY < 2; tileY++)
        {
            for (var tileX = 0; tileX < 2; tileX++)
            {
                var samples = new ulong[side * side];
                for (var i = 0; i < samples.Length; i++) samples[i] = Value((tileX * side) + (i % side), (tileY * side) + (i / side));
                tiles.Add(tiff.Pack(bits, side, samples));
            }
        }

        using var micrograph = Read(tiff.AddPage(columns, rows).Short(258, bits).Tiles(side, side, [.. tiles]).ToBytes());

        var expected = Enumerable.Range(0, rows * columns).Select(i => (int)Value(i % columns, i / columns));
        Assert.Equal(expected, Pixels(micrograph.Grey));

        ulong Value(int x, int y) => (ulong)((x * 7) + (y * 5) + 1);
    }

    [Theory]
    [InlineData(8, false)]
    [InlineData(16, false)]
    [InlineData(8, true)]
    [InlineData(16, true)]
    public void Planar_and_interleaved_colour_give_the_same_luminance(int bits, bool planar)
    {
        var top = (1u << bits) - 1;
        var (red, green, blue) = (Pattern(top), Pattern(top / 2), Pattern(top / 3));
        var tiff = new PixelTiff();
        tiff.AddPage(Width, Height).Short(258, bits, bits, bits).Short(262, 2).Short(277, 3).Short(284, planar ? 2 : 1);
        if (planar) tiff.Strips(Height, tiff.Pack(bits, Width, red), tiff.Pack(bits, Width, green), tiff.Pack(bits, Width, blue));
        else tiff.Strips(Height, tiff.Pack(bits, 3 * Width, [.. red.Zip(green, blue).SelectMany(pixel => (ulong[])[pixel.First, pixel.Second, pixel.Third])]));

        using var micrograph = Read(tiff.ToBytes());

        var pixels = Pixels(micrograph.Grey);
        for (var i = 0; i < pixels.Length; i++)
            Assert.InRange(pixels[i] - ((0.299 * red[i]) + (0.587 * green[i]) + (0.114 * blue[i])), -1.6, 1.6);
        Assert.Equal("colour-to-grey", Assert.Single(micrograph.Findings).Code);
    }

    [Fact]
    public void Grey_stored_as_three_equal_channels_comes_back_exactly()
    {
        var grey = Pattern(255);
        var tiff = new PixelTiff();
        tiff.AddPage(Width, Height).Short(258, 8, 8, 8).Short(262, 2).Short(277, 3)
            .Strips(Height, [.. grey.SelectMany(value => (byte[])[(byte)value, (byte)value, (byte)value])]);

        using var micrograph = Read(tiff.ToBytes());

        Assert.Equal(grey.Select(value => (int)value), Pixels(micrograph.Grey));
        Assert.Empty(micrograph.Findings);
    }

    [Theory]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(1)]
    public void A_grey_palette_gives_its_levels_however_its_entries_are_scaled(int factor)
    {
        var levels = Enumerable.Range(0, 256).Select(i => (255 - i) * factor).ToArray();
        var indices = Pattern(255).Select(value => (byte)value).ToArray();

        using var micrograph = Read(new PixelTiff().AddPage(Width, Height).Short(262, 3).Short(320, [.. levels, .. levels, .. levels]).Strips(Height, indices).ToBytes());

        Assert.Equal(indices.Select(index => 255 - index), Pixels(micrograph.Grey));
        Assert.Empty(micrograph.Findings);
    }

    [Fact]
    public void A_coloured_palette_gives_the_luminance_of_its_entries()
    {
        var red = new int[16];
        red[3] = 65535;
        var nothing = new int[16];
        var tiff = new PixelTiff();
        tiff.AddPage(2, 1).Short(258, 4).Short(262, 3).Short(320, [.. red, .. nothing, .. nothing]).Strips(1, [0x30]);

        using var micrograph = Read(tiff.ToBytes());

        Assert.Equal([76, 0], Pixels(micrograph.Grey));
    }

    [Fact]
    public void Opacity_is_ignored_and_named_only_where_something_is_transparent()
    {
        byte[] opaque = [10, 255, 20, 255], clear = [10, 255, 20, 0];
        foreach (var (samples, expected) in ((byte[], string[])[])[(opaque, []), (clear, ["alpha-ignored"])])
        {
            using var micrograph = Read(new PixelTiff().AddPage(2, 1).Short(258, 8, 8).Short(277, 2).Short(338, 2).Strips(1, samples).ToBytes());

            Assert.Equal([10, 20], Pixels(micrograph.Grey));
            Assert.Equal(expected, micrograph.Findings.Select(finding => finding.Code));
        }
    }

    [Fact]
    public void Signed_numbers_keep_their_order()
    {
        var tiff = new PixelTiff();
        tiff.AddPage(3, 1).Short(258, 16).Short(339, 2).Strips(1, tiff.Pack(16, 3, [0x8000, 0, 0x7FFF]));

        using var micrograph = Read(tiff.ToBytes());

        Assert.Equal([0, 32768, 65535], Pixels(micrograph.Grey));
        Assert.Equal("signed-offset", Assert.Single(micrograph.Findings).Code);
    }

    [Fact]
    public void Floating_point_numbers_are_mapped_from_their_range_to_16_bits()
    {
        var tiff = new PixelTiff(littleEndian: false);
        tiff.AddPage(4, 1).Short(258, 32).Short(339, 3).Strips(1, tiff.Pack(32, 4, [Bits(-1), Bits(0), Bits(1), Bits(3)]));

        using var micrograph = Read(tiff.ToBytes());

        Assert.Equal([0, 16384, 32768, 65535], Pixels(micrograph.Grey));
        Assert.Equal("float-rescaled", Assert.Single(micrograph.Findings).Code);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(32)]
    [InlineData(64)]
    public void The_floating_point_predictor_is_undone(int bits)
    {
        double[] values = [0, 1, 0.25, 0.75, 1, 0];
        var size = bits / 8;
        var shuffled = new byte[values.Length * size];
        var whole = new byte[size];
        for (var i = 0; i < values.Length; i++)
        {
            if (bits == 16) BinaryPrimitives.WriteHalfBigEndian(whole, (Half)values[i]);
            else if (bits == 32) BinaryPrimitives.WriteSingleBigEndian(whole, (float)values[i]);
            else BinaryPrimitives.WriteDoubleBigEndian(whole, values[i]);
            for (var b = 0; b < size; b++) shuffled[(b * values.Length) + i] = whole[b];
        }

        for (var i = shuffled.Length - 1; i > 0; i--) shuffled[i] -= shuffled[i - 1];

        using var micrograph = Read(new PixelTiff().AddPage(values.Length, 1).Short(258, bits).Short(259, 8).Short(317, 3).Short(339, 3)
            .Strips(1, PixelTiff.Deflate(shuffled)).ToBytes());

        Assert.Equal(values.Select(value => (int)Math.Round(value * 65535)), Pixels(micrograph.Grey));
    }

    [Fact]
    public void Not_a_number_among_the_pixels_is_refused_with_the_remedy()
    {
        var tiff = new PixelTiff();
        tiff.AddPage(2, 1).Short(258, 32).Short(339, 3).Strips(1, tiff.Pack(32, 2, [Bits(float.NaN), Bits(0)]));

        var refusal = Assert.Throws<UnreadableImageException>(() => Read(tiff.ToBytes()));

        Assert.Contains("NaN", refusal.Why, StringComparison.Ordinal);
        Assert.Contains("Remove NaNs", refusal.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public void Wide_whole_numbers_that_fit_16_bits_are_kept()
    {
        var tiff = new PixelTiff();
        tiff.AddPage(3, 1).Short(258, 32).Strips(1, tiff.Pack(32, 3, [0, 1000, 65535]));

        using var micrograph = Read(tiff.ToBytes());

        Assert.Equal([0, 1000, 65535], Pixels(micrograph.Grey));
        Assert.Empty(micrograph.Findings);
    }

    [Fact]
    public void Reversed_bits_are_turned_back()
    {
        using var micrograph = Read(new PixelTiff().AddPage(8, 1).Short(258, 1).Short(266, 2).Strips(1, [0b0000_0111]).ToBytes());

        Assert.Equal([255, 255, 255, 0, 0, 0, 0, 0], Pixels(micrograph.Grey));
    }

    [Fact]
    public void A_stored_orientation_turns_nothing_and_is_named()
    {
        using var micrograph = Read(new PixelTiff().AddPage(3, 1).Short(274, 3).Strips(1, [1, 2, 3]).ToBytes());

        Assert.Equal([1, 2, 3], Pixels(micrograph.Grey));
        Assert.Equal("orientation-ignored", Assert.Single(micrograph.Findings).Code);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(32773)]
    public void Pixels_cut_short_at_any_byte_are_refused(int compression)
    {
        var samples = Pattern(255).Select(value => (byte)value).ToArray();
        var packed = compression switch { 5 => PixelTiff.Lzw(samples), 8 => PixelTiff.Deflate(samples), 32773 => PixelTiff.PackBits(samples), _ => samples };
        // The end-of-information code and the checksum may be missing: the pixels before them are whole.
        var tail = compression switch { 5 => 3, 8 => 5, _ => 0 };
        // A strip of 0 bytes is how some writers say that they do not know: it is no sign of a cut.
        for (var length = 1; length < packed.Length - tail; length++)
        {
            var bytes = new PixelTiff().AddPage(Width, Height).Short(259, compression).Strips(Height, packed[..length]).ToBytes();
            Assert.Throws<UnreadableImageException>(() => Read(bytes));
        }
    }

    [Fact]
    public void A_small_file_that_claims_a_huge_page_is_refused_before_memory_is_taken()
    {
        var bytes = new PixelTiff().AddPage(20_000, 19_999).Short(259, 8).Strips(19_999, PixelTiff.Deflate(new byte[100])).ToBytes();
        var before = GC.GetAllocatedBytesForCurrentThread();

        var refusal = Assert.Throws<UnreadableImageException>(() => Read(bytes));

        Assert.Contains("cut short", refusal.Why, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10 << 20);
    }

    [Theory]
    [InlineData(5, "printing inks")]
    [InlineData(8, "L*a*b*")]
    [InlineData(4, "mask")]
    [InlineData(32803, "mosaic")]
    public void Kinds_of_colour_that_have_no_grey_are_refused_by_name(int photometric, string name)
    {
        var refusal = Assert.Throws<UnreadableImageException>(() => Read(new PixelTiff().AddPage(1, 1).Short(262, photometric).Strips(1, [1]).ToBytes()));

        Assert.Contains(name, refusal.Why, StringComparison.Ordinal);
    }

    private static ulong Bits(float value) => BitConverter.SingleToUInt32Bits(value);

    private static ulong[] Pattern(uint top) => [.. Enumerable.Range(0, Width * Height).Select(i => i == 0 ? 0 : i == 1 ? top : (ulong)i * 2654435761u % (top + 1UL))];

    private static Micrograph Read(byte[] bytes) =>
        Ingestor.Read(new InputFile("a.tif", bytes), null, new IngestOptions { DataBar = DataBarMode.Keep });

    internal static int[] Pixels(Mat grey)
    {
        var pixels = new int[grey.Rows * grey.Cols];
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = grey.Depth() == MatType.CV_8U
                ? grey.Get<byte>(i / grey.Cols, i % grey.Cols)
                : grey.Get<ushort>(i / grey.Cols, i % grey.Cols);
        }

        return pixels;
    }
}

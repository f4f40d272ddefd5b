using ImageAnalysis.Ingest.Tiff;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Tests.Ingest.Tiff;

public sealed class TiffFileTests
{
    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    public void Either_byte_order_and_either_size_of_offsets_give_the_same_fields(bool littleEndian, bool big)
    {
        var bytes = new PixelTiff(littleEndian, big).AddPage(7, 3).Text(270, "grey µm").Short(33000, 1, 2, 3, 40_000, 5).ToBytes();

        var file = TiffFile.Read(bytes);

        Assert.NotNull(file);
        var page = Assert.Single(file.Directories);
        Assert.Equal((7L, 3L), (page.Width, page.Height));
        Assert.Equal("grey µm", page.Text(270));
        Assert.Equal([1d, 2, 3, 40_000, 5], page.Find(33000)!.Numbers());
        Assert.Null(page.Find(33000)!.Integer(5));
        Assert.Empty(file.Faults);
        Assert.Empty(page.Faults);
    }

    [Fact]
    public void Pages_come_in_the_order_of_the_file()
    {
        var file = TiffFile.Read(new PixelTiff().AddPage(4, 5).AddPage(6, 7).AddPage(8, 9).ToBytes());

        Assert.Equal([4L, 6, 8], file!.Directories.Select(page => page.Width));
    }

    [Fact]
    public void A_ring_of_directories_ends_and_is_named()
    {
        var bytes = new PixelTiff().AddPage(4, 5).AddPage(6, 7).ToBytes();
        var first = BitConverter.ToUInt32(bytes, 4);
        // The last four bytes point from the second directory to the next.
        BitConverter.TryWriteBytes(bytes.AsSpan(bytes.Length - 4), first);

        var file = TiffFile.Read(bytes);

        Assert.Equal(2, file!.Directories.Count);
        Assert.Contains("came before", Assert.Single(file.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void A_field_whose_bytes_lie_outside_the_file_is_left_out_and_named()
    {
        var bytes = new PixelTiff().AddPage(4, 5).Text(270, "a text longer than four bytes").ToBytes();
        var entry = IndexOfEntry(bytes, 270);
        BitConverter.TryWriteBytes(bytes.AsSpan(entry + 8), 1_000_000u);

        var page = TiffFile.Read(bytes)!.Directories[0];

        Assert.Null(page.Find(270));
        Assert.Contains("tag 270", Assert.Single(page.Faults), StringComparison.Ordinal);
        Assert.Equal(4, page.Width);
    }

    [Fact]
    public void A_count_beyond_the_file_is_refused_without_overflow()
    {
        var bytes = new PixelTiff(big: true).AddPage(4, 5).Text(270, "a text longer than eight bytes").ToBytes();
        var entry = IndexOfEntry(bytes, 270, big: true);
        BitConverter.TryWriteBytes(bytes.AsSpan(entry + 4), ulong.MaxValue / 2);

        var page = TiffFile.Read(bytes)!.Directories[0];

        Assert.Null(page.Find(270));
        Assert.Contains("more than the file can hold", Assert.Single(page.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_of_every_type_are_read_as_they_are_signed()
    {
        Assert.Equal(-2, Field(TiffType.SByte, 0xFE).Integer());
        Assert.Equal(-2, Field(TiffType.SShort, 0xFE, 0xFF).Integer());
        Assert.Equal(65534, Field(TiffType.Short, 0xFE, 0xFF).Integer());
        Assert.Equal(-2, Field(TiffType.SLong, 0xFE, 0xFF, 0xFF, 0xFF).Number());
        Assert.Equal(1.5, Field(TiffType.Rational, 3, 0, 0, 0, 2, 0, 0, 0).Number());
        Assert.Equal(-1.5, Field(TiffType.SRational, 0xFD, 0xFF, 0xFF, 0xFF, 2, 0, 0, 0).Number());
        Assert.True(double.IsNaN(Field(TiffType.Rational, 0, 0, 0, 0, 0, 0, 0, 0).Number()!.Value));
        Assert.Equal(0.25, Field(TiffType.Float, BitConverter.GetBytes(0.25f)).Number());
        Assert.Equal(0.1, Field(TiffType.Double, BitConverter.GetBytes(0.1)).Number());
        Assert.Null(Field(TiffType.Double, BitConverter.GetBytes(0.1)).Integer());
        Assert.Null(Field(TiffType.Long8, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF).Integer());
    }

    [Fact]
    public void No_change_of_bytes_makes_reading_throw()
    {
        var random = new SeededRandom(5);
        var whole = new PixelTiff().AddPage(4, 5).Text(270, "text").Short(33000, 1, 2, 3).AddPage(6, 7).ToBytes();
        for (var i = 0; i < 5000; i++)
        {
            var bytes = whole[..(random.NextInt(whole.Length) + 1)];
            for (var change = random.NextInt(6); change > 0; change--) bytes[random.NextInt(bytes.Length)] = (byte)random.NextInt(256);
            foreach (var page in TiffFile.Read(bytes)?.Directories ?? [])
            {
                foreach (var field in page.Fields) _ = (field.Text, field.Number(), field.Integer(field.Count - 1));
            }
        }
    }

    private static TiffField Field(ushort type, params byte[] bytes) => new(1, type, bytes.Length / TiffType.Size(type), bytes, LittleEndian: true);

    private static int IndexOfEntry(byte[] bytes, ushort tag, bool big = false)
    {
        var directory = big ? (int)BitConverter.ToUInt64(bytes, 8) + 8 : (int)BitConverter.ToUInt32(bytes, 4) + 2;
        while (BitConverter.ToUInt16(bytes, directory) != tag) directory += big ? 20 : 12;
        return directory;
    }
}

using System.Buffers.Binary;
using System.Text;
using ImageAnalysis.Findings;
using ImageAnalysis.Ingest;
using ImageAnalysis.Ingest.Tiff;
using ImageAnalysis.Ingest.Vendors;

namespace ImageAnalysis.Tests.Ingest.Vendors;

/// <summary>A classic little-endian TIFF without pixels: pages of given size, with given fields, to put a maker's block into.</summary>
internal sealed class VendorTiff
{
    private readonly List<Page> _pages = [];

    private sealed record Field(ushort Tag, ushort Type, int Count, byte[] Bytes);

    private sealed record Page(List<Field> Fields, List<Field> Exif);

    public VendorTiff(int width, int height) => AddPage(width, height);

    public VendorTiff AddPage(int width, int height)
    {
        _pages.Add(new Page([], []));
        return Long(256, (uint)width).Long(257, (uint)height);
    }

    public VendorTiff Ascii(ushort tag, string latin1) => Add(tag, TiffType.Ascii, Encoding.Latin1.GetBytes(latin1 + "\0"));

    public VendorTiff Bytes(ushort tag, byte[] bytes) => Add(tag, TiffType.Byte, bytes);

    public VendorTiff Exif(ushort tag, byte[] bytes)
    {
        _pages[^1].Exif.Add(new Field(tag, TiffType.Undefined, bytes.Length, bytes));
        return this;
    }

    public VendorTiff Long(ushort tag, uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        _pages[^1].Fields.Add(new Field(tag, TiffType.Long, 1, bytes));
        return this;
    }

    public VendorTiff Rational(ushort tag, uint over, uint under)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, over);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), under);
        _pages[^1].Fields.Add(new Field(tag, TiffType.Rational, 1, bytes));
        return this;
    }

    public VendorTiff Double(ushort tag, double value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        _pages[^1].Fields.Add(new Field(tag, TiffType.Double, 1, bytes));
        return this;
    }

    public byte[] Build()
    {
        var file = new MemoryStream();
        file.Write("II*\0\0\0\0\0"u8);
        var pointerAt = 4;
        foreach (var page in _pages)
        {
            var fields = page.Fields;
            if (page.Exif.Count > 0)
            {
                var exif = Write(file, page.Exif, out _);
                fields = [.. fields, new Field(34665, TiffType.Long, 1, BitConverter.GetBytes(exif))];
            }

            Patch(file, pointerAt, Write(file, fields, out pointerAt));
        }

        return file.ToArray();
    }

    /// <summary>All that is read of the first page, with the given sidecars.</summary>
    public IReadOnlyList<VendorReading> Read(params Sidecar[] sidecars) => Read(Build(), "image.tif", 0, sidecars);

    public static IReadOnlyList<VendorReading> Read(ReadOnlyMemory<byte> file, string name, int pageIndex, params Sidecar[] sidecars)
    {
        var directories = TiffFile.Read(file)!.Directories;
        var page = directories[pageIndex];
        return VendorMetadata.Read(new VendorInput(
            name, new PageSize((int)page.Width, (int)page.Height), page, [.. directories.Where(directory => directory != page)], file, sidecars));
    }

    private VendorTiff Add(ushort tag, ushort type, byte[] bytes)
    {
        _pages[^1].Fields.Add(new Field(tag, type, bytes.Length, bytes));
        return this;
    }

    private static int Write(MemoryStream file, List<Field> fields, out int nextAt)
    {
        List<byte[]> values = [];
        foreach (var field in fields)
        {
            if (field.Bytes.Length <= 4)
            {
                values.Add([.. field.Bytes, .. new byte[4 - field.Bytes.Length]]);
                continue;
            }

            values.Add(BitConverter.GetBytes((int)file.Position));
            file.Write(field.Bytes);
            if (file.Position % 2 == 1) file.WriteByte(0);
        }

        var start = (int)file.Position;
        file.Write(BitConverter.GetBytes((ushort)fields.Count));
        for (var i = 0; i < fields.Count; i++)
        {
            file.Write(BitConverter.GetBytes(fields[i].Tag));
            file.Write(BitConverter.GetBytes(fields[i].Type));
            file.Write(BitConverter.GetBytes(fields[i].Count));
            file.Write(values[i]);
        }

        nextAt = (int)file.Position;
        file.Write(new byte[4]);
        return start;
    }

    private static void Patch(MemoryStream file, int at, int value)
    {
        file.Position = at;
        file.Write(BitConverter.GetBytes(value));
        file.Position = file.Length;
    }
}

internal static class VendorReadingAssertions
{
    /// <summary>Preferred pixel size along x, nm.</summary>
    public static double Nm(this VendorReading reading) => reading.PixelSizes[0].PixelSize.X.Nanometres;

    public static double NmY(this VendorReading reading) => reading.PixelSizes[0].PixelSize.Y.Nanometres;

    public static IEnumerable<string> Codes(this VendorReading reading) => reading.Findings.Select(finding => finding.Code);

    public static void AssertNear(double expected, double actual, double relative = 1e-9) =>
        Assert.InRange(actual, expected * (1 - relative), expected * (1 + relative));

    public static Sidecar Sidecar(string name, string text, Encoding encoding) => new(name, encoding.GetBytes(text));
}

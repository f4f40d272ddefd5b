using System.Buffers.Binary;
using System.Text;

namespace ImageAnalysis.Training.Rendering;

/// <summary>
/// Writes one grey page as an uncompressed little-endian TIFF 6.0 with any further tags: pixels in one strip after the header, then the tags' data, then
/// the directory. Byte-identical for the same input: no date, no compressor.
/// </summary>
internal sealed class TiffWriter
{
    private const ushort Byte = 1, Ascii = 2, Short = 3, Long = 4, Rational = 5, Undefined = 7;

    private readonly SortedDictionary<ushort, Entry> _entries = [];
    private readonly SortedDictionary<ushort, Entry> _exif = [];

    public void AddBytes(ushort tag, byte[] data) => _entries[tag] = new Entry(Byte, data.Length, data);

    /// <summary>Adds text as TIFF type ASCII, one byte per character, closed by 0.</summary>
    public void AddText(ushort tag, string text)
    {
        var data = Encoding.Latin1.GetBytes(text + "\0");
        _entries[tag] = new Entry(Ascii, data.Length, data);
    }

    /// <summary>Adds a field of type UNDEFINED to the EXIF directory.</summary>
    public void AddExif(ushort tag, byte[] data) => _exif[tag] = new Entry(Undefined, data.Length, data);

    public byte[] Write(byte[] pixels, int width, int height, int bitDepth)
    {
        const int Header = 8;
        AddNumber(256, Long, width);
        AddNumber(257, Long, height);
        AddNumber(258, Short, bitDepth);
        AddNumber(259, Short, 1);
        AddNumber(262, Short, 1);
        AddNumber(273, Long, Header);
        AddNumber(277, Short, 1);
        AddNumber(278, Long, height);
        AddNumber(279, Long, pixels.Length);
        // Print resolution as most instruments write it: 72 dpi, which says nothing about the specimen.
        _entries[282] = new Entry(Rational, 1, [72, 0, 0, 0, 1, 0, 0, 0]);
        _entries[283] = new Entry(Rational, 1, [72, 0, 0, 0, 1, 0, 0, 0]);
        AddNumber(296, Short, 2);

        using var file = new MemoryStream();
        file.Write("II*\0\0\0\0\0"u8);
        file.Write(pixels);
        Align(file);
        if (_exif.Count > 0) AddNumber(34665, Long, WriteDirectory(file, _exif));
        var directory = WriteDirectory(file, _entries);
        var bytes = file.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), (uint)directory);
        return bytes;
    }

    private void AddNumber(ushort tag, ushort type, long value)
    {
        var data = new byte[type == Short ? 2 : 4];
        if (type == Short) BinaryPrimitives.WriteUInt16LittleEndian(data, (ushort)value);
        else BinaryPrimitives.WriteUInt32LittleEndian(data, (uint)value);
        _entries[tag] = new Entry(type, 1, data);
    }

    /// <summary>Writes the entries' data, then the directory.</summary>
    /// <returns>Where the directory starts.</returns>
    private static long WriteDirectory(MemoryStream file, SortedDictionary<ushort, Entry> entries)
    {
        var places = new Dictionary<ushort, uint>();
        foreach (var (tag, entry) in entries)
        {
            if (entry.Data.Length <= 4) continue;
            Align(file);
            places[tag] = (uint)file.Position;
            file.Write(entry.Data);
        }

        Align(file);
        var start = file.Position;
        Span<byte> line = stackalloc byte[12];
        BinaryPrimitives.WriteUInt16LittleEndian(line, (ushort)entries.Count);
        file.Write(line[..2]);
        foreach (var (tag, entry) in entries)
        {
            line.Clear();
            BinaryPrimitives.WriteUInt16LittleEndian(line, tag);
            BinaryPrimitives.WriteUInt16LittleEndian(line[2..], entry.Type);
            BinaryPrimitives.WriteUInt32LittleEndian(line[4..], (uint)entry.Count);
            if (places.TryGetValue(tag, out var place)) BinaryPrimitives.WriteUInt32LittleEndian(line[8..], place);
            else entry.Data.CopyTo(line[8..]);
            file.Write(line);
        }

        file.Write("\0\0\0\0"u8);
        return start;
    }

    private static void Align(MemoryStream file)
    {
        if (file.Position % 2 == 1) file.WriteByte(0);
    }

    private readonly record struct Entry(ushort Type, int Count, byte[] Data);
}

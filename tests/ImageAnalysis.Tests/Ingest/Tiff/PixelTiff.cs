using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace ImageAnalysis.Tests.Ingest.Tiff;

/// <summary>Writes TIFF files with pixels, byte by byte after TIFF 6.0: any depth, either byte order, classic or BigTIFF, strips or tiles.</summary>
internal sealed class PixelTiff(bool littleEndian = true, bool big = false)
{
    private readonly List<Page> _pages = [];

    private sealed record Field(ushort Tag, ushort Type, ulong[] Values);

    private sealed class Page
    {
        public List<Field> Fields { get; } = [];

        public List<byte[]> Blocks { get; } = [];

        public bool Tiled { get; set; }
    }

    private Page Current => _pages[^1];

    /// <summary>A page of one unsigned 8-bit sample, low values dark, until other tags say otherwise.</summary>
    public PixelTiff AddPage(int width, int height)
    {
        _pages.Add(new Page());
        return Short(256, width).Short(257, height).Short(258, 8).Short(259, 1).Short(262, 1);
    }

    /// <summary>A field of 16-bit values; it replaces one of the same tag.</summary>
    public PixelTiff Short(ushort tag, params int[] values) => Set(tag, 3, [.. values.Select(value => (ulong)value)]);

    public PixelTiff Text(ushort tag, string text) => Set(tag, 2, [.. Encoding.Latin1.GetBytes(text + "\0").Select(value => (ulong)value)]);

    public PixelTiff Bytes(ushort tag, byte[] bytes) => Set(tag, 1, [.. bytes.Select(value => (ulong)value)]);

    public PixelTiff Without(ushort tag)
    {
        Current.Fields.RemoveAll(field => field.Tag == tag);
        return this;
    }

    /// <summary>The page as strips of whole rows.</summary>
    public PixelTiff Strips(int rowsPerStrip, params byte[][] strips)
    {
        Current.Blocks.AddRange(strips);
        return Short(278, rowsPerStrip);
    }

    /// <summary>The page as tiles, left to right, then down.</summary>
    public PixelTiff Tiles(int width, int height, params byte[][] tiles)
    {
        Current.Tiled = true;
        Current.Blocks.AddRange(tiles);
        return Short(322, width).Short(323, height);
    }

    public byte[] ToBytes()
    {
        var stream = new MemoryStream();
        stream.Write(littleEndian ? "II"u8 : "MM"u8);
        Write(stream, (ulong)(big ? 43 : 42), 2);
        if (big)
        {
            Write(stream, 8, 2);
            Write(stream, 0, 2);
        }

        var pointer = stream.Position;
        Write(stream, 0, OffsetSize);
        foreach (var page in _pages) pointer = WritePage(stream, page, pointer);
        return stream.ToArray();
    }

    /// <summary>Samples packed with the first in the highest bits, rows padded to whole bytes; whole bytes in the file's order.</summary>
    public byte[] Pack(int bits, int samplesPerRow, ReadOnlySpan<ulong> samples)
    {
        var packed = new List<byte>();
        for (var row = 0; row < samples.Length / samplesPerRow; row++)
        {
            var (held, window) = (0, (UInt128)0);
            foreach (var sample in samples.Slice(row * samplesPerRow, samplesPerRow))
            {
                if (bits % 8 == 0)
                {
                    for (var b = 0; b < bits / 8; b++) packed.Add((byte)(sample >> (8 * (littleEndian ? b : (bits / 8) - 1 - b))));
                    continue;
                }

                window = (window << bits) | sample;
                for (held += bits; held >= 8; held -= 8) packed.Add((byte)(window >> (held - 8)));
            }

            if (held > 0) packed.Add((byte)(window << (8 - held)));
        }

        return [.. packed];
    }

    public static byte[] Deflate(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var stream = new ZLibStream(packed, CompressionLevel.Optimal)) stream.Write(bytes);
        return packed.ToArray();
    }

    /// <summary>Runs of equal bytes as repeats, others as literals of one.</summary>
    public static byte[] PackBits(byte[] bytes)
    {
        var packed = new List<byte>();
        for (var i = 0; i < bytes.Length;)
        {
            var run = 1;
            while (run < 128 && i + run < bytes.Length && bytes[i + run] == bytes[i]) run++;
            packed.Add(run == 1 ? (byte)0 : (byte)(257 - run));
            packed.Add(bytes[i]);
            i += run;
        }

        return [.. packed];
    }

    /// <summary>LZW as TIFF 6.0, section 13 writes it: clear code first, widths that change one code early, codes from the highest bit.</summary>
    public static byte[] Lzw(byte[] bytes)
    {
        var (packed, window, held, width) = (new List<byte>(), 0UL, 0, 9);
        var table = new Dictionary<string, int>();
        Clear();
        var prefix = "";
        foreach (var value in bytes)
        {
            var longer = prefix + (char)value;
            if (longer.Length == 1 || table.ContainsKey(longer))
            {
                prefix = longer;
                continue;
            }

            Emit(CodeOf(prefix));
            table[longer] = 258 + table.Count;
            if (table.Count + 258 is 512 or 1024 or 2048) width++;
            if (table.Count + 258 == 4095) Clear();
            prefix = longer[^1..];
        }

        if (prefix.Length > 0) Emit(CodeOf(prefix));
        Emit(257);
        if (held > 0) packed.Add((byte)(window << (8 - held)));
        return [.. packed];

        int CodeOf(string text) => text.Length == 1 ? text[0] : table[text];

        void Clear()
        {
            Emit(256);
            table.Clear();
            width = 9;
        }

        void Emit(int code)
        {
            window = (window << width) | (uint)code;
            for (held += width; held >= 8; held -= 8) packed.Add((byte)(window >> (held - 8)));
        }
    }

    private int OffsetSize => big ? 8 : 4;

    private PixelTiff Set(ushort tag, ushort type, ulong[] values)
    {
        Without(tag);
        Current.Fields.Add(new Field(tag, type, values));
        return this;
    }

    private long WritePage(MemoryStream stream, Page page, long pointer)
    {
        var offsets = new List<ulong>();
        foreach (var block in page.Blocks)
        {
            offsets.Add((ulong)stream.Position);
            stream.Write(block);
        }

        List<Field> fields = [.. page.Fields];
        if (page.Blocks.Count > 0)
        {
            fields.Add(new Field((ushort)(page.Tiled ? 324 : 273), big ? (ushort)16 : (ushort)4, [.. offsets]));
            fields.Add(new Field((ushort)(page.Tiled ? 325 : 279), 4, [.. page.Blocks.Select(block => (ulong)block.Length)]));
        }

        var values = new List<(Field Field, long At)>();
        foreach (var field in fields.OrderBy(field => field.Tag))
        {
            values.Add((field, stream.Position));
            if (field.Values.Length * Size(field.Type) > OffsetSize) WriteValues(stream, field);
        }

        if (stream.Position % 2 == 1) stream.WriteByte(0);
        var directory = stream.Position;
        Write(stream, (ulong)values.Count, big ? 8 : 2);
        foreach (var (field, at) in values)
        {
            Write(stream, field.Tag, 2);
            Write(stream, field.Type, 2);
            Write(stream, (ulong)field.Values.Length, OffsetSize);
            if (field.Values.Length * Size(field.Type) > OffsetSize)
            {
                Write(stream, (ulong)at, OffsetSize);
                continue;
            }

            var end = stream.Position + OffsetSize;
            WriteValues(stream, field);
            while (stream.Position < end) stream.WriteByte(0);
        }

        var next = stream.Position;
        Write(stream, 0, OffsetSize);
        stream.Position = pointer;
        Write(stream, (ulong)directory, OffsetSize);
        stream.Position = stream.Length;
        return next;
    }

    private static int Size(ushort type) => type switch { 1 or 2 => 1, 3 => 2, 16 => 8, _ => 4 };

    private void WriteValues(MemoryStream stream, Field field)
    {
        foreach (var value in field.Values) Write(stream, value, Size(field.Type));
    }

    private void Write(MemoryStream stream, ulong value, int size)
    {
        Span<byte> bytes = stackalloc byte[8];
        if (littleEndian)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
            stream.Write(bytes[..size]);
        }
        else
        {
            BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
            stream.Write(bytes[(8 - size)..]);
        }
    }
}

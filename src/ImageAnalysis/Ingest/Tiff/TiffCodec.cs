using System.IO.Compression;
using System.Runtime.InteropServices;

namespace ImageAnalysis.Ingest.Tiff;

/// <summary>
/// The byte-wise compressions of TIFF, unpacked into a buffer of the size that the page's layout needs. Each returns how many bytes it could
/// produce; less than the buffer means that the data are cut short or damaged.
/// </summary>
internal static class TiffCodec
{
    /// <summary>Most output bytes per input byte: a bound that no intact data exceed, so that a lie about the size is found before memory is taken for it.</summary>
    public static int MostExpansion(TiffCompression compression) => compression switch
    {
        TiffCompression.None => 1,
        TiffCompression.PackBits => 64,
        TiffCompression.Deflate or TiffCompression.OldDeflate => 1033,
        TiffCompression.Lzw => 2731,
        _ => 100_000,
    };

    /// <summary>Apple's run lengths, TIFF 6.0 section 9.</summary>
    public static int UnpackBits(ReadOnlySpan<byte> source, Span<byte> target)
    {
        var (from, to) = (0, 0);
        while (to < target.Length && from < source.Length)
        {
            int n = (sbyte)source[from++];
            if (n >= 0)
            {
                var length = Math.Min(Math.Min(n + 1, target.Length - to), source.Length - from);
                source.Slice(from, length).CopyTo(target[to..]);
                (from, to) = (from + length, to + length);
            }
            else if (n != -128 && from < source.Length)
            {
                var length = Math.Min(1 - n, target.Length - to);
                target.Slice(to, length).Fill(source[from++]);
                to += length;
            }
        }

        return to;
    }

    /// <summary>zlib data (codes 8 and 32946). The checksum is verified when the data end where the pixels do.</summary>
    public static int Inflate(ReadOnlyMemory<byte> source, Span<byte> target)
    {
        var segment = MemoryMarshal.TryGetArray(source, out var array) ? array : new ArraySegment<byte>(source.ToArray());
        using var packed = new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false);
        using var stream = new ZLibStream(packed, CompressionMode.Decompress);
        var done = 0;
        try
        {
            done = stream.ReadAtLeast(target, target.Length, throwOnEndOfStream: false);
            _ = stream.ReadByte();
            return done;
        }
        catch (InvalidDataException)
        {
            return Math.Min(done, target.Length - 1);
        }
    }

    /// <summary>LZW with the most significant bit first and the early change of width, TIFF 6.0 section 13.</summary>
    public static int UnpackLzw(ReadOnlySpan<byte> source, Span<byte> target)
    {
        const int Clear = 256, End = 257, First = 258, TableSize = 4096;
        Span<ushort> prefix = stackalloc ushort[TableSize];
        Span<ushort> length = stackalloc ushort[TableSize];
        Span<byte> last = stackalloc byte[TableSize];
        for (var i = 0; i < Clear; i++) (length[i], last[i]) = (1, (byte)i);

        var (from, to, next, width, previous) = (0, 0, First, 9, -1);
        uint window = 0;
        var held = 0;
        while (to < target.Length)
        {
            while (held < width)
            {
                if (from == source.Length) return to;
                window = (window << 8) | source[from++];
                held += 8;
            }

            held -= width;
            var code = (int)(window >> held) & ((1 << width) - 1);
            if (code == End) return to;
            if (code == Clear)
            {
                (next, width, previous) = (First, 9, -1);
                continue;
            }

            if (code > next || (code == next && previous < 0)) return to;
            int count;
            if (code < next)
            {
                count = length[code];
                WriteBackwards(code, count, target, to, prefix, last);
            }
            else
            {
                // The code that is just being made: the previous string and its own first byte.
                count = length[previous] + 1;
                WriteBackwards(previous, count - 1, target, to, prefix, last);
                if (to + count <= target.Length) target[to + count - 1] = target[to];
            }

            if (previous >= 0 && next < TableSize)
            {
                (prefix[next], length[next], last[next]) = ((ushort)previous, (ushort)(length[previous] + 1), target[to]);
                next++;
                if (next + 1 >= 1 << width && width < 12) width++;
            }

            previous = code;
            to = Math.Min(to + count, target.Length);
        }

        return to;
    }

    /// <summary>Reverses the bits of every byte, for pages whose first pixel sits in the lowest bit (fill order 2).</summary>
    public static byte[] ReverseBits(ReadOnlySpan<byte> source)
    {
        var reversed = new byte[source.Length];
        for (var i = 0; i < source.Length; i++) reversed[i] = (byte)(((source[i] * 0x80200802UL) & 0x0884422110UL) * 0x0101010101UL >> 32);
        return reversed;
    }

    private static void WriteBackwards(int code, int count, Span<byte> target, int to, ReadOnlySpan<ushort> prefix, ReadOnlySpan<byte> last)
    {
        for (var i = to + count - 1; i >= to; i--)
        {
            if (i < target.Length) target[i] = last[code];
            code = prefix[code];
        }
    }
}

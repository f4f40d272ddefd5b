using System.Buffers.Binary;
using System.Text;

namespace ImageAnalysis.Ingest.Tiff;

/// <summary>Type numbers of TIFF fields (TIFF 6.0, p. 15; BigTIFF 16-18).</summary>
public static class TiffType
{
    public const ushort Byte = 1, Ascii = 2, Short = 3, Long = 4, Rational = 5, SByte = 6, Undefined = 7, SShort = 8, SLong = 9,
        SRational = 10, Float = 11, Double = 12, Ifd = 13, Long8 = 16, SLong8 = 17, Ifd8 = 18;

    /// <summary>Bytes of one value; 0 for a type that is not defined.</summary>
    public static int Size(ushort type) => type switch
    {
        Byte or Ascii or SByte or Undefined => 1,
        Short or SShort => 2,
        Long or SLong or Float or Ifd => 4,
        Rational or SRational or Double or Long8 or SLong8 or Ifd8 => 8,
        _ => 0,
    };
}

/// <summary>One tagged value of a TIFF directory, as it stands in the file.</summary>
/// <param name="Tag">Tag number.</param>
/// <param name="Type">Type number, one of <see cref="TiffType"/>.</param>
/// <param name="Count">Number of values.</param>
/// <param name="Bytes">Exactly <paramref name="Count"/> values in file order; a view into the file.</param>
/// <param name="LittleEndian">Byte order of the values.</param>
public sealed record TiffField(ushort Tag, ushort Type, long Count, ReadOnlyMemory<byte> Bytes, bool LittleEndian)
{
    /// <summary>The bytes as ISO-8859-1 text up to the first NUL: lossless for any maker's code page, and right for the µ (0xB5) that several write.</summary>
    public string Text
    {
        get
        {
            var bytes = Bytes.Span;
            var end = bytes.IndexOf((byte)0);
            return Encoding.Latin1.GetString(end < 0 ? bytes : bytes[..end]);
        }
    }

    /// <summary>The value at an index as a number, rationals divided out (0/0 is NaN); null for an index outside the field.</summary>
    public double? Number(long index = 0)
    {
        if (index < 0 || index >= Count) return null;
        var at = Value(index);
        return Type switch
        {
            TiffType.Rational => (double)UInt32(at) / UInt32(at[4..]),
            TiffType.SRational => (double)(int)UInt32(at) / (int)UInt32(at[4..]),
            TiffType.Float => BitConverter.UInt32BitsToSingle(UInt32(at)),
            TiffType.Double => BitConverter.UInt64BitsToDouble(UInt64(at)),
            TiffType.Long8 or TiffType.Ifd8 => UInt64(at),
            _ => Integer(index),
        };
    }

    /// <summary>The value at an index as a whole number; null for an index outside the field, a type that is not whole, or a value above 2⁶³ - 1.</summary>
    public long? Integer(long index = 0)
    {
        if (index < 0 || index >= Count) return null;
        var at = Value(index);
        return Type switch
        {
            TiffType.Byte or TiffType.Ascii or TiffType.Undefined => at[0],
            TiffType.SByte => (sbyte)at[0],
            TiffType.Short => UInt16(at),
            TiffType.SShort => (short)UInt16(at),
            TiffType.Long or TiffType.Ifd => UInt32(at),
            TiffType.SLong => (int)UInt32(at),
            TiffType.SLong8 => (long)UInt64(at),
            TiffType.Long8 or TiffType.Ifd8 => UInt64(at) is var value && value <= long.MaxValue ? (long)value : null,
            _ => null,
        };
    }

    /// <summary>All values as numbers, at most the given count.</summary>
    public IReadOnlyList<double> Numbers(int atMost = 65_536)
    {
        var numbers = new double[Math.Min(Count, atMost)];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = Number(i) ?? double.NaN;
        return numbers;
    }

    private ReadOnlySpan<byte> Value(long index)
    {
        var size = TiffType.Size(Type);
        return Bytes.Span.Slice((int)(index * size), size);
    }

    private ushort UInt16(ReadOnlySpan<byte> at) =>
        LittleEndian ? BinaryPrimitives.ReadUInt16LittleEndian(at) : BinaryPrimitives.ReadUInt16BigEndian(at);

    private uint UInt32(ReadOnlySpan<byte> at) =>
        LittleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(at) : BinaryPrimitives.ReadUInt32BigEndian(at);

    private ulong UInt64(ReadOnlySpan<byte> at) =>
        LittleEndian ? BinaryPrimitives.ReadUInt64LittleEndian(at) : BinaryPrimitives.ReadUInt64BigEndian(at);
}

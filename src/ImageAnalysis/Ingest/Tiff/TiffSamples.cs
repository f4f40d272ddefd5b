using System.Buffers.Binary;

namespace ImageAnalysis.Ingest.Tiff;

/// <summary>Sample values out of the packed bytes of one row.</summary>
internal static class TiffSamples
{
    /// <summary>
    /// The bit patterns of a row's samples. Whole bytes follow the byte order of the file; every other depth is packed with the most
    /// significant bit first whatever that order is (TIFF 6.0, fill order 1).
    /// </summary>
    public static void Read(ReadOnlySpan<byte> row, int bits, bool littleEndian, Span<ulong> samples)
    {
        if (bits % 8 == 0)
        {
            var size = bits / 8;
            for (var i = 0; i < samples.Length; i++) samples[i] = Whole(row.Slice(i * size, size), littleEndian);
            return;
        }

        var (at, held) = (0, 0);
        UInt128 window = 0;
        var mask = (1UL << bits) - 1;
        for (var i = 0; i < samples.Length; i++)
        {
            while (held < bits)
            {
                window = (window << 8) | row[at++];
                held += 8;
            }

            held -= bits;
            samples[i] = (ulong)(window >> held) & mask;
        }
    }

    /// <summary>Undoes predictor 2: each sample was stored as its difference to the same sample of the pixel to the left, modulo 2^bits.</summary>
    public static void UndoDifferences(Span<ulong> samples, int stride, int bits)
    {
        var mask = bits == 64 ? ulong.MaxValue : (1UL << bits) - 1;
        for (var i = stride; i < samples.Length; i++) samples[i] = (samples[i] + samples[i - stride]) & mask;
    }

    /// <summary>Predictor 2 on bytes, in place.</summary>
    public static void UndoDifferences(Span<byte> row, int stride)
    {
        for (var i = stride; i < row.Length; i++) row[i] += row[i - stride];
    }

    /// <summary>Predictor 2 on 16-bit samples in the machine's byte order, in place.</summary>
    public static void UndoDifferences(Span<ushort> row, int stride)
    {
        for (var i = stride; i < row.Length; i++) row[i] += row[i - stride];
    }

    /// <summary>
    /// Undoes predictor 3 (Adobe Photoshop TIFF Technical Note 3): bytes are differences, and a row holds the highest bytes of all samples
    /// first. The samples come out with the highest byte first.
    /// </summary>
    public static void UndoFloatPredictor(Span<byte> row, int stride, int bits, Span<byte> bigEndian)
    {
        UndoDifferences(row, stride);
        var size = bits / 8;
        var count = row.Length / size;
        for (var i = 0; i < count; i++)
        {
            for (var b = 0; b < size; b++) bigEndian[(i * size) + b] = row[(b * count) + i];
        }
    }

    /// <summary>The number that a bit pattern stands for.</summary>
    public static double Number(ulong pattern, int bits, TiffSampleFormat format) => format switch
    {
        TiffSampleFormat.Unsigned => pattern,
        TiffSampleFormat.Signed => (long)(pattern << (64 - bits)) >> (64 - bits),
        _ => bits switch
        {
            16 => (double)BitConverter.UInt16BitsToHalf((ushort)pattern),
            32 => BitConverter.UInt32BitsToSingle((uint)pattern),
            64 => BitConverter.UInt64BitsToDouble(pattern),
            _ => double.NaN,
        },
    };

    private static ulong Whole(ReadOnlySpan<byte> bytes, bool littleEndian)
    {
        switch (bytes.Length)
        {
            case 1:
                return bytes[0];
            case 2:
                return littleEndian ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);
            default:
                ulong value = 0;
                for (var i = 0; i < bytes.Length; i++) value = (value << 8) | bytes[littleEndian ? bytes.Length - 1 - i : i];
                return value;
        }
    }
}

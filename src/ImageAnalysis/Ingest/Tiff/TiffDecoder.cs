using System.Buffers.Binary;
using System.Runtime.InteropServices;
using ImageAnalysis.Findings;
using OpenCvSharp;

namespace ImageAnalysis.Ingest.Tiff;

/// <summary>
/// Decodes uncompressed, PackBits, LZW and Deflate pages of every depth and arrangement. OpenCV 4.6 reads only some of them, and some silently
/// wrong (planar 16-bit colour as if it were interleaved, grey with extra samples as black, packed 12-bit grey sixteen times too bright);
/// pages of the other compressions go to it by way of <see cref="TiffByOpenCv"/>.
/// </summary>
internal sealed class TiffDecoder(TiffPage page, ReadOnlyMemory<byte> content, bool littleEndian, string file)
{
    private byte[] _block = [];
    private byte[] _shuffled = [];
    private ulong[] _samples = [];
    private bool _translucent;

    private delegate void RowVisitor(ReadOnlySpan<byte> row, bool rowLittleEndian, int y, int x, int plane);

    private int Levels => 1 << Math.Min(page.Bits, 16);

    private bool IsWide => page.Bits > 16 || page.Format == TiffSampleFormat.Float;

    private bool Inverts => page.Photometric == TiffPhotometric.WhiteIsZero;

    /// <summary>Whether pages like this are decoded here.</summary>
    public static bool Reads(TiffPage page) => page.Compression is TiffCompression.None or TiffCompression.PackBits or TiffCompression.Lzw
        or TiffCompression.Deflate or TiffCompression.OldDeflate;

    /// <summary>The page as 8 or 16 bits, 1 channel or 3 in the order red, green, blue; the caller disposes it.</summary>
    public Mat Decode(List<Finding> findings)
    {
        RefuseWhatIsNotRead();
        var palette = page.Photometric == TiffPhotometric.Palette ? TiffPalette.Read(page, file) : null;
        var colours = palette is null ? page.Colours : palette.IsGrey ? 1 : 3;
        var wide = page.Bits > 8 && palette is null;
        var mat = new Mat(page.Height, page.Width, MatType.MakeType(wide ? MatType.CV_16U : MatType.CV_8U, colours));
        try
        {
            if (palette is not null) WriteColours(mat, palette);
            else if (IsWide) WriteScaled(mat, findings);
            else if (wide) Write16(mat);
            else Write8(mat);
        }
        catch
        {
            mat.Dispose();
            throw;
        }

        var ignored = page.Samples - page.Colours - (page.HasAlpha ? 1 : 0);
        if (ignored > 0) findings.Add(IngestFindings.SamplesIgnored(page.Samples, ignored));
        if (_translucent) findings.Add(IngestFindings.AlphaIgnored());
        if (page.Format == TiffSampleFormat.Signed && !IsWide) findings.Add(IngestFindings.SignedOffset(page.Bits));
        return mat;
    }

    private void RefuseWhatIsNotRead()
    {
        if (page.Photometric == TiffPhotometric.YCbCr)
            throw TiffPage.Unsupported(file, "The page is in YCbCr colours without JPEG compression.");
        if (page.Format == TiffSampleFormat.Float && page.Bits is not (16 or 32 or 64))
            throw TiffPage.Unsupported(file, $"Its pixels are floating-point numbers of {page.Bits} bits.");
        if (page.Predictor == 3 && page.Format != TiffSampleFormat.Float)
            throw TiffPage.Damaged(file, "It states the floating-point predictor for whole numbers.");
        if (page.Photometric == TiffPhotometric.Palette && (page.Bits > 8 || page.Format != TiffSampleFormat.Unsigned))
            throw TiffPage.Unsupported(file, $"It is a palette page of {page.Bits} bits.");
    }

    private void Write8(Mat mat)
    {
        var top = Levels - 1;
        var offset = page.Format == TiffSampleFormat.Signed ? Levels / 2 : 0;
        var plain = page is { Bits: 8, Format: TiffSampleFormat.Unsigned };
        VisitRows((row, _, y, x, plane) =>
        {
            var target = mat.RowSpan<byte>(y);
            if (plain)
            {
                Scatter(row, target, x, plane);
                return;
            }

            foreach (ref var sample in _samples.AsSpan())
            {
                var value = ((int)sample + offset) & top;
                sample = (ulong)((((Inverts ? top - value : value) * 255) + (top / 2)) / top);
            }

            Scatter<ulong, byte>(_samples, target, x, plane);
        }, unpack: !plain);
        if (plain && Inverts) Cv2.BitwiseNot(mat, mat);
    }

    private void Write16(Mat mat)
    {
        var top = Levels - 1;
        var offset = page.Format == TiffSampleFormat.Signed ? Levels / 2 : 0;
        var plain = page is { Bits: 16, Format: TiffSampleFormat.Unsigned };
        VisitRows((row, rowLittleEndian, y, x, plane) =>
        {
            var target = mat.RowSpan<ushort>(y);
            if (!plain)
            {
                foreach (ref var sample in _samples.AsSpan())
                {
                    var value = ((int)sample + offset) & top;
                    sample = (ulong)(Inverts ? top - value : value);
                }

                Scatter<ulong, ushort>(_samples, target, x, plane);
                return;
            }

            var source = MemoryMarshal.Cast<byte, ushort>(row);
            if (rowLittleEndian != BitConverter.IsLittleEndian)
            {
                if (_shuffled.Length < row.Length) _shuffled = new byte[row.Length];
                var swapped = MemoryMarshal.Cast<byte, ushort>(_shuffled.AsSpan(0, row.Length & ~1));
                BinaryPrimitives.ReverseEndianness(source, swapped);
                source = swapped;
            }

            Scatter(source, target, x, plane);
        }, unpack: !plain);
        if (plain && Inverts) Cv2.BitwiseNot(mat, mat);
    }

    private void WriteColours(Mat mat, TiffPalette palette)
    {
        var stride = page.BlockSamples;
        var bytes = page.Bits == 8;
        VisitRows((row, _, y, x, plane) =>
        {
            if (plane > 0) return;
            var target = mat.RowSpan<byte>(y);
            var pixels = Math.Min(page.BlockWidth, page.Width - x);
            for (var i = 0; i < pixels; i++)
            {
                var index = bytes ? row[i * stride] : (int)_samples[i * stride];
                if (palette.IsGrey)
                {
                    target[x + i] = palette.Red[index];
                    continue;
                }

                var at = 3 * (x + i);
                (target[at], target[at + 1], target[at + 2]) = (palette.Red[index], palette.Green[index], palette.Blue[index]);
            }
        }, unpack: !bytes);
    }

    /// <summary>
    /// Numbers that do not fit 16 bits. Two passes, so that no buffer of wide numbers as large as the page is held: the first finds the range,
    /// the second maps it to 0 .. 65535. Whole numbers that do fit are kept as they are.
    /// </summary>
    private void WriteScaled(Mat mat, List<Finding> findings)
    {
        var (least, most, finite) = (double.PositiveInfinity, double.NegativeInfinity, true);
        VisitRows((_, _, _, x, plane) =>
        {
            var read = SamplesInside(x);
            for (var i = 0; i < read; i++)
            {
                if (!IsColour(i, plane)) continue;
                var value = Number(_samples[i]);
                finite &= double.IsFinite(value);
                (least, most) = (Math.Min(least, value), Math.Max(most, value));
            }
        }, unpack: true);
        if (!finite)
        {
            throw new UnreadableImageException(file, "Some pixels are not finite numbers (NaN or infinity).",
                "Replace them and save as 16 bits grey; in Fiji: Process > Noise > Remove NaNs, then Image > Type > 16-bit.");
        }

        var kept = page.Format != TiffSampleFormat.Float && least >= 0 && most <= ushort.MaxValue;
        // Halved before the difference is taken: the ends may be the largest numbers there are.
        var (origin, range) = (least / 2, (most / 2) - (least / 2));
        VisitRows((_, _, y, x, plane) =>
        {
            foreach (ref var sample in _samples.AsSpan())
            {
                var value = Number(sample);
                sample = kept ? (ulong)Math.Clamp(value, 0, ushort.MaxValue)
                    : range > 0 ? (ulong)Math.Clamp(Math.Round(((value / 2) - origin) / range * ushort.MaxValue), 0, ushort.MaxValue) : 0;
            }

            Scatter<ulong, ushort>(_samples, mat.RowSpan<ushort>(y), x, plane);
        }, unpack: true);
        if (!kept) findings.Add(IngestFindings.RangeRescaled(page, least, most));
    }

    private double Number(ulong pattern)
    {
        var value = TiffSamples.Number(pattern, page.Bits, page.Format);
        return !Inverts ? value : page.Format == TiffSampleFormat.Unsigned ? Math.Pow(2, page.Bits) - 1 - value : -value;
    }

    private bool IsColour(int sample, int plane) => (page.Planar ? plane : sample % page.Samples) < page.Colours;

    private int SamplesInside(int x) => Math.Min(page.BlockWidth, page.Width - x) * page.BlockSamples;

    /// <summary>Copies the colour samples of a row to where they belong, and notes opacity below full.</summary>
    private void Scatter<TSource, TTarget>(ReadOnlySpan<TSource> source, Span<TTarget> target, int x, int plane)
        where TSource : unmanaged, System.Numerics.INumberBase<TSource>, System.Numerics.IMinMaxValue<TSource>
        where TTarget : unmanaged, System.Numerics.INumberBase<TTarget>, System.Numerics.IMinMaxValue<TTarget>
    {
        var pixels = Math.Min(page.BlockWidth, page.Width - x);
        var (stride, colours) = (page.BlockSamples, page.Colours);
        if (page.Planar)
        {
            if (plane < colours)
            {
                for (var i = 0; i < pixels; i++) target[((x + i) * colours) + plane] = TTarget.CreateTruncating(source[i]);
            }
        }
        else if (stride == colours && typeof(TSource) == typeof(TTarget))
        {
            MemoryMarshal.Cast<TSource, TTarget>(source[..(pixels * colours)]).CopyTo(target[(x * colours)..]);
        }
        else
        {
            for (var i = 0; i < pixels; i++)
            {
                for (var c = 0; c < colours; c++) target[((x + i) * colours) + c] = TTarget.CreateTruncating(source[(i * stride) + c]);
            }
        }

        if (_translucent || !page.HasAlpha || (page.Planar && plane != colours)) return;
        var (first, step) = page.Planar ? (0, 1) : (colours, stride);
        for (var i = 0; i < pixels && !_translucent; i++)
            _translucent = TTarget.CreateTruncating(source[first + (i * step)]) != TTarget.MaxValue;
    }

    private void VisitRows(RowVisitor visit, bool unpack)
    {
        if (page.BlockRowBytes * page.BlockHeight > Array.MaxLength)
            throw TiffPage.Unsupported(file, "One of its strips or tiles holds more than 2 GB.");
        if (unpack) _samples = new ulong[page.BlockWidth * page.BlockSamples];
        var planes = page.Planar ? page.Colours + (page.HasAlpha ? 1 : 0) : 1;
        var index = 0;
        for (var plane = 0; plane < planes; plane++)
        {
            for (var down = 0; down < page.BlocksDown; down++)
            {
                for (var across = 0; across < page.BlocksAcross; across++)
                    VisitBlock(index++, visit, unpack, down * page.BlockHeight, across * page.BlockWidth, plane);
            }
        }
    }

    private void VisitBlock(int index, RowVisitor visit, bool unpack, int y, int x, int plane)
    {
        var rowBytes = (int)page.BlockRowBytes;
        var rows = page.RowsOf(y / page.BlockHeight);
        var block = Unpack(index, rowBytes * rows);
        for (var r = 0; r < rows && y + r < page.Height; r++)
        {
            var row = block.Slice(r * rowBytes, rowBytes);
            var rowLittleEndian = littleEndian;
            if (page.Predictor == 3)
            {
                if (_shuffled.Length < rowBytes) _shuffled = new byte[rowBytes];
                TiffSamples.UndoFloatPredictor(_block.AsSpan(r * rowBytes, rowBytes), page.BlockSamples, page.Bits, _shuffled);
                row = _shuffled.AsSpan(0, rowBytes);
                rowLittleEndian = false;
            }
            else if (page.Predictor == 2 && !unpack)
            {
                rowLittleEndian = UndoDifferences(_block.AsSpan(r * rowBytes, rowBytes));
            }

            if (unpack)
            {
                TiffSamples.Read(row, page.Bits, rowLittleEndian, _samples);
                if (page.Predictor == 2) TiffSamples.UndoDifferences(_samples, page.BlockSamples, page.Bits);
            }

            visit(row, rowLittleEndian, y + r, x, plane);
        }
    }

    /// <summary>Predictor 2 on whole 8- or 16-bit samples; says whether the row is little-endian afterwards.</summary>
    private bool UndoDifferences(Span<byte> row)
    {
        if (page.Bits == 8)
        {
            TiffSamples.UndoDifferences(row, page.BlockSamples);
            return littleEndian;
        }

        var values = MemoryMarshal.Cast<byte, ushort>(row);
        if (littleEndian != BitConverter.IsLittleEndian) BinaryPrimitives.ReverseEndianness(values, values);
        TiffSamples.UndoDifferences(values, page.BlockSamples);
        return BitConverter.IsLittleEndian;
    }

    /// <summary>The bytes of one strip or tile: a view into the file where they need no work, else the buffer that the next block will overwrite.</summary>
    private ReadOnlySpan<byte> Unpack(int index, int needed)
    {
        var start = (int)page.Offsets[index];
        var stored = page.Counts[index];
        var packed = stored >= 0 ? content.Slice(start, (int)stored)
            : page.Compression == TiffCompression.None ? content.Slice(start, Math.Min(needed, content.Length - start))
            : content[start..];
        if (needed > (long)packed.Length * TiffCodec.MostExpansion(page.Compression)) throw Short(index, packed.Length, needed);
        if (page.ReversedBits) packed = TiffCodec.ReverseBits(packed.Span);
        if (page.Compression == TiffCompression.None) return packed.Span[..needed];
        if (_block.Length < needed) _block = new byte[needed];
        var target = _block.AsSpan(0, needed);
        var done = page.Compression switch
        {
            TiffCompression.PackBits => TiffCodec.UnpackBits(packed.Span, target),
            TiffCompression.Lzw => TiffCodec.UnpackLzw(packed.Span, target),
            _ => TiffCodec.Inflate(packed, target),
        };
        return done == needed ? target : throw Short(index, done, needed);
    }

    private UnreadableImageException Short(int index, long has, long needed) => new(file,
        $"It is cut short or damaged: {(page.Tiled ? "tile" : "strip")} {index + 1} of {page.Offsets.Count} yields {has} of {needed} bytes.", Mends.CopyAgain);
}

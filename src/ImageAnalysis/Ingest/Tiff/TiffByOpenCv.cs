using ImageAnalysis.Findings;
using OpenCvSharp;

namespace ImageAnalysis.Ingest.Tiff;

/// <summary>
/// Pages whose compression needs a codec library: JPEG, fax, LZMA and Zstandard, by OpenCV. Only the depths and arrangements that it
/// was seen to decode right are let through.
/// </summary>
internal static class TiffByOpenCv
{
    /// <summary>The page as 8 or 16 bits, 1 channel or 3 in the order blue, green, red; the caller disposes it.</summary>
    public static Mat Decode(TiffFile tiff, TiffDirectory directory, TiffPage page, ReadOnlyMemory<byte> content, string file, List<Finding> findings)
    {
        RefuseWhatIsNotRead(page, content.Span, file);
        // OpenCV decodes the first page only, and would turn the picture as the orientation tag asks.
        var alone = tiff.WithFirst(directory);
        var mat = Cv2.ImDecode(alone, ImreadModes.Unchanged);
        try
        {
            if (mat.Empty()) throw TiffPage.Damaged(file, $"Its pixels ({page.Compression} compression) are damaged.");
            if (mat.Cols != page.Width || mat.Rows != page.Height)
                throw TiffPage.Damaged(file, $"Its pixels decode to {mat.Cols} x {mat.Rows} where the page states {page.Width} x {page.Height}.");
            if (page.Format != TiffSampleFormat.Signed) return mat;
            var shifted = new Mat();
            mat.ConvertTo(shifted, MatType.CV_16UC1, 1, 1 << 15);
            mat.Dispose();
            findings.Add(IngestFindings.SignedOffset(page.Bits));
            return shifted;
        }
        catch
        {
            mat.Dispose();
            throw;
        }
    }

    private static void RefuseWhatIsNotRead(TiffPage page, ReadOnlySpan<byte> content, string file)
    {
        var grey = page is { Samples: 1, Photometric: TiffPhotometric.BlackIsZero or TiffPhotometric.WhiteIsZero };
        var rgb = page is { Samples: 3, Photometric: TiffPhotometric.Rgb };
        var unsigned = page.Format == TiffSampleFormat.Unsigned;
        var reads = page.Compression switch
        {
            TiffCompression.CcittRle or TiffCompression.CcittFax3 or TiffCompression.CcittFax4 => grey && page.Bits == 1,
            TiffCompression.Jpeg or TiffCompression.OldJpeg => page.Bits == 8 && unsigned
                && (grey || rgb || page is { Samples: 3, Photometric: TiffPhotometric.YCbCr }),
            TiffCompression.Lzma or TiffCompression.Zstd => (page.Bits == 8 && unsigned && (grey || rgb) && !page.Planar)
                || (page.Bits == 16 && page is { Samples: 1, Photometric: TiffPhotometric.BlackIsZero, Format: not TiffSampleFormat.Float }),
            _ => false,
        };
        if (!reads)
        {
            throw TiffPage.Unsupported(file,
                $"It has {page.Samples} samples of {page.Bits} bits ({page.Format}, {page.Photometric}) with {page.Compression} compression, a combination that is not read.");
        }

        for (var i = 0; i < page.Offsets.Count; i++)
        {
            var block = content[(int)page.Offsets[i]..];
            if (page.Counts[i] >= 0) block = block[..(int)page.Counts[i]];
            if ((long)page.BlockWidth * page.BlockHeight > (long)block.Length * TiffCodec.MostExpansion(page.Compression)
                || (page.Compression == TiffCompression.Jpeg && block[Math.Max(0, block.Length - 64)..].LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xD9]) < 0))
                throw TiffPage.Damaged(file, $"It is cut short: {(page.Tiled ? "tile" : "strip")} {i + 1} of {page.Offsets.Count} does not reach its end.");
        }
    }
}

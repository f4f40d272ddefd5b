using ImageAnalysis.Findings;

namespace ImageAnalysis.Ingest.Tiff;

/// <summary>How the samples of a page are coded as numbers (tag 339).</summary>
internal enum TiffSampleFormat
{
    Unsigned = 1,
    Signed = 2,
    Float = 3,
}

/// <summary>What a sample means (tag 262), as far as it is read here.</summary>
internal enum TiffPhotometric
{
    WhiteIsZero = 0,
    BlackIsZero = 1,
    Rgb = 2,
    Palette = 3,
    YCbCr = 6,
}

/// <summary>Compression (tag 259), as far as it is read here. Others exist and are refused.</summary>
internal enum TiffCompression
{
    None = 1,
    CcittRle = 2,
    CcittFax3 = 3,
    CcittFax4 = 4,
    Lzw = 5,
    OldJpeg = 6,
    Jpeg = 7,
    Deflate = 8,
    PackBits = 32773,
    OldDeflate = 32946,
    Lzma = 34925,
    Zstd = 50000,
}

/// <summary>
/// The layout of one page's pixels, checked against itself and the file before anything is allocated: every number below is in range, and every
/// strip or tile begins inside the file. Tag meanings: TIFF 6.0, sections 3-8, 15 and 22.
/// </summary>
internal sealed record TiffPage
{
    private const ushort BitsPerSampleTag = 258, CompressionTag = 259, PhotometricTag = 262, FillOrderTag = 266, StripOffsets = 273,
        OrientationTag = 274, SamplesPerPixelTag = 277, RowsPerStrip = 278, StripByteCounts = 279, PlanarConfiguration = 284,
        PredictorTag = 317, ColorMapTag = 320, TileWidth = 322, TileLength = 323, TileOffsets = 324, TileByteCounts = 325,
        ExtraSamples = 338, SampleFormatTag = 339;

    public required int Width { get; init; }

    public required int Height { get; init; }

    public required int Bits { get; init; }

    public required TiffSampleFormat Format { get; init; }

    /// <summary>Samples stored per pixel, extra ones included.</summary>
    public required int Samples { get; init; }

    /// <summary>Samples per pixel that make the picture: 3 of a colour page, else 1.</summary>
    public required int Colours { get; init; }

    /// <summary>Whether the sample after those is opacity.</summary>
    public required bool HasAlpha { get; init; }

    public required TiffPhotometric Photometric { get; init; }

    public required TiffCompression Compression { get; init; }

    /// <summary>1 none, 2 horizontal differences, 3 floating point.</summary>
    public required int Predictor { get; init; }

    public required bool Planar { get; init; }

    public required bool ReversedBits { get; init; }

    public required bool Tiled { get; init; }

    public required int BlockWidth { get; init; }

    public required int BlockHeight { get; init; }

    /// <summary>Start of every strip or tile, bytes.</summary>
    public required IReadOnlyList<long> Offsets { get; init; }

    /// <summary>Stored size of every strip or tile, cut to the end of the file, bytes; -1 where the file does not say.</summary>
    public required IReadOnlyList<long> Counts { get; init; }

    /// <summary>Red, then green, then blue entries of a palette, 16 bits each.</summary>
    public required IReadOnlyList<double> ColorMap { get; init; }

    /// <summary>1: the first row is the top and the first column the left.</summary>
    public required int Orientation { get; init; }

    public bool PhotometricAssumed { get; init; }

    public int BlocksAcross => (Width + BlockWidth - 1) / BlockWidth;

    public int BlocksDown => (Height + BlockHeight - 1) / BlockHeight;

    /// <summary>Samples interleaved in one block.</summary>
    public int BlockSamples => Planar ? 1 : Samples;

    /// <summary>Bytes of one row of a block, padded to whole bytes.</summary>
    public long BlockRowBytes => (((long)BlockWidth * BlockSamples * Bits) + 7) / 8;

    /// <summary>Rows that a block holds: tiles are always full, the last strip ends with the page.</summary>
    public int RowsOf(int blockRow) => Tiled ? BlockHeight : Math.Min(BlockHeight, Height - (blockRow * BlockHeight));

    /// <exception cref="UnreadableImageException">The layout contradicts itself or the file, or is of a kind that is not read.</exception>
    public static TiffPage Read(TiffDirectory directory, long fileLength, string file)
    {
        var width = Whole(directory.Width, "width", 1, 1_000_000, file);
        var height = Whole(directory.Height, "height", 1, 1_000_000, file);
        var stated = directory.Integer(SamplesPerPixelTag);
        var (photometric, assumed) = ReadPhotometric(directory, stated ?? 1, file);
        var colours = photometric is TiffPhotometric.Rgb or TiffPhotometric.YCbCr ? 3 : 1;
        var samples = Whole(stated ?? colours, "number of samples per pixel", 1, 64, file);
        if (samples < colours) throw Damaged(file, $"A colour page needs 3 samples per pixel and it states {samples}.");

        var planar = directory.Integer(PlanarConfiguration) == 2 && samples > 1;
        var tiled = directory.Find(TileWidth) is not null || directory.Find(TileOffsets) is not null;
        var rows = directory.Integer(RowsPerStrip) ?? uint.MaxValue;
        var blockWidth = tiled ? Whole(directory.Integer(TileWidth) ?? 0, "tile width", 1, 1_000_000, file) : width;
        var blockHeight = tiled ? Whole(directory.Integer(TileLength) ?? 0, "tile height", 1, 1_000_000, file)
            : Whole(Math.Min(rows, height), "number of rows per strip", 1, height, file);
        if (tiled && (long)blockWidth * blockHeight > Math.Max(4L * width * height, 1 << 24))
            throw Damaged(file, $"A tile of {blockWidth} x {blockHeight} pixels does not fit a page of {width} x {height}.");

        var compression = ReadCompression(directory, file);
        var across = (width + blockWidth - 1) / blockWidth;
        var down = (height + blockHeight - 1) / blockHeight;
        var blocks = (long)across * down * (planar ? samples : 1);
        var (offsets, counts) = ReadBlocks(directory, tiled, blocks, fileLength, file);
        var bits = ReadBits(directory, colours, file);
        return new TiffPage
        {
            Width = width,
            Height = height,
            Bits = bits,
            Format = ReadFormat(directory, file),
            Samples = samples,
            Colours = colours,
            HasAlpha = samples > colours && directory.Integer(ExtraSamples) is 1 or 2,
            Photometric = photometric,
            PhotometricAssumed = assumed,
            Compression = compression,
            Predictor = ReadPredictor(directory, compression, bits, file),
            Planar = planar,
            ReversedBits = directory.Integer(FillOrderTag) == 2,
            Tiled = tiled,
            BlockWidth = blockWidth,
            BlockHeight = blockHeight,
            Offsets = offsets,
            Counts = counts,
            ColorMap = photometric == TiffPhotometric.Palette ? directory.Find(ColorMapTag)?.Numbers(3 << 16) ?? [] : [],
            Orientation = (int)Math.Clamp(directory.Integer(OrientationTag) ?? 1, 0, 9),
        };
    }

    internal static UnreadableImageException Damaged(string file, string why) => new(file, why, Mends.CopyAgain);

    internal static UnreadableImageException Unsupported(string file, string why) => new(file, why, Mends.SaveAsGrey);

    private static int Whole(long value, string what, long least, long most, string file) => value >= least && value <= most
        ? (int)value
        : throw Damaged(file, $"The {what} is {value}; it must lie between {least} and {most}.");

    private static int ReadBits(TiffDirectory directory, int colours, string file)
    {
        var bits = directory.Integer(BitsPerSampleTag) ?? 1;
        for (var i = 1; i < colours; i++)
        {
            if (directory.Find(BitsPerSampleTag)?.Integer(i) is { } other && other != bits)
                throw Unsupported(file, $"The colour samples have different depths ({bits} and {other} bits).");
        }

        return Whole(bits, "number of bits per sample", 1, 64, file);
    }

    private static int ReadPredictor(TiffDirectory directory, TiffCompression compression, int bits, string file)
    {
        var predictor = Whole(directory.Integer(PredictorTag) ?? 1, "predictor", 1, 3, file);
        if (compression is TiffCompression.Lzw or TiffCompression.Deflate or TiffCompression.OldDeflate or TiffCompression.Lzma or TiffCompression.Zstd)
            return predictor;
        if (predictor != 1 && bits % 8 != 0)
            throw Unsupported(file, $"It states a predictor for {bits}-bit samples without the compression a predictor belongs to; readers differ on its grey values.");
        return 1;
    }

    private static TiffSampleFormat ReadFormat(TiffDirectory directory, string file) => directory.Integer(SampleFormatTag) switch
    {
        null or 1 or 4 => TiffSampleFormat.Unsigned,
        2 => TiffSampleFormat.Signed,
        3 => TiffSampleFormat.Float,
        5 or 6 => throw Unsupported(file, "Its pixels are complex numbers (a Fourier transform, or a diffraction result)."),
        var other => throw Damaged(file, $"The sample format {other} is not defined."),
    };

    private static (TiffPhotometric Photometric, bool Assumed) ReadPhotometric(TiffDirectory directory, long samples, string file) =>
        directory.Integer(PhotometricTag) switch
        {
            null => (samples >= 3 ? TiffPhotometric.Rgb : TiffPhotometric.BlackIsZero, true),
            0 => (TiffPhotometric.WhiteIsZero, false),
            1 => (TiffPhotometric.BlackIsZero, false),
            2 => (TiffPhotometric.Rgb, false),
            3 => (TiffPhotometric.Palette, false),
            6 => (TiffPhotometric.YCbCr, false),
            4 => throw Unsupported(file, "The page is a transparency mask and no picture."),
            5 => throw Unsupported(file, "The page is in printing inks (CMYK); its grey values depend on a printer."),
            8 or 9 or 10 => throw Unsupported(file, "The page is in CIE L*a*b* colours."),
            32803 => throw Unsupported(file, "The page is the raw mosaic of a colour camera."),
            32844 or 32845 => throw Unsupported(file, "The page is in logarithmic luminance (LogLuv)."),
            var other => throw Damaged(file, $"The photometric interpretation {other} is not defined."),
        };

    private static TiffCompression ReadCompression(TiffDirectory directory, string file)
    {
        var code = directory.Integer(CompressionTag) ?? 1;
        if (code is >= 0 and <= int.MaxValue && Enum.IsDefined((TiffCompression)code)) return (TiffCompression)code;
        var name = code switch
        {
            32766 => "NeXT run lengths",
            32809 => "ThunderScan",
            32908 or 32909 => "PixarLog",
            34661 => "JBIG",
            34676 or 34677 => "SGI LogLuv",
            33003 or 33005 or 34712 => "JPEG 2000",
            34887 => "LERC",
            34892 => "lossy DNG",
            50001 => "WebP",
            50002 or 52546 => "JPEG XL",
            _ => "unknown",
        };
        throw Unsupported(file, $"Its pixels are compressed by a method that is not read (code {code}: {name}).");
    }

    private static (long[] Offsets, long[] Counts) ReadBlocks(TiffDirectory directory, bool tiled, long blocks, long fileLength, string file)
    {
        var what = tiled ? "tile" : "strip";
        var starts = directory.Find(tiled ? TileOffsets : StripOffsets) ?? directory.Find(tiled ? StripOffsets : TileOffsets)
            ?? throw Damaged(file, $"It does not say where its {what}s lie.");
        var sizes = directory.Find(tiled ? TileByteCounts : StripByteCounts) ?? directory.Find(tiled ? StripByteCounts : TileByteCounts);
        if (starts.Count < blocks) throw Damaged(file, $"It has {starts.Count} {what}s where its size needs {blocks}.");
        var offsets = new long[blocks];
        var counts = new long[blocks];
        for (var i = 0; i < blocks; i++)
        {
            offsets[i] = starts.Integer(i) ?? -1;
            if (offsets[i] < 0 || offsets[i] >= fileLength)
                throw new UnreadableImageException(file, $"It is cut short: {what} {i + 1} of {blocks} begins at byte {offsets[i]} and the file has {fileLength}.", Mends.CopyAgain);
            counts[i] = sizes?.Integer(i) is { } size and > 0 ? Math.Min(size, fileLength - offsets[i]) : -1;
        }

        return (offsets, counts);
    }
}

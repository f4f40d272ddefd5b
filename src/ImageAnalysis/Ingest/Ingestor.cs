using System.Security.Cryptography;
using ImageAnalysis.Findings;
using ImageAnalysis.Ingest.Headers;
using ImageAnalysis.Ingest.Tiff;
using ImageAnalysis.Ingest.Vendors;
using ImageAnalysis.Quantities;
using OpenCvSharp;

namespace ImageAnalysis.Ingest;

/// <summary>From the bytes of a file to grey values, metadata and the field that is measured.</summary>
public static class Ingestor
{
    private const ushort Orientation = 274;

    /// <summary>
    /// Reads one page. The kind of file is told by its first bytes, its dimensions are checked before a decoder sees it, and what is cut
    /// short, damaged or of a kind that would be read wrong is refused.
    /// </summary>
    /// <param name="file">The file and its sidecars.</param>
    /// <param name="page">From 1; null takes the page with the most pixels, the first among equals.</param>
    /// <param name="options">Limits and the treatment of the data bar.</param>
    /// <returns>The micrograph; the caller disposes it.</returns>
    /// <exception cref="UnreadableImageException">There is no picture to be had from these bytes.</exception>
    public static Micrograph Read(InputFile file, int? page, IngestOptions options)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(options);
        var bytes = file.Content.Span;
        var format = ImageFormats.Identify(bytes) ?? throw new UnreadableImageException(file.Name, ImageFormats.Describe(bytes),
            "TIFF, PNG, JPEG and BMP are read; save it as TIFF or PNG from the software that wrote it, or from Fiji.");
        List<Finding> findings = [];
        var decoded = format == ImageFormat.Tiff
            ? DecodeTiff(file, page, options, findings)
            : DecodeSinglePage(file, format, page, options, findings);
        try
        {
            return Describe(file, format, decoded, page is not null, options, findings);
        }
        catch
        {
            decoded.Grey.Dispose();
            decoded.Colour?.Dispose();
            throw;
        }
    }

    private static Micrograph Describe(
        InputFile file, ImageFormat format, Decoded decoded, bool pageByUser, IngestOptions options, List<Finding> findings)
    {
        var grey = decoded.Grey;
        if (decoded.Pages.Count > 1) findings.Add(IngestFindings.Pages(decoded.Pages, decoded.Page, pageByUser));
        if (decoded.Orientation is > 1 and <= 8) findings.Add(IngestFindings.OrientationIgnored(decoded.Orientation));
        if (decoded.Faults.Count > 0) findings.Add(IngestFindings.DirectoryDamaged(decoded.Faults));

        var page = new PixelRect(0, 0, grey.Cols, grey.Rows);
        var vendors = VendorMetadata.Read(new VendorInput(
            file.Name, new PageSize(page.Width, page.Height), decoded.Directory,
            [.. decoded.Directories.Where(directory => directory != decoded.Directory)], file.Content, file.Sidecars));
        var bar = DataBarFinder.Find(grey, vendors, options, lossy: format == ImageFormat.Jpeg, findings);
        var field = bar is null ? page
            : bar.Rows.Y == 0 ? new PixelRect(0, bar.Rows.Height, page.Width, page.Height - bar.Rows.Height)
            : new PixelRect(0, 0, page.Width, bar.Rows.Y);
        return new Micrograph
        {
            Source = new SourceFile(
                file.Name, Convert.ToHexStringLower(SHA256.HashData(file.Content.Span)), file.Content.Length, format, decoded.Page, decoded.Pages),
            Grey = grey,
            Colour = decoded.Colour,
            BitsPerSample = decoded.Bits,
            Page = page,
            Field = field,
            DataBar = bar,
            Directory = decoded.Directory,
            Directories = decoded.Directories,
            Sidecars = file.Sidecars,
            Vendors = vendors,
            Findings = findings,
        };
    }

    private static Decoded DecodeTiff(InputFile file, int? page, IngestOptions options, List<Finding> findings)
    {
        var tiff = TiffFile.Read(file.Content)!;
        if (tiff.Directories.Count == 0)
            throw new UnreadableImageException(file.Name, $"It has no readable page. {string.Join(" ", tiff.Faults)}", Mends.CopyAgain);
        var pages = tiff.Directories.Select((directory, i) => new PageInfo(i + 1, directory.Width, directory.Height)).ToArray();
        // MaxBy keeps the first among equals.
        var number = page ?? pages.MaxBy(info => info.Width * (double)info.Height)!.Number;
        if (number < 1 || number > pages.Length) throw NoSuchPage(file.Name, number, pages.Length);
        var directory = tiff.Directories[number - 1];
        RefuseTooLarge(file.Name, directory.Width, directory.Height, options);
        var layout = TiffPage.Read(directory, file.Content.Length, file.Name);
        if (tiff.CutShort is { } end) throw new UnreadableImageException(file.Name, $"It is cut short: {end}", Mends.CopyAgain);
        if (layout.PhotometricAssumed) findings.Add(IngestFindings.PhotometricAssumed());

        var own = TiffDecoder.Reads(layout);
        var picture = own
            ? new TiffDecoder(layout, file.Content, tiff.LittleEndian, file.Name).Decode(findings)
            : TiffByOpenCv.Decode(tiff, directory, layout, file.Content, file.Name, findings);
        var lossy = layout.Compression is TiffCompression.Jpeg or TiffCompression.OldJpeg;
        var grey = ToGrey(picture, own ? ChannelOrder.RedFirst : ChannelOrder.BlueFirst, lossy, opacityMatters: false, findings, out var colour);
        return new Decoded(grey, colour, layout.Bits, number, pages, directory, tiff.Directories, layout.Orientation, [.. tiff.Faults, .. directory.Faults]);
    }

    private static Decoded DecodeSinglePage(InputFile file, ImageFormat format, int? page, IngestOptions options, List<Finding> findings)
    {
        if (page is { } number and not 1) throw NoSuchPage(file.Name, number, 1);
        var bytes = file.Content.Span;
        var header = format switch
        {
            ImageFormat.Png => PngHeader.Read(bytes, file.Name),
            ImageFormat.Jpeg => JpegHeader.Read(bytes, file.Name),
            _ => BmpHeader.Read(bytes, file.Name),
        };
        RefuseTooLarge(file.Name, header.Width, header.Height, options);
        if (header.Shortage is { } shortage) throw new UnreadableImageException(file.Name, shortage, Mends.CopyAgain);
        var picture = Cv2.ImDecode(bytes, ImreadModes.Unchanged);
        if (picture.Empty() || picture.Cols != header.Width || picture.Rows != header.Height)
        {
            picture.Dispose();
            throw new UnreadableImageException(file.Name, "Its pixels are damaged, or of a kind that is not read.", Mends.CopyAgain);
        }

        // The fourth byte of a bitmap's pixel is unused by most programs, and zero.
        var grey = ToGrey(picture, ChannelOrder.BlueFirst, format == ImageFormat.Jpeg, opacityMatters: format == ImageFormat.Png, findings, out var colour);
        var exif = ExifBlock.Read(file.Content);
        return new Decoded(
            grey, colour, header.Bits, 1, [new PageInfo(1, header.Width, header.Height)], exif, [], exif?.Integer(Orientation) ?? 1, exif?.Faults ?? []);
    }

    private static Mat ToGrey(Mat picture, ChannelOrder order, bool lossy, bool opacityMatters, List<Finding> findings, out Mat? colour)
    {
        colour = null;
        if (picture.Channels() == 1) return picture;
        using (picture) return GreyConversion.ToGrey(picture, order, lossy, opacityMatters, findings, out colour);
    }

    private static void RefuseTooLarge(string file, long width, long height, IngestOptions options)
    {
        var megapixels = width * (double)height / 1e6;
        if (megapixels <= options.MaxMegapixels) return;
        throw new UnreadableImageException(file, $"Its header states {width} x {height} pixels; the limit is {options.MaxMegapixels} megapixels.",
            "If that is its true size, raise ingest.maxMegapixels; else copy the file again.");
    }

    private static UnreadableImageException NoSuchPage(string file, int page, int pages) =>
        new(file, $"It has {pages} page{(pages == 1 ? "" : "s")} and page {page} was asked for.", "Choose one of them with --page.");

    private sealed record Decoded(
        Mat Grey,
        Mat? Colour,
        int Bits,
        int Page,
        IReadOnlyList<PageInfo> Pages,
        TiffDirectory? Directory,
        IReadOnlyList<TiffDirectory> Directories,
        long Orientation,
        IReadOnlyList<string> Faults);
}

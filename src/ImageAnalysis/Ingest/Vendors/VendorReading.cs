using ImageAnalysis.Findings;
using ImageAnalysis.Ingest.Tiff;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Ingest.Vendors;

/// <summary>A pixel size as one key of a maker's block states it.</summary>
/// <param name="PixelSize">The statement, in this program's units.</param>
/// <param name="Evidence">Maker, tag or file, key and text as written.</param>
/// <param name="RelativeQuantisation">Relative rounding of the statement: 1/n for a bar of n whole pixels, else 0.</param>
public sealed record VendorPixelSize(PixelSize PixelSize, string Evidence, double RelativeQuantisation = 0);

/// <summary>What one block of metadata, in the image file or beside it, says about the image's geometry.</summary>
/// <param name="Maker">Who wrote it, e.g. "Zeiss".</param>
/// <param name="Where">The tag or the sidecar, e.g. "tag 34118 (CZ_SEM)".</param>
/// <param name="PixelSizes">Statements in the maker's documented order of preference; only the first counts, the others are checked against it. Empty where none could be used.</param>
/// <param name="FieldHeightPx">Rows of the micrograph itself, the data bar below it not counted; absent where the block does not say or describes another size of image.</param>
/// <param name="OriginalWidthPx">Width of the image that the block describes, pixels; absent where it does not say. A page of another width was resized or cropped since.</param>
/// <param name="OriginalHeightPx">Height of the image that the block describes, without data bar, pixels; absent where it does not say.</param>
/// <param name="Findings">What was refused or damaged, and why.</param>
public sealed record VendorReading(
    string Maker,
    string Where,
    IReadOnlyList<VendorPixelSize> PixelSizes,
    int? FieldHeightPx,
    int? OriginalWidthPx,
    int? OriginalHeightPx,
    IReadOnlyList<Finding> Findings)
{
    /// <summary>
    /// Whether the block describes an image of this width, or does not say. A pixel size stated for another width is not the page's: the page
    /// was enlarged, reduced or cropped, and the block cannot tell which. One pixel, or 0.1 %, is allowed for the rounding of stated field sizes.
    /// </summary>
    public bool Describes(int pageWidthPx) =>
        OriginalWidthPx is not { } original || Math.Abs(original - pageWidthPx) <= Math.Max(1, pageWidthPx / 1000);
}

/// <summary>Width and height of the page that is analysed, pixels, data bar included.</summary>
public readonly record struct PageSize(int WidthPx, int HeightPx);

/// <summary>Everything that may hold a maker's metadata for one page of one image file.</summary>
/// <param name="ImageName">File name; folders are ignored.</param>
/// <param name="Page">Size of the page that is analysed.</param>
/// <param name="Directory">Directory of that page, or the EXIF block of a JPEG or PNG; absent where the file has none.</param>
/// <param name="OtherPages">The directories of the other pages, in file order.</param>
/// <param name="File">All bytes that offsets in the directories refer to.</param>
/// <param name="Sidecars">Text files beside the image.</param>
public sealed record VendorInput(
    string ImageName,
    PageSize Page,
    TiffDirectory? Directory,
    IReadOnlyList<TiffDirectory> OtherPages,
    ReadOnlyMemory<byte> File,
    IReadOnlyList<Sidecar> Sidecars);

/// <summary>One place where a block may lie: a directory or a sidecar. The page is unknown when a sidecar is read alone.</summary>
internal sealed record VendorSource(TiffDirectory? Directory, Sidecar? Sidecar, PageSize? Page, string? ImageName, ReadOnlyMemory<byte> File);

using System.Text.Json.Serialization;

namespace ImageAnalysis.Ingest;

/// <summary>Kinds of file that are read, told by their first bytes and never by their name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ImageFormat>))]
public enum ImageFormat
{
    [JsonStringEnumMemberName("tiff")]
    Tiff,

    [JsonStringEnumMemberName("png")]
    Png,

    [JsonStringEnumMemberName("jpeg")]
    Jpeg,

    [JsonStringEnumMemberName("bmp")]
    Bmp,
}

/// <summary>
/// Tells a file by its first bytes. Only four kinds ever reach a decoder: OpenCV itself would hand others to GDAL, GDCM and OpenEXR, which are
/// not meant for files from strangers.
/// </summary>
public static class ImageFormats
{
    /// <summary>Null for a file of any other kind.</summary>
    public static ImageFormat? Identify(ReadOnlySpan<byte> content) =>
        Tiff.TiffFile.HasHeader(content) ? ImageFormat.Tiff
        : content.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) ? ImageFormat.Png
        : content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? ImageFormat.Jpeg
        : content.StartsWith("BM"u8) && content.Length >= 26 ? ImageFormat.Bmp
        : null;

    /// <summary>Whether a name ends like a file of one of these kinds, for choosing among the files of a folder.</summary>
    public static bool IsImageName(string name) =>
        Path.GetExtension(name).ToUpperInvariant() is ".TIF" or ".TIFF" or ".PNG" or ".JPG" or ".JPEG" or ".JFIF" or ".JPE" or ".BMP" or ".DIB";

    /// <summary>What a file that is not read looks like, in words for a message.</summary>
    internal static string Describe(ReadOnlySpan<byte> content)
    {
        if (content.IsEmpty) return "The file is empty.";
        foreach (var (at, magic, name) in Others)
        {
            if (content.Length >= at + magic.Length && content.Slice(at, magic.Length).SequenceEqual(magic)) return $"It looks like {name}.";
        }

        var head = content[..Math.Min(content.Length, 512)];
        return head.IndexOfAnyExceptInRange((byte)0x09, (byte)0x7E) < 0 ? "It looks like text." : "Its first bytes are those of no known kind of image.";
    }

    private static readonly (int At, byte[] Magic, string Name)[] Others =
    [
        (128, "DICM"u8.ToArray(), "DICOM"),
        (0, "NITF"u8.ToArray(), "a NITF file"),
        (0, [0x76, 0x2F, 0x31, 0x01], "OpenEXR"),
        (0, "#?RADIANCE"u8.ToArray(), "a Radiance HDR picture"),
        (0, "#?RGBE"u8.ToArray(), "a Radiance HDR picture"),
        (0, "GIF8"u8.ToArray(), "a GIF"),
        (8, "WEBP"u8.ToArray(), "a WebP picture"),
        (0, "8BPS"u8.ToArray(), "a Photoshop file"),
        (0, [0x00, 0x00, 0x00, 0x0C, 0x6A, 0x50], "JPEG 2000"),
        (0, [0xFF, 0x4F, 0xFF, 0x51], "JPEG 2000"),
        (0, [0xFF, 0x0A], "JPEG XL"),
        (0, [0x00, 0x00, 0x00, 0x0C, 0x4A, 0x58], "JPEG XL"),
        (4, "ftypavif"u8.ToArray(), "an AVIF picture"),
        (4, "ftyphei"u8.ToArray(), "an HEIC photo"),
        (4, "ftyp"u8.ToArray(), "a video"),
        (0, [0x59, 0xA6, 0x6A, 0x95], "a Sun raster"),
        (0, "SIMPLE  ="u8.ToArray(), "a FITS image"),
        (0, [0x89, 0x48, 0x44, 0x46], "HDF5 (EMD, NeXus, HSPY)"),
        (0, "ZISRAWFILE"u8.ToArray(), "a Zeiss CZI"),
        (0, [0x00, 0x00, 0x00, 0x03, 0x00], "a Gatan DM3"),
        (0, [0x00, 0x00, 0x00, 0x04, 0x00], "a Gatan DM4"),
        (0, "%PDF"u8.ToArray(), "a PDF"),
        (0, [0x50, 0x4B, 0x03, 0x04], "a ZIP archive or an Office document"),
        (0, [0x1F, 0x8B], "a gzip archive"),
        (0, "<svg"u8.ToArray(), "an SVG drawing"),
        (0, "<?xml"u8.ToArray(), "XML"),
        (0, "P1"u8.ToArray(), "a PBM picture"),
        (0, "P2"u8.ToArray(), "a PGM picture"),
        (0, "P3"u8.ToArray(), "a PPM picture"),
        (0, "P4"u8.ToArray(), "a PBM picture"),
        (0, "P5"u8.ToArray(), "a PGM picture"),
        (0, "P6"u8.ToArray(), "a PPM picture"),
        (0, "P7"u8.ToArray(), "a PAM picture"),
    ];
}

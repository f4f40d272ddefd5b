namespace ImageAnalysis.Ingest.Tiff;

/// <summary>One directory of a TIFF file: a page, or the EXIF block of one.</summary>
public sealed class TiffDirectory
{
    private const ushort ImageWidth = 256, ImageLength = 257;
    private readonly Dictionary<ushort, TiffField> _fields;

    internal TiffDirectory(long offset, Dictionary<ushort, TiffField> fields, TiffDirectory? exif, IReadOnlyList<string> faults)
    {
        _fields = fields;
        (Offset, Exif, Faults) = (offset, exif, faults);
    }

    /// <summary>Position of the directory from the start of the TIFF data, bytes.</summary>
    public long Offset { get; }

    /// <summary>The EXIF directory (tag 34665); absent where the page has none or it cannot be read.</summary>
    public TiffDirectory? Exif { get; }

    /// <summary>What in this directory was skipped because it is damaged, in words; empty for a sound one.</summary>
    public IReadOnlyList<string> Faults { get; }

    /// <summary>Fields whose bytes lie inside the file, in no order; of a tag that occurs twice, the first.</summary>
    public IReadOnlyCollection<TiffField> Fields => _fields.Values;

    /// <summary>Page width, pixels; 0 where the directory states none.</summary>
    public long Width => Integer(ImageWidth) ?? 0;

    /// <summary>Page height, pixels; 0 where the directory states none.</summary>
    public long Height => Integer(ImageLength) ?? 0;

    public TiffField? Find(ushort tag) => _fields.GetValueOrDefault(tag);

    /// <summary>First value of a field as a whole number; null where it is absent.</summary>
    public long? Integer(ushort tag) => Find(tag)?.Integer();

    /// <summary>First value of a field as a number; null where it is absent.</summary>
    public double? Number(ushort tag) => Find(tag)?.Number();

    /// <summary>A field as ISO-8859-1 text up to the first NUL; null where it is absent.</summary>
    public string? Text(ushort tag) => Find(tag)?.Text;
}

using System.Globalization;
using System.Text;
using ImageAnalysis.Findings;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Ingest.Vendors;

/// <summary>Collects what a reader finds in one block. Nothing that the block says can make it throw: what cannot be used becomes a finding.</summary>
internal sealed class ReadingBuilder(string maker, string where)
{
    private const int LongestQuote = 160;

    private readonly List<VendorPixelSize> _sizes = [];
    private readonly List<Finding> _findings = [];
    private int? _originalWidth, _originalHeight, _fieldHeight;

    public bool HasPixelSize => _sizes.Count > 0;

    /// <summary>A statement in metres per pixel along x and y; a missing y means square pixels. Signs are dropped: a negative size is a mirrored axis.</summary>
    public void AddMetres(double? x, double? y, string statement, double quantisation = 0) => AddNanometres(x * 1e9, y * 1e9, statement, quantisation);

    /// <summary>A statement in nanometres per pixel along x and y; a missing y means square pixels.</summary>
    public void AddNanometres(double? x, double? y, string statement, double quantisation = 0)
    {
        var (nmX, nmY) = (Math.Abs(x ?? double.NaN), Math.Abs(y ?? x ?? double.NaN));
        if (!PixelSize.IsPlausible(nmX) || !PixelSize.IsPlausible(nmY))
        {
            Refuse(statement, "That is no pixel size between 1 pm and 1 cm.");
            return;
        }

        var size = new PixelSize(Length.FromNanometres(nmX), Length.FromNanometres(nmY));
        _sizes.Add(new VendorPixelSize(size, $"{maker}, {where}: {Quote(statement)}", quantisation));
    }

    /// <summary>Size of the image that the block describes, data bar not counted. Sizes that are not positive are ignored.</summary>
    public void Original(double? widthPx, double? heightPx)
    {
        _originalWidth = Whole(widthPx);
        _originalHeight = Whole(heightPx);
    }

    /// <summary>Rows of the micrograph above the data bar. Heights that are not positive are ignored.</summary>
    public void FieldHeight(double? heightPx) => _fieldHeight = Whole(heightPx);

    public void Refuse(string statement, string why) => _findings.Add(new Finding(
        "metadata-refused", Severity.Warning, $"{maker}, {where}: \"{Quote(statement)}\" was not taken as a pixel size.", why,
        "Give --pixel-size-nm, or add the file to scales.csv, if no other source is right."));

    public void Damaged(string what) => _findings.Add(new Finding(
        "metadata-damaged", Severity.Warning, $"{maker}, {where}: {Quote(what)}", "The block was cut short or rewritten after the microscope saved it.",
        "Take the original file from the microscope, or give --pixel-size-nm."));

    /// <summary>Notes that a sidecar names an image other than the one it lies beside.</summary>
    public void CheckImageName(string? stated, string? actual)
    {
        if (string.IsNullOrWhiteSpace(stated) || actual is null) return;
        var (a, b) = (VendorText.BaseName(stated), VendorText.BaseName(actual));
        if (a.Equals(b, StringComparison.OrdinalIgnoreCase)) return;
        _findings.Add(new Finding(
            "sidecar-name-differs", Severity.Note, $"{maker}, {where}: it was written for \"{Quote(stated)}\" and lies beside \"{Quote(b)}\".",
            "The files were renamed, or the sidecar belongs to another image.", "Make sure that both belong together."));
    }

    public VendorReading Build(PageSize? page)
    {
        var reading = new VendorReading(maker, where, _sizes, null, _originalWidth, _originalHeight, _findings);
        var fits = page is { } p && reading.Describes(p.WidthPx) && _fieldHeight is { } rows && rows <= p.HeightPx;
        return fits ? reading with { FieldHeightPx = _fieldHeight } : reading;
    }

    /// <summary>Text of the block as it may stand in a report: one line, no control characters, not longer than a line.</summary>
    private static string Quote(string text)
    {
        var quoted = new StringBuilder(Math.Min(text.Length, LongestQuote));
        foreach (var c in text)
        {
            if (quoted.Length == LongestQuote)
            {
                quoted.Append('…');
                break;
            }

            var clean = char.IsControl(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format ? ' ' : c;
            if (clean != ' ' || (quoted.Length > 0 && quoted[^1] != ' ')) quoted.Append(clean);
        }

        return quoted.ToString().TrimEnd();
    }

    private static int? Whole(double? px) => px is { } value && Math.Round(value) is >= 1 and <= int.MaxValue and var whole ? (int)whole : null;
}

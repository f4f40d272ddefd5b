using System.Globalization;
using ImageAnalysis.Findings;
using ImageAnalysis.Ingest.Tiff;

namespace ImageAnalysis.Ingest;

/// <summary>What reading a file can leave to say about it. The codes are a contract.</summary>
internal static class IngestFindings
{
    public static Finding AlphaIgnored() => new("alpha-ignored", Severity.Note,
        "The image has transparent pixels; opacity was ignored.", "A microscope records no opacity: an editor added it.",
        "Use the file as the microscope wrote it.");

    public static Finding SamplesIgnored(int samples, int ignored) => new("samples-ignored", Severity.Warning,
        Text($"Each pixel has {samples} samples; the last {ignored} were ignored."), "The file does not say what they mean; they may be other detectors.",
        "Save each detector's picture as a file of its own.");

    public static Finding ColourToGrey(double share, int largest, int depthMaximum) => new("colour-to-grey", Severity.Warning,
        Text($"{share * 100:0.##} % of the pixels are coloured (channels differ by up to {largest} of {depthMaximum}); the luminance 0.299 R + 0.587 G + 0.114 B was taken."),
        "Electron micrographs are grey: colour is an overlay or false colour, and its luminance is not the detector's signal.",
        "Use the grey original without annotations.");

    public static Finding SignedOffset(int bits) => new("signed-offset", Severity.Note,
        Text($"The pixels are signed {bits}-bit numbers; {1L << (bits - 1)} was added to each."),
        "Grey values are kept unsigned.", "Nothing; a fixed threshold has to be given on the shifted values.");

    public static Finding RangeRescaled(TiffPage page, double least, double most) => new(
        page.Format == TiffSampleFormat.Float ? "float-rescaled" : "range-rescaled", Severity.Warning,
        Text($"The pixels are {page.Bits}-bit {(page.Format == TiffSampleFormat.Float ? "floating-point" : "whole")} numbers from {least:R} to {most:R}; that range was mapped linearly to 0 .. 65535."),
        "Grey values are kept in at most 16 bits; each image so mapped has its own zero and its own step.",
        "Save a series with one common range as 16 bits grey if a fixed threshold is to hold for all of it.");

    public static Finding PhotometricAssumed() => new("photometric-missing", Severity.Warning,
        "The file does not say whether low values are dark; they were taken as dark.", "The tag PhotometricInterpretation (262) is missing.",
        "Look at the picture; if it is a negative, save it again as grey from the software that wrote it.");

    public static Finding OrientationIgnored(long orientation) => new("orientation-ignored", Severity.Note,
        Text($"The file asks viewers to turn or mirror it (orientation {orientation}); pixels are taken as they are stored."),
        "Coordinates and directions refer to the stored rows and columns, as in Fiji.", "Nothing, unless directions matter.");

    public static Finding Pages(IReadOnlyList<PageInfo> pages, int chosen, bool byUser)
    {
        const int Listed = 20;
        var list = string.Join(", ", pages.Take(Listed).Select(page => Text($"{page.Number}: {page.Width} x {page.Height}")));
        var more = pages.Count > Listed ? Text($" and {pages.Count - Listed} more") : "";
        return new Finding("several-pages", Severity.Note, Text($"The file has {pages.Count} pages ({list}{more}); page {chosen} was read."),
            byUser ? "It was asked for." : "Without a choice the page with the most pixels is taken, the first among equals.",
            "Choose with --page.");
    }

    public static Finding DataBarFound(DataBar bar, bool atTop) => new("data-bar-found", Severity.Note,
        Text($"A strip of text was found in the pixels; {bar.Rows.Height} rows at the {(atTop ? "top" : "bottom")} were cut off."),
        "No metadata say how high the picture is.", "If that is wrong, set ingest.dataBar to keep, or to rows with ingest.dataBarRows.");

    public static Finding DirectoryDamaged(IReadOnlyList<string> faults) => new("metadata-damaged", Severity.Warning,
        Text($"Parts of the file's metadata were skipped: {string.Join(" ", faults.Take(5))}{(faults.Count > 5 ? Text($" (and {faults.Count - 5} more)") : "")}"),
        "They are damaged or of an unknown kind; a pixel size among them is lost.", "Copy the file again from where it was made.");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

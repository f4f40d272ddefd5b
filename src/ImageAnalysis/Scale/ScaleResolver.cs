using System.Globalization;
using ImageAnalysis.Findings;
using ImageAnalysis.Ingest.Vendors;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Scale;

/// <summary>
/// Decides the pixel size of one page. The user's word is a decision; without one, sources that contradict each other stop the file; and a scale
/// that no source states is not made up.
/// </summary>
public static class ScaleResolver
{
    // A bar of n whole pixels has an uncertain end: standard uncertainty of its relative length 1/(n·√6), two ends rounded; 1.96 for 95 %.
    private const double BarCoverage = 1.96 / 2.449489742783178;

    /// <summary>The candidate that --pixel-size-nm stands for.</summary>
    public static ScaleCandidate FromCommandLine(PixelSize pixelSize) =>
        new(ScaleSource.User, pixelSize, string.Create(CultureInfo.InvariantCulture, $"--pixel-size-nm {Nanometres(pixelSize)}"));

    /// <summary>The pixel size in use with everything that was claimed.</summary>
    /// <param name="file">Name for messages.</param>
    /// <param name="pageWidthPx">Width of the analysed page, data bar included, pixels.</param>
    /// <param name="user">Decisions for this file, the strongest first: --pixel-size-nm, then its row of scales.csv.</param>
    /// <param name="readings">What the makers' metadata say; of each block the first pixel size counts.</param>
    /// <param name="bars">What bars burned into the picture say.</param>
    /// <param name="options">Tolerance and the uncertainty of a microscope's magnification.</param>
    /// <exception cref="ScaleConflictException">Nobody decided, and two sources differ by more than the tolerance plus their rounding.</exception>
    public static ScaleDecision Decide(
        string file,
        int pageWidthPx,
        IReadOnlyList<ScaleCandidate> user,
        IReadOnlyList<VendorReading> readings,
        IReadOnlyList<ScaleCandidate> bars,
        ScaleOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<Finding> findings = [.. readings.SelectMany(reading => reading.Findings)];
        List<ScaleCandidate> usable = [], listed = [];
        foreach (var reading in readings)
        {
            if (reading.PixelSizes is not [var preferred, ..]) continue;
            var fits = reading.Describes(pageWidthPx);
            (fits ? usable : listed).Add(FromMetadata(preferred));
            listed.AddRange(reading.PixelSizes.Skip(1).Select(FromMetadata));
            if (!fits) findings.Add(Resized(reading, preferred, pageWidthPx));
            else if (WithinBlock(reading, options) is { } finding) findings.Add(finding);
        }

        usable.AddRange(bars);
        if (user is [var decision, ..])
        {
            findings.AddRange(user.Skip(1).Concat(usable).Where(other => !Agree(decision, other, options)).Select(other => Overruled(decision, other)));
            return Decided(decision, [.. user.Skip(1), .. usable, .. listed]);
        }

        if (usable is not [var chosen, ..])
        {
            findings.Add(Unknown);
            return new ScaleDecision(null, null, null, 0, listed, findings);
        }

        StopOnConflict(file, usable, options);
        return Decided(chosen, [.. usable.Skip(1), .. listed]);

        ScaleDecision Decided(ScaleCandidate candidate, IReadOnlyList<ScaleCandidate> others)
        {
            if (NotSquare(candidate) is { } finding) findings.Add(finding);
            var rounding = BarCoverage * candidate.RelativeQuantisation;
            var uncertainty = Math.Sqrt((options.RelativeUncertainty * options.RelativeUncertainty) + (rounding * rounding));
            return new ScaleDecision(candidate.PixelSize, candidate.Source, candidate.Evidence, uncertainty, [candidate, .. others], findings);
        }
    }

    /// <summary>Whether two claims differ by no more than the tolerance plus the rounding of each, along both axes. The larger is compared with the smaller, so the order does not matter.</summary>
    public static bool Agree(ScaleCandidate a, ScaleCandidate b, ScaleOptions options) =>
        Difference(a.PixelSize, b.PixelSize) <= options.Tolerance + a.RelativeQuantisation + b.RelativeQuantisation;

    private static double Difference(PixelSize a, PixelSize b) => Math.Max(Difference(a.X, b.X), Difference(a.Y, b.Y));

    private static double Difference(Length a, Length b) => (a > b ? a / b : b / a) - 1;

    private static void StopOnConflict(string file, List<ScaleCandidate> sources, ScaleOptions options)
    {
        for (var i = 0; i < sources.Count; i++)
        {
            for (var j = i + 1; j < sources.Count; j++)
            {
                if (Agree(sources[i], sources[j], options)) continue;
                var percent = 100 * Difference(sources[i].PixelSize, sources[j].PixelSize);
                throw new ScaleConflictException(file, string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Nanometres(sources[i].PixelSize)} nm by \"{sources[i].Evidence}\" and {Nanometres(sources[j].PixelSize)} nm by \"{sources[j].Evidence}\" differ by {percent:F1} %."));
            }
        }
    }

    private static ScaleCandidate FromMetadata(VendorPixelSize size) => new(ScaleSource.Metadata, size.PixelSize, size.Evidence, size.RelativeQuantisation);

    private static Finding? WithinBlock(VendorReading reading, ScaleOptions options)
    {
        var preferred = FromMetadata(reading.PixelSizes[0]);
        foreach (var other in reading.PixelSizes.Skip(1).Select(FromMetadata))
        {
            if (Agree(preferred, other, options)) continue;
            return new Finding(
                "metadata-disagrees", Severity.Warning,
                string.Create(CultureInfo.InvariantCulture, $"Within one block, {Nanometres(preferred.PixelSize)} nm by \"{preferred.Evidence}\" was taken and {Nanometres(other.PixelSize)} nm by \"{other.Evidence}\" was not."),
                "The maker's documented order of preference decides inside a block, yet the two should agree.",
                "Check against the scale bar in the picture.");
        }

        return null;
    }

    private static Finding Resized(VendorReading reading, VendorPixelSize size, int pageWidthPx)
    {
        var ifResized = size.PixelSize.X * ((double)reading.OriginalWidthPx!.Value / pageWidthPx);
        return new Finding(
            "image-resized", Severity.Limit,
            string.Create(CultureInfo.InvariantCulture, $"{reading.Maker}, {reading.Where}: the metadata describe an image {reading.OriginalWidthPx} px wide, this page is {pageWidthPx} px wide; {Nanometres(size.PixelSize)} nm was not used."),
            "The image was enlarged, reduced or cropped after it was taken, and the metadata cannot tell which.",
            string.Create(CultureInfo.InvariantCulture, $"Take the original file. Or give --pixel-size-nm: {Nanometres(size.PixelSize)} if it was only cropped, {ifResized.Nanometres:G6} if the whole field was resized."));
    }

    private static Finding Overruled(ScaleCandidate decision, ScaleCandidate other) => new(
        "scale-overruled", Severity.Warning,
        string.Create(CultureInfo.InvariantCulture, $"The pixel size given for this file, {Nanometres(decision.PixelSize)} nm ({decision.Evidence}), differs by {100 * Difference(decision.PixelSize, other.PixelSize):F1} % from {Nanometres(other.PixelSize)} nm ({other.Evidence})."),
        "What the user gives is a decision and was taken.",
        "Check the number that was given and its unit, nm.");

    private static Finding? NotSquare(ScaleCandidate candidate)
    {
        var size = candidate.PixelSize;
        if (Difference(size.X, size.Y) <= 1e-3) return null;
        return new Finding(
            "pixels-not-square", Severity.Note,
            string.Create(CultureInfo.InvariantCulture, $"A pixel is {size.X.Nanometres:G6} nm wide and {size.Y.Nanometres:G6} nm high."),
            "Lengths are converted along their own direction.", "None needed if the microscope corrected for a tilt; else check the calibration.");
    }

    private static Finding Unknown => new(
        "scale-unknown", Severity.Limit, "The pixel size is unknown; results are in pixels, and criteria in units of length are not judged.",
        "No usable metadata of a microscope and no readable scale bar was found. The print resolution (DPI) is never a scale.",
        "Give --pixel-size-nm, add the file to scales.csv, or put the text file that the microscope wrote (.hdr, .txt) beside the image.");

    private static string Nanometres(PixelSize size) => size.X == size.Y
        ? size.X.Nanometres.ToString("G6", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{size.X.Nanometres:G6} x {size.Y.Nanometres:G6}");
}

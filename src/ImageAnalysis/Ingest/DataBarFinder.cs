using System.Globalization;
using ImageAnalysis.Findings;
using ImageAnalysis.Ingest.Vendors;
using ImageAnalysis.Quantities;
using OpenCvSharp;

namespace ImageAnalysis.Ingest;

/// <summary>Where the microscope's strip of text lies: by the maker's metadata where they say, else by the pixels.</summary>
public static class DataBarFinder
{
    /// <summary>The strip, or null where the whole page is picture.</summary>
    public static DataBar? Find(Mat grey, IReadOnlyList<VendorReading> vendors, IngestOptions options, bool lossy, List<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(grey);
        ArgumentNullException.ThrowIfNull(vendors);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(findings);
        if (options.DataBar == DataBarMode.Keep) return null;
        if (options.DataBar == DataBarMode.Rows)
        {
            var rows = Math.Min(options.DataBarRows, grey.Rows - 1);
            return rows == 0 ? null : Bottom(grey, grey.Rows - rows, DataBarEvidence.User, "ingest.dataBarRows");
        }

        if (vendors.FirstOrDefault(vendor => vendor.FieldHeightPx is > 0) is { FieldHeightPx: { } height } stated)
        {
            return height >= grey.Rows ? null
                : Bottom(grey, height, DataBarEvidence.Metadata, Text($"{stated.Maker}, {stated.Where}: the picture has {height} rows"));
        }

        if (DataBarDetector.Find(grey, lossy) is not { } strip) return null;
        var bar = strip.Top
            ? new DataBar(new PixelRect(0, 0, grey.Cols, strip.Inner), DataBarEvidence.Pixels, strip.Detail)
            : Bottom(grey, strip.Inner, DataBarEvidence.Pixels, strip.Detail);
        findings.Add(IngestFindings.DataBarFound(bar, strip.Top));
        return bar;
    }

    private static DataBar Bottom(Mat grey, int fieldHeight, DataBarEvidence evidence, string detail) =>
        new(new PixelRect(0, fieldHeight, grey.Cols, grey.Rows - fieldHeight), evidence, detail);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

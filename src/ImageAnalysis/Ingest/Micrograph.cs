using ImageAnalysis.Findings;
using ImageAnalysis.Ingest.Tiff;
using ImageAnalysis.Ingest.Vendors;
using ImageAnalysis.Quantities;
using OpenCvSharp;

namespace ImageAnalysis.Ingest;

/// <summary>A page of a file as grey values, with all that is known about it before its scale is. Disposing it disposes its pixels.</summary>
public sealed class Micrograph : IDisposable
{
    public required SourceFile Source { get; init; }

    /// <summary>The whole page, bright is high: CV_8UC1 or CV_16UC1, as stored (no turning or mirroring). Owned by this object.</summary>
    public required Mat Grey { get; init; }

    /// <summary>How far the channels of each pixel differ, 0 to 255 (CV_8UC1), where a little of the page is drawn in colour; else absent. Owned by this object.</summary>
    public Mat? Colour { get; init; }

    /// <summary>Bits of one sample in the file, before anything was mapped to 8 or 16.</summary>
    public required int BitsPerSample { get; init; }

    /// <summary>The whole page.</summary>
    public required PixelRect Page { get; init; }

    /// <summary>What is measured: the page less its data bar.</summary>
    public required PixelRect Field { get; init; }

    /// <summary>What was cut off; absent where nothing was.</summary>
    public DataBar? DataBar { get; init; }

    /// <summary>The directory of the page (TIFF), or the EXIF block (JPEG, PNG); absent where the file has none.</summary>
    public TiffDirectory? Directory { get; init; }

    /// <summary>The directories of all pages of a TIFF, in file order; empty for other formats.</summary>
    public required IReadOnlyList<TiffDirectory> Directories { get; init; }

    public required IReadOnlyList<Sidecar> Sidecars { get; init; }

    /// <summary>What the makers' blocks in the file and beside it say, in the order they were found.</summary>
    public required IReadOnlyList<VendorReading> Vendors { get; init; }

    public required IReadOnlyList<Finding> Findings { get; init; }

    public void Dispose()
    {
        Grey.Dispose();
        Colour?.Dispose();
    }
}

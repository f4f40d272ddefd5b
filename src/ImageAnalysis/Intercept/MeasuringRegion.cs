using ImageAnalysis.Findings;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Intercept;

/// <summary>Where the lines run.</summary>
internal static class MeasuringRegion
{
    /// <summary>
    /// The whole field, or a square of the stated side in its middle, rounded to whole pixels: square on the specimen, so not in pixels where these are not. A square that
    /// does not fit, or a length without a scale, leaves the whole field, and says so.
    /// </summary>
    public static PixelRect Choose(string region, PixelRect field, PixelSize? pixelSize, List<Finding> findings)
    {
        if (region == InterceptOptions.WholeFrame) return field;
        if (!Extent.TryParse(region, out var side)) throw new ArgumentException($"region: \"{region}\" is neither \"frame\" nor a length.", nameof(region));
        if (side.ToPixels(pixelSize?.X.Nanometres) is not { } width || side.ToPixels(pixelSize?.Y.Nanometres) is not { } height)
        {
            findings.Add(new Finding("region-without-scale", Severity.Warning,
                $"intercept.region is {region}, and the pixel size is unknown; the whole frame was measured.",
                "A length needs the pixel size to become a number of pixels.", "Give the pixel size, or state the region in px."));
            return field;
        }

        var (across, down) = ((int)Math.Round(width, MidpointRounding.AwayFromZero), (int)Math.Round(height, MidpointRounding.AwayFromZero));
        if (across > field.Width || down > field.Height)
        {
            findings.Add(new Finding("region-larger-than-frame", Severity.Warning,
                $"intercept.region {region} is {across} x {down} px, and the frame has {field.Width} x {field.Height}; the whole frame was measured.",
                "Lines shorter than the protocol's cross fewer voids, and cut more of them.", "Record at a lower magnification, so that the frame holds the region."));
            return field;
        }

        (across, down) = (Math.Max(1, across), Math.Max(1, down));
        return new PixelRect(field.X + ((field.Width - across) / 2), field.Y + ((field.Height - down) / 2), across, down);
    }
}

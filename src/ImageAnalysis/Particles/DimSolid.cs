using System.Numerics;
using ImageAnalysis.Segment;
using OpenCvSharp;

namespace ImageAnalysis.Particles;

/// <summary>
/// The solid that a level between dark and bright leaves in the void: where rims shine, the level runs between them and all the rest, and the dim middles of
/// particles, or whole particles in the shade of others, count as void. They stand out in the void's own histogram as a second hump above the ground's.
/// </summary>
internal static class DimSolid
{
    /// <summary>Void nearer than this to solid along a row is left out of the histogram: it is edge, pixels.</summary>
    private const int EdgePx = 2;

    private const int RowStep = 4;

    /// <summary>Fewer pixels make no histogram.</summary>
    private const int LeastPixels = 400;

    /// <summary>Separability (Otsu 1979, eq. 17) from which the void has two humps; one normal hump cut in two has 2/π.</summary>
    private const double LeastSeparability = 0.75;

    /// <summary>Least share of the smaller hump.</summary>
    private const double LeastShare = 0.005;

    /// <summary>Least distance of the humps, as a share of that of the phases.</summary>
    private const double LeastRise = 0.25;

    /// <summary>The grey value between ground and dim solid; none where there is no dim solid.</summary>
    public static double? Level(SegmentedImage image) => image.Smoothed.Depth() == MatType.CV_8U
        ? Level(image, image.Smoothed.AsSpan<byte>(), 256)
        : Level(image, image.Smoothed.AsSpan<ushort>(), 65536);

    private static double? Level<T>(SegmentedImage image, ReadOnlySpan<T> grey, int bins)
        where T : unmanaged, INumber<T>
    {
        var histogram = new int[bins];
        var mask = image.Void.AsSpan<byte>();
        var (width, height) = (image.Field.Width, image.Field.Height);
        var count = 0;
        for (var y = RowStep / 2; y < height; y += RowStep)
        {
            var row = mask.Slice(y * width, width);
            for (var x = EdgePx; x < width - EdgePx; x++)
            {
                if (row[x] == 0)
                {
                    // No pixel before the edge's reach behind this one can do.
                    x += EdgePx;
                    continue;
                }

                if (row[x - EdgePx] == 0 || row[x + EdgePx] == 0) continue;
                histogram[int.CreateTruncating(grey[(y * width) + x])]++;
                count++;
            }
        }

        if (count < LeastPixels) return null;
        if (Thresholds.OtsuLevel(histogram) is not { } level) return null;
        double below = 0, above = 0, sumBelow = 0, sumAbove = 0, squares = 0;
        for (var v = 0; v < bins; v++)
        {
            double n = histogram[v];
            if (n == 0) continue;
            squares += n * v * v;
            if (v <= level) (below, sumBelow) = (below + n, sumBelow + (n * v));
            else (above, sumAbove) = (above + n, sumAbove + (n * v));
        }

        if (Math.Min(below, above) < LeastShare * count) return null;
        var (low, high, mean) = (sumBelow / below, sumAbove / above, (sumBelow + sumAbove) / count);
        var variance = (squares / count) - (mean * mean);
        var separability = below * above * (high - low) * (high - low) / ((double)count * count * variance);
        var contrast = image.Decided.Contrast;
        var rise = (high - low) / contrast.Step;
        return separability >= LeastSeparability && rise >= LeastRise ? level : null;
    }
}

using System.Buffers;
using ImageAnalysis.Segment;
using OpenCvSharp;

namespace ImageAnalysis.Particles;

/// <summary>Particles as connected, convex pieces of the solid phase.</summary>
internal static class Silhouettes
{
    /// <summary>A silhouette whose area is less than this share of that of the ellipse with its moments is none.</summary>
    private const double EllipticFill = 0.97;

    /// <summary>Every so many pixels are enough to see whether pieces are round.</summary>
    private const int Thinning = 3;

    /// <summary>An ellipse fills π/4 of its box where it lies along it, 0.63 where it is 2:1 and lies aslant.</summary>
    private const double LeastBoxFill = 0.6, MostBoxFill = 0.86;

    /// <summary>The pieces of the solid phase of a frame.</summary>
    public static Blob[] Of(SegmentedImage image, double splitDepth)
    {
        using var solid = new Mat();
        Cv2.BitwiseNot(image.Void, solid);
        return Of(image, solid, splitDepth);
    }

    /// <summary>
    /// The pieces of the solid phase together with dim middles in its void, in up to two ways: with what is brighter than the void's own ground
    /// (<see cref="DimSolid"/>), and with all that solid encloses where that leaves mostly round pieces. Gaps between particles get in too; who asks
    /// compares the outcome with the pieces as they are.
    /// </summary>
    public static IEnumerable<Blob[]> WithDimMiddles(SegmentedImage image, double splitDepth)
    {
        if (DimSolid.Level(image) is { } level)
        {
            using var solid = new Mat();
            using var dim = new Mat();
            Cv2.BitwiseNot(image.Void, solid);
            Cv2.Compare(image.Smoothed, Scalar.All(level), dim, image.Decided.VoidPhase == VoidPhase.Dark ? CmpTypes.GT : CmpTypes.LT);
            Cv2.BitwiseOr(solid, dim, solid);
            yield return Of(image, solid, splitDepth);
        }

        if (RoundWhenFilled(image.Void))
        {
            using var filled = Filled(image.Void);
            yield return Of(image, filled, splitDepth);
        }
    }

    /// <summary>Whether most of the solid, its holes filled, is in pieces that fill their box as an ellipse does; from every third pixel.</summary>
    private static bool RoundWhenFilled(Mat voids)
    {
        using var small = Thinned(voids);
        using var filled = Filled(small);
        using var labels = new Mat();
        using var stats = new Mat();
        using var centres = new Mat();
        var count = Cv2.ConnectedComponentsWithStats(filled, labels, stats, centres);
        double all = 0, round = 0;
        for (var i = 1; i < count; i++)
        {
            var (left, top, width, height, area) = (stats.Get<int>(i, 0), stats.Get<int>(i, 1), stats.Get<int>(i, 2), stats.Get<int>(i, 3), stats.Get<int>(i, 4));
            all += area;
            var isCut = left == 0 || top == 0 || left + width == small.Cols || top + height == small.Rows;
            if (!isCut && area > LeastBoxFill * width * height && area < MostBoxFill * width * height) round += area;
        }

        return round > 0.5 * all;
    }

    /// <summary>Share of the solid in its largest connected piece, from every third pixel.</summary>
    public static double LargestShare(SegmentedImage image)
    {
        using var small = Thinned(image.Void);
        using var solid = new Mat();
        Cv2.BitwiseNot(small, solid);
        using var labels = new Mat();
        using var stats = new Mat();
        using var centres = new Mat();
        var count = Cv2.ConnectedComponentsWithStats(solid, labels, stats, centres);
        int all = 0, largest = 0;
        for (var i = 1; i < count; i++)
        {
            var area = stats.Get<int>(i, 4);
            (all, largest) = (all + area, Math.Max(largest, area));
        }

        return all == 0 ? 0 : (double)largest / all;
    }

    /// <summary>Every third pixel of a mask; the caller disposes it.</summary>
    private static Mat Thinned(Mat mask)
    {
        var small = new Mat();
        Cv2.Resize(mask, small, new Size(Math.Max(1, mask.Cols / Thinning), Math.Max(1, mask.Rows / Thinning)), 0, 0, InterpolationFlags.Nearest);
        return small;
    }

    /// <summary>All but the void that hangs together with the frame; the caller disposes it.</summary>
    private static Mat Filled(Mat voids)
    {
        using var padded = new Mat();
        Cv2.CopyMakeBorder(voids, padded, 1, 1, 1, 1, BorderTypes.Constant, Scalar.All(255));
        Cv2.FloodFill(padded, new Point(0, 0), Scalar.All(128));
        using var inner = padded.SubMat(new Rect(1, 1, voids.Cols, voids.Rows));
        var filled = new Mat();
        Cv2.Compare(inner, Scalar.All(128), filled, CmpTypes.NE);
        return filled;
    }

    /// <summary>Share of the solid area that is in silhouettes of elliptic form.</summary>
    public static double EllipticShare(Blob[] blobs, bool[]? edged = null)
    {
        double all = 0, elliptic = 0;
        for (var i = 0; i < blobs.Length; i++)
        {
            var blob = blobs[i];
            var axes = Feret.Ellipse(blob, 1, 1);
            all += blob.Area;
            if (edged?[i] != false && blob.Area > EllipticFill * Math.PI / 4 * axes.La * axes.Lb) elliptic += blob.Area;
        }

        return all > 0 ? elliptic / all : 0;
    }

    private static Blob[] Of(SegmentedImage image, Mat solid, double splitDepth)
    {
        var (width, height) = (image.Field.Width, image.Field.Height);
        var labels = ArrayPool<int>.Shared.Rent(DistanceSplitter.BufferLength(width, height));
        try
        {
            var count = DistanceSplitter.Split(solid, splitDepth, labels);
            return Outlines.Trace(labels.AsSpan(0, width * height), image.Signal.AsSpan<float>(), width, height, count);
        }
        finally
        {
            ArrayPool<int>.Shared.Return(labels);
        }
    }
}

using OpenCvSharp;

namespace ImageAnalysis.Classify;

/// <summary>The grey values as a relief: which way its contour lines bend, its caps and cups, its directions, its evenness over the frame.</summary>
internal static class ReliefDescriptors
{
    private const double PatchPeriods = 3;

    public static void Add(NormalisedFrame frame, DescriptorValues values)
    {
        var smooth = frame.Smooth;
        var sums = new ReliefSums();
        sums.Take(smooth, (float)frame.ChordPx);

        values.Add("isophote-low", sums.Curvature(0));
        values.Add("isophote-middle", sums.Curvature(1));
        values.Add("isophote-high", sums.Curvature(2));
        values.Add("convex-solid", sums.ConvexSolid(1));
        values.Add("convex-void", sums.ConvexVoid(1));
        values.Add("convex-solid-high", sums.ConvexSolid(2));
        values.Add("convex-void-low", sums.ConvexVoid(0));
        values.Add("shape-cap", sums.Shape(0));
        values.Add("shape-ridge", sums.Shape(1));
        values.Add("shape-saddle", sums.Shape(2));
        values.Add("shape-rut", sums.Shape(3));
        values.Add("shape-cup", sums.Shape(4));
        values.Add("direction-twofold", sums.Direction(0));
        values.Add("direction-fourfold", sums.Direction(1));
        values.Add("direction-sixfold", sums.Direction(2));
        CentreDescriptors.Add(smooth, frame.ChordPx, sums.MeanGradient, values);
        values.Add("patchiness", Patchiness(frame));
        values.Add("separability", Separability(frame));
        values.Add("steepness", sums.Steepness);
        values.Add("gradient", sums.MeanGradient * frame.ChordPx);
    }

    private static double Patchiness(NormalisedFrame frame)
    {
        var side = PatchPeriods * 2 * frame.ChordPx;
        var (columns, rows) = (Math.Max(1, (int)(frame.Width / side)), Math.Max(1, (int)(frame.Height / side)));
        if (columns * rows < 2) return 0;
        using var patches = new Mat();
        Cv2.Resize(frame.Void, patches, new Size(columns * 4, rows * 4), 0, 0, InterpolationFlags.Area);
        using var coarse = new Mat();
        Cv2.Resize(patches, coarse, new Size(columns, rows), 0, 0, InterpolationFlags.Area);
        Cv2.MeanStdDev(coarse, out _, out var deviation);
        return deviation.Val0 / 255;
    }

    /// <summary>The phases' means lie 1 apart, so that the variance between them is φ(1 - φ).</summary>
    private static double Separability(NormalisedFrame frame)
    {
        Cv2.MeanStdDev(frame.Signal, out _, out var deviation);
        var share = Cv2.CountNonZero(frame.Void) / (double)frame.Void.Total();
        return share * (1 - share) / (deviation.Val0 * deviation.Val0);
    }
}

using System.Numerics;
using OpenCvSharp;

namespace ImageAnalysis.Segment;

/// <summary>
/// A boundary is moved within its own blur, and nothing else changes sides: inside a disc with a bright rim the grey values may lie under the height of the
/// rim's edge, and are solid all the same.
/// </summary>
internal static class EdgeReach
{
    /// <summary>Farthest that an edge is moved, pixels: a little more than the edge model allows (1.5 px).</summary>
    private const int ReachPx = 2;

    /// <summary>
    /// Gives back to the phase they have halfway between void and solid those pixels that lie farther than the reach from the halfway boundary, in the mask and in
    /// the signal's sign.
    /// </summary>
    /// <param name="mask">255 where void; changed.</param>
    /// <param name="signal">Distance from the boundary's grey value, negative in void; changed.</param>
    /// <param name="halfway">The signal's value halfway between void and solid.</param>
    public static void LimitInPlace(Mat mask, Mat signal, double halfway)
    {
        if (halfway == 0) return;
        var raised = halfway < 0;
        using var middle = new Mat();
        Cv2.Compare(signal, Scalar.All(halfway), middle, CmpTypes.LT);
        using var square = Cv2.GetStructuringElement(MorphShapes.Rect, new Size((2 * ReachPx) + 1, (2 * ReachPx) + 1));
        using var reached = new Mat();

        // A raised boundary makes void of solid: no farther than the void of the middle reaches. A lowered one the other way round.
        Cv2.MorphologyEx(middle, reached, raised ? MorphTypes.Dilate : MorphTypes.Erode, square);
        var phases = mask.AsSpan<byte>();
        var limits = reached.AsSpan<byte>();
        var values = signal.AsSpan<float>();
        for (var start = 0; start < phases.Length; start += Vector<byte>.Count)
        {
            var end = Math.Min(start + Vector<byte>.Count, phases.Length);
            if (end - start == Vector<byte>.Count && IsWithin(phases[start..], limits[start..], raised)) continue;
            for (var i = start; i < end; i++)
            {
                if (raised ? phases[i] <= limits[i] : phases[i] >= limits[i]) continue;
                phases[i] = limits[i];
                values[i] = raised ? Math.Max(Math.Abs(values[i]), float.Epsilon) : -Math.Max(Math.Abs(values[i]), float.Epsilon);
            }
        }
    }

    private static bool IsWithin(ReadOnlySpan<byte> phases, ReadOnlySpan<byte> limits, bool raised)
    {
        var (phase, limit) = (new Vector<byte>(phases), new Vector<byte>(limits));
        return raised ? Vector.LessThanOrEqualAll(phase, limit) : Vector.GreaterThanOrEqualAll(phase, limit);
    }
}

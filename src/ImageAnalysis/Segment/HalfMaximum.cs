using System.Numerics;
using System.Runtime.InteropServices;
using OpenCvSharp;

namespace ImageAnalysis.Segment;

/// <summary>
/// Puts the boundary where the grey value is halfway between the darkest and the brightest value near it, instead of at one level for the whole frame: that level
/// runs outside the true edge of a rim that shines brighter than its solid, and inside that of a dim one.
/// </summary>
internal static class HalfMaximum
{
    /// <summary>
    /// How far a boundary may move, pixels. It moves one pixel at a time and only on from pixels that moved: behind a bright rim lies solid that is darker than
    /// half of the rim.
    /// </summary>
    private const int ReachPx = 3;

    /// <summary>Half side of the window in which the darkest and the brightest value are sought, pixels: beyond the blur of an edge, within a wall.</summary>
    private const int WindowPx = 4;

    /// <summary>Moves the boundary.</summary>
    /// <param name="grey">Smoothed grey values; CV_8UC1 or CV_16UC1, continuous.</param>
    /// <param name="voidPhase">Which grey phase is void.</param>
    /// <param name="mask">255 in void; changed.</param>
    /// <param name="signal">Distance from the level, negative in void; beside the boundary it becomes the distance from the local half.</param>
    public static void PlaceInPlace(Mat grey, VoidPhase voidPhase, Mat mask, Mat signal)
    {
        using var window = Cv2.GetStructuringElement(MorphShapes.Rect, new Size((2 * WindowPx) + 1, (2 * WindowPx) + 1));
        using var darkest = new Mat();
        using var brightest = new Mat();
        Cv2.Erode(grey, darkest, window);
        Cv2.Dilate(grey, brightest, window);
        var sign = voidPhase == VoidPhase.Dark ? 1 : -1;
        if (grey.Depth() == MatType.CV_8U)
            Place(new LocalHalf<byte>(grey.AsSpan<byte>(), darkest.AsSpan<byte>(), brightest.AsSpan<byte>(), sign), mask, signal.AsSpan<float>());
        else
            Place(new LocalHalf<ushort>(grey.AsSpan<ushort>(), darkest.AsSpan<ushort>(), brightest.AsSpan<ushort>(), sign), mask, signal.AsSpan<float>());
    }

    private static void Place<T>(LocalHalf<T> local, Mat mask, Span<float> signal)
        where T : unmanaged, INumber<T>
    {
        var phases = mask.AsSpan<byte>();
        var front = Edges(mask);
        var moved = new List<int>();
        for (var step = 0; step < ReachPx && front.Count > 0; step++)
        {
            moved.Clear();
            foreach (var i in front)
            {
                if (phases[i] != 0 != local[i] < 0) moved.Add(i);
            }

            foreach (var i in moved)
            {
                phases[i] = (byte)~phases[i];
                signal[i] = phases[i] == 0 ? Math.Abs(signal[i]) : -Math.Max(Math.Abs(signal[i]), float.Epsilon);
            }

            front = Beside(moved, phases, mask.Cols);
        }

        foreach (var i in Edges(mask))
        {
            // Where the reach ended before the half was met, the pixel keeps its phase and its distance from the level.
            var fromHalf = local[i];
            if (phases[i] != 0 == fromHalf < 0) signal[i] = fromHalf;
        }
    }

    /// <summary>Pixels that share a side with one of the other phase, in order.</summary>
    private static List<int> Edges(Mat mask)
    {
        using var cross = Cv2.GetStructuringElement(MorphShapes.Cross, new Size(3, 3));
        using var gradient = new Mat();
        Cv2.MorphologyEx(mask, gradient, MorphTypes.Gradient, cross);
        var pixels = gradient.AsSpan<byte>();
        var edges = new List<int>();
        for (var i = 0; ; i++)
        {
            var step = pixels[i..].IndexOf(byte.MaxValue);
            if (step < 0) return edges;
            i += step;
            edges.Add(i);
        }
    }

    /// <summary>Neighbours of the moved pixels that the boundary now runs along, in order, each once.</summary>
    private static List<int> Beside(List<int> moved, ReadOnlySpan<byte> phases, int width)
    {
        var beside = new List<int>();
        foreach (var i in moved)
        {
            var x = i % width;
            if (x > 0 && phases[i - 1] != phases[i]) beside.Add(i - 1);
            if (x + 1 < width && phases[i + 1] != phases[i]) beside.Add(i + 1);
            if (i >= width && phases[i - width] != phases[i]) beside.Add(i - width);
            if (i + width < phases.Length && phases[i + width] != phases[i]) beside.Add(i + width);
        }

        CollectionsMarshal.AsSpan(beside).Sort();
        return [.. Once(beside)];

        static IEnumerable<int> Once(List<int> sorted)
        {
            for (var j = 0; j < sorted.Count; j++)
            {
                if (j == 0 || sorted[j] != sorted[j - 1]) yield return sorted[j];
            }
        }
    }

    /// <summary>Grey value less the local half, negative on the void's side.</summary>
    private readonly ref struct LocalHalf<T>(ReadOnlySpan<T> grey, ReadOnlySpan<T> darkest, ReadOnlySpan<T> brightest, int sign)
        where T : unmanaged, INumber<T>
    {
        private readonly ReadOnlySpan<T> _grey = grey;
        private readonly ReadOnlySpan<T> _darkest = darkest;
        private readonly ReadOnlySpan<T> _brightest = brightest;

        public float this[int i] =>
            sign * (float.CreateTruncating(_grey[i]) - (0.5f * (float.CreateTruncating(_darkest[i]) + float.CreateTruncating(_brightest[i]))));
    }
}

using System.Numerics;
using System.Runtime.InteropServices;
using OpenCvSharp;

namespace ImageAnalysis.Particles;

/// <summary>
/// Splits touching particles: a watershed of the distance map, in which two basins that meet become one when the lower summit stands out too little
/// above the saddle. The least depth is a share of the lower summit (the inscribed radius of the smaller particle), so that the outcome does not depend
/// on magnification. Every pixel first follows its steepest ascent to a summit; the basins so found are then joined over their saddles, highest saddle
/// first. Meyer, Signal Processing 38 (1994) 113; dynamics: Grimaud, SPIE 1769 (1992) 292.
/// </summary>
internal static class DistanceSplitter
{
    /// <summary>Levels per pixel of distance.</summary>
    private const int Levels = 8;

    /// <summary>A dip of less than this, px, is the grain of the pixel lattice and never splits.</summary>
    private const double LatticeGrainPx = 0.75;

    /// <summary>The nine places of a neighbourhood in the order of their index; the middle is the pixel itself.</summary>
    private const int Middle = 4;

    /// <summary>Labels of the particles, row by row, 0 for void, from 1 in order of their first pixel.</summary>
    /// <param name="solid">CV_8UC1, non-zero is solid.</param>
    /// <param name="splitDepth">Share of the lower summit by which it must stand above the saddle to stay apart.</param>
    /// <param name="count">Number of labels.</param>
    public static int[] Split(Mat solid, double splitDepth, out int count)
    {
        var (width, height) = (solid.Cols, solid.Rows);
        if (Cv2.CountNonZero(solid) == width * height)
        {
            // No void, no distance to it.
            var whole = new int[width * height];
            Array.Fill(whole, 1);
            count = 1;
            return whole;
        }

        using var distance = new Mat();
        using var levels = new Mat();
        using var padded = new Mat();
        // A mask of 3 errs by up to 4 %, far below the least depth of a split, and costs a third of the exact transform.
        Cv2.DistanceTransform(solid, distance, DistanceTypes.L2, DistanceTransformMasks.Mask3);
        distance.ConvertTo(levels, MatType.CV_16UC1, Levels);
        Cv2.CopyMakeBorder(levels, padded, 1, 1, 1, 1, BorderTypes.Constant, Scalar.All(0));
        var heights = padded.AsSpan<ushort>();
        var stride = width + 2;
        var summits = FollowAscent(heights, stride, height);
        var joined = JoinOverSaddles(heights, summits, stride, height, splitDepth);
        return Number(summits, joined, width, height, out count);
    }

    /// <summary>The index of the summit that each solid pixel leads to; -1 in void. Of equal heights the later pixel is the higher, so no path is a circle.</summary>
    private static int[] FollowAscent(ReadOnlySpan<ushort> heights, int stride, int height)
    {
        var next = new int[heights.Length];
        Array.Fill(next, -1);
        Span<int> offsets = [-stride - 1, -stride, -stride + 1, -1, 0, 1, stride - 1, stride, stride + 1];
        var places = new ushort[stride];
        for (var y = 1; y <= height; y++)
        {
            var row = y * stride;
            SteepestPlaces(heights, offsets, row, stride, places);
            for (var x = 1; x < stride - 1; x++)
            {
                if (heights[row + x] != 0) next[row + x] = row + x + offsets[places[x]];
            }
        }

        for (var i = 0; i < next.Length; i++)
        {
            if (next[i] < 0) continue;
            var summit = i;
            while (next[summit] != summit) summit = next[summit];
            for (var at = i; next[at] != summit;) (at, next[at]) = (next[at], summit);
        }

        return next;
    }

    /// <summary>For each pixel of a row which of its nine places is highest, the last among equals.</summary>
    private static void SteepestPlaces(ReadOnlySpan<ushort> heights, ReadOnlySpan<int> offsets, int row, int stride, ushort[] places)
    {
        var x = 1;
        for (; x + Vector<ushort>.Count <= stride - 1; x += Vector<ushort>.Count)
        {
            var best = new Vector<ushort>(heights[(row + x + offsets[0])..]);
            var place = Vector<ushort>.Zero;
            for (var k = 1; k < offsets.Length; k++)
            {
                var candidate = new Vector<ushort>(heights[(row + x + offsets[k])..]);
                var higher = Vector.GreaterThanOrEqual(candidate, best);
                best = Vector.ConditionalSelect(higher, candidate, best);
                place = Vector.ConditionalSelect(higher, new Vector<ushort>((ushort)k), place);
            }

            place.CopyTo(places, x);
        }

        for (; x < stride - 1; x++)
        {
            places[x] = 0;
            for (var k = 1; k < offsets.Length; k++)
            {
                if (heights[row + x + offsets[k]] >= heights[row + x + offsets[places[x]]]) places[x] = (ushort)k;
            }
        }
    }

    /// <summary>For each summit, by its index, the summit of the basin that it was joined to; its own index where it stays.</summary>
    private static int[] JoinOverSaddles(ReadOnlySpan<ushort> heights, int[] summits, int stride, int height, double splitDepth)
    {
        var saddles = SaddlesFromHighToLow(heights, summits, stride, height);
        var parents = new int[summits.Length];
        for (var i = 0; i < parents.Length; i++)
        {
            if (summits[i] == i) parents[i] = i;
        }

        foreach (var (a, b, level) in saddles)
        {
            var (high, low) = (Root(parents, a), Root(parents, b));
            if (high == low) continue;
            if (heights[high] < heights[low]) (high, low) = (low, high);
            var dip = (heights[low] - level) / (double)Levels;
            if (dip < Math.Max(splitDepth * heights[low] / Levels, LatticeGrainPx)) parents[low] = high;
        }

        return parents;
    }

    /// <summary>Every pair of pixels on the border of two basins, highest first, row by row within a level.</summary>
    private static Saddle[] SaddlesFromHighToLow(ReadOnlySpan<ushort> heights, int[] summits, int stride, int height)
    {
        var found = new List<Saddle>();
        var highest = 0;
        for (var y = 1; y <= height; y++)
        {
            for (var i = (y * stride) + 1; i < ((y + 1) * stride) - 1; i++)
            {
                var here = summits[i];
                if (here < 0) continue;
                Meet(i, i + 1, heights);
                Meet(i, i + stride, heights);

                void Meet(int p, int q, ReadOnlySpan<ushort> h)
                {
                    if (summits[q] < 0 || summits[q] == here) return;
                    var level = Math.Min(h[p], h[q]);
                    highest = Math.Max(highest, level);
                    found.Add(new Saddle(here, summits[q], level));
                }
            }
        }

        var starts = new int[highest + 2];
        foreach (var saddle in found) starts[highest - saddle.Level + 1]++;
        for (var i = 1; i < starts.Length; i++) starts[i] += starts[i - 1];
        var order = new Saddle[found.Count];
        foreach (var saddle in CollectionsMarshal.AsSpan(found)) order[starts[highest - saddle.Level]++] = saddle;
        return order;
    }

    private static int Root(int[] parents, int basin)
    {
        while (parents[basin] != basin) basin = parents[basin] = parents[parents[basin]];
        return basin;
    }

    /// <summary>Numbers the joined basins from 1 in order of their first pixel and takes the padding off.</summary>
    private static int[] Number(int[] summits, int[] joined, int width, int height, out int count)
    {
        var labels = new int[width * height];
        var numbers = new int[summits.Length];
        count = 0;
        for (var y = 0; y < height; y++)
        {
            var from = summits.AsSpan(((y + 1) * (width + 2)) + 1, width);
            for (var x = 0; x < width; x++)
            {
                var summit = from[x];
                if (summit < 0) continue;
                if (numbers[summit] == 0)
                {
                    var root = Root(joined, summit);
                    if (numbers[root] == 0) numbers[root] = ++count;
                    numbers[summit] = numbers[root];
                }

                labels[(y * width) + x] = numbers[summit];
            }
        }

        return labels;
    }

    private readonly record struct Saddle(int A, int B, int Level);
}

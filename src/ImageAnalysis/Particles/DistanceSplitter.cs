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

    /// <summary>Numbers that <see cref="Split"/> needs to work in for a field of this size.</summary>
    public static int BufferLength(int width, int height) => (width + 2) * (height + 2);

    /// <summary>Labels the particles, row by row, 0 for void, from 1 in order of their first pixel. Returns how many there are.</summary>
    /// <param name="solid">CV_8UC1, non-zero is solid.</param>
    /// <param name="splitDepth">Share of the lower summit by which it must stand above the saddle to stay apart.</param>
    /// <param name="labels">At least <see cref="BufferLength"/> numbers; the first width · height hold the labels afterwards.</param>
    public static int Split(Mat solid, double splitDepth, Span<int> labels)
    {
        var (width, height) = (solid.Cols, solid.Rows);
        if (Cv2.CountNonZero(solid) == width * height)
        {
            // No void, no distance to it.
            labels[..(width * height)].Fill(1);
            return 1;
        }

        using var distance = new Mat();
        using var levels = new Mat();
        using var padded = new Mat();

        // A mask of 3 errs by up to 5 % with direction, below the default depth of a split, and takes about half the time of a mask of 5.
        Cv2.DistanceTransform(solid, distance, DistanceTypes.L2, DistanceTransformMasks.Mask3);
        distance.ConvertTo(levels, MatType.CV_16UC1, Levels);
        Cv2.CopyMakeBorder(levels, padded, 1, 1, 1, 1, BorderTypes.Constant, Scalar.All(0));
        var heights = padded.AsSpan<ushort>();
        var basins = labels[..BufferLength(width, height)];
        var summits = FollowAscent(heights, basins, width + 2, height);
        var parents = JoinOverSaddles(heights, basins, summits, width + 2, height, splitDepth);
        return Number(basins, parents, width, height);
    }

    /// <summary>Gives each solid pixel the number, from 1, of the summit that it leads to, and 0 to void. Returns the heights of the summits; the first is unused.</summary>
    private static ushort[] FollowAscent(ReadOnlySpan<ushort> heights, Span<int> basins, int stride, int height)
    {
        Span<int> offsets = [-stride - 1, -stride, -stride + 1, -1, 0, 1, stride - 1, stride, stride + 1];
        var places = new ushort[stride];
        basins.Fill(-1);
        for (var y = 1; y <= height; y++)
        {
            var row = y * stride;
            SteepestPlaces(heights, offsets, row, stride, places);
            for (var x = 1; x < stride - 1; x++)
            {
                if (heights[row + x] != 0) basins[row + x] = row + x + offsets[places[x]];
            }
        }

        // Of equal heights the later pixel counts as the higher, so no path is a circle.
        for (var i = 0; i < basins.Length; i++)
        {
            if (basins[i] < 0) continue;
            var summit = i;
            while (basins[summit] != summit) summit = basins[summit];
            for (var at = i; basins[at] != summit;) (at, basins[at]) = (basins[at], summit);
        }

        // A summit takes its number when its first pixel is met; until its own turn it keeps the number as -2, -3, ...
        List<ushort> summits = [0];
        for (var i = 0; i < basins.Length; i++)
        {
            var summit = basins[i];
            if (summit == -1)
            {
                basins[i] = 0;
            }
            else if (summit < -1)
            {
                basins[i] = -summit - 1;
            }
            else if (summit == i)
            {
                summits.Add(heights[i]);
                basins[i] = summits.Count - 1;
            }
            else if (summit < i)
            {
                basins[i] = basins[summit];
            }
            else
            {
                if (basins[summit] == summit)
                {
                    summits.Add(heights[summit]);
                    basins[summit] = -summits.Count;
                }

                basins[i] = -basins[summit] - 1;
            }
        }

        return [.. summits];
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

    /// <summary>For each basin the one that it was joined to; its own number where it stays.</summary>
    private static int[] JoinOverSaddles(ReadOnlySpan<ushort> heights, ReadOnlySpan<int> basins, ushort[] summits, int stride, int height, double splitDepth)
    {
        var parents = new int[summits.Length];
        for (var i = 0; i < parents.Length; i++) parents[i] = i;
        foreach (var (a, b, level) in SaddlesFromHighToLow(heights, basins, stride, height))
        {
            var (high, low) = (Root(parents, a), Root(parents, b));
            if (high == low) continue;
            if (summits[high] < summits[low]) (high, low) = (low, high);
            var dip = (summits[low] - level) / (double)Levels;
            if (dip < Math.Max(splitDepth * summits[low] / Levels, LatticeGrainPx)) parents[low] = high;
        }

        return parents;
    }

    /// <summary>Every pair of pixels on the border of two basins, highest first, row by row within a level.</summary>
    private static Saddle[] SaddlesFromHighToLow(ReadOnlySpan<ushort> heights, ReadOnlySpan<int> basins, int stride, int height)
    {
        var found = new List<Saddle>();
        var highest = 0;
        for (var i = stride; i < (height + 1) * stride; i++)
        {
            var here = basins[i];
            if (here == 0) continue;
            var (right, below) = (basins[i + 1], basins[i + stride]);
            if (right != here && right != 0) found.Add(new Saddle(here, right, Math.Min(heights[i], heights[i + 1])));
            if (below != here && below != 0) found.Add(new Saddle(here, below, Math.Min(heights[i], heights[i + stride])));
        }

        foreach (var saddle in found) highest = Math.Max(highest, saddle.Level);
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

    /// <summary>Numbers the joined basins from 1 in order of their first pixel and takes the padding off, in place. Returns how many there are.</summary>
    private static int Number(Span<int> basins, int[] parents, int width, int height)
    {
        var numbers = new int[parents.Length];
        var count = 0;
        for (var y = 0; y < height; y++)
        {
            // What is written lies before what is still to be read.
            var from = basins.Slice(((y + 1) * (width + 2)) + 1, width);
            var to = basins.Slice(y * width, width);
            for (var x = 0; x < width; x++)
            {
                var basin = from[x];
                if (basin != 0 && numbers[basin] == 0)
                {
                    var root = Root(parents, basin);
                    if (numbers[root] == 0) numbers[root] = ++count;
                    numbers[basin] = numbers[root];
                }

                to[x] = numbers[basin];
            }
        }

        return count;
    }

    private readonly record struct Saddle(int A, int B, int Level);
}

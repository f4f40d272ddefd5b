using System.Buffers;
using System.Numerics;
using System.Runtime.Intrinsics;
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
    /// <summary>A dip of less than this, px, is the grain of the pixel lattice and never splits.</summary>
    private const double LatticeGrainPx = 0.75;

    /// <summary>The complement of no basin's number.</summary>
    private const int Void = -1;

    /// <summary>Numbers that <see cref="Split"/> needs to work in for a field of this size.</summary>
    public static int BufferLength(int width, int height) => ChamferDistance.PaddedLength(width, height);

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

        // The chamfer's error with direction is below the default depth of a split.
        var length = BufferLength(width, height);
        var heights = ArrayPool<ushort>.Shared.Rent(length);
        try
        {
            var stride = ChamferDistance.Stride(width);
            var basins = labels[..length];
            ChamferDistance.Measure(solid.AsSpan<byte>(), width, height, heights, basins);
            var summits = FollowAscent(heights, basins, stride, width, height);
            var parents = JoinOverSaddles(heights, basins, summits, stride, width, height, splitDepth);
            return Number(basins, parents, stride, width, height);
        }
        finally
        {
            ArrayPool<ushort>.Shared.Return(heights);
        }
    }

    /// <summary>Gives each pixel the complement of its basin's number: 0 for void, from 1 for the summit that it leads to. Returns the heights of the summits; the first is unused.</summary>
    private static List<ushort> FollowAscent(ReadOnlySpan<ushort> heights, Span<int> basins, int stride, int width, int height)
    {
        List<ushort> summits = [0];
        basins[..stride].Fill(Void);
        basins[((height + 1) * stride)..].Fill(Void);
        for (var y = 1; y <= height; y++)
        {
            // A row's border at the right is as wide as the vectors reach.
            basins[y * stride] = Void;
            basins.Slice((y * stride) + width + 1, stride - width - 1).Fill(Void);
            for (var at = (y * stride) + 1; at <= (y * stride) + width; at += Vector256<ushort>.Count) PointUphill(heights, basins, at, stride, summits);
        }

        for (var i = stride; i < (height + 1) * stride; i++)
        {
            if (basins[i] < 0) continue;
            var end = i;
            while (basins[end] >= 0) end = basins[end];
            for (var at = i; at != end;) (at, basins[at]) = (basins[at], basins[end]);
        }

        return summits;
    }

    /// <summary>
    /// Points each of 16 pixels to the highest of its nine places, the last among equals, so that no path is a circle. A pixel that is its own highest place
    /// is a summit and takes a number.
    /// </summary>
    private static void PointUphill(ReadOnlySpan<ushort> heights, Span<int> basins, int at, int stride, List<ushort> summits)
    {
        // Places are 4 · row + column.
        const int Itself = 5;
        var here = Vector256.Create(heights[at..]);
        if (here == Vector256<ushort>.Zero)
        {
            basins.Slice(at, Vector256<ushort>.Count).Fill(Void);
            return;
        }

        var best = Vector256.Create(heights[(at - stride - 1)..]);
        var place = Vector256<ushort>.Zero;
        for (var k = 1; k < 9; k++)
        {
            var (row, column) = (k / 3, k % 3);
            var candidate = Vector256.Create(heights[(at + ((row - 1) * stride) + column - 1)..]);
            var isHigher = Vector256.GreaterThanOrEqual(candidate, best);
            best = Vector256.ConditionalSelect(isHigher, candidate, best);
            place = Vector256.ConditionalSelect(isHigher, Vector256.Create((ushort)((4 * row) + column)), place);
        }

        var isVoid = Vector256.Equals(here, Vector256<ushort>.Zero).AsInt16();
        var (low, high) = Vector256.Widen(place);
        var (voidLow, voidHigh) = Vector256.Widen(isVoid);
        (Pointers(low.AsInt32(), at, stride) | voidLow).CopyTo(basins[at..]);
        (Pointers(high.AsInt32(), at + 8, stride) | voidHigh).CopyTo(basins[(at + 8)..]);
        var isSummit = Vector256.AndNot(Vector256.Equals(place, Vector256.Create((ushort)Itself)), isVoid.AsUInt16());
        for (var lanes = isSummit.ExtractMostSignificantBits(); lanes != 0; lanes &= lanes - 1)
        {
            var summit = at + BitOperations.TrailingZeroCount(lanes);
            basins[summit] = ~summits.Count;
            summits.Add(heights[summit]);
        }
    }

    private static Vector256<int> Pointers(Vector256<int> places, int at, int stride) =>
        Vector256<int>.Indices + Vector256.Create(at - stride - 1) + ((places >> 2) * stride) + (places & Vector256.Create(3));

    /// <summary>For each basin the one that it was joined to; its own number where it stays.</summary>
    private static int[] JoinOverSaddles(ReadOnlySpan<ushort> heights, ReadOnlySpan<int> basins, List<ushort> summits, int stride, int width, int height, double splitDepth)
    {
        var parents = new int[summits.Count];
        for (var i = 0; i < parents.Length; i++) parents[i] = i;
        var highest = 0;
        foreach (var summit in summits) highest = Math.Max(highest, summit);
        var starts = new int[highest + 2];
        VisitSaddles(heights, basins, stride, width, height, highest, starts.AsSpan(1), []);
        for (var i = 1; i < starts.Length; i++) starts[i] += starts[i - 1];
        var saddles = ArrayPool<Saddle>.Shared.Rent(starts[^1]);
        var inOrder = saddles.AsSpan(0, starts[^1]);
        VisitSaddles(heights, basins, stride, width, height, highest, starts, inOrder);
        foreach (var (a, b, level) in inOrder)
        {
            var (high, low) = (Root(parents, a), Root(parents, b));
            if (high == low) continue;
            if (summits[high] < summits[low]) (high, low) = (low, high);
            var dip = (summits[low] - level) / (double)ChamferDistance.Levels;
            if (dip < Math.Max(splitDepth * summits[low] / ChamferDistance.Levels, LatticeGrainPx)) parents[low] = high;
        }

        ArrayPool<Saddle>.Shared.Return(saddles);
        return parents;
    }

    /// <summary>
    /// Takes every pair of pixels on the border of two basins, row by row: into the tally of its level where there is no <paramref name="order"/> yet, else to the
    /// next place of its level in it, the highest level first.
    /// </summary>
    private static void VisitSaddles(ReadOnlySpan<ushort> heights, ReadOnlySpan<int> basins, int stride, int width, int height, int highest, Span<int> levels, Span<Saddle> order)
    {
        for (var y = 1; y <= height; y++)
        {
            for (var first = (y * stride) + 1; first <= (y * stride) + width; first += Vector256<int>.Count)
            {
                if (!MeetsAnother(basins, first, stride)) continue;
                for (var at = first; at < first + Vector256<int>.Count; at++)
                {
                    if (basins[at] == Void) continue;
                    Take(heights, basins, at, at + 1, highest, levels, order);
                    Take(heights, basins, at, at + stride, highest, levels, order);
                }
            }
        }
    }

    private static void Take(ReadOnlySpan<ushort> heights, ReadOnlySpan<int> basins, int at, int other, int highest, Span<int> levels, Span<Saddle> order)
    {
        if (basins[other] == basins[at] || basins[other] == Void) return;
        var level = Math.Min(heights[at], heights[other]);
        var place = levels[highest - level]++;
        if (!order.IsEmpty) order[place] = new Saddle(~basins[at], ~basins[other], level);
    }

    /// <summary>Whether any of 8 pixels has one of another basin at its right or below.</summary>
    private static bool MeetsAnother(ReadOnlySpan<int> basins, int at, int stride)
    {
        var none = Vector256.Create(Void);
        var (here, right, below) = (Vector256.Create(basins[at..]), Vector256.Create(basins[(at + 1)..]), Vector256.Create(basins[(at + stride)..]));
        var same = Vector256.Equals(here, none)
            | ((Vector256.Equals(right, here) | Vector256.Equals(right, none)) & (Vector256.Equals(below, here) | Vector256.Equals(below, none)));
        return same != Vector256<int>.AllBitsSet;
    }

    private static int Root(int[] parents, int basin)
    {
        while (parents[basin] != basin) basin = parents[basin] = parents[parents[basin]];
        return basin;
    }

    /// <summary>Numbers the joined basins from 1 in order of their first pixel and takes the padding off, in place. Returns how many there are.</summary>
    private static int Number(Span<int> basins, int[] parents, int stride, int width, int height)
    {
        var numbers = new int[parents.Length];
        var count = 0;
        for (var y = 0; y < height; y++)
        {
            // What is written lies before what is still to be read.
            var from = basins.Slice(((y + 1) * stride) + 1, width);
            var to = basins.Slice(y * width, width);
            for (var x = 0; x < width; x++)
            {
                var basin = ~from[x];
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

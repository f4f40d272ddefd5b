using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
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

    /// <summary>Pairs of pixels on borders that there is room for at first; more than two rows of the widest pictures.</summary>
    private const int LeastSaddles = 1 << 16;

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

        FollowInPlace(basins, stride, width, height);
        return summits;
    }

    /// <summary>
    /// Replaces each pointer by the summit's number that it leads to, from the lowest row up: most pointers that are left lead to the row below, whose numbers are known by then. Of
    /// the others, all on the way get the number, so that none is followed twice.
    /// </summary>
    private static void FollowInPlace(Span<int> basins, int stride, int width, int height)
    {
        ref var basin = ref MemoryMarshal.GetReference(basins);
        for (var y = height; y >= 1; y--)
        {
            for (var first = (y * stride) + 1; first <= (y * stride) + width; first += Vector256<int>.Count)
            {
                // Pointers are those without a sign; half of the field is void, and much of the rest was reached already.
                var here = Vector256.LoadUnsafe(ref basin, (nuint)first);
                if ((here & Vector256.Create(int.MinValue)) == Vector256.Create(int.MinValue)) continue;
                var place = here - (Vector256<int>.Indices + Vector256.Create(first + stride - 1));
                here = Known(here, place, ref Unsafe.Add(ref basin, first + stride - 1));
                here.StoreUnsafe(ref basin, (nuint)first);
                for (var pointers = ~here.ExtractMostSignificantBits() & byte.MaxValue; pointers != 0; pointers &= pointers - 1)
                    Follow(ref basin, first + BitOperations.TrailingZeroCount(pointers));
            }
        }
    }

    private static void Follow(ref int basin, int first)
    {
        var next = Unsafe.Add(ref basin, first);
        var number = next;
        while (number >= 0) number = Unsafe.Add(ref basin, number);
        for (var at = first; next >= 0; at = next, next = Unsafe.Add(ref basin, at)) Unsafe.Add(ref basin, at) = number;
    }

    /// <summary>Pointers to a neighbouring row, replaced by the numbers there as far as these are known.</summary>
    /// <param name="pointers">Of eight pixels.</param>
    /// <param name="place">0, 1 and 2 where they lead to that row's place to the left, ahead and to the right.</param>
    /// <param name="row">That row, from one to the left on.</param>
    private static Vector256<int> Known(Vector256<int> pointers, Vector256<int> place, ref int row)
    {
        var number = Vector256.ConditionalSelect(
            Vector256.Equals(place, Vector256<int>.Zero), Vector256.LoadUnsafe(ref row),
            Vector256.ConditionalSelect(Vector256.Equals(place, Vector256<int>.One), Vector256.LoadUnsafe(ref row, 1), Vector256.LoadUnsafe(ref row, 2)));
        var isKnown = Vector256.LessThan(place.AsUInt32(), Vector256.Create(3u)).AsInt32() & Vector256.LessThan(number, Vector256<int>.Zero);
        return Vector256.ConditionalSelect(isKnown, number, pointers);
    }

    /// <summary>
    /// Points each of 16 pixels to the highest of its nine places, the last among equals, so that no path is a circle, or gives it the number of that place where it lies above and is
    /// known. A pixel that is its own highest place is a summit and takes a number.
    /// </summary>
    private static void PointUphill(ReadOnlySpan<ushort> heights, Span<int> basins, int at, int stride, List<ushort> summits)
    {
        // Places are 4 · row + column. The borders hold what the vectors reach beyond the field.
        const ushort Itself = 5;
        ref var height = ref Unsafe.Add(ref MemoryMarshal.GetReference(heights), at);
        ref var basin = ref Unsafe.Add(ref MemoryMarshal.GetReference(basins), at);
        var here = Vector256.LoadUnsafe(ref height);
        if (here == Vector256<ushort>.Zero)
        {
            Vector256.Create(Void).StoreUnsafe(ref basin);
            Vector256.Create(Void).StoreUnsafe(ref basin, (nuint)Vector256<int>.Count);
            return;
        }

        var (best, place) = HighestOfThree(ref Unsafe.Subtract(ref height, stride + 1), 0);
        var (candidate, other) = HighestOfThree(ref Unsafe.Subtract(ref height, 1), 4);
        Improve(ref best, ref place, candidate, other);
        (candidate, other) = HighestOfThree(ref Unsafe.Add(ref height, stride - 1), 8);
        Improve(ref best, ref place, candidate, other);

        var isVoid = Vector256.Equals(here, Vector256<ushort>.Zero).AsInt16();
        var (low, high) = Vector256.Widen(place);
        var (voidLow, voidHigh) = Vector256.Widen(isVoid);
        ref var above = ref Unsafe.Subtract(ref basin, stride + 1);
        (Known(Pointers(low.AsInt32(), at, stride), low.AsInt32(), ref above) | voidLow).StoreUnsafe(ref basin);
        (Known(Pointers(high.AsInt32(), at + Vector256<int>.Count, stride), high.AsInt32(), ref Unsafe.Add(ref above, Vector256<int>.Count)) | voidHigh).StoreUnsafe(ref basin, (nuint)Vector256<int>.Count);
        var isSummit = Vector256.AndNot(Vector256.Equals(place, Vector256.Create(Itself)), isVoid.AsUInt16());
        for (var lanes = isSummit.ExtractMostSignificantBits(); lanes != 0; lanes &= lanes - 1)
        {
            var summit = at + BitOperations.TrailingZeroCount(lanes);
            basins[summit] = ~summits.Count;
            summits.Add(heights[summit]);
        }
    }

    /// <summary>The highest of three places in a row and its number, the last among equals.</summary>
    private static (Vector256<ushort> Height, Vector256<ushort> Place) HighestOfThree(ref ushort first, ushort number)
    {
        var best = Vector256.LoadUnsafe(ref first);
        var place = Vector256.Create(number);
        Improve(ref best, ref place, Vector256.LoadUnsafe(ref first, 1), Vector256.Create((ushort)(number + 1)));
        Improve(ref best, ref place, Vector256.LoadUnsafe(ref first, 2), Vector256.Create((ushort)(number + 2)));
        return (best, place);
    }

    private static void Improve(ref Vector256<ushort> best, ref Vector256<ushort> place, Vector256<ushort> candidate, Vector256<ushort> number)
    {
        place = Vector256.ConditionalSelect(Vector256.GreaterThanOrEqual(candidate, best), number, place);
        best = Vector256.Max(candidate, best);
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
        var saddles = ArrayPool<Saddle>.Shared.Rent(LeastSaddles);
        var count = FindSaddles(heights, basins, stride, width, height, ref saddles);
        var inOrder = ArrayPool<Saddle>.Shared.Rent(count);
        HighestFirst(saddles.AsSpan(0, count), inOrder, highest);
        foreach (var (a, b, level) in inOrder.AsSpan(0, count))
        {
            var (high, low) = (Root(parents, a), Root(parents, b));
            if (high == low) continue;
            if (summits[high] < summits[low]) (high, low) = (low, high);
            var dip = (summits[low] - level) / (double)ChamferDistance.Levels;
            if (dip < Math.Max(splitDepth * summits[low] / ChamferDistance.Levels, LatticeGrainPx)) parents[low] = high;
        }

        ArrayPool<Saddle>.Shared.Return(saddles);
        ArrayPool<Saddle>.Shared.Return(inOrder);
        return parents;
    }

    /// <summary>Every pair of pixels on the border of two basins, row by row. Returns how many there are; the array grows as needed.</summary>
    private static int FindSaddles(ReadOnlySpan<ushort> heights, ReadOnlySpan<int> basins, int stride, int width, int height, ref Saddle[] saddles)
    {
        var count = 0;
        var none = Vector256.Create(Void);
        ref var basin = ref MemoryMarshal.GetReference(basins);
        for (var y = 1; y <= height; y++)
        {
            while (saddles.Length < count + (2 * stride)) Grow(ref saddles, count);
            for (var first = (y * stride) + 1; first <= (y * stride) + width; first += Vector256<int>.Count)
            {
                var here = Vector256.LoadUnsafe(ref basin, (nuint)first);
                var right = Vector256.LoadUnsafe(ref basin, (nuint)(first + 1));
                var below = Vector256.LoadUnsafe(ref basin, (nuint)(first + stride));
                var outside = Vector256.Equals(here, none);
                var noneAtRight = outside | Vector256.Equals(right, here) | Vector256.Equals(right, none);
                var noneBelow = outside | Vector256.Equals(below, here) | Vector256.Equals(below, none);
                var (atRight, under) = (~noneAtRight.ExtractMostSignificantBits(), ~noneBelow.ExtractMostSignificantBits());
                for (var lanes = (atRight | under) & byte.MaxValue; lanes != 0; lanes &= lanes - 1)
                {
                    var lane = BitOperations.TrailingZeroCount(lanes);
                    var at = first + lane;
                    if ((atRight >> lane & 1) != 0) saddles[count++] = SaddleOf(heights, basins, at, at + 1);
                    if ((under >> lane & 1) != 0) saddles[count++] = SaddleOf(heights, basins, at, at + stride);
                }
            }
        }

        return count;
    }

    private static Saddle SaddleOf(ReadOnlySpan<ushort> heights, ReadOnlySpan<int> basins, int at, int other) =>
        new(~basins[at], ~basins[other], Math.Min(heights[at], heights[other]));

    private static void Grow(ref Saddle[] saddles, int count)
    {
        var larger = ArrayPool<Saddle>.Shared.Rent(2 * saddles.Length);
        saddles.AsSpan(0, count).CopyTo(larger);
        ArrayPool<Saddle>.Shared.Return(saddles);
        saddles = larger;
    }

    /// <summary>Sorts by level, the highest first, and keeps the order within a level.</summary>
    private static void HighestFirst(ReadOnlySpan<Saddle> saddles, Span<Saddle> inOrder, int highest)
    {
        var starts = new int[highest + 2];
        foreach (var saddle in saddles) starts[highest - saddle.Level + 1]++;
        for (var i = 1; i < starts.Length; i++) starts[i] += starts[i - 1];
        foreach (var saddle in saddles) inOrder[starts[highest - saddle.Level]++] = saddle;
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
            for (int x = 0, end; x < width; x = end)
            {
                var length = from[x..].IndexOfAnyExcept(from[x]);
                end = length < 0 ? width : x + length;
                var basin = ~from[x];
                if (basin != 0 && numbers[basin] == 0)
                {
                    var root = Root(parents, basin);
                    if (numbers[root] == 0) numbers[root] = ++count;
                    numbers[basin] = numbers[root];
                }

                to[x..end].Fill(numbers[basin]);
            }
        }

        return count;
    }

    private readonly record struct Saddle(int A, int B, int Level);
}

using System.Buffers;

namespace ImageAnalysis.Particles;

/// <summary>A point of an outline, pixels of the field, y down; pixel centres are whole numbers.</summary>
internal readonly record struct OutlinePoint(double X, double Y) : IComparable<OutlinePoint>
{
    /// <summary>From the left, and from the top where one is above the other.</summary>
    public int CompareTo(OutlinePoint other) => X != other.X ? X.CompareTo(other.X) : Y.CompareTo(other.Y);
}

/// <summary>What is gathered about a particle. Lengths in pixels of the field.</summary>
internal sealed class Blob
{
    public int MinX { get; set; } = int.MaxValue;

    public int MaxX { get; set; } = -1;

    public int MinY { get; set; } = int.MaxValue;

    public int MaxY { get; set; } = -1;

    public long Area { get; set; }

    public double SumX { get; set; }

    public double SumY { get; set; }

    public double SumXX { get; set; }

    public double SumYY { get; set; }

    public double SumXY { get; set; }

    /// <summary>Share of the outermost points at which it meets another particle and not void.</summary>
    public double Contact { get; set; }

    /// <summary>Outermost points of every row, from the top: left and right in turn.</summary>
    public List<OutlinePoint> RowEnds { get; } = [];

    /// <summary>Whether a point lies between the outermost points of its row.</summary>
    public bool Holds(double x, double y)
    {
        var at = 2 * ((int)Math.Round(y) - MinY);
        return at >= 0 && at + 1 < RowEnds.Count && RowEnds[at].X <= x && x <= RowEnds[at + 1].X;
    }

    /// <summary>Outermost points of every column, from the left: top and bottom in turn. The convex hull of both is that of the particle.</summary>
    public List<OutlinePoint> ColumnEnds { get; } = [];
}

/// <summary>
/// Sub-pixel outlines: where a row or a column of a particle ends, the outline lies where the signal crosses zero between the two pixel centres (linear
/// interpolation), or half-way where the neighbour is another particle or the mask does not follow the signal. A hull of pixel corners would be up to
/// 1.6 px too long, one of pixel centres 1 px too short.
/// </summary>
internal static class Outlines
{
    /// <summary>Blobs by label (index 0 is label 1).</summary>
    /// <param name="labels">Labels row by row, 0 for void.</param>
    /// <param name="signal">Signal row by row, negative in void.</param>
    public static Blob[] Trace(ReadOnlySpan<int> labels, ReadOnlySpan<float> signal, int width, int height, int count)
    {
        var blobs = new Blob[count];
        for (var i = 0; i < count; i++) blobs[i] = new Blob();
        var (first, last, columns) = Measure(labels, blobs, width, height);
        for (var i = 0; i < count; i++)
        {
            var blob = blobs[i];
            var contacts = 0;
            blob.RowEnds.EnsureCapacity(2 * (blob.MaxY - blob.MinY + 1));
            blob.ColumnEnds.EnsureCapacity(2 * (blob.MaxX - blob.MinX + 1));
            for (var row = 0; row <= blob.MaxY - blob.MinY; row++)
            {
                var y = blob.MinY + row;
                var (left, right) = (first[i][row], last[i][row]);
                if (right < 0) continue;
                var line = labels.Slice(y * width, width);
                contacts += (left > 0 && line[left - 1] != 0 ? 1 : 0) + (right < width - 1 && line[right + 1] != 0 ? 1 : 0);
                blob.RowEnds.Add(new OutlinePoint(left - (left > 0 ? Crossing(labels, signal, (y * width) + left, -1) : 0), y));
                blob.RowEnds.Add(new OutlinePoint(right + (right < width - 1 ? Crossing(labels, signal, (y * width) + right, 1) : 0), y));
            }

            for (var column = 0; column <= blob.MaxX - blob.MinX; column++)
            {
                var x = blob.MinX + column;
                var (top, bottom) = columns[i][column];
                if (bottom < 0) continue;
                contacts += (top > 0 && labels[((top - 1) * width) + x] != 0 ? 1 : 0) + (bottom < height - 1 && labels[((bottom + 1) * width) + x] != 0 ? 1 : 0);
                blob.ColumnEnds.Add(new OutlinePoint(x, top - (top > 0 ? Crossing(labels, signal, (top * width) + x, -width) : 0)));
                blob.ColumnEnds.Add(new OutlinePoint(x, bottom + (bottom < height - 1 ? Crossing(labels, signal, (bottom * width) + x, width) : 0)));
            }

            blob.Contact = (double)contacts / Math.Max(1, blob.RowEnds.Count + blob.ColumnEnds.Count);
        }

        return blobs;
    }

    /// <summary>Sums and boxes, and for each blob the first and last pixel of every row and column of its box.</summary>
    private static (int[][] First, int[][] Last, (int Top, int Bottom)[][] Columns) Measure(ReadOnlySpan<int> labels, Blob[] blobs, int width, int height)
    {
        var runs = ArrayPool<Run>.Shared.Rent(Math.Max(width, labels.Length / 16));
        try
        {
            var count = FindRuns(labels, width, height, ref runs);
            foreach (ref readonly var run in runs.AsSpan(0, count)) AddRun(blobs[run.Label - 1], run.Start, run.End, run.Row);
            var first = Array.ConvertAll(blobs, b => Filled(b.MaxY - b.MinY + 1, int.MaxValue));
            var last = Array.ConvertAll(blobs, b => Filled(b.MaxY - b.MinY + 1, -1));
            var columns = Array.ConvertAll(blobs, b => Filled(b.MaxX - b.MinX + 1, (Top: int.MaxValue, Bottom: -1)));
            foreach (ref readonly var run in runs.AsSpan(0, count))
            {
                var (at, y) = (run.Label - 1, run.Row);
                var blob = blobs[at];
                ref var left = ref first[at][y - blob.MinY];
                ref var right = ref last[at][y - blob.MinY];
                (left, right) = (Math.Min(left, run.Start), Math.Max(right, run.End - 1));
                foreach (ref var ends in columns[at].AsSpan(run.Start - blob.MinX, run.End - run.Start)) ends = (Math.Min(ends.Top, y), y);
            }

            return (first, last, columns);
        }
        finally
        {
            ArrayPool<Run>.Shared.Return(runs);
        }
    }

    /// <summary>The runs of particles, row by row. Returns how many there are; the array grows as needed.</summary>
    private static int FindRuns(ReadOnlySpan<int> labels, int width, int height, ref Run[] runs)
    {
        var count = 0;
        for (var y = 0; y < height; y++)
        {
            var row = labels.Slice(y * width, width);
            while (runs.Length < count + width) Grow(ref runs, count);
            for (var x = 0; x < width;)
            {
                var (label, end) = (row[x], RunEnd(row, x));
                if (label != 0) runs[count++] = new Run(label, y, x, end);
                x = end;
            }
        }

        return count;
    }

    private static void Grow(ref Run[] runs, int count)
    {
        var larger = ArrayPool<Run>.Shared.Rent(2 * runs.Length);
        runs.AsSpan(0, count).CopyTo(larger);
        ArrayPool<Run>.Shared.Return(runs);
        runs = larger;
    }

    private static T[] Filled<T>(int length, T value)
    {
        var array = new T[length];
        Array.Fill(array, value);
        return array;
    }

    private static int RunEnd(ReadOnlySpan<int> row, int x)
    {
        var others = row[x..].IndexOfAnyExcept(row[x]);
        return others < 0 ? row.Length : x + others;
    }

    private static void AddRun(Blob blob, int x, int end, int y)
    {
        double n = end - x;
        var sum = n * (x + end - 1) / 2;
        var last = end - 1.0;
        var sumSquares = ((last * (last + 1) * ((2 * last) + 1)) - ((x - 1.0) * x * ((2 * x) - 1.0))) / 6;
        (blob.MinX, blob.MaxX) = (Math.Min(blob.MinX, x), Math.Max(blob.MaxX, end - 1));
        (blob.MinY, blob.MaxY) = (Math.Min(blob.MinY, y), Math.Max(blob.MaxY, y));
        blob.Area += end - x;
        blob.SumX += sum;
        blob.SumY += n * y;
        blob.SumXX += sumSquares;
        blob.SumYY += n * y * y;
        blob.SumXY += sum * y;
    }

    /// <summary>Pixels of one particle that follow each other in a row.</summary>
    private readonly record struct Run(int Label, int Row, int Start, int End);

    /// <summary>Distance from a particle's pixel toward a neighbour, in (0, 1), at which the particle ends.</summary>
    private static double Crossing(ReadOnlySpan<int> labels, ReadOnlySpan<float> signal, int at, int step)
    {
        if (labels[at + step] != 0) return 0.5;
        double inside = signal[at], outside = signal[at + step];
        return inside >= 0 && outside < 0 ? inside / (inside - outside) : 0.5;
    }
}

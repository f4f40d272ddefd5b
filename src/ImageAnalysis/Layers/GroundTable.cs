using OpenCvSharp;

namespace ImageAnalysis.Layers;

/// <summary>
/// How many edges each row of the picture holds, window by window along the layers: none in ground, many in pores, a line of them at a face. With the mean grey values.
/// </summary>
internal sealed class GroundTable
{
    /// <summary>Windows along the layers, each two strips wide and overlapping the next by one.</summary>
    public const int Windows = Strips - 1;

    private const int Strips = 12;

    /// <summary>Gradient over that of noise, and over that of the picture's strong edges, from which there is an edge.</summary>
    private const double OverNoise = 4.5, OverStrong = 0.35;

    private const double StrongEdges = 0.97;

    /// <summary>Rows with edges over what rows with many of them have.</summary>
    private const double OnShare = 0.12;

    private const double LeastEdges = 0.02;

    private const double EvenShare = 0.25;

    /// <summary>Columns at either end of the rows, over all.</summary>
    private const double EndShare = 0.025;

    private readonly double[] _edges, _means;

    private readonly int[] _first, _last;

    private GroundTable(int rows, int columns) => (Rows, Columns, _edges, _means, _first, _last) = (rows, columns, new double[Windows * rows], new double[Windows * rows], new int[rows], new int[rows]);

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>Share of edge pixels from which a row of a window is no ground.</summary>
    public double On { get; private set; }

    /// <summary>Share of the pixels of a row of a window in which there is an edge.</summary>
    public double Edges(int window, int row) => _edges[(window * Rows) + row];

    /// <summary>Mean grey value of a row of a window.</summary>
    public double Mean(int window, int row) => _means[(window * Rows) + row];

    /// <summary>Whether a row of a window holds structure.</summary>
    public bool IsOn(int window, int row) => Edges(window, row) >= On;

    /// <summary>Share of the windows that hold structure in a row.</summary>
    public double ShareOn(int row)
    {
        var on = 0;
        for (var w = 0; w < Windows; w++) on += IsOn(w, row) ? 1 : 0;
        return (double)on / Windows;
    }

    private int End => Math.Max(8, (int)(EndShare * Columns));

    /// <summary>Share of edges at that end of some rows that has fewer of them, over their share in the whole rows.</summary>
    public double AtEnds(int from, int to)
    {
        double first = 0, last = 0, all = 0;
        for (var y = from; y < to; y++)
        {
            (first, last) = (first + _first[y], last + _last[y]);
            for (var w = 0; w < Windows; w++) all += Edges(w, y);
        }

        return all <= 0 ? 0 : Math.Min(first, last) / End / (all / Windows);
    }

    /// <summary>Whether a row holds hardly an edge in any window.</summary>
    public bool IsEven(int row)
    {
        double sum = 0;
        for (var w = 0; w < Windows; w++) sum += Edges(w, row);
        return sum < EvenShare * On * Windows;
    }

    /// <summary>Middle of a window, pixels along the layers from the middle of the picture.</summary>
    public double Middle(int window) => ((window + 1.0) * Columns / Strips) - (Columns / 2.0);

    /// <param name="picture">CV_32FC1, layers along its rows.</param>
    /// <param name="slope">Rows down per pixel along the layers.</param>
    /// <param name="noise">Standard deviation of the pixel noise.</param>
    /// <param name="sigma">By how much to smooth.</param>
    public static GroundTable Of(Mat picture, double slope, double noise, double sigma)
    {
        using var smooth = new Mat();
        Cv2.GaussianBlur(picture, smooth, new Size(0, 0), sigma);
        var (rows, columns) = (picture.Rows, picture.Cols);
        var values = smooth.AsSpan<float>();
        var gradient = new float[values.Length];
        for (var y = 1; y < rows - 1; y++)
        {
            var above = values.Slice((y - 1) * columns, columns);
            var row = values.Slice(y * columns, columns);
            var below = values.Slice((y + 1) * columns, columns);
            var target = gradient.AsSpan(y * columns, columns);
            for (var x = 1; x < columns - 1; x++)
            {
                float dx = row[x + 1] - row[x - 1], dy = below[x] - above[x];
                target[x] = (dx * dx) + (dy * dy);
            }
        }

        // Standard deviation of a difference over two pixels of smoothed white noise.
        var wobble = noise / (Math.Sqrt(2 * Math.PI) * sigma * sigma);
        var strong = Math.Sqrt(Upper(gradient, StrongEdges));
        var least = Math.Max(OverNoise * wobble, OverStrong * strong);
        var table = new GroundTable(rows, columns);
        var (edges, sums) = (new int[Strips * rows], new double[Strips * rows]);
        var level = (float)(least * least);
        var end = table.End;
        var strip = new int[columns];
        var shift = new int[columns];
        for (var x = 0; x < columns; x++) (strip[x], shift[x]) = (x * Strips / columns, (int)Math.Round(slope * (x + 0.5 - (columns / 2.0))));
        for (var y = 0; y < rows; y++)
        {
            for (var x = 0; x < columns; x++)
            {
                var at = (Math.Clamp(y + shift[x], 0, rows - 1) * columns) + x;
                var cell = (strip[x] * rows) + y;
                sums[cell] += values[at];
                if (gradient[at] <= level) continue;
                edges[cell]++;
                if (x < end) table._first[y]++;
                else if (x >= columns - end) table._last[y]++;
            }
        }

        for (var w = 0; w < Windows; w++)
        {
            var width = (double)(((w + 2) * columns / Strips) - (w * columns / Strips));
            for (var y = 0; y < rows; y++)
            {
                var (a, b) = ((w * rows) + y, ((w + 1) * rows) + y);
                (table._edges[a], table._means[a]) = ((edges[a] + edges[b]) / width, (sums[a] + sums[b]) / width);
            }
        }

        table.On = Math.Max(LeastEdges, OnShare * SectionFinder.Quantile(table._edges, 0.9));
        return table;
    }

    /// <summary>A quantile of every eleventh value.</summary>
    private static double Upper(float[] values, double share)
    {
        var some = new float[(values.Length + 10) / 11];
        for (var i = 0; i < some.Length; i++) some[i] = values[i * 11];
        Array.Sort(some);
        return some[(int)(share * (some.Length - 1))];
    }
}

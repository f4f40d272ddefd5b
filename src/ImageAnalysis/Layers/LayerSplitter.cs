using ImageAnalysis.Segment;
using OpenCvSharp;

namespace ImageAnalysis.Layers;

/// <summary>Rows of a straight slab in which porosity and number of pores are alike.</summary>
/// <param name="From">First boundary in each of <see cref="LayerSplitter.Parts"/> parts of the slab, rows.</param>
/// <param name="To">Last boundary likewise.</param>
internal sealed record SubLayer(double[] From, double[] To)
{
    public double Rows => To.Average() - From.Average();
}

/// <summary>Parts a straight porous slab into layers whose pores differ in share or size: the same optimal partition as for slabs, over the void mask.</summary>
internal static class LayerSplitter
{
    /// <summary>Parts along the slab in which a boundary between layers is placed: five values make a thickness.</summary>
    public const int Parts = 5;

    /// <summary>Squared distance, in scatters of a row, that a cut must explain for every row of a mean chord: so far do rows repeat each other.</summary>
    private const double PenaltyPerChord = 15;

    private const double LeastPenalty = 60;
    private const double LeastRows = 6;
    private const double LeastShare = 0.025;

    /// <summary>Layers whose mean chords differ by less, as a ratio, and whose porosities differ by less than that below are one.</summary>
    private const double LeastChordRatio = 1.3;

    private const double LeastPorosityDifference = 0.15;

    /// <summary>An inside with a surface layer on either side.</summary>
    private const int MostLayers = 3;

    public static IReadOnlyList<SubLayer> Split(SegmentedImage slab)
    {
        int rows = slab.Void.Rows, columns = slab.Void.Cols;
        var table = new RowTable(slab.Void);
        var whole = table.Sum(0, columns, 0, rows);
        if (whole.Starts == 0) return [Whole(rows)];
        var chord = (double)whole.Void / whole.Starts;
        var porosity = (double)whole.Void / ((double)rows * columns);
        var period = Math.Max(2, chord / Math.Max(porosity, 0.02));
        var shareScatter = Math.Sqrt(Math.Max(0.01, porosity * (1 - porosity)) * period / columns);
        var numberScatter = Math.Sqrt(0.5 * period / columns);
        var cost = new RunCost(rows);
        for (var y = 0; y < rows; y++)
        {
            var row = table.Sum(0, columns, y, y + 1);
            cost.Add(y, (double)row.Void / columns / shareScatter, Math.Log((row.Starts + 1.0) / columns) / numberScatter);
        }

        var least = (int)Math.Max(LeastRows, LeastShare * rows);
        var cuts = Partition.Cuts(rows, least, Math.Max(LeastPenalty, PenaltyPerChord * chord), cost.Of);
        cuts = Distinct(table, cuts, rows, columns);
        var layers = new List<SubLayer>();
        var from = new double[Parts];
        foreach (var cut in cuts)
        {
            var to = Place(table, cut, rows, columns, shareScatter, numberScatter);
            if (to.Average() - from.Average() < LeastRows || rows - to.Average() < LeastRows) continue;
            layers.Add(new SubLayer(from, to));
            from = to;
        }

        layers.Add(new SubLayer(from, [.. Enumerable.Repeat((double)rows, Parts)]));
        return layers;
    }

    private static SubLayer Whole(int rows) => new(new double[Parts], [.. Enumerable.Repeat((double)rows, Parts)]);

    /// <summary>The cuts between layers that differ, the weakest taken out first.</summary>
    private static List<int> Distinct(RowTable table, List<int> cuts, int rows, int columns)
    {
        while (cuts.Count > 0)
        {
            int[] ends = [0, .. cuts, rows];
            var weakest = -1;
            var least = cuts.Count < MostLayers ? 1 : double.PositiveInfinity;
            for (var i = 0; i < cuts.Count; i++)
            {
                var (above, below) = (table.Sum(0, columns, ends[i], ends[i + 1]), table.Sum(0, columns, ends[i + 1], ends[i + 2]));
                var ratio = Math.Abs(Math.Log((above.Void + 1.0) / (above.Starts + 1.0) * (below.Starts + 1.0) / (below.Void + 1.0)));
                var difference = Math.Abs(((double)above.Void / above.Pixels) - ((double)below.Void / below.Pixels));
                var strength = Math.Max(ratio / Math.Log(LeastChordRatio), difference / LeastPorosityDifference);
                if (strength < least) (weakest, least) = (i, strength);
            }

            if (weakest < 0) break;
            cuts.RemoveAt(weakest);
        }

        return cuts;
    }

    private static double[] Place(RowTable table, int cut, int rows, int columns, double shareScatter, double numberScatter)
    {
        var reach = Math.Min(Math.Min(cut, rows - cut), Math.Max(6, rows / 12));
        var places = new double[Parts];
        for (var part = 0; part < Parts; part++)
        {
            int from = part * columns / Parts, to = (part + 1) * columns / Parts;
            var (share, number) = (new double[2 * reach], new double[2 * reach]);
            for (var k = 0; k < 2 * reach; k++)
            {
                var row = table.Sum(from, to, cut - reach + k, cut - reach + k + 1);
                share[k] = (double)row.Void / (to - from) / shareScatter;
                number[k] = Math.Log((row.Starts + 0.5) / (to - from)) / numberScatter;
            }

            places[part] = cut - reach + StepFit.Best(2 * reach, [share, number]);
        }

        return places;
    }

    private readonly record struct Counted(long Void, long Starts, long Pixels);

    /// <summary>Void pixels and void beginnings of every row, summed up from the left.</summary>
    private sealed class RowTable
    {
        private readonly int[] _void, _starts;
        private readonly int _stride;

        public RowTable(Mat mask)
        {
            _stride = mask.Cols + 1;
            (_void, _starts) = (new int[mask.Rows * _stride], new int[mask.Rows * _stride]);
            for (var y = 0; y < mask.Rows; y++)
            {
                var row = mask.RowSpan<byte>(y);
                for (var x = 0; x < row.Length; x++)
                {
                    var i = (y * _stride) + x;
                    _void[i + 1] = _void[i] + (row[x] >> 7);
                    _starts[i + 1] = _starts[i] + (row[x] != 0 && (x == 0 || row[x - 1] == 0) ? 1 : 0);
                }
            }
        }

        public Counted Sum(int left, int right, int top, int bottom)
        {
            long voids = 0, starts = 0;
            for (var y = top; y < bottom; y++)
            {
                voids += _void[(y * _stride) + right] - _void[(y * _stride) + left];
                starts += _starts[(y * _stride) + right] - _starts[(y * _stride) + left];
            }

            return new Counted(voids, starts, (long)(right - left) * (bottom - top));
        }
    }
}

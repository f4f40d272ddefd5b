using OpenCvSharp;

namespace ImageAnalysis.Layers;

/// <summary>What some rows of a section hold.</summary>
/// <param name="Void">Void pixels.</param>
/// <param name="Starts">Void segments.</param>
/// <param name="Bright">Sum of grey values of the solid pixels.</param>
/// <param name="Grey">Sum of all grey values.</param>
/// <param name="Pixels">All pixels.</param>
internal readonly record struct RowSum(double Void, double Starts, double Bright, double Grey, double Pixels)
{
    public double Share => Pixels > 0 ? Void / Pixels : 0;

    public double Mean => Pixels > 0 ? Grey / Pixels : 0;

    /// <summary>Mean grey value of the void.</summary>
    public double Dark => Void > 0 ? (Grey - Bright) / Void : 0;

    /// <summary>Mean grey value of the solid.</summary>
    public double Solid => Pixels - Void > 0 ? Bright / (Pixels - Void) : 0;

    public static RowSum operator +(RowSum a, RowSum b) => new(a.Void + b.Void, a.Starts + b.Starts, a.Bright + b.Bright, a.Grey + b.Grey, a.Pixels + b.Pixels);

    public static RowSum operator -(RowSum a, RowSum b) => new(a.Void - b.Void, a.Starts - b.Starts, a.Bright - b.Bright, a.Grey - b.Grey, a.Pixels - b.Pixels);

    /// <summary>Mean length of a void segment, and of the solid between two.</summary>
    public double VoidChord => (Void + 1) / (Starts + 1);

    public double SolidChord => (Pixels - Void + 1) / (Starts + 1);
}

/// <summary>
/// Void and solid of every row of a section laid straight, told apart by the row alone: a swing of the grey value between void and solid, cut halfway between both extremes. So
/// layers of unlike solids, grains and uneven brightness need no common threshold.
/// </summary>
internal sealed class SectionRows
{
    /// <summary>Blocks side by side in which rows are counted.</summary>
    public const int Blocks = 10;

    /// <summary>Swing over the contrast.</summary>
    private const double LeastSwing = 0.45;

    /// <summary>Noise over the contrast that remains after smoothing.</summary>
    private const double CalmNoise = 0.05;

    /// <summary>Rows from which the phases are learnt: with at least this share of the structure of those that have much.</summary>
    private const double MuchStructure = 0.5;

    /// <summary>Pixels over which a slow change as large as a swing is none.</summary>
    private const float SlowPx = 25;

    /// <summary>Grey value between void (0) and solid (1) from which a depth is no void.</summary>
    private const double DarkEnough = 0.8;

    private readonly int _rows;
    private readonly double[] _void, _starts, _bright, _grey;
    private readonly int[] _width = new int[Blocks];

    private SectionRows(int rows, int columns, PhaseGreys phases, double[] structure)
    {
        (_rows, Columns, Phases, Structure) = (rows, columns, phases, structure);
        (_void, _starts, _bright, _grey) = (new double[Blocks * (rows + 1)], new double[Blocks * (rows + 1)], new double[Blocks * (rows + 1)], new double[Blocks * (rows + 1)]);
        for (var x = 0; x < columns; x++) _width[Block(x)]++;
    }

    public int Rows => _rows;

    public int Columns { get; }

    /// <summary>Mean grey values of void and solid where there is most structure.</summary>
    public PhaseGreys Phases { get; }

    /// <summary>Covariance of every row with the next one, grey values squared.</summary>
    public double[] Structure { get; }

    /// <param name="straight">CV_8UC1 or CV_16UC1, the section laid straight.</param>
    /// <returns>Null where there are no two phases.</returns>
    public static SectionRows? Of(Mat straight)
    {
        if (straight.Rows < 8 || straight.Cols < 2 * StripTable.Strips) return null;
        using var grey = new Mat();
        straight.ConvertTo(grey, MatType.CV_32FC1);
        var strips = StripTable.Of(grey);
        var structure = strips.Along(0).Covariance;
        var contrast = 2 * Math.Sqrt(SectionFinder.Quantile(structure, 0.9));
        if (contrast <= 0) return null;
        using var smooth = new Mat();
        Cv2.GaussianBlur(grey, smooth, new Size(0, 0), Math.Clamp(strips.Noise / (2 * Math.Sqrt(Math.PI) * CalmNoise * contrast), 0.6, 2.5));
        if (LearnPhases(smooth, structure) is not { } phases) return null;
        var rows = new SectionRows(straight.Rows, straight.Cols, phases, structure);
        var ends = new List<(int X, float Value)>();
        for (var y = 0; y < straight.Rows; y++) rows.Add(y, smooth.RowSpan<float>(y), ends);
        return rows;
    }

    /// <summary>Of the rows with much structure, the middle void and the middle solid: few of them cross a wavy boundary.</summary>
    private static PhaseGreys? LearnPhases(Mat smooth, double[] structure)
    {
        var much = MuchStructure * SectionFinder.Quantile(structure, 0.9);
        var (voids, solids, sample) = (new List<double>(), new List<double>(), new List<double>());
        for (var y = 0; y < structure.Length; y++)
        {
            if (structure[y] < much) continue;
            sample.Clear();
            var row = smooth.RowSpan<float>(y);
            for (var x = 0; x < row.Length; x += 3) sample.Add(row[x]);
            if (PhaseSplit.Of(sample) is not { } found) continue;
            voids.Add(found.Void);
            solids.Add(found.Solid);
        }

        return voids.Count == 0 ? null : new PhaseGreys(SectionFinder.Quantile([.. voids], 0.5), SectionFinder.Quantile([.. solids], 0.5));
    }

    /// <summary>Rows of one block, or of all.</summary>
    public RowSum Sum(int? block, int from, int to)
    {
        RowSum sum = default;
        for (var b = block ?? 0; b <= (block ?? (Blocks - 1)); b++)
        {
            var (i, j) = ((b * (_rows + 1)) + from, (b * (_rows + 1)) + to);
            sum = new RowSum(
                sum.Void + _void[j] - _void[i], sum.Starts + _starts[j] - _starts[i], sum.Bright + _bright[j] - _bright[i], sum.Grey + _grey[j] - _grey[i], sum.Pixels + ((double)(to - from) * _width[b]));
        }

        return sum;
    }

    private int Block(int x) => x * Blocks / Columns;

    private void Add(int y, ReadOnlySpan<float> row, List<(int X, float Value)> ends)
    {
        for (var b = 0; b < Blocks; b++)
        {
            var i = (b * (_rows + 1)) + y;
            (_void[i + 1], _starts[i + 1], _bright[i + 1], _grey[i + 1]) = (_void[i], _starts[i], _bright[i], _grey[i]);
        }

        var firstIsHigh = Extremes(row, (float)(LeastSwing * Phases.Contrast), ends);
        if (ends.Count == 0)
        {
            double sum = 0;
            foreach (var value in row) sum += value;
            Count(y, row, 0, row.Length, sum / row.Length < (Phases.Void + Phases.Solid) / 2);
            return;
        }

        var (start, isVoid) = (0, !firstIsHigh);
        for (var k = 1; k <= ends.Count; k++)
        {
            var end = row.Length;
            if (k < ends.Count)
            {
                var middle = (ends[k - 1].Value + ends[k].Value) / 2;
                end = ends[k - 1].X + 1;
                while (end < ends[k].X && row[end] < middle == isVoid) end++;
            }

            Count(y, row, start, end, isVoid && ends[k - 1].Value < Phases.Void + (DarkEnough * Phases.Contrast));
            (start, isVoid) = (end, !isVoid);
        }
    }

    private void Count(int y, ReadOnlySpan<float> row, int from, int to, bool isVoid)
    {
        if (isVoid && to > from) _starts[(Block(from) * (_rows + 1)) + y + 1]++;
        for (var x = from; x < to; x++)
        {
            var i = (Block(x) * (_rows + 1)) + y + 1;
            _grey[i] += row[x];
            if (isVoid) _void[i]++;
            else _bright[i] += row[x];
        }
    }

    /// <summary>The heights and depths in turn between which the row swings by at least a given amount.</summary>
    /// <returns>Whether the first is a height.</returns>
    private static bool Extremes(ReadOnlySpan<float> row, float swing, List<(int X, float Value)> ends)
    {
        ends.Clear();
        var (low, high) = (row[0], row[0]);
        int lowAt = 0, highAt = 0, going = 0;
        var firstIsHigh = false;
        var leak = swing / SlowPx;
        for (var x = 1; x < row.Length; x++)
        {
            var value = row[x];
            (low, high) = (low + leak, high - leak);
            if (value >= high) (high, highAt) = (value, x);
            if (value <= low) (low, lowAt) = (value, x);
            if (going >= 0 && high - value >= swing)
            {
                if (going == 0) firstIsHigh = true;
                ends.Add((highAt, high));
                (going, low, lowAt) = (-1, value, x);
            }
            else if (going <= 0 && value - low >= swing)
            {
                ends.Add((lowAt, low));
                (going, high, highAt) = (1, value, x);
            }
        }

        if (going > 0) ends.Add((highAt, high));
        else if (going < 0) ends.Add((lowAt, low));
        return firstIsHigh;
    }
}

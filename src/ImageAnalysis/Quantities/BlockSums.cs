namespace ImageAnalysis.Quantities;

/// <summary>
/// A ratio of two sums, Σa / Σb, with its sampling interval from a grid of blocks of one image. Neighbouring pixels and lines repeat each other; blocks
/// a few structures wide hardly do, so their scatter about the common ratio carries the design effect that a count of segments leaves out.
/// It speaks for the specimen's field-to-field scatter only as far as this one image shows it.
/// </summary>
public sealed class BlockSums
{
    private readonly double[] _a;
    private readonly double[] _b;

    /// <summary>A grid of empty blocks.</summary>
    public BlockSums(int columns, int rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        (Columns, Rows, _a, _b) = (columns, rows, new double[columns * rows], new double[columns * rows]);
    }

    public int Columns { get; }

    public int Rows { get; }

    /// <summary>Σa.</summary>
    public double A { get; private set; }

    /// <summary>Σb.</summary>
    public double B { get; private set; }

    /// <summary>Σa / Σb; absent where the denominator is 0.</summary>
    public double? Ratio => B == 0 ? null : A / B;

    /// <summary>Adds to one block.</summary>
    public void Add(int column, int row, double a, double b)
    {
        var block = (row * Columns) + column;
        _a[block] += a;
        _b[block] += b;
        A += a;
        B += b;
    }

    /// <summary>
    /// 95 % interval of the ratio: linearised ratio estimator (Cochran, Sampling Techniques, 1977, eq. 6.13) over the blocks, with the products of
    /// adjacent blocks' residuals where they add to the variance (structure wider than a block), Student's t with one degree of freedom less than
    /// blocks. Absent below four blocks that hold anything.
    /// </summary>
    public Interval? Interval95()
    {
        if (Ratio is not { } ratio) return null;
        var used = 0;
        double own = 0, adjacent = 0;
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Columns; column++)
            {
                var i = (row * Columns) + column;
                if (_a[i] == 0 && _b[i] == 0) continue;
                used++;
                var residual = Residual(i, ratio);
                own += residual * residual;
                if (column + 1 < Columns) adjacent += residual * Residual(i + 1, ratio);
                if (row + 1 < Rows) adjacent += residual * Residual(i + Columns, ratio);
                if (column + 1 < Columns && row + 1 < Rows) adjacent += residual * Residual(i + Columns + 1, ratio);
                if (column > 0 && row + 1 < Rows) adjacent += residual * Residual(i + Columns - 1, ratio);
            }
        }

        if (used < 4) return null;
        var variance = (own + Math.Max(0, 2 * adjacent)) * used / (used - 1.0) / (B * B);
        return Interval.Around(ratio, Student.Quantile975(used - 1) * Math.Sqrt(variance));
    }

    private double Residual(int block, double ratio) => _a[block] - (ratio * _b[block]);
}

namespace ImageAnalysis.Quantities;

/// <summary>
/// A ratio of two sums over a field, Σa / Σb, with its sampling interval from this one field. Neighbouring lines and pixels repeat each other, so a count of
/// segments is no sample size. What another field would read differs by what changes slowly across this one, and that is measured directly: the residuals
/// a - ratio · b, over a grid of cells, are projected on the slowest cosine waves of the field. Each coefficient is an independent look at the variance of the
/// sum, whatever the range of the correlation up to the field's own size. It speaks for the specimen only as far as this field shows it.
/// </summary>
/// <remarks>
/// Equally weighted cosines: Müller, J. Econometrics 178 (2014) 311; Lazarus, Lewis and Stock, J. Business &amp; Economic Statistics 36 (2018) 541, who show that
/// Student's t with as many degrees of freedom as waves then holds. Linearised ratio: Cochran, Sampling Techniques, 1977, eq. 6.13.
/// </remarks>
public sealed class FieldSums
{
    /// <summary>Degrees of freedom of the interval: the waves looked at. Fewer widen it (t), more take in structure that a neighbouring field averages out.</summary>
    public const int DegreesOfFreedom = 6;

    /// <summary>Cells along either side that resolve these waves well.</summary>
    private const int CellsAlong = 16;

    /// <summary>Half waves along one side, with none, among which the slowest are.</summary>
    private const int MostAlong = DegreesOfFreedom + 1;

    private const int LeastCells = 4;

    private readonly double _width;
    private readonly double _height;
    private readonly double[] _a;
    private readonly double[] _b;
    private readonly double[] _measure;

    /// <summary>A grid of empty cells over a field.</summary>
    /// <param name="width">Extent along the columns, in any unit: it orders the waves by their length.</param>
    /// <param name="height">Extent along the rows, same unit.</param>
    /// <param name="mostColumns">Columns that the data can tell apart.</param>
    /// <param name="mostRows">Rows that the data can tell apart, such as lines.</param>
    public FieldSums(double width, double height, int mostColumns = CellsAlong, int mostRows = CellsAlong)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(mostColumns);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(mostRows);
        // A single line has no extent across.
        (_width, _height) = (Math.Max(width, 1), Math.Max(height, 1));
        (Columns, Rows) = (Math.Min(mostColumns, CellsAlong), Math.Min(mostRows, CellsAlong));
        (_a, _b, _measure) = (new double[Columns * Rows], new double[Columns * Rows], new double[Columns * Rows]);
    }

    public int Columns { get; }

    public int Rows { get; }

    /// <summary>Σa.</summary>
    public double A { get; private set; }

    /// <summary>Σb.</summary>
    public double B { get; private set; }

    /// <summary>Σa / Σb; absent where the denominator is 0.</summary>
    public double? Ratio => B == 0 ? null : A / B;

    /// <summary>Adds to one cell.</summary>
    public void Add(int column, int row, double a, double b)
    {
        var cell = (row * Columns) + column;
        _a[cell] += a;
        _b[cell] += b;
        A += a;
        B += b;
    }

    /// <summary>How much of a cell was looked at: its length of line, or its area. Cells never looked at, as beside oblique lines, take no part in a wave.</summary>
    public void Look(int column, int row, double measure) => _measure[(row * Columns) + column] += measure;

    /// <summary>The 95 % interval of the ratio. Absent where fewer than four cells hold anything, and where no wave fits into what was looked at.</summary>
    public Interval? Interval95()
    {
        if (Ratio is not { } ratio) return null;
        var used = 0;
        for (var i = 0; i < _a.Length; i++)
            if (_a[i] != 0 || _b[i] != 0) used++;
        if (used < LeastCells) return null;

        var (sum, count) = (0.0, 0);
        foreach (var (alongX, alongY) in SlowestWaves(_width, _height, Math.Min(Columns, MostAlong), Math.Min(Rows, MostAlong)))
        {
            if (Power(ratio, alongX, alongY) is not { } power) continue;
            sum += power;
            if (++count == DegreesOfFreedom) break;
        }

        return count == 0 ? null : Interval.Around(ratio, Student.Quantile975(count) * Math.Sqrt(sum / count) / B);
    }

    /// <summary>Half waves along the two sides of a field, the slowest first; along each side fewer than stated.</summary>
    internal static IEnumerable<(int AlongX, int AlongY)> SlowestWaves(double width, double height, int columns, int rows) =>
        from x in Enumerable.Range(0, columns)
        from y in Enumerable.Range(0, rows)
        where x + y > 0
        orderby Square(x / width) + Square(y / height), y
        select (x, y);

    /// <summary>Variance of Σ residual as one wave shows it; absent where the wave is constant over what was looked at.</summary>
    private double? Power(double ratio, int alongX, int alongY)
    {
        Span<double> x = stackalloc double[Columns], y = stackalloc double[Rows];
        for (var i = 0; i < x.Length; i++) x[i] = Math.Cos(Math.PI * alongX * (i + 0.5) / Columns);
        for (var i = 0; i < y.Length; i++) y[i] = Math.Cos(Math.PI * alongY * (i + 0.5) / Rows);
        double projected = 0, measure = 0, mean = 0, square = 0;
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Columns; column++)
            {
                var i = (row * Columns) + column;
                var wave = x[column] * y[row];
                projected += (_a[i] - (ratio * _b[i])) * wave;
                measure += _measure[i];
                mean += _measure[i] * wave;
                square += _measure[i] * wave * wave;
            }
        }

        if (measure <= 0) return null;
        var norm = (square / measure) - Square(mean / measure);
        return norm < 1e-6 ? null : projected * projected / norm;
    }

    private static double Square(double x) => x * x;
}

using OpenCvSharp;

namespace ImageAnalysis.Layers;

/// <summary>Which edges of a picture lie in even ground: a look at a few rows and columns of it, so that most pictures are done with here.</summary>
internal static class EdgeGate
{
    /// <summary>Structure at an edge over that of the rows with much of it, below which the edge may lie in ground.</summary>
    private const double EvenEdge = 0.25;

    private const int RowsLookedAt = 96;
    private const double Depth = 0.02;
    private const int LeastLines = 6;
    private const int LeastSide = 64;

    /// <param name="picture">CV_8UC1 or CV_16UC1.</param>
    /// <returns>Whether the upper or the lower edge is even, and whether the left or the right one is.</returns>
    public static (bool AcrossRows, bool AcrossColumns) Look(Mat picture)
    {
        int rows = picture.Rows, columns = picture.Cols;
        if (rows < LeastSide || columns < LeastSide) return (false, false);
        var reference = SectionFinder.Quantile([.. Enumerable.Range(0, RowsLookedAt).Select(k => Row(picture, Math.Min(rows - 2, k * rows / RowsLookedAt)))], 0.9);
        if (reference <= 0) return (false, false);
        var band = Math.Max(LeastLines, (int)(Depth * rows));
        var side = Math.Max(LeastLines, (int)(Depth * columns));
        return (Even(0, band, Row) || Even(rows - 1 - band, band, Row), Even(0, side, Column) || Even(columns - 1 - side, side, Column));

        bool Even(int from, int count, Func<Mat, int, double> structure)
        {
            var step = Math.Max(1, count / LeastLines);
            var values = new List<double>();
            for (var k = from; k < from + count; k += step) values.Add(structure(picture, k));
            return SectionFinder.Quantile([.. values], 0.5) < EvenEdge * reference;
        }
    }

    /// <summary>Covariance of a row with the next one, over stretches of it.</summary>
    private static double Row(Mat picture, int y) => picture.Depth() == MatType.CV_8U
        ? Line<byte>(picture.RowSpan<byte>(y), picture.RowSpan<byte>(y + 1))
        : Line<ushort>(picture.RowSpan<ushort>(y), picture.RowSpan<ushort>(y + 1));

    /// <summary>Covariance of a column with the next one, over stretches of it.</summary>
    private static double Column(Mat picture, int x)
    {
        var rows = picture.Rows;
        if (picture.Depth() == MatType.CV_8U)
        {
            var (column, next) = (new byte[rows], new byte[rows]);
            for (var y = 0; y < rows; y++) (column[y], next[y]) = (picture.At<byte>(y, x), picture.At<byte>(y, x + 1));
            return Line<byte>(column, next);
        }

        var (deep, beside) = (new ushort[rows], new ushort[rows]);
        for (var y = 0; y < rows; y++) (deep[y], beside[y]) = (picture.At<ushort>(y, x), picture.At<ushort>(y, x + 1));
        return Line<ushort>(deep, beside);
    }

    private static double Line<T>(ReadOnlySpan<T> line, ReadOnlySpan<T> next)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        var stretches = new double[StripTable.Strips];
        for (var s = 0; s < StripTable.Strips; s++)
        {
            int from = StripTable.Start(s, line.Length), to = StripTable.Start(s + 1, line.Length);
            stretches[s] = Covariance(line[from..to], next[from..to]);
        }

        // In ground, nearly all stretches are even.
        return SectionFinder.Quantile(stretches, 0.75);
    }

    private static double Covariance<T>(ReadOnlySpan<T> row, ReadOnlySpan<T> next)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        long a = 0, b = 0, ab = 0;
        for (var x = 0; x < row.Length; x++)
        {
            var (p, q) = (int.CreateTruncating(row[x]), int.CreateTruncating(next[x]));
            a += p;
            b += q;
            ab += (long)p * q;
        }

        double n = row.Length;
        return Math.Max(0, (ab / n) - (a / n * (b / n)));
    }
}

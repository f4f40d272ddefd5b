using OpenCvSharp;

namespace ImageAnalysis.Layers;

/// <summary>
/// A picture reduced to strips across the layers: for every row of every strip the mean grey value, and the covariance of the row with the next one, about a straight line each. Pixel noise is
/// independent from row to row, so that the covariance is that of the structure alone.
/// </summary>
internal sealed class StripTable
{
    /// <summary>Strips side by side.</summary>
    public const int Strips = 20;

    private StripTable(int rows, int columns) => (Rows, Columns, Mean, Covariance, Difference) = (rows, columns, new double[Strips * rows], new double[Strips * rows], new double[Strips * rows]);

    public int Rows { get; }

    /// <summary>Pixels along the layers.</summary>
    public int Columns { get; }

    /// <summary>Mean grey value; strip by strip.</summary>
    public double[] Mean { get; }

    /// <summary>Covariance with the next row, grey values squared; not below 0. Strip by strip.</summary>
    public double[] Covariance { get; }

    /// <summary>Half the mean squared difference from the next row: the variance of the noise, where there is no structure. Strip by strip.</summary>
    public double[] Difference { get; }

    /// <summary>Standard deviation of the pixel noise, grey values: of the calmest rows.</summary>
    public double Noise => Math.Sqrt(SectionFinder.Quantile(Difference, 0.2));

    /// <summary>Middle of a strip, pixels along the layers from the middle of the picture.</summary>
    public double Middle(int strip) => ((strip + 0.5) * Columns / Strips) - (Columns / 2.0);

    public static int Start(int strip, int columns) => strip * columns / Strips;

    /// <param name="picture">CV_32FC1; layers run along its rows.</param>
    public static StripTable Of(Mat picture)
    {
        var table = new StripTable(picture.Rows, picture.Cols);
        var values = picture.AsSpan<float>();
        var (columns, rows) = (picture.Cols, picture.Rows);
        for (var y = 0; y < rows; y++)
        {
            var row = values.Slice(y * columns, columns);
            var next = values.Slice(Math.Min(y + 1, rows - 1) * columns, columns);
            for (var s = 0; s < Strips; s++)
            {
                int start = Start(s, columns), end = Start(s + 1, columns);
                float a = 0, b = 0, ab = 0, xa = 0, xb = 0, difference = 0;
                for (var x = start; x < end; x++)
                {
                    a += row[x];
                    b += next[x];
                    ab += row[x] * next[x];
                    xa += (x - start) * row[x];
                    xb += (x - start) * next[x];
                    difference += (row[x] - next[x]) * (row[x] - next[x]);
                }

                var n = end - start;
                table.Mean[(s * rows) + y] = a / n;
                table.Difference[(s * rows) + y] = difference / (2 * n);

                // Uneven brightness is no structure: what a straight line across the strip explains is left out.
                var middle = (n - 1) / 2f;
                var trend = (xa - (middle * a)) * (xb - (middle * b)) / (n * (((float)n * n) - 1) / 12);
                table.Covariance[(s * rows) + y] = Math.Max(0, (ab - (a * b / n) - trend) / n);
            }
        }

        // The last row has no next one.
        if (rows > 1)
        {
            for (var s = 0; s < Strips; s++) table.Covariance[(s * rows) + rows - 1] = table.Covariance[(s * rows) + rows - 2];
        }

        return table;
    }

    /// <summary>Means over all strips, each shifted along a slope, of both quantities. Rows that fewer than three of four strips reach are absent.</summary>
    /// <param name="slope">Rows down per pixel along the layers.</param>
    public RowProfile Along(double slope)
    {
        int first = -1, last = -1;
        var (means, covariances) = (new double[Rows], new double[Rows]);
        var shifts = new int[Strips];
        for (var s = 0; s < Strips; s++) shifts[s] = (int)Math.Round(slope * Middle(s));
        for (var y = 0; y < Rows; y++)
        {
            var seen = 0;
            for (var s = 0; s < Strips; s++)
            {
                var at = y + shifts[s];
                if ((uint)at >= (uint)Rows) continue;
                seen++;
                means[y] += Mean[(s * Rows) + at];
                covariances[y] += Covariance[(s * Rows) + at];
            }

            if (4 * seen < 3 * Strips) continue;
            (means[y], covariances[y]) = (means[y] / seen, covariances[y] / seen);
            if (first < 0) first = y;
            last = y;
        }

        return first < 0 ? new RowProfile(0, [], []) : new RowProfile(first, means[first..(last + 1)], covariances[first..(last + 1)]);
    }
}

/// <summary>Row by row across the layers.</summary>
/// <param name="First">Row of the first value, at the middle of the picture.</param>
internal sealed record RowProfile(int First, double[] Mean, double[] Covariance);

namespace ImageAnalysis.Layers;

/// <summary>Steps in profiles.</summary>
internal static class StepFit
{
    /// <summary>The index at which two constants before and after it explain all profiles best: least sum of squares. At least two values stand on either side.</summary>
    public static int Best(int n, IReadOnlyList<double[]> profiles)
    {
        if (n < 4) return n / 2;
        var gain = new double[n];
        foreach (var values in profiles)
        {
            double total = 0, left = 0;
            for (var i = 0; i < n; i++) total += values[i];
            for (var i = 1; i < n; i++)
            {
                left += values[i - 1];
                var (a, b) = (left / i, (total - left) / (n - i));
                gain[i] += (double)i * (n - i) / n * (a - b) * (a - b);
            }
        }

        var best = 2;
        for (var i = 2; i <= n - 2; i++)
        {
            if (gain[i] > gain[best]) best = i;
        }

        return best;
    }
}

/// <summary>Squared distance of a run of rows to a straight line (first quantity) and to a constant (second), by running sums.</summary>
internal sealed class RunCost(int rows)
{
    private readonly double[] _y = new double[rows + 1], _yy = new double[rows + 1], _xy = new double[rows + 1], _z = new double[rows + 1], _zz = new double[rows + 1];

    public void Add(int row, double line, double constant)
    {
        _y[row + 1] = _y[row] + line;
        _yy[row + 1] = _yy[row] + (line * line);
        _xy[row + 1] = _xy[row] + (row * line);
        _z[row + 1] = _z[row] + constant;
        _zz[row + 1] = _zz[row] + (constant * constant);
    }

    public double Of(int start, int end)
    {
        double n = end - start, sum = _y[end] - _y[start], z = _z[end] - _z[start];
        var middle = (start + end - 1) / 2.0;
        var spread = n * ((n * n) - 1) / 12;
        var product = _xy[end] - _xy[start] - (middle * sum);
        var about = _yy[end] - _yy[start] - (sum * sum / n) - (spread > 0 ? product * product / spread : 0);
        return Math.Max(0, about) + Math.Max(0, _zz[end] - _zz[start] - (z * z / n));
    }
}

/// <summary>y = Offset + Slope x.</summary>
internal readonly record struct RobustLine(double Offset, double Slope)
{
    public double At(double x) => Offset + (Slope * x);

    /// <summary>The same on a picture that is larger by a factor.</summary>
    public RobustLine Scaled(double factor) => this with { Offset = Offset * factor };

    /// <summary>The middle of the slopes of all pairs, and of the offsets that it leaves (Theil and Sen): a quarter of the points may be wrong.</summary>
    public static RobustLine Through(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        var slopes = new List<double>();
        for (var i = 0; i < x.Count; i++)
        {
            for (var j = i + 1; j < x.Count; j++)
            {
                if (x[i] != x[j]) slopes.Add((y[j] - y[i]) / (x[j] - x[i]));
            }
        }

        if (x.Count == 0) return default;
        var slope = slopes.Count == 0 ? 0 : SectionFinder.Quantile([.. slopes], 0.5);
        return new RobustLine(SectionFinder.Quantile([.. y.Select((v, i) => v - (slope * x[i]))], 0.5), slope);
    }
}

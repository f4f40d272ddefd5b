namespace ImageAnalysis.Evaluate.Derived;

/// <summary>A point of a curve and the line of its file on which it stands, from 1.</summary>
internal readonly record struct CurvePoint(int Line, double X, double Y);

/// <summary>Points of a measured curve.</summary>
internal sealed class Curve(IReadOnlyList<CurvePoint> points)
{
    private const int LeastForNoise = 20;

    public IReadOnlyList<CurvePoint> Points => points;

    public int Count => points.Count;

    public CurvePoint this[int index] => points[index];

    public double First => points[0].X;

    public double Last => points[^1].X;

    /// <summary>The points whose x rises above that of all before them; the others step back or stand still.</summary>
    public Curve Rising()
    {
        var kept = new List<CurvePoint>(points.Count);
        foreach (var point in points)
        {
            if (kept.Count == 0 || point.X > kept[^1].X) kept.Add(point);
        }

        return kept.Count == points.Count ? this : new Curve(kept);
    }

    /// <summary>The points in turned order.</summary>
    public Curve Reversed() => new([.. points.Reverse()]);

    public Curve Map(Func<CurvePoint, double> y) => new([.. points.Select(p => p with { Y = y(p) })]);

    /// <summary>y at x by straight lines between points; x must rise along the curve and lie within it.</summary>
    public double At(double x)
    {
        var (low, high) = (0, points.Count - 1);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (points[middle].X <= x) low = middle;
            else high = middle;
        }

        var (a, b) = (points[low], points[high]);
        return a.X == b.X ? a.Y : a.Y + ((b.Y - a.Y) * (x - a.X) / (b.X - a.X));
    }

    /// <summary>Slope and value at <paramref name="at"/> of the straight line through points <paramref name="from"/> to <paramref name="to"/>, both included, with the least squares.</summary>
    public (double Slope, double Value) Line(int from, int to, double at)
    {
        double sx = 0, sy = 0;
        for (var i = from; i <= to; i++) (sx, sy) = (sx + points[i].X, sy + points[i].Y);
        var n = to - from + 1;
        var (mx, my) = (sx / n, sy / n);
        double sxx = 0, sxy = 0;
        for (var i = from; i <= to; i++)
        {
            var dx = points[i].X - mx;
            (sxx, sxy) = (sxx + (dx * dx), sxy + (dx * (points[i].Y - my)));
        }

        var slope = sxx > 0 ? sxy / sxx : 0;
        return (slope, my + (slope * (at - mx)));
    }

    /// <summary>Standard deviation of the noise of y, from third differences: their median, so that slopes, bends and peaks do not count. Zero where too few points tell.</summary>
    public double Noise()
    {
        if (points.Count < LeastForNoise) return 0;
        var jumps = new double[points.Count - 3];
        for (var i = 0; i < jumps.Length; i++) jumps[i] = Math.Abs(points[i + 3].Y - (3 * points[i + 2].Y) + (3 * points[i + 1].Y) - points[i].Y);
        Array.Sort(jumps);
        // For white noise a third difference has twenty times its variance; 1.4826 makes a median of absolute values a standard deviation.
        return 1.4826 * jumps[jumps.Length / 2] / Math.Sqrt(20);
    }
}

namespace ImageAnalysis.Particles;

/// <summary>Longest and shortest axis of a particle. Unit: that of the points given.</summary>
/// <param name="La">Longest axis.</param>
/// <param name="Lb">Shortest axis.</param>
/// <param name="LaAngleDegrees">Direction of the longest axis, counter-clockwise as seen with y down, in [0, 180).</param>
internal readonly record struct ParticleAxes(double La, double Lb, double LaAngleDegrees);

/// <summary>Feret diameters by rotating calipers on the convex hull (Toussaint, IEEE MELECON 1983). Names by ISO 9276-6.</summary>
internal static class Feret
{
    /// <summary>
    /// Convex hull, without collinear points. Each run of points is sorted along one axis already and is thinned to its own convex chains first; what is
    /// left is joined by monotone chain (Andrew, Information Processing Letters 9 (1979) 216).
    /// </summary>
    /// <param name="rows">Ends of rows, by ascending y, left and right in turn.</param>
    /// <param name="columns">Ends of columns, by ascending x, top and bottom in turn.</param>
    public static OutlinePoint[] Hull(ReadOnlySpan<OutlinePoint> rows, ReadOnlySpan<OutlinePoint> columns)
    {
        var kept = new List<OutlinePoint>(rows.Length + columns.Length);
        var chain = new OutlinePoint[Math.Max(rows.Length, columns.Length)];
        for (var side = 0; side < 2; side++)
        {
            Thin(rows, side, side == 0 ? 1 : -1, chain, kept);
            Thin(columns, side, side == 0 ? -1 : 1, chain, kept);
        }

        return Hull(kept);
    }

    /// <summary>Convex hull by monotone chain, without collinear points; reorders its input.</summary>
    public static OutlinePoint[] Hull(List<OutlinePoint> points)
    {
        points.Sort();
        if (points.Count < 3) return [.. points];
        var hull = new OutlinePoint[points.Count + 1];
        var size = 0;
        for (var i = 0; i < points.Count; i++) Push(hull, ref size, 0, points[i]);
        var lower = size;
        for (var i = points.Count - 2; i >= 0; i--) Push(hull, ref size, lower - 1, points[i]);
        return hull[..Math.Max(1, size - 1)];
    }

    /// <summary>Area of a convex polygon.</summary>
    public static double Area(ReadOnlySpan<OutlinePoint> hull)
    {
        var twice = 0.0;
        for (var i = 0; i < hull.Length; i++)
        {
            var (a, b) = (hull[i], hull[i + 1 < hull.Length ? i + 1 : 0]);
            twice += (a.X * b.Y) - (b.X * a.Y);
        }

        return Math.Abs(twice) / 2;
    }

    /// <summary>The points of one side (every second point of a run) that are on that side's convex chain.</summary>
    private static void Thin(ReadOnlySpan<OutlinePoint> run, int side, int turn, OutlinePoint[] chain, List<OutlinePoint> kept)
    {
        var size = 0;
        for (var i = side; i < run.Length; i += 2)
        {
            while (size >= 2 && turn * Cross(chain[size - 2], chain[size - 1], run[i]) >= 0) size--;
            chain[size++] = run[i];
        }

        kept.AddRange(chain.AsSpan(0, size));
    }

    /// <summary>Maximum Feret diameter with its direction, and the minimum Feret diameter.</summary>
    public static ParticleAxes MaximumAndMinimum(ReadOnlySpan<OutlinePoint> hull)
    {
        var (length, angle) = Longest(hull);
        return new ParticleAxes(length, Narrowest(hull), angle);
    }

    /// <summary>Maximum Feret diameter with its direction, and the width at right angles to it.</summary>
    public static ParticleAxes MaximumAndPerpendicular(ReadOnlySpan<OutlinePoint> hull)
    {
        var (length, angle) = Longest(hull);
        var (sin, cos) = Math.SinCos(angle * Math.PI / 180);
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (var p in hull)
        {
            var across = (p.X * sin) + (p.Y * cos);
            (low, high) = (Math.Min(low, across), Math.Max(high, across));
        }

        return new ParticleAxes(length, hull.Length == 0 ? 0 : high - low, angle);
    }

    /// <summary>Axes of the ellipse that has the second moments of the particle's area; 1/12 for each pixel's own extent.</summary>
    public static ParticleAxes Ellipse(Blob blob, double scaleX, double scaleY)
    {
        double n = blob.Area;
        var (mx, my) = (blob.SumX / n, blob.SumY / n);
        var xx = ((blob.SumXX / n) - (mx * mx) + (1.0 / 12)) * scaleX * scaleX;
        var yy = ((blob.SumYY / n) - (my * my) + (1.0 / 12)) * scaleY * scaleY;
        var xy = ((blob.SumXY / n) - (mx * my)) * scaleX * scaleY;
        var (mean, spread) = ((xx + yy) / 2, Math.Sqrt((((xx - yy) / 2) * ((xx - yy) / 2)) + (xy * xy)));
        var angle = Math.Atan2(-2 * xy, xx - yy) / 2 * 180 / Math.PI;
        return new ParticleAxes(4 * Math.Sqrt(mean + spread), 4 * Math.Sqrt(Math.Max(0, mean - spread)), angle < 0 ? angle + 180 : angle);
    }

    private static void Push(OutlinePoint[] hull, ref int size, int floor, OutlinePoint p)
    {
        while (size >= floor + 2 && Cross(hull[size - 2], hull[size - 1], p) <= 0) size--;
        hull[size++] = p;
    }

    private static double Cross(OutlinePoint o, OutlinePoint a, OutlinePoint b) =>
        ((a.X - o.X) * (b.Y - o.Y)) - ((a.Y - o.Y) * (b.X - o.X));

    /// <summary>Farthest pair of the hull. All pairs: a hull has few tens of points, and every pair leaves no special case.</summary>
    private static (double Length, double AngleDegrees) Longest(ReadOnlySpan<OutlinePoint> hull)
    {
        double best = 0, bestX = 1, bestY = 0;
        for (var i = 0; i < hull.Length; i++)
        {
            for (var j = i + 1; j < hull.Length; j++)
            {
                var (dx, dy) = (hull[j].X - hull[i].X, hull[j].Y - hull[i].Y);
                var square = (dx * dx) + (dy * dy);
                if (square > best) (best, bestX, bestY) = (square, dx, dy);
            }
        }

        var angle = Math.Atan2(-bestY, bestX) * 180 / Math.PI;
        if (angle < 0) angle += 180;
        return (Math.Sqrt(best), angle >= 180 ? angle - 180 : angle);
    }

    /// <summary>Least distance of two parallel supporting lines: one of them lies along a side of the hull.</summary>
    private static double Narrowest(ReadOnlySpan<OutlinePoint> hull)
    {
        if (hull.Length < 3) return 0;
        var narrowest = double.PositiveInfinity;
        var far = 1;
        for (var i = 0; i < hull.Length; i++)
        {
            var (a, b) = (hull[i], hull[(i + 1) % hull.Length]);
            while (Cross(a, b, hull[(far + 1) % hull.Length]) > Cross(a, b, hull[far])) far = (far + 1) % hull.Length;
            var side = Math.Sqrt(((b.X - a.X) * (b.X - a.X)) + ((b.Y - a.Y) * (b.Y - a.Y)));
            narrowest = Math.Min(narrowest, Cross(a, b, hull[far]) / side);
        }

        return narrowest;
    }
}

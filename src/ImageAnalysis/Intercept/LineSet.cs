using ImageAnalysis.Quantities;

namespace ImageAnalysis.Intercept;

/// <summary>One line inside a region, from its start to its end in the direction of travel; pixels of the page, y down.</summary>
internal readonly record struct RegionLine(double X0, double Y0, double X1, double Y1)
{
    public double LengthPx => Math.Sqrt(((X1 - X0) * (X1 - X0)) + ((Y1 - Y0) * (Y1 - Y0)));
}

/// <summary>
/// Parallel lines across a rectangle. With n lines, line k lies at (k + 1/2)/n of the rectangle's extent at right angles to the lines: for 0° at
/// y = (k + 1/2) H/n from its top edge. The rectangle's edges are the outer edges of its pixels, half a pixel beyond their centres.
/// </summary>
/// <param name="AngleDegrees">Direction of travel, counter-clockwise as seen, 0 to the right.</param>
/// <param name="Lines">In order of k; for 0° from top to bottom, for 90° from left to right.</param>
internal sealed record LineSet(double AngleDegrees, IReadOnlyList<RegionLine> Lines)
{
    public static LineSet Across(PixelRect region, double angleDegrees, int lines)
    {
        var (dx, dy) = Direction(angleDegrees);

        // At right angles, to the right of travel: down for 0°.
        var (nx, ny) = (-dy, dx);
        var (centreX, centreY) = (region.X - 0.5 + (region.Width / 2.0), region.Y - 0.5 + (region.Height / 2.0));
        var extent = (region.Width * Math.Abs(nx)) + (region.Height * Math.Abs(ny));
        var set = new RegionLine[lines];
        for (var k = 0; k < lines; k++)
        {
            var offset = ((k + 0.5) / lines * extent) - (extent / 2);
            var (x, y) = (centreX + (offset * nx), centreY + (offset * ny));
            double from = double.NegativeInfinity, to = double.PositiveInfinity;
            Clip(x, dx, region.X - 0.5, region.Right - 0.5, ref from, ref to);
            Clip(y, dy, region.Y - 0.5, region.Bottom - 0.5, ref from, ref to);
            to = Math.Max(from, to);
            set[k] = new RegionLine(x + (from * dx), y + (from * dy), x + (to * dx), y + (to * dy));
        }

        return new LineSet(angleDegrees, set);
    }

    /// <summary>Unit step along the line, y down; exactly along the axes for multiples of 90°.</summary>
    public static (double Dx, double Dy) Direction(double angleDegrees)
    {
        var turns = angleDegrees / 90;
        if (turns == Math.Floor(turns))
        {
            return (((int)(turns % 4) + 4) % 4) switch
            {
                0 => (1, 0),
                1 => (0, -1),
                2 => (-1, 0),
                _ => (0, 1),
            };
        }

        var radians = angleDegrees * Math.PI / 180;
        return (Math.Cos(radians), -Math.Sin(radians));
    }

    private static void Clip(double at, double step, double low, double high, ref double from, ref double to)
    {
        if (step == 0) return;
        var (a, b) = ((low - at) / step, (high - at) / step);
        from = Math.Max(from, Math.Min(a, b));
        to = Math.Min(to, Math.Max(a, b));
    }
}

namespace ImageAnalysis.Scale.Bars;

/// <summary>A stroke across an end of a line.</summary>
/// <param name="MiddleX">Its middle, to a part of a pixel; the left edge of pixel 0 is 0.</param>
/// <param name="Width">Columns.</param>
/// <param name="Top">First row.</param>
/// <param name="Bottom">One past the last row.</param>
/// <param name="IsEndless">Whether it goes on farther than ticks do.</param>
internal readonly record struct Tick(double MiddleX, int Width, int Top, int Bottom, bool IsEndless)
{
    // Beyond the line, rows: arrowheads of FEI reach two.
    private const int LeastReach = 2, MostWidth = 12, Outside = 2, LeastMostReach = 40, LongReach = 12, Aside = 14, SoftEdge = 2, LeastWedge = 5, MostSlope = 3;

    /// <summary>Share of the ground's pixels of one level above which text and bar lie on a ground, and not in a picture.</summary>
    public const double EvenGround = 0.9;

    /// <summary>The tick at an end of a line; null where the line ends plainly.</summary>
    public static Tick? At(GreyPage page, Stroke line, bool right)
    {
        var step = right ? -1 : 1;
        var end = right ? line.Right - 1 : line.Left;
        Span<int> up = stackalloc int[Outside + MostWidth + 3], down = stackalloc int[up.Length];
        var (most, best) = (0, -1);
        for (var i = 0; i < up.Length; i++)
        {
            var x = end + ((i - Outside) * step);
            (up[i], down[i]) = (Reach(page, line, x, line.Top - 1, -1), Reach(page, line, x, line.Bottom, 1));
            if (i <= Outside + (MostWidth / 2) && up[i] + down[i] > most) (most, best) = (up[i] + down[i], i);
        }

        if (most < Math.Max(LeastReach, line.Thickness / 2)) return null;
        var (first, last) = (best, best);
        while (first > 0 && 2 * (up[first - 1] + down[first - 1]) >= most) first--;
        while (last + 1 < up.Length && 2 * (up[last + 1] + down[last + 1]) >= most) last++;
        if (IsWedge(up, down, most)) return null;
        if (first > Outside || last - first + 1 > MostWidth || last + 1 >= up.Length) return null;
        if (line.Even > EvenGround && GoesOn(page, line, end + ((first - Outside - 2) * step))) return null;
        var (top, bottom) = (line.Top - up[best], line.Bottom + down[best]);
        return new Tick(Middle(page, line, end + ((first - Outside) * step), end + ((last - Outside) * step), top, bottom), last - first + 1, top, bottom, Math.Max(up[best], down[best]) >= MostReach(page));
    }

    /// <summary>Whether it grows or shrinks over several columns, as arrowheads do: their tips are the ends of the line.</summary>
    private static bool IsWedge(ReadOnlySpan<int> up, ReadOnlySpan<int> down, int most)
    {
        if (most < LeastWedge) return false;
        var (low, high) = (0, 0);
        for (var i = 0; i < up.Length; i++)
        {
            if (4 * (up[i] + down[i]) >= most) low++;
            if (4 * (up[i] + down[i]) > 3 * most) high++;
        }

        return low - high >= MostSlope;
    }

    /// <summary>Whether the line's own rows go on outside what lies across it: then that is no end, but part of an arrowhead.</summary>
    private static bool GoesOn(GreyPage page, Stroke line, int x)
    {
        if (x < 0 || x >= page.Width) return false;
        for (var y = line.Top; y < line.Bottom; y++)
        {
            if (4 * (page[x, y] - line.Ground) * Math.Sign(line.Level - line.Ground) >= 3 * line.Contrast) return true;
        }

        return false;
    }

    /// <summary>Whether two ticks belong to one bar. Long ones may run on into the picture, one farther than the other.</summary>
    public static bool Match(Tick left, Tick right, Stroke line) =>
        Math.Abs(left.Width - right.Width) <= 2 && Alike(line.Top - left.Top, line.Top - right.Top) && Alike(left.Bottom - line.Bottom, right.Bottom - line.Bottom);

    private static bool Alike(int a, int b) => Math.Abs(a - b) <= 3 || Math.Min(a, b) >= LongReach;

    /// <summary>On an even ground all that is nearer to the ink's level than to the ground's; in a picture, what is near the ink's.</summary>
    private static bool IsInk(GreyPage page, Stroke line, int x, int y) => (line.Even > EvenGround ? 2 : 4) * Math.Abs(page[x, y] - line.Level) <= line.Contrast;

    private static int Reach(GreyPage page, Stroke line, int x, int y, int step)
    {
        if (x < 0 || x >= page.Width) return 0;
        var rows = 0;
        var most = MostReach(page);
        var start = y;
        for (; y >= 0 && y < page.Height && rows < most && IsInk(page, line, x, y); y += step)
        {
            // Where both sides are of the ink's level too, the tick has run into a picture of that level. Beside the line itself lies its own soft edge.
            if (Math.Abs(y - start) >= SoftEdge && x >= Aside && x + Aside < page.Width && IsInk(page, line, x - Aside, y) && IsInk(page, line, x + Aside, y)) break;
            rows++;
        }

        return rows;
    }

    private static int MostReach(GreyPage page) => Math.Max(LeastMostReach, page.Width / 16);

    /// <summary>Centre of the tick's ink, columns weighted by their mean coverage on the rows outside the line.</summary>
    private static double Middle(GreyPage page, Stroke line, int from, int to, int top, int bottom)
    {
        var (low, high) = (Math.Max(0, Math.Min(from, to) - 2), Math.Min(page.Width - 1, Math.Max(from, to) + 2));
        // Below a quarter it is noise or ringing; in a picture, more is the picture.
        var least = line.Even > EvenGround ? 0.25 : 0.6;
        var (weight, moment) = (0.0, 0.0);
        for (var x = low; x <= high; x++)
        {
            var (sum, rows) = (0.0, 0);
            for (var y = top; y < bottom; y++)
            {
                if (y >= line.Top && y < line.Bottom) continue;
                var part = (page[x, y] - line.Ground) / (double)(line.Level - line.Ground);
                sum += part < least ? 0 : Math.Min(1, part);
                rows++;
            }

            if (rows == 0) continue;
            weight += sum / rows;
            moment += sum / rows * (x + 0.5);
        }

        return weight > 0 ? moment / weight : ((low + high) / 2.0) + 0.5;
    }
}

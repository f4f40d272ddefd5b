using ImageAnalysis.Quantities;

namespace ImageAnalysis.Scale.Bars;

/// <summary>Scale bars made of a line: blocks, lines with ticks, lines split by their label.</summary>
internal static class LineBars
{
    // Shares of the page's width.
    private const double ShortestBar = 0.03, ShortestHalf = 0.012, Longest = 0.7, Thickest = 0.035;

    /// <summary>Shortest half of a split bar, and shortest bar, pixels.</summary>
    private const int LeastHalfPx = 12, LeastBarPx = 20;

    /// <summary>Levels by which a bar differs from the picture around it.</summary>
    private const int LeastInPicture = 60;

    private const double MostInkAtEnd = 0.1;

    /// <summary>Pixels by which outer ends and middles of ticks of one pixel differ at most, with soft edges.</summary>
    private const double HairTicks = 1.4;

    // Columns beyond an end.
    private const int NextToEnd = 4, Aside = 36;

    /// <summary>Thickness from which a line without ticks is no rule of a table, pixels.</summary>
    private const int LeastBlock = 3;

    /// <summary>All that may be bars in some rows.</summary>
    /// <param name="page">The page.</param>
    /// <param name="rows">First row, and one past the last.</param>
    /// <param name="halves">Whether split bars are sought too, whose halves are short and take longer to find.</param>
    public static List<MeasuredBar> Find(GreyPage page, (int From, int To) rows, bool halves)
    {
        var shortest = halves ? Math.Max(LeastHalfPx, (int)(ShortestHalf * page.Width)) : Math.Max(LeastBarPx, (int)(ShortestBar * page.Width));
        var limits = new StrokeLimits(shortest, (int)(Longest * page.Width), Math.Max(6, (int)(Thickest * page.Width)), 2.5);
        var strokes = StrokeFinder.Find(page, rows.From, rows.To, limits);
        if (halves) strokes = StrokeFinder.Strongest([.. strokes, .. StrokeFinder.Find(page, rows.From, rows.To, limits with { Rough = StrokeLimits.Lossy })]);
        var ends = strokes.ConvertAll(stroke => (Left: Tick.At(page, stroke, right: false), Right: Tick.At(page, stroke, right: true)));
        var isClear = strokes.Select((s, i) => s.Contrast >= LeastInPicture || (s.Even > Tick.EvenGround && (s.Thickness > 1 || ends[i].Left is not null))).ToList();
        var least = Math.Max(LeastBarPx, (int)(ShortestBar * page.Width));
        List<MeasuredBar> bars = [];
        for (var i = 0; i < strokes.Count; i++)
        {
            for (var j = 0; j < strokes.Count; j++)
            {
                if (i != j && strokes[i].Even > Tick.EvenGround && AreHalves(strokes[i], strokes[j]) && ends[i].Right is null && ends[j].Left is null && (ends[i].Left is null) == (ends[j].Right is null)
                    && (ends[i].Left is not null || !(RunsIntoInk(page, strokes[i]) || RunsIntoInk(page, strokes[j]))))
                    bars.Add(Measure(page, strokes, strokes[i], strokes[j], ends[i].Left, ends[j].Right));
            }

            if (strokes[i].Length < least || !isClear[i] || HasTwin(strokes, i) || GoesOn(strokes, strokes[i]) || IsOfAFrame(strokes[i], ends[i].Left, ends[i].Right) || LiesAlongAnEdge(page, strokes[i])) continue;
            var (left, right) = ends[i];
            var areTicks = left is { } a && right is { } b && Tick.Match(a, b, strokes[i]);
            if (areTicks || (left is null && right is null && !RunsIntoInk(page, strokes[i]) && (strokes[i].Thickness > 1 || strokes[i].Even > Tick.EvenGround))) bars.Add(Measure(page, strokes, strokes[i], strokes[i], left, right));
            // In a picture, what touches an end of a block may be the picture.
            else if (strokes[i].Even <= Tick.EvenGround && strokes[i].Thickness >= LeastBlock) bars.Add(Measure(page, strokes, strokes[i], strokes[i], null, null));
        }

        return bars;
    }

    private static bool AreHalves(Stroke a, Stroke b)
    {
        var gap = b.Left - a.Right;
        return Math.Abs(a.Top - b.Top) <= 1 && Math.Abs(a.Bottom - b.Bottom) <= 1 && Math.Abs(a.Level - b.Level) <= 20
            && Math.Abs(a.Length - b.Length) <= Math.Max(5, 0.12 * a.Length) && gap >= 4 * a.Thickness && gap >= 10 && gap <= 4 * (a.Length + b.Length);
    }

    private static MeasuredBar Measure(GreyPage page, List<Stroke> strokes, Stroke a, Stroke b, Tick? left, Tick? right)
    {
        var (first, last) = (Edge(page, a, right: false), Edge(page, b, right: true));
        var split = a != b;
        var arrows = left is null && HasArrowheads(page, a);
        var top = Math.Min(a.Top, Math.Min(left?.Top ?? a.Top, right?.Top ?? a.Top));
        var bottom = Math.Max(a.Bottom, Math.Max(left?.Bottom ?? a.Bottom, right?.Bottom ?? a.Bottom));
        var outer = last - first;
        var length = left is { } l && right is { } r ? BetweenTicks(r.MiddleX - l.MiddleX, outer) : outer;
        return new MeasuredBar(
            split ? BarForm.Split : left is null ? BarForm.Block : BarForm.Ticked,
            new PixelRect(a.Left, top, b.Right - a.Left, bottom - top), length, left is null ? outer : Math.Max(outer, length))
        {
            Line = (a.Top, a.Bottom), Gap = split ? (a.Right, b.Left) : null, Ink = a.Level, Ground = a.Ground, Even = Math.Min(a.Even, b.Even),
            HasClearEnds = left is not null || a.Even > Tick.EvenGround || arrows || (a.IsOutlined && b.IsOutlined) || (IsClear(page, a, right: false) && IsClear(page, b, right: true)),
            HasArrowheads = arrows, HasTicks = left is not null, IsOfARow = left is not null ? !split && LineRows.HasTwinBeside(page, strokes, a) : LineRows.HasFellow(page, strokes, a, b) || (split && !LineRows.HasInkBetween(page, a, b)),
        };
    }

    /// <summary>
    /// Makers mean the middles of ticks. Ticks of one pixel stand at the first and the last pixel of the length or at its two ends, one pixel apart, and nothing in the picture tells
    /// which: halfway between, the error is half a pixel in either case.
    /// </summary>
    private static double BetweenTicks(double middles, double outer) => outer > middles && outer - middles <= HairTicks ? (middles + outer) / 2 : middles;

    /// <summary>Whether little of the ink's level lies above and below an end: what runs into a bar from the side is seldom as high as the bar only.</summary>
    private static bool IsClear(GreyPage page, Stroke stroke, bool right)
    {
        const int rows = 3, least = 8;
        var columns = Math.Min(stroke.Length / 2, Math.Max(least, stroke.Length / 12));
        var (ink, all) = (0, 0);
        for (var i = 0; i < columns; i++)
        {
            var x = right ? stroke.Right - 1 - i : stroke.Left + i;
            for (var row = 1; row <= rows; row++)
            {
                if (stroke.Top - row >= 0 && 3 * Math.Abs(page[x, stroke.Top - row] - stroke.Level) < stroke.Contrast) ink++;
                if (stroke.Bottom - 1 + row < page.Height && 3 * Math.Abs(page[x, stroke.Bottom - 1 + row] - stroke.Level) < stroke.Contrast) ink++;
                all += 2;
            }
        }

        return ink <= MostInkAtEnd * all;
    }

    /// <summary>Whether its ends widen inwards, all four flanks alike: nothing but drawn arrowheads does.</summary>
    private static bool HasArrowheads(GreyPage page, Stroke stroke)
    {
        const int columns = 16, most = 24, slack = 1;
        var (widest, inside) = (0, 0);
        for (var i = 0; i < Math.Min(columns, stroke.Length / 3); i++)
        {
            var (least, largest) = (int.MaxValue, 0);
            foreach (var x in (ReadOnlySpan<int>)[stroke.Left + i, stroke.Right - 1 - i])
            {
                foreach (var (y, step) in (ReadOnlySpan<(int, int)>)[(stroke.Top - 1, -1), (stroke.Bottom, 1)])
                {
                    var rows = Rows(x, y, step);
                    (least, largest) = (Math.Min(least, rows), Math.Max(largest, rows));
                }
            }

            if (largest - least > slack) return false;
            widest = Math.Max(widest, least);
            inside = largest;
        }

        return widest >= 2 && inside <= slack;

        int Rows(int x, int y, int step)
        {
            var rows = 0;
            for (; y >= 0 && y < page.Height && rows < most && 3 * Math.Abs(page[x, y] - stroke.Level) < stroke.Contrast; y += step) rows++;
            return rows;
        }
    }

    /// <summary>The end of a stroke to a part of a pixel: the pixel beyond its last full one counts by how far its level is from the ground's.</summary>
    private static double Edge(GreyPage page, Stroke stroke, bool right)
    {
        var (full, step) = right ? (stroke.Right - 1, 1) : (stroke.Left, -1);
        // What is bright beyond its end in a picture may be the picture: whole pixels there.
        if (stroke.Even <= Tick.EvenGround) return right ? full + 1 : full;
        var sum = 0.0;
        for (var y = stroke.Top; y < stroke.Bottom; y++)
        {
            for (var i = 1; i <= 2; i++)
            {
                var part = (page[full + (i * step), y] - stroke.Ground) / (double)(stroke.Level - stroke.Ground);
                // Below a quarter it is noise or ringing.
                if (part < 0.25) break;
                sum += Math.Min(1, part);
            }
        }

        return full + (right ? 1 : 0) + (step * sum / stroke.Thickness);
    }

    /// <summary>Whether another line runs along the same columns: two edges of a box.</summary>
    private static bool HasTwin(List<Stroke> strokes, int i)
    {
        var stroke = strokes[i];
        const int level = 20;
        var slack = Math.Max(4, stroke.Length / 40);
        return strokes.Exists(other => other != stroke && Math.Abs(other.Left - stroke.Left) <= slack && Math.Abs(other.Right - stroke.Right) <= slack
            && Math.Abs(other.Level - stroke.Level) <= level && Math.Abs(other.Thickness - stroke.Thickness) <= 1);
    }

    /// <summary>Whether another line begins where it ends: the edge of a table, parted by upright rules.</summary>
    private static bool GoesOn(List<Stroke> strokes, Stroke stroke)
    {
        const int gap = 8;
        return strokes.Exists(other => other.Top <= stroke.Bottom && other.Bottom >= stroke.Top
            && (Math.Abs(other.Left - stroke.Right) <= gap || Math.Abs(other.Right - stroke.Left) <= gap));
    }

    /// <summary>Whether something inkier than itself lies at an end: a thin line of little coverage between arrowheads is not all of the bar.</summary>
    private static bool RunsIntoInk(GreyPage page, Stroke stroke)
    {
        if (stroke.Even <= Tick.EvenGround) return false;
        var sign = Math.Sign(stroke.Level - stroke.Ground);
        for (var y = stroke.Top; y < stroke.Bottom; y++)
        {
            for (var i = 1; i <= StrokeFinder.Beside; i++)
            {
                var beyond = Math.Max(sign * (page[stroke.Left - i, y] - stroke.Ground), sign * (page[stroke.Right - 1 + i, y] - stroke.Ground));
                if (beyond >= stroke.Contrast + StrokeFinder.LeastContrast || (i == StrokeFinder.Beside && 2 * beyond >= stroke.Contrast)) return true;
            }
        }

        return false;
    }

    /// <summary>Whether its upper or lower edge goes on beyond both ends as an edge between two levels: part of the picture at the border of a strip or box.</summary>
    private static bool LiesAlongAnEdge(GreyPage page, Stroke stroke)
    {
        return GoesOn(stroke.Top - 2, stroke.Top) || GoesOn(stroke.Bottom + 1, stroke.Bottom - 1);

        bool GoesOn(int outside, int inside)
        {
            if (outside < 0 || outside >= page.Height) return false;
            var (left, right) = (Step(outside, inside, stroke.Left - Aside, stroke.Left - NextToEnd), Step(outside, inside, stroke.Right + NextToEnd, stroke.Right + Aside));
            return Math.Min(Math.Abs(left), Math.Abs(right)) >= StrokeFinder.LeastContrast && (left > 0) == (right > 0);
        }

        double Step(int outside, int inside, int from, int to)
        {
            (from, to) = (Math.Max(0, from), Math.Min(page.Width, to));
            var sum = 0.0;
            for (var x = from; x < to; x++) sum += page[x, inside] - page[x, outside];
            return to - from < NextToEnd ? 0 : sum / (to - from);
        }
    }

    /// <summary>Whether the strokes across its ends are sides of a box.</summary>
    private static bool IsOfAFrame(Stroke stroke, Tick? left, Tick? right) =>
        left is { } a && right is { } b && ((a.IsEndless && b.IsEndless) || Math.Max(a.Bottom - a.Top, b.Bottom - b.Top) > (0.8 * stroke.Length) + 20);
}

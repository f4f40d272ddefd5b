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
        var isClear = strokes.ConvertAll(s => s.Even > Tick.EvenGround || (s.Contrast >= LeastInPicture && s.Thickness > 1));
        var least = Math.Max(LeastBarPx, (int)(ShortestBar * page.Width));
        List<MeasuredBar> bars = [];
        for (var i = 0; i < strokes.Count; i++)
        {
            for (var j = 0; j < strokes.Count; j++)
            {
                if (i != j && strokes[i].Even > Tick.EvenGround && AreHalves(strokes[i], strokes[j]) && ends[i].Right is null && ends[j].Left is null && (ends[i].Left is null) == (ends[j].Right is null))
                    bars.Add(Measure(page, strokes[i], strokes[j], ends[i].Left, ends[j].Right));
            }

            if (strokes[i].Length < least || !isClear[i] || HasTwin(strokes, i) || GoesOn(strokes, strokes[i]) || IsOfAFrame(strokes[i], ends[i].Left, ends[i].Right)) continue;
            var (left, right) = ends[i];
            var areTicks = left is { } a && right is { } b && Tick.Match(a, b, strokes[i]);
            if (areTicks || (left is null && right is null && strokes[i].Thickness > 1)) bars.Add(Measure(page, strokes[i], strokes[i], left, right));
            // In a picture, what touches an end of a block may be the picture.
            else if (strokes[i].Even <= Tick.EvenGround && strokes[i].Thickness >= LeastBlock) bars.Add(Measure(page, strokes[i], strokes[i], null, null));
        }

        return bars;
    }

    private static bool AreHalves(Stroke a, Stroke b)
    {
        var gap = b.Left - a.Right;
        return Math.Abs(a.Top - b.Top) <= 1 && Math.Abs(a.Bottom - b.Bottom) <= 1 && Math.Abs(a.Level - b.Level) <= 20
            && Math.Abs(a.Length - b.Length) <= Math.Max(5, 0.12 * a.Length) && gap >= 4 * a.Thickness && gap >= 10 && gap <= 4 * (a.Length + b.Length);
    }

    private static MeasuredBar Measure(GreyPage page, Stroke a, Stroke b, Tick? left, Tick? right)
    {
        var (first, last) = (Edge(page, a, right: false), Edge(page, b, right: true));
        var split = a != b;
        var top = Math.Min(a.Top, Math.Min(left?.Top ?? a.Top, right?.Top ?? a.Top));
        var bottom = Math.Max(a.Bottom, Math.Max(left?.Bottom ?? a.Bottom, right?.Bottom ?? a.Bottom));
        var outer = last - first;
        var length = left is { } l && right is { } r ? r.MiddleX - l.MiddleX : outer;
        return new MeasuredBar(
            split ? BarForm.Split : left is null ? BarForm.Block : BarForm.Ticked,
            new PixelRect(a.Left, top, b.Right - a.Left, bottom - top), length, left is null ? outer : Math.Max(outer, length))
        {
            Line = (a.Top, a.Bottom), Gap = split ? (a.Right, b.Left) : null, Ink = a.Level, Ground = a.Ground, Even = Math.Min(a.Even, b.Even),
            HasClearEnds = left is not null || a.Even > Tick.EvenGround || (IsClear(page, a, right: false) && IsClear(page, b, right: true)),
        };
    }

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

    /// <summary>Whether the strokes across its ends are sides of a box.</summary>
    private static bool IsOfAFrame(Stroke stroke, Tick? left, Tick? right) =>
        left is { } a && right is { } b && ((a.IsEndless && b.IsEndless) || Math.Max(a.Bottom - a.Top, b.Bottom - b.Top) > (0.8 * stroke.Length) + 20);
}

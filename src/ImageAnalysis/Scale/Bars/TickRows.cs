using ImageAnalysis.Quantities;

namespace ImageAnalysis.Scale.Bars;

/// <summary>Scale bars made of a row of upright strokes, as Hitachi draws them.</summary>
internal static class TickRows
{
    private const int LeastTicks = 6, LeastHeight = 5, StemSlack = 2;

    // Pixels: by which a place is off at most, and the least distance of two.
    private const double Slack = 2.2, LeastSpacing = 4;

    // Length in widths of the page, and shares of ink between the strokes.
    private const double Shortest = 0.05, MostInkInStrip = 0.06, MostInkInPicture = 0.5, EvenBetween = 0.7;

    /// <summary>All that may be such bars in some rows.</summary>
    /// <param name="page">The page.</param>
    /// <param name="rows">First row, and one past the last.</param>
    public static List<MeasuredBar> Find(GreyPage page, (int From, int To) rows)
    {
        var top = Math.Max(0, rows.From - StrokeFinder.Beside);
        var part = new PixelRect(0, top, page.Width, rows.To - top);
        using var turned = page.Transposed(part);
        var tallest = Math.Max(24, page.Width / 24);
        var strokes = StrokeFinder.Find(turned, 0, turned.Height, new StrokeLimits(LeastHeight, tallest, Math.Max(6, page.Width / 120), 1.5));
        List<MeasuredBar> bars = [];
        // In the turned page a stroke's left end is its upper row, and its row is the column.
        foreach (var group in strokes.GroupBy(s => s.Left))
        {
            var level = group.Key;
            var ticks = strokes.Where(s => Math.Abs(s.Left - level) <= 1).OrderBy(s => s.Top).ToList();
            if (ticks.Count < LeastTicks) continue;
            if (LongestChain(ticks) is { } chain && chain[^1].MiddleY - chain[0].MiddleY >= Shortest * page.Width && StandAlone(turned, chain) && !bars.Exists(r => r.Outline.X == chain[0].Top && r.Outline.Right == chain[^1].Bottom)) bars.Add(Measure(chain, top));
        }

        return bars;
    }

    /// <summary>The most strokes at equal distances, none missing between.</summary>
    private static List<Stroke>? LongestChain(List<Stroke> ticks)
    {
        List<Stroke>? longest = null;
        for (var i = 0; i + 1 < ticks.Count; i++)
        {
            for (var j = i + 1; j < Math.Min(ticks.Count, i + 4); j++)
            {
                var spacing = ticks[j].MiddleY - ticks[i].MiddleY;
                if (spacing < LeastSpacing || !Alike(ticks[i], ticks[j])) continue;
                List<Stroke> chain = [ticks[i], ticks[j]];
                for (var k = j + 1; k < ticks.Count; k++)
                {
                    // Places are rounded to pixels one by one: the mean distance so far foretells the next to about one pixel.
                    var expected = chain[0].MiddleY + ((chain[^1].MiddleY - chain[0].MiddleY) / (chain.Count - 1) * chain.Count);
                    if (ticks[k].MiddleY > expected + Slack) break;
                    if (ticks[k].MiddleY >= expected - Slack && Alike(ticks[i], ticks[k])) chain.Add(ticks[k]);
                }

                if (chain.Count > (longest?.Count ?? LeastTicks - 1) && IsEven(chain)) longest = chain;
            }
        }

        if (longest is not null) DropStems(longest);
        return longest;
    }

    /// <summary>Whether there is little ink between the strokes: stems of letters have other parts of letters between them.</summary>
    private static bool StandAlone(GreyPage turned, List<Stroke> chain)
    {
        var (ink, all) = (0, 0);
        var isStrip = chain.Average(t => t.Even) > EvenBetween;
        foreach (var (tick, next) in chain.Zip(chain.Skip(1)))
        {
            for (var place = tick.Bottom + 1; place < next.Top - 1; place++)
            {
                for (var along = tick.Left; along < tick.Right; along++)
                {
                    all++;
                    if ((isStrip ? 2 : 4) * Math.Abs(turned[along, place] - tick.Level) < tick.Contrast) ink++;
                }
            }
        }

        return ink <= (isStrip ? MostInkInStrip : MostInkInPicture) * all;
    }

    private static bool Alike(Stroke a, Stroke b) => Math.Abs(a.Thickness - b.Thickness) <= 1 && Math.Abs(a.Level - b.Level) <= 30;

    /// <summary>The stem of a 1 may stand in the row by chance. It is taller than the tick beside it and than the one at the other end.</summary>
    private static void DropStems(List<Stroke> chain)
    {
        while (chain.Count > BarJudge.UsualTicks)
        {
            if (IsStem(chain[^1], chain[^2], chain[0])) chain.RemoveAt(chain.Count - 1);
            else if (IsStem(chain[0], chain[1], chain[^1])) chain.RemoveAt(0);
            else return;
        }

        static bool IsStem(Stroke end, Stroke beside, Stroke other) => Math.Abs(end.Length - beside.Length) > StemSlack && Math.Abs(end.Length - other.Length) > StemSlack;
    }

    private static bool IsEven(List<Stroke> chain)
    {
        var spacing = (chain[^1].MiddleY - chain[0].MiddleY) / (chain.Count - 1);
        for (var i = 0; i < chain.Count; i++)
        {
            if (Math.Abs(chain[i].MiddleY - chain[0].MiddleY - (i * spacing)) > Slack) return false;
        }

        return spacing >= 2 * chain[0].Thickness || spacing >= LeastSpacing + 1;
    }

    private static MeasuredBar Measure(List<Stroke> chain, int offset)
    {
        var (first, last) = (chain[0], chain[^1]);
        var (top, bottom) = (offset + chain.Min(s => s.Left), offset + chain.Max(s => s.Right));
        return new MeasuredBar(
            BarForm.TickRow, new PixelRect(first.Top, top, last.Bottom - first.Top, bottom - top), last.MiddleY - first.MiddleY, last.Bottom - first.Top)
        {
            Line = (top, bottom), Ink = first.Level, Ground = first.Ground, Even = chain.Average(s => s.Even), Ticks = chain.Count,
        };
    }
}

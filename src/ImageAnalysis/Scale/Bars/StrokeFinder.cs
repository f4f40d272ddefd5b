namespace ImageAnalysis.Scale.Bars;

/// <summary>A drawn rectangle of one level, longer than it is thick. Right and bottom are one past the last pixel.</summary>
/// <param name="Level">Its level.</param>
/// <param name="Ground">Level of what lies above or below it, on the more even side.</param>
/// <param name="Even">Share of the ground's pixels that have its level: 1 in a strip, low in a picture.</param>
internal readonly record struct Stroke(int Left, int Top, int Right, int Bottom, int Level, int Ground, double Even)
{
    public int Length => Right - Left;

    public int Thickness => Bottom - Top;

    public int Contrast => Math.Abs(Level - Ground);

    /// <summary>Whether its ground is an outline drawn on all sides of it, and what lies beyond that a picture.</summary>
    public bool IsOutlined { get; init; }

    public double MiddleY => (Top + Bottom - 1) / 2.0;
}

/// <summary>Which strokes are sought, pixels.</summary>
/// <param name="Rough">Levels by which white and black ink may waver: little where the picture itself is white or black, much in a lossy file.</param>
internal readonly record struct StrokeLimits(int LeastLength, int MostLength, int MostThickness, double LeastAspect, int Rough = StrokeLimits.Clean)
{
    public const int Clean = 28, Lossy = 45;
}

/// <summary>
/// Finds drawn straight strokes along x: rows of one level with abrupt ends at the same columns on successive rows, with another level above and
/// below. Nothing imaged by an electron beam ends so, over so many rows, at one column.
/// </summary>
internal static class StrokeFinder
{
    /// <summary>Levels by which a stroke differs from what is beside it.</summary>
    public const int LeastContrast = 40;

    /// <summary>Rows and columns beside a stroke that are looked at.</summary>
    public const int Beside = 3;

    // Levels within a stroke (a compressed file rings at its edges), pixels by which its rows may differ at the ends.
    private const int Tolerance = 14, NearWhite = 230, NearBlack = 25, EndSlack = 2, MostStrokes = 2000, MostTick = 6;
    private const double LeastEdge = 0.65;

    private readonly record struct Run(int Left, int Right, int Level);

    private struct Open
    {
        public int Left, Right, Level, Top, Rows;
    }

    /// <summary>All strokes in the rows from <paramref name="from"/> to before <paramref name="to"/>, from top to bottom.</summary>
    public static List<Stroke> Find(GreyPage page, int from, int to, StrokeLimits limits)
    {
        List<Stroke> found = [];
        List<Open> open = [], next = [];
        List<Run> runs = [];
        for (var y = from; y < to && found.Count < MostStrokes; y++)
        {
            runs.Clear();
            Runs(page.Row(y), limits, runs);
            next.Clear();
            foreach (var run in runs)
            {
                var at = open.FindIndex(o => Math.Abs(o.Left - run.Left) <= EndSlack && Math.Abs(o.Right - run.Right) <= EndSlack && Math.Abs(o.Level - run.Level) <= ToleranceAt(run.Level, limits));
                if (at >= 0)
                {
                    var grown = open[at];
                    open.RemoveAt(at);
                    grown.Rows++;
                    next.Add(grown);
                }
                else
                {
                    next.Add(new Open { Left = run.Left, Right = run.Right, Level = run.Level, Top = y, Rows = 1 });
                }
            }

            foreach (var ended in open) Close(page, ended, limits, found);
            (open, next) = (next, open);
        }

        return Strongest(found);
    }

    private static void Runs(ReadOnlySpan<byte> row, StrokeLimits limits, List<Run> runs)
    {
        // A run of the least length holds two successive samples.
        var step = Math.Max(1, limits.LeastLength / 2);
        for (var sample = step; sample < row.Length; sample += step)
        {
            var level = row[sample];
            var tolerance = ToleranceAt(level, limits);
            if (Math.Abs(row[sample - step] - level) > tolerance || Math.Abs(row[sample - (step / 2)] - level) > tolerance
                || Math.Abs(row[sample - (step / 4)] - level) > tolerance || Math.Abs(row[sample - (3 * step / 4)] - level) > tolerance) continue;
            int left = sample, right = sample + 1;
            while (left > 0 && Math.Abs(row[left - 1] - level) <= tolerance) left--;
            while (right < row.Length && Math.Abs(row[right] - level) <= tolerance) right++;
            if (right - left >= limits.LeastLength && right - left <= limits.MostLength && EndsAbruptly(row, left, right, level)) runs.Add(new Run(left, right, level));
            sample += Math.Max(0, (right - sample) / step * step);
        }
    }

    /// <summary>White and black ink stay white and black; what a lossy file adds to them goes one way only, and far.</summary>
    private static int ToleranceAt(int level, StrokeLimits limits) => level is >= NearWhite or <= NearBlack ? limits.Rough : Tolerance;

    private static bool EndsAbruptly(ReadOnlySpan<byte> row, int left, int right, int level)
    {
        if (left < Beside || right + Beside > row.Length) return false;
        var (before, after) = (0, 0);
        for (var i = 1; i <= Beside; i++)
        {
            before = Math.Max(before, Math.Abs(row[left - i] - level));
            after = Math.Max(after, Math.Abs(row[right - 1 + i] - level));
        }

        return before >= LeastContrast && after >= LeastContrast;
    }

    private static void Close(GreyPage page, Open open, StrokeLimits limits, List<Stroke> found)
    {
        var (top, bottom) = (open.Top, open.Top + open.Rows);
        if (open.Rows > limits.MostThickness || open.Right - open.Left < limits.LeastAspect * open.Rows) return;
        if (top < Beside || bottom + Beside > page.Height) return;
        if (Differing(page, open, top - 1, -1) < LeastEdge || Differing(page, open, bottom, 1) < LeastEdge) return;
        // A tick at an end is no ground.
        var inset = Math.Min(MostTick, (open.Right - open.Left) / 4);
        var (from, until) = (open.Left + inset, open.Right - inset);
        var (above, evenAbove) = page.Median(top - Beside, from, until, Tolerance);
        var (below, evenBelow) = page.Median(bottom + Beside - 1, from, until, Tolerance);
        var (ground, even) = evenAbove > evenBelow ? (above, evenAbove) : (below, evenBelow);
        // A strip has the same ground on the other side, if only for a row: there its edge may be near.
        var other = evenAbove > evenBelow ? bottom : top - 1;
        var step = evenAbove > evenBelow ? 1 : -1;
        var evenThere = 0.0;
        for (var i = 0; i < Beside; i++)
        {
            var (level, share) = page.Median(other + (i * step), from, until, Tolerance);
            if (Math.Abs(level - ground) <= 2 * Tolerance) evenThere = Math.Max(evenThere, share);
        }

        found.Add(OutlineLevel(page, open, from, until) is { } outline
            ? new Stroke(open.Left, top, open.Right, bottom, open.Level, outline, 0) { IsOutlined = true }
            : new Stroke(open.Left, top, open.Right, bottom, open.Level, ground, Math.Min(even, evenThere)));
    }

    /// <summary>The level of the outline that a line in a picture has on all sides, black about white or white about black; null where it has none.</summary>
    private static int? OutlineLevel(GreyPage page, Open open, int from, int until)
    {
        const int beyond = 5, contrast = 150;
        var (top, bottom) = (open.Top, open.Top + open.Rows);
        if (open.Rows < Beside || top < beyond || bottom + beyond > page.Height) return null;
        var ((above, evenAbove), (below, evenBelow)) = (page.Median(top - 1, from, until, Tolerance), page.Median(bottom, from, until, Tolerance));
        if (Math.Min(evenAbove, evenBelow) < Tick.EvenGround || Math.Abs(above - below) > 2 * Tolerance || Math.Abs(above - open.Level) < contrast) return null;
        if (IsOutline(page.Median(top - beyond, from, until, Tolerance)) || IsOutline(page.Median(bottom + beyond - 1, from, until, Tolerance))) return null;
        for (var y = top; y < bottom; y++)
        {
            if (3 * Math.Max(Math.Abs(page[open.Left - 1, y] - above), Math.Abs(page[open.Right, y] - above)) > Math.Abs(open.Level - above)) return null;
        }

        return above;

        bool IsOutline((int Level, double Even) row) => row.Even >= Tick.EvenGround && Math.Abs(row.Level - above) <= 2 * Tolerance;
    }

    /// <summary>Share of the columns in which one of the rows beside the stroke differs from it.</summary>
    private static double Differing(GreyPage page, Open open, int y, int step)
    {
        var count = 0;
        for (var x = open.Left; x < open.Right; x++)
        {
            for (var i = 0; i < Beside; i++)
            {
                if (Math.Abs(page[x, y + (i * step)] - open.Level) < LeastContrast) continue;
                count++;
                break;
            }
        }

        return count / (double)(open.Right - open.Left);
    }

    /// <summary>
    /// A smoothed line is several strokes of one row each, one on another; the one that differs most from the ground is the line. So is a line with an outline, which
    /// differs from it as much as it from the outline.
    /// </summary>
    public static List<Stroke> Strongest(List<Stroke> found)
    {
        List<Stroke> kept = [];
        foreach (var stroke in found)
        {
            var same = kept.FindIndex(k => Math.Abs(k.Left - stroke.Left) <= 2 * EndSlack && Math.Abs(k.Right - stroke.Right) <= 2 * EndSlack && stroke.Top - k.Bottom <= 1 && k.Top - stroke.Bottom <= 1);
            if (same < 0) kept.Add(stroke);
            else if (stroke.IsOutlined != kept[same].IsOutlined) kept[same] = stroke.IsOutlined ? stroke : kept[same];
            else if (stroke.Contrast > kept[same].Contrast) kept[same] = stroke;
        }

        return kept;
    }
}

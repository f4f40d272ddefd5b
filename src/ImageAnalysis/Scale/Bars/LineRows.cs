namespace ImageAnalysis.Scale.Bars;

/// <summary>
/// Lines in one row. A scale bar is one line: one of several that begin and end in the same rows is a segment of a bar of alternating segments, what an interruption has
/// left of a bar, or a rule of a table, and its own length says nothing.
/// </summary>
internal static class LineRows
{
    private const int RowSlack = 1, LevelSlack = 20;

    // Lengths and gaps as parts of the line's own length; share of ink in the rows next to a line above which it is part of a letter or of structure.
    private const double LeastNear = 0.25, Near = 1, Alike = 0.15, MostInkBeside = 0.1;

    /// <summary>Whether another line lies in the rows of one that runs from the left end of <paramref name="first"/> to the right end of <paramref name="last"/>.</summary>
    public static bool HasFellow(GreyPage page, List<Stroke> strokes, Stroke first, Stroke last)
    {
        var own = last.Right - first.Left;
        return strokes.Exists(other => IsInRow(other, first) && (LiesBetween(other) || (Gap(other) is > 0 and var gap && Counts(other, gap))) && StandsAlone(page, other));

        int Gap(Stroke other) => Math.Max(other.Left - last.Right, first.Left - other.Right);

        bool LiesBetween(Stroke other) => other.Left >= first.Right && other.Right <= last.Left && other.Length >= LeastNear * first.Length;

        // Close by, what is long enough beside the line or beside the gap; farther off, what is as long as the line.
        bool Counts(Stroke other, int gap) =>
            Math.Abs(other.Length - own) <= Alike * own || (gap <= Near * Math.Max(own, other.Length) && other.Length >= LeastNear * Math.Min(own, 4 * gap));
    }

    /// <summary>Whether another line with ticks, as long as one with ticks, lies close by in its rows: each may be a segment of a longer bar.</summary>
    public static bool HasTwinBeside(GreyPage page, List<Stroke> strokes, Stroke own) => strokes.Exists(other =>
        IsInRow(other, own) && Math.Abs(other.Length - own.Length) <= Alike * own.Length && Math.Max(other.Left - own.Right, own.Left - other.Right) is > 0 and var gap && gap <= Near * own.Length && (Tick.At(page, other, right: false) ?? Tick.At(page, other, right: true)) is not null);

    /// <summary>Whether anything of their ink stands between two lines, as the label of a split bar does.</summary>
    public static bool HasInkBetween(GreyPage page, Stroke first, Stroke last)
    {
        const int beside = 2;
        for (var y = first.Top; y < first.Bottom; y++)
        {
            for (var x = first.Right + beside; x < last.Left - beside; x++)
            {
                if (3 * Math.Abs(page[x, y] - first.Level) < first.Contrast) return true;
            }
        }

        return false;
    }

    private static bool IsInRow(Stroke a, Stroke b) => Math.Abs(a.Top - b.Top) <= RowSlack && Math.Abs(a.Bottom - b.Bottom) <= RowSlack && Math.Abs(a.Level - b.Level) <= LevelSlack;

    /// <summary>Whether nothing of its ink adjoins it above or below: the strokes of letters have stems.</summary>
    private static bool StandsAlone(GreyPage page, Stroke stroke)
    {
        const int beyond = 2;
        return Ink(stroke.Top - beyond) <= MostInkBeside * stroke.Length && Ink(stroke.Bottom - 1 + beyond) <= MostInkBeside * stroke.Length;

        int Ink(int y)
        {
            if (y < 0 || y >= page.Height) return 0;
            var ink = 0;
            for (var x = stroke.Left; x < stroke.Right; x++) ink += 3 * Math.Abs(page[x, y] - stroke.Level) < stroke.Contrast ? 1 : 0;
            return ink;
        }
    }
}

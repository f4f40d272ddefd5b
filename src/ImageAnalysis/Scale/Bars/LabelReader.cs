using ImageAnalysis.Quantities;

namespace ImageAnalysis.Scale.Bars;

/// <summary>The label of a bar as read.</summary>
/// <param name="Text">As the recogniser gave it.</param>
/// <param name="Length">Number and letters.</param>
/// <param name="Box">Where it stands.</param>
/// <param name="NumberSure">Whether the recogniser gave the same number at two sizes, and as many signs as there are glyphs, and no other ink stands among them.</param>
/// <param name="Shape">The unit by the shape of its letter.</param>
/// <param name="LettersAlike">Whether the recogniser gave the same unit each time.</param>
internal sealed record LabelReading(string Text, LengthText Length, PixelRect Box, bool NumberSure, UnitPrefix Shape, bool LettersAlike = true)
{
    /// <summary>The unit, where shape and recogniser agree on it.</summary>
    public UnitPrefix Unit => LettersAlike && Shape == Length.Prefix ? Shape : UnitPrefix.Unknown;

    /// <summary>Whether something faint stands where a point may be.</summary>
    public bool MayLackAPoint { get; init; }

    /// <summary>Whether the bar may be no more than a line under the text: thin, close below it, and beginning and ending with it.</summary>
    public bool IsUnderlined { get; init; }

    /// <summary>Whether it stands above or below an end of the bar and sticks out beyond it, and nothing stands at the other end, or far beside it: what it belongs to may be longer.</summary>
    public bool StandsOff { get; init; }

    /// <summary>Whether number and unit are both beyond doubt.</summary>
    public bool IsSure => NumberSure && Unit != UnitPrefix.Unknown;
}

/// <summary>Finds the text that belongs to a bar, and reads it.</summary>
internal static class LabelReader
{
    // Heights of text at which a recogniser reads alike what it reads well.
    private const double ReadHeight = 32, CheckHeight = 40, ThirdHeight = 26;
    // In squares of the line's height: the thinnest digit has three times as much.
    private const double MostForeignInk = 0.05;

    private const int MostLines = 6, MostLetters = 10;

    // How far a label lies from its bar at most: above or below, in heights of its text; beside, in lengths of the bar.
    private const double FarthestRows = 3.2, FarthestBeside = 1.1, Overhang = 0.3;

    /// <summary>The label, or null where no length stands where a label would.</summary>
    /// <param name="page">The page.</param>
    /// <param name="bar">The bar.</param>
    /// <param name="reader">Reads lines.</param>
    /// <param name="isEnough">Whether a label that was read once need not be read again, because another source bears it out.</param>
    /// <param name="unreadable">Whether text stands there.</param>
    public static LabelReading? Read(GreyPage page, MeasuredBar bar, LineReader reader, Predicate<LabelReading> isEnough, out bool unreadable)
    {
        unreadable = false;
        LabelReading? best = null;
        var mayLackAPoint = false;
        foreach (var reach in bar.Even > Tick.EvenGround ? [0.5, 0.65, 0.35] : (double[])[0.5, 0.35, 0.65, 0.2])
        {
            using var map = new InkMap(page, Window(page, bar), bar, reach);
            var lines = map.Lines();
            foreach (var line in Near(page, bar, lines))
            {
                unreadable = true;
                var found = false;
                foreach (var text in (IEnumerable<TextLine>)[line, .. line.Parts()])
                {
                    if (Read(map, text, reader, isEnough) is not { } label) continue;
                    // At another depth of ink the point may have become part of a digit.
                    mayLackAPoint |= label.MayLackAPoint;
                    label = label with { IsUnderlined = LabelPlace.IsUnderlined(bar, line, text), StandsOff = LabelPlace.StandsOff(bar, text, lines) };
                    if (mayLackAPoint && !label.Length.Digits.Contains('.', StringComparison.Ordinal)) label = label with { NumberSure = false };
                    if (label.IsSure || isEnough(label)) return label;
                    best ??= label;
                    found = true;
                }

                if (found) break;
            }
        }

        return best;
    }

    private static PixelRect Window(GreyPage page, MeasuredBar bar)
    {
        var unit = Math.Max(1, page.Width / 1024.0);
        var (aside, up) = ((int)(1.3 * bar.OuterPx + (140 * unit)), (int)(90 * unit));
        var (left, top) = (Math.Max(0, bar.Outline.X - aside), Math.Max(0, bar.Outline.Y - up));
        return new PixelRect(left, top, Math.Min(page.Width, bar.Outline.Right + aside) - left, Math.Min(page.Height, bar.Outline.Bottom + up) - top);
    }

    /// <summary>Lines that stand where a label would, the nearest first.</summary>
    private static IEnumerable<TextLine> Near(GreyPage page, MeasuredBar bar, List<TextLine> lines) => lines
        .Where(line => line.MayBeText && line.Letters.Count() <= MostLetters)
        .Select(line => (Line: line, Distance: Distance(page, bar, line, lines)))
        .Where(near => near.Distance is not null)
        .OrderBy(near => near.Distance)
        .Select(near => near.Line)
        .Take(MostLines);

    private static double? Distance(GreyPage page, MeasuredBar bar, TextLine line, List<TextLine> lines)
    {
        var (box, outline) = (line.Box, bar.Outline);
        var middle = box.X + (box.Width / 2.0);
        if (bar.Gap is { } gap) return box.X >= gap.Left && box.Right <= gap.Right && box.Y < bar.Line.Bottom && box.Bottom > bar.Line.Top ? 0 : null;
        // Ticks that reach past text between them are sides of a box, or rules of a table.
        if (bar.Form == BarForm.Ticked && box.X > outline.X && box.Right < outline.Right && box.Y >= outline.Y && box.Bottom <= outline.Bottom) return null;
        var overhang = (Overhang * bar.OuterPx) + line.Height;
        if (middle > outline.X - overhang && middle < outline.Right + overhang)
        {
            var rows = Math.Max(bar.Line.Top - box.Bottom, box.Y - bar.Line.Bottom);
            var ticks = Math.Max(bar.Line.Top - outline.Y, outline.Bottom - bar.Line.Bottom);
            if (rows >= -1 && rows <= (FarthestRows * line.Height) + ticks) return Math.Max(0, rows);
        }

        var beside = box.X >= outline.Right ? box.X - outline.Right : outline.X - box.Right;
        var slack = 0.8 * line.Height;
        if (beside < 0 || beside > Math.Max(FarthestBeside * bar.OuterPx, 10 * line.Height) || box.Bottom < outline.Y - slack || box.Y > outline.Bottom + slack) return null;
        var (from, to) = box.X >= outline.Right ? (outline.Right, box.X) : (box.Right, outline.X);
        return lines.Exists(other => other != line && other.Box.X < to && other.Box.Right > from && other.Box.Y < box.Bottom && other.Box.Bottom > box.Y) || HasRule(page, bar, from + 2, to - 2) ? null : beside;
    }

    /// <summary>Whether an upright rule of a table stands between bar and text.</summary>
    private static bool HasRule(GreyPage page, MeasuredBar bar, int from, int to)
    {
        if (bar.Even <= Tick.EvenGround) return false;
        var reach = Math.Max(8, page.Width / 100);
        var (top, bottom) = (Math.Max(0, bar.Line.Top - reach), Math.Min(page.Height, bar.Line.Bottom + reach));
        for (var x = from; x < to; x++)
        {
            var all = true;
            for (var y = top; y < bottom && all; y++) all = Math.Abs(page[x, y] - bar.Ground) > StrokeFinder.LeastContrast / 2;
            if (all) return true;
        }

        return false;
    }

    private static LabelReading? Read(InkMap map, TextLine line, LineReader reader, Predicate<LabelReading> isEnough)
    {
        var first = reader.Read(map, line, ReadHeight);
        if (first.Text.Length < 2 || !first.Text.Any(char.IsLetter)) return null;
        if (Label(map, line, first.Text, first.Text) is { } once && isEnough(once)) return once;
        var second = reader.Read(map, line, CheckHeight);
        var best = Label(map, line, first.Text, second.Text);
        if (best is { NumberSure: true }) return best;
        // Two of three decide.
        var third = reader.Read(map, line, ThirdHeight);
        foreach (var (text, other) in (ReadOnlySpan<(string, string)>)[(first.Text, third.Text), (second.Text, third.Text), (second.Text, first.Text)])
        {
            if (Label(map, line, text, other) is { } label && (best is null || label.NumberSure)) best = label;
            if (best is { NumberSure: true }) break;
        }

        return best;
    }

    private static LabelReading? Label(InkMap map, TextLine line, string text, string other)
    {
        if (LengthText.Parse(text) is not { } length) return null;
        var points = length.Digits.Contains('.', StringComparison.Ordinal) ? 1 : 0;
        var (counted, shape) = LineShapes.Tell(map, line, length.Digits.Length - points, points);
        if (length.Unit == "m" && !counted && points == 0 && length.Digits.Length > 1)
        {
            // A µ that was taken for a digit; its shape tells that it is none.
            (counted, shape) = LineShapes.Tell(map, line, length.Digits.Length - 1, 0);
            if (shape != UnitPrefix.Micro || LengthText.Parse(length.Digits[..^1] + "um") is not { } shorter) return null;
            length = shorter;
        }
        else if (length.Unit == "m")
        {
            // A µ that was passed over.
            if (shape != UnitPrefix.Micro) return null;
            length = length with { Unit = "um" };
        }

        var again = LengthText.Parse(other);
        var alike = again is { } a && (a.Digits == length.Digits || (a.Unit == "m" && a.Digits.Length == length.Digits.Length + 1 && a.Digits.StartsWith(length.Digits, StringComparison.Ordinal)));
        var lettersAlike = again is not { } b || b.Unit == "m" || b.Prefix == length.Prefix;
        return new LabelReading(text, length, line.Box, counted && alike && map.ForeignInk(line) <= MostForeignInk, shape, lettersAlike)
        {
            MayLackAPoint = points == 0 && length.Digits.Length > 1 && map.HasOneGround && map.MayHideAPoint(line),
        };
    }
}

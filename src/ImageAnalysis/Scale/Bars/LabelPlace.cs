namespace ImageAnalysis.Scale.Bars;

/// <summary>Where a label stands at its bar, and what that says of the bar.</summary>
internal static class LabelPlace
{
    // Thickness of an underline, its distance from the text, and how far its ends may be from the text's (a letter's ink ends before its place in the line does), in heights of
    // the text; the last also in lengths of the line and in pixels.
    private const double Thin = 0.2, Close = 0.6, EndShare = 0.03, Bearing = 0.25;
    private const int ThinPx = 2, EndPx = 2;

    // In heights of the text: how far what is aligned with an end may be off it, and how far from the bar a label beside it stands at most; the latter in lengths of the bar too.
    private const double Aligned = 0.5, Apart = 3, ApartShare = 1;

    /// <summary>Whether a line without ticks is thin, lies close below a text, and begins and ends with it.</summary>
    /// <param name="bar">The line.</param>
    /// <param name="line">All that stands on the label's base line.</param>
    /// <param name="label">What of it was read.</param>
    public static bool IsUnderlined(MeasuredBar bar, TextLine line, TextLine label)
    {
        if (bar.Form != BarForm.Block || bar.Line.Bottom - bar.Line.Top > Math.Max(ThinPx, Thin * label.Height)) return false;
        var slack = Math.Max(Math.Max(EndPx, EndShare * bar.OuterPx), Bearing * label.Height);
        return Fits(line) || Fits(label);

        bool Fits(TextLine text) => text.Box.Bottom <= bar.Line.Top + 1 && bar.Line.Top - text.Box.Bottom <= Close * text.Height
            && Math.Abs(text.Box.X - bar.Outline.X) <= slack && Math.Abs(text.Box.Right - bar.Outline.Right) <= slack;
    }

    /// <summary>
    /// Whether a label above or below a bar sticks out beyond one of its ends, reaches neither its middle nor its other end, and no other text stands over that: the numbers
    /// of a ruler stand over both ends. Or whether a label beside it stands so far from it that a segment as long as itself may lie between, of the ground's level;
    /// or one over its middle has others at both ends, as the middle number of a ruler has.
    /// </summary>
    public static bool StandsOff(MeasuredBar bar, TextLine label, List<TextLine> lines)
    {
        var (box, outline) = (label.Box, bar.Outline);
        var slack = Aligned * label.Height;
        var middle = outline.X + (outline.Width / 2.0);
        if (box.X < middle && box.Right > middle && StandsOver(outline.X) && StandsOver(outline.Right)) return true;

        // What has ticks at both ends is whole, or has its like beside it (LineRows).
        if (bar.Form != BarForm.Block) return false;
        if (box.Y < bar.Line.Bottom && box.Bottom > bar.Line.Top)
            return Math.Max(box.X - outline.Right, outline.X - box.Right) > Math.Max(Apart * label.Height, ApartShare * bar.OuterPx);
        var beyondRight = box.Right > outline.Right + slack && box.X > middle && box.X < outline.Right;
        var beyondLeft = box.X < outline.X - slack && box.Right < middle && box.Right > outline.X;
        if (!beyondRight && !beyondLeft) return false;
        var otherEnd = beyondRight ? outline.X : outline.Right;
        return !lines.Exists(other => IsInLine(other) && other.Box.X <= otherEnd && other.Box.Right >= otherEnd);

        // The middle one of a ruler's numbers says the length of half of it.
        bool StandsOver(double x) => lines.Exists(other => IsInLine(other) && (other.Box.Right <= box.X || other.Box.X >= box.Right) && other.Box.X <= x + slack && other.Box.Right >= x - slack);

        bool IsInLine(TextLine other) => other.Box.Y < box.Bottom && other.Box.Bottom > box.Y;
    }
}

using System.Globalization;
using ImageAnalysis.Findings;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Scale.Bars;

/// <summary>Decides what a measured bar with its label stands for, by what else is known. What stays in doubt becomes a question to the user.</summary>
/// <param name="pageWidth">Width of the page, pixels.</param>
/// <param name="field">The part that is measured.</param>
/// <param name="known">The pixel size by metadata; absent where there is none.</param>
/// <param name="options">Tolerance.</param>
internal sealed class BarJudge(int pageWidth, PixelRect field, PixelSize? known, ScaleOptions options)
{
    /// <summary>A row of ticks has ten intervals.</summary>
    public const int UsualTicks = 11;

    /// <summary>The pixel size in use was read from the picture.</summary>
    public const string FromBarCode = "scale-from-bar";

    // Width of the field times magnification is the width that the maker's screen or print is said to have: 114 mm (Polaroid) to 312 mm (Philips)
    // in the files that were looked at. Ten times too much or too little lies outside.
    private const double LeastScreenNm = 80e6, MostScreenNm = 420e6;

    // Fields of electron microscopes.
    private const double LeastFieldNm = 20, MostFieldNm = 2e7;

    private const string OfARow = "Another line lies in its rows: it may be a segment of a longer bar, or a rule of a table.";

    /// <summary>Metadata agree with the label's number, and the unit is one that the label may have: two sources. Null where they do not.</summary>
    public BarReading? AgreesWithKnown(MeasuredBar bar, LabelReading label)
    {
        if (known is not { } size) return null;
        foreach (var unit in PossibleUnits(label))
        {
            var candidate = Candidate(bar, label, unit, Alone(bar, label));
            if (ScaleResolver.Agree(candidate, new ScaleCandidate(ScaleSource.Metadata, size, ""), options)) return Accept(bar, label, unit, BarStanding.Agreed, candidate, []);
        }

        return null;
    }

    /// <summary>By its label and what is printed in the strip.</summary>
    public BarReading Of(MeasuredBar bar, LabelReading label, FieldText text)
    {
        var seen = Alone(bar, label);
        if (text.Width is { } width)
        {
            if (!label.NumberSure && !label.IsSure && label.Shape == UnitPrefix.Unknown) return Unsure(bar, label, "Neither its number nor its unit was read twice alike.");
            foreach (var unit in PossibleUnits(label))
            {
                foreach (var widthUnit in PossibleUnits(width.Length))
                {
                    var stated = width.Length.Number * LengthText.Nanometres(widthUnit) / pageWidth;
                    if (ByWidth(bar, label, unit, stated, width.Length.Rounding) is not { } lengthPx) continue;
                    if (!IsUnitSettled(bar, label, unit, text)) return Unsure(bar, label, "Its unit was not recognised beyond doubt.");
                    var measured = bar with { LengthPx = lengthPx };
                    var evidence = $"{seen}, agreeing with \"{width.Text}\"";
                    return Accept(measured, label, unit, BarStanding.Agreed, Candidate(measured, label, unit, evidence), [FromBar(evidence, Severity.Note)]);
                }
            }

            return Contradicted(bar, label, $"\"{width.Text}\" says that the field is as wide; a pixel would be {Format(text.PixelSizeNm(pageWidth)!.Value)} nm.");
        }

        if (text.Magnification is { } magnification)
        {
            var units = PossibleUnits(label).Where(unit => FieldNm(bar, label, unit) * magnification.Value is >= LeastScreenNm and <= MostScreenNm).ToList();
            if (units.Count == 0) return Contradicted(bar, label, $"\"{magnification.Text}\" is another magnification.");
            if (Doubt(bar, label, units[0]) is { } unsure) return Unsure(bar, label, unsure);
            var evidence = $"{seen}, not contradicted by \"{magnification.Text}\"";
            return Accept(bar, label, units[0], BarStanding.Agreed, Candidate(bar, label, units[0], evidence), [NotContradicted(evidence)]);
        }

        if (Doubt(bar, label, label.Unit) is { } doubt) return Unsure(bar, label, doubt);
        return Accept(bar, label, label.Unit, BarStanding.Alone, Candidate(bar, label, label.Unit, seen), [FromBar(seen, Severity.Warning)]);
    }

    /// <summary>The user states the length.</summary>
    public BarReading Stated(MeasuredBar bar, Length length)
    {
        if (bar.Form == BarForm.TickRow && bar.Ticks != UsualTicks)
        {
            return WithoutCandidate(bar, null, BarStanding.Unsure, new Finding(
                "scale-bar-unsure", Severity.Limit, Text($"--bar-length {length} was given, and the bar that was found is {Describe(bar)}."),
                "Such a bar has eleven ticks; one or more may be hidden, and the length would be wrong.", "Measure the bar by hand and give --pixel-size-nm."));
        }

        if (bar.IsOfARow)
        {
            return WithoutCandidate(bar, null, BarStanding.Unsure, new Finding(
                "scale-bar-unsure", Severity.Limit, Text($"--bar-length {length} was given, and what was found is {Describe(bar)}."), OfARow, "Measure the whole bar by hand and give --pixel-size-nm."));
        }

        var evidence = Text($"--bar-length {length} over {Describe(bar)}");
        var candidate = new ScaleCandidate(ScaleSource.User, PixelSize.Square(length / bar.LengthPx), evidence, 1 / bar.LengthPx);
        return new BarReading(new BurnedInBar(bar.Form, bar.Outline, bar.LengthPx, null, null, length.Nanometres, BarStanding.Stated, evidence), candidate, InField(bar, null));
    }

    /// <summary>The user states the length of a bar that is not there.</summary>
    public static BarReading NotFound(Length length) => new(null, null, [new Finding(
        "scale-bar-not-found", Severity.Limit, Text($"--bar-length {length} was given, and no scale bar was found in the picture."),
        "A bar is a straight line of one level with abrupt ends, with or without ticks, or a row of ticks.", "Measure the bar by hand and give --pixel-size-nm.")]);

    /// <summary>There is a bar and nothing to read its label with.</summary>
    public BarReading NotRead(MeasuredBar bar) => WithoutCandidate(bar, null, BarStanding.Unread, known is not null ? null : new Finding(
        "scale-bar-not-read", Severity.Limit, Text($"There is {Describe(bar)}; its label was not read, because Tesseract is not installed."),
        "Without its label a bar is no scale.", "Run ./imageanalysis once as root, which installs it, or state the bar's length, as in --bar-length \"50 µm\"."));

    /// <summary>There is a bar, and what stands beside it is no length.</summary>
    public BarReading Unread(MeasuredBar bar) => WithoutCandidate(bar, null, BarStanding.Unread, known is not null ? null : new Finding(
        "scale-bar-unsure", Severity.Limit, Text($"There is {Describe(bar)}; no label could be read beside it."),
        "Without its label a bar is no scale.", "State the bar's length, as in --bar-length \"50 µm\"."));

    /// <summary>Two bars with labels that contradict each other.</summary>
    public static BarReading Two(BarReading a, BarReading b) => new(a.Bar! with { Standing = BarStanding.Contradicted, LengthNm = null }, null, [new Finding(
        "scale-bar-contradicted", Severity.Limit, $"Two bars were found that disagree: {a.Bar!.Evidence}; and {b.Bar!.Evidence}.",
        "Which of them is the scale cannot be told.", "Give --pixel-size-nm.")]);

    /// <summary>
    /// Whether two statements that agree on a number also leave one unit only. A recogniser gives nm and mm as such; what it gives for µm it may give
    /// for other things too, twice in one font, so there the shape or the magnification must bear it out.
    /// </summary>
    private bool IsUnitSettled(MeasuredBar bar, LabelReading label, UnitPrefix unit, FieldText text)
    {
        if (label.Shape == unit || (unit != UnitPrefix.Micro && label.Length.Prefix == unit && text.Width!.Value.Length.Prefix == unit)) return true;
        return text.Magnification is { } magnification && FieldNm(bar, label, unit) * magnification.Value is >= LeastScreenNm and <= MostScreenNm;
    }

    /// <summary>The bar's length in pixels at which label and stated width agree; null where they do not. Where only the outer ends fit, those are meant.</summary>
    private double? ByWidth(MeasuredBar bar, LabelReading label, UnitPrefix unit, double statedNm, double rounding)
    {
        var nm = label.Length.Number * LengthText.Nanometres(unit);
        var (middle, outer) = (Off(bar.LengthPx), Off(bar.OuterPx));
        var fine = rounding + (0.7 / bar.LengthPx);
        if (middle > fine && outer <= fine) return bar.OuterPx;
        return middle <= options.Tolerance + rounding + (1 / bar.LengthPx) ? bar.LengthPx : null;

        double Off(double px) => Math.Max(nm / px / statedNm, statedNm / (nm / px)) - 1;
    }

    /// <summary>Why a bar is no source though nothing contradicts it; null where it is one.</summary>
    private string? Doubt(MeasuredBar bar, LabelReading label, UnitPrefix unit)
    {
        if (!label.NumberSure) return "Its number was not read twice alike, or has another number of signs than glyphs.";
        if (unit == UnitPrefix.Unknown) return "Its unit was not recognised beyond doubt.";
        if (bar.IsOfARow) return OfARow;
        if (!bar.HasClearEnds) return "Structure of its own brightness lies at an end of it.";
        if (bar.Form == BarForm.TickRow && bar.Ticks != UsualTicks) return Text($"The row has {bar.Ticks} strokes and not the usual eleven, so one may be hidden.");
        if (bar.HasArrowheads && Touches(bar.Outline, field)) return "A line with arrowheads in the picture may be the size of what it lies over.";
        if (label.IsUnderlined) return "The line begins and ends with its text and lies close below it: it may underline it.";
        if (label.StandsOff) return "The label stands over one end of the line, far beside it, or between others at both ends: it may be the length of something else than the line.";
        if (FieldNm(bar, label, unit) is not (>= LeastFieldNm and <= MostFieldNm)) return "No electron microscope has a field of that size.";
        if (!(bar.Form == BarForm.TickRow ? LengthText.IsRound(label.Length.Number) : LengthText.IsOneTwoFive(label.Length.Number))) return "It is not 1, 2 or 5 times a power of ten.";
        // A working distance is printed so, with one decimal; no maker prints a bar in mm so.
        return unit == UnitPrefix.Milli && label.Length.Digits.Length - label.Length.Digits.IndexOf('.', StringComparison.Ordinal) == 2 && label.Length.Digits.Contains('.', StringComparison.Ordinal)
            ? "It may be a working distance." : null;
    }

    private double FieldNm(MeasuredBar bar, LabelReading label, UnitPrefix unit) => label.Length.Number * LengthText.Nanometres(unit) / bar.LengthPx * pageWidth;

    /// <summary>The units a label may have: the one that is beyond doubt, else those that neither shape nor letters exclude.</summary>
    private static UnitPrefix[] PossibleUnits(LabelReading label) =>
        label.Unit != UnitPrefix.Unknown ? [label.Unit]
        : label.Shape != UnitPrefix.Unknown ? [label.Shape]
        : PossibleUnits(label.Length);

    private static UnitPrefix[] PossibleUnits(LengthText length) => length.Prefix == UnitPrefix.Micro ? [UnitPrefix.Micro, UnitPrefix.Nano, UnitPrefix.Milli] : [length.Prefix];

    private static ScaleCandidate Candidate(MeasuredBar bar, LabelReading label, UnitPrefix unit, string evidence) => new(
        ScaleSource.Bar, PixelSize.Square(Length.FromNanometres(label.Length.Number * LengthText.Nanometres(unit)) / bar.LengthPx), evidence, 1 / bar.LengthPx);

    private BarReading Accept(MeasuredBar bar, LabelReading label, UnitPrefix unit, BarStanding standing, ScaleCandidate candidate, IReadOnlyList<Finding> findings) => new(
        new BurnedInBar(bar.Form, bar.Outline, bar.LengthPx, label.Text, label.Box, label.Length.Number * LengthText.Nanometres(unit), standing, candidate.Evidence),
        candidate, [.. findings, .. InField(bar, label.Box)]);

    private BarReading Unsure(MeasuredBar bar, LabelReading label, string why) => WithoutCandidate(bar, label, BarStanding.Unsure, known is not null ? null : new Finding(
        "scale-bar-unsure", Severity.Limit, Text($"There is {Alone(bar, label)}; it was not taken for the scale. {why}"),
        "A scale is never guessed.", bar.IsOfARow || label.StandsOff ? "Measure the whole bar by hand and give --pixel-size-nm." : $"Look at the bar; if the label says so, give --bar-length \"{Suggestion(label)}\"."));

    private BarReading Contradicted(MeasuredBar bar, LabelReading label, string why) => WithoutCandidate(bar, label, BarStanding.Contradicted, new Finding(
        "scale-bar-contradicted", known is null ? Severity.Limit : Severity.Warning, Text($"There is {Alone(bar, label)}; it was not taken for the scale. {why}"),
        "Two statements in one picture disagree, or one of them was misread.", $"Look at the picture; give --bar-length \"{Suggestion(label)}\" if the label says so, or --pixel-size-nm."));

    private BarReading WithoutCandidate(MeasuredBar bar, LabelReading? label, BarStanding standing, Finding? finding) => new(
        new BurnedInBar(bar.Form, bar.Outline, bar.LengthPx, label?.Text, label?.Box, null, standing, label is null ? Describe(bar) : Alone(bar, label)),
        null, [.. finding is null ? Enumerable.Empty<Finding>() : [finding], .. InField(bar, label?.Box)]);

    private List<Finding> InFieldOf(PixelRect box)
    {
        if (!Touches(box, field)) return [];
        return [new Finding(
            "overlay-in-field", Severity.Warning, $"The scale bar with its label, {box}, lies in the field that is measured.",
            "What is burned in is taken for solid or void like any other pixel.", "Crop the picture, or cut its rows off with ingest.dataBar=rows and ingest.dataBarRows.")];
    }

    private List<Finding> InField(MeasuredBar bar, PixelRect? label) => InFieldOf(label is { } box ? Union(bar.Outline, box) : bar.Outline);

    private static bool Touches(PixelRect a, PixelRect b) => a.Y < b.Bottom && a.Bottom > b.Y && a.X < b.Right && a.Right > b.X;

    private static PixelRect Union(PixelRect a, PixelRect b)
    {
        var (left, top) = (Math.Min(a.X, b.X), Math.Min(a.Y, b.Y));
        return new PixelRect(left, top, Math.Max(a.Right, b.Right) - left, Math.Max(a.Bottom, b.Bottom) - top);
    }

    private static Finding FromBar(string evidence, Severity severity) => new(
        FromBarCode, severity, $"The pixel size was read from the picture: {evidence}.",
        severity == Severity.Note ? "No metadata state it; two statements in the picture agree." : "No metadata state it, and nothing else in the picture confirms the label.",
        severity == Severity.Note ? "None needed." : "Compare the label with the picture.");

    /// <summary>How wide a magnification's picture is, is a matter of the maker's screen: it tells nanometres from micrometres, not 2 from 5.</summary>
    private static Finding NotContradicted(string evidence) => new(
        FromBarCode, Severity.Warning, $"The pixel size was read from the picture: {evidence}.",
        "No metadata state it; a magnification settles the unit, and is too coarse to confirm the number.", "Compare the label with the picture.");

    private static string Alone(MeasuredBar bar, LabelReading label) => $"{Describe(bar)} with the label \"{label.Text}\"";

    private static string Describe(MeasuredBar bar) => Text($"a {Name(bar)} of {Format(bar.LengthPx)} px at ({bar.Outline.X}, {bar.Outline.Y})");

    private static string Name(MeasuredBar bar) => bar.Form switch
    {
        BarForm.Block => "bar (between its outer ends)",
        BarForm.TickRow => Text($"row of {bar.Ticks} ticks (from first to last)"),
        _ when !bar.HasTicks => "bar (between its outer ends)",
        _ => bar.OuterPx - bar.LengthPx is > 0.4 and < 0.8 ? "bar (halfway between the middles and the outer ends of its ticks)" : "bar (between the middles of its ticks)",
    };

    private static string Suggestion(LabelReading label)
    {
        var unit = label.Shape != UnitPrefix.Unknown ? label.Shape : label.Length.Prefix;
        return $"{label.Length.Digits} {(unit == UnitPrefix.Nano ? "nm" : unit == UnitPrefix.Milli ? "mm" : "µm")}";
    }

    private static string Format(double value) => value.ToString("G5", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

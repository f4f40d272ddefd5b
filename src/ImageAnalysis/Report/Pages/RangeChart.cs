using System.Globalization;
using ImageAnalysis.Evaluate;

namespace ImageAnalysis.Report.Pages;

/// <summary>One value in a chart of ranges.</summary>
/// <param name="Label">Whose it is; empty where it stands alone.</param>
/// <param name="Result">The value with the ranges that it is judged by.</param>
internal sealed record RangeRow(string Label, CriterionResult Result);

/// <summary>Values on an axis with the ranges that they are judged by, as SVG: what is asked as a band, what is preferred darker within it, the 95 % interval as a bar, the value as a point.</summary>
internal static class RangeChart
{
    private const double Width = 940, Narrow = 330, Right = 14, RowHeight = 26, BandMargin = 3, AxisHeight = 24;

    /// <summary>Characters of a label that have room.</summary>
    private const int LabelCharacters = 26;
    private const double LabelWidth = 200;
    private const int RowsOfAPage = 40;

    /// <summary>Whether there is anything to draw: a number, and a range of numbers.</summary>
    public static bool CanDraw(CriterionResult result) =>
        (result.Value is not null || result.Interval is not null) && (result.Range is not null || result.Ranges.Any(r => r.Range is not null));

    /// <summary>One value alone, for the row of a table.</summary>
    public static Markup One(CriterionResult result) =>
        Draw([new RangeRow("", result)], new RangeAxis([.. RangeAxis.Numbers(result)], 8, Narrow - Right), Narrow, 8, $"{result.Quantity}: {result.Answer}, asked {result.Limit}");

    /// <summary>One quantity of many samples: as many pictures as it takes for each to fit a printed page, all on one axis.</summary>
    public static Markup Many(IReadOnlyList<RangeRow> rows)
    {
        var axis = new RangeAxis([.. rows.SelectMany(r => RangeAxis.Numbers(r.Result))], LabelWidth, Width - Right);
        return Markup.Join(rows.Chunk(RowsOfAPage).Select(part => Draw(part, axis, Width, LabelWidth, rows[0].Result.Quantity)));
    }

    /// <summary>What the marks mean, once for a page.</summary>
    public static Markup Legend { get; } = Markup.Of(
        $"""
        <p class="small soft legend"><span class="key"><i class="asked"></i>asked</span><span class="key names"><i class="better"></i>preferred, the darker the more so; below each other where for different uses</span><span class="key"><i class="other"></i>another range that the document states</span><span class="key"><i class="interval"></i>95&#8239;% interval</span><span class="key"><i class="value"></i>value</span></p>
        """);

    private static Markup Draw(RangeRow[] rows, RangeAxis axis, double width, double left, string name)
    {
        var bottom = rows.Length * RowHeight;
        return Markup.Of(
            $"""
            <svg class="chart ranges" viewBox="0 0 {F(width)} {F(bottom + AxisHeight)}" role="img" aria-label="{name}">
            <rect class="track" x="{F(left)}" y="{F(BandMargin)}" width="{F(width - Right - left)}" height="{F(bottom - (2 * BandMargin))}"/>
            {Markup.Join(rows.Select((row, i) => Bands(row.Result, axis, i, rows.Length)))}{Markup.Join(axis.Ticks().Select(t => Tick(t)))}
            <line class="axis" x1="{F(left)}" y1="{F(bottom - BandMargin)}" x2="{F(width - Right)}" y2="{F(bottom - BandMargin)}"/>
            {Markup.Join(rows.Select((row, i) => Mark(row, axis, i)))}</svg>
            """);

        Markup Tick(double value) => Markup.Of(
            $"""<line class="grid" x1="{F(axis.At(value))}" y1="{F(BandMargin)}" x2="{F(axis.At(value))}" y2="{F(bottom - BandMargin)}"/><line class="axis" x1="{F(axis.At(value))}" y1="{F(bottom - BandMargin)}" x2="{F(axis.At(value))}" y2="{F(bottom)}"/><text class="tick" x="{F(axis.At(value))}" y="{F(bottom + 14)}" text-anchor="{Anchor(axis.At(value), left, width)}">{RangeAxis.Write(value)}</text>""");
    }

    /// <summary>Ranges may come from values of the sample itself, so each row has its own; equal ones join into one band.</summary>
    private static Markup Bands(CriterionResult result, RangeAxis axis, int row, int rows)
    {
        var top = row == 0 ? BandMargin : row * RowHeight;
        var height = ((row + 1) * RowHeight) - top - (row == rows - 1 ? BandMargin : 0);
        var asked = result.Range is { } limit ? Band(limit, "asked", $"asked: {result.Limit}", top, height) : Markup.Empty;
        var lanes = Lanes(result);
        return Markup.Join(
        [
            asked,
            .. lanes.SelectMany((lane, i) => lane.Select(r => Band(r.Range!, "better", $"{r.Label}: {r.Limit}", top + (i * height / lanes.Count), height / lanes.Count))),
            .. result.Ranges.Where(r => r.Range is not null && r.Kind != RangeKind.Preference).Select(r => Band(r.Range!, "other", $"{r.Label}: {r.Limit}", top, height)),
        ]);

        Markup Band(Bounds range, string look, string title, double y, double high)
        {
            var (from, to) = (axis.At(range.Lower ?? double.NegativeInfinity), axis.At(range.Upper ?? double.PositiveInfinity));
            return Markup.Of($"""<rect class="{look}" x="{F(from)}" y="{F(y)}" width="{F(Math.Max(1, to - from))}" height="{F(high)}"><title>{title}</title></rect>""");
        }
    }

    /// <summary>
    /// Preferred ranges that lie within each other are one band that darkens; where they do not, as for different uses, each has its own height, the first
    /// on top: overlapping shades would look like a preference that nobody stated.
    /// </summary>
    private static List<List<RangeResult>> Lanes(CriterionResult result)
    {
        var lanes = new List<List<RangeResult>>();
        foreach (var range in result.Ranges.Where(r => r.Range is not null && r.Kind == RangeKind.Preference))
        {
            if (lanes.Find(l => Within(range.Range!, l[^1].Range!)) is { } lane) lane.Add(range);
            else lanes.Add([range]);
        }

        return lanes;

        static bool Within(Bounds inner, Bounds outer) =>
            (inner.Lower ?? double.NegativeInfinity) >= (outer.Lower ?? double.NegativeInfinity) && (inner.Upper ?? double.PositiveInfinity) <= (outer.Upper ?? double.PositiveInfinity);
    }

    /// <summary>Which preferred ranges are drawn below each other, in words; empty where all lie within each other.</summary>
    public static string Order(CriterionResult result) => Lanes(result) is { Count: > 1 } lanes
        ? $" Preferred ranges, from the top: {string.Join("; ", lanes.Select(l => string.Join(" with ", l.Select(r => r.Label))))}."
        : "";

    private static Markup Mark(RangeRow row, RangeAxis axis, int index)
    {
        var (result, middle) = (row.Result, (index * RowHeight) + (RowHeight / 2));
        var look = result.Standing is { } standing ? (standing == Standing.Met ? "pass" : standing == Standing.NotJudged ? "none" : "open") : Page.Look(result.Verdict);
        var label = row.Label.Length == 0 ? Markup.Empty
            : Markup.Of($"""<text class="label" x="{F(LabelWidth - 10)}" y="{F(middle + 4.5)}" text-anchor="end">{Short(row.Label)}<title>{row.Label}</title></text>""");
        var interval = result.Interval is not { } i ? Markup.Empty : Bar(i);
        var value = result.Value is { } v && double.IsFinite(v)
            ? Markup.Of($"""<circle class="value {look}" cx="{F(axis.At(v))}" cy="{F(middle)}" r="5"><title>{row.Label} {result.Answer}: {Words.Verdict(result.Verdict)}</title></circle>""")
            : Markup.Empty;
        return Markup.Join([label, interval, value]);

        Markup Bar(Bounds bounds)
        {
            var (from, to) = (axis.At(bounds.Lower ?? double.NegativeInfinity), axis.At(bounds.Upper ?? double.PositiveInfinity));
            if (to - from < 0.5) return Markup.Empty;
            // An open end has no cap: the interval goes on beyond the chart.
            Markup Cap(double x, bool open) => open ? Markup.Empty : Markup.Of($"""<line class="interval" x1="{F(x)}" y1="{F(middle - 5)}" x2="{F(x)}" y2="{F(middle + 5)}"/>""");
            return Markup.Of($"""<line class="interval" x1="{F(from)}" y1="{F(middle)}" x2="{F(to)}" y2="{F(middle)}"/>{Cap(from, bounds.Lower is null)}{Cap(to, bounds.Upper is null)}""");
        }
    }

    /// <summary>Names of samples often differ at their ends alone, so the middle is left out.</summary>
    private static string Short(string label) => label.Length <= LabelCharacters ? label : $"{label[..(LabelCharacters / 2)].TrimEnd()}…{label[^((LabelCharacters / 2) - 1)..].TrimStart()}";

    private static string Anchor(double x, double left, double width) => x < left + 10 ? "start" : x > width - Right - 10 ? "end" : "middle";

    private static string F(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}

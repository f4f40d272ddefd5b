using System.Globalization;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Report.Pages;

/// <summary>A line in a chart.</summary>
/// <param name="Value">Where, in the unit of the axis.</param>
/// <param name="Interval">A band around it; absent where there is none.</param>
/// <param name="Class">Its look: mark-main or mark-other.</param>
internal sealed record ChartMark(double Value, Interval? Interval, string Class);

/// <summary>A histogram as SVG. What the marks are is said in the legend below it, so that no text can lie on another.</summary>
internal static class HistogramChart
{
    private const double Width = 400;
    private const double Height = 228;
    private const double Left = 52;
    private const double Right = 16;
    private const double Top = 12;
    private const double Bottom = 46;

    /// <summary>Widest a digit is at the size of the labels, in any of the fonts.</summary>
    private const double CharacterWidth = 7.7;
    private const double LabelGap = 7;

    public static Markup Draw(Histogram histogram, string xLabel, string yLabel, IReadOnlyList<ChartMark> marks)
    {
        var (first, last) = (histogram.Edges[0], histogram.Edges[^1]);
        var yStep = Math.Max(1, Histogram.RoundUp(histogram.Counts.Max() / 4.5));
        var yMost = Math.Ceiling(histogram.Counts.Max() / yStep) * yStep;
        var bars = histogram.Counts.Select((count, i) => Bar(X(histogram.Edges[i]), X(histogram.Edges[i + 1]), Y(count)));
        var yTicks = Enumerable.Range(0, (int)Math.Round(yMost / yStep) + 1).Select(i => YTick(i * yStep));
        var xTicks = Ticks(histogram).Select(XTick);
        return Markup.Of(
            $"""
            <svg class="chart" viewBox="0 0 {F(Width)} {F(Height)}" role="img" aria-label="Histogram: {yLabel} by {xLabel}">
            {Markup.Join(yTicks)}{Markup.Join(bars)}{Markup.Join(marks.Select(Mark))}
            <line class="axis" x1="{F(Left)}" y1="{F(Height - Bottom)}" x2="{F(Width - Right)}" y2="{F(Height - Bottom)}"/>{Markup.Join(xTicks)}
            <text class="label" x="{F((Left + Width - Right) / 2)}" y="{F(Height - 8)}" text-anchor="middle">{xLabel}</text>
            <text class="label" x="{F(12)}" y="{F((Top + Height - Bottom) / 2)}" text-anchor="middle" transform="rotate(-90 {F(12)} {F((Top + Height - Bottom) / 2)})">{yLabel}</text>
            </svg>
            """);

        double X(double value) => HistogramChart.X(histogram, value);
        double Y(double count) => Height - Bottom - ((Height - Bottom - Top) * count / yMost);

        Markup Bar(double from, double to, double top) => top >= Height - Bottom
            ? Markup.Empty
            : Markup.Of($"""<rect class="bar" x="{F(from + 0.5)}" y="{F(top)}" width="{F(Math.Max(0.5, to - from - 1))}" height="{F(Height - Bottom - top)}"/>""");

        Markup Mark(ChartMark mark)
        {
            if (mark.Value > last || mark.Value < first) return Markup.Empty;
            var band = mark.Interval is { } i
                ? Markup.Of($"""<rect class="{mark.Class} band" x="{F(X(i.Lower))}" y="{F(Top)}" width="{F(X(i.Upper) - X(i.Lower))}" height="{F(Height - Bottom - Top)}"/>""")
                : Markup.Empty;
            return Markup.Of($"""{band}<line class="{mark.Class}" x1="{F(X(mark.Value))}" y1="{F(Top)}" x2="{F(X(mark.Value))}" y2="{F(Height - Bottom)}"/>""");
        }

        Markup XTick(double value) => Markup.Of(
            $"""<line class="axis" x1="{F(X(value))}" y1="{F(Height - Bottom)}" x2="{F(X(value))}" y2="{F(Height - Bottom + 4)}"/><text class="tick" x="{F(X(value))}" y="{F(Height - Bottom + 16)}" text-anchor="middle">{Plain(value)}</text>""");

        Markup YTick(double count) => Markup.Of(
            $"""<line class="grid" x1="{F(Left)}" y1="{F(Y(count))}" x2="{F(Width - Right)}" y2="{F(Y(count))}"/><text class="tick" x="{F(Left - 6)}" y="{F(Y(count) + 3.5)}" text-anchor="end">{Plain(count)}</text>""");
    }

    /// <summary>Round values inside the axis, as many as have room for their labels.</summary>
    internal static IReadOnlyList<double> Ticks(Histogram histogram) =>
        (histogram.Logarithmic ? LogarithmicTicks(histogram) : LinearTicks(histogram)).First(ticks => KeepApart(histogram, ticks));

    private static IEnumerable<IReadOnlyList<double>> LinearTicks(Histogram histogram)
    {
        var (first, last) = (histogram.Edges[0], histogram.Edges[^1]);
        for (var most = 7; most >= 1; most--)
        {
            var step = Histogram.RoundUp((last - first) / most);
            var from = (int)Math.Ceiling((first / step) - 1e-9);
            yield return [.. Enumerable.Range(from, Math.Max(0, (int)Math.Floor((last / step) + 1e-9) - from + 1)).Select(i => i * step)];
        }

        yield return [];
    }

    private static IEnumerable<IReadOnlyList<double>> LogarithmicTicks(Histogram histogram)
    {
        var (first, last) = (histogram.Edges[0], histogram.Edges[^1]);
        var (lowest, highest) = ((int)Math.Floor(Math.Log10(first)), (int)Math.Ceiling(Math.Log10(last)));
        foreach (var (leads, everyDecades) in new (double[], int)[] { ([1, 2, 5], 1), ([1, 3], 1), ([1], 1), ([1], 2), ([1], 3), ([1], 6) })
        {
            yield return [.. Enumerable.Range(lowest, highest - lowest + 1).Where(power => power % everyDecades == 0)
                .SelectMany(power => leads.Select(lead => lead * Math.Pow(10, power))).Where(v => v >= first && v <= last)];
        }

        yield return [];
    }

    private static bool KeepApart(Histogram histogram, IReadOnlyList<double> ticks)
    {
        for (var i = 1; i < ticks.Count; i++)
        {
            var room = X(histogram, ticks[i]) - X(histogram, ticks[i - 1]);
            if (room < (CharacterWidth * (Plain(ticks[i]).Length + Plain(ticks[i - 1]).Length) / 2) + LabelGap) return false;
        }

        return true;
    }

    private static double X(Histogram histogram, double value)
    {
        var (first, last) = (histogram.Edges[0], histogram.Edges[^1]);
        var part = histogram.Logarithmic ? Math.Log(Math.Max(value, first) / first) / Math.Log(last / first) : (value - first) / (last - first);
        return Left + ((Width - Left - Right) * Math.Clamp(part, 0, 1));
    }

    private static string Plain(double value) => value.ToString("G6", CultureInfo.InvariantCulture) is var text && text.Contains('E', StringComparison.Ordinal)
        ? value.ToString("0.######", CultureInfo.InvariantCulture)
        : text;

    private static string F(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}

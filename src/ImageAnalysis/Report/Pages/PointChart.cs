using System.Globalization;

namespace ImageAnalysis.Report.Pages;

/// <summary>An axis from one value to another, with the values that are labelled.</summary>
internal sealed record ChartAxis(string Label, double From, double To, IReadOnlyList<double> Ticks, Func<double, string> Write);

/// <summary>A range of the abscissa that is shaded.</summary>
/// <param name="From">Where it begins.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Class">Its look.</param>
internal sealed record ChartBand(double From, double To, string Class);

/// <summary>Few points joined by a line, as SVG; where both axes have one meaning, with the diagonal on which they agree; with a ring around the spot that is spoken of.</summary>
internal static class PointChart
{
    private const double Width = 400, Height = 228, Left = 62, Right = 24, Top = 12, Bottom = 46;

    public static Markup Draw(ChartAxis x, ChartAxis y, IReadOnlyList<(double X, double Y)> points, bool diagonal = false,
        (double X, double Y)? spot = null, IReadOnlyList<ChartBand>? bands = null, IReadOnlyList<double>? marks = null, IReadOnlyList<((double X, double Y) From, (double X, double Y) To)>? steps = null)
    {
        var shaded = Markup.Join((bands ?? []).Select(b => Markup.Of($"""<rect class="{b.Class}" x="{F(AtX(b.From))}" y="{F(Top)}" width="{F(AtX(b.To) - AtX(b.From))}" height="{F(Height - Bottom - Top)}"/>""")));
        var marked = Markup.Join((marks ?? []).Select(m => Markup.Of($"""<line class="mark-other" x1="{F(AtX(m))}" y1="{F(Top)}" x2="{F(AtX(m))}" y2="{F(Height - Bottom)}"/>""")));
        var decisive = Markup.Join((steps ?? []).Select(step => Markup.Of($"""<line class="mark-main" x1="{F(AtX(step.From.X))}" y1="{F(AtY(step.From.Y))}" x2="{F(AtX(step.To.X))}" y2="{F(AtY(step.To.Y))}"/>""")));
        var line = string.Join(' ', points.Select(p => $"{F(AtX(p.X))},{F(AtY(p.Y))}"));
        var agree = diagonal
            ? Markup.Of($"""<line class="mark-other" x1="{F(AtX(Math.Max(x.From, y.From)))}" y1="{F(AtY(Math.Max(x.From, y.From)))}" x2="{F(AtX(Math.Min(x.To, y.To)))}" y2="{F(AtY(Math.Min(x.To, y.To)))}"/>""")
            : Markup.Empty;
        var special = spot is { } s ? Markup.Of($"""<circle class="spot" cx="{F(AtX(s.X))}" cy="{F(AtY(s.Y))}" r="6"/>""") : Markup.Empty;
        return Markup.Of(
            $"""
            <svg class="chart{(bands is null ? "" : " banded")}" viewBox="0 0 {F(Width)} {F(Height)}" role="img" aria-label="{y.Label} by {x.Label}">
            {shaded}{Markup.Join(y.Ticks.Select(YTick))}{agree}{marked}<polyline class="course" points="{line}"/>{decisive}{Markup.Join(points.Select(p => Markup.Of($"""<circle class="point" cx="{F(AtX(p.X))}" cy="{F(AtY(p.Y))}" r="4"/>""")))}{special}
            <line class="axis" x1="{F(Left)}" y1="{F(Height - Bottom)}" x2="{F(Width - Right)}" y2="{F(Height - Bottom)}"/>{Markup.Join(x.Ticks.Select(XTick))}
            <text class="label" x="{F((Left + Width - Right) / 2)}" y="{F(Height - 8)}" text-anchor="middle">{x.Label}</text>
            <text class="label" x="{F(12)}" y="{F((Top + Height - Bottom) / 2)}" text-anchor="middle" transform="rotate(-90 {F(12)} {F((Top + Height - Bottom) / 2)})">{y.Label}</text>
            </svg>
            """);

        double AtX(double value) => Left + ((Width - Left - Right) * Math.Clamp((value - x.From) / (x.To - x.From), 0, 1));
        double AtY(double value) => Height - Bottom - ((Height - Bottom - Top) * Math.Clamp((value - y.From) / (y.To - y.From), 0, 1));

        Markup XTick(double value) => Markup.Of(
            $"""<line class="axis" x1="{F(AtX(value))}" y1="{F(Height - Bottom)}" x2="{F(AtX(value))}" y2="{F(Height - Bottom + 4)}"/><text class="tick" x="{F(AtX(value))}" y="{F(Height - Bottom + 16)}" text-anchor="middle">{x.Write(value)}</text>""");

        Markup YTick(double value) => Markup.Of(
            $"""<line class="grid" x1="{F(Left)}" y1="{F(AtY(value))}" x2="{F(Width - Right)}" y2="{F(AtY(value))}"/><text class="tick" x="{F(Left - 6)}" y="{F(AtY(value) + 3.5)}" text-anchor="end">{y.Write(value)}</text>""");
    }

    private static string F(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}

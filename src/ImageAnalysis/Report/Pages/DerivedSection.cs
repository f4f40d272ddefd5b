using ImageAnalysis.Evaluate;
using ImageAnalysis.Evaluate.Derived;

namespace ImageAnalysis.Report.Pages;

/// <summary>Quantities computed from the sample's curves: value, what is left open of it, how it is defined, and the points that decided it.</summary>
internal static class DerivedSection
{
    public static Markup Write(DerivedResults derived) => derived.Quantities.Count == 0 ? Markup.Empty : Page.Section("derived", "Derived from laboratory data", Markup.Of(
        $"""
        <div class="scroll"><table>
        <thead><tr><th>Quantity</th><th>Value</th><th>Use</th></tr></thead>
        <tbody>
        {Markup.Join(derived.Quantities.Select(Row))}</tbody>
        </table></div>
        """));

    private static Markup Row(DerivedQuantity q) => Markup.Of(
        $"""
        <tr><td>{q.Quantity}<span class="sub">{q.Definition}; {q.Source}</span>{Inputs(q)}{Points(q)}</td><td class="l">{Value(q)}{Interval(q)}</td><td>{Use(q.Use)}<span class="sub">{(q.File is { } file ? $"from {file}" : "from laboratory values")}</span><span class="sub">{q.Reason ?? ""}</span></td></tr>

        """);

    private static Markup Interval(DerivedQuantity q) => q.Interval is { Lower: { } lower, Upper: { } upper } && lower < upper
        ? Markup.Of($"<span class=\"sub\">{Figures.Number(lower, Figures.Decimals(q.Value ?? lower, new Quantities.Interval(lower, upper)))} – {Figures.Number(upper, Figures.Decimals(q.Value ?? upper, new Quantities.Interval(lower, upper)))}</span>")
        : q is { Value: { } value, Interval: { Upper: null, Lower: { } least } } && least < value ? Markup.Of($"<span class=\"sub\">from {Figures.Number(least, Figures.Decimals(value, new Quantities.Interval(least, value)))} on</span>")
        : q is { Value: { } number, Interval: { Lower: null, Upper: { } most } } && most > number ? Markup.Of($"<span class=\"sub\">up to {Figures.Number(most, Figures.Decimals(number, new Quantities.Interval(number, most)))}</span>")
        : Markup.Empty;

    private static Markup Inputs(DerivedQuantity q) => q.Inputs.Count == 0 ? Markup.Empty : Markup.Of(
        $"""<span class="sub">With {string.Join(", ", q.Inputs.Select(i => $"{i.Key} {Short(i.Value)}{(i.Unit.Length > 0 ? $" {i.Unit}" : "")} ({Origin(i.Origin)})"))}.</span>""");

    private static Markup Points(DerivedQuantity q) => Markup.Join(q.Points.Select(p => Markup.Of(
        $"""<span class="sub">{p.Role}: {Short(p.X)} {p.XUnit}, {Short(p.Y)} {p.YUnit}{(p.Line is { } line ? FormattableString.Invariant($", line {line}") : "")}</span>""")));

    private static string Short(double value) => Phrases.Number(value);

    /// <summary>The number as finely as its interval tells it apart; an answer in words as it is.</summary>
    private static string Value(DerivedQuantity q) =>
        q is { Value: { } value, Unit: { } unit, Interval: { } i } && (i.Lower ?? value, i.Upper ?? value) is var (lower, upper) && lower < upper && q.Answer == Phrases.WithUnit(Phrases.Number(value), unit)
            ? Phrases.WithUnit(Figures.Number(value, Figures.Decimals(value, new Quantities.Interval(lower, upper))), unit)
            : q.Answer ?? "–";

    private static string Use(DerivedUse use) => use switch
    {
        DerivedUse.Judged => "Used",
        DerivedUse.StatedValueJudged => "The stated value is used",
        DerivedUse.Information => "Information",
        _ => "None",
    };

    private static string Origin(InputOrigin origin) => origin switch
    {
        InputOrigin.Option => "option",
        InputOrigin.Sample => "sample",
        InputOrigin.Derived => "derived",
        InputOrigin.Source => "source",
        _ => "curve",
    };
}

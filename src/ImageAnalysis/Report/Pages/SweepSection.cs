using System.Globalization;
using ImageAnalysis.Evaluate;
using ImageAnalysis.Evaluate.Derived;

namespace ImageAnalysis.Report.Pages;

/// <summary>A sweep of dissolution temperatures: porosity and breaking extension with the window shaded, and what to try next.</summary>
internal static class SweepSection
{
    private const double PreferredMargin = 2;

    /// <summary>Samples of one temperature that are named; more are counted.</summary>
    private const int MostNamed = 3;

    /// <summary>The sweep of one sample, its own dissolution temperature marked.</summary>
    public static Markup Write(Evaluation evaluation) => evaluation.Derived.Window is not { } window
        ? Markup.Empty
        : Page.Section("sweep", "Window of dissolution temperatures", Plots(window, [(evaluation.Sample ?? "", Temperature(evaluation))], evaluation.NextTemperatures));

    /// <summary>The sweep of several samples that name the same, the dissolution temperature of each marked.</summary>
    public static Markup Write(IReadOnlyList<Evaluation> evaluations) => Markup.Join(evaluations.Where(e => e.Derived.Window is not null)
        .GroupBy(e => string.Join(';', e.Derived.Window!.Points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.TsCelsius},{p.PorosityPercent},{p.ExtensionPercent}"))))
        .Select((group, i) => Page.Section(i == 0 ? "sweep" : string.Create(CultureInfo.InvariantCulture, $"sweep-{i + 1}"), "Window of dissolution temperatures",
            Plots(group.First().Derived.Window!, [.. group.Select(e => (e.Sample ?? "", Temperature(e)))], group.First().NextTemperatures))));

    /// <summary>The dissolution temperature that was judged, °C.</summary>
    private static double? Temperature(Evaluation evaluation) => evaluation.Sets.SelectMany(s => s.Results).FirstOrDefault(r => r is { Id: "ts", Unit: "°C" })?.Value;

    private static Markup Plots(DissolutionWindow window, IReadOnlyList<(string Sample, double? Ts)> samples, IReadOnlyList<NextTemperature> next)
    {
        var temperatures = samples.Select(s => s.Ts).OfType<double>().Distinct().ToList();
        var x = Axis("Dissolution temperature, °C", [.. window.Points.Select(p => p.TsCelsius), .. temperatures], false);
        return Markup.Of(
            $"""
            <p>{Sentence(window)} <span class="soft">From {window.File}; [0019] [0055] [0066].</span></p>
            <p class="small soft legend">{Legend(window)}{(temperatures.Count == 0 ? Markup.Empty : Markup.Of($"<span class=\"key names\"><i class=\"ts\"></i>{Marked(samples)}</span>"))}</p>
            <div class="charts">
            <figure>{Chart(x, Axis("Porosity, %", [.. window.Points.Select(p => p.PorosityPercent)], true), window, p => p.PorosityPercent, p => p.PorosityRise, temperatures)}<figcaption>Tl stands in the middle of the step (red) in which the porosity rises most.</figcaption></figure>
            <figure>{Chart(x, Axis("Breaking extension, %", [.. window.Points.Select(p => p.ExtensionPercent)], true), window, p => p.ExtensionPercent, p => p.ExtensionFall, temperatures)}<figcaption>Tu stands in the middle of the step (red) in which the breaking extension falls most.</figcaption></figure>
            </div>
            {Next(next)}
            """);
    }

    private static string Sentence(DissolutionWindow window) => window switch
    {
        { TlCelsius: { } tl, TuCelsius: { } tu, FormsPercolation: true } => $"The window is {Number(tl)} .. {Number(tu)} °C, preferably {Number(tl + PreferredMargin)} .. {Number(tu - PreferredMargin)} °C: Tu − Tl = {Number(tu - tl)} °C is above zero, so that the solvent can form the percolation structure.",
        { TlCelsius: { } tl, TuCelsius: { } tu } => $"Tl = {Number(tl)} °C and Tu = {Number(tu)} °C: Tu − Tl = {Number(tu - tl)} °C is not above zero, so that the solvent cannot form the percolation structure.",
        { TlCelsius: { } tl } => $"Tl = {Number(tl)} °C; Tu is open, so that there is no window yet.",
        { TuCelsius: { } tu } => $"Tu = {Number(tu)} °C; Tl is open, so that there is no window yet.",
        _ => "Both ends are open, so that there is no window yet.",
    };

    private static Markup Legend(DissolutionWindow window) => window.FormsPercolation == true
        ? Markup.Of($"<span class=\"key\"><i class=\"asked\"></i>window Tl .. Tu</span><span class=\"key\"><i class=\"better\"></i>preferred, Tl + 2 .. Tu − 2</span>")
        : Markup.Empty;

    private static string Marked(IReadOnlyList<(string Sample, double? Ts)> samples) => string.Join(", ", samples.Where(s => s.Ts is not null).GroupBy(s => s.Ts!.Value).OrderBy(g => g.Key)
        .Select(g => $"{(g.Count() <= MostNamed ? string.Join(" and ", g.Select(s => s.Sample)) : $"{Figures.Count(g.Count())} samples")} at {Number(g.Key)} °C"));

    private static Markup Chart(ChartAxis x, ChartAxis y, DissolutionWindow window, Func<SweepPoint, double> value, Func<SweepPoint, double?> change, IReadOnlyList<double> temperatures)
    {
        List<ChartBand> bands = [];
        if (window is { FormsPercolation: true, TlCelsius: { } tl, TuCelsius: { } tu })
        {
            bands.Add(new ChartBand(tl, tu, "asked"));
            if (tu - tl > 2 * PreferredMargin) bands.Add(new ChartBand(tl + PreferredMargin, tu - PreferredMargin, "better"));
        }

        var points = window.Points.Select(p => (p.TsCelsius, value(p))).ToList();
        var largest = window.Points.Max(change);
        var steps = largest > 0 ? window.Points.Index().Where(p => change(p.Item) == largest).Select(p => ((points[p.Index], points[p.Index + 1]))).ToList() : [];
        return PointChart.Draw(x, y, points, bands: bands, marks: temperatures, steps: steps);
    }

    private static Markup Next(IReadOnlyList<NextTemperature> next) => next.Count == 0 ? Markup.Empty : Markup.Of(
        $"""
        <p class="keep"><strong>What to try next:</strong></p>
        <ul class="small">{Markup.Join(next.Select(n => Markup.Of($"<li>{n.What}</li>")))}</ul>
        """);

    private static ChartAxis Axis(string label, IReadOnlyList<double> values, bool fromZero)
    {
        var (least, most) = (values.Min(), values.Max());
        if (fromZero && least > 0 && least < 0.6 * most) least = 0;
        var step = Histogram.RoundUp(Math.Max((most - least) / 6, 1e-6));
        var from = Math.Floor(least / step) * step;
        var to = Math.Ceiling(most / step) * step;
        if (to <= from) to = from + step;
        return new ChartAxis(label, from, to, [.. Enumerable.Range(0, (int)Math.Round((to - from) / step) + 1).Select(i => from + (i * step))], RangeAxis.Write);
    }

    private static string Number(double value) => RangeAxis.Write(Math.Round(value, 6));
}

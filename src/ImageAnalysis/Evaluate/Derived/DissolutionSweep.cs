using System.Globalization;
using ImageAnalysis.Findings;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Evaluate.Derived;

/// <summary>
/// The window of dissolution temperatures from a sweep of Ts in steps of 5 °C. Tl = 2.5 °C + the Ts where (P(Ts+5) - P(Ts))/5 is largest, Tu = 2.5 °C + the Ts
/// where -(TL(Ts+5) - TL(Ts))/5 is largest; P porosity, TL breaking extension. EP 1 063 256 [0019] [0055] [0066]. The interval is the step itself, ± 2.5 °C: the
/// largest change lies somewhere in it. Equal largest changes leave the end open between them.
/// </summary>
internal static class DissolutionSweep
{
    private const double Step = 5, PreferredMargin = 2;
    private const double AbsoluteZero = -273.15;

    /// <summary>How far below the largest change another one may be for specimens to exchange them.</summary>
    private const double NearShare = 0.05;

    /// <summary>Where the definition's plot begins, °C: claim 5(B).</summary>
    public const double DefinitionStart = 100;

    // Temperatures are typed with at most two decimals; differences of typed numbers are equal or differ by far more than this.
    private const double StepTolerance = 0.005, Equal = 1e-9;

    private static readonly CurveColumn Ts = new("dissolution-temperature", [Dimension.Temperature], true, "ts", "temperature");
    private static readonly CurveColumn Porosity = new("porosity", [Dimension.Fraction], true);
    private static readonly CurveColumn Extension = new("breaking-extension", [Dimension.Fraction], true, "extension", "elongation", "breaking-elongation");

    private static readonly DerivedDefinition Tl = new("tl", "Lower end of the window of dissolution temperatures", "°C", true,
        "2.5 °C above the dissolution temperature Ts at which (P(Ts+5) - P(Ts))/5 is largest, P the porosity", "EP 1 063 256 [0019] [0055]");

    private static readonly DerivedDefinition Tu = new("tu", "Upper end of the window of dissolution temperatures", "°C", true,
        "2.5 °C above the dissolution temperature Ts at which -(TL(Ts+5) - TL(Ts))/5 is largest, TL the breaking extension", "EP 1 063 256 [0019] [0055]");

    private static readonly DerivedDefinition Width = new("tu-minus-tl", "Width of the window of dissolution temperatures", "°C", false,
        "Tu - Tl; above zero the solvent can form the percolation structure", "EP 1 063 256 [0019] [0055]");

    /// <summary>Claims 8 and 9 print the formula of Tu without its minus sign; claim 5 and the description have it. Both readings are shown, and the latter is judged.</summary>
    private static readonly DerivedDefinition TuWithoutMinus = new("tu-by-claims-8-and-9", "Upper end of the window as claims 8 and 9 print it, without the minus sign", "°C", false,
        "2.5 °C above the dissolution temperature Ts at which (TL(Ts+5) - TL(Ts))/5 is largest, TL the breaking extension", "EP 1 063 256 claims 8 and 9, against claim 5 and [0019]");

    public static void Derive(DerivationContext context)
    {
        if (context.Sample.Sweep is not { } name) return;
        if (context.FileOf(name) is not { } file)
        {
            foreach (var end in new[] { Tl, Tu }) context.Add(end, Outcome.None($"the sweep {name} was not handed in", name));
            return;
        }

        var window = Read(file);
        context.Window = window;
        var (lower, upper) = (End(window, p => p.PorosityRise), End(window, p => p.ExtensionFall));
        Add(context, Tl, window, lower, "the porosity rises most from here", p => p.PorosityPercent, "the porosity rises at no step of the sweep");
        Add(context, Tu, window, upper, "the breaking extension falls most from here", p => p.ExtensionPercent, "the breaking extension falls at no step of the sweep");
        var printed = End(window, p => -p.ExtensionFall);
        context.Add(TuWithoutMinus, printed is null ? Outcome.None("the breaking extension rises at no step of the sweep", file.Name) : new Outcome(printed.Reading) { File = file.Name });
        if (lower is null || upper is null) return;
        var width = Reading.Difference(upper.Reading, lower.Reading);
        context.Add(Width, new Outcome(width)
        {
            File = file.Name,
            Answer = width.Value is { } w ? $"{Phrases.Number(w)} °C: the solvent {(w > 0 ? "can" : "cannot")} form the percolation structure" : null,
        });
        if (window.FormsPercolation == false)
        {
            context.Find("window-empty", Severity.Warning, $"{file.Name}: Tu = {Phrases.Number(window.TuCelsius!.Value)} °C is not above Tl = {Phrases.Number(window.TlCelsius!.Value)} °C.",
                "By [0019] the solvent then cannot form the percolation structure: no dissolution temperature lies within the window.", "Check the sweep, or choose another solvent or weight fraction.");
        }
    }

    /// <summary>Reads and checks a sweep, and finds its window.</summary>
    /// <exception cref="CurveInvalidException">A cell is no number, a temperature is there twice, or two neighbours are not 5 °C apart.</exception>
    public static DissolutionWindow Read(CurveFile file)
    {
        var table = CurveTable.Parse(file, "dissolution-temperature [°C],porosity [%],breaking-extension [%]", "A sweep has a row for each dissolution temperature, at least 3, each 5 °C above the one before.");
        var (ts, porosity, extension) = (table.Require(Ts), table.Require(Porosity), table.Require(Extension));
        table.Throw();
        var (t, p, e) = (table.Values(ts!, "°C"), table.Values(porosity!, "%"), table.Values(extension!, "%"));
        table.Throw();
        var rows = t.Zip(p, e).Select(x => (x.First.Line, Ts: x.First.Value, P: x.Second.Value, Tl: x.Third.Value)).OrderBy(x => x.Ts).ToList();
        foreach (var row in rows)
        {
            if (row.Ts < AbsoluteZero) table.Fault($"Line {Text(row.Line)}, column \"{ts!.Header}\": {Phrases.Number(row.Ts)} °C cannot be, as no temperature is below absolute zero.");
            if (row.P is < 0 or > 100) table.Fault($"Line {Text(row.Line)}, column \"{porosity!.Header}\": {Phrases.Number(row.P)} % cannot be a porosity.");
            if (row.Tl < 0) table.Fault($"Line {Text(row.Line)}, column \"{extension!.Header}\": {Phrases.Number(row.Tl)} % cannot be a breaking extension.");
        }

        if (rows.Count < 3) table.Fault(string.Create(CultureInfo.InvariantCulture, $"It has {rows.Count} dissolution temperatures; a largest change needs at least 3."));
        for (var i = 1; i < rows.Count; i++)
        {
            var (a, b) = (rows[i - 1], rows[i]);
            if (Math.Abs(b.Ts - a.Ts - Step) <= StepTolerance) continue;
            table.Fault(b.Ts == a.Ts
                ? $"Lines {Text(a.Line)} and {Text(b.Line)}, column \"{ts!.Header}\": {Phrases.Number(a.Ts)} °C is there twice."
                : $"Lines {Text(a.Line)} and {Text(b.Line)}, column \"{ts!.Header}\": from {Phrases.Number(a.Ts)} to {Phrases.Number(b.Ts)} °C is a step of {Phrases.Number(b.Ts - a.Ts)} °C, and Tl and Tu are defined by steps of 5 °C ([0019]).");
        }

        table.Throw();
        var points = rows.Select((r, i) => new SweepPoint(r.Line, r.Ts, r.P, r.Tl,
            i + 1 < rows.Count ? (rows[i + 1].P - r.P) / Step : null, i + 1 < rows.Count ? -(rows[i + 1].Tl - r.Tl) / Step : null)).ToList();
        var window = new DissolutionWindow(file.Name, points, null, null, null, null, null);
        var (lower, upper) = (End(window, x => x.PorosityRise)?.Reading.Value, End(window, x => x.ExtensionFall)?.Reading.Value);
        return window with { TlCelsius = lower, TuCelsius = upper, PreferredLowerCelsius = lower + PreferredMargin, PreferredUpperCelsius = upper - PreferredMargin, FormsPercolation = lower is { } l && upper is { } u ? u - l > 0 : null };
    }

    /// <param name="Reading">The end of the window.</param>
    /// <param name="At">The steps of the largest change.</param>
    /// <param name="Near">These, and those that the scatter of specimens could put before them.</param>
    private sealed record Found(Reading Reading, List<int> At, List<int> Near);

    /// <summary>Where a change per degree is largest and positive; several equal ones leave the value open between them. Null where none is positive.</summary>
    private static Found? End(DissolutionWindow window, Func<SweepPoint, double?> change)
    {
        var steps = window.Points.Select(change).OfType<double>().ToList();
        var largest = steps.Max();
        if (!(largest > 0)) return null;
        var scale = steps.Max(Math.Abs);
        List<int> at = [.. Enumerable.Range(0, steps.Count).Where(i => steps[i] >= largest - (Equal * scale))];
        var (first, last) = (window.Points[at[0]].TsCelsius, window.Points[at[^1]].TsCelsius);
        List<int> near = [.. Enumerable.Range(0, steps.Count).Where(i => steps[i] >= (1 - NearShare) * largest)];
        (first, last) = (Math.Min(first, window.Points[near[0]].TsCelsius), Math.Max(last, window.Points[near[^1]].TsCelsius));
        // At an end of the sweep a larger change beyond it is not excluded: that side stays open.
        var (below, above) = Ends(window, near);
        return new Found(new Reading(at.Count == 1 ? window.Points[at[0]].TsCelsius + (Step / 2) : null, new Interval(below ? double.NegativeInfinity : first, above ? double.PositiveInfinity : last + Step)), at, near);
    }

    /// <summary>Whether the largest change lies at the lower, and at the upper end of a sweep that could go on there.</summary>
    private static (bool Below, bool Above) Ends(DissolutionWindow window, List<int> at) =>
        (at.Contains(0) && window.Points[0].TsCelsius - Step >= DefinitionStart - StepTolerance, at.Contains(window.Points.Count - 2));

    private static void Add(DerivationContext context, DerivedDefinition end, DissolutionWindow window, Found? found, string role, Func<SweepPoint, double> value, string whyNot)
    {
        if (found is null)
        {
            context.Add(end, Outcome.None(whyNot, window.File));
            return;
        }

        var named = end.Key == "tl" ? "Tl" : "Tu";
        var temperatures = string.Join(", ", found.At.Select(i => Phrases.Number(window.Points[i].TsCelsius)));
        if (found.At.Count > 1)
        {
            context.Find($"sweep-tie:{end.Key}", Severity.Warning, $"{window.File}: the change that defines {named} is equally large from {temperatures} °C.",
                "The definition then names no single temperature: the end of the window is left open between them.", "Repeat the measurements there, with more specimens.");
        }

        else if (found.Near.Count > 1)
        {
            context.Find($"sweep-near-tie:{end.Key}", Severity.Note, $"{window.File}: the change that defines {named} is nearly as large from {string.Join(", ", found.Near.Select(i => Phrases.Number(window.Points[i].TsCelsius)))} °C, within {Phrases.Number(100 * NearShare)} %.",
                "The scatter of specimens could exchange them: the interval covers all.", "Repeat the measurements there, with more specimens.");
        }

        var (below, above) = Ends(window, found.Near);
        if (below || above)
        {
            context.Find($"sweep-end:{end.Key}", Severity.Note, $"{window.File}: the change that defines {named} is largest at the {(below ? above ? "first and last" : "first" : "last")} step of the sweep{(found.Near.Count > found.At.Count ? ", or nearly so" : "")}.",
                $"A larger one beyond the sweep is not excluded, so that {named} could lie farther {(below ? above ? "out" : "down" : "up")}.", $"Add a dissolution temperature 5 °C {(below ? "below the lowest" : "above the highest")} one.");
        }

        List<DerivedPoint> points =
        [
            .. found.At.SelectMany(i => new[] { (Point: window.Points[i], Role: role), (Point: window.Points[i + 1], Role: "to here") })
                .Select(x => new DerivedPoint(x.Role, x.Point.Line, x.Point.TsCelsius, "°C", value(x.Point), "%")),
        ];
        context.Add(end, new Outcome(found.Reading, found.At.Count > 1 ? $"the largest change is equal from {temperatures} °C" : null)
        {
            File = window.File, Points = points, Inputs = [new DerivedInput("step", Step, "°C", InputOrigin.Source)],
        });
    }

    private static string Text(int line) => line.ToString(CultureInfo.InvariantCulture);
}

using ImageAnalysis.Findings;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Evaluate.Derived;

/// <summary>
/// Pore sizes from the flow of gas through a wetted and a dry membrane against pressure. Average: d = C·γ/p where the wet flow is half the dry flow (half-dry
/// method). Maximum: d at the bubble point, here where the wet flow reaches a stated share of the dry flow at the same pressure. EP 1 063 256 [0089](5)(6),
/// ASTM F316-86 and E128-61, with ethanol. The patent states neither C nor γ.
/// </summary>
internal static class Porometry
{
    public const string Key = "porometry";
    private const double BackwardShare = 0.1;

    /// <summary>By which share two runs of one instrument may differ.</summary>
    private const double LeastAbove = 0.02;

    /// <summary>What a flow meter leaves of its zero, as a share of the largest flow.</summary>
    private const double LeastFall = 0.001;
    private const int FewReadings = 3, ManyReadings = 20;

    private static readonly CurveColumn Pressure = new("pressure", [Dimension.Pressure], true, "p", "dp", "delta-p", "differential-pressure", "pressure-difference", "transmembrane-pressure");
    private static readonly CurveColumn WetPressure = new("wet-pressure", [Dimension.Pressure], true, "pressure-wet");
    private static readonly CurveColumn DryPressure = new("dry-pressure", [Dimension.Pressure], true, "pressure-dry");
    private static readonly CurveColumn Wet = new("wet", [Dimension.GasFlow], false, "wet-flow", "wet-curve", "flow-wet", "wet-flow-rate", "flow-rate-wet", "wet-run");
    private static readonly CurveColumn Dry = new("dry", [Dimension.GasFlow], false, "dry-flow", "dry-curve", "flow-dry", "dry-flow-rate", "flow-rate-dry", "dry-run");

    private static readonly DerivedDefinition Average = new("avg-pore", "Average pore size, half-dry method", "µm", true,
        "d = C·γ/p at the pressure p where the flow through the wetted membrane is half of that through the dry one", "EP 1 063 256 [0089](5), ASTM F316-86");

    private static readonly DerivedDefinition Maximum = new("max-pore", "Maximum pore size, bubble point method", "µm", true,
        "d = C·γ/p at the bubble point: the pressure where the wet flow reaches the stated share of the dry flow, noise fitted away as the share can only rise", "EP 1 063 256 [0089](6), ASTM F316-86 and E128-61");

    private static readonly DerivedDefinition BubblePoint = new("bubble-point", "Bubble point", "kgf/cm²", true,
        "The pressure of the bubble point, from which the maximum pore size is computed", "EP 1 063 256 [0087] [0089](6)");

    private static readonly DerivedDefinition Ratio = new("pore-ratio", "Maximum over average pore size", "", true,
        "Half-dry pressure over bubble point pressure: C and γ fall out", "EP 1 063 256 [0032]");

    /// <summary>What the curves say of one pressure.</summary>
    /// <param name="Pressure">Pa; a bound where the curves end before it. Null where they say nothing.</param>
    /// <param name="Why">Why there is no value.</param>
    /// <param name="Points">The points that decided.</param>
    internal sealed record Found(Reading? Pressure, string? Why, IReadOnlyList<DerivedPoint> Points);

    public static void Derive(DerivationContext context)
    {
        if (context.Curve(Key) is not { } curve) return;
        if (curve.File is not { } file)
        {
            foreach (var each in new[] { Average, Maximum, BubblePoint }) context.Add(each, Outcome.None($"the curve {curve.Name} was not handed in", curve.Name));
            return;
        }

        var (wet, dry, unit) = Read(file, context);
        context.Plot("porometry:wet", file.Name, "pressure", "Pa", "wet flow", unit, wet);
        context.Plot("porometry:dry", file.Name, "pressure", "Pa", "dry flow", unit, dry);
        var share = context.Options.BubblePointFlowPercent / 100;
        var (half, bubble, several) = Measure(wet, dry, share, unit);
        if (half is { Pressure: null, Points.Count: > 0 })
        {
            context.Find("porometry-runs-exchanged", Severity.Limit, $"{file.Name}: {half.Why}.", "Liquid in the pores takes flow away until the last of them has opened: such curves give no pore size.", "See whether the columns, or the files of the two runs, were exchanged or given twice.");
        }

        if (half.Pressure is not null && bubble is { Pressure: null, Points.Count: > 0 })
        {
            context.Find("porometry-share-falls", Severity.Warning, $"{file.Name}: {bubble.Why}.", "What flows before the first pore opens hides the bubble point: there is none, and no maximum pore size.", "Set the flow meter to zero with the valve closed, see whether the cell is tight, and measure again.");
        }

        if (several)
        {
            context.Find("porometry-several-crossings", Severity.Note, $"{file.Name}: the wet flow crosses half the dry flow more than once.",
                "The share of open pores can only rise with pressure: the rest is noise, is fitted away, and widens the interval.", "Measure more slowly, or average several runs.");
        }

        List<DerivedInput> inputs = [];
        var c = context.Constant("pore-constant", "", context.Options.PoreConstant, inputs);
        var gamma = context.Constant("surface-tension", "mN/m", context.Options.SurfaceTensionMnPerM, inputs);
        var ownTension = inputs[^1].Origin == InputOrigin.Sample;
        if (!ownTension || context.States("surface-tension-temperature")) context.Constant("surface-tension-temperature", "°C", context.Options.SurfaceTensionCelsius, inputs);
        List<DerivedInput> bubbleInputs = [.. inputs, new("bubble-point-flow-share", context.Options.BubblePointFlowPercent, "%", InputOrigin.Option)];
        Reading? factor = c > 0 && gamma > 0 ? Reading.Exact(c * gamma) : null;
        context.Add(Average, Size(half, factor, file.Name, inputs));
        context.Add(Maximum, Size(bubble, factor, file.Name, bubbleInputs));
        context.Add(BubblePoint, bubble.Pressure is { } p
            ? new Outcome(p.Scaled(1 / 98_066.5)) { File = file.Name, Inputs = [bubbleInputs[^1]], Points = bubble.Points }
            : Outcome.None(bubble.Why!, file.Name));
        if (half.Pressure is { } h && bubble.Pressure is { } b) context.Add(Ratio, new Outcome(Over(h, b)) { File = file.Name, Points = [.. half.Points, .. bubble.Points] });
        var at = inputs.Find(i => i.Key == "surface-tension-temperature");
        context.Find("porometry-constants", Severity.Warning,
            $"{file.Name}: pore sizes are d = C·γ/p with C = {Phrases.Number(c)} ({Origin(inputs[0])}; d in µm, γ in mN/m, p in Pa) and γ = {Phrases.Number(gamma)} mN/m ({Origin(inputs[1])}{(at is null ? ", its temperature is not stated" : $", at {Phrases.Number(at.Value)} °C")}).",
            "The patent states neither; ethanol is all that it says. C = 4000 (a straight cylinder) in place of 2860 makes every size 1.4 times larger. The ratio of both sizes does not depend on them.",
            "Check both against the standard and the instrument; state \"pore-constant\" and \"surface-tension\" in the sample.");
    }

    /// <summary>The half-dry pressure and the bubble point, Pa.</summary>
    /// <param name="wet">Flow through the wetted membrane; pressures rise.</param>
    /// <param name="dry">Flow through the dry membrane, on pressures of its own.</param>
    /// <param name="share">Share of the dry flow that marks the bubble point, 0 to 1.</param>
    /// <param name="flowUnit">Unit of both flows.</param>
    public static (Found HalfDry, Found Bubble, bool Several) Measure(Curve wet, Curve dry, double share, string flowUnit)
    {
        var (from, to) = (Math.Max(wet.First, dry.First), Math.Min(wet.Last, dry.Last));
        // Wet points where the dry flow is known and is a flow: below, ratio and size mean nothing.
        List<CurvePoint> known = [.. wet.Points.Where(p => p.X >= from && p.X <= to && p.X > 0 && dry.At(p.X) > 0)];
        if (known.Count < 2)
        {
            var none = new Found(null, "the wet and the dry curve have no two pressures in common range", []);
            return (none, none, false);
        }

        if (known.TrueForAll(p => p.Y == dry.At(p.X)))
        {
            var none = new Found(null, "the flow through the wetted membrane is that through the dry one to the last digit, as if one run were given twice", [new DerivedPoint("the wet flow is the dry flow", known[0].Line, known[0].X, "Pa", known[0].Y, flowUnit)]);
            return (none, none, false);
        }

        // Liquid in pores only takes flow away. What noise explains is left to the fit below.
        var clear = (4 * Math.Sqrt(Square(wet.Noise()) + Square(dry.Noise()))) + (LeastAbove * known.Max(p => dry.At(p.X)));
        var above = known.Count(p => p.Y > (dry.At(p.X) * (1 + LeastAbove)) + clear);
        if (above > Math.Max(1, BackwardShare * known.Count))
        {
            var none = new Found(null, FormattableString.Invariant($"at {above} of {known.Count} pressures more gas flows through the wetted membrane than through the dry one, as if the columns were exchanged"), [.. known.Where(p => p.Y > dry.At(p.X)).Take(1).Select(p => new DerivedPoint("the wet flow is above the dry flow", p.Line, p.X, "Pa", p.Y, flowUnit))]);
            return (none, none, false);
        }

        double Share(CurvePoint p) => p.Y / dry.At(p.X);
        if (NeverRises(known, Share, share) is { } level)
        {
            var none = new Found(null, FormattableString.Invariant($"the wet flow is the same share of the dry flow at all pressures, {100 * level:F0} %, so that no pore is seen to open: one run given twice, or a leak"), [new DerivedPoint("the wet flow is that share of the dry flow already", known[0].Line, known[0].X, "Pa", known[0].Y, flowUnit)]);
            return (none, none, false);
        }

        // The share of the flow whose pores are open can only rise with pressure: what falls is noise, and is fitted away.
        var (wetNoise, dryNoise) = (wet.Noise(), dry.Noise());
        IReadOnlyList<double> pressures = [.. known.Select(p => p.X)], shares = [.. known.Select(Share)], weights = [.. known.Select(p => dry.At(p.X) * dry.At(p.X))];
        RisingFit.Reached Reach(double level) => new RisingFit(pressures, shares, weights, Math.Sqrt((wetNoise * wetNoise) + (level * level * dryNoise * dryNoise))).Reach(level);

        var (half, bubble) = (Reach(0.5), Reach(share));
        var several = half.X is not null && Enumerable.Range(0, known.Count - 1)
            .Count(i => pressures[i] >= (half.Lower ?? 0) && pressures[i] <= (half.Upper ?? to) && shares[i] < 0.5 && shares[i + 1] >= 0.5) > 1;
        var offset = Falls(known, Share, share, dry, Math.Sqrt((wetNoise * wetNoise) + (dryNoise * dryNoise))) is { } fall
            ? new Found(null, FormattableString.Invariant($"the wet flow falls from {100 * fall.From:F0} to {100 * fall.To:F0} % of the dry flow before it rises, far beyond noise, as no opening of pores does: a zero offset of the flow meter, or a leak"), [new DerivedPoint("the share falls from here", known[0].Line, known[0].X, "Pa", known[0].Y, flowUnit)])
            : null;
        return (Of(half, "half the dry flow", half.IsReading ? Crossing(known[half.Before], known[half.Before + 1], dry) : half.X, known, flowUnit),
            offset ?? Of(bubble, "the share of the bubble point", bubble.X, known, flowUnit), several);
    }

    /// <summary>The share at all pressures where it is above that of the bubble point and does not rise from the first readings to the last; null where it does.</summary>
    private static double? NeverRises(List<CurvePoint> known, Func<CurvePoint, double> of, double bubble)
    {
        if (known.Count < 2 * FewReadings) return null;
        var few = Math.Max(FewReadings, known.Count / 20);
        var (first, last) = (Middle(known.Take(few).Select(of)), Middle(known.TakeLast(few).Select(of)));
        return first > bubble && last - first <= LeastAbove ? (first + last) / 2 : null;
    }

    /// <summary>From which share to which the wet flow falls after its first readings, where that is far beyond noise and above the share of the bubble point; null where it is not.</summary>
    private static (double From, double To)? Falls(List<CurvePoint> known, Func<CurvePoint, double> of, double bubble, Curve dry, double noise)
    {
        if (known.Count < ManyReadings) return null;
        var few = Math.Max(FewReadings, known.Count / 20);
        var from = Middle(known.Take(few).Select(of));
        var to = Enumerable.Range(few, known.Count - (2 * few) + 1).Min(i => Middle(known.Skip(i).Take(few).Select(of)));
        var flow = (from - to) * Middle(known.Take(few).Select(p => dry.At(p.X)));
        return from > bubble && flow > (5 * noise) + (LeastFall * known.Max(p => dry.At(p.X))) ? (from, to) : null;
    }

    private static double Middle(IEnumerable<double> values)
    {
        List<double> order = [.. values.Order()];
        return order[order.Count / 2];
    }

    private static Found Of(RisingFit.Reached reached, string level, double? pressure, List<CurvePoint> known, string flowUnit)
    {
        DerivedPoint Point(string role, int i) => new($"{role} {level}", known[i].Line, known[i].X, "Pa", known[i].Y, flowUnit);
        if (pressure is null && (reached.Before < 0 ? reached.Upper : reached.Lower) is null) return new Found(null, $"noise hides where the wet flow reaches {level}", []);
        List<DerivedPoint> points = [];
        if (reached.Before >= 0) points.Add(Point(reached.Before == known.Count - 1 ? "the wet flow is still below" : "below", reached.Before));
        if (reached.Before < known.Count - 1) points.Add(Point(reached.Before < 0 ? "the wet flow is already above" : "above", reached.Before + 1));
        var interval = pressure is null && reached.Before < 0 ? new Interval(0, reached.Upper!.Value)
            : pressure is null ? new Interval(reached.Lower!.Value, double.PositiveInfinity)
            : new Interval(Math.Min(reached.Lower ?? 0, pressure.Value), Math.Max(reached.Upper ?? double.PositiveInfinity, pressure.Value));
        return new Found(new Reading(pressure, interval), null, points);
    }

    /// <summary>Where the straight line between two wet points meets half the dry curve.</summary>
    private static double Crossing(CurvePoint a, CurvePoint b, Curve dry)
    {
        double Over(double x, double y) => y - (dry.At(x) / 2);
        // The dry curve may have points of its own between the two.
        List<double> grid = [a.X, .. dry.Points.Where(p => p.X > a.X && p.X < b.X).Select(p => p.X), b.X];
        for (var i = 0; i + 1 < grid.Count; i++)
        {
            double At(double x) => Over(x, a.Y + ((b.Y - a.Y) * (x - a.X) / (b.X - a.X)));
            var (low, high) = (At(grid[i]), At(grid[i + 1]));
            if (low < 0 && high >= 0) return grid[i] + ((grid[i + 1] - grid[i]) * -low / (high - low));
        }

        return b.X;
    }

    private static double Square(double x) => x * x;

    private static Outcome Size(Found found, Reading? factor, string file, List<DerivedInput> inputs) =>
        factor is null ? Outcome.None("pore-constant and surface-tension are above 0, and one of those stated is not", file, inputs)
        : found.Pressure is { } pressure
            ? new Outcome(SizeAt(pressure, factor.Value)) { File = file, Inputs = inputs, Points = found.Points }
            : Outcome.None(found.Why!, file, inputs) with { Points = found.Points };

    /// <summary>A ratio of pressures, of which one may only be bounded.</summary>
    private static Reading Over(Reading half, Reading bubble)
    {
        if (half.Value is not null && bubble.Value is not null) return Reading.Quotient(half, bubble);
        var (h, b) = (half.Interval!.Value, bubble.Interval!.Value);
        return new Reading(null, new Interval(double.IsPositiveInfinity(b.Upper) ? 0 : h.Lower / b.Upper, b.Lower > 0 ? h.Upper / b.Lower : double.PositiveInfinity));
    }

    /// <summary>C·γ/p: the ends change places, and an open end stays open.</summary>
    private static Reading SizeAt(Reading pressure, Reading factor)
    {
        var (f, interval) = (factor.Value!.Value, pressure.Interval!.Value);
        return new Reading(f / pressure.Value, new Interval(
            double.IsPositiveInfinity(interval.Upper) ? double.NegativeInfinity : f / interval.Upper,
            interval.Lower > 0 ? f / interval.Lower : double.PositiveInfinity));
    }

    private static (Curve Wet, Curve Dry, string FlowUnit) Read(CurveFile file, DerivationContext context)
    {
        var table = CurveTable.Parse(file, "pressure [kPa],wet [L/min],dry [L/min]");
        var apart = table.Has(WetPressure) || table.Has(DryPressure);
        var (wetP, dryP) = apart ? (table.Require(WetPressure), table.Require(DryPressure)) : table.Require(Pressure) is var p ? (p, p) : (null, null);
        var (wet, dry) = (table.Require(Wet), table.Require(Dry));
        table.Throw();
        if ((wet!.Unit.Length == 0) != (dry!.Unit.Length == 0))
            table.Fault($"Line 1: one of \"{wet.Header}\" and \"{dry.Header}\" states a unit and the other does not; only equal units can be compared.");
        table.Throw();
        var unit = wet.Unit;
        var (w, d) = (table.Points(wetP!, "Pa", wet, unit, !apart), table.Points(dryP!, "Pa", dry, unit, !apart));
        table.Throw();
        foreach (var (curve, name) in new[] { (w, wet.Header), (d, dry.Header) })
        {
            if (curve.Count < 3) table.Fault($"The column \"{name}\" has {curve.Count} points; at least 3 are needed.");
        }

        table.Throw();
        return (Rising(w, wet.Header, table, file, context), Rising(d, dry.Header, table, file, context), unit);
    }

    /// <summary>Few readings that step back are an instrument's jitter and are left out; many are another run, or a falling branch.</summary>
    private static Curve Rising(Curve curve, string name, CurveTable table, CurveFile file, DerivationContext context)
    {
        var rising = curve.Rising();
        var back = curve.Count - rising.Count;
        if (back > BackwardShare * curve.Count)
        {
            var kept = rising.Points.Select(p => p.Line).ToHashSet();
            table.Fault(FormattableString.Invariant($"Line {curve.Points.First(p => !kept.Contains(p.Line)).Line}, column \"{name}\": the pressure steps back here and at {back - 1} further rows of {curve.Count}: keep the rising run alone."));
            table.Throw();
        }
        else if (back > 0)
        {
            context.Find("porometry-pressure-steps-back", Severity.Note, FormattableString.Invariant($"{file.Name}, {name}: at {back} of {curve.Count} rows the pressure does not rise above that of the rows before; they are left out."),
                "Pores that have opened stay open: only rising pressure tells their size.", "Nothing, if the instrument's regulation is known to jitter.");
        }

        return rising;
    }

    private static string Origin(DerivedInput input) => input.Origin == InputOrigin.Sample ? "stated by the sample" : "option";
}

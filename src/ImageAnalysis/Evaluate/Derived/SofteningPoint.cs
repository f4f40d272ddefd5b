using ImageAnalysis.Findings;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Evaluate.Derived;

/// <summary>
/// Glass transition temperature and softening starting point from a DSC curve, -100 to 500 °C at 10 °C/min. Tg is the intersection of the base line just before
/// the onset of the endothermic peak at which the differential signal DDSC is 0.05 mW/min/mg or higher with the tangent of the curve at the first inflection
/// point after the onset; the softening starting point is Tg + 25 °C. US 9,793,527 §4.1, Evaluation Methods.
/// The text leaves open how slopes and the base line are taken. Here: DDSC is the slope of the least-squares cubic over ± w (an option) times the heating rate;
/// the onset is where it first stays at 0.05 or above over w; the base line is fitted to the 20 °C below the place where DDSC last is within 2 % (or its noise)
/// of what it is without the peak; the inflection is the first place where DDSC is highest within ± w, five times over its noise. What w/2, 2w, 1 % and 4 %
/// give instead is the interval.
/// </summary>
internal static class SofteningPoint
{
    public const string Key = "dsc";
    private const double Threshold = 0.05, Above = 25, SourceRate = 10, BaseWidth = 20, BaseSearch = 30, LeastBase = 5, FootShare = 0.02, Clearly = 5;
    private const int LeastCubic = 6;

    /// <summary>From where the source measures, and how much later the first slope of such a curve may be known, °C.</summary>
    private const double SourceStart = -100, StartSlack = 10;

    private static readonly DerivedDefinition Transition = new("glass-transition", "Glass transition temperature Tg", "°C", false,
        "Intersection of the base line just before the onset of the endothermic peak (DDSC ≥ 0.05 mW/min/mg) with the tangent at the first inflection point after the onset", "US 9,793,527 §4.1, Evaluation Methods");

    private static readonly DerivedDefinition Softening = new("softening", "Softening starting point", "°C", true, "Tg + 25 °C", "US 9,793,527 §4.1, Evaluation Methods");

    /// <summary>The construction of one glass transition.</summary>
    /// <param name="Tg">The intersection, °C.</param>
    /// <param name="Onset">Index of the onset.</param>
    /// <param name="Foot">Index of the last point of the base line.</param>
    /// <param name="Inflection">Index of the inflection.</param>
    /// <param name="Noise">Standard deviation of DDSC along the base line, mW/min/mg.</param>
    internal sealed record Found(double Tg, int Onset, int Foot, int Inflection, double Noise);

    public static void Derive(DerivationContext context)
    {
        if (context.Curve(Key) is not { } named) return;
        void None(string why, IReadOnlyList<DerivedInput>? inputs = null)
        {
            context.Add(Transition, Outcome.None(why, named.Name, inputs));
            context.Add(Softening, Outcome.None(why, named.Name, inputs));
        }

        if (named.File is not { } file)
        {
            None($"the curve {named.Name} was not handed in");
            return;
        }

        var read = DscCurve.From(file, false, needsDirection: true, context);
        List<DerivedInput> inputs = [];
        var perMass = 1.0;
        if (read.Unit == "mW")
        {
            if (context.Number("dsc-mass", "mg", inputs) is not { Value: > 0 } mass)
            {
                None("the heat flow is not per mass, and \"dsc-mass\" is not given: the differential signal of the source is per mg", inputs);
                return;
            }

            perMass = 1 / mass.Value.Value;
        }

        var rate = Rate(read, context, inputs);
        var curve = read.HeatFlow.Map(p => p.Y * perMass);
        var half = context.Options.DscSlopeHalfWidthCelsius;
        inputs.Add(new DerivedInput("ddsc-threshold", Threshold, "mW/min/mg", InputOrigin.Source));
        inputs.Add(new DerivedInput("slope-half-width", half, "°C", InputOrigin.Option));
        context.Plot(Key, file.Name, "temperature", "°C", "heat flow, endothermic up", "mW/mg", curve);
        if (Construct(curve, rate, half) is not { } found)
        {
            None("no endothermic step whose differential signal stays at 0.05 mW/min/mg or above follows a base line of at least 5 °C", inputs);
            return;
        }

        if (Clearly * found.Noise > Threshold)
        {
            context.Find("dsc-noise", Severity.Warning, $"{file.Name}: the differential signal has a noise of {Phrases.Number(Math.Round(found.Noise, 4))} mW/min/mg along the base line; {Clearly} times that is more than the threshold of 0.05.",
                "A weaker transition before the one that was found is not excluded.", "Average several runs, weigh in more, or widen evaluate.derive.dscSlopeHalfWidthCelsius.");
        }

        var others = new[] { (half / 2, FootShare), (2 * half, FootShare), (half, FootShare / 2), (half, 2 * FootShare) }
            .Select(v => Construct(curve, rate, v.Item1, v.Item2)?.Tg).OfType<double>().Append(found.Tg).ToList();
        var step = (curve.Last - curve.First) / (curve.Count - 1) / 2;
        var tg = new Reading(found.Tg, new Interval(others.Min() - step, others.Max() + step));
        if (curve.First > SourceStart + StartSlack)
        {
            context.Find("dsc-starts-late", Severity.Warning, $"{file.Name}: the curve begins at {Phrases.Number(curve.First)} °C, and the source measures from {Phrases.Number(SourceStart)} °C.",
                "A transition below its beginning is not excluded, and the first one counts: the softening starting point is at most that of the one found.", $"Measure from {Phrases.Number(SourceStart)} °C.");
            tg = new Reading(null, new Interval(double.NegativeInfinity, tg.Interval!.Value.Upper));
        }

        DerivedPoint Point(string role, int i) => new(role, curve[i].Line, curve[i].X, "°C", curve[i].Y, "mW/mg");
        var (_, value) = BaseLine(curve, found.Foot, found.Tg);
        IReadOnlyList<DerivedPoint> points =
        [
            Point("end of the base line", found.Foot), Point("onset", found.Onset), Point("first inflection after the onset", found.Inflection),
            new("base line meets tangent", null, found.Tg, "°C", value, "mW/mg"),
        ];
        context.Add(Transition, new Outcome(tg) { File = file.Name, Inputs = inputs, Points = points });
        context.Add(Softening, new Outcome(new Reading(tg.Value + Above, new Interval(tg.Interval!.Value.Lower + Above, tg.Interval.Value.Upper + Above)))
        {
            File = file.Name, Inputs = [.. inputs, new DerivedInput("above-tg", Above, "°C", InputOrigin.Source)], Points = points,
        });
    }

    /// <summary>The construction with slopes over ± half; null where there is no onset with a base line before it.</summary>
    /// <param name="curve">Heat flow, endothermic up, mW/mg, against rising temperature, °C.</param>
    /// <param name="ratePerMinute">Heating rate, °C/min.</param>
    /// <param name="half">Half width of the stretch of a slope, °C.</param>
    /// <param name="footShare">Share of the steepest DDSC up to which the curve counts as base line.</param>
    public static Found? Construct(Curve curve, double ratePerMinute, double half, double footShare = FootShare)
    {
        var lines = Slopes(curve, half);
        double Ddsc(int i) => lines[i].Slope * ratePerMinute;
        for (var onset = 0; onset < curve.Count; onset++)
        {
            if (!(Ddsc(onset) >= Threshold)) continue;
            var end = onset;
            while (end + 1 < curve.Count && Ddsc(end + 1) >= Threshold) end++;
            if (curve[end].X - curve[onset].X >= half && Transit(curve, lines, onset, half, footShare, Ddsc) is { } found) return found;
            onset = end;
        }

        return null;
    }

    private static Found? Transit(Curve curve, (double Slope, double Value)[] lines, int onset, double half, double footShare, Func<int, double> ddsc)
    {
        var first = onset;
        while (first > 0 && curve[first - 1].X >= curve[onset].X - BaseSearch) first--;
        if (curve[onset].X - curve[first].X < LeastBase || onset - first < 5) return null;
        var before = Enumerable.Range(first, onset - first).Select(ddsc).Where(double.IsFinite).Order().ToList();
        if (before.Count < 5) return null;
        var quiet = before[before.Count / 2];
        var noise = 1.4826 * before.Select(d => Math.Abs(d - quiet)).Order().ElementAt(before.Count / 2);
        var inflection = onset;
        while (inflection < curve.Count - 1 && !IsHighest(curve, inflection, half, ddsc)) inflection++;
        if (inflection == curve.Count - 1 || ddsc(inflection) - quiet < Clearly * noise) return null;
        var foot = onset - 1;
        while (foot > first && ddsc(foot) - quiet > Math.Max(footShare * (ddsc(inflection) - quiet), noise)) foot--;
        if (foot - first < 5 || curve[foot].X - curve[first].X < LeastBase) return null;
        var tangent = lines[inflection];
        var at = curve[inflection].X;
        var (slope, value) = BaseLine(curve, foot, at);
        if (!(tangent.Slope > slope) || tangent.Value < value) return null;
        return new Found(at - ((tangent.Value - value) / (tangent.Slope - slope)), onset, foot, inflection, noise);
    }

    private static bool IsHighest(Curve curve, int i, double half, Func<int, double> ddsc)
    {
        for (var j = i - 1; j >= 0 && curve[j].X >= curve[i].X - half; j--)
        {
            if (ddsc(j) > ddsc(i)) return false;
        }

        for (var j = i + 1; j < curve.Count && curve[j].X <= curve[i].X + half; j++)
        {
            if (ddsc(j) > ddsc(i)) return false;
        }

        return true;
    }

    /// <summary>Slope and value at x of the line through the 20 °C that end at a point.</summary>
    private static (double Slope, double Value) BaseLine(Curve curve, int foot, double x)
    {
        var from = foot;
        while (from > 0 && curve[from - 1].X >= curve[foot].X - BaseWidth) from--;
        return curve.Line(from, foot, x);
    }

    /// <summary>Slope and value of the least-squares cubic over ± half at every point, of the line where it holds fewer than seven points; NaN where fewer than three, or where the curve ends within it.</summary>
    private static (double Slope, double Value)[] Slopes(Curve curve, double half)
    {
        var lines = new (double, double)[curve.Count];
        var (from, to) = (0, 0);
        for (var i = 0; i < curve.Count; i++)
        {
            while (curve[from].X < curve[i].X - half) from++;
            while (to + 1 < curve.Count && curve[to + 1].X <= curve[i].X + half) to++;
            var whole = curve[i].X - half >= curve.First && curve[i].X + half <= curve.Last;
            lines[i] = !whole || to - from < 2 ? (double.NaN, double.NaN) : to - from < LeastCubic ? curve.Line(from, to, curve[i].X) : Cubic(curve, from, to, curve[i].X);
        }

        return lines;
    }

    /// <summary>Slope and value at x of the cubic with the least squares: a line would flatten a step that is not much wider than the stretch.</summary>
    private static (double Slope, double Value) Cubic(Curve curve, int from, int to, double x)
    {
        // Powers of the distance in units of the stretch keep the equations well conditioned.
        var unit = Math.Max(x - curve[from].X, curve[to].X - x);
        Span<double> moments = stackalloc double[7];
        Span<double> right = stackalloc double[4];
        moments.Clear();
        right.Clear();
        for (var i = from; i <= to; i++)
        {
            var (t, power) = ((curve[i].X - x) / unit, 1.0);
            for (var k = 0; k < 7; k++, power *= t)
            {
                moments[k] += power;
                if (k < 4) right[k] += power * curve[i].Y;
            }
        }

        var (m0, m1, m2, m3, m4, m5, m6) = (moments[0], moments[1], moments[2], moments[3], moments[4], moments[5], moments[6]);
        double[][] rows = [[m0, m1, m2, m3, right[0]], [m1, m2, m3, m4, right[1]], [m2, m3, m4, m5, right[2]], [m3, m4, m5, m6, right[3]]];
        for (var k = 0; k < 4; k++)
        {
            for (var r = 0; r < 4; r++)
            {
                if (r == k) continue;
                var factor = rows[r][k] / rows[k][k];
                for (var c = k; c < 5; c++) rows[r][c] -= factor * rows[k][c];
            }
        }

        return (rows[1][4] / rows[1][1] / unit, rows[0][4] / rows[0][0]);
    }

    private static double Rate(DscCurve.Read read, DerivationContext context, List<DerivedInput> inputs)
    {
        if (read.RatePerMinute is { } measured)
        {
            inputs.Add(new DerivedInput("dsc-heating-rate", measured, "°C/min", InputOrigin.Curve));
            return measured;
        }

        if (context.Number("dsc-heating-rate", "°C/min", inputs)?.Value is { } stated) return stated;
        inputs.Add(new DerivedInput("dsc-heating-rate", SourceRate, "°C/min", InputOrigin.Source));
        context.Find("dsc-rate-assumed", Severity.Note, $"{read.HeatFlow.Count} points of the DSC curve have no times, and no \"dsc-heating-rate\" is given: 10 °C/min is taken.",
            "It is the rate of the source's method; the differential signal is proportional to it.", "State \"dsc-heating-rate\", or give a column \"time [min]\".");
        return SourceRate;
    }
}

using ImageAnalysis.Findings;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Evaluate.Derived;

/// <summary>
/// Decomposition temperature from a TG curve (from 30 °C at 10 °C/min in nitrogen): where the weight reduction reaches a stated share of the weight at the
/// start, which is the median over its first 10 °C. US 9,793,527 Evaluation Methods; the share is lost in the scan, so the sample states it ("tg-weight-loss") and there is no default.
/// </summary>
internal static class Decomposition
{
    public const string Key = "tg";
    private const double StartWidth = 10;
    private const int ManyReadings = 20;

    /// <summary>From where the source measures, and how far above it nothing but moisture leaves, °C.</summary>
    private const double SourceStart = 30, StartSlack = 20;

    /// <summary>By which share of the weight at the start buoyancy and drift may raise it, or carry it below zero; less where the share that is asked for is small.</summary>
    private const double Drift = 0.02, DriftOfShare = 0.5;

    private static readonly CurveColumn Temperature = new("temperature", [Dimension.Temperature], true, "t", "sample-temperature", "temp");
    private static readonly CurveColumn Mass = new("mass", [Dimension.Mass, Dimension.MassFraction], true, "weight", "tg", "sample-mass", "sample-weight");

    private static readonly CurveColumn Loss = new("weight-loss", [Dimension.MassFraction], true, "mass-loss", "weight-reduction");

    private static readonly DerivedDefinition Definition = new("decomposition", "Decomposition point", "°C", true,
        "Temperature at which the weight reduction reaches the stated share of the weight at the start", "US 9,793,527 Evaluation Methods; the share is lost in the scan");

    public static void Derive(DerivationContext context)
    {
        if (context.Curve(Key) is not { } named) return;
        if (named.File is not { } file)
        {
            context.Add(Definition, Outcome.None($"the curve {named.Name} was not handed in", named.Name));
            return;
        }

        var (curve, unit) = Read(file, context);
        context.Plot(Key, file.Name, "temperature", "°C", "mass", unit, curve);
        List<DerivedInput> inputs = [];
        if (context.Number("tg-weight-loss", "wt%", inputs) is not { Value: > 0 and < 100 } share)
        {
            const string Why = "no \"tg-weight-loss\" between 0 and 100 wt% is given, and the share that the document means is lost in its scan";
            context.Add(Definition, Outcome.None(Why, file.Name));
            context.Find("tg-share-missing", Severity.Limit, $"{file.Name}: {Why}.", "Without the share a TG curve has no decomposition temperature.", "State \"tg-weight-loss\": {\"value\": …, \"unit\": \"wt%\"} in the sample.");
            return;
        }

        var start = Start(curve);
        if (!(start > 0))
        {
            context.Add(Definition, Outcome.None("the weight at the start is not above zero", file.Name, inputs));
            return;
        }

        if (Impossible(curve, start, share.Value.Value / 100) is { } why)
        {
            context.Add(Definition, Outcome.None(why, file.Name, inputs));
            context.Find("tg-weight-impossible", Severity.Limit, $"{file.Name}: {why}.", "A sample that decomposes in nitrogen loses weight, and no more than it has: such a curve gives no decomposition point.",
                "See what the column holds: a weight loss is above zero where weight is lost, a mass is what remains; weigh the empty pan and take its buoyancy away.");
            return;
        }

        var (temperature, points) = Reach(curve, start, share.Value.Value / 100, unit);
        if (curve.First > SourceStart + StartSlack)
        {
            context.Find("tg-starts-late", Severity.Warning, $"{file.Name}: the curve begins at {Phrases.Number(curve.First)} °C, and the source measures from {Phrases.Number(SourceStart)} °C.",
                "What was lost before is not known: the decomposition point is at most where the curve reaches the share.", $"Measure from {Phrases.Number(SourceStart)} °C.");
            temperature = new Reading(null, new Interval(double.NegativeInfinity, temperature.Interval!.Value.Upper));
        }

        context.Add(Definition, new Outcome(temperature) { File = file.Name, Inputs = inputs, Points = [new DerivedPoint("weight at the start", null, curve.First, "°C", start, unit), .. points] });
    }

    /// <summary>Where the loss reaches a share of the weight at the start, noise fitted away as a loss can only grow; a bound where it is never reached.</summary>
    public static (Reading Temperature, IReadOnlyList<DerivedPoint> Points) Reach(Curve curve, double start, double share, string unit)
    {
        DerivedPoint Point(string role, CurvePoint p) => new(role, p.Line, p.X, "°C", p.Y, unit);
        var reached = new RisingFit([.. curve.Points.Select(p => p.X)], [.. curve.Points.Select(p => 1 - (p.Y / start))], [.. curve.Points.Select(_ => 1.0)], curve.Noise() / start).Reach(share);
        if (reached.Before < 0) return (new Reading(null, new Interval(double.NegativeInfinity, reached.Upper ?? curve.Last)), [Point("the share is lost already", curve[0])]);
        if (reached.X is not { } at)
            return (new Reading(null, new Interval(reached.Lower ?? double.NegativeInfinity, double.PositiveInfinity)), [Point("the share is not lost yet", curve[curve.Count - 1])]);
        return (new Reading(at, new Interval(Math.Min(reached.Lower ?? curve.First, at), Math.Max(reached.Upper ?? double.PositiveInfinity, at))),
            [Point("above the weight that remains", curve[reached.Before]), Point("at or below the weight that remains", curve[reached.Before + 1])]);
    }

    /// <summary>Why no weight behaves so, as a clause; null where it can. One of many readings may be off.</summary>
    private static string? Impossible(Curve curve, double start, double share)
    {
        var clear = (4 * curve.Noise()) + (Math.Min(Drift, DriftOfShare * share) * start);
        List<double> order = [.. curve.Points.Select(p => p.Y).Order()];
        var off = order.Count >= ManyReadings ? 1 : 0;
        var (least, most) = (order[off], order[^(1 + off)]);
        return most > start + clear ? FormattableString.Invariant($"the weight rises to {100 * most / start:F0} % of that at the start")
            : least < -clear ? FormattableString.Invariant($"the weight falls to {100 * least / start:F0} % of that at the start")
            : null;
    }

    /// <summary>Median over the first 10 °C, in which nothing decomposes and one reading may be off.</summary>
    private static double Start(Curve curve)
    {
        List<double> first = [.. curve.Points.TakeWhile(p => p.X <= curve.First + StartWidth).Select(p => p.Y).Order()];
        return (first[(first.Count - 1) / 2] + first[first.Count / 2]) / 2;
    }

    private static (Curve Curve, string Unit) Read(CurveFile file, DerivationContext context)
    {
        var table = CurveTable.Parse(file, "temperature [°C],mass [mg]");
        var isLoss = table.Has(Loss);
        var (temperature, mass) = (table.Require(Temperature), table.Require(isLoss ? Loss : Mass));
        table.Throw();
        var unit = mass!.Dimension == Dimension.Mass ? "mg" : "wt%";
        var curve = table.Points(temperature!, "°C", mass, unit, false);
        if (curve.Count < 2) table.Fault(FormattableString.Invariant($"It has {curve.Count} points; at least 2 are needed."));
        table.Throw();
        if (isLoss) curve = curve.Map(p => 100 - p.Y);
        return (DscCurve.Ordered(curve, file, table, temperature!.Header, context), unit);
    }
}

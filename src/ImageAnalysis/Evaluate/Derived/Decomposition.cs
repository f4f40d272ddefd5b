using ImageAnalysis.Findings;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Evaluate.Derived;

/// <summary>
/// Decomposition temperature from a TG curve (from 30 °C at 10 °C/min in nitrogen): where the weight reduction reaches a stated share of the weight at the
/// start. US 9,793,527 Evaluation Methods; the share is lost in the scan, so the sample states it ("tg-weight-loss") and there is no default.
/// </summary>
internal static class Decomposition
{
    public const string Key = "tg";

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

        var start = curve[0];
        if (!(start.Y > 0))
        {
            context.Add(Definition, Outcome.None("the weight at the start is not above zero", file.Name, inputs));
            return;
        }

        var (temperature, points) = Reach(curve, share.Value.Value / 100, unit);
        context.Add(Definition, new Outcome(temperature) { File = file.Name, Inputs = inputs, Points = [new DerivedPoint("weight at the start", start.Line, start.X, "°C", start.Y, unit), .. points] });
    }

    /// <summary>Where the loss first reaches a share of the first weight; where noise takes it back and forth, the interval holds all crossings. A bound where it is never reached.</summary>
    public static (Reading Temperature, IReadOnlyList<DerivedPoint> Points) Reach(Curve curve, double share, string unit)
    {
        var target = curve[0].Y * (1 - share);
        DerivedPoint Point(string role, CurvePoint p) => new(role, p.Line, p.X, "°C", p.Y, unit);
        var crossings = Enumerable.Range(0, curve.Count - 1).Where(i => curve[i].Y > target && curve[i + 1].Y <= target).ToList();
        if (crossings.Count == 0)
            return (new Reading(null, new Interval(curve.Last, double.PositiveInfinity)), [Point("the share is not lost yet", curve[curve.Count - 1])]);
        var (a, b, last) = (curve[crossings[0]], curve[crossings[0] + 1], curve[crossings[^1] + 1]);
        var at = a.X + ((b.X - a.X) * (a.Y - target) / (a.Y - b.Y));
        return (new Reading(at, new Interval(a.X, last.X)), [Point("above the weight that remains", a), Point("at or below the weight that remains", b)]);
    }

    private static (Curve Curve, string Unit) Read(CurveFile file, DerivationContext context)
    {
        var table = CurveTable.Parse(file);
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

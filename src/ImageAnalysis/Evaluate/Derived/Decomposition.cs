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

        var (temperature, points) = Reach(curve, start, share.Value.Value / 100, unit);
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

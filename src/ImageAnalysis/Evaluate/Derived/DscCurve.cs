using ImageAnalysis.Findings;

namespace ImageAnalysis.Evaluate.Derived;

/// <summary>
/// A DSC curve as a table: temperature, and heat flow whose name says which way is endothermic ("heat-flow-endo-up" or "heat-flow-exo-up"), as the habit of
/// makers differs and a peak is not to be taken for a dip. Where one peak is asked for and only one direction has it, a name without direction will do.
/// Optionally time.
/// </summary>
internal static class DscCurve
{
    private const double BackwardShare = 0.1;

    private static readonly CurveColumn Temperature = new("temperature", [Dimension.Temperature], true, "t", "sample-temperature", "temp");
    private static readonly CurveColumn Time = new("time", [Dimension.Time], true);
    private static readonly CurveColumn EndoUp = Directed("heat-flow-endo-up", "endo-up", "exo-down");
    private static readonly CurveColumn ExoUp = Directed("heat-flow-exo-up", "exo-up", "endo-down");
    private static readonly CurveColumn Undirected = new("heat-flow", [Dimension.SpecificHeatFlow, Dimension.HeatFlow], true, "heatflow", "dsc");

    /// <summary>A curve, endothermic up where its direction is stated.</summary>
    /// <param name="HeatFlow">Against temperature, °C, rising.</param>
    /// <param name="Unit">"mW/mg" for a heat flow per mass, else "mW".</param>
    /// <param name="RatePerMinute">From the column of times, °C/min; absent without one.</param>
    /// <param name="Directed">Whether the name of the column states the direction.</param>
    internal sealed record Read(Curve HeatFlow, string Unit, double? RatePerMinute, bool Directed);

    /// <summary>Reads a run of rising, or of falling, temperature.</summary>
    /// <param name="file">The file.</param>
    /// <param name="cooling">Whether the temperature falls along it.</param>
    /// <param name="needsDirection">Whether a heat flow without direction is refused.</param>
    /// <param name="context">Takes findings.</param>
    /// <exception cref="CurveInvalidException">Columns are missing, cells are no numbers, or the temperature runs the other way.</exception>
    public static Read From(CurveFile file, bool cooling, bool needsDirection, DerivationContext context)
    {
        var table = CurveTable.Parse(file, "temperature [°C],heat-flow-endo-up [mW]");
        var up = table.Has(EndoUp);
        var directed = up || table.Has(ExoUp);
        if (!directed && (needsDirection || !table.Has(Undirected)))
            table.Fault("There is no column \"heat-flow-endo-up\" or \"heat-flow-exo-up\": the name of the heat flow says which way is endothermic, such as \"heat-flow-endo-up [mW/mg]\".");
        var (temperature, flow) = (table.Require(Temperature), directed ? table.Require(up ? EndoUp : ExoUp) : needsDirection ? null : table.Optional(Undirected));
        var time = table.Optional(Time);
        table.Throw();
        var unit = flow!.Dimension == Dimension.SpecificHeatFlow ? "mW/mg" : "mW";
        var curve = table.Points(temperature!, "°C", flow, unit, false);
        if (curve.Count < 5) table.Fault(FormattableString.Invariant($"It has {curve.Count} points; at least 5 are needed."));
        table.Throw();
        var rate = time is null ? (double?)null : RatePerMinute(curve, table.Values(time, "min"));
        table.Throw();
        if (directed && !up) curve = curve.Map(p => -p.Y);
        if (curve.First > curve.Last != cooling)
            table.Fault($"The temperature {(cooling ? "rises" : "falls")} from the first row to the last; this curve is of {(cooling ? "cooling" : "heating")}.");
        table.Throw();
        return new Read(Ordered(cooling ? curve.Reversed() : curve, file, table, temperature!.Header, context), unit, rate is { } r ? Math.Abs(r) : null, directed);
    }

    /// <summary>Rows at which a controlled temperature stands or steps back a little are left out; many are another segment of the program.</summary>
    public static Curve Ordered(Curve curve, CurveFile file, CurveTable table, string name, DerivationContext context)
    {
        var rising = curve.Rising();
        var back = curve.Count - rising.Count;
        if (back > BackwardShare * curve.Count)
        {
            var kept = rising.Points.Select(p => p.Line).ToHashSet();
            table.Fault(FormattableString.Invariant($"Line {curve.Points.First(p => !kept.Contains(p.Line)).Line}, column \"{name}\": the temperature turns or stands still here and at {back - 1} further rows of {curve.Count}: keep one run alone."));
            table.Throw();
        }
        else if (back > 0)
        {
            context.Find("temperature-steps-back", Severity.Note, FormattableString.Invariant($"{file.Name}: at {back} of {curve.Count} rows the temperature stands still or steps back; they are left out."),
                "A curve against temperature has one value for each.", "Nothing, if the control is known to jitter.");
        }

        return rising;
    }

    private static double RatePerMinute(Curve curve, IReadOnlyList<(int Line, double Value)> minutes)
    {
        var run = new Curve([.. curve.Points.Zip(minutes).Select(x => new CurvePoint(x.First.Line, x.Second.Value, x.First.X))]);
        return run.Line(0, run.Count - 1, 0).Slope;
    }

    private static CurveColumn Directed(string name, params string[] directions) =>
        new(name, [Dimension.SpecificHeatFlow, Dimension.HeatFlow], true, [.. from of in new[] { "heat-flow", "heatflow", "dsc" } from way in directions select $"{of}-{way}"]);
}

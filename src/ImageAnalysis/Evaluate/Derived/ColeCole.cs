using ImageAnalysis.Findings;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Evaluate.Derived;

/// <summary>
/// Ionic conductivity from "a real-number impedance intercept in a Cole-Cole plot", EP 1 063 256 [0089](13): σ = thickness / (R · area), with R where the
/// plot meets the real axis at its high-frequency end. It is interpolated where the imaginary part changes its sign, else extrapolated by the straight line
/// through the three points of highest frequency. Which intercept, and the formula, are our reading.
/// </summary>
internal static class ColeCole
{
    public const string Key = "cole-cole";
    private const int Extrapolated = 3, Neighbours = 6;

    private static readonly CurveColumn Real = new("z-real", [Dimension.Resistance], true, "real", "re-z", "z-re", "zreal", "zre", "re", "z-prime", "real-impedance", "real-part");
    private static readonly CurveColumn Imaginary = new("z-imaginary", [Dimension.Resistance], true, "imaginary", "im-z", "z-im", "zimag", "z-imag", "minus-z-imaginary", "minus-im-z", "zim", "im", "z-double-prime", "imaginary-impedance", "imaginary-part");
    private static readonly CurveColumn Frequency = new("frequency", [Dimension.Frequency], true, "freq", "f");

    private static readonly DerivedDefinition Conductivity = new("conductivity", "Ionic conductivity", "mS/cm", true,
        "Thickness / (R x area), R the real-axis intercept of the Cole-Cole plot at its high-frequency end", "EP 1 063 256 [0089](13); the formula is our reading");

    private static readonly DerivedDefinition Resistance = new("real-axis-intercept", "Real-axis intercept of the Cole-Cole plot", "Ω", false,
        "The real part where the imaginary part is zero, at the high-frequency end", "EP 1 063 256 [0089](13)");

    /// <summary>The intercept of points in order of falling frequency; x real, y imaginary part.</summary>
    /// <param name="Resistance">R, with what is left open.</param>
    /// <param name="Points">The points that decided.</param>
    /// <param name="Further">Further intercepts, at lower frequencies.</param>
    /// <param name="Interpolated">Whether the plot crosses the axis.</param>
    internal sealed record Found(Reading Resistance, IReadOnlyList<DerivedPoint> Points, IReadOnlyList<double> Further, bool Interpolated);

    public static void Derive(DerivationContext context)
    {
        if (context.Curve(Key) is not { } curve) return;
        if (curve.File is not { } file)
        {
            context.Add(Conductivity, Outcome.None($"the curve {curve.Name} was not handed in", curve.Name));
            return;
        }

        var points = Read(file, context);
        context.Plot(Key, file.Name, "real part", "Ω", "imaginary part", "Ω", points);
        List<DerivedInput> inputs = [];
        if (Intercept(points) is not { Resistance: { Value: > 0 } or { IsBound: true } } found)
        {
            const string Why = "the plot neither crosses the real axis nor points to a resistance above zero at its high-frequency end";
            context.Add(Resistance, Outcome.None(Why, file.Name));
            context.Add(Conductivity, Outcome.None(Why, file.Name));
            return;
        }

        // A resistance is above zero, wherever its interval ends.
        if (found.Resistance.Interval is { Lower: < 0 } wide) found = found with { Resistance = found.Resistance with { Interval = new Interval(0, wide.Upper) } };
        if (found.Resistance.IsBound)
        {
            context.Find("cole-cole-inside-arc", Severity.Warning, $"{file.Name}: at its highest frequency the plot is already on its way down to the real axis, at {Phrases.Number(points[0].X)} Ω: it begins inside an arc.",
                "The real-axis intercept at the high-frequency end lies on the other side of that arc: R is at most the first real part.", "Measure at higher frequencies.");
        }
        else if (!found.Interpolated)
        {
            context.Find("cole-cole-extrapolated", Severity.Warning, $"{file.Name}: the plot does not cross the real axis; R = {Phrases.Number(found.Resistance.Value!.Value)} Ω is extrapolated from the three points of highest frequency.",
                "The interval is as wide as the extrapolation is long.", "Measure at higher frequencies.");
        }

        if (found.Further.Count > 0)
        {
            context.Find("cole-cole-several-intercepts", Severity.Warning, $"{file.Name}: the plot crosses the real axis again at {string.Join(", ", found.Further.Select(Phrases.Number))} Ω.",
                "The patent says \"a real-number impedance intercept\" and not which; the one of highest frequency is taken.", "Check which one is the electrolyte's own resistance.");
        }

        context.Add(Resistance, new Outcome(found.Resistance) { File = file.Name, Points = found.Points });
        var (thickness, area) = (context.Number("cell-thickness", "cm", inputs), context.Number("cell-area", "cm²", inputs));
        List<string> missing = [.. new[] { ("cell-thickness", thickness), ("cell-area", area) }.Where(x => !(x.Item2?.Value > 0)).Select(x => $"\"{x.Item1}\"")];
        context.Add(Conductivity, missing.Count > 0
            ? Outcome.None($"{string.Join(" and ", missing)} of the cell {(missing.Count == 1 ? "is" : "are")} not given", file.Name, inputs)
            : new Outcome(Reading.Quotient(Reading.Quotient(thickness!.Value.Scaled(1000), found.Resistance), area!.Value)) { File = file.Name, Inputs = inputs, Points = found.Points });
    }

    /// <summary>The real-axis intercept at the high-frequency end; null where there is none.</summary>
    public static Found? Intercept(Curve points)
    {
        DerivedPoint Point(string role, CurvePoint p) => new(role, p.Line, p.X, "Ω", p.Y, "Ω");
        List<(double At, int Index)> crossings = [];
        for (var i = 0; i < points.Count; i++)
        {
            if (points[i].Y == 0)
                crossings.Add((points[i].X, i));
            else if (i + 1 < points.Count && points[i].Y * points[i + 1].Y < 0)
                crossings.Add((points[i].X + ((points[i + 1].X - points[i].X) * points[i].Y / (points[i].Y - points[i + 1].Y)), i));
        }

        if (crossings is [var (at, index), ..])
        {
            var (a, b) = (points[index], points[points[index].Y == 0 ? index : index + 1]);
            var scatter = 2 * Scatter(points, index - 2);
            return new Found(new Reading(at, new Interval(Math.Min(a.X, b.X) - scatter, Math.Max(a.X, b.X) + scatter)),
                a.Line == b.Line ? [Point("on the real axis", a)] : [Point("before the real axis", a), Point("behind the real axis", b)], [.. crossings.Skip(1).Select(c => c.At)], true);
        }

        if (points.Count < Extrapolated) return null;
        List<CurvePoint> end = [.. points.Points.Take(Extrapolated)];
        var swapped = new Curve([.. end.Select(p => new CurvePoint(p.Line, p.Y, p.X))]);
        if (end.Max(p => p.Y) == end.Min(p => p.Y)) return null;
        var three = swapped.Line(0, Extrapolated - 1, 0).Value;
        var two = end[0].Y == end[1].Y ? three : swapped.Line(0, 1, 0).Value;
        // Towards the axis as the frequency falls, and to a larger real part: the first intercept is on the other side of an arc.
        double Off(int i) => Math.Abs(end[i].Y);
        if (Off(0) > Off(1) && Off(1) > Off(2) && three > end[0].X)
        {
            var most = end[0].X + (2 * Scatter(points, 0));
            return most > 0 ? new Found(new Reading(null, new Interval(0, most)), [Point("of the highest frequency", end[0])], [], false) : null;
        }

        var open = Math.Max(Math.Abs(end[0].X - three), Math.Abs(two - three)) + (2 * Scatter(points, 0));
        return new Found(new Reading(three, Interval.Around(three, open)), [.. end.Select(p => Point("of the extrapolated line", p))], [], false);
    }

    /// <summary>How far real parts lie, as a standard deviation, from the straight line through six neighbouring points: noise, and what the plot bends.</summary>
    private static double Scatter(Curve points, int from)
    {
        var first = Math.Clamp(from, 0, Math.Max(0, points.Count - Neighbours));
        var last = Math.Min(first + Neighbours, points.Count) - 1;
        if (last - first < 3) return 0;
        var swapped = new Curve([.. points.Points.Select(p => new CurvePoint(p.Line, p.Y, p.X))]);
        var squares = Enumerable.Range(first, last - first + 1).Sum(i => Math.Pow(points[i].X - swapped.Line(first, last, points[i].Y).Value, 2));
        return Math.Sqrt(squares / (last - first - 1));
    }

    /// <summary>Points in order of falling frequency. Without a column of frequencies the end with the smaller impedance is the high-frequency one.</summary>
    private static Curve Read(CurveFile file, DerivationContext context)
    {
        var table = CurveTable.Parse(file, "frequency [Hz],z-real [Ω],z-imaginary [Ω]");
        var (real, imaginary, frequency) = (table.Require(Real), table.Require(Imaginary), table.Optional(Frequency));
        table.Throw();
        var points = table.Points(real!, "Ω", imaginary!, "Ω", false);
        if (points.Count < Extrapolated) table.Fault(FormattableString.Invariant($"It has {points.Count} points; at least {Extrapolated} are needed."));
        var hertz = frequency is null ? null : table.Values(frequency, "Hz");
        table.Throw();
        if (hertz is not null) return new Curve([.. points.Points.Zip(hertz).OrderByDescending(x => x.Second.Value).Select(x => x.First)]);
        static double Magnitude(CurvePoint p) => Math.Sqrt((p.X * p.X) + (p.Y * p.Y));
        var turned = Magnitude(points[0]) > Magnitude(points[points.Count - 1]);
        context.Find("cole-cole-order-assumed", Severity.Note, $"{file.Name}: without frequencies, the {(turned ? "last" : "first")} row is taken as that of the highest frequency.",
            "There the impedance is smaller; the intercept is taken at that end.", "Give a column \"frequency [Hz]\".");
        return turned ? points.Reversed() : points;
    }
}

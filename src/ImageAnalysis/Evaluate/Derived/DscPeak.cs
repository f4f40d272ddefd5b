using ImageAnalysis.Findings;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Evaluate.Derived;

/// <summary>
/// Peak temperatures of DSC curves: the melting point Tm is the melting peak on heating (5 °C/min), the crystallization temperature Tc the crystallization peak
/// on cooling (2 °C/min, after 20 min at Ts). EP 1 063 256 [0089](11)(12); of the neat polymer and of its 30 : 70 mixture, [0078]. The peak is the one that
/// stands out most from its valleys, its top the vertex of the parabola through the highest point and its neighbours, or through all that noise leaves as high.
/// The interval is half a step, and two standard deviations of that vertex.
/// </summary>
internal static class DscPeak
{
    private const double NoiseFactor = 5, Spread = 4, OtherPeakShare = 0.1, Clearly = 3;

    private static readonly (string Curve, bool Cooling, DerivedDefinition Definition)[] Curves =
    [
        ("dsc-heating", false, new("tm", "Melting point of the polymer with the solvent", "°C", true, "Temperature of the melting peak on heating", "EP 1 063 256 [0089](11)")),
        ("dsc-cooling", true, new("tc", "Crystallization temperature of the solution", "°C", true, "Temperature of the crystallization peak on cooling", "EP 1 063 256 [0089](12)")),
        ("dsc-neat", false, new("tm100", "Melting point of the neat polymer", "°C", true, "Temperature of the melting peak on heating", "EP 1 063 256 [0078]")),
        ("dsc-mixture", false, new("tm30", "Melting point of polymer and cooling medium 30 : 70", "°C", true, "Temperature of the melting peak on heating", "EP 1 063 256 [0078]")),
    ];

    /// <summary>A peak: its temperature, the index of its highest point, and others that stand out at least a tenth as much.</summary>
    internal sealed record Found(Reading Temperature, int Top, IReadOnlyList<int> Others);

    public static void Derive(DerivationContext context)
    {
        foreach (var (key, cooling, definition) in Curves)
        {
            if (context.Curve(key) is not { } named) continue;
            if (named.File is not { } file)
            {
                context.Add(definition, Outcome.None($"the curve {named.Name} was not handed in", named.Name));
                continue;
            }

            var read = DscCurve.From(file, cooling, needsDirection: false, context);
            var curve = cooling ? read.HeatFlow.Map(p => -p.Y) : read.HeatFlow;
            var direction = cooling ? "exothermic up" : "endothermic up";
            if (!read.Directed && !Direct(ref curve, file.Name, cooling, context))
            {
                context.Add(definition, Outcome.None("the name of the heat flow does not say which way is endothermic, and peaks stand out both ways; name it \"heat-flow-endo-up\" or \"heat-flow-exo-up\"", file.Name));
                continue;
            }

            context.Plot(key, file.Name, "temperature", "°C", $"heat flow, {direction}", read.Unit, curve);
            if (Highest(curve) is not { } peak)
            {
                context.Add(definition, Outcome.None($"no {(cooling ? "exothermic" : "endothermic")} peak stands out of the noise within the curve", file.Name));
                continue;
            }

            if (peak.Others.Count > 0)
            {
                context.Find($"dsc-several-peaks:{definition.Key}", Severity.Warning, $"{file.Name}: further peaks stand at {string.Join(", ", peak.Others.Select(i => Phrases.Number(curve[i].X)))} °C.",
                    "The one that stands out most is taken; the source speaks of one peak.", "Check that it is the one meant.");
            }

            var top = curve[peak.Top];
            context.Add(definition, new Outcome(peak.Temperature) { File = file.Name, Points = [new DerivedPoint($"highest point of the peak, {direction}", top.Line, top.X, "°C", top.Y, read.Unit)] });
        }
    }

    /// <summary>Turns a curve without stated direction so that its peak points up; false where neither way stands out clearly more than the other.</summary>
    private static bool Direct(ref Curve curve, string file, bool cooling, DerivationContext context)
    {
        var turned = curve.Map(p => -p.Y);
        var (up, down) = (Height(curve), Height(turned));
        if (Math.Max(up, down) < Clearly * Math.Min(up, down)) return false;
        if (down > up) curve = turned;
        context.Find("dsc-direction-assumed", Severity.Warning, $"{file}: the name of the heat flow does not say which way is endothermic; the one clear peak, which points {(up > down ? "up" : "down")}, is taken as {(cooling ? "crystallization" : "melting")}.",
            "The habit of makers differs, and a peak of the other kind would be taken for it.", "Name the column \"heat-flow-endo-up\" or \"heat-flow-exo-up\".");
        return true;
    }

    private static double Height(Curve curve)
    {
        if (Highest(curve) is not { } peak) return 0;
        return StandsOut(curve, peak.Top);
    }

    /// <summary>The peak that stands out most; null where none stands out of the noise or the highest point is an end of the curve.</summary>
    public static Found? Highest(Curve curve)
    {
        var n = curve.Count;
        var (left, right) = (new double[n], new double[n]);
        left[0] = curve[0].Y;
        for (var i = 1; i < n; i++) left[i] = Math.Min(left[i - 1], curve[i].Y);
        right[n - 1] = curve[n - 1].Y;
        for (var i = n - 2; i >= 0; i--) right[i] = Math.Min(right[i + 1], curve[i].Y);

        // What a point rises above the higher of the lowest points on both sides: no less than it stands out, and for the peak that stands out most the same.
        double Rise(int i) => curve[i].Y - Math.Max(left[i], right[i]);
        var top = Enumerable.Range(1, n - 2).MaxBy(Rise);
        var (height, noise) = (Rise(top), curve.Noise());
        // Among n readings of noise alone the highest lies about √(2 ln n) deviations over the middle, and the lowest as far under it.
        var factor = Math.Max(NoiseFactor, (2 * Math.Sqrt(2 * Math.Log(n))) + 1);
        if (!(height > 0) || height < factor * noise) return null;
        var (from, to) = (top, top);
        // The highest reading lies about two standard deviations over the true top, and readings at the true top as far below it.
        for (var i = top - 1; i >= 0 && curve[i].Y >= curve[top].Y - (2 * Spread * noise); i--) from = curve[i].Y >= curve[top].Y - (Spread * noise) ? i : from;
        for (var i = top + 1; i < n && curve[i].Y >= curve[top].Y - (2 * Spread * noise); i++) to = curve[i].Y >= curve[top].Y - (Spread * noise) ? i : to;
        // As high as the top up to an end of the curve: it may lie beyond.
        if (noise > 0 && (from == 0 || to == n - 1)) return null;
        var (low, high) = (from == 0 ? curve.First : (curve[from - 1].X + curve[from].X) / 2, to == n - 1 ? curve.Last : (curve[to].X + curve[to + 1].X) / 2);
        var halfStep = (high - low) / (to - from + 1) / 2;
        var (temperature, open) = to - from < 4 ? (Vertex(curve[top - 1], curve[top], curve[top + 1]), 0.0) : Fitted(curve, from, to, noise);
        var interval = to - from < 4 ? new Interval(Math.Min(low, temperature), Math.Max(high, temperature)) : Interval.Around(temperature, open + halfStep);
        var others = Enumerable.Range(1, n - 2).Where(i => (i < from || i > to) && IsTop(curve, i) && Rise(i) >= OtherPeakShare * height
            && StandsOut(curve, i) >= Math.Max(OtherPeakShare * height, NoiseFactor * noise));
        return new Found(new Reading(temperature, interval), top, [.. others]);
    }

    /// <summary>Vertex of the parabola with the least squares through the points that noise leaves as high, and two standard deviations of it.</summary>
    private static (double Vertex, double Open) Fitted(Curve curve, int from, int to, double noise)
    {
        var middle = (curve[from].X + curve[to].X) / 2;
        var (slope, _) = curve.Line(from, to, middle);
        // Against the line, u² less its own line part: the curvature is then one coefficient, as for any least squares.
        var squares = new Curve([.. curve.Points.Skip(from).Take(to - from + 1).Select(p => p with { Y = (p.X - middle) * (p.X - middle) })]);
        var (tilt, _) = squares.Line(0, squares.Count - 1, middle);
        double sqq = 0, sqy = 0, sxx = 0;
        var mean = squares.Points.Average(p => p.X);
        for (var i = 0; i < squares.Count; i++)
        {
            var x = squares[i].X;
            var q = squares[i].Y - squares.Line(0, squares.Count - 1, x).Value;
            (sqq, sqy, sxx) = (sqq + (q * q), sqy + (q * curve[from + i].Y), sxx + ((x - mean) * (x - mean)));
        }

        var bend = sqy / sqq;
        if (!(bend < 0)) return (middle, (curve[to].X - curve[from].X) / 2);
        var vertex = middle - ((slope - (bend * tilt)) / (2 * bend));
        var deviation = Math.Sqrt((noise * noise / sxx) + Math.Pow(2 * (vertex - middle) * noise / Math.Sqrt(sqq), 2)) / (2 * -bend);
        return (Math.Clamp(vertex, curve[from].X, curve[to].X), 2 * deviation);
    }

    /// <summary>Abscissa of the vertex of the parabola through three points of which the middle one is highest.</summary>
    private static double Vertex(CurvePoint a, CurvePoint b, CurvePoint c)
    {
        var (x1, y1, x2, y2) = (a.X - b.X, a.Y - b.Y, c.X - b.X, c.Y - b.Y);
        var bend = ((y1 / x1) - (y2 / x2)) / (x1 - x2);
        var slope = (y1 / x1) - (bend * x1);
        return bend < 0 ? Math.Clamp(b.X - (slope / (2 * bend)), (a.X + b.X) / 2, (b.X + c.X) / 2) : b.X;
    }

    private static bool IsTop(Curve curve, int i) => curve[i].Y > curve[i - 1].Y && curve[i].Y >= curve[i + 1].Y;

    /// <summary>Height above the higher of the two valleys that part a top from higher ground.</summary>
    private static double StandsOut(Curve curve, int top)
    {
        double Valley(int step)
        {
            var lowest = curve[top].Y;
            for (var i = top + step; i >= 0 && i < curve.Count && curve[i].Y <= curve[top].Y; i += step) lowest = Math.Min(lowest, curve[i].Y);
            return lowest;
        }

        return curve[top].Y - Math.Max(Valley(-1), Valley(1));
    }
}

using ImageAnalysis.Quantities;

namespace ImageAnalysis.Evaluate;

/// <summary>
/// A value as it meets a limit. Value: the bare one, absent for a one-sided bound. Interval: 95 %, ends may be infinite, absent where the
/// uncertainty is unknown. Unit: that of the criterion.
/// </summary>
internal readonly record struct Reading(double? Value, Interval? Interval)
{
    /// <summary>What the interval is made of, for a value that images gave; empty for others.</summary>
    public IReadOnlyList<Doubt> Doubts { get => field ?? []; init; }

    /// <summary>Whether the lower end itself is not among the values, as of a bound "&gt;2".</summary>
    public bool LeavesLowerOut { get; init; }

    /// <summary>The same of the upper end.</summary>
    public bool LeavesUpperOut { get; init; }

    /// <summary>How far a stated ratio, given to two decimals, may be from the quotient of the stated sizes by rounding alone.</summary>
    public const double RatioRounding = 0.005;

    /// <summary>How far two statements of one number are apart; of bounds, how far all that one allows is from all that the other does.</summary>
    public static double Apart(Reading a, Reading b) => a.Value is { } x && b.Value is { } y ? Math.Abs(x - y)
        : a.Interval is { } i && b.Interval is { } j ? Math.Max(i.Lower - j.Upper, j.Lower - i.Upper) : 0;

    /// <summary>Nothing is known of it.</summary>
    public static Reading Unknown => new(null, new Interval(double.NegativeInfinity, double.PositiveInfinity));

    public static Reading Exact(double value) => new(value, double.IsNaN(value) ? null : Quantities.Interval.Point(value));

    /// <param name="estimate">The value with its intervals.</param>
    /// <param name="what">What was looked at.</param>
    public static Reading Of(Estimate estimate, string what) => double.IsFinite(estimate.Value) ? Of(FieldPool.Of([estimate]), what) : new(estimate.Value, null);

    /// <summary>The mean of several images.</summary>
    public static Reading Of(PooledFields pooled, string what) => new(pooled.Mean.Value, pooled.Mean.Combined) { Doubts = [Doubt.Of(what, pooled)] };

    public bool IsBound => Value is null && Interval is not null;

    /// <summary>Neither NaN nor infinite: fit for a comparison.</summary>
    public bool IsNumber => Value is { } value ? double.IsFinite(value) : Interval is not null;

    /// <summary>
    /// a / b. The ends are joined in quadrature of their logarithms, as independent uncertainties of positive values; where an end is open or not
    /// positive, by the extremes, which hold for any dependence.
    /// </summary>
    public static Reading Quotient(Reading a, Reading b)
    {
        var value = a.Value / b.Value;
        if (a.Interval is not { } x || b.Interval is not { } y || value is { } v && !double.IsFinite(v)) return new Reading(value, null);
        if (y.Lower == 0 && y.Upper > 0 && x.Lower > 0)
            return new Reading(value, new Interval(x.Lower / y.Upper, double.PositiveInfinity)) { LeavesLowerOut = a.LeavesLowerOut || b.LeavesUpperOut };
        if (y.Lower <= 0) return new Reading(value, new Interval(double.NegativeInfinity, double.PositiveInfinity));
        if (value is { } ratio && x.Lower > 0 && double.IsFinite(x.Upper) && double.IsFinite(y.Upper))
        {
            if (x.Lower == x.Upper && y.Lower == y.Upper) return Exact(ratio);
            var below = Hypotenuse(Math.Log(a.Value!.Value / x.Lower), Math.Log(y.Upper / b.Value!.Value));
            var above = Hypotenuse(Math.Log(x.Upper / a.Value.Value), Math.Log(b.Value.Value / y.Lower));
            return new Reading(ratio, new Interval(ratio * Math.Exp(-below), ratio * Math.Exp(above))) { Doubts = [.. a.Doubts, .. b.Doubts.Select(d => d.Turned)] };
        }

        var lower = x.Lower >= 0 ? x.Lower / y.Upper : x.Lower / y.Lower;
        var upper = x.Upper >= 0 ? x.Upper / y.Lower : x.Upper / y.Upper;
        return new Reading(value, new Interval(double.IsNaN(lower) ? 0 : lower, double.IsNaN(upper) ? double.PositiveInfinity : upper))
        {
            LeavesLowerOut = a.LeavesLowerOut || (x.Lower >= 0 ? b.LeavesUpperOut : b.LeavesLowerOut),
            LeavesUpperOut = a.LeavesUpperOut || (x.Upper >= 0 ? b.LeavesLowerOut : b.LeavesUpperOut),
        };
    }

    /// <summary>a - b, distances to the ends in quadrature; where a value is only a bound, by the extremes.</summary>
    public static Reading Difference(Reading a, Reading b)
    {
        var value = a.Value - b.Value;
        if (a.Interval is not { } x || b.Interval is not { } y || value is { } v && !double.IsFinite(v)) return new Reading(value, null);
        if (value is not { } d)
        {
            return new Reading(null, new Interval(x.Lower - y.Upper, x.Upper - y.Lower))
            {
                LeavesLowerOut = a.LeavesLowerOut || b.LeavesUpperOut,
                LeavesUpperOut = a.LeavesUpperOut || b.LeavesLowerOut,
            };
        }

        if (x.Lower == x.Upper && y.Lower == y.Upper) return Exact(d);
        var below = Hypotenuse(a.Value!.Value - x.Lower, y.Upper - b.Value!.Value);
        var above = Hypotenuse(x.Upper - a.Value.Value, b.Value.Value - y.Lower);
        return new Reading(d, new Interval(d - below, d + above));
    }

    /// <summary>The lowest of several quantities: its ends are the lowest of their ends. A bound leaves the value open unless it lies above all others.</summary>
    public static Reading Lowest(IReadOnlyList<Reading> readings)
    {
        var value = readings.Min(r => r.Value);
        var open = readings.Any(r => r.Value is null && !(r.Interval?.Lower >= value));
        var known = readings.All(r => r.Interval is not null);
        return new Reading(
            readings.Any(r => r.Value is { } v && !double.IsFinite(v)) ? double.NaN : open ? null : value,
            known ? new Interval(readings.Min(r => r.Interval!.Value.Lower), readings.Min(r => r.Interval!.Value.Upper)) : null)
        {
            LeavesLowerOut = known && readings.Where(r => r.Interval!.Value.Lower == readings.Min(x => x.Interval!.Value.Lower)).All(r => r.LeavesLowerOut),
            LeavesUpperOut = known && readings.Where(r => r.Interval!.Value.Upper == readings.Min(x => x.Interval!.Value.Upper)).Any(r => r.LeavesUpperOut),
        };
    }

    /// <summary>The mean of several readings of one quantity; the ends are averaged too, as for errors that they share.</summary>
    public static Reading Mean(IReadOnlyList<Reading> readings)
    {
        if (readings.Count == 1) return readings[0];
        var known = readings.All(r => r.Interval is not null);
        return new Reading(readings.Average(r => r.Value ?? double.NaN),
            known ? new Interval(readings.Average(r => r.Interval!.Value.Lower), readings.Average(r => r.Interval!.Value.Upper)) : null);
    }

    public Reading Scaled(double factor) => this with { Value = Value * factor, Interval = Interval?.Scaled(factor) };

    /// <summary>Ends as they are written, open ones absent.</summary>
    public Bounds? ToBounds() => Interval is { } i
        ? new Bounds(Finite(i.Lower), Finite(i.Upper)) { WithoutLower = LeavesLowerOut && double.IsFinite(i.Lower), WithoutUpper = LeavesUpperOut && double.IsFinite(i.Upper) }
        : null;

    private static double? Finite(double end) => double.IsFinite(end) ? end : null;

    private static double Hypotenuse(double a, double b) => Math.Sqrt((a * a) + (b * b));
}

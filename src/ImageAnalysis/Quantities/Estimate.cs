using System.Text.Json.Serialization;

namespace ImageAnalysis.Quantities;

/// <summary>
/// A measured value with its doubt. Unit: stated by the name of the property that holds it. Each component is a 95 % interval of the value with
/// the other components held fixed; absent where it could not be determined or does not apply (a value in pixels has no scale component).
/// </summary>
/// <param name="Value">The value itself; always finite.</param>
/// <param name="Sampling">How far another field of the same specimen could differ.</param>
/// <param name="Segmentation">How far the value moves when the boundary moves by one pixel either way.</param>
/// <param name="Scale">How far the value moves within the uncertainty of the pixel size.</param>
public sealed record Estimate(double Value, Interval? Sampling, Interval? Segmentation, Interval? Scale)
{
    /// <summary>The most that the value can be, such as 1 of a share; infinite where there is no such bound.</summary>
    [JsonIgnore]
    public double Most { get; init; } = double.PositiveInfinity;

    /// <summary>
    /// The components joined: distances below and above the value are added in quadrature, each side apart, as independent
    /// contributions (JCGM 100:2008, 5.1.2). Every estimate is an amount, so it ends at zero, and at <see cref="Most"/>. Absent where no component is known.
    /// </summary>
    public Interval? Combined
    {
        get
        {
            if (Sampling is null && Segmentation is null && Scale is null) return null;
            double below = 0, above = 0;
            foreach (var part in new[] { Sampling, Segmentation, Scale })
            {
                if (part is not { } interval) continue;
                var (down, up) = (Math.Max(0, Value - interval.Lower), Math.Max(0, interval.Upper - Value));
                below += down * down;
                above += up * up;
            }

            return new Interval(Math.Max(Math.Min(0, Value), Value - Math.Sqrt(below)), Math.Min(Math.Max(Most, Value), Value + Math.Sqrt(above)));
        }
    }

    /// <summary>
    /// Which part every measured value has, sampling or segmentation, <see cref="Combined"/> had to do without, in words: it is too narrow then, and says so wherever it is
    /// shown. Absent where the interval is whole, or where there is none. A missing scale part is none: shares and pixels have no scale.
    /// </summary>
    [JsonIgnore]
    public string? Without => Combined is null ? null : (Sampling, Segmentation) switch
    {
        (null, null) => "without sampling and segmentation",
        (null, _) => "without sampling",
        (_, null) => "without segmentation",
        _ => null,
    };

    /// <summary><see cref="Combined"/> where nothing is missing from it: for tables, where nothing can stand beside it.</summary>
    [JsonIgnore]
    public Interval? Whole => Without is null ? Combined : null;

    /// <summary>
    /// One positive value over another of the same picture. Sampling: the ends in quadrature of their logarithms, as of independent places; absent where the divisor may be 0.
    /// Segmentation: the boundary moves the same way in both. The pixel size cancels.
    /// </summary>
    public static Estimate Ratio(Estimate over, Estimate under)
    {
        ArgumentNullException.ThrowIfNull(over);
        ArgumentNullException.ThrowIfNull(under);
        var value = over.Value / under.Value;
        Interval? sampling = null, segmentation = null;
        if (over.Sampling is { } a && under.Sampling is { Lower: > 0 } b)
        {
            var below = Hypotenuse(Math.Log(over.Value / a.Lower), Math.Log(b.Upper / under.Value));
            var above = Hypotenuse(Math.Log(a.Upper / over.Value), Math.Log(under.Value / b.Lower));
            sampling = new Interval(value * Math.Exp(-below), value * Math.Exp(above));
        }

        if (over.Segmentation is { } c && under.Segmentation is { Lower: > 0 } d)
        {
            var (shrunk, grown) = (c.Lower / d.Lower, c.Upper / d.Upper);
            segmentation = new Interval(Math.Min(value, Math.Min(shrunk, grown)), Math.Max(value, Math.Max(shrunk, grown)));
        }

        return new Estimate(value, sampling, segmentation, null);

        static double Hypotenuse(double x, double y) => Math.Sqrt((x * x) + (y * y));
    }

    /// <summary>The same value in another unit, with the relative uncertainty (95 %, two-sided) of the factor as its scale component.</summary>
    public Estimate Scaled(double factor, double relativeUncertainty)
    {
        var value = Value * factor;
        return new Estimate(value, Sampling?.Scaled(factor), Segmentation?.Scaled(factor),
            Interval.Around(value, Math.Abs(value) * relativeUncertainty));
    }
}

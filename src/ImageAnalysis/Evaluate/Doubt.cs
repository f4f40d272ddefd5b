using ImageAnalysis.Quantities;

namespace ImageAnalysis.Evaluate;

/// <summary>Half-widths of one component below and above the value, as shares of it.</summary>
internal readonly record struct Sides(double Below, double Above)
{
    public static Sides Of(double value, Interval? interval) =>
        interval is { } i && value != 0 ? new Sides(Math.Max(0, value - i.Lower) / Math.Abs(value), Math.Max(0, i.Upper - value) / Math.Abs(value)) : default;

    /// <summary>As a divisor bears on a quotient.</summary>
    public Sides Turned => new(Above, Below);

    public double Towards(bool below) => below ? Below : Above;
}

/// <summary>What the doubt of one measured value is made of, and on how many fields it rests. Shares of the value, so that neither a unit nor a quotient changes them.</summary>
/// <param name="What">What was looked at: "the inside", "surface-a".</param>
/// <param name="Fields">Images.</param>
/// <param name="Deviation">Standard deviation of one image, as a share; absent where unknown.</param>
/// <param name="Sampling">How far other places could differ.</param>
/// <param name="Boundary">How far the boundary leaves it open.</param>
/// <param name="Scale">How far the pixel size leaves it open.</param>
internal sealed record Doubt(string What, int Fields, double? Deviation, Sides Sampling, Sides Boundary, Sides Scale)
{
    public static Doubt Of(string what, PooledFields pooled)
    {
        var mean = pooled.Mean;
        return new Doubt(what, pooled.Fields, pooled.DeviationPercent / 100, Sides.Of(mean.Value, mean.Sampling), Sides.Of(mean.Value, mean.Segmentation), Sides.Of(mean.Value, mean.Scale));
    }

    public Doubt Turned => this with { Sampling = Sampling.Turned, Boundary = Boundary.Turned, Scale = Scale.Turned };
}

using System.Text.Json.Serialization;

namespace ImageAnalysis.Quantities;

/// <summary>A closed interval that is believed to hold the true value; unit of the value it belongs to. An end may be infinite, never NaN.</summary>
public readonly record struct Interval
{
    [JsonConstructor]
    public Interval(double lower, double upper)
    {
        if (double.IsNaN(lower) || double.IsNaN(upper) || lower > upper)
            throw new ArgumentOutOfRangeException(nameof(lower), lower, $"An interval needs lower <= upper, both numbers; upper is {upper}.");
        (Lower, Upper) = (lower, upper);
    }

    public double Lower { get; }

    public double Upper { get; }

    public static Interval Point(double value) => new(value, value);

    public static Interval Around(double value, double halfWidth) => new(value - halfWidth, value + halfWidth);

    public bool Contains(double value) => value >= Lower && value <= Upper;

    /// <summary>Both ends multiplied by a positive factor, as in a change of unit.</summary>
    public Interval Scaled(double factor) => new(Lower * factor, Upper * factor);
}

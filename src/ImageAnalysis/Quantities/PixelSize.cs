using System.Text.Json.Serialization;

namespace ImageAnalysis.Quantities;

/// <summary>The length of one pixel along x and along y. Both positive; they may differ. An unknown pixel size is the absence of this value, never 1.</summary>
public readonly record struct PixelSize
{
    /// <summary>A pixel of the given width and height.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A side is zero or negative.</exception>
    [JsonConstructor]
    public PixelSize(Length x, Length y)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(x.Nanometres, nameof(x));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(y.Nanometres, nameof(y));
        (X, Y) = (x, y);
    }

    /// <summary>Whether a number of nanometres can be the side of a pixel: no microscope makes pixels outside 1 pm to 1 cm; a value beyond is damage or another unit.</summary>
    public static bool IsPlausible(double nanometres) => nanometres is >= 1e-3 and <= 1e7;

    public Length X { get; }

    public Length Y { get; }

    /// <summary>Geometric mean of both sides, nm: the factor for a length without direction, such as a mean diameter.</summary>
    [JsonIgnore]
    public double MeanNanometres => X == Y ? X.Nanometres : Math.Sqrt(X.Nanometres * Y.Nanometres);

    public static PixelSize Square(Length side) => new(side, side);

    /// <summary>The length in nm of a step of (dx, dy) pixels.</summary>
    public double StepNanometres(double dx, double dy) =>
        Math.Sqrt((dx * X.Nanometres * dx * X.Nanometres) + (dy * Y.Nanometres * dy * Y.Nanometres));

    public override string ToString() => X == Y ? X.ToString() : $"{X} x {Y}";
}

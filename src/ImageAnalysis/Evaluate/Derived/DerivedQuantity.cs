using System.Text.Json.Serialization;

namespace ImageAnalysis.Evaluate.Derived;

/// <summary>What became of a derived value.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DerivedUse>))]
public enum DerivedUse
{
    /// <summary>It stands where a stated value of its key would: criteria about it judge it.</summary>
    [JsonStringEnumMemberName("judged")]
    Judged,

    /// <summary>The sample states the quantity too, and the stated value is judged: it is its owner's decision.</summary>
    [JsonStringEnumMemberName("stated-value-judged")]
    StatedValueJudged,

    /// <summary>No criterion is about it.</summary>
    [JsonStringEnumMemberName("information")]
    Information,

    /// <summary>There is no value; the reason says why.</summary>
    [JsonStringEnumMemberName("none")]
    None,
}

/// <summary>Where a constant or an input comes from.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<InputOrigin>))]
public enum InputOrigin
{
    /// <summary>The pipeline's option, at its default or as set.</summary>
    [JsonStringEnumMemberName("option")]
    Option,

    /// <summary>Stated by the sample.</summary>
    [JsonStringEnumMemberName("sample")]
    Sample,

    /// <summary>Itself derived.</summary>
    [JsonStringEnumMemberName("derived")]
    Derived,

    /// <summary>Fixed by the source document.</summary>
    [JsonStringEnumMemberName("source")]
    Source,

    /// <summary>Taken from the curve's own columns.</summary>
    [JsonStringEnumMemberName("curve")]
    Curve,
}

/// <summary>A number that went into a derivation beside the curve.</summary>
/// <param name="Key">Key of the quantity, or name of the constant.</param>
/// <param name="Value">Its value.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Origin">Where it comes from.</param>
public sealed record DerivedInput(string Key, double Value, string Unit, InputOrigin Origin);

/// <summary>A point that decided a derived value.</summary>
/// <param name="Role">What it decided.</param>
/// <param name="Line">Line of the curve's file, from 1; absent for a point between two lines.</param>
/// <param name="X">Abscissa.</param>
/// <param name="XUnit">Its unit.</param>
/// <param name="Y">Ordinate.</param>
/// <param name="YUnit">Its unit.</param>
public sealed record DerivedPoint(string Role, int? Line, double X, string XUnit, double Y, string YUnit);

/// <summary>A quantity computed from a curve, a sweep, or other laboratory values.</summary>
/// <param name="Key">Key of the quantity.</param>
/// <param name="Quantity">What it is.</param>
/// <param name="Value">The value; absent where there is none or only a bound.</param>
/// <param name="Unit">Unit of value and interval.</param>
/// <param name="Interval">What the curve's resolution, the noise and the inputs' own intervals leave open; taken as the 95 % interval. Open ends absent.</param>
/// <param name="Answer">The result in words; absent where there is none.</param>
/// <param name="Use">What became of it.</param>
/// <param name="Reason">Why there is no value, or why the stated one is judged instead, in a sentence.</param>
/// <param name="Definition">How it is defined.</param>
/// <param name="Source">Paragraph or section of the definition.</param>
/// <param name="File">The curve's file; absent where there is none.</param>
/// <param name="Inputs">Constants and laboratory values that went in.</param>
/// <param name="Points">The points that decided it.</param>
public sealed record DerivedQuantity(
    string Key,
    string Quantity,
    double? Value,
    string? Unit,
    Bounds? Interval,
    string? Answer,
    DerivedUse Use,
    string? Reason,
    string Definition,
    string Source,
    string? File,
    IReadOnlyList<DerivedInput> Inputs,
    IReadOnlyList<DerivedPoint> Points);

/// <summary>A curve for a plot; long ones are thinned to the highest and lowest points of equal stretches.</summary>
/// <param name="Key">Key of the curve, with the name of the column.</param>
/// <param name="File">Its file.</param>
/// <param name="XName">What the abscissa is.</param>
/// <param name="XUnit">Its unit.</param>
/// <param name="YName">What the ordinate is.</param>
/// <param name="YUnit">Its unit.</param>
/// <param name="X">Abscissae.</param>
/// <param name="Y">Ordinates, as many.</param>
public sealed record DerivedSeries(string Key, string File, string XName, string XUnit, string YName, string YUnit, IReadOnlyList<double> X, IReadOnlyList<double> Y);

/// <summary>One dissolution temperature of a sweep.</summary>
/// <param name="Line">Line of the file, from 1.</param>
/// <param name="TsCelsius">Dissolution temperature, °C.</param>
/// <param name="PorosityPercent">Porosity P, %.</param>
/// <param name="ExtensionPercent">Breaking extension TL, %.</param>
/// <param name="PorosityRise">(P(Ts+5) - P(Ts)) / 5, % per °C; absent at the last temperature.</param>
/// <param name="ExtensionFall">-(TL(Ts+5) - TL(Ts)) / 5, % per °C; absent at the last temperature.</param>
public sealed record SweepPoint(int Line, double TsCelsius, double PorosityPercent, double ExtensionPercent, double? PorosityRise, double? ExtensionFall);

/// <summary>The window of dissolution temperatures of a sweep. EP 1 063 256 [0019] [0055] [0066].</summary>
/// <param name="File">The sweep's file.</param>
/// <param name="Points">The sweep, by rising temperature.</param>
/// <param name="TlCelsius">2.5 °C above the Ts at which the porosity rises most; absent where it never rises, or where several rise equally.</param>
/// <param name="TuCelsius">2.5 °C above the Ts at which the breaking extension falls most; absent likewise.</param>
/// <param name="PreferredLowerCelsius">Tl + 2.</param>
/// <param name="PreferredUpperCelsius">Tu - 2.</param>
/// <param name="FormsPercolation">Whether Tu - Tl > 0: the solvent can form the percolation structure; absent where one of them is.</param>
public sealed record DissolutionWindow(
    string File,
    IReadOnlyList<SweepPoint> Points,
    double? TlCelsius,
    double? TuCelsius,
    double? PreferredLowerCelsius,
    double? PreferredUpperCelsius,
    bool? FormsPercolation);

/// <summary>All that was derived for a sample.</summary>
/// <param name="Quantities">Each derived quantity, also those that could not be: with the reason.</param>
/// <param name="Window">The window of the sweep that the sample names; absent without one.</param>
/// <param name="Series">The curves.</param>
public sealed record DerivedResults(IReadOnlyList<DerivedQuantity> Quantities, DissolutionWindow? Window, IReadOnlyList<DerivedSeries> Series)
{
    public static DerivedResults None { get; } = new([], null, []);
}

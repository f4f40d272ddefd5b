using System.Globalization;
using System.Text.Json.Serialization;
using ImageAnalysis.Findings;

namespace ImageAnalysis.Evaluate;

/// <summary>What a unit measures. Values convert within one dimension only.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Dimension>))]
public enum Dimension
{
    [JsonStringEnumMemberName("number")]
    Number,

    [JsonStringEnumMemberName("fraction")]
    Fraction,

    /// <summary>By weight; apart from <see cref="Fraction"/> so that volume and weight are never exchanged.</summary>
    [JsonStringEnumMemberName("mass-fraction")]
    MassFraction,

    [JsonStringEnumMemberName("parts-per-hundred")]
    PartsPerHundred,

    [JsonStringEnumMemberName("length")]
    Length,

    [JsonStringEnumMemberName("pressure")]
    Pressure,

    [JsonStringEnumMemberName("temperature")]
    Temperature,

    /// <summary>Apart from <see cref="Temperature"/>: 1 °C of difference is 1 K.</summary>
    [JsonStringEnumMemberName("temperature-difference")]
    TemperatureDifference,

    /// <summary>Volume of water per area, time and pressure.</summary>
    [JsonStringEnumMemberName("water-permeability")]
    WaterPermeability,

    [JsonStringEnumMemberName("conductivity")]
    Conductivity,

    [JsonStringEnumMemberName("molar-mass")]
    MolarMass,

    [JsonStringEnumMemberName("surface-tension")]
    SurfaceTension,

    [JsonStringEnumMemberName("mass")]
    Mass,

    [JsonStringEnumMemberName("density")]
    Density,

    [JsonStringEnumMemberName("area")]
    Area,

    [JsonStringEnumMemberName("volume")]
    Volume,

    [JsonStringEnumMemberName("resistance")]
    Resistance,

    /// <summary>Electric charge that a battery gives.</summary>
    [JsonStringEnumMemberName("capacity")]
    Capacity,

    [JsonStringEnumMemberName("heat-flow")]
    HeatFlow,

    /// <summary>Heat flow per mass of sample.</summary>
    [JsonStringEnumMemberName("specific-heat-flow")]
    SpecificHeatFlow,

    /// <summary>Volume of gas per time.</summary>
    [JsonStringEnumMemberName("gas-flow")]
    GasFlow,

    [JsonStringEnumMemberName("frequency")]
    Frequency,

    [JsonStringEnumMemberName("heating-rate")]
    HeatingRate,

    [JsonStringEnumMemberName("time")]
    Time,
}

/// <summary>Units by name, and conversion between those of one dimension.</summary>
public static class Units
{
    /// <summary>value in the dimension's base unit = (value + Offset) x Numerator / Denominator; exact decimals, so that 5000 nm is 5 µm and not a bit more.</summary>
    private sealed record Unit(string Name, decimal Numerator, decimal Denominator = 1, decimal Offset = 0, params string[] Aliases);

    private static readonly Dictionary<Dimension, Unit[]> Known = new()
    {
        [Dimension.Number] = [new("", 1, 1, 0, "1", "-")],
        [Dimension.Fraction] = [new("%", 1, 100, 0, "percent", "vol%"), new("fraction", 1, 1, 0, "1")],
        [Dimension.MassFraction] = [new("wt%", 1, 100, 0, "%", "percent", "mass%", "%byweight"), new("fraction", 1, 1, 0, "1", "g/g")],
        [Dimension.PartsPerHundred] = [new("parts/100", 1, 1, 0, "phr", "parts", "partsper100")],
        [Dimension.Length] =
        [
            new("nm", 1), new("µm", 1000, 1, 0, "um", "micron", "microns"), new("mm", 1_000_000), new("cm", 10_000_000), new("m", 1_000_000_000),
            new("pm", 1, 1000), new("Å", 1, 10, 0, "A", "angstrom"),
        ],
        [Dimension.Pressure] =
        [
            new("Pa", 1), new("kPa", 1000), new("MPa", 1_000_000, 1, 0, "N/mm²"), new("GPa", 1_000_000_000), new("bar", 100_000), new("mbar", 100, 1, 0, "hPa"),
            new("kgf/cm²", 98_066.5m, 1, 0, "kg/cm²", "Kg/cm²", "Kgf/cm²"), new("atm", 101_325), new("psi", 6_894.757293168m, 1, 0, "lbf/in²"),
        ],
        [Dimension.Temperature] = [new("°C", 1, 1, 273.15m, "C", "degC", "℃"), new("K", 1), new("°F", 5, 9, 459.67m, "F", "degF")],
        [Dimension.TemperatureDifference] = [new("°C", 1, 1, 0, "C", "degC", "℃"), new("K", 1), new("°F", 5, 9, 0, "F", "degF")],
        [Dimension.WaterPermeability] =
        [
            new("L/m²·h·atm", 1, 101_325, 0, "LMH/atm", "LMH·atm"), new("L/m²·h·bar", 1, 100_000, 0, "LMH/bar", "LMH·bar"),
            new("L/m²·h·kPa", 1, 1000, 0, "LMH/kPa", "LMH·kPa"), new("L/m²·h·MPa", 1, 1_000_000, 0, "LMH/MPa", "LMH·MPa"),
            new("L/m²·h·kgf/cm²", 1, 98_066.5m, 0, "L/m²·h·kgf·cm²", "L/m²·h·kg·cm²"), new("L/m²·h·psi", 1, 6_894.757293168m, 0, "LMH/psi", "LMH·psi"),
            new("m³/m²·s·Pa", 3_600_000), new("m/s·Pa", 3_600_000), new("m³/m²·d·kPa", 1, 24, 0),
        ],
        [Dimension.Conductivity] = [new("S/m", 1), new("mS/cm", 1, 10), new("S/cm", 100), new("mS/m", 1, 1000), new("µS/cm", 1, 10_000, 0, "uS/cm")],
        [Dimension.Time] = [new("s", 1, 1, 0, "sec", "seconds"), new("min", 60, 1, 0, "minutes"), new("h", 3600, 1, 0, "hour", "hours"), new("d", 86_400, 1, 0, "days")],
        [Dimension.MolarMass] = [new("g/mol", 1, 1, 0, "", "1", "Da"), new("kg/mol", 1000, 1, 0, "kDa")],
        [Dimension.SurfaceTension] = [new("mN/m", 1, 1, 0, "dyn/cm", "dyne/cm", "mJ/m²"), new("N/m", 1000, 1, 0, "J/m²")],
        [Dimension.Mass] = [new("g", 1), new("mg", 1, 1000), new("µg", 1, 1_000_000, 0, "ug"), new("kg", 1000)],
        [Dimension.Density] = [new("g/cm³", 1, 1, 0, "g/mL", "g/ml", "g/cc", "kg/L"), new("kg/m³", 1, 1000, 0, "g/L")],
        [Dimension.Area] = [new("cm²", 1), new("mm²", 1, 100), new("m²", 10_000), new("µm²", 1, 100_000_000, 0, "um²")],
        [Dimension.Volume] = [new("cm³", 1, 1, 0, "mL", "ml", "cc"), new("mm³", 1, 1000, 0, "µL", "uL", "µl", "ul"), new("L", 1000, 1, 0, "l", "dm³"), new("m³", 1_000_000)],
        [Dimension.Resistance] = [new("Ω", 1, 1, 0, "ohm", "Ohm", "ohms"), new("mΩ", 1, 1000, 0, "mohm", "mOhm"), new("kΩ", 1000, 1, 0, "kohm", "kOhm"), new("MΩ", 1_000_000, 1, 0, "Mohm", "MOhm")],
        [Dimension.Capacity] = [new("mAh", 1, 1, 0, "mA·h"), new("Ah", 1000, 1, 0, "A·h"), new("µAh", 1, 1000, 0, "uAh")],
        [Dimension.HeatFlow] = [new("mW", 1), new("W", 1000), new("µW", 1, 1000, 0, "uW")],
        [Dimension.SpecificHeatFlow] = [new("mW/mg", 1, 1, 0, "W/g", "kW/kg"), new("mW/g", 1, 1000, 0, "W/kg", "µW/mg", "uW/mg")],
        [Dimension.GasFlow] =
        [
            new("L/min", 1, 1, 0, "slpm", "SLPM", "NL/min", "dm³/min"), new("mL/min", 1, 1000, 0, "ml/min", "sccm", "SCCM", "cm³/min", "cc/min"), new("L/s", 60, 1, 0, "dm³/s"),
            new("L/h", 1, 60), new("mL/s", 60, 1000, 0, "ml/s", "cm³/s"), new("m³/h", 1000, 60), new("m³/s", 60_000),
        ],
        [Dimension.Frequency] = [new("Hz", 1, 1, 0, "1/s"), new("mHz", 1, 1000), new("kHz", 1000), new("MHz", 1_000_000)],
        [Dimension.HeatingRate] = [new("°C/min", 1, 1, 0, "K/min", "C/min", "degC/min", "℃/min"), new("°C/s", 60, 1, 0, "K/s", "C/s"), new("°C/h", 1, 60, 0, "K/h", "C/h")],
    };

    /// <summary>Names of the units of a dimension.</summary>
    public static IReadOnlyList<string> Names(Dimension dimension) => [.. Known[dimension].Select(u => u.Name)];

    /// <summary>The product's own spelling of a unit, null where the dimension has no such unit. "um", "m2" for m², "hr", "*" and brackets are understood.</summary>
    public static string? Canonical(Dimension dimension, string unit) => Find(dimension, unit)?.Name;

    /// <summary>Of all names and spellings the nearest one, for a message.</summary>
    public static string Nearest(Dimension dimension, string unit)
    {
        var spelling = Spelled(unit);
        return Known[dimension].MinBy(u => u.Aliases.Append(u.Name).Min(name => Spelling.Distance(spelling, name)))!.Name;
    }

    /// <summary>A value in another unit of the same dimension, 15 significant digits. NaN and infinities pass through.</summary>
    /// <exception cref="ArgumentException">A unit is not of this dimension.</exception>
    public static double Convert(double value, Dimension dimension, string from, string to)
    {
        if (from == to) return value;
        var source = Find(dimension, from) ?? throw new ArgumentException($"\"{from}\" is no unit of {dimension}.", nameof(from));
        var target = Find(dimension, to) ?? throw new ArgumentException($"\"{to}\" is no unit of {dimension}.", nameof(to));
        if (source == target || !double.IsFinite(value)) return value;
        var numerator = source.Numerator * target.Denominator;
        var denominator = source.Denominator * target.Numerator;
        var shifted = value + (double)source.Offset;
        var scaled = numerator % denominator == 0 ? shifted * (double)(numerator / denominator)
            : denominator % numerator == 0 ? shifted / (double)(denominator / numerator)
            : shifted * (double)numerator / (double)denominator;
        var result = scaled - (double)target.Offset;
        return double.IsFinite(result) ? double.Parse(result.ToString("G15", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : result;
    }

    private static Unit? Find(Dimension dimension, string unit)
    {
        if (Array.Find(Known[dimension], u => u.Name == unit) is { } exact) return exact;
        var spelled = Spelled(unit);
        return Array.Find(Known[dimension], u => u.Name == spelled || Array.IndexOf(u.Aliases, spelled) >= 0);
    }

    /// <summary>One spelling for all: µ of Latin-1, · between factors, one slash before all that divides, superscripts, no blanks or brackets.</summary>
    private static string Spelled(string unit)
    {
        var text = unit.Trim()
            .Replace('\u03BC', 'µ').Replace('\u2126', 'Ω').Replace('\u212B', 'Å').Replace('*', '·').Replace('\u2022', '·').Replace('\u22C5', '·').Replace('\u2219', '·')
            .Replace("(", "", StringComparison.Ordinal).Replace(")", "", StringComparison.Ordinal)
            .Replace("^", "", StringComparison.Ordinal).Replace("m2", "m²", StringComparison.Ordinal).Replace("m3", "m³", StringComparison.Ordinal)
            .Replace("liters", "L", StringComparison.Ordinal).Replace("litres", "L", StringComparison.Ordinal)
            .Replace("hr", "h", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        if (text.StartsWith("l/", StringComparison.Ordinal)) text = "L" + text[1..];
        if (text.EndsWith("h·kgf/cm²", StringComparison.Ordinal)) return text;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? text : text[..(slash + 1)] + text[(slash + 1)..].Replace('/', '·');
    }
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace ImageAnalysis.Quantities;

/// <summary>A finite length. Unit: kept in nanometres, made and read through named factories and properties only.</summary>
public readonly partial record struct Length : IComparable<Length>
{
    private readonly double _nm;

    private Length(double nm) => _nm = double.IsFinite(nm)
        ? nm
        : throw new ArgumentOutOfRangeException(nameof(nm), nm, "A length is a finite number.");

    public double Nanometres => _nm;

    public double Micrometres => _nm / 1e3;

    public static Length FromNanometres(double nm) => new(nm);

    public static Length FromMicrometres(double um) => new(um * 1e3);

    public static Length FromMetres(double m) => new(m * 1e9);

    public static Length operator *(Length a, double k) => new(a._nm * k);

    public static Length operator /(Length a, double k) => new(a._nm / k);

    public static double operator /(Length a, Length b) => a._nm / b._nm;

    public static bool operator <(Length a, Length b) => a._nm < b._nm;

    public static bool operator >(Length a, Length b) => a._nm > b._nm;

    public static bool operator <=(Length a, Length b) => a._nm <= b._nm;

    public static bool operator >=(Length a, Length b) => a._nm >= b._nm;

    public int CompareTo(Length other) => _nm.CompareTo(other._nm);

    /// <summary>Reads "16um", "16 µm", "1.6e-5 m", "0.35 nm", "12 pm", "3 Å". A number without a unit is no length.</summary>
    public static bool TryParse(string? text, out Length length)
    {
        length = default;
        if (text is null) return false;
        var match = LengthPattern().Match(text);
        if (!match.Success
            || !double.TryParse(match.Groups["number"].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            || NanometresPer(match.Groups["unit"].Value) is not { } factor
            || !double.IsFinite(value * factor))
            return false;
        length = new Length(value * factor);
        return true;
    }

    /// <summary>Nanometres in one of the named unit (pm, Å, nm, µm, um, micron, mm, cm, m); null for any other name.</summary>
    public static double? NanometresPer(string unit) => unit.Trim() switch
    {
        "pm" => 1e-3,
        "Å" or "Å" or "A" or "angstrom" => 0.1,
        "nm" or "nanometer" or "nanometre" => 1,
        "µm" or "μm" or "um" or "micron" or "microns" or "micrometer" or "micrometre" => 1e3,
        "mm" => 1e6,
        "cm" => 1e7,
        "m" => 1e9,
        _ => null,
    };

    /// <summary>Four significant digits with the unit a reader expects at this size (pm, nm, µm, mm).</summary>
    public override string ToString()
    {
        var (value, unit) = Math.Abs(_nm) switch
        {
            0 => (0d, "nm"),
            < 0.1 => (_nm * 1e3, "pm"),
            < 1e3 => (_nm, "nm"),
            < 1e6 => (_nm / 1e3, "µm"),
            _ => (_nm / 1e6, "mm"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{value:G4} {unit}");
    }

    [GeneratedRegex(@"^\s*(?<number>[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?)\s*(?<unit>\p{L}+)\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex LengthPattern();
}

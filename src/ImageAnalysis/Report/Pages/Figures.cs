using System.Globalization;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Report.Pages;

/// <summary>A unit that numbers are shown in.</summary>
/// <param name="Name">Its symbol; empty for pure numbers.</param>
/// <param name="Factor">By which a number is multiplied to be in it.</param>
internal readonly record struct ShownUnit(string Name, double Factor)
{
    public static readonly ShownUnit None = new("", 1);
    public static readonly ShownUnit Pixel = new("px", 1);
    public static readonly ShownUnit Percent = new("%", 1);
    public static readonly ShownUnit PercentOfFraction = new("%", 100);

    /// <summary>nm, µm or mm, as a reader expects at this length in nm.</summary>
    public static ShownUnit ForNanometres(double nm) => Math.Abs(nm) switch
    {
        >= 1e6 => new ShownUnit("mm", 1e-6),
        >= 1e3 => new ShownUnit("µm", 1e-3),
        _ => new ShownUnit("nm", 1),
    };
}

/// <summary>Numbers for people: rounded by their uncertainty, a narrow space before the unit.</summary>
internal static class Figures
{
    private const string Space = "\u202F";
    private const int MostDigits = 4;
    private const int DigitsWithoutUncertainty = 3;

    /// <summary>Decimals at which the half-width of the interval keeps two digits (JCGM 100:2008, 7.2.6), never more than four significant ones of the value; three where no interval is known.</summary>
    public static int Decimals(double value, Interval? interval)
    {
        var most = MostDigits - 1 - Magnitude(value);
        var half = interval is { } i ? Math.Max(Math.Min(i.Upper - value, 1e300), Math.Min(value - i.Lower, 1e300)) : 0;
        if (half <= 0) return DigitsWithoutUncertainty - 1 - Magnitude(value);
        return Math.Min(most, Math.Max(1 - Magnitude(half), -Magnitude(value)));
    }

    /// <summary>A number with so many decimals; negative ones round to tens and hundreds.</summary>
    public static string Number(double value, int decimals)
    {
        if (double.IsInfinity(value)) return value > 0 ? "∞" : "−∞";
        if (double.IsNaN(value)) return "–";
        if (decimals < 0)
        {
            var step = Math.Pow(10, -decimals);
            value = Math.Round(value / step) * step;
        }

        var text = value.ToString("F" + Math.Clamp(decimals, 0, 12).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return text.Trim('-', '0', '.').Length == 0 ? text.TrimStart('-') : text.Replace('-', '−');
    }

    /// <summary>A number with three significant digits.</summary>
    public static string Number(double value) => Number(value, Decimals(value, null));

    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture).Replace(",", Space, StringComparison.Ordinal);

    public static string WithUnit(string number, string unit) => unit.Length == 0 ? number : number + Space + unit;

    /// <summary>The value with its unit.</summary>
    public static string Value(Estimate estimate, ShownUnit unit) =>
        WithUnit(Number(estimate.Value * unit.Factor, Decimals(estimate, unit)), unit.Name);

    /// <summary>An interval of the estimate, both ends with the decimals of the value; empty where there is none.</summary>
    public static string Range(Estimate estimate, Interval? interval, ShownUnit unit) => interval is { } i
        ? $"{Number(i.Lower * unit.Factor, Decimals(estimate, unit))} – {Number(i.Upper * unit.Factor, Decimals(estimate, unit))}"
        : "";

    /// <summary>The 95 % interval, with what it had to do without; empty where there is none.</summary>
    public static string Joined(Estimate estimate, ShownUnit unit) =>
        Range(estimate, estimate.Combined, unit) + (estimate.Without is { } part ? $", {part}" : "");

    /// <summary>A length that somebody stated, in nm: up to four digits, no zeros behind them.</summary>
    public static string Exact(double nm)
    {
        var unit = ShownUnit.ForNanometres(nm);
        return WithUnit((nm * unit.Factor).ToString("G4", CultureInfo.InvariantCulture), unit.Name);
    }

    /// <summary>A length in nm with its unit.</summary>
    public static string Length(double nm)
    {
        var unit = ShownUnit.ForNanometres(nm);
        return WithUnit(Number(nm * unit.Factor), unit.Name);
    }

    /// <summary>Decimals of an estimate in a unit.</summary>
    public static int Decimals(Estimate estimate, ShownUnit unit) => Decimals(estimate.Value * unit.Factor, estimate.Combined?.Scaled(unit.Factor));

    private static int Magnitude(double value) => value == 0 || !double.IsFinite(value) ? 0 : (int)Math.Floor(Math.Log10(Math.Abs(value)));
}

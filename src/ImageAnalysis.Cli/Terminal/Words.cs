using System.Globalization;
using ImageAnalysis.Classify;
using ImageAnalysis.Evaluate;
using ImageAnalysis.Layers;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Cli.Terminal;

/// <summary>Numbers as a reader expects them on a screen: few digits, the unit that fits, the interval in the same unit.</summary>
internal static class Words
{
    /// <summary>Sides of an interval that differ by less, of percent points or of the larger side, are shown as one.</summary>
    private const double LeastDifference = 0.1, OneSided = 0.1;

    /// <summary>"0.423 [0.401, 0.447]", or "0.423 [0.401, 0.447, without sampling]" where the interval lacks that part.</summary>
    public static string Fraction(Estimate estimate) => Number(estimate, 1, "", 3);

    /// <summary>As sample files spell it.</summary>
    public static string Role(ImageRole role) => role switch
    {
        ImageRole.SurfaceA => "surface-a",
        ImageRole.SurfaceB => "surface-b",
        ImageRole.LayerSection => "layer-section",
        _ => role.ToString().ToLowerInvariant(),
    };

    public static string Layer(LayerKind kind) => kind switch
    {
        LayerKind.Inside => "inside",
        LayerKind.SurfaceLayer => "surface layer",
        LayerKind.PorousMembrane => "porous membrane",
        LayerKind.ActiveLayer => "active layer",
        _ => "collector",
    };

    /// <summary>"12.1 % [10.8, 13.9]".</summary>
    public static string Percent(Estimate estimate) => Number(estimate, 1, " %", 3);

    /// <summary>"312 nm [290, 340]", or with µm or mm where that reads better.</summary>
    public static string Nanometres(Estimate estimate)
    {
        var (factor, unit) = Math.Abs(estimate.Value) switch
        {
            < 1e3 => (1.0, " nm"),
            < 1e6 => (1e-3, " µm"),
            _ => (1e-6, " mm"),
        };
        return Number(estimate, factor, unit, 4);
    }

    /// <summary>"(sampling ±5.1 %, boundary +8.0/-6.2 %, scale ±5.0 %)": half-widths over the value, both sides where they differ noticeably.</summary>
    public static string Components(Estimate estimate)
    {
        string?[] parts = [Part("sampling", estimate.Sampling), Part("boundary", estimate.Segmentation), Part("scale", estimate.Scale)];
        var known = parts.OfType<string>().ToArray();
        return known.Length == 0 ? "" : $"({string.Join(", ", known)})";

        string? Part(string name, Interval? interval)
        {
            if (interval is not { } i || estimate.Value == 0) return null;
            var (up, down) = (100 * (i.Upper - estimate.Value) / Math.Abs(estimate.Value), 100 * (estimate.Value - i.Lower) / Math.Abs(estimate.Value));
            var (larger, smaller) = (Math.Max(up, down), Math.Min(up, down));
            return double.IsFinite(larger) && larger - smaller <= Math.Max(LeastDifference, OneSided * larger) ? $"{name} ±{Side(larger)} %" : $"{name} +{Side(up)}/-{Side(down)} %";
        }

        static string Side(double percent) => double.IsFinite(percent) ? string.Create(CultureInfo.InvariantCulture, $"{percent:0.0}") : "open";
    }

    public static string Pixels(Estimate estimate) => Number(estimate, 1, " px", 4);

    /// <summary>In nanometres where there is a scale, else in pixels.</summary>
    public static string Length(Estimate? nm, Estimate? px) => nm is not null ? Nanometres(nm) : px is not null ? Pixels(px) : "none";

    /// <summary>Without interval, for a table.</summary>
    public static string BareLength(Estimate? nm, Estimate? px) => nm is not null ? Nanometres(new Estimate(nm.Value, null, null, null))
        : px is not null ? Pixels(new Estimate(px.Value, null, null, null)) : "";

    public static string Structure(StructureResult? result)
    {
        if (result is null) return "not asked: no model";
        if (AmbiguousStructure.Between(result.Findings.Select(f => f.Code)) is { } between) return $"undecided: {between}";
        var name = Structure(result.Structure);
        var probability = result.Probability is { } p ? string.Create(CultureInfo.InvariantCulture, $", probability {p:0.00}") : "";
        return name + probability;
    }

    public static string Structure(StructureClass structure) => structure switch
    {
        StructureClass.Percolation => "percolation",
        StructureClass.SphericalParticle => "spherical-particle",
        StructureClass.Cellular => "cellular",
        _ => "none",
    };

    public static string PixelSize(PixelSize size) => size.X == size.Y
        ? string.Create(CultureInfo.InvariantCulture, $"{size.X.Nanometres:G6} nm/px")
        : string.Create(CultureInfo.InvariantCulture, $"{size.X.Nanometres:G6} x {size.Y.Nanometres:G6} nm/px");

    public static string Count(int n, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{n} {(n == 1 ? one : many ?? one + "s")}");

    public static string Time(TimeSpan time) => time.TotalSeconds < 1
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms")
        : time.TotalMinutes < 2
            ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s")
            : string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(time.TotalMinutes)} min {time.Seconds} s");

    private static string Number(Estimate estimate, double factor, string unit, int digits)
    {
        string Digits(double x) => double.IsFinite(x) ? Significant(x * factor, digits) : "open";
        return $"{Digits(estimate.Value)}{unit}"
            + (estimate.Combined is { } interval ? $" [{Digits(interval.Lower)}, {Digits(interval.Upper)}{(estimate.Without is { } part ? $", {part}" : "")}]" : "");
    }

    /// <summary>With trailing zeros kept: 0.420, not 0.42.</summary>
    private static string Significant(double x, int digits)
    {
        // What rounding leaves of nothing.
        if (Math.Abs(x) < 1e-9) return "0";
        var decimals = Math.Clamp(digits - 1 - (int)Math.Floor(Math.Log10(Math.Abs(x))), 0, 9);
        return x.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}

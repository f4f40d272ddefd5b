using System.Globalization;
using ImageAnalysis.Evaluate;
using ImageAnalysis.Evaluate.Derived;
using ImageAnalysis.Findings;

namespace ImageAnalysis.Tests.Evaluate.Derived;

/// <summary>Samples with curves as the tests of this folder state them.</summary>
internal static class Curves
{
    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>A table with a head and rows of numbers.</summary>
    public static string Csv(string head, IEnumerable<double[]> rows) =>
        $"{head}\n{string.Concat(rows.Select(r => string.Join(',', r.Select(v => double.IsNaN(v) ? "" : v.ToString("R", CultureInfo.InvariantCulture))) + "\n"))}";

    /// <summary>What follows from a curve "c.csv" of the given key, and from further laboratory values written as JSON members.</summary>
    public static (DerivedResults Results, IReadOnlyList<Finding> Findings) Derive(string key, string csv, string laboratory = "", DerivationOptions? options = null)
    {
        var more = laboratory.Length > 0 ? $", {laboratory}" : "";
        var sample = SampleReader.ReadJson($$"""{ "sample": "S", "laboratory": { "{{key}}": "c.csv"{{more}} } }""", "s.json", []);
        return Deriver.Derive(sample, [new CurveFile("c.csv", csv)], options ?? new DerivationOptions());
    }

    public static (DerivedResults Results, IReadOnlyList<Finding> Findings) DeriveFrom(string laboratory, string declared = "") =>
        Deriver.Derive(SampleReader.ReadJson($$"""{ "sample": "S", "laboratory": { {{laboratory}} }, "declared": { {{declared}} } }""", "s.json", []), [], new DerivationOptions());

    public static DerivedQuantity Of(this (DerivedResults Results, IReadOnlyList<Finding> Findings) derived, string key) => derived.Results.Quantities.Single(q => q.Key == key);

    public static bool Holds(this Bounds interval, double value) => value >= (interval.Lower ?? double.NegativeInfinity) && value <= (interval.Upper ?? double.PositiveInfinity);

    public static Curve Of(IEnumerable<(double X, double Y)> points) => new([.. points.Select((p, i) => new CurvePoint(i + 2, p.X, p.Y))]);

    public static IEnumerable<double> Grid(double from, double to, double step)
    {
        for (var i = 0; from + (i * step) <= to + (step * 1e-9); i++) yield return from + (i * step);
    }

    /// <summary>Noise that any run repeats: uniform in -1 .. 1.</summary>
    public static Func<double> Noise(uint seed)
    {
        var state = seed;
        return () => ((state = (state * 1664525u) + 1013904223u) / (double)uint.MaxValue * 2) - 1;
    }
}

using System.Globalization;
using ImageAnalysis.Evaluate;
using ImageAnalysis.Evaluate.Derived;
using ImageAnalysis.Findings;

namespace ImageAnalysis.Tests.Evaluate.Derived;

public sealed class DeriverPropertyTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "datasets", "samples", "curves");

    private static readonly string[] Cells =
        ["", " ", "0", "-1", "1e308", "-1e308", "1e-308", "NaN", "Infinity", "abc", "\"", "1,5", "1.5", ";", "#", "[", "°C", "\uFFFD", "100000", "0.0000001"];

    [Theory]
    [InlineData("porometry")]
    [InlineData("sweep")]
    [InlineData("dsc-heating")]
    [InlineData("dsc")]
    [InlineData("tg")]
    [InlineData("cole-cole")]
    public void Whatever_stands_in_a_file_there_is_a_finite_result_or_an_error_that_names_the_file(string key)
    {
        var lines = File.ReadAllLines(Path.Combine(Folder, $"{key}.csv"));
        var noise = Curves.Noise(17);
        int Pick(int n) => Math.Clamp((int)((noise() + 1) / 2 * n), 0, n - 1);
        for (var round = 0; round < 150; round++)
        {
            var changed = lines.ToList();
            // Short curves, cells of all kinds, rows out of order, rows twice.
            if (Pick(3) == 0) changed = [.. changed.Take(2 + Pick(12))];
            for (var k = Pick(4); k > 0; k--)
            {
                var at = Pick(changed.Count);
                var cells = changed[at].Split(',', ';');
                cells[Pick(cells.Length)] = Cells[Pick(Cells.Length)];
                changed[at] = string.Join(changed[at].Contains(';', StringComparison.Ordinal) ? ';' : ',', cells);
            }

            if (Pick(4) == 0 && changed.Count > 4)
            {
                var (a, b) = (2 + Pick(changed.Count - 2), 2 + Pick(changed.Count - 2));
                (changed[a], changed[b]) = (changed[b], changed[a]);
            }

            if (Pick(4) == 0) changed.Add(changed[^1]);
            var sample = Sample(key);
            try
            {
                var (results, _) = Deriver.Derive(sample, [new CurveFile("c.csv", string.Join('\n', changed))], new DerivationOptions());
                Assert.All(results.Quantities, Sound);
            }
            catch (CurveInvalidException refused)
            {
                Assert.StartsWith("c.csv", refused.What, StringComparison.Ordinal);
                Assert.NotEmpty(refused.Faults);
            }
        }
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(3.7)]
    [InlineData(1000)]
    public void Pressures_times_a_factor_are_sizes_over_it(double factor)
    {
        DerivedQuantity Of(double scale, string key) => Curves.Derive("porometry", Curves.Csv("pressure [Pa],wet [L/min],dry [L/min]",
            Curves.Grid(1000, 300_000, 1000).Select(p => new[] { p * scale, p / (1 + Math.Pow(90_000 / p, 9)), p }))).Of(key);
        foreach (var key in new[] { "avg-pore", "max-pore" })
        {
            Assert.Equal(Of(1, key).Value!.Value, Of(factor, key).Value!.Value * factor, 1e-9 * Of(1, key).Value!.Value);
            Assert.Equal(Of(1, key).Interval!.Upper!.Value, Of(factor, key).Interval!.Upper!.Value * factor, 1e-9 * Of(1, key).Value!.Value);
        }

        Assert.Equal(Of(1, "pore-ratio").Value!.Value, Of(factor, "pore-ratio").Value!.Value, 1e-9);
    }

    [Fact]
    public void A_result_does_not_depend_on_the_order_of_the_files_or_on_files_of_others()
    {
        var sample = SampleReader.ReadJson(File.ReadAllText(Path.Combine(Folder, "sample.json")), "sample.json", []);
        List<CurveFile> files = [.. Deriver.FilesOf(sample).Select(n => new CurveFile(n, File.ReadAllText(Path.Combine(Folder, n))))];
        var (once, _) = Deriver.Derive(sample, files, new DerivationOptions());
        files.Reverse();
        files.Add(new CurveFile("other.csv", "nonsense"));
        var (again, _) = Deriver.Derive(sample, files, new DerivationOptions());
        Assert.Equal(once.Quantities.Select(q => (q.Key, q.Value, q.Answer)), again.Quantities.Select(q => (q.Key, q.Value, q.Answer)));
    }

    [Fact]
    public void A_file_that_was_not_handed_in_is_a_reason_and_no_value()
    {
        var sample = SampleReader.ReadJson(File.ReadAllText(Path.Combine(Folder, "sample.json")), "sample.json", []);
        var (results, _) = Deriver.Derive(sample, [], new DerivationOptions());
        Assert.All(results.Quantities.Where(q => q.File is not null), q => Assert.Contains("was not handed in", q.Reason, StringComparison.Ordinal));
        Assert.True(results.Quantities.Count(q => q.File is not null) >= 9);
    }

    [Fact]
    public void A_curve_that_nothing_reads_is_said_to_be_unused()
    {
        var sample = Samples.Laboratory() with { Curves = [new CurveReference("viscosity", "v.csv")] };
        Assert.Contains(Deriver.Derive(sample, [], new DerivationOptions()).Findings, f => f.Code == "curve-not-used:viscosity");
    }

    [Fact]
    public void Every_input_of_a_derivation_has_a_key_that_a_sample_may_state()
    {
        foreach (var quantity in DerivedInputs.Quantities.Where(q => q.Kind == QuantityKind.Number))
        {
            var sample = SampleReader.ReadJson($$"""{ "sample": "S", "laboratory": { "{{quantity.Key}}": { "value": 1, "unit": "{{quantity.Unit}}" } } }""", "s.json", []);
            Assert.Equal(quantity.Key, Assert.Single(sample.Laboratory).Key);
        }
    }

    private static Sample Sample(string key)
    {
        const string More = "\"tg-weight-loss\": { \"value\": 5, \"unit\": \"wt%\" }, \"cell-thickness\": { \"value\": 100, \"unit\": \"µm\" }, \"cell-area\": { \"value\": 2, \"unit\": \"cm²\" }";
        return SampleReader.ReadJson(key == "sweep"
            ? """{ "sample": "S", "sweep": "c.csv" }"""
            : $$"""{ "sample": "S", "laboratory": { "{{key}}": "c.csv", {{More}} } }""", "s.json", []);
    }

    private static void Sound(DerivedQuantity quantity)
    {
        var told = string.Create(CultureInfo.InvariantCulture, $"{quantity.Key}: {quantity.Value} in {quantity.Interval}");
        double?[] numbers = [quantity.Value, quantity.Interval?.Lower, quantity.Interval?.Upper, .. quantity.Points.SelectMany(p => new double?[] { p.X, p.Y })];
        Assert.All(numbers.OfType<double>(), n => Assert.True(double.IsFinite(n), told));
        if (quantity is { Value: { } value, Interval: { } interval }) Assert.True(interval.Holds(value), told);
        Assert.Equal(quantity.Use == DerivedUse.None, quantity.Answer is null);
        Assert.True(quantity.Use != DerivedUse.None || quantity.Reason is not null, told);
    }
}

using ImageAnalysis.Evaluate;
using ImageAnalysis.Evaluate.Derived;

namespace ImageAnalysis.Tests.Evaluate.Derived;

/// <summary>A mass that falls along a logistic of temperature: the loss reaches q where T = T0 + w·ln(q/(1-q)).</summary>
public sealed class DecompositionTests
{
    private const string Head = "temperature [°C],mass [mg]";

    [Theory]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(50)]
    public void The_stated_loss_is_reached_at_its_closed_form(double percent)
    {
        var q = percent / 100;
        var expected = 350 + (8 * Math.Log(q / (1 - q)));
        var decomposition = Curves.Derive("tg", Table(0.5), Share(percent)).Of("decomposition");
        Assert.Equal(expected, decomposition.Value!.Value, 0.02);
        Assert.True(decomposition.Interval!.Holds(expected));
        Assert.InRange(decomposition.Interval!.Upper!.Value - decomposition.Interval.Lower!.Value, 0.49, 1.01);
        Assert.Equal("weight at the start", decomposition.Points[0].Role);
    }

    [Fact]
    public void More_loss_is_never_reached_earlier()
    {
        var last = 0.0;
        for (var percent = 1; percent < 99; percent += 7)
        {
            var now = Curves.Derive("tg", Table(1), Share(percent)).Of("decomposition").Value!.Value;
            Assert.True(now > last);
            last = now;
        }
    }

    [Fact]
    public void Without_a_stated_share_there_is_no_temperature_and_no_default()
    {
        var derived = Curves.Derive("tg", Table(1));
        Assert.Equal((null, DerivedUse.None), (derived.Of("decomposition").Value, derived.Of("decomposition").Use));
        Assert.Contains("lost in its scan", derived.Of("decomposition").Reason, StringComparison.Ordinal);
        Assert.Contains(derived.Findings, f => f.Code == "tg-share-missing");

        var sample = SampleReader.ReadJson("""{ "sample": "S", "laboratory": { "tg": "c.csv" } }""", "s.json", []);
        var result = Evaluator.Evaluate(new EvaluationInput([], sample) { Curves = [new CurveFile("c.csv", Table(1))] }, [Samples.Electrode]).Sets[0].Of("softening");
        Assert.Equal(Verdict.NotJudged, result.Verdict);
        Assert.Contains("tg-weight-loss", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loss_that_is_not_reached_bounds_the_temperature_from_below_and_passes_a_lower_limit()
    {
        var csv = Curves.Csv(Head, [[30, 10], [200, 9.99], [240, 9.98]]);
        var decomposition = Curves.Derive("tg", csv, Share(5)).Of("decomposition");
        Assert.Equal((null, 240, null), (decomposition.Value, decomposition.Interval!.Lower, decomposition.Interval.Upper));
        var sample = SampleReader.ReadJson($$"""{ "sample": "S", "laboratory": { "tg": "c.csv", "softening": { "value": 300, "unit": "°C" }, {{Share(5)}} } }""", "s.json", []);
        var result = Evaluator.Evaluate(new EvaluationInput([], sample) { Curves = [new CurveFile("c.csv", csv)] }, [Samples.Electrode]).Sets[0].Of("softening");
        Assert.Equal(Verdict.Pass, result.Verdict);
    }

    [Fact]
    public void Mass_in_percent_gives_the_same_and_noise_widens_the_interval_over_all_crossings()
    {
        var percent = Curves.Csv("temperature [K],weight [%]", Points(0.5).Select(p => new[] { p.X + 273.15, p.Y * 10 }));
        Assert.Equal(Curves.Derive("tg", Table(0.5), Share(5)).Of("decomposition").Value!.Value, Curves.Derive("tg", percent, Share(5)).Of("decomposition").Value!.Value, 1e-6);

        var loss = Curves.Csv("temperature_c,weight_loss_percent", Points(0.5).Select(p => new[] { p.X, 100 - (p.Y * 10) }));
        Assert.Equal(Curves.Derive("tg", Table(0.5), Share(5)).Of("decomposition").Value!.Value, Curves.Derive("tg", loss, Share(5)).Of("decomposition").Value!.Value, 1e-6);

        var noise = Curves.Noise(4);
        var noisy = Curves.Derive("tg", Curves.Csv(Head, Points(0.1).Select(p => new[] { p.X, p.Y + (0.03 * noise()) })), Share(5)).Of("decomposition");
        Assert.True(noisy.Interval!.Upper!.Value - noisy.Interval.Lower!.Value > 0.15);
        Assert.Equal(350 + (8 * Math.Log(0.05 / 0.95)), noisy.Value!.Value, 1.5);
    }

    private static string Share(double percent) => Curves.Text($"\"tg-weight-loss\": {{ \"value\": {percent}, \"unit\": \"wt%\" }}");

    private static string Table(double step) => Curves.Csv(Head, Points(step).Select(p => new[] { p.X, p.Y }));

    private static IEnumerable<(double X, double Y)> Points(double step) => Curves.Grid(30, 600, step).Select(t => (t, 10 / (1 + Math.Exp((t - 350) / 8))));

    [Theory]
    [InlineData("weight loss [%]", 0, -1)]
    [InlineData("mass [mg]", 10, 0.1)]
    [InlineData("mass [%]", 100, 0.2)]
    [InlineData("mass [mg]", 10, -0.2)]
    public void A_weight_that_no_decomposition_shows_gives_no_temperature(string column, double start, double slope)
    {
        var csv = Curves.Csv($"temperature [°C],{column}", Curves.Grid(30, 600, 5).Select(t => new[] { t, start + (slope * Math.Max(0, t - 300) / 3) }));
        var derived = Curves.Derive("tg", csv, Share(5));
        Assert.Equal(DerivedUse.None, derived.Of("decomposition").Use);
        Assert.Contains("of that at the start", derived.Of("decomposition").Reason, StringComparison.Ordinal);
        Assert.Contains(derived.Findings, f => f is { Code: "tg-weight-impossible", Severity: ImageAnalysis.Findings.Severity.Limit });
    }

    [Fact]
    public void Buoyancy_and_one_reading_that_is_off_are_no_gain()
    {
        var csv = Curves.Csv(Head, Points(1).Select((p, i) => new[] { p.X, p.Y + (0.00025 * (p.X - 30)) + (i == 100 ? 5 : 0) }));
        Assert.Equal(350 + (8 * Math.Log(0.05 / 0.95)), Curves.Derive("tg", csv, Share(5)).Of("decomposition").Value!.Value, 3.0);
    }

    [Fact]
    public void A_curve_that_starts_late_gives_at_most_its_temperature()
    {
        var derived = Curves.Derive("tg", Curves.Csv(Head, Points(1).Where(p => p.X >= 180).Select(p => new[] { p.X, p.Y })), Share(5));
        var decomposition = derived.Of("decomposition");
        Assert.Equal((null, null), (decomposition.Value, decomposition.Interval!.Lower));
        Assert.Equal(326.4, decomposition.Interval.Upper!.Value, 1.0);
        Assert.Contains(derived.Findings, f => f.Code == "tg-starts-late");
    }
}

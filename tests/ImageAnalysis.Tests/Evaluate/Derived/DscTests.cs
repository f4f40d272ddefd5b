using ImageAnalysis.Evaluate;
using ImageAnalysis.Evaluate.Derived;
using ImageAnalysis.Findings;

namespace ImageAnalysis.Tests.Evaluate.Derived;

public sealed class DscTests
{
    private const string Heating = "temperature [°C],heat-flow-endo-up [mW/mg]";

    [Theory]
    [InlineData(143.21, 0.1)]
    [InlineData(143.21, 0.5)]
    [InlineData(170.05, 1.0)]
    public void A_bell_on_a_slanted_base_line_has_its_peak_at_its_top(double at, double step)
    {
        var tm = Curves.Derive("dsc-heating", Table(Heating, Bell(at, 3, 1, step, 20, 220))).Of("tm");
        // The base line's slope moves the top by slope·σ²/h = 0.001·9/1.
        Assert.Equal(at + 0.009, tm.Value!.Value, 0.02);
        Assert.True(tm.Interval!.Holds(at));
        Assert.InRange(tm.Interval!.Upper!.Value - tm.Interval.Lower!.Value, step * 0.99, step + 0.3);
    }

    [Fact]
    public void A_coarser_curve_has_a_wider_interval()
    {
        var widths = new[] { 0.1, 0.5, 1, 2 }.Select(step => Curves.Derive("dsc-heating", Table(Heating, Bell(150.03, 3, 1, step, 20, 220))).Of("tm").Interval!).Select(i => i.Upper!.Value - i.Lower!.Value).ToList();
        Assert.Equal(widths.Order(), widths);
    }

    [Fact]
    public void Exothermic_up_and_kelvin_give_the_same_peak()
    {
        var points = Bell(150.03, 3, 1, 0.5, 20, 220).ToList();
        var other = Table("temperature [K],heat flow (exo up) [W/g]", points.Select(p => (p.X + 273.15, -p.Y)));
        Assert.Equal(Curves.Derive("dsc-heating", Table(Heating, points)).Of("tm").Value!.Value, Curves.Derive("dsc-heating", other).Of("tm").Value!.Value, 1e-9);
    }

    [Fact]
    public void A_crystallization_peak_is_exothermic_and_on_cooling()
    {
        var cooling = Bell(121.4, 2, 0.8, 0.2, 40, 180).Reverse();
        var tc = Curves.Derive("dsc-cooling", Table("temperature [°C],heat-flow-exo-up [mW]", cooling)).Of("tc");
        Assert.Equal(121.4, tc.Value!.Value, 0.03);
        Assert.Contains("rises from the first row to the last; this curve is of cooling",
            Assert.Throws<CurveInvalidException>(() => Curves.Derive("dsc-cooling", Table("temperature [°C],heat-flow-exo-up [mW]", Bell(121.4, 2, 0.8, 0.2, 40, 180)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hook_at_the_start_is_no_peak()
    {
        var points = Bell(150, 3, 1, 0.5, 20, 220).Select(p => (p.X, p.Y + (5 * Math.Exp(-(p.X - 20) / 4))));
        Assert.Equal(150, Curves.Derive("dsc-heating", Table(Heating, points)).Of("tm").Value!.Value, 0.05);
    }

    [Fact]
    public void Noise_widens_the_interval_and_noise_alone_is_no_peak()
    {
        var noise = Curves.Noise(3);
        var tm = Curves.Derive("dsc-heating", Table(Heating, Bell(150, 3, 1, 0.1, 20, 220).Select(p => (p.X, p.Y + (0.02 * noise()))))).Of("tm");
        Assert.True(tm.Interval!.Holds(150));
        Assert.InRange(tm.Interval!.Upper!.Value - tm.Interval.Lower!.Value, 0.2, 4);

        var alone = Curves.Derive("dsc-heating", Table(Heating, Curves.Grid(20, 220, 0.5).Select(t => (t, 0.02 * noise())))).Of("tm");
        Assert.Equal(DerivedUse.None, alone.Use);
        Assert.Contains("stands out of the noise", alone.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_peak_is_named()
    {
        var points = Bell(150, 3, 1, 0.5, 20, 220).Select(p => (p.X, p.Y + (0.4 * Math.Exp(-Math.Pow((p.X - 168) / 3, 2) / 2))));
        var derived = Curves.Derive("dsc-heating", Table(Heating, points));
        Assert.Equal(150, derived.Of("tm").Value!.Value, 0.05);
        Assert.Contains(derived.Findings, f => f.Code == "dsc-several-peaks:tm" && f.What.Contains("168", StringComparison.Ordinal));
    }

    [Fact]
    public void A_heat_flow_without_direction_is_refused_for_a_glass_transition()
    {
        var thrown = Assert.Throws<CurveInvalidException>(() => Curves.Derive("dsc", Table("temperature [°C],heat flow [mW/mg]", Step(150, 3, 0.3, 0.1))));
        Assert.Contains("which way is endothermic", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void One_clear_peak_of_a_heat_flow_without_direction_is_taken_and_said_to_be(double sign)
    {
        var derived = Curves.Derive("dsc-heating", Table("temperature_c,heat_flow_mw", Bell(150, 3, 1, 0.5, 20, 220).Select(p => (p.X, sign * p.Y))));
        Assert.Equal(150, derived.Of("tm").Value!.Value, 0.05);
        Assert.Contains(derived.Findings, f => f.Code == "dsc-direction-assumed");
    }

    [Fact]
    public void Peaks_both_ways_of_a_heat_flow_without_direction_are_not_chosen_between()
    {
        var points = Bell(150, 3, 1, 0.5, 20, 220).Select(p => (p.X, p.Y - (0.6 * Math.Exp(-Math.Pow((p.X - 90) / 3, 2) / 2))));
        var tm = Curves.Derive("dsc-heating", Table("temperature [°C],heat flow [mW]", points)).Of("tm");
        Assert.Equal(DerivedUse.None, tm.Use);
        Assert.Contains("peaks stand out both ways", tm.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Melting_points_of_curves_decide_the_affinity_of_the_cooling_medium()
    {
        var sample = SampleReader.ReadJson("""{ "sample": "S", "laboratory": { "dsc-neat": "neat.csv", "dsc-mixture": "mix.csv" } }""", "s.json", []);
        CurveFile File(string name, double at) => new(name, Table(Heating, Bell(at, 3, 1, 0.5, 20, 220)));
        var evaluation = Evaluator.Evaluate(new EvaluationInput([], sample) { Curves = [File("neat.csv", 172), File("mix.csv", 141)] }, [Samples.Membrane]);
        Assert.Contains("affinity", evaluation.Derived.Quantities.Single(q => q.Key == "affinity").Answer, StringComparison.Ordinal);
        var medium = evaluation.Sets[0].Of("cooling-medium");
        Assert.Equal((Verdict.Pass, Standing.Met), (medium.Verdict, medium.Ranges[0].Standing));
    }

    /// <summary>A logistic step of height h and width w at T0: its tangent at the inflection T0 meets the base line at T0 - 2w.</summary>
    [Theory]
    [InlineData(105, 3, 0.3)]
    [InlineData(180, 2, 0.15)]
    [InlineData(220, 4, 0.5)]
    public void A_logistic_step_softens_25_degrees_above_the_foot_of_its_tangent(double at, double w, double h)
    {
        var derived = Curves.Derive("dsc", Table(Heating, Step(at, w, h, 0.1)), "\"dsc-heating-rate\": { \"value\": 10, \"unit\": \"°C/min\" }");
        var (tg, softening) = (derived.Of("glass-transition"), derived.Of("softening"));
        Assert.Equal(at - (2 * w), tg.Value!.Value, 0.2);
        // A logistic has no end before which it is level: its tail bends the base line by 0.02 °C.
        Assert.InRange(at - (2 * w), tg.Interval!.Lower!.Value - 0.02, tg.Interval.Upper!.Value + 0.02);
        Assert.Equal(tg.Value.Value + 25, softening.Value!.Value, 1e-9);
        Assert.Equal(["end of the base line", "onset", "first inflection after the onset", "base line meets tangent"], softening.Points.Select(p => p.Role));
        Assert.Equal(at, softening.Points[2].X, 0.3);
    }

    [Fact]
    public void A_wider_stretch_for_slopes_moves_the_transition_within_the_interval_of_the_default()
    {
        var csv = Table(Heating, Step(150, 3, 0.3, 0.1));
        var tg = Curves.Derive("dsc", csv).Of("glass-transition");
        foreach (var half in new[] { 1.0, 2, 4 })
            Assert.True(tg.Interval!.Holds(Curves.Derive("dsc", csv, options: new DerivationOptions { DscSlopeHalfWidthCelsius = half }).Of("glass-transition").Value!.Value));
    }

    [Fact]
    public void A_step_too_weak_for_the_threshold_of_the_source_is_none()
    {
        // Its steepest DDSC is h/(4w)·10 = 0.04 mW/min/mg.
        var softening = Curves.Derive("dsc", Table(Heating, Step(150, 3, 0.048, 0.1))).Of("softening");
        Assert.Equal(DerivedUse.None, softening.Use);
        Assert.Contains("0.05 mW/min/mg", softening.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Noise_of_a_thousandth_moves_the_transition_by_less_than_a_degree()
    {
        var noise = Curves.Noise(9);
        var tg = Curves.Derive("dsc", Table(Heating, Step(150, 3, 0.3, 0.1).Select(p => (p.X, p.Y + (0.001 * noise()))))).Of("glass-transition");
        Assert.Equal(144, tg.Value!.Value, 0.5);
    }

    [Fact]
    public void A_heat_flow_in_milliwatts_needs_the_mass_and_gives_the_same()
    {
        var points = Step(150, 3, 0.3, 0.1).ToList();
        var expected = Curves.Derive("dsc", Table(Heating, points)).Of("softening").Value!.Value;
        var raw = Table("temperature [°C],heat-flow-endo-up [mW]", points.Select(p => (p.X, p.Y * 10)));
        Assert.Contains("\"dsc-mass\" is not given", Curves.Derive("dsc", raw).Of("softening").Reason, StringComparison.Ordinal);
        Assert.Equal(expected, Curves.Derive("dsc", raw, "\"dsc-mass\": { \"value\": 0.01, \"unit\": \"g\" }").Of("softening").Value!.Value, 1e-6);
    }

    [Fact]
    public void The_rate_comes_from_the_times_else_from_the_sample_else_from_the_source_and_is_stated()
    {
        var points = Step(150, 3, 0.3, 0.1).ToList();
        var assumed = Curves.Derive("dsc", Table(Heating, points));
        Assert.Contains(assumed.Findings, f => f.Code == "dsc-rate-assumed");
        Assert.Contains(assumed.Of("softening").Inputs, i => i is { Key: "dsc-heating-rate", Value: 10, Origin: InputOrigin.Source });
        var timed = Curves.Csv("time [s],temperature [°C],heat-flow-endo-up [mW/mg]", points.Select((p, i) => new[] { i * 0.3, p.X, p.Y }));
        var input = Curves.Derive("dsc", timed).Of("softening").Inputs.Single(i => i.Key == "dsc-heating-rate");
        Assert.Equal((20, InputOrigin.Curve), (Math.Round(input.Value, 9), input.Origin));
    }

    private static string Table(string head, IEnumerable<(double X, double Y)> points) => Curves.Csv(head, points.Select(p => new[] { p.X, p.Y }));

    private static IEnumerable<(double X, double Y)> Bell(double at, double sigma, double height, double step, double from, double to) =>
        Curves.Grid(from, to, step).Select(t => (t, 0.2 + (0.001 * t) + (height * Math.Exp(-Math.Pow((t - at) / sigma, 2) / 2))));

    private static IEnumerable<(double X, double Y)> Step(double at, double w, double height, double step) =>
        Curves.Grid(-100, 500, step).Select(t => (t, 0.1 + (0.0002 * t) + (height / (1 + Math.Exp(-(t - at) / w)))));

    [Fact]
    public void A_curve_that_starts_late_softens_at_most_where_its_first_step_does()
    {
        var derived = Curves.Derive("dsc", Table(Heating, Step(190, 3, 0.3, 0.5).Where(p => p.X >= 120)));
        foreach (var (key, at) in new[] { ("glass-transition", 184), ("softening", 209) })
        {
            Assert.Equal((null, null), (derived.Of(key).Value, derived.Of(key).Interval!.Lower));
            Assert.Equal(at, derived.Of(key).Interval!.Upper!.Value, 1.0);
        }

        Assert.Contains(derived.Findings, f => f.Code == "dsc-starts-late");
    }

    [Fact]
    public void Noise_of_many_readings_is_no_peak()
    {
        for (var seed = 1u; seed <= 20; seed++)
        {
            var noise = Curves.Noise(seed);
            double Bell() => Enumerable.Range(0, 12).Sum(_ => noise()) / 2;
            Assert.Equal(DerivedUse.None, Curves.Derive("dsc-heating", Table(Heating, Curves.Grid(40, 199.5, 0.5).Select(t => (t, 0.05 + (0.01 * Bell()))).ToList())).Of("tm").Use);
        }
    }
}

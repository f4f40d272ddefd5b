using ImageAnalysis.Evaluate;
using ImageAnalysis.Evaluate.Derived;
using ImageAnalysis.Findings;

namespace ImageAnalysis.Tests.Evaluate.Derived;

/// <summary>
/// A membrane whose flow is log-normally distributed over the pressures at which its pores open: wet/dry = Φ(ln(p/m)/s). Its half-dry pressure is m, and the
/// pressure at which the share q of the flow is open is m·exp(s·Φ⁻¹(q)).
/// </summary>
public sealed class PorometryTests
{
    // C·γ of the options, and Φ⁻¹(0.01).
    private const double Factor = 2860 * 22.0, OnePercent = -2.3263478740408408;

    [Theory]
    [InlineData(200_000, 0.15, 500)]
    [InlineData(350_000, 0.25, 1000)]
    [InlineData(90_000, 0.4, 200)]
    public void A_log_normal_membrane_gives_its_closed_form(double m, double s, double step)
    {
        var derived = Curves.Derive("porometry", Table(m, s, Curves.Grid(step, 4 * m, step)));
        var (average, maximum, ratio) = (derived.Of("avg-pore"), derived.Of("max-pore"), derived.Of("pore-ratio"));
        Assert.Equal(Factor / m, average.Value!.Value, 1e-4 * Factor / m);
        Assert.True(average.Interval!.Holds(Factor / m));
        var bubble = m * Math.Exp(s * OnePercent);
        Assert.Equal(Factor / bubble, maximum.Value!.Value, 0.003 * Factor / bubble);
        Assert.True(maximum.Interval!.Holds(Factor / bubble));
        Assert.Equal(m / bubble, ratio.Value!.Value, 0.003 * m / bubble);
        Assert.Equal(bubble / 98_066.5, derived.Of("bubble-point").Value!.Value, 0.003 * bubble / 98_066.5);
    }

    [Fact]
    public void The_interval_is_the_step_between_the_deciding_points()
    {
        var derived = Curves.Derive("porometry", Table(200_000, 0.2, Curves.Grid(12_345, 800_000, 10_000)));
        var average = derived.Of("avg-pore");
        var (below, above) = (average.Points[0], average.Points[^1]);
        Assert.Equal(10_000, above.X - below.X, 1e-6);
        Assert.Equal(new Bounds(Factor / above.X, Factor / below.X), average.Interval);
        Assert.Equal(above.Line!.Value, below.Line!.Value + 1);
    }

    [Fact]
    public void A_finer_grid_narrows_the_interval_and_keeps_the_value()
    {
        double? width = null;
        foreach (var step in new[] { 20_000.0, 5000, 1000, 200 })
        {
            var average = Curves.Derive("porometry", Table(200_000, 0.2, Curves.Grid(1000, 800_000, step))).Of("avg-pore");
            var now = average.Interval!.Upper!.Value - average.Interval.Lower!.Value;
            Assert.True(width is null || now < width);
            Assert.True(average.Interval.Holds(Factor / 200_000));
            width = now;
        }
    }

    [Theory]
    [InlineData("kPa", 1000)]
    [InlineData("bar", 100_000)]
    [InlineData("kgf/cm²", 98_066.5)]
    [InlineData("psi", 6894.757293168)]
    public void Any_unit_of_pressure_and_flow_gives_the_same_sizes(string unit, double pascal)
    {
        var grid = Curves.Grid(1000, 800_000, 1000).ToList();
        var inPascal = Curves.Derive("porometry", Table(200_000, 0.2, grid));
        var rows = grid.Select(p => new[] { p / pascal, Dry(p) * Share(p, 200_000, 0.2) * 1000, Dry(p) });
        var other = Curves.Derive("porometry", Curves.Csv($"pressure [{unit}],wet [mL/min],dry [L/min]", rows));
        foreach (var key in new[] { "avg-pore", "max-pore", "pore-ratio", "bubble-point" })
            Assert.Equal(inPascal.Of(key).Value!.Value, other.Of(key).Value!.Value, 1e-9);
    }

    [Fact]
    public void Wet_and_dry_may_be_measured_at_pressures_of_their_own()
    {
        var wet = Curves.Grid(1000, 700_000, 3000).ToList();
        var dry = Curves.Grid(500, 750_000, 7001).ToList();
        var rows = Enumerable.Range(0, wet.Count).Select(i => new[]
        {
            wet[i], Dry(wet[i]) * Share(wet[i], 200_000, 0.2), i < dry.Count ? dry[i] : double.NaN, i < dry.Count ? Dry(dry[i]) : double.NaN,
        });
        var derived = Curves.Derive("porometry", Curves.Csv("wet-pressure [Pa],wet [L/min],dry-pressure [Pa],dry [L/min]", rows));
        Assert.Equal(Factor / 200_000, derived.Of("avg-pore").Value!.Value, 2e-4);

        // The same in one column of pressures, with empty cells where a run has no point.
        var shared = wet.Select(p => new[] { p, Dry(p) * Share(p, 200_000, 0.2), double.NaN }).Concat(dry.Select(p => new[] { p, double.NaN, Dry(p) })).OrderBy(r => r[0]);
        var again = Curves.Derive("porometry", Curves.Csv("pressure [Pa],wet [L/min],dry [L/min]", shared));
        Assert.Equal(derived.Of("avg-pore").Value!.Value, again.Of("avg-pore").Value!.Value, 1e-12);
        Assert.Equal(derived.Of("max-pore").Value!.Value, again.Of("max-pore").Value!.Value, 1e-12);
    }

    /// <summary>The ratio of a curve is that of one measurement; a stated average beside it would make another.</summary>
    [Fact]
    public void The_ratio_of_a_curve_is_judged_although_one_of_its_sizes_is_stated_otherwise()
    {
        var csv = Table(200_000, 0.6, Curves.Grid(1000, 1_500_000, 1000));
        var sample = SampleReader.ReadJson("""{ "sample": "S", "criteria": ["membrane"], "laboratory": { "porometry": "c.csv", "avg-pore": { "value": 0.6, "unit": "µm" } } }""", "s.json", [Samples.Membrane]);
        var derived = Deriver.Derive(sample, [new CurveFile("c.csv", csv)], new DerivationOptions());
        Assert.True(derived.Results.Quantities.Single(q => q.Key == "pore-ratio").Value > 3);
        var result = Evaluator.Evaluate(new EvaluationInput([], sample) { Curves = [new CurveFile("c.csv", csv)] }, [Samples.Membrane]).Sets[0].Of("pore-ratio");
        Assert.Equal((Verdict.Fail, Verdict.Fail), (result.ClaimVerdict, result.Verdict));
    }

    [Theory]
    [InlineData("surface-tension", -22, "mN/m")]
    [InlineData("surface-tension", 0, "mN/m")]
    [InlineData("pore-constant", -2860, "")]
    public void A_constant_that_is_not_above_zero_gives_no_size_and_the_reason(string key, double value, string unit)
    {
        // A sample file with such a constant is refused; this is one that a program made.
        Assert.Throws<ImageAnalysis.Findings.SampleInvalidException>(() => SampleReader.ReadJson(Curves.Text($$"""{ "sample": "S", "laboratory": { "{{key}}": { "value": {{value}}, "unit": "{{unit}}" } } }"""), "s.json", []));
        var sample = Samples.Laboratory(LaboratoryValue.Exact(key, value, unit)) with { Curves = [new CurveReference("porometry", "c.csv")] };
        Holds(Deriver.Derive(sample, [new CurveFile("c.csv", Table(200_000, 0.2, Curves.Grid(1000, 800_000, 1000)))], new DerivationOptions()));
    }

    private static void Holds((DerivedResults Results, IReadOnlyList<ImageAnalysis.Findings.Finding> Findings) derived)
    {
        foreach (var key in (string[])["avg-pore", "max-pore"])
        {
            Assert.Null(derived.Of(key).Value);
            Assert.Contains("above 0", derived.Of(key).Reason, StringComparison.Ordinal);
        }

        Assert.NotNull(derived.Of("pore-ratio").Value);
    }

    [Fact]
    public void A_constant_that_is_a_bound_is_not_taken_and_said_so() =>
        Assert.Contains(Curves.Derive("porometry", Table(200_000, 0.2, Curves.Grid(1000, 800_000, 1000)), "\"pore-constant\": \">=2000\"").Findings, f => f.Code == "constant-not-exact:pore-constant");

    [Theory]
    [InlineData("pressure [Pa],dry [L/min],wet [L/min]")]
    [InlineData("pressure [Pa],wet [L/min],half [L/min],dry [L/min]")]
    public void More_flow_through_the_wetted_membrane_than_through_the_dry_one_gives_no_size(string head)
    {
        var more = head.Contains("half", StringComparison.Ordinal);
        var rows = Curves.Grid(1000, 800_000, 1000).Select(p => more ? new[] { p, 1.5 * Dry(p), 0.5 * Dry(p), Dry(p) } : [p, Dry(p) * Share(p, 200_000, 0.2), Dry(p)]);
        var derived = Curves.Derive("porometry", Curves.Csv(head, rows));
        foreach (var key in (string[])["avg-pore", "max-pore", "bubble-point"])
        {
            Assert.Equal((null, DerivedUse.None), (derived.Of(key).Value, derived.Of(key).Use));
            Assert.Contains("more gas flows through the wetted membrane", derived.Of(key).Reason, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(derived.Results.Quantities, q => q.Key == "pore-ratio");
        Assert.Contains(derived.Findings, f => f is { Code: "porometry-runs-exchanged", Severity: ImageAnalysis.Findings.Severity.Limit });
    }

    [Fact]
    public void One_run_given_twice_gives_no_size()
    {
        var derived = Curves.Derive("porometry", Curves.Csv("pressure [Pa],wet [L/min],dry [L/min]", Curves.Grid(1000, 800_000, 1000).Select(p => new[] { p, Dry(p), Dry(p) })));
        Assert.Equal(DerivedUse.None, derived.Of("avg-pore").Use);
        Assert.Contains("given twice", derived.Of("avg-pore").Reason, StringComparison.Ordinal);
        Assert.Contains(derived.Findings, f => f.Code == "porometry-runs-exchanged");
    }

    [Theory]
    [InlineData(0.2, Verdict.Pass, Verdict.Pass)]
    [InlineData(0.3, Verdict.Pass, Verdict.Pass)]
    [InlineData(6, Verdict.Fail, Verdict.Indeterminate)]
    public void A_stated_size_that_is_judged_to_the_opposite_of_the_curve_stays_open(double stated, Verdict bare, Verdict guarded)
    {
        var sample = SampleReader.ReadJson(Curves.Text($$"""{ "sample": "S", "laboratory": { "porometry": "c.csv", "avg-pore": { "value": {{stated}}, "unit": "µm" } } }"""), "s.json", []);
        var file = new CurveFile("c.csv", Table(200_000, 0.2, Curves.Grid(1000, 800_000, 1000)));
        var result = Evaluator.Evaluate(new EvaluationInput([], sample) { Curves = [file] }, [Samples.Membrane]).Sets[0].Of("avg-pore");
        Assert.Equal((bare, guarded), (result.ClaimVerdict, result.Verdict));
    }

    [Fact]
    public void Runs_that_meet_within_their_noise_are_not_taken_for_exchanged()
    {
        var (a, b) = (Curves.Noise(1), Curves.Noise(2));
        var rows = Curves.Grid(2000, 1_500_000, 2000).Select(p => new[] { p, Dry(p) * Share(p, 200_000, 0.2) * (1 + (0.01 * a())), Dry(p) * (1 + (0.01 * b())) });
        Assert.Equal(DerivedUse.Judged, Curves.Derive("porometry", Curves.Csv("pressure [Pa],wet [L/min],dry [L/min]", rows)).Of("avg-pore").Use);
    }

    [Fact]
    public void A_wet_curve_that_never_meets_half_the_dry_one_bounds_the_average_from_above()
    {
        var derived = Curves.Derive("porometry", Table(200_000, 0.2, Curves.Grid(1000, 180_000, 1000)));
        var average = derived.Of("avg-pore");
        Assert.Null(average.Value);
        Assert.Null(average.Interval!.Lower);
        Assert.Equal(Factor / 180_000, average.Interval.Upper!.Value, 1e-9);
        Assert.NotNull(derived.Of("max-pore").Value);
        Assert.Null(derived.Of("pore-ratio").Value);
        Assert.True(derived.Of("pore-ratio").Interval!.Lower > 1);
        Assert.Null(derived.Of("pore-ratio").Interval!.Upper);
    }

    [Fact]
    public void Curves_that_begin_behind_the_bubble_point_bound_the_maximum_from_below()
    {
        var derived = Curves.Derive("porometry", Table(200_000, 0.3, Curves.Grid(150_000, 800_000, 1000)));
        var maximum = derived.Of("max-pore");
        Assert.Null(maximum.Value);
        Assert.Equal(Factor / 150_000, maximum.Interval!.Lower!.Value, 1e-9);
        Assert.Null(maximum.Interval.Upper);
        Assert.Null(derived.Of("pore-ratio").Interval!.Upper);
    }

    [Fact]
    public void Noise_of_the_first_flows_is_no_bubble()
    {
        var noise = Curves.Noise(5);
        var rows = Curves.Grid(1000, 800_000, 2000).Select(p => new[] { p, (Dry(p) * Share(p, 200_000, 0.2)) + (0.002 * noise()), Dry(p) });
        var derived = Curves.Derive("porometry", Curves.Csv("pressure [Pa],wet [L/min],dry [L/min]", rows));
        var bubble = 200_000 * Math.Exp(0.2 * OnePercent);
        Assert.Equal(Factor / bubble, derived.Of("max-pore").Value!.Value, 0.06 * Factor / bubble);
        Assert.Equal(Factor / 200_000, derived.Of("avg-pore").Value!.Value, 0.01 * Factor / 200_000);
    }

    [Fact]
    public void Noise_at_the_crossing_leaves_the_half_dry_pressure_open_between_first_and_last_crossing()
    {
        var noise = Curves.Noise(11);
        var rows = Curves.Grid(1000, 800_000, 500).Select(p => new[] { p, Dry(p) * Math.Clamp(Share(p, 200_000, 0.2) + (0.05 * noise()), 0, 1), Dry(p) });
        var derived = Curves.Derive("porometry", Curves.Csv("pressure [Pa],wet [L/min],dry [L/min]", rows));
        Assert.Contains(derived.Findings, f => f.Code == "porometry-several-crossings");
        Assert.True(derived.Of("avg-pore").Interval!.Holds(Factor / 200_000));
    }

    [Fact]
    public void A_few_steps_back_of_the_pressure_are_left_out_and_many_are_refused()
    {
        var rows = Curves.Grid(1000, 800_000, 1000).Select(p => new[] { p, Dry(p) * Share(p, 200_000, 0.2), Dry(p) }).ToList();
        var head = "pressure [Pa],wet [L/min],dry [L/min]";
        var jitter = rows.Take(50).Append(rows[20]).Concat(rows.Skip(50));
        var derived = Curves.Derive("porometry", Curves.Csv(head, jitter));
        Assert.Contains(derived.Findings, f => f.Code == "porometry-pressure-steps-back");
        Assert.Equal(Factor / 200_000, derived.Of("avg-pore").Value!.Value, 1e-4);

        var upAndDown = rows.Concat(Enumerable.Reverse(rows));
        var thrown = Assert.Throws<CurveInvalidException>(() => Curves.Derive("porometry", Curves.Csv(head, upAndDown)));
        Assert.Contains("Line 802", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_flow_with_a_unit_and_one_without_cannot_be_compared() =>
        Assert.Contains("states a unit and the other does not",
            Assert.Throws<CurveInvalidException>(() => Curves.Derive("porometry", "pressure [Pa],wet [L/min],dry\n1,0,1\n2,1,2\n3,2,3\n")).Message, StringComparison.Ordinal);

    [Fact]
    public void Constant_and_surface_tension_are_stated_beside_the_result_and_can_be_the_samples_own()
    {
        var csv = Table(200_000, 0.2, Curves.Grid(1000, 800_000, 1000));
        var derived = Curves.Derive("porometry", csv);
        Assert.Equal([("pore-constant", 2860, InputOrigin.Option), ("surface-tension", 22, InputOrigin.Option), ("surface-tension-temperature", 25, InputOrigin.Option)],
            derived.Of("avg-pore").Inputs.Select(i => (i.Key, i.Value, i.Origin)));
        Assert.Contains(derived.Findings, f => f.Code == "porometry-constants" && f.What.Contains("2860", StringComparison.Ordinal) && f.Why.Contains("The patent states neither", StringComparison.Ordinal));

        var own = Curves.Derive("porometry", csv, "\"pore-constant\": 4000, \"surface-tension\": { \"value\": 0.044, \"unit\": \"N/m\" }");
        Assert.Equal(4000 * 44.0 / 200_000, own.Of("avg-pore").Value!.Value, 1e-3);
        Assert.Equal(derived.Of("pore-ratio").Value, own.Of("pore-ratio").Value);
        Assert.Contains(own.Findings, f => f.Code == "porometry-constants" && f.What.Contains("its temperature is not stated", StringComparison.Ordinal));
    }

    [Fact]
    public void Derived_sizes_are_judged_and_a_ratio_near_its_limit_stays_open()
    {
        SetEvaluation Judge(double s, double step) => Evaluator.Evaluate(
            new EvaluationInput([], SampleReader.ReadJson("""{ "sample": "S", "laboratory": { "porometry": "c.csv" } }""", "s.json", []))
            {
                Curves = [new CurveFile("c.csv", Table(200_000, s, Curves.Grid(step, 800_000, step)))],
            },
            [Samples.Membrane]).Sets[0];

        // The ratio is exp(2.326 s): 2 at s = 0.298.
        Assert.Equal((Verdict.Pass, Verdict.Pass), (Judge(0.2, 1000).Of("pore-ratio").Verdict, Judge(0.2, 1000).Of("avg-pore").Verdict));
        Assert.Equal(Verdict.Fail, Judge(0.4, 1000).Of("pore-ratio").Verdict);
        Assert.Contains(FailureWord.Coarse, Judge(0.4, 1000).Failures.Select(f => f.Word));
        var near = Judge(0.295, 10_000).Of("pore-ratio");
        Assert.Equal((Verdict.Pass, Verdict.Indeterminate), (near.ClaimVerdict, near.Verdict));
        Assert.Contains("computed from c.csv", near.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stated_size_is_judged_before_the_derived_one_and_a_difference_is_found()
    {
        var csv = Table(200_000, 0.2, Curves.Grid(1000, 800_000, 1000));
        var differing = Curves.Derive("porometry", csv, "\"avg-pore\": { \"value\": 0.4, \"unit\": \"µm\" }");
        Assert.Equal(DerivedUse.StatedValueJudged, differing.Of("avg-pore").Use);
        Assert.Contains(differing.Findings, f => f.Code == "derived-differs:avg-pore");
        var agreeing = Curves.Derive("porometry", csv, "\"avg-pore\": { \"value\": 315, \"unit\": \"nm\" }");
        Assert.Equal(DerivedUse.StatedValueJudged, agreeing.Of("avg-pore").Use);
        Assert.Contains("The stated value is judged", agreeing.Of("avg-pore").Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(agreeing.Findings, f => f.Code.StartsWith("derived-differs", StringComparison.Ordinal));
        var sample = SampleReader.ReadJson("""{ "sample": "S", "laboratory": { "porometry": "c.csv", "pore-ratio": 3 } }""", "s.json", []);
        var ratio = Evaluator.Evaluate(new EvaluationInput([], sample) { Curves = [new CurveFile("c.csv", csv)] }, [Samples.Membrane]);
        Assert.Equal(["derived-differs:pore-ratio"], ratio.Findings.Select(f => f.Code).Where(c => c.Contains("differs", StringComparison.Ordinal)));
    }

    /// <summary>Against a search over every pair of neighbouring points, without any of the shortcuts.</summary>
    [Fact]
    public void The_half_dry_pressure_equals_that_of_a_slow_search()
    {
        for (var seed = 1u; seed <= 20; seed++)
        {
            var noise = Curves.Noise(seed);
            var m = 200_000 * (1 + (0.5 * noise()));
            var grid = Curves.Grid(1000, 900_000, 4000 + (1000 * noise())).ToList();
            var (wet, dry) = (Curves.Of(grid.Select(p => (p, Dry(p) * Share(p, m, 0.2)))), Curves.Of(grid.Select(p => (p, Dry(p)))));
            var found = Porometry.Measure(wet, dry, 0.01, "L/min").HalfDry.Pressure!.Value.Value!.Value;
            var slow = double.NaN;
            for (var i = 0; i + 1 < grid.Count; i++)
            {
                double At(double t) => ((1 - t) * (wet[i].Y - (dry[i].Y / 2))) + (t * (wet[i + 1].Y - (dry[i + 1].Y / 2)));
                if (At(0) >= 0 || At(1) < 0) continue;
                var (low, high) = (0.0, 1.0);
                for (var k = 0; k < 60; k++) (low, high) = At((low + high) / 2) < 0 ? ((low + high) / 2, high) : (low, (low + high) / 2);
                slow = grid[i] + (low * (grid[i + 1] - grid[i]));
            }

            Assert.Equal(slow, found, 1e-6 * slow);
        }
    }

    private static string Table(double m, double s, IEnumerable<double> pressures) =>
        Curves.Csv("pressure [Pa],wet [L/min],dry [L/min]", pressures.Select(p => new[] { p, Dry(p) * Share(p, m, s), Dry(p) }));

    private static double Dry(double pascal) => pascal / 50_000;

    private static double Share(double p, double m, double s) => Normal(Math.Log(p / m) / s);

    /// <summary>Φ by its continued integral: Simpson over 2000 steps from -8.</summary>
    private static double Normal(double z)
    {
        if (z < -8) return 0;
        const int N = 2000;
        var (h, sum) = ((Math.Min(z, 8) + 8) / N, 0.0);
        for (var i = 0; i <= N; i++)
        {
            var x = -8 + (i * h);
            sum += Math.Exp(-x * x / 2) * (i is 0 or N ? 1 : i % 2 == 1 ? 4 : 2);
        }

        return sum * h / 3 / Math.Sqrt(2 * Math.PI);
    }

    [Theory]
    [InlineData(0.95, 0)]
    [InlineData(0.99, 0.003)]
    [InlineData(0.3, 0.003)]
    public void A_wet_flow_that_is_one_share_of_the_dry_one_gives_no_size(double share, double noise)
    {
        var random = Curves.Noise(5);
        var csv = Curves.Csv("pressure [bar],wet [L/min],dry [L/min]", Curves.Grid(0.1, 10, 0.1).Select(p => new[] { p, 2 * p * share * (1 + (noise * random())), 2 * p * (1 + (noise * random())) }));
        var derived = Curves.Derive("porometry", csv);
        foreach (var key in new[] { "avg-pore", "max-pore", "bubble-point" }) Assert.Equal(DerivedUse.None, derived.Of(key).Use);
        Assert.Contains("no pore is seen to open", derived.Of("avg-pore").Reason, StringComparison.Ordinal);
        Assert.Contains(derived.Findings, f => f.Code == "porometry-runs-exchanged");
    }

    [Fact]
    public void An_offset_of_the_flow_meter_gives_no_bubble_point_and_leaves_the_average()
    {
        var csv = Curves.Csv("pressure [bar],wet [L/min],dry [L/min]", Curves.Grid(0.1, 10, 0.1).Select(p => new[] { p, (2 * p / (1 + Math.Pow(5 / p, 14))) + 0.3, (2 * p) + 0.3 }));
        var derived = Curves.Derive("porometry", csv);
        Assert.Equal(DerivedUse.None, derived.Of("bubble-point").Use);
        Assert.DoesNotContain(derived.Results.Quantities, q => q.Key == "pore-ratio" && q.Use != DerivedUse.None);
        Assert.Equal(Factor / 500_000, derived.Of("avg-pore").Value!.Value, 0.003);
        Assert.Contains(derived.Findings, f => f.Code == "porometry-share-falls" && f.What.Contains("zero offset", StringComparison.Ordinal));
    }

    [Fact]
    public void Pores_that_all_open_within_the_first_readings_of_a_long_curve_are_measured()
    {
        var csv = Curves.Csv("pressure [bar],wet [L/min],dry [L/min]", Curves.Grid(0.5, 100, 0.5).Select(p => new[] { p, 2 * p / (1 + Math.Pow(5 / p, 14)), 2 * p }));
        Assert.Equal(Factor / 500_000, Curves.Derive("porometry", csv).Of("avg-pore").Value!.Value, 0.003);
    }
}

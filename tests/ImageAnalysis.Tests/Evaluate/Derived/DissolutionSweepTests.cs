using ImageAnalysis.Evaluate;
using ImageAnalysis.Evaluate.Derived;
using ImageAnalysis.Findings;

namespace ImageAnalysis.Tests.Evaluate.Derived;

public sealed class DissolutionSweepTests
{
    private const string Head = "ts [°C],porosity [%],breaking-extension [%]";

    [SharedDataFact]
    public void The_sweep_of_figure_3_gives_the_window_that_the_patent_states()
    {
        var window = DissolutionSweep.Read(new CurveFile("fig3.csv", File.ReadAllText(SharedData.PathOf("reference/ep1063256-fig3-sweep.csv"))));
        Assert.Equal((137.5, 152.5), (window.TlCelsius, window.TuCelsius));
        Assert.Equal((139.5, 150.5), (window.PreferredLowerCelsius, window.PreferredUpperCelsius));
        Assert.True(window.FormsPercolation);
        Assert.Equal([135, 140, 145, 150, 155, 160], window.Points.Select(p => p.TsCelsius));
        Assert.Equal(2.4, window.Points[0].PorosityRise!.Value, 1e-12);
        Assert.Equal(40, window.Points[3].ExtensionFall!.Value, 1e-12);
    }

    [SharedDataFact]
    public void With_the_temperature_of_the_other_paragraph_the_sweep_has_a_wrong_step()
    {
        var text = File.ReadAllText(SharedData.PathOf("reference/ep1063256-fig3-sweep.csv")).Replace("135,", "130,", StringComparison.Ordinal);
        var thrown = Assert.Throws<CurveInvalidException>(() => DissolutionSweep.Read(new CurveFile("fig3.csv", text)));
        Assert.Contains("from 130 to 140 °C is a step of 10 °C", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("Lines 2 and 3", thrown.Message, StringComparison.Ordinal);
    }

    [SharedDataFact]
    public void Examples_are_judged_by_the_window_of_the_sweep_that_they_name_and_by_no_other()
    {
        var file = new CurveFile("fig3.csv", File.ReadAllText(SharedData.PathOf("reference/ep1063256-fig3-sweep.csv")));
        CriterionResult Judge(double ts, bool named) => Evaluator.Evaluate(
            new EvaluationInput([], Sample(ts, named ? "fig3.csv" : null)) { Curves = [file] }, [Samples.Membrane]).Sets[0].Of("ts");

        Assert.Equal([(135, Verdict.Fail), (140, Verdict.Pass), (145, Verdict.Pass), (150, Verdict.Pass), (155, Verdict.Fail), (160, Verdict.Fail)],
            new[] { 135, 140, 145, 150, 155, 160 }.Select(ts => (ts, Judge(ts, true).ClaimVerdict)));
        Assert.All(new[] { 140, 145, 150 }, ts => Assert.Equal(Verdict.Pass, Judge(ts, true).Verdict));
        Assert.Equal(Verdict.Fail, Judge(160, true).Verdict);

        // Within the step that holds the end of the window the sweep says nothing finer.
        Assert.Equal((Verdict.Pass, Verdict.Indeterminate), (Judge(152, true).ClaimVerdict, Judge(152, true).Verdict));
        var unnamed = Judge(145, false);
        Assert.Equal(Verdict.NotJudged, unnamed.Verdict);
        Assert.Contains("names no sweep", unnamed.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_in_any_order_and_any_unit_give_the_same_window()
    {
        var window = Read("dissolution-temperature [K],porosity [fraction],elongation [%]\n423.15,0.6,100\n413.15,0.5,300\n418.15,0.6,300\n");
        Assert.Equal((142.5, 147.5), (window.TlCelsius, window.TuCelsius));
    }

    [Fact]
    public void Equal_largest_changes_leave_the_end_open_between_them()
    {
        var derived = Derive(Head + "\n100,40,400\n105,50,400\n110,60,400\n115,60,200\n");
        var tl = derived.Of("tl");
        Assert.Null(tl.Value);
        Assert.Equal(new Bounds(100, 110), tl.Interval);
        Assert.Contains(derived.Findings, f => f.Code == "sweep-tie:tl");
        Assert.Equal(112.5, derived.Of("tu").Value);
        Assert.DoesNotContain(derived.Results.Quantities, q => q.Key == "tu-minus-tl" && q.Value is not null);
    }

    [Fact]
    public void Where_nothing_rises_there_is_no_lower_end_and_no_verdict()
    {
        var file = new CurveFile("s.csv", Head + "\n100,60,400\n105,50,300\n110,40,290\n");
        var result = Evaluator.Evaluate(new EvaluationInput([], Sample(105, "s.csv")) { Curves = [file] }, [Samples.Membrane]).Sets[0].Of("ts");
        Assert.Equal(Verdict.NotJudged, result.Verdict);
        Assert.Contains("the porosity rises at no step", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_window_that_is_empty_is_found_and_nothing_lies_in_it()
    {
        var file = new CurveFile("s.csv", Head + "\n100,40,400\n105,41,200\n110,60,190\n115,60,190\n");
        var evaluation = Evaluator.Evaluate(new EvaluationInput([], Sample(105, "s.csv")) { Curves = [file] }, [Samples.Membrane]);
        Assert.Equal((107.5, 102.5), (evaluation.Derived.Window!.TlCelsius, evaluation.Derived.Window.TuCelsius));
        Assert.False(evaluation.Derived.Window.FormsPercolation);
        Assert.Contains(evaluation.Findings, f => f.Code == "window-empty");
        Assert.Equal(Verdict.Fail, evaluation.Sets[0].Of("ts").ClaimVerdict);
    }

    [Fact]
    public void Both_readings_of_the_formula_that_the_claims_print_differently_are_shown()
    {
        var derived = Derive(Head + "\n100,40,300\n105,41,390\n110,60,190\n115,60,190\n");
        Assert.Equal((107.5, 102.5), (derived.Of("tu").Value, derived.Of("tu-by-claims-8-and-9").Value));
    }

    [Theory]
    [InlineData("\n100,40,1\n105,41,2\n", "2 dissolution temperatures")]
    [InlineData("\n100,40,1\n105,41,2\n105,42,3\n110,42,3\n", "105 °C is there twice")]
    [InlineData("\n100,40,1\n105,41,2\n111,42,3\n", "a step of 6 °C")]
    [InlineData("\n100,40,1\n105,,2\n110,42,3\n", "Line 3, column \"porosity [%]\": the cell is empty")]
    [InlineData("\n100,40,1\n105,140,2\n110,42,3\n", "Line 3, column \"porosity [%]\": 140 % cannot be a porosity")]
    [InlineData("\n100,40,1\n105,41,-2\n110,42,3\n", "-2 % cannot be a breaking extension")]
    [InlineData("\n-300,40,1\n-295,41,2\n-290,42,3\n", "absolute zero")]
    public void A_faulty_sweep_is_refused_with_its_lines(string rows, string fault)
    {
        var message = Assert.Throws<CurveInvalidException>(() => Read(Head + rows)).Message;
        Assert.Contains(fault, message, StringComparison.Ordinal);
        Assert.Contains("breaking-extension", message, StringComparison.Ordinal);
        Assert.DoesNotContain("dry", message, StringComparison.Ordinal);
    }

    private static DissolutionWindow Read(string csv) => DissolutionSweep.Read(new CurveFile("s.csv", csv));

    private static (DerivedResults Results, IReadOnlyList<Finding> Findings) Derive(string csv) =>
        Deriver.Derive(Sample(105, "s.csv"), [new CurveFile("s.csv", csv)], new DerivationOptions());

    private static Sample Sample(double ts, string? sweep) => Samples.Laboratory(LaboratoryValue.Exact("ts", ts, "°C")) with { Sweep = sweep };

    [Fact]
    public void Where_the_sweep_ends_at_its_largest_change_the_window_stays_open_to_that_side()
    {
        const string Open = "\n135,42,380\n140,54,400\n145,54.6,353\n150,54.3,90\n";
        var derived = Derive(Head + Open);
        Assert.Equal((new Bounds(null, 140), new Bounds(145, null)), (derived.Of("tl").Interval, derived.Of("tu").Interval));
        foreach (var (ts, verdict) in new[] { (131.0, Verdict.Indeterminate), (142.0, Verdict.Pass), (160.0, Verdict.Indeterminate) })
            Assert.Equal(verdict, Evaluator.Evaluate(new EvaluationInput([], Sample(ts, "s.csv")) { Curves = [new CurveFile("s.csv", Head + Open)] }, [Samples.Membrane]).Sets[0].Of("ts").Verdict);
    }

    [Fact]
    public void The_definition_begins_at_100_degrees_and_nothing_below_is_open()
    {
        var derived = Derive(Head + "\n100,40,400\n105,60,400\n110,61,200\n115,61,190\n");
        Assert.Equal(new Bounds(100, 105), derived.Of("tl").Interval);
        Assert.DoesNotContain(derived.Findings, f => f.Code == "sweep-end:tl");
    }

    [Fact]
    public void Changes_that_are_nearly_as_large_leave_the_end_open_over_both()
    {
        var derived = Derive(Head + "\n120,30,400\n125,31,400\n130,41,395\n135,42,390\n140,51.99,380\n145,52,200\n150,52,190\n");
        Assert.Equal((127.5, new Bounds(125, 140)), (derived.Of("tl").Value, derived.Of("tl").Interval));
        Assert.Contains(derived.Findings, f => f.Code == "sweep-near-tie:tl");
        Assert.DoesNotContain(derived.Findings, f => f.Code is "sweep-near-tie:tu" or "sweep-tie:tl");
    }
}

using System.Xml.Linq;
using ImageAnalysis.Evaluate;
using ImageAnalysis.Evaluate.Derived;
using ImageAnalysis.Report.Pages;

namespace ImageAnalysis.Tests.Evaluate;

public sealed class SweepAdviceTests
{
    /// <summary>Fig. 3 of EP 1 063 256.</summary>
    private const string Figure = "135,42.0,380\n140,54.0,400\n145,54.6,353\n150,54.3,290\n155,52.9,90\n160,53.5,75\n";

    [Fact]
    public void A_rise_at_the_first_step_asks_for_a_temperature_below_and_a_fall_inside_for_the_middle_of_its_step()
    {
        Assert.Equal([(130, "tl"), (152.5, "tu")], Next(Figure));
    }

    [Theory]
    [InlineData("135,54,380\n140,54,400\n145,53,353\n150,52,90\n155,51,80\n", 130, "tl")]
    [InlineData("130,40,380\n135,42,380\n140,54,400\n145,54.6,420\n", 150, "tu")]
    [InlineData("130,40,380\n135,42,380\n140,54,400\n145,54.6,353\n150,54.3,90\n", 155, "tu")]
    [InlineData("130,40,380\n135,50,380\n140,60,400\n145,60,353\n150,60,90\n155,60,90\n", 130, "tl")]
    public void What_leaves_an_end_open_comes_first(string rows, double celsius, string end) => Assert.Equal((celsius, end), Next(rows)[0]);

    [Fact]
    public void No_temperature_below_the_beginning_of_the_definition_is_asked_for() =>
        Assert.Equal([(102.5, "tl"), (112.5, "tu")], Next("100,40,380\n105,52,385\n110,52.5,390\n115,52,90\n120,51,80\n"));

    [Fact]
    public void Without_a_sweep_there_is_nothing_to_try() => Assert.Empty(Evaluator.Evaluate(new EvaluationInput([], Samples.Laboratory()), []).NextTemperatures);

    [Theory]
    [InlineData(160, Verdict.Fail)]
    [InlineData(153, Verdict.Indeterminate)]
    public void A_dissolution_temperature_that_does_not_pass_is_told_the_middle_of_the_window(double ts, Verdict verdict)
    {
        var result = Judged(Figure, ts).Sets[0].Of("ts");
        Assert.Equal(verdict, result.Verdict);
        Assert.Equal((RemedyKind.Temperature, 145.0), (result.Remedies[0].Kind, result.Remedies[0].Amount));
        Assert.Contains(result.Remedies, r => r is { Kind: RemedyKind.Temperature, Amount: 130 });
    }

    [Fact]
    public void An_exact_temperature_within_the_uncertainty_of_the_window_is_said_to_be_so()
    {
        var reason = Judged(Figure, 153).Sets[0].Of("ts").Reason;
        Assert.Contains("the limit is itself uncertain: tl is known within", reason, StringComparison.Ordinal);
        Assert.DoesNotContain("153 .. 153", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_plot_shades_the_window_and_marks_the_steps_that_decide()
    {
        var html = XDocument.Parse(EvaluationPage.Write(Judged(Figure, 145), []).Replace("<!DOCTYPE html>", "", StringComparison.Ordinal));
        var charts = html.Descendants("section").Single(s => (string?)s.Attribute("id") == "sweep").Descendants("svg").ToList();
        Assert.Equal(2, charts.Count);
        Assert.All(charts, c =>
        {
            Assert.Equal(["asked", "better"], c.Descendants("rect").Select(r => (string?)r.Attribute("class")));
            Assert.Equal(6, c.Descendants("circle").Count());
            Assert.Single(c.Descendants("line"), l => (string?)l.Attribute("class") == "mark-main");
            // Tl .. Tu is three of the five steps wide.
            var width = double.Parse((string)c.Descendants("rect").First().Attribute("width")!, System.Globalization.CultureInfo.InvariantCulture);
            var circles = c.Descendants("circle").Select(x => double.Parse((string)x.Attribute("cx")!, System.Globalization.CultureInfo.InvariantCulture)).ToList();
            Assert.Equal((circles[^1] - circles[0]) * 3 / 5, width, 0.05);
        });
    }

    [Fact]
    public void Many_samples_of_one_temperature_are_counted_and_few_are_named()
    {
        List<ComparedSample> samples = [.. Enumerable.Range(1, 6).Select(i => new ComparedSample($"S{i}", Judged(Figure, i < 3 ? 140 : 145) with { Sample = $"S{i}" }, null, null))];
        Assert.Contains("S1 and S2 at 140 °C, 4 samples at 145 °C", ComparisonPage.Write("t", samples), StringComparison.Ordinal);
    }

    [Fact]
    public void A_sweep_without_a_window_is_drawn_without_one()
    {
        var evaluation = Judged("135,54,380\n140,54,400\n145,53,353\n150,52,90\n155,51,80\n", 145);
        var html = XDocument.Parse(EvaluationPage.Write(evaluation, []).Replace("<!DOCTYPE html>", "", StringComparison.Ordinal));
        var section = html.Descendants("section").Single(s => (string?)s.Attribute("id") == "sweep");
        Assert.Empty(section.Descendants("rect"));
        Assert.Contains("Tl is open", section.Value, StringComparison.Ordinal);
    }

    private static List<(double, string)> Next(string rows) => [.. Judged(rows, 145).NextTemperatures.Select(n => (n.Celsius, n.For))];

    private static Evaluation Judged(string rows, double ts)
    {
        var sample = new Sample("S", [], [], [LaboratoryValue.Exact("ts", ts, "°C")], [], "sweep.csv", [], []);
        var file = new CurveFile("sweep.csv", "dissolution-temperature [°C],porosity [%],breaking-extension [%]\n" + rows);
        return Evaluator.Evaluate(new EvaluationInput([], sample) { Curves = [file] }, [Samples.Membrane]);
    }
}

using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using ImageAnalysis.Classify;
using ImageAnalysis.Evaluate;
using ImageAnalysis.Formats;
using ImageAnalysis.Report.Pages;
using ImageAnalysis.Report.Tables;
using ImageAnalysis.Scale;
using ImageAnalysis.Tests.Evaluate;

namespace ImageAnalysis.Tests.Report;

public sealed class EvaluationPageTests
{
    private const string Hostile = "<script>alert('1')</script> & \"co\"";

    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xD9];

    [Fact]
    public void The_page_of_a_sample_is_well_formed_and_loads_nothing_from_anywhere()
    {
        var page = EvaluationPage.Write(Judged("S", 0.5), [Image("a.tif"), new SampleImageEntry(Hostile, ImageRole.SurfaceA, null, Hostile, null, null)]);
        var html = Parsed(page);
        LoadsNothing(page, html);
        Assert.StartsWith("data:image/jpeg;base64,", (string?)Assert.Single(html.Descendants("img")).Attribute("src"), StringComparison.Ordinal);
        Assert.Contains(Hostile, html.Root!.Value, StringComparison.Ordinal);
        Assert.Equal(["values", "next", "claims", "levels", "images", "criteria", "findings"], html.Descendants("section").Select(s => (string?)s.Attribute("id")));
    }

    [Fact]
    public void The_share_of_void_has_its_interval_and_no_more_digits_than_that_leaves()
    {
        var row = Parsed(EvaluationPage.Write(Judged("S", 0.5), [Image("a.tif")])).Descendants("section").Single(s => (string?)s.Attribute("id") == "images").Value;
        Assert.Contains("48.0\u202F%43.2 – 52.8", row, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_of_a_sample_shows_every_value_verdict_claim_and_step()
    {
        var evaluation = Judged("S", 0.5);
        var text = Parsed(EvaluationPage.Write(evaluation, [])).Root!.Value;
        Assert.Contains(evaluation.Summary, text, StringComparison.Ordinal);
        Assert.All(evaluation.Sets[0].Results, r => Assert.Contains(r.Quantity, text, StringComparison.Ordinal));
        Assert.All(evaluation.Sets[0].Claims, c => Assert.Contains(c.Reason, text, StringComparison.Ordinal));
        Assert.All(evaluation.Sets[0].Results.SelectMany(r => r.Remedies), r => Assert.Contains(r.What, text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_value_lies_within_the_band_of_its_limit_if_and_only_if_it_meets_it()
    {
        foreach (var max in new[] { 0.3, 0.39, 0.41, 0.9 })
        {
            var result = Judged("S", max).Sets[0].Of("pore-ratio");
            var svg = XElement.Parse(RangeChart.One(result).Text);
            var asked = svg.Descendants().Single(e => (string?)e.Attribute("class") == "asked");
            var value = Number(svg.Descendants("circle").Single(), "cx");
            var within = value >= Number(asked, "x") && value <= Number(asked, "x") + Number(asked, "width");
            Assert.Equal(result.Verdict == Verdict.Pass, within);
        }
    }

    [Fact]
    public void Preferred_ranges_for_different_uses_are_drawn_below_each_other_and_nested_ones_within()
    {
        static double[] Tops(CriterionResult result) => [.. XElement.Parse(RangeChart.One(result).Text).Descendants("rect").Where(e => (string?)e.Attribute("class") == "better").Select(e => Number(e, "y"))];
        var set = Judged("S", 0.3).Sets[0];
        var uses = Tops(set.Of("avg-pore"));
        Assert.Equal(3, uses.Length);
        Assert.True(uses[0] < uses[1] && uses[1] == uses[2]);
        Assert.Contains("water treatment; virus removal with virus removal, more preferred", RangeChart.Order(set.Of("avg-pore")), StringComparison.Ordinal);
        Assert.Equal("", RangeChart.Order(set.Of("pore-ratio")));
    }

    [Fact]
    public void No_table_of_verdicts_is_wider_than_a_page()
    {
        // All claims pass, fail or stay open by one value, so that each has a column.
        var judged = Judged("S", 0.3);
        var all = judged with { Sets = [judged.Sets[0] with { Claims = [.. judged.Sets[0].Claims.Select(c => c with { Verdict = Verdict.Indeterminate })] }] };
        var grids = Parsed(ComparisonPage.Write("table", [new ComparedSample("S", all, null, null)])).Descendants("table").Where(t => (string?)t.Attribute("class") == "grid").ToList();
        Assert.Equal(3, grids.Count);
        Assert.All(grids, g => Assert.InRange(g.Descendants("th").Count(), 2, 8));
        Assert.Equal(7 + 12, grids.Sum(g => g.Descendants("th").Count() - 1));
    }

    [Fact]
    public void A_value_that_misses_its_limit_by_little_is_not_shown_as_the_limit()
    {
        var result = Judged("S", 0.4000001).Sets[0].Of("pore-ratio");
        Assert.Equal(Verdict.Fail, result.Verdict);
        Assert.NotEqual("2", CriteriaSection.Answer(result));
        var open = Judged("S", 0.4002, (0.3, 0.5)).Sets[0].Of("pore-ratio");
        Assert.Equal((Verdict.Fail, "2.001"), (open.ClaimVerdict, CriteriaSection.Answer(open)));
    }

    [Fact]
    public void The_interval_is_drawn_where_it_is()
    {
        var result = Judged("S", 0.5, (0.4, 0.6)).Sets[0].Of("pore-ratio");
        var axis = new RangeAxis([.. RangeAxis.Numbers(result)], 8, 316);
        var svg = XElement.Parse(RangeChart.One(result).Text);
        var bar = svg.Descendants("line").First(l => (string?)l.Attribute("class") == "interval");
        Assert.Equal(axis.At(result.Interval!.Lower!.Value), Number(bar, "x1"), 0.01);
        Assert.Equal(axis.At(result.Interval!.Upper!.Value), Number(bar, "x2"), 0.01);
    }

    [Theory]
    [InlineData(new[] { 0.0, 200, 10000 })]
    [InlineData(new[] { 0.005, 0.1, 5 })]
    [InlineData(new[] { -75.0, 40, 12 })]
    [InlineData(new[] { 1e5, 2e6, 1e300 })]
    [InlineData(new[] { 2.0 })]
    [InlineData(new double[0])]
    public void An_axis_keeps_the_order_of_numbers_and_its_ticks_lie_on_it(double[] numbers)
    {
        var axis = new RangeAxis(numbers, 10, 300);
        var places = numbers.Order().Select(axis.At).ToList();
        Assert.Equal(places.Order(), places);
        Assert.Equal(places.Count, places.Distinct().Count());
        Assert.NotEmpty(axis.Ticks());
        Assert.All(axis.Ticks(), t => Assert.InRange(axis.At(t), 10, 300));
        Assert.Equal((10, 300), (axis.At(double.NegativeInfinity), axis.At(double.PositiveInfinity)));
    }

    [Fact]
    public void The_comparison_has_a_row_for_every_sample_and_a_chart_for_every_quantity_that_one_has()
    {
        List<ComparedSample> samples = [new("A", Judged("A", 0.3), null, "samples/a.html"), new("B", Judged("B", 0.9), null, null), new(Hostile, null, Hostile, null)];
        var page = ComparisonPage.Write("table", samples);
        var html = Parsed(page);
        LoadsNothing(page, html);
        Assert.Equal(["failed", "samples", "limits-membrane", "claims-membrane", "quantities-membrane"], html.Descendants("section").Select(s => (string?)s.Attribute("id")));
        Assert.Contains("1 not judged", html.Root!.Value, StringComparison.Ordinal);

        // A claim that no sample has data for has no column, and is named.
        var claims = html.Descendants("section").First(s => (string?)s.Attribute("id") == "claims-membrane");
        string[] columns = [.. claims.Descendants("th").Select(h => h.Value).Where(t => t != "Sample")];
        string[] rest = [.. samples[0].Evaluation!.Sets[0].Claims.Select(c => c.Claim).Except(columns)];
        Assert.NotEmpty(rest);
        Assert.Contains($"No sample has the data for claim {string.Join(", ", rest)}.", claims.Value, StringComparison.Ordinal);
        var charts = html.Descendants("section").Last().Descendants("svg").Select(s => (string?)s.Attribute("aria-label")).ToList();
        Assert.Contains("Maximum over average pore size", charts);
        Assert.DoesNotContain("Porosity by volume", charts);
        Assert.Contains(html.Descendants("a"), a => (string?)a.Attribute("href") == "samples/a.html");
    }

    [Fact]
    public void The_tables_have_a_row_per_sample_and_per_requirement()
    {
        List<ComparedSample> samples = [new("A", Judged("A", 0.3), null, null), new("B, \"b\"", Judged("B", 0.9), null, null), new("C", null, "no\nfile", null)];
        var rows = Records(EvaluationTable.Samples(samples));
        Assert.Equal(["A", "B, \"b\"", "C"], rows.Skip(1).Select(r => r[0]));
        Assert.Equal(["ok", "ok", "failed"], rows.Skip(1).Select(r => r[1]));
        Assert.Equal(["", "coarse", ""], rows.Skip(1).Select(r => r[rows[0].ToList().IndexOf("failures")]));
        var criteria = Records(EvaluationTable.Criteria(samples));
        Assert.Equal(2 * Samples.Membrane.Criteria.Count, criteria.Count - 1);
        var ratio = criteria.Last(r => r[2] == "pore-ratio");
        Assert.Equal(("4.5", "2", "Fail"), (ratio[5], ratio[12], ratio[14]));
        Assert.All(rows.Concat(criteria), r => Assert.True(r.Count == rows[0].Count || r.Count == criteria[0].Count));
    }

    private static Evaluation Judged(string name, double max, (double Lower, double Upper)? interval = null)
    {
        var sample = new Sample(name, ["membrane"], [],
            [
                LaboratoryValue.Exact("mw", 546000, "g/mol"), LaboratoryValue.Exact("avg-pore", 0.2, "µm"), new("max-pore", max, interval?.Lower ?? max, interval?.Upper ?? max, "µm"),
                LaboratoryValue.Exact("permeability", 2900, "L/m²·h·atm"), LaboratoryValue.Exact("ts", 150, "°C"),
            ],
            [], null, [], []);
        return Evaluator.Evaluate(new EvaluationInput([Samples.Image(StructureClass.Percolation)], sample), [Samples.Membrane]);
    }

    private static SampleImageEntry Image(string file) =>
        new(file, ImageRole.Internal, Samples.Image(StructureClass.Percolation) with { SemPoreNm = Samples.Estimate(550, 0.1), ArealPorosity = Samples.Estimate(0.48, 0.1) }, null, "images/a/report.html", Jpeg);

    private static void LoadsNothing(string page, XDocument html)
    {
        Assert.Empty(html.Descendants("script"));
        Assert.DoesNotContain("http:", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https:", page, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", page, StringComparison.Ordinal);
        Assert.All(html.Descendants("a").Select(a => (string)a.Attribute("href")!), href => Assert.True(href.StartsWith('#') || href.EndsWith(".html", StringComparison.Ordinal), href));
    }

    private static double Number(XElement element, string attribute) => double.Parse((string)element.Attribute(attribute)!, CultureInfo.InvariantCulture);

    private static IReadOnlyList<IReadOnlyList<string>> Records(string csv)
    {
        var faults = new List<string>();
        var records = CsvText.Records(csv, faults);
        Assert.Empty(faults);
        return [.. records.Select(r => r.Fields)];
    }

    private static XDocument Parsed(string page)
    {
        using var reader = XmlReader.Create(new StringReader(page.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal)));
        return XDocument.Load(reader);
    }
}

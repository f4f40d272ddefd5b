using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using ImageAnalysis.Classify;
using ImageAnalysis.Evaluate;
using ImageAnalysis.Findings;
using ImageAnalysis.Report;
using ImageAnalysis.Report.Pages;
using ImageAnalysis.Report.Tables;

namespace ImageAnalysis.Tests.Report;

public sealed class PageTests
{
    private const string Hostile = "<script>alert('1')</script> & \"co\"\u0007.png";

    [Fact]
    public void An_interval_without_its_sampling_part_says_so_on_every_page()
    {
        using var made = Analysed.Discs();
        var statistics = made.Analysis.Particles!.Statistics!;
        var one = statistics with { Count = 1, MeanDiameterNm = statistics.MeanDiameterNm! with { Sampling = null }, MeanDiameterPx = statistics.MeanDiameterPx with { Sampling = null }, CvPercent = null };
        var analysis = made.Analysis with { Particles = made.Analysis.Particles with { Statistics = one } };
        Assert.DoesNotContain(", without sampling", ReportPage.Write(made.Analysis, []), StringComparison.Ordinal);

        // The tile and the table of numbers; the chart has a caption of its own.
        var page = ReportPage.Write(analysis, []);
        Assert.Equal(2, page.Split(", without sampling").Length - 1);
        Assert.Contains("interval without sampling", page, StringComparison.Ordinal);
        Assert.Contains(", without sampling", SummaryPage.Write("x", [new SummaryEntry(SummaryRow.Of(analysis, "x"), null, null)]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_is_well_formed_and_loads_nothing_from_anywhere()
    {
        using var made = Analysed.Discs();
        var page = Text(ImageReport.Files(made.Analysis, made.Micrograph, made.Segmented, ReportParts.Page | ReportParts.Pictures)[^1]);
        var html = Parsed(page);
        Assert.Empty(html.Descendants("script"));
        Assert.Equal(3, html.Descendants("img").Count());
        Assert.All(html.Descendants("img"), i => Assert.StartsWith("data:image/jpeg;base64,", (string?)i.Attribute("src"), StringComparison.Ordinal));
        Assert.All(html.Descendants("a"), a => Assert.StartsWith("#", (string?)a.Attribute("href"), StringComparison.Ordinal));
        Assert.DoesNotContain("http:", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https:", page, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", page, StringComparison.Ordinal);
        Assert.All(html.Descendants("a"), a => Assert.Contains(html.Descendants(), e => "#" + (string?)e.Attribute("id") == (string?)a.Attribute("href")));
    }

    [Fact]
    public void Nothing_that_a_file_says_becomes_markup()
    {
        using var made = Analysed.Discs();
        var analysis = made.Analysis with
        {
            Input = made.Analysis.Input with { Name = Hostile },
            IngestFindings = [new Finding("x", Severity.Warning, Hostile, Hostile, Hostile)],
        };
        var html = Parsed(ReportPage.Write(analysis, []));
        Assert.Empty(html.Descendants("script"));
        Assert.Contains(Hostile.Replace('\u0007', '\uFFFD'), html.Root!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void The_answer_comes_before_everything_else()
    {
        using var made = Analysed.Discs();
        var analysis = made.Analysis with
        {
            Structure = new StructureResult(StructureClass.SphericalParticle, 0.934, new(0.03, 0.934, 0.036), false, [new Descriptor("roundness", 0.81234)], ["roundness"], "m", []),
        };
        var html = Parsed(ReportPage.Write(analysis, []));
        var sections = html.Descendants("section").Select(s => (string?)s.Attribute("id")).ToList();
        Assert.Equal(["answer", "distributions", "numbers", "structure", "findings", "provenance"], sections);
        var answer = html.Descendants("section").First().Value;
        Assert.Contains("Spherical particle", answer, StringComparison.Ordinal);
        Assert.Contains("probability 93\u202F%", answer, StringComparison.Ordinal);
        Assert.Contains(Figures.Value(analysis.Intercept!.Main.Nm!.Literal, new ShownUnit("nm", 1)), answer, StringComparison.Ordinal);
        Assert.Contains("Not judged", answer, StringComparison.Ordinal);
        Assert.Contains("roundness = 0.812", html.Root!.Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StructureClass.None, false, "The structure was not recognised")]
    [InlineData(StructureClass.SphericalParticle, true, "Which structure it is stays undecided")]
    [InlineData(StructureClass.None, true, "Which structure it is stays undecided")]
    [InlineData(StructureClass.SphericalParticle, false, null)]
    [InlineData(StructureClass.Percolation, false, null)]
    public void Numbers_of_a_structure_that_was_not_recognised_are_in_doubt(StructureClass structure, bool abstained, string? note)
    {
        using var made = Analysed.Discs();
        var analysis = made.Analysis with { Structure = new StructureResult(structure, 0.5, null, abstained, [], [], "m", []) };
        var answer = Parsed(ReportPage.Write(analysis, [])).Descendants("section").First();
        var trust = answer.Descendants("div").Single(d => (string?)d.Attribute("class") == "trust").Value;
        var particles = answer.Descendants("div").Single(d => d.Elements("p").Any(p => p.Value == "Mean particle diameter"));

        Assert.Equal(note is not null || structure == StructureClass.Percolation, (string?)particles.Attribute("class") == "tile muted");
        if (note is null)
        {
            Assert.DoesNotContain("the numbers suppose one", trust, StringComparison.Ordinal);
            return;
        }

        Assert.Contains($"{note}: the numbers suppose one all the same", trust, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing was found", trust, StringComparison.Ordinal);
        Assert.Contains("whether they are particles, the structure does not say", particles.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_finding_stands_on_the_page_with_why_and_what_to_do()
    {
        using var made = Analysed.Discs(nmPerPixel: null);
        var text = Parsed(ReportPage.Write(made.Analysis, [])).Root!.Value;
        Assert.NotEmpty(made.Analysis.Findings);
        Assert.All(made.Analysis.Findings, f => Assert.All(new[] { f.Code, f.What, f.Why, f.Mend }, part => Assert.Contains(part, text, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_frame_that_cannot_be_measured_has_a_page_without_numbers()
    {
        using var made = Analysed.Flat();
        var html = Parsed(ReportPage.Write(made.Analysis, []));
        Assert.Contains("could not be measured", html.Descendants("section").First().Value, StringComparison.Ordinal);
        Assert.Empty(html.Descendants("svg"));
    }

    [Fact]
    public void Criteria_show_both_verdicts_and_preferences_are_met_and_never_passed()
    {
        using var made = Analysed.Discs();
        var membrane = CriteriaSets.BuiltIn.Where(s => s.Name == "membrane").ToList();
        var sample = SampleReader.ReadJson("""
            { "sample": "S", "criteria": ["membrane"], "images": [],
              "laboratory": { "mw": 546000, "max-pore": { "value": 0.5, "unit": "µm" }, "avg-pore": { "value": 0.2, "unit": "µm" }, "permeability": { "value": 2900, "unit": "L/m²·h·atm" } } }
            """, "s", membrane);
        var analysis = made.Analysis with { Evaluation = Evaluator.Evaluate(new EvaluationInput([], sample), membrane) };
        var html = Parsed(ReportPage.Write(analysis, []));
        var section = html.Descendants("section").Single(s => (string?)s.Attribute("id") == "criteria");
        var results = analysis.Evaluation.Sets[0].Results;
        Assert.All(results, r => Assert.Contains(r.Quantity, section.Value, StringComparison.Ordinal));
        var preference = results.First(r => r.Kind == CriterionKind.Preference && r.Verdict == Verdict.Pass);
        Assert.Contains("Met", Row(preference.Quantity).Elements("td").Last().Value, StringComparison.Ordinal);
        var failed = results.First(r => r.Kind == CriterionKind.Claim && r.Verdict == Verdict.Fail);
        Assert.Contains("Fail", Row(failed.Quantity).Elements("td").Last().Value, StringComparison.Ordinal);

        XElement Row(string quantity) => section.Descendants("tr").First(r => r.Elements("td").FirstOrDefault()?.Nodes().OfType<XText>().FirstOrDefault()?.Value == quantity);
    }

    [Theory]
    [InlineData(123.456, 110.1, 136.9, "123")]
    [InlineData(123.456, 122.9, 124.0, "123.5")]
    [InlineData(0.49871, 0.39, 0.6, "0.50")]
    [InlineData(1234.0, 900, 1600, "1230")]
    [InlineData(98765.0, 60000, 130000, "99000")]
    [InlineData(3.2, 3.2, 3.2, "3.20")]
    [InlineData(5.0, 0.0, 80.0, "5")]
    public void A_value_has_the_digits_that_its_uncertainty_leaves(double value, double lower, double upper, string shown) =>
        Assert.Equal(shown, Figures.Number(value, Figures.Decimals(value, new(lower, upper))));

    [Theory]
    [InlineData(-2.5, 1, "−2.5")]
    [InlineData(-0.001, 1, "0.0")]
    [InlineData(double.PositiveInfinity, 1, "∞")]
    [InlineData(double.NaN, 1, "–")]
    public void Signs_and_what_is_no_number_are_written_for_people(double value, int decimals, string shown) =>
        Assert.Equal(shown, Figures.Number(value, decimals));

    [Theory]
    [InlineData(0.4, "0.4\u202Fnm")]
    [InlineData(999, "999\u202Fnm")]
    [InlineData(1500, "1.5\u202Fµm")]
    [InlineData(161.907, "161.9\u202Fnm")]
    [InlineData(2.5e6, "2.5\u202Fmm")]
    public void A_length_has_the_unit_that_fits_it(double nm, string shown) => Assert.Equal(shown, Figures.Exact(nm));

    [Fact]
    public void A_histogram_loses_no_value()
    {
        double[] values = [.. Enumerable.Range(0, 1000).Select(i => 10 + (i % 97) + (i * i % 13 / 7.0)), 5000];
        var histogram = Histogram.Of(values)!;
        Assert.False(histogram.Logarithmic);
        Assert.Equal(values.Length, histogram.Counts.Sum() + histogram.Beyond);
        Assert.Equal(1, histogram.Beyond);
        for (var i = 0; i < histogram.Counts.Count; i++)
            Assert.Equal(values.Count(v => v >= histogram.Edges[i] && v < histogram.Edges[i + 1]), histogram.Counts[i]);
    }

    [Fact]
    public void Values_over_decades_have_a_logarithmic_axis()
    {
        double[] values = [.. Enumerable.Range(0, 400).Select(i => Math.Pow(10, i / 100.0))];
        var histogram = Histogram.Of(values)!;
        Assert.True(histogram.Logarithmic);
        Assert.Equal(values.Length, histogram.Counts.Sum() + histogram.Beyond);
        Assert.InRange(histogram.Counts.Max() - histogram.Counts.Skip(1).SkipLast(1).Min(), 0, 3);
    }

    [Fact]
    public void Nothing_is_drawn_of_no_values() => Assert.Null(Histogram.Of([]));

    [Theory]
    [InlineData(0.0123)]
    [InlineData(1.0)]
    [InlineData(7.7)]
    [InlineData(430.0)]
    [InlineData(98765.0)]
    public void No_label_of_an_axis_lies_on_another(double scale)
    {
        double[][] sets =
        [
            [.. Enumerable.Range(1, 300).Select(i => scale * i)],
            [.. Enumerable.Range(1, 300).Select(i => scale * (1000 + i))],
            [.. Enumerable.Range(1, 300).Select(i => scale * Math.Pow(10, i / 150.0))],
            [.. Enumerable.Range(1, 300).Select(i => scale * Math.Pow(10, i / 40.0))],
        ];
        foreach (var values in sets)
        {
            var svg = XElement.Parse(HistogramChart.Draw(Histogram.Of(values)!, "x", "y", []).Text);
            var labels = svg.Elements("text").Where(t => (string?)t.Attribute("text-anchor") == "middle" && (string?)t.Attribute("class") == "tick")
                .Select(t => (At: (double)t.Attribute("x")!, HalfWidth: 3.6 * t.Value.Length)).OrderBy(t => t.At).ToList();
            Assert.InRange(labels.Count, 2, 16);
            for (var i = 1; i < labels.Count; i++)
                Assert.True(labels[i].At - labels[i].HalfWidth > labels[i - 1].At + labels[i - 1].HalfWidth, $"{scale}: {string.Join(' ', labels)}");
        }
    }

    [Fact]
    public void The_page_of_a_batch_links_every_report_and_names_every_failure()
    {
        using var made = Analysed.Discs();
        SummaryEntry[] entries =
        [
            new(SummaryRow.Of(made.Analysis, "a b/#1.tif"), "images/a b #1/report.html", "images/a b #1/thumbnail.jpg"),
            new(SummaryRow.Without("<b>.tif", "It is cut short."), null, null),
        ];
        var html = Parsed(SummaryPage.Write("run & more", entries));
        Assert.Contains(html.Descendants("a"), a => (string?)a.Attribute("href") == "images/a%20b%20%231/report.html" && a.Value == "a b/#1.tif");
        var image = Assert.Single(html.Descendants("img"));
        Assert.Equal("images/a%20b%20%231/thumbnail.jpg", (string?)image.Attribute("src"));
        Assert.Equal("lazy", (string?)image.Attribute("loading"));
        var failed = html.Descendants("section").Single(s => (string?)s.Attribute("id") == "failed").Value;
        Assert.Contains("<b>.tif", failed, StringComparison.Ordinal);
        Assert.Contains("It is cut short.", failed, StringComparison.Ordinal);
    }

    [Fact]
    public void A_result_without_its_image_stands_apart_with_a_link()
    {
        var html = Parsed(SummaryPage.Write("run", [], [new KeptEntry("gone & away.tif", "images/gone-1", "images/gone-1/report.html"), new KeptEntry("numbers.tif", "images/numbers-2", null)]));
        var kept = html.Descendants("section").Single(s => (string?)s.Attribute("id") == "kept");
        var link = Assert.Single(kept.Descendants("a"));
        Assert.Equal(("images/gone-1/report.html", "gone & away.tif"), ((string?)link.Attribute("href"), link.Value));
        Assert.Contains("numbers.tif", kept.Value, StringComparison.Ordinal);
        Assert.Contains("0 images analysed", html.Root!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_of_a_batch_without_images_is_a_page() =>
        Assert.Contains("0 images analysed", Parsed(SummaryPage.Write("empty", [])).Root!.Value, StringComparison.Ordinal);

    [Fact]
    public void No_culture_changes_a_page()
    {
        using var made = Analysed.Discs();
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            var german = ReportPage.Write(made.Analysis, []);
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            Assert.Equal(ReportPage.Write(made.Analysis, []), german);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_page_can_be_made_from_analysis_json_alone()
    {
        using var made = Analysed.Discs();
        var read = AnalysisJson.Read(AnalysisJson.Write(made.Analysis), "x");
        Assert.Equal(Tables(made.Analysis), Tables(read));

        static string Tables(Analysis analysis) => Regex.Replace(ReportPage.Write(analysis, []), "(?s)<svg.*?</svg>", "") + SummaryTable.Line(SummaryRow.Of(analysis, "x"));
    }

    private static XDocument Parsed(string page)
    {
        using var reader = XmlReader.Create(new StringReader(page), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader, LoadOptions.PreserveWhitespace);
    }

    private static string Text(ReportFile file) => System.Text.Encoding.UTF8.GetString(file.Content.Span);
}

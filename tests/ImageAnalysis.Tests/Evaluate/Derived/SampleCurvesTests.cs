using System.Globalization;
using ImageAnalysis.Evaluate;
using ImageAnalysis.Evaluate.Derived;

namespace ImageAnalysis.Tests.Evaluate.Derived;

/// <summary>
/// The curves in datasets/samples/curves are written from closed forms, and what follows from them is their truth. Set UPDATE_GOLDEN=1 to write them anew.
/// </summary>
public sealed class SampleCurvesTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "datasets", "samples", "curves");

    /// <summary>File by file: a remark, the names of the columns, and rows of a closed form, to as many digits as an instrument writes.</summary>
    private static readonly Dictionary<string, string> Written = new()
    {
        ["porometry.csv"] = Table("Log-logistic membrane: wet/dry = 1/(1 + (m/p)^8), m = 3.5 bar; dry flow = 0.4 p^1.1", "pressure [bar],wet [L/min],dry [L/min]",
            Curves.Grid(0.05, 10, 0.05).Select(p => (double[])[p, 0.4 * Math.Pow(p, 1.1) / (1 + Math.Pow(3.5 / p, 8)), 0.4 * Math.Pow(p, 1.1)]), "0.00", "0.00000", "0.00000"),
        ["sweep.csv"] = Table("Logistic porosity around 137 °C and breaking extension around 153 °C", "dissolution temperature [°C],porosity [%],breaking extension [%]",
            Curves.Grid(120, 170, 5).Select(t => (double[])[t, 38 + (17 * Logistic(t, 137, 2)), 380 - (300 * Logistic(t, 153, 2))]), "0", "0.0", "0"),
        ["dsc-heating.csv"] = Table("Bell at 143.2 °C of 4 °C on a slanted base line", "temperature [°C],heat flow (endo up) [mW/mg]",
            Curves.Grid(40, 200, 0.5).Select(t => (double[])[t, 0.05 + (0.0004 * t) + (0.9 * Math.Exp(-Math.Pow((t - 143.2) / 4, 2) / 2))]), "0.0", "0.00000"),
        ["dsc.csv"] = Table("Logistic step of 0.25 mW/mg at 190 °C, 3 °C wide: its tangent meets the base line at 184 °C; 10 °C/min", "time [min],temperature [°C],heat flow (exo up) [mW/mg]",
            Curves.Grid(-100, 400, 0.5).Select(t => (double[])[(t + 100) / 10, t, -0.1 - (0.0002 * t) - (0.25 * Logistic(t, 190, 3))]), "0.00", "0.0", "0.00000"),
        ["tg.csv"] = Table("Logistic loss around 360 °C: 5 % are lost at 336.44 °C", "temperature [°C];mass [mg]",
            Curves.Grid(30, 500, 2).Select(t => (double[])[t, 10 * (1 - Logistic(t, 360, 8))]), "0", "0.0000"),
        ["cole-cole.csv"] = Table("R = 6.25 Ω, C = 10 µF, leads of 0.3 µH", "frequency [Hz],Re(Z) [ohm],-Im(Z) [ohm]",
            Enumerable.Range(0, 41).Select(i => Math.Pow(10, 6 - (i / 8.0))).Select(f => (double[])[f, 6.25, (1 / (2 * Math.PI * f * 1e-5)) - (2 * Math.PI * f * 3e-7)]), "0.000", "0.0000", "0.0000"),
    };

    [Fact]
    public void The_curves_are_what_their_closed_forms_write()
    {
        foreach (var (name, text) in Written)
        {
            var file = Path.Combine(Folder, name);
            if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1") File.WriteAllText(file, text);
            Assert.True(text == File.ReadAllText(file), $"{name} differs from its closed form; run this test with UPDATE_GOLDEN=1 and commit the file.");
        }
    }

    [Fact]
    public void What_no_document_limits_can_be_judged_by_a_rule_set_of_ones_own()
    {
        string Quantity(string key, string dimension, string unit) => $$"""{ "key": "{{key}}", "kind": "number", "dimension": "{{dimension}}", "unit": "{{unit}}", "what": "{{key}}", "source": "1" }""";
        string Criterion(string key, string unit, string limits) => $$"""
            { "id": "{{key}}", "quantity": "{{key}}", "unit": "{{unit}}", "kind": "claim", "claim": { "numbers": [1], "type": "independent" }, "value": { "from": "laboratory", "keys": ["{{key}}"] }, "limits": {{limits}}, "source": "1" }
            """;
        var set = CriteriaSets.Read($$"""
            { "name": "own", "title": "Own", "document": "Test",
              "quantities": [ {{Quantity("glass-transition", "temperature", "K")}}, {{Quantity("tu-minus-tl", "temperature-difference", "K")}}, {{Quantity("real-axis-intercept", "resistance", "Ω")}} ],
              "criteria": [ {{Criterion("glass-transition", "K", """{ "atLeast": 450 }""")}}, {{Criterion("tu-minus-tl", "K", """{ "above": 0 }""")}}, {{Criterion("real-axis-intercept", "Ω", """{ "atMost": 1 }""")}} ] }
            """, "own.json");
        var sample = SampleReader.ReadJson(File.ReadAllText(Path.Combine(Folder, "sample.json")), "sample.json", [set]);
        var files = Deriver.FilesOf(sample).Select(name => new CurveFile(name, File.ReadAllText(Path.Combine(Folder, name)))).ToList();
        Evaluation Evaluate(params CriteriaSet[] sets) => Evaluator.Evaluate(new EvaluationInput([], sample) { Curves = files }, sets);

        var judged = Evaluate(set).Sets[0];
        Assert.Equal(184 + 273.15, judged.Of("glass-transition").Value!.Value, 0.3);
        Assert.Equal(Verdict.Pass, judged.Of("glass-transition").Verdict);
        Assert.Equal((15, Verdict.Pass), (judged.Of("tu-minus-tl").Value, judged.Of("tu-minus-tl").ClaimVerdict));
        Assert.Equal(Verdict.Fail, judged.Of("real-axis-intercept").Verdict);
        Assert.Equal(DerivedUse.Information, Evaluate(Samples.Electrode).Derived.Quantities.Single(q => q.Key == "glass-transition").Use);
    }

    [Fact]
    public void What_follows_from_them_is_what_they_were_written_from()
    {
        var sample = SampleReader.ReadJson(File.ReadAllText(Path.Combine(Folder, "sample.json")), "sample.json", []);
        var files = Deriver.FilesOf(sample).Select(name => new CurveFile(name, File.ReadAllText(Path.Combine(Folder, name)))).ToList();
        Assert.Equal(Written.Keys.Order(), files.Select(f => f.Name).Order());
        var evaluation = Evaluator.Evaluate(new EvaluationInput([], sample) { Curves = files }, [Samples.Membrane, Samples.Electrode]);
        double Value(string key) => evaluation.Derived.Quantities.Single(q => q.Key == key).Value!.Value;

        Assert.Equal(2860 * 22 / 3.5e5, Value("avg-pore"), 1e-4);
        // 1 % of the dry flow passes where (m/p)^8 = 99.
        Assert.Equal(Math.Pow(99, 1 / 8.0), Value("pore-ratio"), 0.01);
        Assert.Equal((137.5, 152.5), (Value("tl"), Value("tu")));
        Assert.Equal(143.2, Value("tm"), 0.02);
        Assert.Equal(184 + 25, Value("softening"), 0.3);
        Assert.Equal(360 + (8 * Math.Log(0.05 / 0.95)), Value("decomposition"), 0.1);
        Assert.Equal(0.8, Value("conductivity"), 1e-4);
        Assert.Equal(70, Value("porosity"), 1e-9);
        Assert.Equal(25, Value("residual-strain"), 1e-9);
        Assert.Equal("B (68 %)", evaluation.Derived.Quantities.Single(q => q.Key == "rate-property").Answer);

        Assert.All(new[] { "avg-pore", "pore-ratio", "ts", "porosity", "residual-strain" }, id => Assert.Equal(Verdict.Pass, evaluation.Sets[0].Of(id).Verdict));
        Assert.Equal(Verdict.Pass, evaluation.Sets[1].Of("softening").Verdict);
    }

    private static double Logistic(double t, double at, double width) => 1 / (1 + Math.Exp(-(t - at) / width));

    /// <summary>Semicolons and decimal commas where the head has semicolons.</summary>
    private static string Table(string remark, string head, IEnumerable<double[]> rows, params string[] formats)
    {
        var semicolons = head.Contains(';', StringComparison.Ordinal);
        string Cell(double value, int column)
        {
            var text = (Math.Abs(value) < 1e-9 ? 0 : value).ToString(formats[column], CultureInfo.InvariantCulture);
            return semicolons ? text.Replace('.', ',') : text;
        }

        return $"# {remark}. Written from this formula; no measurement.\n{head}\n{string.Concat(rows.Select(r => string.Join(semicolons ? ';' : ',', r.Select(Cell)) + "\n"))}";
    }
}

using System.Text.Json.Nodes;
using ImageAnalysis.Cli.Tests.Support;
using CliRun = ImageAnalysis.Cli.Tests.Support.Cli;

namespace ImageAnalysis.Cli.Tests.Commands;

/// <summary>Curves and sweeps beside a sample file.</summary>
public sealed class EvaluateCurvesTests : IDisposable
{
    private const string Sweep = "ts [°C],porosity [%],breaking extension [%]\n135,42,380\n140,54,400\n145,54.6,353\n150,54.3,290\n155,52.9,90\n160,53.5,75\n";
    private readonly Workplace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void Curves_are_read_from_beside_the_sample_and_what_follows_is_judged()
    {
        _work.Text("data/flow.csv", "pressure [bar],wet [L/min],dry [L/min]\n1,0,2\n2,0.01,4\n3,2,6\n4,4.5,8\n5,8,10\n");
        _work.Text("data/sweep.csv", Sweep);
        var sample = _work.Text("data/s.json", """{ "sample": "S", "criteria": ["membrane"], "laboratory": { "porometry": "flow.csv", "ts": { "value": 145, "unit": "°C" } }, "sweep": "sweep.csv" }""");

        var outcome = CliRun.Run("evaluate", sample, "--out", _work.Path("out"), "--json");

        Assert.Equal(0, outcome.ExitCode);
        var results = outcome.Json["sets"]![0]!["results"]!.AsArray();
        Assert.Equal("Pass", Find(results, "id", "ts")["verdict"]!.GetValue<string>());
        Assert.Equal("Pass", Find(results, "id", "avg-pore")["verdict"]!.GetValue<string>());
        var derived = outcome.Json["derived"]!;
        Assert.Equal(137.5, Find(derived["quantities"]!.AsArray(), "key", "tl")["value"]!.GetValue<double>());
        Assert.Equal(139.5, derived["window"]!["preferredLowerCelsius"]!.GetValue<double>());
        Assert.Equal(6, derived["window"]!["points"]!.AsArray().Count);
        Assert.Contains(outcome.Json["findings"]!.AsArray(), f => f!["code"]!.GetValue<string>() == "porometry-constants");
        Assert.Contains("the solvent can form the percolation structure", CliRun.Run("evaluate", sample, "--out", _work.Path("out")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sweep_with_a_wrong_step_is_an_error_that_names_file_lines_and_step()
    {
        _work.Text("sweep.csv", Sweep.Replace("135,", "130,", StringComparison.Ordinal));
        var sample = _work.Text("s.json", """{ "sample": "S", "criteria": ["membrane"], "laboratory": { "ts": { "value": 145, "unit": "°C" } }, "sweep": "sweep.csv" }""");

        var outcome = CliRun.Run("evaluate", sample, "--out", _work.Path("out"));

        Assert.Equal(3, outcome.ExitCode);
        Assert.Contains("sweep.csv: the curve cannot be used.", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("from 130 to 140 °C is a step of 10 °C", outcome.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public void In_a_table_a_faulty_curve_stops_its_own_sample_alone()
    {
        _work.Text("good.csv", Sweep);
        _work.Text("bad.csv", "ts [°C],porosity\n100,3\n");
        var samples = _work.Text("s.csv", "sample,criteria,ts [°C],sweep\nA,membrane,145,good.csv\nB,membrane,145,bad.csv\nC,membrane,145,none.csv\n");

        var outcome = CliRun.Run("evaluate", samples, "--out", _work.Path("out"), "--json");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal([true, false, false], outcome.Json.AsArray().Select(s => s!["error"] is null));
        Assert.Contains("its unit is missing", outcome.Json[1]!["error"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("none.csv", outcome.Json[2]!["error"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_result_of_one_image_holds_the_curves_that_it_was_judged_by_and_can_be_made_again()
    {
        var image = _work.Image("a.png");
        _work.Text("sweep.csv", Sweep);
        var sample = _work.Text("s.json", """{ "sample": "S", "criteria": ["membrane"], "images": [ { "file": "a.png", "role": "internal" } ], "laboratory": { "ts": { "value": 160, "unit": "°C" } }, "sweep": "sweep.csv" }""");

        Assert.Equal(0, CliRun.Run("analyze", image, "--sample", sample, "--out", _work.Path("out")).ExitCode);

        var analysis = JsonNode.Parse(File.ReadAllText(_work.Path("out/analysis.json")))!;
        Assert.Equal("Fail", Find(analysis["evaluation"]!["sets"]![0]!["results"]!.AsArray(), "id", "ts")["verdict"]!.GetValue<string>());
        Assert.Contains("Derived from laboratory data", File.ReadAllText(_work.Path("out/report.html")), StringComparison.Ordinal);
        File.Delete(_work.Path("sweep.csv"));
        Assert.Equal(0, CliRun.Run("replay", _work.Path("out/analysis.json")).ExitCode);
    }

    private static JsonNode Find(JsonArray list, string member, string value) => list.Single(r => r![member]!.GetValue<string>() == value)!;
}

using System.Text.Json.Nodes;
using ImageAnalysis.Cli.Tests.Support;
using CliRun = ImageAnalysis.Cli.Tests.Support.Cli;

namespace ImageAnalysis.Cli.Tests.Commands;

public sealed class EvaluateTests : IDisposable
{
    private readonly Workplace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void Images_and_laboratory_values_are_judged_together()
    {
        _work.Image("images/a.png");
        var sample = _work.Text("s.json", """
            { "sample": "EX", "criteria": ["membrane"], "images": [ { "file": "images/a.png", "role": "internal" } ],
              "laboratory": { "mw": 546000, "avg-pore": { "value": 0.18, "unit": "µm" }, "max-pore": { "value": 0.9, "unit": "µm" } } }
            """);

        var outcome = CliRun.Run("evaluate", sample, "--out", _work.Path("out"), "--json", "--fail-on-verdict");

        Assert.Equal(4, outcome.ExitCode);
        Assert.Equal(File.ReadAllText(_work.Path("out/evaluation.json")), outcome.Output);
        Assert.Equal("Fail", outcome.Json["verdict"]!.GetValue<string>());
        var results = outcome.Json["sets"]![0]!["results"]!.AsArray();
        Assert.Equal("Fail", Find(results, "pore-ratio")["verdict"]!.GetValue<string>());
        Assert.Equal("Pass", Find(results, "mw")["claimVerdict"]!.GetValue<string>());
        var analysis = outcome.Json["images"]![0]!["analysis"]!.GetValue<string>();
        Assert.True(File.Exists(_work.Path($"out/{analysis}")));
    }

    [Fact]
    public void A_table_gives_a_verdict_for_each_sample_by_its_own_criteria()
    {
        var samples = _work.Text("s.csv", "sample,criteria,mw [g/mol]\nA,membrane,500000\nB,membrane,500\nC,none,500\n");

        var outcome = CliRun.Run("evaluate", samples, "--out", _work.Path("out"), "--json");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal([("A", "NotJudged"), ("B", "Fail"), ("C", "NotJudged")], outcome.Json.AsArray().Select(s => (s!["sample"]!.GetValue<string>(), s["verdict"]!.GetValue<string>())));
    }

    [Fact]
    public void A_missing_image_is_named_and_the_rest_is_judged()
    {
        var sample = _work.Text("s.json", """{ "sample": "S", "criteria": ["membrane"], "images": [ { "file": "no.png", "role": "internal" } ], "laboratory": { "mw": 546000 } }""");

        var outcome = CliRun.Run("evaluate", sample, "--out", _work.Path("out"));

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("no.png", outcome.Error, StringComparison.Ordinal);
        Assert.Matches("mw +Pass", outcome.Output);
        Assert.Contains("image-not-analysed", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sample_without_any_usable_image_or_value_is_no_usable_input()
    {
        var sample = _work.Text("s.json", """{ "sample": "S", "criteria": ["membrane"], "images": [ { "file": "no.png", "role": "internal" } ] }""");

        Assert.Equal(3, CliRun.Run("evaluate", sample, "--out", _work.Path("out")).ExitCode);
        Assert.Equal(3, CliRun.Run("evaluate", _work.Path("none.json"), "--out", _work.Path("out2")).ExitCode);
    }

    private static JsonNode Find(JsonArray results, string id) => results.Single(r => r!["id"]!.GetValue<string>() == id)!;
}

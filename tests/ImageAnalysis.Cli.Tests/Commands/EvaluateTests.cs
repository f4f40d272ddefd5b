using System.Text.Json.Nodes;
using ImageAnalysis.Cli.Tests.Support;
using ImageAnalysis.Tests;
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
        Assert.Matches("mw +claim 1 +Pass", outcome.Output);
        Assert.Contains("image-not-analysed", outcome.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("folder", "It is a folder")]
    [InlineData("none.json", "There is no such file.")]
    [InlineData("a.png", "It is no text")]
    public void What_is_no_sample_file_is_refused_in_plain_words(string name, string why)
    {
        Directory.CreateDirectory(_work.Path("folder"));
        _work.Image("a.png");
        var outcome = CliRun.Run("evaluate", _work.Path(name), "--out", _work.Path("out"));
        Assert.Equal(3, outcome.ExitCode);
        Assert.Contains(why, outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Could not find", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Access to the path", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sample_without_criteria_says_so_and_a_value_that_is_missing_is_no_structure()
    {
        var table = _work.Text("s.csv", "sample,mw\nA,500000\n");
        Assert.Contains("no criteria chosen", CliRun.Run("evaluate", table, "--out", _work.Path("out")).Output, StringComparison.Ordinal);
        Assert.Matches("structure +claim 1 +.* – +percolation", CliRun.Run("evaluate", _work.Text("s.json", """{ "sample": "A", "laboratory": { "mw": 5 } }"""), "--criteria", "membrane", "--out", _work.Path("out2")).Output);
    }

    [Fact]
    public void A_sample_without_any_usable_image_or_value_is_no_usable_input()
    {
        var sample = _work.Text("s.json", """{ "sample": "S", "criteria": ["membrane"], "images": [ { "file": "no.png", "role": "internal" } ] }""");

        Assert.Equal(3, CliRun.Run("evaluate", sample, "--out", _work.Path("out")).ExitCode);
        Assert.Equal(3, CliRun.Run("evaluate", _work.Path("none.json"), "--out", _work.Path("out2")).ExitCode);
    }

    [Fact]
    public void One_faulty_sample_never_stops_the_rest()
    {
        _work.Image("images/a.png");
        var samples = _work.Text("s.csv", "sample,criteria,mw [g/mol],image\nA,membrane,many,internal:images/a.png\nB,membrane,500,internal:images/no.png\nC,nothing.json,500,\nD,membrane,500000,particles:images/a.png\n");
        _work.Text("nothing.json", "{}");

        var outcome = CliRun.Run("evaluate", samples, "--out", _work.Path("out"));

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("line 2, mw", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("no.png", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("nothing.json", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("4 samples: 1 fail, 1 not judged, 2 not read.", outcome.Output, StringComparison.Ordinal);
        var written = JsonNode.Parse(File.ReadAllText(_work.Path("out/evaluation.json")))!.AsArray();
        Assert.Equal(["A", "B", "C", "D"], written.Select(s => s!["sample"]!.GetValue<string>()));
        Assert.Contains("line 2, mw", written[0]!["error"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(["Fail", "NotJudged"], new[] { 1, 3 }.Select(i => written[i]!["verdict"]!.GetValue<string>()));
    }

    [Fact]
    public void A_table_may_state_the_quantities_of_the_users_own_rule_set()
    {
        _work.Text("house.json", """
            { "name": "house", "title": "House rule", "document": "House rule 7",
              "quantities": [ { "key": "gap", "kind": "number", "dimension": "length", "unit": "µm", "what": "Gap", "source": "7.1" } ],
              "criteria": [ { "id": "gap", "quantity": "Gap", "unit": "nm", "kind": "claim", "claim": { "numbers": [1], "type": "independent" },
                              "value": { "from": "laboratory", "keys": ["gap"] }, "limits": { "atMost": 300 }, "source": "7.1" } ] }
            """);
        var samples = _work.Text("s.csv", "sample,criteria,gap [µm]\nA,house.json,0.2\nB,house.json,0.4\n");

        var outcome = CliRun.Run("evaluate", samples, "--out", _work.Path("out"), "--json");

        Assert.Equal(["Pass", "Fail"], outcome.Json.AsArray().Select(s => s!["verdict"]!.GetValue<string>()));
    }

    [Fact]
    public void A_rule_set_of_ones_own_is_named_by_the_pipeline()
    {
        _work.Text("lab/house.json", """
            { "name": "house", "title": "House rule", "document": "House rule 7",
              "quantities": [ { "key": "gap", "kind": "number", "dimension": "length", "unit": "µm", "what": "Gap", "source": "7.1" } ],
              "criteria": [ { "id": "gap", "quantity": "Gap", "unit": "nm", "kind": "claim", "claim": { "numbers": [1], "type": "independent" },
                              "value": { "from": "laboratory", "keys": ["gap"] }, "limits": { "atMost": 300 }, "source": "7.1" } ] }
            """);
        var pipeline = _work.Text("lab/pipeline.json", """{ "classify": { "model": "none", "measurableModel": "none" }, "segment": { "openingsModel": "none", "necksModel": "none" }, "particles": { "centresModel": "none" }, "evaluate": { "criteria": ["house.json"] } }""");
        var sample = _work.Text("s.json", """{ "sample": "A", "laboratory": { "gap": { "value": 250, "unit": "nm" } } }""");

        Assert.Equal("Pass", CliRun.Run("evaluate", sample, "--pipeline", pipeline, "--out", _work.Path("out"), "--json").Json["verdict"]!.GetValue<string>());

        _work.Text("lab/house.json", File.ReadAllText(_work.Path("lab/house.json")).Replace("\"atMost\"", "\"atmost\"", StringComparison.Ordinal));
        var refused = CliRun.Run("evaluate", sample, "--pipeline", pipeline, "--out", _work.Path("out2"));
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("criteria[0].limits.atmost: no such member", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_is_measured_once_for_each_role_whatever_the_laboratory_values()
    {
        _work.Image("images/a.png");
        var samples = _work.Text("s.csv", "sample,criteria,image,mw [g/mol]\nA,membrane,internal:images/a.png,500000\nB,membrane,surface-a:images/a.png,500000\n");
        CliRun.Run("evaluate", samples, "--out", _work.Path("out"), "--no-pictures");
        var results = Directory.GetFiles(_work.Path("out/images"), "run.json", SearchOption.AllDirectories);
        Assert.Equal(2, results.Length);
        foreach (var result in results) File.SetLastWriteTimeUtc(result, DateTime.UnixEpoch);

        File.WriteAllText(samples, File.ReadAllText(samples).Replace("B,membrane,", "C,membrane,", StringComparison.Ordinal).Replace("500000", "500", StringComparison.Ordinal));
        var again = CliRun.Run("evaluate", samples, "--out", _work.Path("out"), "--no-pictures", "--json");

        Assert.Equal(["Fail", "Fail"], again.Json.AsArray().Select(s => s!["verdict"]!.GetValue<string>()));
        Assert.All(results, r => Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(r)));
        foreach (var image in again.Json.AsArray().SelectMany(s => s!["images"]!.AsArray()))
        {
            var bytes = File.ReadAllBytes(_work.Path($"out/{image!["analysis"]!.GetValue<string>()}"));
            Assert.Equal(image["sha256"]!.GetValue<string>(), Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)));
        }
    }

    [Fact]
    public void A_finished_batch_is_taken_instead_of_measuring_again()
    {
        _work.Image("images/a.png");
        _work.Image("images/sub/b.png", seed: 2);
        _work.Image("other/c.png", seed: 3);
        CliRun.Run("batch", _work.Path("images"), "--out", _work.Path("run"), "--no-pictures", "--pixel-size-nm", "10");
        var samples = _work.Text("s.csv", "sample,criteria,image\nA,electrode,particles:images/a.png\nB,electrode,particles:images/sub/b.png;internal:other/c.png\n");

        var outcome = CliRun.Run("evaluate", samples, "--run", _work.Path("run"), "--out", _work.Path("out"), "--json");

        Assert.Equal(0, outcome.ExitCode);
        var images = outcome.Json.AsArray().SelectMany(s => s!["images"]!.AsArray()).ToList();
        Assert.Equal(["images/a.png", "images/sub/b.png", "other/c.png"], images.Select(i => i!["file"]!.GetValue<string>()));
        Assert.All(images.Take(2), i => Assert.True(File.Exists(_work.Path($"out/{i!["analysis"]!.GetValue<string>()}"))));
        Assert.Contains("other/c.png", outcome.Error, StringComparison.Ordinal);
        Assert.Contains(outcome.Json[1]!["findings"]!.AsArray(), f => f!["code"]!.GetValue<string>() == "image-not-in-run");
        Assert.False(Directory.Exists(_work.Path("out/images")));
    }

    [Fact]
    public void A_result_that_is_not_of_the_same_image_and_pipeline_is_not_taken()
    {
        _work.Image("images/a.png");
        CliRun.Run("batch", _work.Path("images"), "--out", _work.Path("run"), "--no-pictures");
        var sample = _work.Text("s.json", """{ "sample": "A", "criteria": ["membrane"], "images": [ { "file": "images/a.png", "role": "internal" } ], "laboratory": { "mw": 5e5 } }""");
        string Evaluate(params string[] more) => CliRun.Run(["evaluate", sample, "--run", _work.Path("run"), "--out", _work.Path("out"), .. more]).Error;

        Assert.Equal("", Evaluate());
        Assert.Contains("segment.method", Evaluate("--set", "segment.method=sauvola"), StringComparison.Ordinal);
        Assert.Contains("no run of a batch", CliRun.Run("evaluate", sample, "--run", _work.Path("images"), "--out", _work.Path("out")).Error, StringComparison.Ordinal);
        Assert.Contains("pixel size", Evaluate("--pixel-size-nm", "5"), StringComparison.Ordinal);

        var analysis = Directory.EnumerateFiles(_work.Path("run/images"), "analysis.json", SearchOption.AllDirectories).Single();
        var text = File.ReadAllText(analysis);
        File.WriteAllText(analysis, text + " ");
        Assert.Contains("not as the batch wrote it", Evaluate(), StringComparison.Ordinal);
        File.WriteAllText(analysis, text);
        Assert.Equal("", Evaluate());

        _work.Image("images/a.png", seed: 9);
        Assert.Contains("its hash differs", Evaluate(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_result_of_another_model_of_openings_is_not_taken()
    {
        _work.Image("images/a.png");
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "models", "openings", "1")))
        {
            Directory.CreateDirectory(_work.Path("openings"));
            File.Copy(file, Path.Combine(_work.Path("openings"), Path.GetFileName(file)));
        }

        string[] own = ["--set", $"segment.openingsModel={_work.Path("openings")}"];
        Assert.Equal(0, CliRun.Run(["batch", _work.Path("images"), "--out", _work.Path("run"), "--no-pictures", .. own]).ExitCode);
        var sample = _work.Text("s.json", """{ "sample": "A", "criteria": ["membrane"], "images": [ { "file": "images/a.png", "role": "internal" } ], "laboratory": { "mw": 5e5 } }""");
        string Evaluate() => CliRun.Run(["evaluate", sample, "--run", _work.Path("run"), "--out", _work.Path("out"), .. own]).Error;

        Assert.Equal("", Evaluate());
        var card = JsonNode.Parse(File.ReadAllText(_work.Path("openings/card.json")))!;
        card["name"] = "openings/of another day";
        File.WriteAllText(_work.Path("openings/card.json"), card.ToJsonString());

        Assert.Contains("the model of openings", Evaluate(), StringComparison.Ordinal);
    }

    private static JsonNode Find(JsonArray results, string id) => results.Single(r => r!["id"]!.GetValue<string>() == id)!;
}

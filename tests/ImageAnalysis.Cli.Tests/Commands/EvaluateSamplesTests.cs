using System.Text.Json.Nodes;
using ImageAnalysis.Cli.Tests.Support;
using ImageAnalysis.Tests;
using CliRun = ImageAnalysis.Cli.Tests.Support.Cli;

namespace ImageAnalysis.Cli.Tests.Commands;

/// <summary>The samples that come with the program, from rendered micrographs and laboratory values to a printed verdict.</summary>
public sealed class EvaluateSamplesTests : IDisposable
{
    private static readonly string Folder = Path.Combine(Repository.Root, "datasets", "samples");
    private readonly Workplace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void The_membrane_meets_claim_1_and_its_pages_and_values_are_written()
    {
        var outcome = CliRun.Run("evaluate", Path.Combine(Folder, "membrane.json"), "--out", _work.Path("out"), "--fail-on-verdict");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("Verdict  Pass", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("7 of 7 judged", outcome.Output, StringComparison.Ordinal);
        Assert.Matches("ts +claim 5 +Pass", outcome.Output);
        Assert.Contains("130 °C", outcome.Output, StringComparison.Ordinal);
        var page = File.ReadAllText(_work.Path("out/evaluation.html"));
        Assert.Contains("id=\"sweep\"", page, StringComparison.Ordinal);
        var report = System.Text.RegularExpressions.Regex.Match(page, "href=\"(images/[^\"]+)\"").Groups[1].Value;
        Assert.True(File.Exists(_work.Path($"out/{Uri.UnescapeDataString(report)}")), report);
    }

    [Fact]
    public void The_electrode_meets_claims_1_to_3()
    {
        var result = CliRun.Run("evaluate", Path.Combine(Folder, "electrode.json"), "--out", _work.Path("out"), "--no-pictures", "--json").Json;

        Assert.Equal("Pass", result["verdict"]!.GetValue<string>());
        var claims = result["sets"]![0]!["claims"]!.AsArray().ToDictionary(c => c!["claim"]!.GetValue<string>(), c => c!["verdict"]!.GetValue<string>());
        Assert.Equal(["Pass", "Pass", "Pass", "NotJudged"], new[] { "1", "2", "3", "4" }.Select(c => claims[c]));
    }

    [Fact]
    public void A_table_gives_the_same_verdicts_measured_now_and_by_a_finished_batch()
    {
        var table = Path.Combine(Folder, "samples.csv");
        var now = CliRun.Run("evaluate", table, "--out", _work.Path("now"), "--json");
        Assert.Equal(0, CliRun.Run("batch", Folder, "--out", _work.Path("run"), "--no-pictures").ExitCode);
        var later = CliRun.Run("evaluate", table, "--run", _work.Path("run"), "--out", _work.Path("later"), "--json", "--fail-on-verdict");

        Assert.Equal(0, now.ExitCode);
        Assert.Equal(4, later.ExitCode);
        Assert.Equal("", later.Error);
        Assert.Equal(["Pass", "Indeterminate", "Fail", "Fail", "Fail", "Indeterminate"], now.Json.AsArray().Select(s => s!["verdict"]!.GetValue<string>()));
        foreach (var (a, b) in now.Json.AsArray().Zip(later.Json.AsArray()))
        {
            Assert.Equal(a!["sets"]!.ToJsonString(), b!["sets"]!.ToJsonString());
            Assert.Equal(a["findings"]!.ToJsonString(), b["findings"]!.ToJsonString());
        }

        Assert.Equal(7, File.ReadAllLines(_work.Path("later/evaluation.csv")).Length);
        Assert.Equal(now.Json.AsArray().Count, Directory.GetFiles(_work.Path("now/samples"), "*.html").Length);
        Assert.Contains("id=\"quantities-membrane\"", File.ReadAllText(_work.Path("now/evaluation.html")), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_work.Path("later/images")));
    }
}

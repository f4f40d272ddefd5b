using ImageAnalysis.Cli.Tests.Support;
using CliRun = ImageAnalysis.Cli.Tests.Support.Cli;

namespace ImageAnalysis.Cli.Tests.Commands;

public sealed class ReplayTests : IDisposable
{
    private readonly Workplace _work = new();
    private readonly string _image;

    public ReplayTests()
    {
        _image = _work.Image("a.png");
        CliRun.Run("analyze", _image, "--pixel-size-nm", "12.5x13", "--set", "segment.method=li", "--criteria", "electrode", "--out", _work.Path("out"), "--no-pictures");
    }

    private string Result => _work.Path("out/analysis.json");

    public void Dispose() => _work.Dispose();

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    public void A_result_is_recomputed_to_the_byte_with_any_number_of_threads(string threads) =>
        Assert.Equal(0, CliRun.RunProcess(_work.Root, "replay", Result, "--threads", threads).ExitCode);

    [Fact]
    [GermanCulture]
    public void A_result_is_recomputed_to_the_byte_in_a_culture_with_a_decimal_comma() => Assert.Equal(0, CliRun.Run("replay", Result).ExitCode);

    [Fact]
    public void The_first_difference_is_named_with_both_values()
    {
        var text = File.ReadAllText(Result);
        var at = text.IndexOf("\"porosity\"", StringComparison.Ordinal);
        var value = text.IndexOf("0.", at, StringComparison.Ordinal);
        File.WriteAllText(Result, text[..(value + 2)] + "9" + text[(value + 2)..]);

        var outcome = CliRun.Run("replay", Result, "--json");

        Assert.Equal(1, outcome.ExitCode);
        var difference = outcome.Json["firstDifference"]!;
        Assert.Equal("$.segmentation.porosity.value", difference["path"]!.GetValue<string>());
        Assert.StartsWith("0.9", difference["recorded"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.NotEqual(difference["recorded"]!.GetValue<string>(), difference["recomputed"]!.GetValue<string>());
    }

    [Fact]
    public void An_image_that_changed_is_named_by_its_hash_before_anything_is_computed()
    {
        _work.Image("a.png", 2);

        var outcome = CliRun.Run("replay", Result);

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("$.input.sha256", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_that_moved_can_be_given()
    {
        File.Move(_image, _work.Path("moved.png"));

        Assert.Equal(3, CliRun.Run("replay", Result).ExitCode);
        Assert.Equal(0, CliRun.Run("replay", Result, "--image", _work.Path("moved.png")).ExitCode);
    }

    [Fact]
    public void What_is_no_result_is_no_usable_input()
    {
        Assert.Equal(3, CliRun.Run("replay", _work.Text("x.json", "{\"format\": 1}")).ExitCode);
        Assert.Equal(3, CliRun.Run("replay", _work.Path("none.json")).ExitCode);
    }

    [Fact]
    public void A_result_of_another_model_names_the_model()
    {
        var text = File.ReadAllText(Result);
        var at = text.IndexOf("\"model\":", text.IndexOf("\"provenance\"", StringComparison.Ordinal), StringComparison.Ordinal);
        var end = text.IndexOf('\n', at);
        File.WriteAllText(Result, text[..at] + "\"model\": \"another/7\"," + text[end..]);

        var outcome = CliRun.Run("replay", Result);

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("$.provenance.model", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("another/7", outcome.Output, StringComparison.Ordinal);
    }
}

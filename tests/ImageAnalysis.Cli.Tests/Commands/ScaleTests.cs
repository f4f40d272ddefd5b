using ImageAnalysis.Cli.Tests.Support;
using CliRun = ImageAnalysis.Cli.Tests.Support.Cli;

namespace ImageAnalysis.Cli.Tests.Commands;

public sealed class ScaleTests : IDisposable
{
    private const string Header = "[MAIN]\r\nDevice=VEGA3 TESCAN\r\nPixelSizeX=5e-9\r\nPixelSizeY=5e-9\r\n";

    private readonly Workplace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void A_sidecar_is_read_without_its_image()
    {
        var outcome = CliRun.Run("scale", _work.Text("a.hdr", Header), "--json");

        Assert.Equal(0, outcome.ExitCode);
        var report = outcome.Json[0]!;
        Assert.Equal("metadata-alone", report["decision"]!.GetValue<string>());
        Assert.Equal(5, report["pixelSizeNm"]!.GetValue<double>(), 1e-9);
        Assert.Contains("PixelSizeX", report["candidates"]![0]!["evidence"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_candidate_is_shown_and_the_one_taken_is_marked()
    {
        var image = _work.Image("a.png");
        _work.Text("a.hdr", Header);

        var candidates = CliRun.Run("scale", image, "--pixel-size-nm", "5.05", "--json").Json[0]!["candidates"]!.AsArray();

        Assert.Equal(["user", "metadata"], candidates.Select(c => c!["source"]!.GetValue<string>()));
        Assert.Equal([true, false], candidates.Select(c => c!["taken"]!.GetValue<bool>()));
    }

    [Fact]
    public void Sources_that_disagree_are_all_shown_and_none_is_taken()
    {
        var image = _work.Image("a.png");
        _work.Text("a.hdr", Header);
        _work.Text("a.txt", "[SemImageFile]\r\nInstructName=S-4800\r\nImageName=a.png\r\nDataSize=240x180\r\nPixelSize=8\r\n");

        var outcome = CliRun.Run("scale", image, "--json");

        Assert.Equal(3, outcome.ExitCode);
        var report = outcome.Json[0]!;
        Assert.Equal("conflict", report["decision"]!.GetValue<string>());
        Assert.Equal([5.0, 8.0], report["candidates"]!.AsArray().Select(c => Math.Round(c!["pixelSizeNm"]!.GetValue<double>(), 6)).Order());
        Assert.Equal(3, CliRun.Run("analyze", image, "--out", _work.Path("out")).ExitCode);
    }

    [Fact]
    public void A_bar_length_with_a_decimal_comma_is_answered_with_how_to_write_it()
    {
        var outcome = CliRun.Run("scale", _work.Image("a.png"), "--bar-length", "5,0 µm");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("decimal sign as a point", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_without_a_scale_is_no_error()
    {
        var outcome = CliRun.Run("scale", _work.Image("a.png"));

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("Pixel size: unknown", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_that_is_no_sidecar_is_no_usable_input() => Assert.Equal(3, CliRun.Run("scale", _work.Text("a.txt", "hello")).ExitCode);
}

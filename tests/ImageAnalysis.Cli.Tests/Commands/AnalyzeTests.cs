using ImageAnalysis.Cli.Tests.Support;
using CliRun = ImageAnalysis.Cli.Tests.Support.Cli;

namespace ImageAnalysis.Cli.Tests.Commands;

public sealed class AnalyzeTests : IDisposable
{
    private const string FailingSample = """{ "sample": "S", "criteria": ["membrane"], "images": [], "laboratory": { "mw": 500 } }""";

    private readonly Workplace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void A_pipeline_that_was_copied_elsewhere_still_finds_the_models_of_the_program()
    {
        File.Copy(Path.Combine(ImageAnalysis.Tests.Repository.Root, "pipeline.json"), _work.Path("pipeline.json"));

        var outcome = CliRun.Run("analyze", _work.Image("a.png"), "--pipeline", _work.Path("pipeline.json"), "--out", _work.Path("out"), "--no-pictures", "--json");

        Assert.Equal(0, outcome.ExitCode);
        Assert.StartsWith("structure/", outcome.Json["provenance"]!["model"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public void Json_on_the_output_is_the_file_byte_for_byte_and_nothing_else()
    {
        var outcome = CliRun.Run("analyze", _work.Image("a.png"), "--out", _work.Path("out"), "--json");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(File.ReadAllText(_work.Path("out/analysis.json")), outcome.Output);
        Assert.Equal("a.png", outcome.Json["input"]!["name"]!.GetValue<string>());
    }

    [Fact]
    public void A_report_and_pictures_are_written_unless_only_numbers_are_wanted()
    {
        var image = _work.Image("a.png");
        CliRun.Run("analyze", image, "--out", _work.Path("out"));
        Assert.True(File.Exists(_work.Path("out/report.html")));
        Assert.True(File.Exists(_work.Path("out/void.png")));

        CliRun.Run("analyze", image, "--out", _work.Path("out"), "--no-pictures");

        // What the earlier call left is no part of this result.
        Assert.False(File.Exists(_work.Path("out/report.html")));
        Assert.False(File.Exists(_work.Path("out/void.png")));
        Assert.True(File.Exists(_work.Path("out/particles.csv")));
    }

    [Fact]
    public void The_result_does_not_depend_on_how_the_image_is_named_or_where_the_program_is_called()
    {
        _work.Image("sub/a.png");
        CliRun.RunProcess(_work.Root, "analyze", "sub/a.png", "--no-pictures");
        CliRun.RunProcess(_work.Path("sub"), "analyze", _work.Path("sub/a.png"), "--no-pictures");

        Assert.Equal(File.ReadAllBytes(_work.Path("a-analysis/analysis.json")), File.ReadAllBytes(_work.Path("sub/a-analysis/analysis.json")));
    }

    [Fact]
    public void A_folder_with_other_files_is_left_alone()
    {
        _work.Text("out/thesis.txt", "years of work");

        var outcome = CliRun.Run("analyze", _work.Image("a.png"), "--out", _work.Path("out"));

        Assert.Equal(2, outcome.ExitCode);
        Assert.Equal(["thesis.txt"], Directory.EnumerateFileSystemEntries(_work.Path("out")).Select(Path.GetFileName));
    }

    [Fact]
    public void A_folder_with_the_result_of_another_image_is_left_alone()
    {
        CliRun.Run("analyze", _work.Image("a.png"), "--out", _work.Path("out"), "--no-pictures");
        var before = _work.Contents("out");

        var outcome = CliRun.Run("analyze", _work.Image("b.png", 2), "--out", _work.Path("out"), "--no-pictures");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Equal(before, _work.Contents("out"));
    }

    [Fact]
    public void A_file_that_the_user_put_beside_a_result_stays()
    {
        var image = _work.Image("a.png");
        CliRun.Run("analyze", image, "--out", _work.Path("out"), "--no-pictures");
        _work.Text("out/notes.txt", "mine");

        var outcome = CliRun.Run("analyze", image, "--out", _work.Path("out"), "--no-pictures");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal("mine", File.ReadAllText(_work.Path("out/notes.txt")));
    }

    [Fact]
    public void One_unreadable_image_of_several_does_not_stop_the_others()
    {
        var broken = _work.Text("broken.tif", "II*\0 and then nothing");

        var outcome = CliRun.Run("analyze", broken, _work.Image("a.png"), _work.Image("b.png", 2), "--out", _work.Path("out"), "--no-pictures", "--json");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("broken.tif", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(["a.png", "b.png"], outcome.Json.AsArray().Select(a => a!["input"]!["name"]!.GetValue<string>()));
        Assert.True(File.Exists(_work.Path("out/b-analysis/analysis.json")));
    }

    [Fact]
    public void Images_of_the_same_name_in_one_call_get_folders_of_their_own()
    {
        var outcome = CliRun.Run("analyze", _work.Image("a.png"), _work.Image("a.bmp", 2), "--out", _work.Path("out"), "--no-pictures");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(["a.bmp-analysis", "a.png-analysis"], Directory.EnumerateDirectories(_work.Path("out")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_failed_criterion_is_code_4_only_when_that_is_asked_for()
    {
        var (image, sample) = (_work.Image("a.png"), _work.Text("s.json", FailingSample));
        string[] call = ["analyze", image, "--sample", sample, "--out", _work.Path("out"), "--no-pictures"];

        var outcome = CliRun.Run(call);

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("Fail", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(4, CliRun.Run([.. call, "--fail-on-verdict"]).ExitCode);
        Assert.Equal(0, CliRun.Run([.. call, "--fail-on-verdict", "--criteria", "none"]).ExitCode);
    }

    [Fact]
    public void A_faulty_sample_stops_before_anything_is_measured()
    {
        var sample = _work.Text("s.json", """{ "sample": "S", "laboratory": { "mass": 3 } }""");

        var outcome = CliRun.Run("analyze", _work.Image("a.png"), "--sample", sample, "--out", _work.Path("out"));

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("mass", outcome.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_work.Path("out")));
    }

    [Fact]
    public void The_pixel_size_on_the_command_line_goes_before_the_table()
    {
        var image = _work.Image("a.png");
        var table = _work.Text("scales.csv", "file,pixel_size_nm,pixel_size_y_nm\na.png,20,25\n");

        var byTable = CliRun.Run("analyze", image, "--scales", table, "--out", _work.Path("o1"), "--no-pictures", "--json").Json["scale"]!["pixelSize"]!;
        var byHand = CliRun.Run("analyze", image, "--scales", table, "--pixel-size-nm", "7", "--out", _work.Path("o2"), "--no-pictures", "--json").Json["scale"]!;

        Assert.Equal((20.0, 25.0), (byTable["x"]!["nm"]!.GetValue<double>(), byTable["y"]!["nm"]!.GetValue<double>()));
        Assert.Equal(7, byHand["pixelSize"]!["x"]!["nm"]!.GetValue<double>());
        Assert.Contains("scale-overruled", byHand["findings"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    [GermanCulture]
    public void A_decimal_comma_in_the_culture_changes_no_byte()
    {
        var image = _work.Image("a.png");
        CliRun.Run("analyze", image, "--pixel-size-nm", "12.5", "--out", _work.Path("german"));

        // The process has its own, invariant culture.
        CliRun.RunProcess(_work.Root, "analyze", image, "--pixel-size-nm", "12.5", "--out", "invariant");

        Assert.Equal(_work.Contents("invariant"), _work.Contents("german"));
    }

    [Fact]
    public void Output_into_a_pipe_has_no_control_characters_and_no_trailing_blanks()
    {
        var outcome = CliRun.RunProcess(_work.Root, "analyze", _work.Image("a.png"), "--criteria", "membrane,electrode", "--no-pictures");

        Assert.Equal(0, outcome.ExitCode);
        Assert.DoesNotContain('\e', outcome.Output);
        Assert.DoesNotContain(outcome.Output.Split('\n'), line => line.EndsWith(' '));
        Assert.Contains("Mean intercept", outcome.Output, StringComparison.Ordinal);
    }
}

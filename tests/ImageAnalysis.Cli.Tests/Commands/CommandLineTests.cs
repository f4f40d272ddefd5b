using ImageAnalysis.Cli.Terminal;
using ImageAnalysis.Cli.Tests.Support;
using CliRun = ImageAnalysis.Cli.Tests.Support.Cli;

namespace ImageAnalysis.Cli.Tests.Commands;

public sealed class CommandLineTests : IDisposable
{
    private readonly Workplace _work = new();

    public void Dispose() => _work.Dispose();

    [Theory]
    [InlineData("analyze")]
    [InlineData("batch")]
    [InlineData("scale")]
    [InlineData("evaluate")]
    [InlineData("replay")]
    [InlineData("train")]
    [InlineData("doctor")]
    public void Every_help_has_examples_of_its_own_and_the_exit_codes(string verb)
    {
        var outcome = CliRun.Run(verb, "--help");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains($"imageanalysis {verb}", outcome.Output, StringComparison.Ordinal);
        Assert.Matches($"Examples:\n  imageanalysis {verb}", outcome.Output);
        Assert.Contains("Exit codes:", outcome.Output, StringComparison.Ordinal);
        Assert.Empty(outcome.Error);
    }

    [Theory]
    [InlineData("analyze")]
    [InlineData("analyze", "x.tif", "--page", "two")]
    [InlineData("analyze", "x.tif", "--page", "0")]
    [InlineData("analyze", "x.tif", "--colour", "red")]
    [InlineData("batch", ".")]
    [InlineData("batch", ".", "--out", "run", "--jobs", "0")]
    [InlineData("replay", "a.json", "--threads", "0")]
    [InlineData("train", "--count", "3")]
    [InlineData("train", "--out", "/")]
    [InlineData("paint")]
    [InlineData]
    public void A_wrong_command_line_is_code_2_and_says_something(params string[] args)
    {
        var outcome = CliRun.Run(args);

        Assert.Equal(2, outcome.ExitCode);
        Assert.NotEmpty(outcome.Error + outcome.Output);
    }

    [Theory]
    [InlineData("IMAGE", "analyze", "")]
    [InlineData("IMAGE", "analyze", "x.tif", "")]
    [InlineData("--out", "analyze", "x.tif", "--out", "")]
    [InlineData("--criteria", "analyze", "x.tif", "--criteria", "")]
    [InlineData("FOLDER", "batch", "", "--out", "run")]
    [InlineData("DATASET", "train", "")]
    [InlineData("FILE", "label", "", "none")]
    [InlineData("--to", "label", "x.tif", "none", "--to", "")]
    public void An_empty_text_is_code_2_and_says_where_it_stands(string name, params string[] args)
    {
        var outcome = CliRun.Run(args);

        Assert.Equal(2, outcome.ExitCode);
        Assert.StartsWith($"error: {name}: an empty text was given.", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("12,5")]
    [InlineData("1x5x2")]
    [InlineData("1e-300")]
    [InlineData("1;5")]
    [InlineData("12.5nm")]
    [InlineData("NaN")]
    [InlineData("1e999")]
    [InlineData("")]
    public void What_is_no_pixel_size_is_refused_before_any_image_is_opened(string pixelSize)
    {
        var outcome = CliRun.Run("analyze", "there is none.tif", "--pixel-size-nm", pixelSize);

        Assert.Equal(2, outcome.ExitCode);
        Assert.DoesNotContain("there is none", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_word_for_a_number_is_refused_without_the_name_of_a_type()
    {
        var outcome = CliRun.Run("analyze", "x.tif", "--page", "two");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("'two' for option '--page': a whole number is expected.", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_that_takes_nothing_is_an_error_and_no_stack_trace()
    {
        using var full = new FullDisk();
        using var error = new StringWriter();
        using (var screen = new Screen(full, error)) Assert.Equal(ExitCode.Usage, CommandLine.Run(["--help"], screen));
        Assert.StartsWith("error: ", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_misspelt_override_is_named_by_its_path_with_the_nearest_name()
    {
        var outcome = CliRun.Run("analyze", "x.tif", "--set", "segment.metod=li");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("segment.metod", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("method", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_rule_set_is_code_2_and_the_known_ones_are_named()
    {
        var outcome = CliRun.Run("analyze", "x.tif", "--criteria", "membran");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("membrane", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_says_what_why_and_how_to_mend_it_without_a_stack_trace()
    {
        var outcome = CliRun.Run("analyze", _work.Path("none.tif"), "--out", _work.Path("out"));

        Assert.Equal(3, outcome.ExitCode);
        Assert.Matches("^error: .*none.tif.*\n  why:  .+\n  mend: .+\n$", outcome.Error);
        Assert.DoesNotContain("   at ", outcome.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_work.Path("out")));
    }

    [Fact]
    public void The_version_is_one_line_and_needs_no_library()
    {
        var outcome = CliRun.RunProcess(_work.Root, "--version");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Matches(@"^imageanalysis \d+\.\d+\.\d+\n$", outcome.Output);
    }

    [Fact]
    public void A_missing_native_library_is_code_5_and_names_the_doctor()
    {
        var fault = new TypeInitializationException("Native", new DllNotFoundException("libexample.so.1 is missing"));

        var known = Faults.Translate(fault);

        Assert.NotNull(known);
        Assert.Equal(ExitCode.IncompleteInstallation, Faults.ExitCodeOf(known));
        Assert.Contains("libexample.so.1", known.Why, StringComparison.Ordinal);
        Assert.Contains("doctor", known.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public void The_doctor_looks_at_every_part_and_tells_how_to_mend_what_is_missing()
    {
        var outcome = CliRun.Run("doctor", "--json");

        var checks = outcome.Json["checks"]!.AsArray();
        Assert.Superset(
            new HashSet<string> { "OpenCV", "ONNX Runtime", "XGBoost", "structure model", "pipeline.json", "temporary folder" },
            checks.Select(c => c!["name"]!.GetValue<string>()).ToHashSet());
        Assert.All(checks, c => Assert.Equal(c!["holds"]!.GetValue<bool>(), c["mend"] is null));
        Assert.Equal(outcome.Json["complete"]!.GetValue<bool>() ? 0 : 5, outcome.ExitCode);
    }

    private sealed class FullDisk : StringWriter
    {
        public override void Flush() => throw new IOException("No space left on device");
    }
}

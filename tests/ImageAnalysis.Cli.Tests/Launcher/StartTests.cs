using System.Diagnostics;
using System.Runtime.Versioning;
using ImageAnalysis.Tests;

namespace ImageAnalysis.Cli.Tests.Launcher;

[UnsupportedOSPlatform("windows")]
public sealed class StartTests : IDisposable
{
    private readonly FakeTree _tree = new();

    public void Dispose() => _tree.Dispose();

    [Fact]
    public void The_launcher_can_be_executed() =>
        Assert.True(File.GetUnixFileMode(Path.Combine(Repository.Root, "imageanalysis")).HasFlag(UnixFileMode.OtherExecute));

    [Fact]
    public void Arguments_output_and_exit_code_are_those_of_the_program()
    {
        var outcome = FakeTree.Finish(_tree.Start(_tree.Launcher, start => start.Environment["STUB_EXIT"] = "3", "analyze", "my image.tif", "", "*"));

        Assert.Equal(3, outcome.ExitCode);
        Assert.StartsWith("<analyze>\n<my image.tif>\n<>\n<*>\nHOME=", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("building", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_second_call_starts_the_program_and_nothing_else()
    {
        _tree.Run("--version");
        var calls = _tree.Calls.Count;

        var outcome = _tree.Run("--version");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Empty(outcome.Error);
        Assert.Equal(calls, _tree.Calls.Count);
    }

    [Fact]
    public void Two_first_calls_at_once_build_once_and_both_run()
    {
        var first = _tree.Start("one");
        var second = _tree.Start("two");

        Assert.StartsWith("<one>", FakeTree.Finish(first).Output, StringComparison.Ordinal);
        Assert.StartsWith("<two>", FakeTree.Finish(second).Output, StringComparison.Ordinal);
        Assert.Equal(1, _tree.Builds);
    }

    [Fact]
    public void A_chain_of_symbolic_links_leads_to_the_tree()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_tree.State, "my bin")).FullName;
        File.CreateSymbolicLink(Path.Combine(folder, "absolute"), _tree.Launcher);
        File.CreateSymbolicLink(Path.Combine(folder, "relative"), "absolute");

        var outcome = FakeTree.Finish(_tree.Start("relative", start => start.WorkingDirectory = folder, "x"));

        Assert.StartsWith("<x>", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(1, _tree.Builds);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Without_HOME_the_home_of_the_account_is_used(string? home)
    {
        var outcome = FakeTree.Finish(_tree.Start(_tree.Launcher, Change, "x"));
        Assert.Equal(0, outcome.ExitCode);
        Assert.Matches("HOME=/.+\n", outcome.Output);

        void Change(ProcessStartInfo start)
        {
            start.Environment.Remove("HOME");
            if (home is not null) start.Environment["HOME"] = home;
        }
    }

    [Fact]
    public void An_edited_a_new_and_a_deleted_source_each_lead_to_a_build()
    {
        _tree.Run("x");
        _tree.WriteSource("src/ImageAnalysis.Cli/Program.cs", "return 1;");
        _tree.Run("x");
        Assert.Equal(2, _tree.Builds);
        _tree.WriteSource("src/ImageAnalysis/New.cs", "");
        _tree.Run("x");
        Assert.Equal(3, _tree.Builds);
        File.Delete(Path.Combine(_tree.Tree, "src/ImageAnalysis/New.cs"));
        _tree.Run("x");
        Assert.Equal(4, _tree.Builds);
        Assert.DoesNotContain(_tree.Calls, call => call.Contains("--no-incremental", StringComparison.Ordinal));
    }

    [Fact]
    public void Documentation_and_build_outputs_lead_to_no_build()
    {
        _tree.Run("x");
        _tree.WriteSource("src/ImageAnalysis/README.md", "# Text");
        _tree.WriteSource("src/ImageAnalysis/obj/project.assets.json", "{}");
        _tree.WriteSource("src/ImageAnalysis/bin/Release/net10.0/ImageAnalysis.dll", "");
        _tree.Run("x");
        Assert.Equal(1, _tree.Builds);
    }

    [Fact]
    public void A_changed_source_older_than_the_last_build_is_compiled_all_the_same()
    {
        _tree.Run("x");
        _tree.WriteSource("src/ImageAnalysis.Cli/Program.cs", "return 2;", new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        _tree.Run("x");
        Assert.Equal(2, _tree.Builds);
        Assert.Contains("--no-incremental", _tree.Calls[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_build_whose_dotnet_was_moved_away_is_made_again_with_the_present_one()
    {
        _tree.Run("x");
        var stamp = Path.Combine(_tree.Tree, ".build", "built");
        File.WriteAllText(stamp, Path.Combine(_tree.State, "moved away") + File.ReadAllText(stamp));
        Assert.Equal(0, _tree.Run("x").ExitCode);
        Assert.Equal(2, _tree.Builds);
    }

    [Fact]
    public void A_failed_build_shows_its_errors_and_is_tried_again()
    {
        _tree.Set("fail-dotnet-build", "");
        var outcome = _tree.Run("x");
        Assert.Equal(5, outcome.ExitCode);
        Assert.Empty(outcome.Output);
        Assert.Contains("error CS0001", outcome.Error, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(_tree.Tree, ".build", "build.log"), outcome.Error, StringComparison.Ordinal);

        Assert.Equal(0, _tree.Run("x").ExitCode);
    }
}

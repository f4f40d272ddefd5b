using ImageAnalysis.Cli.Tests.Support;
using CliRun = ImageAnalysis.Cli.Tests.Support.Cli;

namespace ImageAnalysis.Cli.Tests.Commands;

public sealed class LabelTests : IDisposable
{
    private readonly Workplace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void A_folder_of_classes_is_imported_and_imported_again_without_change()
    {
        _work.Image("sorted/cellular/a_1.png", 1);
        _work.Image("sorted/none/b_1.png", 2);

        var first = CliRun.Run("import", _work.Path("sorted"), "--out", _work.Path("set"), "--licence", "own", "--json");
        var again = CliRun.Run("import", _work.Path("sorted"), "--out", _work.Path("set"));

        Assert.Equal(0, first.ExitCode);
        Assert.Equal("own", first.Json["licence"]!.GetValue<string>());
        Assert.Equal(["cellular/a_1.png", "none/b_1.png"], first.Json["images"]!.AsArray().Select(i => i!["file"]!.GetValue<string>()));
        Assert.Equal(0, again.ExitCode);
        Assert.Contains("0 pictures added", again.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(_work.Path("set/cellular/a_1.png")));
    }

    [Fact]
    public void A_picture_is_labelled_and_labelled_anew()
    {
        var image = _work.Image("EX7_03.png");

        var first = CliRun.Run("label", image, "cellular", "--to", _work.Path("set"), "--json");
        var second = CliRun.Run("label", image, "none", "--group", "mine", "--to", _work.Path("set"), "--json");

        Assert.Equal(("cellular", "EX7"), Label(first));
        Assert.Equal(("none", "mine"), Label(second));

        static (string, string) Label(Outcome outcome) =>
            (outcome.Json["images"]![0]!["class"]!.GetValue<string>(), outcome.Json["images"]![0]!["group"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("spherical", "\"spherical-particle\"")]
    [InlineData("percolaton", "\"percolation\"")]
    public void A_class_that_is_none_is_answered_with_the_nearest(string given, string nearest)
    {
        var outcome = CliRun.Run("label", _work.Image("a.png"), given, "--to", _work.Path("set"));

        Assert.Equal(3, outcome.ExitCode);
        Assert.Contains($"\"{given}\" is no class; the nearest is {nearest}", outcome.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_work.Path("set")));
    }

    [Fact]
    public void A_folder_that_holds_something_else_is_left_alone()
    {
        _work.Text("full/notes.txt", "mine");

        var outcome = CliRun.Run("label", _work.Image("a.png"), "none", "--to", _work.Path("full"));

        Assert.Equal(2, outcome.ExitCode);
        Assert.Equal(["notes.txt"], Directory.EnumerateFileSystemEntries(_work.Path("full")).Select(Path.GetFileName));
    }
}

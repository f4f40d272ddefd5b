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

    [Fact]
    public void A_label_that_replaces_another_says_which_it_was()
    {
        var image = _work.Image("EX7_03.png");

        var first = CliRun.Run("label", image, "cellular", "--to", _work.Path("set"));
        var same = CliRun.Run("label", image, "cellular", "--to", _work.Path("set"));
        var other = CliRun.Run("label", image, "none", "--group", "mine", "--to", _work.Path("set"));

        Assert.DoesNotContain("Changed", first.Output + same.Output, StringComparison.Ordinal);
        Assert.Contains("Changed: cellular/EX7_03.png was cellular, of the specimen EX7 and is none, of the specimen mine now.", other.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_that_a_spreadsheet_saved_with_semicolons_is_read()
    {
        _work.Image("in/a, b.png", 1);
        Assert.Equal(0, CliRun.Run("batch", _work.Path("in"), "--out", _work.Path("run"), "--no-pictures").ExitCode);

        var taken = CliRun.Run("correct", _work.Path("run"), "--table", _work.Text("t.csv", "\uFEFFfile;structure;class;group\r\na, b.png;none;cellular;wafer 3\r\n"), "--to", _work.Path("set"), "--json");

        var image = Assert.Single(taken.Json["images"]!.AsArray())!;
        Assert.Equal(("cellular", "wafer 3"), (image["class"]!.GetValue<string>(), image["group"]!.GetValue<string>()));
    }

    [Fact]
    public void A_set_that_cannot_be_written_is_answered_with_the_option_of_the_verb()
    {
        var outcome = CliRun.Run("label", _work.Image("a.png"), "none", "--to", "/proc/no-such-place/set");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("--to", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("--out", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"format\": \"imageanalysis-dataset/1\", \"name\"", "Line 1, byte 46: from here on it is no JSON")]
    [InlineData("{ \"format\": \"imageanalysis-dataset/1\", \"name\": \"x\", \"licence\": \"own\", \"images\": [ null ] }", "$.images[0]: null stands in a list")]
    [InlineData("[]", "$: an object is expected here.")]
    [InlineData("{ \"format\": \"imageanalysis-dataset/1\" }", "\"name\", \"licence\", \"images\" is missing")]
    public void A_damaged_manifest_is_named_without_the_words_of_the_program(string manifest, string fault)
    {
        _work.Text("set/manifest.json", manifest);

        var outcome = CliRun.Run("train", _work.Path("set"), "--out", _work.Path("model"));

        Assert.Equal(3, outcome.ExitCode);
        Assert.Contains(fault, outcome.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.DoesNotContain("ImageAnalysis.Training", outcome.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_work.Path("model")));
    }

    [Theory]
    [InlineData("spherical", "\"spherical-particle\"")]
    [InlineData("percolaton", "\"percolation\"")]
    public void A_class_that_is_none_is_answered_with_the_nearest(string given, string nearest)
    {
        var outcome = CliRun.Run("label", _work.Image("a.png"), given, "--to", _work.Path("set"));

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains($"\"{given}\" is no class; the nearest is {nearest}", outcome.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_work.Path("set")));
    }

    [Fact]
    public void A_class_that_is_like_none_of_the_known_is_answered_with_all_of_them()
    {
        var outcome = CliRun.Run("label", _work.Image("a.png"), "foam", "--to", _work.Path("set"));

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("\"foam\" is no class.", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("percolation, spherical-particle, cellular, none", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("nearest", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_that_is_cut_short_is_told_as_such()
    {
        _work.Image("sorted/cellular/whole.png", 1);
        var cut = _work.Image("sorted/cellular/cut.png", 2);
        File.WriteAllBytes(cut, File.ReadAllBytes(cut)[..2000]);

        var outcome = CliRun.Run("import", _work.Path("sorted"), "--out", _work.Path("set"));

        Assert.Equal(3, outcome.ExitCode);
        Assert.Contains("cut.png", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("cut short", outcome.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_work.Path("set")));
    }

    [Fact]
    public void A_correction_of_a_picture_that_is_not_in_the_run_names_it_and_the_nearest()
    {
        _work.Image("in/EX7_1.png", 1);
        Assert.Equal(0, CliRun.Run("batch", _work.Path("in"), "--out", _work.Path("run"), "--no-pictures").ExitCode);

        var outcome = CliRun.Run("correct", _work.Path("run"), "--table", _work.Text("t.csv", "file,class\nEX7_2.png,cellular\nother/place.tif,none\n"), "--to", _work.Path("set"));

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("EX7_2.png is no picture of this run; the nearest is EX7_1.png.", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("other/place.tif is no picture of this run.", outcome.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_work.Path("set")));
    }

    [Fact]
    public void The_origin_of_a_picture_is_seen_from_the_set()
    {
        _work.Image("in/a.png", 1);

        var outcome = CliRun.Run("label", _work.Path("in/a.png"), "none", "--to", _work.Path("sets/mine"), "--json");

        Assert.Equal("../../in/a.png", outcome.Json["images"]![0]!["origin"]!.GetValue<string>());
    }

    [Fact]
    public void A_blank_group_and_two_classes_for_one_picture_are_refused_before_anything_is_written()
    {
        _work.Image("in/a.png", 1);
        Assert.Equal(0, CliRun.Run("batch", _work.Path("in"), "--out", _work.Path("run"), "--no-pictures").ExitCode);

        var blank = CliRun.Run("label", _work.Path("in/a.png"), "none", "--group", "  ", "--to", _work.Path("set"));
        var twice = CliRun.Run("correct", _work.Path("run"), "--table", _work.Text("t.csv", "file,class\na.png,none\na.png,cellular\n"), "--to", _work.Path("set"));

        Assert.Equal([2, 2], [blank.ExitCode, twice.ExitCode]);
        Assert.Contains("a.png has 2 rows with a class", twice.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_work.Path("set")));
    }

    [Fact]
    public void Nothing_is_learnt_from_the_samples_and_a_folder_of_classes_is_sent_to_import()
    {
        _work.Image("sorted/cellular/a.png");

        var samples = CliRun.Run("train", Path.Combine(ImageAnalysis.Tests.Repository.Root, "datasets", "samples"), "--out", _work.Path("model"));
        var sorted = CliRun.Run("train", _work.Path("sorted"), "--out", _work.Path("model"));

        Assert.Equal([3, 3], [samples.ExitCode, sorted.ExitCode]);
        Assert.Contains("All its pictures are for tests", samples.Error, StringComparison.Ordinal);
        Assert.Contains("imageanalysis import", sorted.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_work.Path("model")));
    }

    [Fact]
    public void A_folder_that_holds_something_else_is_left_alone()
    {
        _work.Text("full/notes.txt", "mine");

        var outcome = CliRun.Run("label", _work.Image("a.png"), "none", "--to", _work.Path("full"));

        Assert.Equal(2, outcome.ExitCode);
        Assert.Equal(["notes.txt"], Directory.EnumerateFileSystemEntries(_work.Path("full")).Select(Path.GetFileName));
    }

    [Fact]
    public void A_run_is_corrected_by_a_table_that_is_made_and_filled()
    {
        _work.Image("in/EX7_1.png", 1);
        _work.Image("in/sub/EX8_1.png", 2);
        Assert.Equal(0, CliRun.Run("batch", _work.Path("in"), "--out", _work.Path("run"), "--no-pictures").ExitCode);

        var made = CliRun.Run("correct", _work.Path("run"), "--to", _work.Path("set"));
        var table = File.ReadAllLines(_work.Path("run/corrections.csv"));
        var empty = CliRun.Run("correct", _work.Path("run"), "--to", _work.Path("set"));
        File.WriteAllLines(_work.Path("run/corrections.csv"), [table[0], table[1], $"{table[2].TrimEnd(',')},cellular,wafer 3"]);
        var taken = CliRun.Run("correct", _work.Path("run"), "--to", _work.Path("set"), "--json");

        File.Delete(_work.Path("run/corrections.csv"));
        var again = CliRun.Run("correct", _work.Path("run"), "--to", _work.Path("set"), "--json");

        Assert.Equal(0, made.ExitCode);
        Assert.Equal(2, again.Json["pictures"]!.GetValue<int>());
        Assert.Equal("file,structure,class,group", table[0]);
        Assert.StartsWith("sub/EX8_1.png,", table[2], StringComparison.Ordinal);
        Assert.Equal(3, empty.ExitCode);
        var image = Assert.Single(taken.Json["images"]!.AsArray())!;
        Assert.Equal(("cellular/EX8_1.png", "cellular", "wafer 3"), (image["file"]!.GetValue<string>(), image["class"]!.GetValue<string>(), image["group"]!.GetValue<string>()));
    }

    [Fact]
    public void An_undecided_answer_corrects_nothing()
    {
        _work.Image("in/a.png", 1);
        _work.Image("in/b.png", 2);
        Assert.Equal(0, CliRun.Run("batch", _work.Path("in"), "--out", _work.Path("run"), "--no-pictures").ExitCode);
        var summary = _work.Path("run/summary.csv");
        var lines = File.ReadAllLines(summary);
        var fields = lines[1].Split(',');
        fields[Array.IndexOf(lines[0].Split(','), "structure_undecided")] = "true";
        File.WriteAllLines(summary, [lines[0], string.Join(',', fields), .. lines[2..]]);

        Assert.Equal(0, CliRun.Run("correct", _work.Path("run"), "--to", _work.Path("set")).ExitCode);
        var table = File.ReadAllLines(_work.Path("run/corrections.csv"));
        var untouched = CliRun.Run("correct", _work.Path("run"), "--to", _work.Path("set"));
        var carried = CliRun.Run("correct", _work.Path("run"), "--table", _work.Text("t.csv", "file,class\na.png,Undecided\nb.png,cellular\n"), "--to", _work.Path("set"), "--json");

        Assert.Equal("a.png,undecided,,", table[1]);
        Assert.Equal(3, untouched.ExitCode);
        Assert.Contains("no row states a class", untouched.Error, StringComparison.Ordinal);
        Assert.Equal("cellular/b.png", Assert.Single(carried.Json["images"]!.AsArray())!["file"]!.GetValue<string>());
    }

    [Fact]
    public void What_is_no_run_and_a_class_that_is_none_are_said()
    {
        _work.Image("in/a.png", 1);
        Assert.Equal(0, CliRun.Run("batch", _work.Path("in"), "--out", _work.Path("run"), "--no-pictures").ExitCode);

        var foreign = CliRun.Run("correct", _work.Path("in"));
        var wrong = CliRun.Run("correct", _work.Path("run"), "--table", _work.Text("t.csv", "file,class\na.png,round\n"), "--to", _work.Path("set"));

        Assert.Equal(3, foreign.ExitCode);
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("a.png: \"round\" is no class", wrong.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_work.Path("set")));
    }
}

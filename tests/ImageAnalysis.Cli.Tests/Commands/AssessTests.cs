using System.Security.Cryptography;
using ImageAnalysis.Cli.Tests.Support;
using CliRun = ImageAnalysis.Cli.Tests.Support.Cli;

namespace ImageAnalysis.Cli.Tests.Commands;

public sealed class AssessTests : IDisposable
{
    private static readonly string Shipped = Path.Combine(ImageAnalysis.Tests.Repository.Root, "models", "structure", "1");

    private readonly Workplace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void Every_labelled_picture_is_answered_and_held_against_its_label_whatever_the_number_of_jobs()
    {
        var set = Set();
        var before = _work.Contents("set");

        var one = CliRun.Run("assess", set, "--out", _work.Path("one"), "--jobs", "1", "--json");
        var two = CliRun.Run("assess", set, "--out", _work.Path("two"), "--jobs", "2");

        Assert.True(one.ExitCode == 0 && two.ExitCode == 0, one.Error + two.Error);
        Assert.Equal(_work.Contents("one"), _work.Contents("two"));
        Assert.Equal(before, _work.Contents("set"));
        var pictures = one.Json["pictures"]!.AsArray();
        Assert.Equal(["cellular/a.png", "none/c.png", "spherical-particle/b.png"], pictures.Select(p => p!["file"]!.GetValue<string>()));
        foreach (var picture in pictures)
        {
            var (label, answer, standing) = (picture!["label"]!.GetValue<string>(), picture["answer"]!.GetValue<string>(), picture["standing"]!.GetValue<string>());
            Assert.Equal(picture["undecided"] is not null ? "Undecided" : label == answer ? "Right" : "Wrong", standing);
            Assert.Equal(3, picture["reasons"]!.AsArray().Count);
        }

        Assert.Equal(4, File.ReadAllLines(_work.Path("one/assessment.csv")).Length);
        Assert.Equal(3, File.ReadAllText(_work.Path("one/assessment.html")).Split("<img ").Length - 1);
        Assert.True(File.Exists(_work.Path("one/thumbnails/cellular/a.png.jpg")));
        Assert.Contains("of those right", two.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_that_cannot_be_read_is_named_and_the_others_are_assessed()
    {
        var set = Set();
        var (file, manifest) = (_work.Path("set/cellular/a.png"), _work.Path("set/manifest.json"));
        var whole = File.ReadAllBytes(file);
        File.WriteAllBytes(file, whole[..(whole.Length / 2)]);
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace(Hash(whole), Hash(File.ReadAllBytes(file)), StringComparison.Ordinal));

        var outcome = CliRun.Run("assess", set, "--out", _work.Path("out"), "--no-pictures");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("Could not be analysed", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("cellular/a.png", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("of 2;", outcome.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_work.Path("out/thumbnails")));
    }

    [Fact]
    public void What_cannot_be_assessed_is_said_and_nothing_is_written()
    {
        var set = Set();
        _work.Text("base/card.json", File.ReadAllText(Path.Combine(Shipped, "card.json")).Replace("\"cellular\",", "\"foam\",", StringComparison.Ordinal));
        File.Copy(Path.Combine(Shipped, "model.onnx"), _work.Path("base/model.onnx"));
        _work.Text("empty/manifest.json", """{ "format": "imageanalysis-dataset/1", "name": "empty", "licence": "own", "images": [] }""");

        Outcome Assess(params string[] more) => CliRun.Run(["assess", .. more, "--out", _work.Path("out")]);

        Says(3, "There is no such folder", Assess(_work.Path("nowhere")));
        Says(3, "make one with import", Assess(_work.Path("sorted")));
        Says(3, "It holds no picture", Assess(_work.Path("empty")));
        Says(5, "Its labels are", Assess(set, "--model", _work.Path("base")));
        Says(2, "--model", Assess(set, "--model", _work.Path("nowhere")));
        Says(2, "no model to be assessed", Assess(set, "--set", "classify.model=none"));
        Says(2, "--jobs 0", Assess(set, "--jobs", "0"));
        _work.Text("out/mine.txt", "x");
        Says(2, "holds other files", Assess(set));
        Assert.Equal(["mine.txt"], Directory.EnumerateFileSystemEntries(_work.Path("out")).Select(Path.GetFileName));

        void Says(int code, string text, Outcome outcome)
        {
            Assert.Equal(code, outcome.ExitCode);
            Assert.Contains(text, outcome.Error, StringComparison.Ordinal);
            if (code != 2) Assert.False(Directory.Exists(_work.Path("out")));
        }
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Three pictures of discs, under three labels.</summary>
    private string Set()
    {
        _work.Image("sorted/cellular/a.png", 1);
        _work.Image("sorted/spherical-particle/b.png", 2);
        _work.Image("sorted/none/c.png", 3);
        Assert.Equal(0, CliRun.Run("import", _work.Path("sorted"), "--out", _work.Path("set")).ExitCode);
        return _work.Path("set");
    }
}

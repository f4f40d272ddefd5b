using ImageAnalysis.Cli.Runs;
using ImageAnalysis.Cli.Tests.Support;
using CliRun = ImageAnalysis.Cli.Tests.Support.Cli;

namespace ImageAnalysis.Cli.Tests.Commands;

public sealed class TrainTests : IDisposable
{
    private readonly Workplace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void A_labelled_folder_becomes_a_model_that_pipeline_json_installs()
    {
        for (var i = 0; i < 4; i++)
        {
            _work.Image($"sorted/spherical-particle/s{i}.png", (ulong)i);
            Ellipses($"sorted/cellular/c{i}.png", (ulong)i);
        }

        // As a lab does it: processes of their own, and the program's pipeline.json with one line changed.
        var own = File.ReadAllText(Path.Combine(ImageAnalysis.Tests.Repository.Root, "pipeline.json"));
        _work.Text("pipeline.json", own.Replace("\"models/structure/1\"", "\"models/lab/1\"", StringComparison.Ordinal));
        var imported = CliRun.RunProcess(_work.Root, "import", "sorted", "--out", "set");
        var trained = CliRun.RunProcess(_work.Root, "train", "set", "--out", "models/lab/1");
        var analysed = CliRun.RunProcess(_work.Root, "analyze", "sorted/cellular/c1.png", "--pipeline", "pipeline.json", "--json", "--no-pictures", "--out", "out");
        var assessed = CliRun.RunProcess(_work.Root, "assess", "set", "--pipeline", "pipeline.json", "--no-pictures");

        Assert.True(imported.ExitCode == 0, imported.Error);
        Assert.True(trained.ExitCode == 0, trained.Error);
        Assert.Matches("(Not r|R)ecommended", trained.Output);
        var model = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(_work.Path("models/lab/1/model.onnx"))));
        Assert.Equal($"1 sha256:{model}", analysed.Json["structure"]!["model"]!.GetValue<string>());
        Assert.Equal($"1 sha256:{model}", analysed.Json["provenance"]!["model"]!.GetValue<string>());
        Assert.Contains("learnt from all of these 8 pictures", assessed.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(_work.Path("set-assessment/assessment.html")));

        // In another set, under other names, with one picture more.
        foreach (var file in Directory.EnumerateFiles(_work.Path("sorted/cellular"))) File.Move(file, Path.Combine(Path.GetDirectoryName(file)!, $"x{Path.GetFileName(file)}"));
        _work.Image("sorted/spherical-particle/new.png", 77);
        Assert.Equal(0, CliRun.RunProcess(_work.Root, "import", "sorted", "--out", "second").ExitCode);
        var second = CliRun.RunProcess(_work.Root, "assess", "second", "--pipeline", "pipeline.json", "--no-pictures");
        Assert.Contains("learnt from 8 of these 9 pictures", second.Output, StringComparison.Ordinal);
        Assert.Contains("Of the other 1:", second.Output, StringComparison.Ordinal);

        // In use, it is not adapted again to pictures that it knows: the one it came from is.
        Assert.Equal(Path.Combine(Installation.Folder, "models", "structure", "1"), RunSetup.ModelToAdapt(_work.Path("models/lab/1")));
    }

    [Fact]
    public void What_cannot_be_learnt_from_is_said_and_nothing_is_written()
    {
        _work.Image("sorted/cellular/a.png", 1);
        Assert.Equal(0, CliRun.Run("import", _work.Path("sorted"), "--out", _work.Path("set")).ExitCode);

        var one = CliRun.Run("train", _work.Path("set"), "--out", _work.Path("model"));
        File.AppendAllText(_work.Path("set/cellular/a.png"), "x");
        var changed = CliRun.Run("train", _work.Path("set"), "--out", _work.Path("model"));
        var none = CliRun.Run("train", _work.Path("sorted"), "--out", _work.Path("model"));
        var option = CliRun.Run("train", _work.Path("set"), "--out", _work.Path("model"), "--count", "300");

        Assert.Equal([3, 3, 3, 2], [one.ExitCode, changed.ExitCode, none.ExitCode, option.ExitCode]);
        Assert.Contains("All its pictures are cellular", one.Error, StringComparison.Ordinal);
        Assert.Contains("not the file that was labelled", changed.Error, StringComparison.Ordinal);
        Assert.Contains("make one with import", none.Error, StringComparison.Ordinal);
        Assert.Contains("--count", option.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_work.Path("model")));
    }

    [Fact]
    public void That_a_model_cannot_be_written_is_said_before_any_work()
    {
        _work.Text("file", "x");
        Directory.CreateDirectory(_work.Path("there"));
        using var other = ModelFolder.Claim(_work.Path("busy"));

        Says("the result cannot be written", _work.Path("file/model"));
        Says("this exists already", _work.Path("there"));
        Says("another training is running", _work.Path("busy"));

        void Says(string text, string folder)
        {
            // So many pictures take an hour.
            var outcome = CliRun.Run("train", "--kind", "necks", "--count", "100000", "--out", folder);
            Assert.Equal(2, outcome.ExitCode);
            Assert.Contains(text, outcome.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_place_that_was_claimed_is_left_as_it_was_where_no_model_came_of_it()
    {
        using (ModelFolder.Claim(_work.Path("a/b/model"))) Assert.True(File.Exists(_work.Path("a/b/model.lock")));
        Assert.False(Directory.Exists(_work.Path("a")));

        // What a killed process left is taken over; what anybody else put beside it stays.
        _work.Text("m.lock", "");
        _work.Text("m.partial/notes", "mine");
        using (var claimed = ModelFolder.Claim(_work.Path("m"))) claimed.Write([("card.json", [1, 2])]);
        Assert.Equal(["card.json"], Directory.EnumerateFileSystemEntries(_work.Path("m")).Select(Path.GetFileName));
        Assert.Equal(["m", "m.partial"], Directory.EnumerateFileSystemEntries(_work.Path("."), "m*").Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal("mine", File.ReadAllText(_work.Path("m.partial/notes")));
        _work.Text("n.lock", "mine");
        Assert.Contains("is no lock of a training", Assert.Throws<OutputException>(() => ModelFolder.Claim(_work.Path("n"))).ToString(), StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(_work.Path("n.lock")));
        Assert.Throws<UsageException>(() => ModelFolder.Claim("  "));
    }

    [Fact]
    public void Two_trainings_without_a_place_get_one_each()
    {
        using var one = ModelFolder.ClaimNext(_work.Path("models"));
        using var two = ModelFolder.ClaimNext(_work.Path("models"));

        Assert.Equal(["1", "2"], [Path.GetFileName(one.Path), Path.GetFileName(two.Path)]);
    }

    [Fact]
    public void A_base_whose_labels_do_not_match_is_refused()
    {
        for (var i = 0; i < 3; i++)
        {
            _work.Image($"sorted/spherical-particle/s{i}.png", (ulong)i);
            Ellipses($"sorted/cellular/c{i}.png", (ulong)i);
        }

        Assert.Equal(0, CliRun.Run("import", _work.Path("sorted"), "--out", _work.Path("set")).ExitCode);
        var model = Path.Combine(ImageAnalysis.Tests.Repository.Root, "models", "structure", "1");
        _work.Text("base/card.json", File.ReadAllText(Path.Combine(model, "card.json")).Replace("\"cellular\",", "\"foam\",", StringComparison.Ordinal));
        File.Copy(Path.Combine(model, "model.onnx"), _work.Path("base/model.onnx"));

        var outcome = CliRun.Run("train", _work.Path("set"), "--from", _work.Path("base"), "--out", _work.Path("model"));

        Assert.Equal(5, outcome.ExitCode);
        Assert.Contains("Its labels are", outcome.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_work.Path("model")));
    }

    /// <summary>Dark ellipses on a bright ground.</summary>
    private void Ellipses(string relative, ulong seed)
    {
        var path = _work.Image(relative, seed + 100);
        using var grey = OpenCvSharp.Cv2.ImDecode(File.ReadAllBytes(path), OpenCvSharp.ImreadModes.Grayscale);
        using var inverse = new OpenCvSharp.Mat();
        OpenCvSharp.Cv2.BitwiseNot(grey, inverse);
        OpenCvSharp.Cv2.ImEncode(".png", inverse, out var bytes);
        File.WriteAllBytes(path, bytes);
    }
}

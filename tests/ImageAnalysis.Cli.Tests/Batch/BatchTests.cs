using System.Text;
using ImageAnalysis.Cli.Batch;
using ImageAnalysis.Cli.Tests.Support;
using CliRun = ImageAnalysis.Cli.Tests.Support.Cli;

namespace ImageAnalysis.Cli.Tests.Batch;

public sealed class BatchTests : IDisposable
{
    private const string Contract = "file,status,error,width_px,height_px,pixel_size_nm,scale_source,structure,structure_probability,porosity,mean_intercept_nm,"
        + "mean_intercept_px,mean_intercept_ratio_nm,mean_intercept_lower_nm,mean_intercept_upper_nm,particles,number_average_diameter_nm,number_average_diameter_px,"
        + "cv_percent,verdict,findings,thickness_nm,porosity_lower,porosity_upper,mean_intercept_lower_px,mean_intercept_upper_px,mean_intercept_ratio_lower_nm,"
        + "mean_intercept_ratio_upper_nm,number_average_diameter_lower_nm,number_average_diameter_upper_nm,number_average_diameter_lower_px,"
        + "number_average_diameter_upper_px,cv_lower_percent,cv_upper_percent,thickness_lower_nm,thickness_upper_nm,structure_undecided";

    private readonly Workplace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void The_summary_has_the_columns_of_the_contract_and_a_row_for_every_image_in_ordinal_order()
    {
        _work.Image("in/b.png");
        _work.Image("in/B.png", 2);
        _work.Image("in/sub/a, \"q\".png", 3);
        _work.Text("in/sub/broken.tif", "II*\0");
        File.Copy(_work.Path("in/b.png"), _work.Path("in/no extension"));
        _work.Text("in/b.txt", "a sidecar");
        _work.Text("in/list.csv", "no image");

        var outcome = Batch("run");

        Assert.Equal(0, outcome.ExitCode);
        var bytes = File.ReadAllBytes(_work.Path("run/summary.csv"));
        Assert.Equal((byte)'f', bytes[0]);
        var lines = Encoding.UTF8.GetString(bytes).TrimEnd().Split("\r\n");
        Assert.Equal(Contract, lines[0]);
        Assert.Equal(
            ["B.png,ok", "b.png,ok", "no extension,ok", "\"sub/a, \"\"q\"\".png\",ok", "sub/broken.tif,failed"],
            lines[1..].Select(l => l[..(l.IndexOf(l.Contains(",ok", StringComparison.Ordinal) ? ",ok" : ",failed", StringComparison.Ordinal) + (l.Contains(",ok", StringComparison.Ordinal) ? 3 : 7))]));
        Assert.All(lines[1..4], l => Assert.StartsWith(",,240,180,", l[(l.IndexOf(",ok", StringComparison.Ordinal) + 3)..], StringComparison.Ordinal));
    }

    [Fact]
    public void The_particles_of_all_images_stand_in_one_table_under_one_header()
    {
        _work.Image("in/a.png");
        _work.Image("in/sub/a.png", 2);
        Batch("run");

        var lines = File.ReadAllText(_work.Path("run/particles.csv")).TrimEnd().Split("\r\n");
        var summary = File.ReadAllText(_work.Path("run/summary.csv")).TrimEnd().Split("\r\n")[1..].Select(l => l.Split(',')).ToList();

        Assert.StartsWith("file,x_px,y_px,la_nm,lb_nm,la_px,lb_px,drawn", lines[0], StringComparison.Ordinal);
        var counts = lines[1..].CountBy(l => l.Split(',')[0]).ToDictionary();
        Assert.Equal(summary.ToDictionary(r => r[0], r => int.Parse(r[15], System.Globalization.CultureInfo.InvariantCulture)), counts);
    }

    [Fact]
    [GermanCulture]
    public void The_run_is_the_same_for_any_number_of_jobs_and_any_culture()
    {
        for (var i = 0; i < 5; i++) _work.Image($"in/{i}.png", (ulong)i + 1);

        // The process works in the invariant culture, this test does not.
        CliRun.RunProcess(_work.Root, "batch", "in", "--out", "one", "--jobs", "1");
        CliRun.Run("batch", _work.Path("in"), "--out", _work.Path("three"), "--jobs", "3");

        Assert.Contains("summary.csv", _work.Contents("one").Keys);
        Assert.Equal(_work.Contents("one"), _work.Contents("three"));
    }

    [Fact]
    public void A_finished_image_is_not_computed_again_until_something_it_depends_on_changes()
    {
        _work.Image("in/a.png");
        _work.Image("in/b.png", 2);
        Assert.Equal(0, Reused("run"));
        Assert.Equal(2, Reused("run"));

        _work.Image("in/a.png", 3);
        Assert.Equal(1, Reused("run"));

        _work.Text("in/b.hdr", "[MAIN]\r\nPixelSizeX=5e-9\r\n");
        Assert.Equal(1, Reused("run"));

        Assert.Equal(0, Reused("run", "--set", "segment.method=li"));
        Assert.Equal(2, Reused("run", "--set", "segment.method=li"));
        Assert.Equal(0, Reused("run", "--criteria", "electrode"));
    }

    [Fact]
    public void A_damaged_result_is_made_again()
    {
        _work.Image("in/a.png");
        Batch("run");
        var result = Directory.EnumerateFiles(_work.Path("run/images"), "analysis.json", SearchOption.AllDirectories).Single();
        var whole = File.ReadAllBytes(result);
        File.WriteAllBytes(result, whole[..^10]);

        Assert.Equal(0, Reused("run"));

        Assert.Equal(whole, File.ReadAllBytes(result));
    }

    [Fact]
    public void A_run_that_was_killed_is_finished_by_the_next_call_and_equals_one_that_was_not()
    {
        for (var i = 0; i < 14; i++) _work.Image($"in/{i}.png", (ulong)i + 1, 360, 250);
        Batch("whole");

        var process = CliRun.Start(_work.Root, null, "batch", "in", "--out", "killed", "--no-pictures", "--jobs", "2");
        var results = _work.Path("killed/images");
        while (!process.HasExited && !(Directory.Exists(results) && Directory.EnumerateDirectories(results).Count() >= 3)) Thread.Sleep(5);
        process.Kill();
        CliRun.Finish(process);
        var left = Directory.EnumerateDirectories(results).Count(d => File.Exists(Path.Combine(d, "run.json")) && !d.EndsWith(".partial", StringComparison.Ordinal));

        Assert.False(File.Exists(_work.Path("killed/summary.csv")), "The run was over before it could be killed: nothing was tested.");
        Assert.InRange(left, 1, 13);
        Assert.Equal(left, Reused("killed"));
        Assert.Equal(_work.Contents("whole"), _work.Contents("killed"));
    }

    [Fact]
    public void A_table_of_pixel_sizes_in_the_folder_is_taken_by_itself()
    {
        _work.Image("in/a.png");
        _work.Text("in/scales.csv", "file,pixel_size_nm\na.png,12.5\n");

        Batch("run");

        Assert.Contains("a.png,ok,,240,180,12.5,user,", File.ReadAllText(_work.Path("run/summary.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_faulty_table_of_pixel_sizes_stops_the_batch_before_it_starts()
    {
        _work.Image("in/a.png");
        _work.Text("in/scales.csv", "file,pixel_size_nm\nz.png,12.5\n");

        var outcome = Batch("run");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("z.png", outcome.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_work.Path("run")));
    }

    [Fact]
    public void Results_in_the_folder_are_not_taken_for_images()
    {
        var image = _work.Image("in/a.png");
        CliRun.Run("analyze", image, "--out", _work.Path("in/a-analysis"));
        Batch("in/run");

        var outcome = CliRun.Run("batch", _work.Path("in"), "--out", _work.Path("in/run"), "--json");

        Assert.Equal(["a.png"], outcome.Json["rows"]!.AsArray().Select(r => r!["file"]!.GetValue<string>()));
    }

    [Fact]
    public void The_run_of_another_folder_is_left_alone()
    {
        _work.Image("in/a.png");
        _work.Image("other/b.png", 2);
        Batch("run");
        var before = _work.Contents("run");

        var outcome = CliRun.Run("batch", _work.Path("other"), "--out", _work.Path("run"));

        Assert.Equal(2, outcome.ExitCode);
        Assert.Equal(before, _work.Contents("run"));
    }

    [Fact]
    public void An_image_that_became_unreadable_leaves_no_old_result_behind()
    {
        _work.Image("in/a.png");
        _work.Image("in/b.png", 2);
        Batch("run");
        File.WriteAllText(_work.Path("in/a.png"), "no longer an image");

        Batch("run");

        Assert.Single(Directory.EnumerateDirectories(_work.Path("run/images")));
        Assert.Contains("a.png,failed,", File.ReadAllText(_work.Path("run/summary.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_result_of_an_image_that_is_gone_is_in_no_table_is_named_and_is_taken_over_when_the_image_comes_back()
    {
        _work.Image("in/a.png");
        var gone = _work.Image("in/sub/b.png", 2);
        Assert.Equal(0, Batch("run").ExitCode);
        var result = Path.Combine("images", RunFolder.KeyOf("sub/b.png"));
        File.Move(gone, _work.Path("b.png"));

        var without = Batch("run");
        var page = File.ReadAllText(_work.Path("run/summary.html"));
        var json = Batch("run", "--json").Json;

        Assert.Equal(0, without.ExitCode);
        Assert.Contains("1 result of images that are not in", without.Output, StringComparison.Ordinal);
        Assert.Contains($"sub/b.png: {Path.Combine(_work.Path("run"), result)}", without.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.DoesNotContain("b.png", File.ReadAllText(_work.Path("run/summary.csv")), StringComparison.Ordinal);
        Assert.Contains($"id=\"kept\"", page, StringComparison.Ordinal);
        Assert.Contains(RunFolder.KeyOf("sub/b.png")[^8..], page, StringComparison.Ordinal);
        Assert.Equal("sub/b.png", Assert.Single(json["kept"]!.AsArray())!["file"]!.GetValue<string>());
        Assert.True(File.Exists(_work.Path($"run/{result}/analysis.json")));

        File.Move(_work.Path("b.png"), gone);
        var back = Batch("run", "--json").Json;

        Assert.Equal((2, 0), (back["reused"]!.GetValue<int>(), back["kept"]!.AsArray().Count));
        Assert.DoesNotContain("id=\"kept\"", File.ReadAllText(_work.Path("run/summary.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_any_usable_image_the_code_is_3()
    {
        Directory.CreateDirectory(_work.Path("in"));
        Assert.Equal(3, Batch("run").ExitCode);
        Assert.False(Directory.Exists(_work.Path("run")));

        _work.Text("in/broken.png", "nothing");
        Assert.Equal(3, Batch("run").ExitCode);
        Assert.Contains("broken.png,failed,", File.ReadAllText(_work.Path("run/summary.csv")), StringComparison.Ordinal);
        Assert.Equal(3, CliRun.Run("batch", _work.Path("no folder"), "--out", _work.Path("run")).ExitCode);
    }

    [Fact]
    public void A_named_pipe_that_looks_like_an_image_does_not_hold_up_the_batch()
    {
        _work.Image("in/a.png");
        using (var made = System.Diagnostics.Process.Start("mkfifo", _work.Path("in/pipe.tif"))) made.WaitForExit();

        Assert.Equal(0, Batch("run").ExitCode);

        Assert.Contains("pipe.tif,failed,", File.ReadAllText(_work.Path("run/summary.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_batches_do_not_write_to_one_run_at_once()
    {
        _work.Image("in/a.png");
        Batch("run");
        using var held = new FileStream(_work.Path("run/.lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);

        var outcome = Batch("run");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("another batch", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_of_the_run_links_to_a_report_for_every_image()
    {
        _work.Image("in/a.png");
        _work.Image("in/sub/b.png", 2);
        CliRun.Run("batch", _work.Path("in"), "--out", _work.Path("run"));

        var page = File.ReadAllText(_work.Path("run/summary.html"));

        foreach (var file in new[] { "a.png", "sub/b.png" })
        {
            Assert.Contains($"images/{RunFolder.KeyOf(file)}/report.html", page, StringComparison.Ordinal);
            Assert.True(File.Exists(_work.Path($"run/images/{RunFolder.KeyOf(file)}/report.html")));
            Assert.True(File.Exists(_work.Path($"run/images/{RunFolder.KeyOf(file)}/thumbnail.jpg")));
        }
    }

    [Fact]
    public void The_result_of_one_image_of_a_batch_can_be_recomputed()
    {
        _work.Image("in/sub/a.png");
        Batch("run");

        Assert.Equal(0, CliRun.Run("replay", _work.Path($"run/images/{RunFolder.KeyOf("sub/a.png")}/analysis.json")).ExitCode);
    }

    [Fact]
    public void A_folder_that_links_to_itself_ends()
    {
        _work.Image("in/a.png");
        Directory.CreateSymbolicLink(_work.Path("in/loop"), _work.Path("in"));

        Assert.Equal(["a.png"], FolderScan.Of(_work.Path("in"), null).Images);
    }

    [Theory]
    [InlineData("a/b.tif", "a_b.tif")]
    [InlineData("ä.tif", "ö.tif")]
    [InlineData("../x.tif", "_/x.tif")]
    public void No_two_paths_share_a_folder(string one, string another)
    {
        Assert.NotEqual(RunFolder.KeyOf(one), RunFolder.KeyOf(another));
        Assert.Matches(@"^[A-Za-z0-9_][A-Za-z0-9_.-]*$", RunFolder.KeyOf(one));
        Assert.True(RunFolder.KeyOf(new string('x', 5000)).Length < 100);
    }

    private Outcome Batch(string run, params string[] more) =>
        CliRun.Run(["batch", _work.Path("in"), "--out", _work.Path(run), "--no-pictures", "--jobs", "2", .. more]);

    private int Reused(string run, params string[] more)
    {
        var outcome = Batch(run, ["--json", .. more]);
        Assert.Equal(0, outcome.ExitCode);
        return outcome.Json["reused"]!.GetValue<int>();
    }
}

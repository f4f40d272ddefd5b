using System.Globalization;
using ImageAnalysis.Cli.Tests.Support;
using ImageAnalysis.Tests;
using CliRun = ImageAnalysis.Cli.Tests.Support.Cli;

namespace ImageAnalysis.Cli.Tests.Commands;

public sealed class VerifyTests
{
    private static readonly string Kept = Path.Combine(Repository.Root, "src", "ImageAnalysis.Training", "Verification", "verification.csv");

    /// <summary>
    /// verification.csv is what verify writes with its defaults; a wanted change is written by verify --out and stands in the history. The errors are measured here
    /// again, the coverage of intervals, which takes longer, by the command alone. A median may differ by 0.05 of its unit: processors differ in the last bits of
    /// a filtered grey.
    /// </summary>
    [Fact]
    public void The_kept_table_is_what_the_program_reaches_now()
    {
        using var work = new Workplace();
        var file = work.Path("now.csv");

        var outcome = CliRun.Run("verify", "--coverage", "0", "--out", file);

        var now = Rows(file);
        var kept = Rows(Kept).Where(row => !OfIntervals(row.Key)).ToDictionary();
        Assert.Equal(kept.Keys.Order(), now.Keys.Order());
        var moved = now.Where(row => !Same(kept[row.Key], row.Value)).Select(row => $"{row.Key}: kept {string.Join(',', kept[row.Key])}, now {string.Join(',', row.Value)}");
        Assert.True(!moved.Any(), $"{string.Join('\n', moved)}\nIf the change is wanted: ./imageanalysis verify --out {Kept}, and commit the table.");
        Assert.Equal(now.Values.Any(cells => cells.Contains("no")) ? 1 : 0, outcome.ExitCode);
    }

    [Fact]
    public void A_subject_that_is_none_is_refused_by_name()
    {
        var outcome = CliRun.Run("verify", "--only", "cheese");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("cheese", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void No_pictures_are_no_verification() => Assert.Equal(2, CliRun.Run("verify", "--count", "0").ExitCode);

    /// <summary>Estimator, subject, family and severity, and the cells that follow.</summary>
    private static Dictionary<string, string[]> Rows(string file) => File.ReadLines(file).Skip(1).Select(line => line.Split(','))
        .ToDictionary(cells => string.Join(',', cells.Take(4)), cells => cells.Skip(4).ToArray());

    private static bool OfIntervals(string key) => key.Split(',')[0] is var estimator
        && (estimator.EndsWith("Coverage", StringComparison.Ordinal) || estimator.EndsWith("Width", StringComparison.Ordinal));

    private static bool Same(string[] kept, string[] now) => kept.Length == now.Length
        && kept.Zip(now).All(pair => pair.First == pair.Second || (Number(pair.First) is { } was && Number(pair.Second) is { } @is && Math.Abs(was - @is) <= 0.05));

    private static double? Number(string cell) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;
}

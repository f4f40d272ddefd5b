using ImageAnalysis.Training.Verification;

namespace ImageAnalysis.Training.Tests.Verification;

public sealed class LineTruthTests
{
    [Fact]
    public void Stripes_give_their_width_and_the_cut_one_lowers_the_literal_mean_only()
    {
        // 30 px: void 0-5 (cut), solid 6-11, void 12-19, solid 20-25, void 26-29 (cut).
        var row = new byte[30];
        row.AsSpan(0, 6).Fill(255);
        row.AsSpan(12, 8).Fill(255);
        row.AsSpan(26, 4).Fill(255);
        var mask = Enumerable.Range(0, 100).SelectMany(_ => row).ToArray();

        var truth = LineTruth.Count(mask, 30, 100);

        Assert.Equal(6, truth.Literal!.Value, 12); // (6 + 8 + 4) / 3
        Assert.Equal(8, truth.CompleteOnly!.Value, 12);
        Assert.Equal(9, truth.Ratio!.Value, 12); // 18 / (4 ends / 2)
    }

    [Fact]
    public void A_line_runs_through_the_row_that_holds_it()
    {
        // 75 rows, lines at y = 0.75, 2.25, 3.75, ...: rows 0, 2, 3, 5, 6, ... Void in row 1 alone is never met.
        var mask = new byte[40 * 75];
        mask.AsSpan(40, 40).Fill(255);

        Assert.Null(LineTruth.Count(mask, 40, 75).Literal);
    }

    [Fact]
    public void A_frame_of_void_has_no_visible_end_and_so_no_unbiased_mean()
    {
        var mask = new byte[64 * 50];
        mask.AsSpan().Fill(255);

        Assert.Equal(new LineTruth(64, null, null), LineTruth.Count(mask, 64, 50));
    }
}

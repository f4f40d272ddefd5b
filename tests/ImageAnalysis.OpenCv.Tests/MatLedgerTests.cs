using ImageAnalysis.OpenCv;
using OpenCvSharp;

namespace ImageAnalysis.Tests.OpenCv;

public sealed class MatLedgerTests
{
    [Fact]
    public void A_matrix_that_nobody_disposes_is_counted_and_its_maker_named()
    {
        using var watch = MatLedger.Watch();
        var forgotten = new Mat(3, 4, MatType.CV_8UC1);
        Assert.Equal(1, watch.Undisposed);
        Assert.Contains(nameof(A_matrix_that_nobody_disposes_is_counted_and_its_maker_named), Assert.Single(watch.Describe()), StringComparison.Ordinal);
        forgotten.Dispose();
        Assert.Equal(0, watch.Undisposed);
    }

    [Fact]
    public void Views_and_copies_count_like_any_other_matrix()
    {
        using var watch = MatLedger.Watch();
        using var image = new Mat(6, 8, MatType.CV_8UC1, new Scalar(7));
        using (image[new Rect(1, 2, 3, 2)])
        using (image.Clone())
        using (image.Reshape(1, 4))
            Assert.Equal(4, watch.Undisposed);
        Assert.Equal(1, watch.Undisposed);
    }

    [Fact]
    public async Task Matrices_of_tasks_started_under_a_watch_are_counted_and_those_of_strangers_are_not()
    {
        using var started = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        var stranger = Task.Run(() =>
        {
            started.Wait();
            using var other = new Mat(2, 2, MatType.CV_8UC1);
            release.Wait();
        });
        using var watch = MatLedger.Watch();
        started.Set();
        Mat? mine = null;
        await Task.Run(() => mine = new Mat(2, 3, MatType.CV_8UC1));
        Assert.Equal(1, watch.Undisposed);
        mine!.Dispose();
        release.Set();
        await stranger;
        Assert.Equal(0, watch.Undisposed);
    }

    [Fact]
    public void A_finalized_matrix_frees_its_pixels_but_stays_a_leak()
    {
        using var watch = MatLedger.Watch();
        Forget();
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        Assert.Equal(1, watch.Undisposed);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static void Forget() => _ = new Mat(2, 3, MatType.CV_8UC1).Rows;
    }

    [Fact]
    public async Task Every_test_runs_under_a_watch()
    {
        Assert.True(MatLedger.IsWatched);
        await Task.Yield();
        Assert.True(MatLedger.IsWatched);
    }
}

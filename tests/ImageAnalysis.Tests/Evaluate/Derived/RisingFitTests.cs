using ImageAnalysis.Evaluate.Derived;

namespace ImageAnalysis.Tests.Evaluate.Derived;

public sealed class RisingFitTests
{
    [Fact]
    public void Readings_that_rise_are_their_own_fit()
    {
        var reached = Fit([0, 1, 4, 9]).Reach(2.5);
        Assert.Equal((1.5, 1.0, 2.0, 1, true), (reached.X, reached.Lower, reached.Upper, reached.Before, reached.IsReading));
    }

    [Fact]
    public void What_falls_is_pooled_to_its_mean()
    {
        // 1, 3, 2, 4 becomes 1, 2.5, 2.5, 4: the level 2 lies between the first reading and the middle of the pool.
        var reached = Fit([1, 3, 2, 4]).Reach(2);
        Assert.Equal(1.5 * (2 - 1) / (2.5 - 1), reached.X!.Value, 1e-12);
        Assert.False(reached.IsReading);
    }

    [Fact]
    public void Noise_moves_the_ends_out_to_where_the_level_is_clearly_passed()
    {
        var reached = new RisingFit([0, 1, 2, 3, 4, 5], [0, 1, 2, 3, 4, 5], [1, 1, 1, 1, 1, 1], 0.6).Reach(2.5);
        Assert.Equal((1.0, 4.0), (reached.Lower, reached.Upper));
        var nothing = new RisingFit([0, 1, 2], [0, 1, 2], [1, 1, 1], 10).Reach(1);
        Assert.Equal((null, null), (nothing.Lower, nothing.Upper));
    }

    [Fact]
    public void A_level_above_or_below_all_is_not_reached()
    {
        var (above, below) = (Fit([0, 1, 2]).Reach(3), Fit([0, 1, 2]).Reach(-1));
        Assert.Equal((null, 2, null, 2), (above.X, above.Lower, above.Upper, above.Before));
        Assert.Equal((null, null, 0, -1), (below.X, below.Lower, below.Upper, below.Before));
    }

    /// <summary>Against the formula by which isotonic regression is defined: the value at i is the largest over a up to i of the least over b from i of the means a to b.</summary>
    [Fact]
    public void The_fit_is_that_of_the_slow_formula()
    {
        for (var seed = 1u; seed <= 30; seed++)
        {
            var noise = Curves.Noise(seed);
            double[] x = [.. Enumerable.Range(0, 25).Select(i => (double)i)];
            double[] y = [.. x.Select(i => (i / 25) + (0.4 * noise()))];
            double[] w = [.. x.Select(_ => 1.5 + noise())];
            double Mean(int a, int b) => Enumerable.Range(a, b - a + 1).Sum(i => w[i] * y[i]) / Enumerable.Range(a, b - a + 1).Sum(i => w[i]);
            double[] slow = [.. Enumerable.Range(0, 25).Select(i => Enumerable.Range(0, i + 1).Max(a => Enumerable.Range(i, 25 - i).Min(b => Mean(a, b))))];
            var fit = new RisingFit(x, y, w, 0);
            foreach (var level in new[] { 0.1, 0.3, 0.5, 0.7, 0.9 })
            {
                var before = Array.FindLastIndex(slow, v => v < level - 1e-12);
                Assert.Equal(before, fit.Reach(level).Before);
            }
        }
    }

    private static RisingFit Fit(double[] y) => new([.. y.Select((_, i) => (double)i)], y, [.. y.Select(_ => 1.0)], 0);
}

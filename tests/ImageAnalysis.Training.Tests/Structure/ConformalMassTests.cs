using ImageAnalysis.Classify;
using ImageAnalysis.Quantities;
using ImageAnalysis.Training.Structure;

namespace ImageAnalysis.Training.Tests.Structure;

public sealed class ConformalMassTests
{
    [Fact]
    public void Where_the_sure_are_right_the_mass_leaves_one_in_twenty_ambiguous()
    {
        double[][] rows = [.. Enumerable.Range(0, 200).Select(i => new[] { 0.5 + (i / 500.0), 0.3 - (i / 1000.0), 0.2 - (i / 1000.0), 0 })];
        var sets = new ConformalSets(0, ConformalFit.Mass(rows, [.. rows.Select(_ => 0)], 0.94));

        Assert.Equal(9, rows.Count(p => sets.Of(p).Length > 1));
    }

    [Fact]
    public void Where_the_sure_are_wrong_the_sets_grow_until_they_hold_what_the_base_promises()
    {
        // As sure as can be, and wrong in three of ten.
        var random = new SeededRandom(4);
        (double[] P, int Label)[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => (P: new[] { 0.7 + (0.2 * random.NextDouble()), 0, 0.06, 0 }, Label: random.NextDouble() < 0.3 ? 1 : 0)).Select(x => (new[] { x.P[0], 0.94 - x.P[0], 0.06, 0 }, x.Label))];
        var (seen, others) = (Draw(400), Draw(400));
        var sets = new ConformalSets(0, ConformalFit.Mass([.. seen.Select(s => s.P)], [.. seen.Select(s => s.Label)], 0.94));

        // 94 % +- four standard deviations of a share of 400, twice.
        Assert.InRange(others.Count(o => sets.Of(o.P).Contains(o.Label)) / 400.0, 0.94 - 0.068, 1);
        Assert.True(others.Count(o => sets.Of(o.P).Length > 1) > 200);
    }

    [Fact]
    public void A_base_that_promises_nothing_is_asked_for_nothing() =>
        Assert.Equal(0.8, ConformalFit.Mass([[0.8, 0.2, 0, 0], [0.9, 0.1, 0, 0]], [1, 1], 0));
}

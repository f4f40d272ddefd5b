using ImageAnalysis.Classify;
using ImageAnalysis.Quantities;
using ImageAnalysis.Training.Structure;

namespace ImageAnalysis.Training.Tests.Structure;

public class ConformalFitTests
{
    [Fact]
    public void Sets_hold_the_truth_as_often_as_they_promise_on_pictures_that_they_were_not_fitted_to()
    {
        var (p, labels) = Pictures(3000, 1);
        var sets = ConformalFit.Fit(p, labels, 0.05)!;
        var (fresh, truth) = Pictures(20000, 2);
        var held = Enumerable.Range(0, truth.Length).Count(row => sets.Of(fresh[(4 * row)..((4 * row) + 4)]).Contains(truth[row])) / (double)truth.Length;
        Assert.InRange(held, sets.Coverage - 0.008, sets.Coverage + 0.008);

        var ambiguous = Enumerable.Range(0, truth.Length).Count(row => sets.Of(fresh[(4 * row)..((4 * row) + 4)]).Length > 1) / (double)truth.Length;
        Assert.InRange(ambiguous, 0.01, 0.065);
    }

    [Fact]
    public void More_room_for_doubt_promises_more()
    {
        var (p, labels) = Pictures(3000, 3);
        double[] coverage = [.. new[] { 0.05, 0.1, 0.2, 0.3 }.Select(most => ConformalFit.Fit(p, labels, most)!.Coverage)];

        Assert.Equal(coverage.Order(), coverage);
        Assert.True(coverage[^1] > coverage[0]);
    }

    [Fact]
    public void Few_pictures_promise_nothing()
    {
        var (p, labels) = Pictures(299, 4);

        Assert.Null(ConformalFit.Fit(p, labels, 0.05));
    }

    [Fact]
    public void A_set_holds_the_most_probable_labels_until_their_mass_is_reached()
    {
        var sets = new ConformalSets(0.97, 0.6);

        Assert.Equal([1, 0], sets.Of([0.31, 0.36, 0.2, 0.13]));
        Assert.Equal([3], sets.Of([0.05, 0.1, 0.05, 0.8]));
        Assert.Equal([3, 0, 2], sets.Of([0.29, 0.15, 0.26, 0.3]));
    }

    /// <summary>Four classes in turn; margins are normal about 3.4 for the true one and about 0 for the others, so that softmax makes calibrated probabilities of them.</summary>
    private static (double[] Probabilities, int[] Labels) Pictures(int count, ulong seed)
    {
        var random = new SeededRandom(seed);
        var (p, labels) = (new double[4 * count], new int[count]);
        for (var row = 0; row < count; row++)
        {
            labels[row] = row % 4;
            for (var c = 0; c < 4; c++) p[(4 * row) + c] = Math.Exp(2 * (random.NextGaussian() + (c == labels[row] ? 2.4 : 0)));
            var sum = p.AsSpan(4 * row, 4).ToArray().Sum();
            for (var c = 0; c < 4; c++) p[(4 * row) + c] /= sum;
        }

        return (p, labels);
    }
}

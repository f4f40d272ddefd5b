using System.Globalization;
using System.Text;
using ImageAnalysis.Training.Boosting;

namespace ImageAnalysis.Training.Tests.Boosting;

public class BoostedTreesTests
{
    [Fact]
    public void The_rule_behind_the_labels_is_learned()
    {
        using var trees = BoostedTrees.Train(Examples.Labelled(3000, 3, seed: 1), Examples.Few);
        var unseen = Examples.Labelled(1000, 3, seed: 2);
        var probabilities = trees.Probabilities(unseen.Features);
        var right = unseen.Labels.Where((label, row) =>
        {
            var p = probabilities.AsSpan(3 * row, 3);
            return p[label] >= p[0] && p[label] >= p[1] && p[label] >= p[2];
        }).Count();

        // A missing feature leaves the label open in about a quarter of the rows; chance alone is right in about half.
        Assert.InRange(right, 820, 1000);
    }

    [Fact]
    public void Rows_of_probabilities_sum_to_one_and_are_the_softmax_of_the_margins()
    {
        using var trees = BoostedTrees.Train(Examples.Labelled(500, 3, seed: 1), Examples.Few);
        var rows = Examples.Rows(70, seed: 3);
        var probabilities = trees.Probabilities(rows);
        var margins = trees.Margins(rows);
        Assert.Equal(70 * 3, probabilities.Length);
        for (var row = 0; row < 70; row++)
        {
            var sum = Enumerable.Range(0, 3).Sum(c => Math.Exp(margins[3 * row + c]));
            for (var c = 0; c < 3; c++) Assert.Equal(Math.Exp(margins[3 * row + c]) / sum, probabilities[3 * row + c], 1e-6);
        }
    }

    [Fact]
    public async Task Training_again_gives_the_same_bytes_on_any_thread_and_in_any_culture()
    {
        var table = Examples.Labelled(800, 3, seed: 4);
        byte[] Grow()
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            using var trees = BoostedTrees.Train(table, Examples.Few);
            return trees.ToJson();
        }

        using var once = BoostedTrees.Train(table, Examples.Few);
        var json = once.ToJson();
        Assert.All(await Task.WhenAll(Task.Run(Grow), Task.Run(Grow)), again => Assert.Equal(json, again));
    }

    [Fact]
    public void Another_seed_draws_other_rows_and_grows_other_trees()
    {
        var table = Examples.Labelled(800, 3, seed: 4);
        using var one = BoostedTrees.Train(table, Examples.Few);
        using var other = BoostedTrees.Train(table, Examples.Few with { Seed = 12 });
        Assert.NotEqual(one.ToJson(), other.ToJson());
    }

    [Fact]
    public void A_model_read_back_predicts_the_same()
    {
        using var trees = BoostedTrees.Train(Examples.Labelled(500, 2, seed: 5), Examples.Few);
        using var again = BoostedTrees.FromJson(trees.ToJson());
        var rows = Examples.Rows(50, seed: 6);
        Assert.Equal(trees.Probabilities(rows), again.Probabilities(rows));
    }

    [Fact]
    public void Weights_count_as_so_many_rows()
    {
        // Nothing to split on: the probability is the share of the weights, 3 : 1.
        var table = new LabelledTable(new FeatureTable([7, 7], 1), [0, 1], 2, [3, 1]);
        var plain = new BoostingParameters { Rounds = 200, LearningRate = 0.3, Penalty = 0, LeafWeight = 0, RowShare = 1, FeatureShare = 1 };
        using var trees = BoostedTrees.Train(table, plain);
        Assert.Equal(0.75, trees.Probabilities(new FeatureTable([7], 1))[0], 1e-4);
    }

    [Fact]
    public void Parameters_out_of_range_are_named_all_at_once()
    {
        var wrong = new BoostingParameters { Rounds = 0, Depth = 99, RowShare = double.NaN };
        var error = Assert.Throws<ArgumentException>(() => BoostedTrees.Train(Examples.Labelled(10, 2, seed: 7), wrong));
        Assert.Contains(nameof(wrong.Rounds), error.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(wrong.Depth), error.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(wrong.RowShare), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_is_told_every_round_and_cancelling_stops_between_rounds()
    {
        using var source = new CancellationTokenSource();
        var told = new List<int>();
        var progress = new Recorder(round =>
        {
            told.Add(round);
            if (round == 3) source.Cancel();
        });
        Assert.Throws<OperationCanceledException>(
            () => BoostedTrees.Train(Examples.Labelled(50, 2, seed: 8), Examples.Few, progress, source.Token));
        Assert.Equal([1, 2, 3], told);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"learner\":{}}")]
    public void Bytes_that_are_no_model_are_refused_with_the_words_of_the_library(string json)
    {
        var error = Assert.Throws<BoostingFailedException>(() => BoostedTrees.FromJson(Encoding.UTF8.GetBytes(json)));
        Assert.Contains("XGBoosterLoadModelFromBuffer", error.What, StringComparison.Ordinal);
        Assert.NotEmpty(error.Why);
        Assert.DoesNotContain("Stack trace", error.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_with_too_few_features_are_refused()
    {
        using var trees = BoostedTrees.Train(Examples.Labelled(50, 2, seed: 9), Examples.Few);
        Assert.Throws<BoostingFailedException>(() => trees.Margins(new FeatureTable([1, 2, 3, 4, 5, 6, 7], 7)));
    }

    private sealed class Recorder(Action<int> report) : IProgress<int>
    {
        public void Report(int value) => report(value);
    }
}

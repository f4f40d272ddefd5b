using ImageAnalysis.Classify;
using ImageAnalysis.Training.Boosting;
using ImageAnalysis.Training.Onnx;
using ImageAnalysis.Training.Rendering;
using ImageAnalysis.Training.Structure;

namespace ImageAnalysis.Training.Tests.Structure;

public sealed class StructureTrainerTests
{
    private static readonly TrainingRequest Small = new()
    {
        Name = "structure/test",
        Seed = 5,
        Count = 240,
        Parallelism = 2,
        Boosting = new BoostingParameters { Rounds = 12, Depth = 3 },
    };

    // Rendered once for all tests.
    private static readonly Lazy<StructureExample[]> Examples = new(() => StructureExamples.Describe(RecipeBook.Structure(Small.Seed, Small.Count), null, 2));

    [Fact]
    public void The_same_request_gives_the_same_files_for_any_number_of_threads()
    {
        var request = Small with { Count = TrainingRequest.LeastCount, Boosting = Small.Boosting with { Rounds = 3 } };

        var one = StructureTrainer.Train(request with { Parallelism = 1 }, null);
        var two = StructureTrainer.Train(request with { Parallelism = 2 }, null);

        Assert.Equal(one.Onnx, two.Onnx);
        Assert.Equal(one.CardJson, two.CardJson);
    }

    [Fact]
    public void Even_a_small_training_is_better_than_chance_and_loads()
    {
        var trained = StructureTrainer.Train(Examples.Value, Small, null, CancellationToken.None);

        using var model = StructureModel.Load(trained.Onnx, trained.CardJson, "test");
        Assert.StartsWith("structure/test sha256:", model.Identity, StringComparison.Ordinal);
        Assert.True(trained.Card.Scores.Accuracy > 0.6, $"accuracy {trained.Card.Scores.Accuracy}");
        Assert.Equal(Small.Count, trained.Card.DataSet.TrainingPictures + trained.Card.DataSet.CalibrationPictures + trained.Card.DataSet.TestPictures);
    }

    [Fact]
    public void The_card_states_confidence_against_what_is_right_on_the_test_pictures()
    {
        var trained = StructureTrainer.Train(Examples.Value, Small, null, CancellationToken.None);
        var described = Split.Of(Examples.Value).Test.Count(e => e.Descriptors is not null);

        var card = StructureCard.Parse(trained.CardJson, "test");

        foreach (var scores in (ScoreCard[])[card.Scores, card.AsRendered!])
        {
            Assert.Equal(1, scores.Coverage![0].Answered);
            Assert.Equal(scores.Reliability!.Sum(b => b.Right * b.Pictures) / scores.Reliability!.Sum(b => b.Pictures), scores.Coverage[0].Right, 1e-3);
            Assert.Equal(scores.Reliability!.Sum(b => Math.Abs(b.Right - b.Confidence) * b.Pictures) / scores.Reliability!.Sum(b => b.Pictures), scores.CalibrationError, 1e-3);
        }

        Assert.Equal(described, card.Scores.Reliability!.Sum(b => b.Pictures));
    }

    [Fact]
    public void The_exported_model_gives_the_probabilities_of_the_trees()
    {
        var described = Examples.Value.Where(e => e.Descriptors is not null).ToArray();
        var table = new FeatureTable([.. described.SelectMany(e => e.Descriptors!.Select(v => (float)v))], StructureDescriptors.Names.Count);
        var trained = StructureTrainer.Train(Examples.Value, Small, null, CancellationToken.None);
        var rows = Split.Of(Examples.Value).Training.Where(e => e.Descriptors is not null).ToArray();
        using var trees = BoostedTrees.Train(
            new LabelledTable(new FeatureTable([.. rows.SelectMany(e => e.Descriptors!.Select(v => (float)v))], StructureDescriptors.Names.Count), [.. rows.Select(e => e.Label)], 4),
            Small.Boosting);
        const double Temperature = 1.3;
        var onnx = OnnxExport.Trees(trees.ToJson(), Temperature);
        var card = trained.Card with { ModelSha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(onnx)) };
        using var model = StructureModel.Load(onnx, card.ToJson(), "test");

        var expected = Calibration.Probabilities(trees.Margins(table), 4, Temperature);
        foreach (var (example, i) in described.Select((e, i) => (e, i)))
        {
            var answer = StructureClassifier.Classify(example.Descriptors!, model).Probabilities!;
            var known = 1 - expected[(4 * i) + 3];
            Assert.Equal(expected[4 * i] / known, answer.Percolation, 1e-5 / known);
            Assert.Equal(expected[(4 * i) + 2] / known, answer.Cellular, 1e-5 / known);
        }
    }

    [Fact]
    public void The_rival_is_exported_as_it_is_fitted_and_both_are_stated()
    {
        var split = Split.Of(Examples.Value);
        StructureExample[] Described(StructureExample[] side) => [.. side.Where(e => e.Descriptors is not null)];
        var (training, calibration, test) = (Described(split.Training), Described(split.Calibration), Described(split.Test));
        var spreads = NoveltyFit.Spreads(training);
        var logistic = LogisticCandidate.Fit(training, calibration, spreads);
        var trained = StructureTrainer.Train(Examples.Value, Small, null, CancellationToken.None);
        var onnx = logistic.ToOnnx();
        var card = trained.Card with { ModelSha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(onnx)) };
        using var model = StructureModel.Load(onnx, card.ToJson(), "logistic");

        var expected = logistic.Probabilities(test);
        var given = test.SelectMany(e => model.Probabilities([.. e.Descriptors!.Select(d => (float)d)])).ToArray();
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], given[i], 1e-3);
        Assert.Equal(["gradient-boosted trees", "multinomial logistic regression"], trained.Card.Comparison!.Candidates.Select(c => c.Kind));
        Assert.Equal(trained.Card.Comparison.Candidates.MinBy(c => c.Loss)!.Kind, trained.Card.Comparison.Chosen);
        Assert.StartsWith(trained.Card.Comparison.Chosen, trained.Card.Kind, StringComparison.Ordinal);
    }

    [Fact]
    public void No_group_is_on_two_sides_of_the_split_and_every_class_is_on_each()
    {
        var recipes = RecipeBook.Structure(3, 1200).Select(r => new StructureExample(r, null)).ToArray();

        var split = Split.Of(recipes);

        StructureExample[][] sides = [split.Training, split.Calibration, split.Test];
        Assert.Equal(recipes.Length, sides.Sum(s => s.Length));
        var groups = sides.SelectMany((side, i) => side.Select(e => (e.Recipe.Group, i)).Distinct()).GroupBy(g => g.Group, StringComparer.Ordinal);
        Assert.All(groups, g => Assert.Single(g));
        Assert.All(sides, side => Assert.Equal(4, side.Select(e => e.Label).Distinct().Count()));
    }

    [Fact]
    public void Describing_leaves_no_matrix_behind()
    {
        using var watch = ImageAnalysis.OpenCv.MatLedger.Watch();
        foreach (var recipe in RecipeBook.Structure(9, 12)) StructureExamples.Describe(recipe);

        Assert.Equal(0, watch.Undisposed);
    }

    [Fact]
    public void Too_few_pictures_are_refused_before_anything_is_rendered()
    {
        var e = Assert.Throws<ArgumentException>(() => StructureTrainer.Train(Small with { Count = 20 }, null));

        Assert.Contains("120", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_training_stops() =>
        Assert.ThrowsAny<OperationCanceledException>(() => StructureTrainer.Train(Small, null, null, new CancellationToken(canceled: true)));
}

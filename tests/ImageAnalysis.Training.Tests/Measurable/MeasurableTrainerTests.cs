using ImageAnalysis.Classify;
using ImageAnalysis.OpenCv;
using ImageAnalysis.Training.Boosting;
using ImageAnalysis.Training.Measurable;
using ImageAnalysis.Training.Structure;

namespace ImageAnalysis.Training.Tests.Measurable;

public sealed class MeasurableTrainerTests
{
    private static readonly TrainingRequest Small = new()
    {
        Name = "measurable/test", Seed = 5, Count = 200, Parallelism = 2, Boosting = new BoostingParameters { Rounds = 20, Depth = 3 },
    };

    // Rendered once for all tests.
    private static readonly Lazy<FrameExample[]> Examples = new(() => FrameExamples.Describe(FrameRecipe.Set(Small.Seed, Small.Count), null, 2));

    [Fact]
    public void The_same_pictures_give_the_same_files()
    {
        var one = MeasurableTrainer.Train(Examples.Value, Small, null, CancellationToken.None);
        var two = MeasurableTrainer.Train(Examples.Value, Small, null, CancellationToken.None);

        Assert.Equal(one.Onnx, two.Onnx);
        Assert.Equal(one.CardJson, two.CardJson);
    }

    [Fact]
    public void A_picture_is_described_alike_however_often_it_is_rendered()
    {
        foreach (var (recipe, example) in FrameRecipe.Set(Small.Seed, Small.Count).Zip(Examples.Value).Where((_, i) => i % 17 == 3))
        {
            var again = FrameExamples.Describe(recipe);
            Assert.Equal(example.Description.Descriptors, again.Description.Descriptors);
            Assert.Equal(example.Description.Measures, again.Description.Measures);
        }
    }

    [Fact]
    public void Even_a_small_training_is_better_than_chance_and_loads()
    {
        var trained = MeasurableTrainer.Train(Examples.Value, Small, null, CancellationToken.None);

        using var model = MeasurableModel.Load(trained.Onnx, trained.CardJson, "test");
        Assert.StartsWith("measurable/test sha256:", model.Identity, StringComparison.Ordinal);
        Assert.True(trained.Card.Scores.Refused < 0.3 && trained.Card.Scores.Measured < 0.5, $"{trained.Card.Scores.Refused} refused, {trained.Card.Scores.Measured} measured");
        var set = trained.Card.DataSet;
        Assert.Equal(Small.Count, set.TrainingPictures + set.CalibrationPictures + set.TestPictures);
    }

    [Fact]
    public void Every_other_picture_can_be_measured_and_every_scene_is_shown()
    {
        var recipes = FrameRecipe.Set(3, 400);

        Assert.All(recipes, (r, i) => Assert.Equal(i % 2 == 0, r.IsMeasurable));
        Assert.Equal(Enum.GetNames<FrameScene>().Length - 1, recipes.Where(r => r.Scene != FrameScene.Family).Select(r => r.Kind).Distinct().Count());
        Assert.Equal(recipes, FrameRecipe.Set(3, 400));
    }

    [Fact]
    public void Describing_leaves_no_matrix_behind()
    {
        using var watch = MatLedger.Watch();
        foreach (var recipe in FrameRecipe.Set(9, 12)) FrameExamples.Describe(recipe);

        Assert.Equal(0, watch.Undisposed);
    }

    [Fact]
    public void Too_few_pictures_are_refused_before_anything_is_rendered() =>
        Assert.Contains("120", Assert.Throws<ArgumentException>(() => MeasurableTrainer.Train(Small with { Count = 20 }, null)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_cancelled_training_stops() =>
        Assert.ThrowsAny<OperationCanceledException>(() => MeasurableTrainer.Train(Small, null, null, new CancellationToken(canceled: true)));
}

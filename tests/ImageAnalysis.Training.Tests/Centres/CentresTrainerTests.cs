using ImageAnalysis.Findings;
using ImageAnalysis.Particles;
using ImageAnalysis.Quantities;
using ImageAnalysis.Scale;
using ImageAnalysis.Segment;
using ImageAnalysis.Tests;
using ImageAnalysis.Training.Centres;
using ImageAnalysis.Training.Rendering;
using ImageAnalysis.Training.Structure;
using ImageAnalysis.Training.Verification;
using OpenCvSharp;

namespace ImageAnalysis.Training.Tests.Centres;

public sealed class CentresTrainerTests
{
    private const string Folder = "models/centres/1";

    private static readonly TrainingRequest Small = new() { Name = "centres/test", Seed = 3, Count = 120, Parallelism = 2 };

    [Fact]
    public void The_same_request_gives_the_same_files_for_any_number_of_threads()
    {
        var one = CentresTrainer.Train(Small, rounds: 1);
        var two = CentresTrainer.Train(Small with { Parallelism = 1 }, rounds: 1);

        Assert.Equal(one.Onnx, two.Onnx);
        Assert.Equal(one.CardJson, two.CardJson);
        using var model = CentresModel.Load(one.Onnx, one.CardJson, "test");
        Assert.StartsWith("centres/test sha256:", model.Identity, StringComparison.Ordinal);
        var set = one.Card.DataSet;
        Assert.Equal(Small.Count, set.TrainingPictures + set.TestPictures);
    }

    [Fact]
    public void Nine_of_ten_pictures_show_particles()
    {
        var recipes = CentresExample.Set(4, 400);

        Assert.Equal(recipes, CentresExample.Set(4, 400));
        Assert.Equal(360, recipes.Count(r => CentresExample.ShowsParticles(r.Family)));
        foreach (var recipe in recipes.Take(10))
        {
            var example = CentresExample.Of(recipe);
            Assert.Equal(CentresExample.Side * CentresExample.Side, example.Grey.Length);
            Assert.Equal(CentresExample.ShowsParticles(recipe.Family), example.Particles.Count > 0);
        }
    }

    [Fact]
    public void The_answer_is_a_bell_around_a_seen_centre_and_open_at_one_seen_in_part()
    {
        const int side = CentresExample.Side;
        var example = new CentresExample(new RenderRecipe { Family = RenderFamily.SpherePile, Seed = 1 }, [], [new(30, 40, 8, 8, 0, 1, false), new(80, 90, 8, 8, 0, 0.3f, false), new(100, 20, 8, 8, 0, 0.1f, false)]);
        float[] bells = new float[side * side], radii = new float[side * side];
        bool[] counts = new bool[side * side], near = new bool[side * side];

        example.Answer(bells, radii, counts, near);

        Assert.Equal(1, bells[At(30, 40)]);
        Assert.InRange(bells[At(34, 40)], 0.1, 0.2);
        Assert.Equal(0, bells[At(40, 40)]);
        Assert.True(near[At(32, 41)] && !near[At(35, 41)]);
        Assert.Equal(Math.Log(8 / (CentresFrame.ParticlePx / 2)), radii[At(30, 40)], 5);
        Assert.True(counts[At(30, 40)] && counts[At(100, 20)] && !counts[At(80, 90)]);

        static int At(int x, int y) => (y * side) + x;
    }

    [Fact]
    public void Too_few_pictures_are_refused() => Assert.Throws<ArgumentException>(() => CentresTrainer.Train(Small with { Count = 20 }));

    /// <summary>Piles of seeds that took no part in training: more of them is found, and what is found is there.</summary>
    [Fact]
    public void The_shipped_model_finds_more_of_a_pile()
    {
        using var model = Shipped();
        double without = 0, with = 0;
        const int count = 6;
        for (var i = 0; i < count; i++)
        {
            var recipe = RecipeBook.Draw(8080, (ulong)i, RenderFamily.SpherePile) with
            {
                Width = 480, Height = 360, StructurePx = 26, SizeVariation = 0.1, Aspect = 1, BitDepth = 8, DataBar = DataBarLayout.None, Severity = i % 4, PileDepth = PileDepth.Deep,
            };
            var picture = MicrographRenderer.Render(recipe);
            using var page = Examples.Page(picture, 8);
            without += Score(page, picture, null) / count;
            with += Score(page, picture, model) / count;
        }

        Assert.True(with > without + 0.05 && with > 0.75, $"F1 {with:F3}, {without:F3} without the model.");
    }

    [Fact]
    public void A_model_for_particles_of_another_size_is_refused()
    {
        var (onnx, card) = Files();
        var other = (CentresCard.Parse(card, Folder) with { ParticlePx = 30 }).ToJson();

        Assert.Contains("30", Assert.Throws<ModelInvalidException>(() => CentresModel.Load(onnx, other, Folder)).Why, StringComparison.Ordinal);
        onnx[^1] ^= 1;
        Assert.Contains("SHA-256", Assert.Throws<ModelInvalidException>(() => CentresModel.Load(onnx, card, Folder)).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_card_written_and_read_again_is_the_same_bytes() => Assert.Equal(Files().Card, CentresCard.Parse(Files().Card, Folder).ToJson());

    private static double Score(Mat page, RenderedMicrograph picture, CentresModel? model)
    {
        using var segmented = Segmenter.Segment(page, new PixelRect(0, 0, page.Cols, page.Rows), null, new SegmentOptions { Measurable = MeasurableRule.Always });
        var found = ParticleMeter.Measure(segmented, new ScaleDecision(null, null, null, 0, [], []), new ParticleOptions { Method = ParticleMethod.Rims }, 1, page, model);
        return ParticleMatch.Of(picture.Truth.Particles, found.Particles, 0.5).F1;
    }

    private static CentresModel Shipped()
    {
        var (onnx, card) = Files();
        return CentresModel.Load(onnx, card, Folder);
    }

    private static (byte[] Onnx, byte[] Card) Files()
    {
        var folder = Path.Combine(Repository.Root, Folder);
        return (File.ReadAllBytes(Path.Combine(folder, "model.onnx")), File.ReadAllBytes(Path.Combine(folder, "card.json")));
    }
}

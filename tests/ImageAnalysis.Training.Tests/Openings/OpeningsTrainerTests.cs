using ImageAnalysis.Classify;
using ImageAnalysis.Findings;
using ImageAnalysis.Quantities;
using ImageAnalysis.Segment;
using ImageAnalysis.Tests;
using ImageAnalysis.Training.Openings;
using ImageAnalysis.Training.Rendering;
using ImageAnalysis.Training.Structure;
using OpenCvSharp;

namespace ImageAnalysis.Training.Tests.Openings;

public sealed class OpeningsTrainerTests
{
    private const string Folder = "models/openings/1";

    private static readonly TrainingRequest Small = new() { Name = "openings/test", Seed = 3, Count = 120, Parallelism = 2 };

    [Fact]
    public void The_same_request_gives_the_same_files_for_any_number_of_threads()
    {
        var one = OpeningsTrainer.Train(Small, rounds: 1);
        var two = OpeningsTrainer.Train(Small with { Parallelism = 1 }, rounds: 1);

        Assert.Equal(one.Onnx, two.Onnx);
        Assert.Equal(one.CardJson, two.CardJson);
        using var model = OpeningsModel.Load(one.Onnx, one.CardJson, "test");
        Assert.StartsWith("openings/test sha256:", model.Identity, StringComparison.Ordinal);
        var set = one.Card.DataSet;
        Assert.Equal(Small.Count, set.TrainingPictures + set.TestPictures);
    }

    [Fact]
    public void Three_of_five_pictures_are_views_into_cells_and_one_is_a_flat_section()
    {
        var recipes = OpeningsExample.Set(4, 400);

        Assert.Equal(recipes, OpeningsExample.Set(4, 400));
        Assert.Equal(240, recipes.Count(r => OpeningsExample.IsCells(r.Family)));
        foreach (var recipe in recipes.Take(10))
        {
            var example = OpeningsExample.Of(recipe);
            Assert.Equal(OpeningsExample.Side * OpeningsExample.Side, example.Grey.Length);
            Assert.Equal(OpeningsExample.IsCells(recipe.Family), example.IsView);
            Assert.Equal(recipe.Structure == StructureClass.Cellular, example.Void is not null);
        }
    }

    [Fact]
    public void Too_few_pictures_are_refused() => Assert.Throws<ArgumentException>(() => OpeningsTrainer.Train(Small with { Count = 20 }));

    /// <summary>Views into cut cells with floors of every brightness, of seeds that took no part in training.</summary>
    [Fact]
    public void The_shipped_model_takes_lit_floors_for_void()
    {
        using var model = Shipped();
        List<double> without = [], with = [];
        foreach (var family in (RenderFamily[])[RenderFamily.PolyhedralFoam, RenderFamily.BowlFoam])
        {
            for (var i = 0; i < 12; i++)
            {
                var picture = MicrographRenderer.Render(RecipeBook.Draw(7070, (ulong)i, family) with { Width = 480, Height = 360, StructurePx = 30, BitDepth = 8, DataBar = DataBarLayout.None, Severity = i % 3, AnyLight = true });
                using var page = Examples.Page(picture, 8);
                without.Add(Error(page, picture, null));
                with.Add(Error(page, picture, model));
            }
        }

        // Pictures that grey values get wrong; of the others there is nothing to be gained.
        int[] wrong = [.. Enumerable.Range(0, with.Count).Where(i => without[i] > 0.08)];
        Assert.True(wrong.Length >= 8, $"Only {wrong.Length} pictures are hard.");
        double before = Middle(wrong.Select(i => without[i])), after = Middle(wrong.Select(i => with[i]));
        Assert.True(after < 0.5 * before, $"Porosity is off by {after:F3} in the median of {wrong.Length}, {before:F3} without the model.");
        Assert.All(Enumerable.Range(0, with.Count).Except(wrong), i => Assert.True(with[i] < without[i] + 0.06, $"{with[i]:F3} after {without[i]:F3}"));

        static double Middle(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);
    }

    [Theory]
    [InlineData(RenderFamily.GaussianSection)]
    [InlineData(RenderFamily.SphereSection)]
    [InlineData(RenderFamily.WallCellSection)]
    [InlineData(RenderFamily.TouchingParticles)]
    [InlineData(RenderFamily.SpherePile)]
    [InlineData(RenderFamily.SpinodalRelief)]
    public void Other_pictures_are_segmented_as_without_the_model(RenderFamily family)
    {
        using var model = Shipped();
        var taken = 0;
        for (var i = 0; i < 6; i++)
        {
            var picture = MicrographRenderer.Render(RecipeBook.Draw(7071, (ulong)i, family) with { Width = 480, Height = 360, StructurePx = 24, BitDepth = 8, DataBar = DataBarLayout.None, Severity = i % 3 });
            using var page = Examples.Page(picture, 8);
            using var segmented = Segmenter.Segment(page, All(page), null, new SegmentOptions { Measurable = MeasurableRule.Always });
            CutCells.Look(page, segmented, new SegmentOptions(), model);
            using var opened = CutCells.Segment(segmented, new SegmentOptions());
            if (opened is not null) taken++;
        }

        Assert.True(taken <= 1, $"{taken} of 6 are taken for views into cut cells.");
    }

    [Fact]
    public void What_the_model_thinks_is_told_to_those_who_name_the_structure()
    {
        using var model = Shipped();
        var recipes = Enumerable.Range(0, 6).Select(i => RecipeBook.Draw(7073, (ulong)i, RenderFamily.PolyhedralFoam) with
        {
            Width = 480, Height = 360, StructurePx = 30, BitDepth = 8, DataBar = DataBarLayout.None, Severity = 0, AnyLight = true,
        }).ToArray();
        double[] seen = [.. recipes.Select(r => CutCellsOf(r, model))], unseen = [.. recipes.Select(r => CutCellsOf(r, null))];

        // Floors in the dark are told apart by their grey values, and nobody is asked.
        Assert.All(seen.Zip(unseen), o => Assert.Equal(o.First == -12 ? -12 : 0, o.Second));
        Assert.True(seen.Count(o => o > 2) >= 2, string.Join(", ", seen));
        Assert.All(recipes, r => Assert.InRange(CutCellsOf(r with { Family = RenderFamily.GaussianSection }, model), -12, -1));
        Assert.All(recipes, r => Assert.InRange(CutCellsOf(r with { Family = RenderFamily.SpherePile }, model), -12, -1));

        static double CutCellsOf(RenderRecipe recipe, OpeningsModel? model)
        {
            using var page = Examples.Page(MicrographRenderer.Render(recipe), 8);
            using var segmented = Examples.Segmented(page, All(page), model);
            return FrameDescription.Of(segmented).Descriptors![^1];
        }
    }

    [Fact]
    public void Openings_that_are_asked_for_need_dark_void()
    {
        using var page = new Mat(64, 64, MatType.CV_8UC1, Scalar.All(80));
        using var model = Shipped();

        using var segmented = Segmenter.Segment(page, All(page), null, new SegmentOptions());

        Assert.Throws<OptionNotApplicableException>(() => CutCells.Look(page, segmented, new SegmentOptions { Edges = EdgePlacement.Openings, Void = VoidPhase.Bright }, model));
    }

    [Fact]
    public void A_model_for_cells_of_another_size_is_refused()
    {
        var (onnx, card) = Files();
        var other = (OpeningsCard.Parse(card, Folder) with { CellPx = 20 }).ToJson();

        Assert.Contains("20", Assert.Throws<ModelInvalidException>(() => OpeningsModel.Load(onnx, other, Folder)).Why, StringComparison.Ordinal);
        onnx[^1] ^= 1;
        Assert.Contains("SHA-256", Assert.Throws<ModelInvalidException>(() => OpeningsModel.Load(onnx, card, Folder)).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_card_written_and_read_again_is_the_same_bytes() => Assert.Equal(Files().Card, OpeningsCard.Parse(Files().Card, Folder).ToJson());

    private static double Error(Mat page, RenderedMicrograph picture, OpeningsModel? model)
    {
        var options = new SegmentOptions { Measurable = MeasurableRule.Always };
        using var segmented = Segmenter.Segment(page, All(page), null, options);
        if (model is not null) CutCells.Look(page, segmented, options, model);
        using var opened = CutCells.Segment(segmented, options);
        return Math.Abs((opened ?? segmented).Result.Porosity!.Value - picture.Truth.Porosity!.Value);
    }

    private static PixelRect All(Mat page) => new(0, 0, page.Cols, page.Rows);

    private static OpeningsModel Shipped()
    {
        var (onnx, card) = Files();
        return OpeningsModel.Load(onnx, card, Folder);
    }

    private static (byte[] Onnx, byte[] Card) Files()
    {
        var folder = Path.Combine(Repository.Root, Folder);
        return (File.ReadAllBytes(Path.Combine(folder, "model.onnx")), File.ReadAllBytes(Path.Combine(folder, "card.json")));
    }
}

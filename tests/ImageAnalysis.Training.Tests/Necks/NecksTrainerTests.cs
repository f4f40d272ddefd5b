using ImageAnalysis.Classify;
using ImageAnalysis.Findings;
using ImageAnalysis.Ingest;
using ImageAnalysis.Pipeline;
using ImageAnalysis.Quantities;
using ImageAnalysis.Report;
using ImageAnalysis.Segment;
using ImageAnalysis.Tests;
using ImageAnalysis.Training.Necks;
using ImageAnalysis.Training.Rendering;
using ImageAnalysis.Training.Structure;
using OpenCvSharp;

namespace ImageAnalysis.Training.Tests.Necks;

public sealed class NecksTrainerTests
{
    private const string Folder = "models/necks/1";

    private static readonly TrainingRequest Small = new() { Name = "necks/test", Seed = 3, Count = TrainingRequest.LeastCount, Parallelism = 2 };

    [Fact]
    public void The_same_request_gives_the_same_files_for_any_number_of_threads()
    {
        var one = NecksTrainer.Train(Small);
        var two = NecksTrainer.Train(Small with { Parallelism = 1 });

        Assert.Equal(one.Onnx, two.Onnx);
        Assert.Equal(one.CardJson, two.CardJson);
        using var model = NecksModel.Load(one.Onnx, one.CardJson, "test");
        Assert.StartsWith("necks/test sha256:", model.Identity, StringComparison.Ordinal);
        Assert.True(one.Card.Scores.Wrong < one.Card.Scores.WrongByGrey, $"{one.Card.Scores}");
    }

    [Fact]
    public void A_training_set_shows_flat_sections_of_all_severities()
    {
        var recipes = NecksExample.Set(4, 48);

        Assert.Equal(recipes, NecksExample.Set(4, 48));
        Assert.Equal(24, recipes.Select(r => (r.Family, r.Severity)).Distinct().Count());
        var example = NecksExample.Of(recipes[2]);
        Assert.Equal(example.Truth.Length * NeckFrame.Inputs, example.Rows.Length);
        Assert.Equal(example.Truth.Length, example.Grey.Length);
    }

    [Fact]
    public void Too_few_pictures_are_refused() => Assert.Throws<ArgumentException>(() => NecksTrainer.Train(Small with { Count = TrainingRequest.LeastCount - 1 }));

    /// <summary>Round cells a pixel apart, of seeds that took no part in training: blur takes their walls, and the mean chord is read too long.</summary>
    [Fact]
    public void The_shipped_model_halves_the_error_of_the_mean_chord_of_round_cells()
    {
        using var model = Shipped();
        using var openings = Openings();
        double without = 0, with = 0;
        var asked = 0;
        for (var i = 0; i < 10; i++)
        {
            var picture = MicrographRenderer.Render(Cells(i));
            using var page = Examples.Page(picture, 8);
            using var field = Segmented(page, openings);
            if (NeckFrame.Of(field) is null) continue;
            asked++;
            var truth = MeanChord(picture.Truth.Void!, page.Cols);
            var contrast = field.Result.Contrast;
            without += Math.Abs((MeanChord(field.Void.AsSpan<byte>(), page.Cols) / truth) - 1);
            Assert.True(Segment.Necks.Mend(field, model), $"Nothing was found in picture {i}.");
            with += Math.Abs((MeanChord(field.Void.AsSpan<byte>(), page.Cols) / truth) - 1);
            Assert.True(field.Result.Preparation.Necks is { Walls: > 0 });
            Assert.Equal(contrast, field.Result.Contrast);
        }

        Assert.True(asked >= 5 && with < without / 2 && without > 0.03 * asked, $"{with / asked:F3}, {without / asked:F3} without the model, {asked} pictures.");
    }

    [Fact]
    public void A_view_with_depth_is_left_alone()
    {
        using var model = Shipped();
        var picture = MicrographRenderer.Render(RecipeBook.Draw(5, 1, RenderFamily.BowlFoam) with { Width = 320, Height = 240, StructurePx = 30, BitDepth = 8, DataBar = DataBarLayout.None, Severity = 1 });
        using var page = Examples.Page(picture, 8);
        using var openings = Openings();
        using var field = Segmented(page, openings);

        Assert.False(Segment.Necks.Mend(field, model));
    }

    /// <summary>The models of structure and of measurable frames learnt from what grey values say, and that is what they are shown.</summary>
    [Fact]
    public void What_a_frame_is_taken_for_does_not_depend_on_the_model()
    {
        using var model = Shipped();
        var (onnx, card) = Files("models/structure/1");
        using var structure = StructureModel.Load(onnx, card, "models/structure/1");
        var file = MicrographFile.Write(MicrographRenderer.Render(Cells(0)), ScaleCarrier.None, "cells")[0];
        var input = new InputFile(file.Name, file.Bytes);
        using var openings = Openings();
        using var without = new MicrographAnalyzer(new PipelineOptions(), structure, [], openings: openings).Analyze(input, AnalysisRequest.Default);
        using var with = new MicrographAnalyzer(new PipelineOptions(), structure, [], openings: openings, necks: model).Analyze(input, AnalysisRequest.Default);

        Assert.Equal(without.Analysis.Structure!.Probabilities, with.Analysis.Structure!.Probabilities);
        Assert.Equal(model.Identity, with.Analysis.Provenance.NecksModel);
        Assert.True(with.Analysis.Intercept!.Main.Px!.Literal.Value < without.Analysis.Intercept!.Main.Px!.Literal.Value);
    }

    [Fact]
    public void A_model_for_other_surroundings_is_refused()
    {
        var (onnx, card) = Files(Folder);
        var other = (NecksCard.Parse(card, Folder) with { SidePx = 7 }).ToJson();

        Assert.Contains("7", Assert.Throws<ModelInvalidException>(() => NecksModel.Load(onnx, other, Folder)).Why, StringComparison.Ordinal);
        onnx[^1] ^= 1;
        Assert.Contains("SHA-256", Assert.Throws<ModelInvalidException>(() => NecksModel.Load(onnx, card, Folder)).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_card_written_and_read_again_is_the_same_bytes() => Assert.Equal(Files(Folder).Card, NecksCard.Parse(Files(Folder).Card, Folder).ToJson());

    private static RenderRecipe Cells(int i) => RecipeBook.Draw(7070, (ulong)i, RenderFamily.CellSection) with
    {
        Width = 480, Height = 360, StructurePx = 24, SolidFraction = 0.4, SizeVariation = 0.1, StyleSeed = (ulong)(i + 1), Aspect = 1, BitDepth = 8, DataBar = DataBarLayout.None, Severity = 1 + (i % 2),
    };

    private static SegmentedImage Segmented(Mat page, OpeningsModel openings) => Examples.Segmented(page, new PixelRect(0, 0, page.Cols, page.Rows), openings);

    private static double MeanChord(ReadOnlySpan<byte> mask, int width)
    {
        var (all, chords) = (0, 0);
        for (var i = 0; i < mask.Length; i++)
        {
            if (mask[i] == 0) continue;
            all++;
            if (i % width == 0 || mask[i - 1] == 0) chords++;
        }

        return (double)all / chords;
    }

    private static OpeningsModel Openings()
    {
        var (onnx, card) = Files("models/openings/1");
        return OpeningsModel.Load(onnx, card, "models/openings/1");
    }

    private static NecksModel Shipped()
    {
        var (onnx, card) = Files(Folder);
        return NecksModel.Load(onnx, card, Folder);
    }

    private static (byte[] Onnx, byte[] Card) Files(string name)
    {
        var folder = Path.Combine(Repository.Root, name);
        return (File.ReadAllBytes(Path.Combine(folder, "model.onnx")), File.ReadAllBytes(Path.Combine(folder, "card.json")));
    }
}

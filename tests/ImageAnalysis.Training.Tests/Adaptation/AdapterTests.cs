using ImageAnalysis.Classify;
using ImageAnalysis.Training.Adaptation;
using ImageAnalysis.Tests;
using ImageAnalysis.Training.DataSets;
using ImageAnalysis.Training.Rendering;
using OpenCvSharp;

namespace ImageAnalysis.Training.Tests.Adaptation;

/// <summary>A lab that calls cuboids spherical-particle, which the shipped model does not: a difference that only labels can teach.</summary>
public sealed class AdapterFixture : IDisposable
{
    public const string Model = "models/structure/1";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("adapt-");

    public AdapterFixture()
    {
        Onnx = File.ReadAllBytes(Path.Combine(Repository.Root, Model, "model.onnx"));
        Card = File.ReadAllBytes(Path.Combine(Repository.Root, Model, "card.json"));
        var images = new List<ImageToLabel>();
        for (var i = 0; i < 24; i++)
        {
            var (family, structure) = i % 2 == 0 ? (RenderFamily.Cuboids, StructureClass.SphericalParticle) : (RenderFamily.CellSection, StructureClass.Cellular);
            images.Add(new ImageToLabel(Picture(family, (ulong)i), structure, $"{family}-{i / 4}"));
        }

        Set = DataSetBuilder.Add(Empty("set"), images);
        Adapted = Adapter.Train(Set, Onnx, Card, Model, null, new AdaptationRequest { Name = "lab/1", Parallelism = 1 });
    }

    public byte[] Onnx { get; }

    public byte[] Card { get; }

    public DataSet Set { get; }

    public Training.Structure.Trained<StructureCard> Adapted { get; }

    public DataSet Empty(string name) =>
        new(Path.Combine(_folder.FullName, name), new DataSetManifest { Format = DataSetManifest.CurrentFormat, Name = name, Licence = "own", Images = [] });

    public string Picture(RenderFamily family, ulong seed)
    {
        var picture = MicrographRenderer.Render(new RenderRecipe { Family = family, Seed = seed, StyleSeed = seed / 4, Width = 320, Height = 240, StructurePx = 20 });
        using var grey = new Mat(picture.Height, picture.Width, MatType.CV_8UC1);
        picture.Pixels.CopyTo(grey.AsSpan<byte>());
        Cv2.ImEncode(".png", grey, out var bytes);
        var path = Path.Combine(_folder.FullName, $"{family}-{seed}.png");
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}

public sealed class AdapterTests(AdapterFixture lab) : IClassFixture<AdapterFixture>
{
    [Fact]
    public void What_a_lab_calls_by_another_name_is_learnt_and_recommended()
    {
        var adaptation = lab.Adapted.Card.Adaptation!;

        Assert.Equal((24, 12), (adaptation.Pictures, adaptation.Groups));
        Assert.True(adaptation.Before.Classes[(int)StructureClass.SphericalParticle].Recall < 0.3);
        Assert.True(adaptation.After.Classes[(int)StructureClass.SphericalParticle].Recall > 0.7, adaptation.Reason);
        Assert.True(adaptation.LossAfter < adaptation.LossBefore);
        Assert.True(adaptation.IsBetter, adaptation.Reason);
        Assert.Equal(24, adaptation.After.Reliability!.Sum(b => b.Pictures));
        Assert.True(adaptation.Learning[0].Loss > adaptation.Learning[^1].Loss);

        // What the base promises of rendered pictures says nothing of these; so few cannot calibrate its sets anew.
        Assert.Null(adaptation.CalibrationPictures);
        Assert.Equal(StructureCard.Parse(lab.Card, "base").Conformal!.Mass, lab.Adapted.Card.Conformal!.Mass);
        Assert.InRange(Math.Abs((lab.Adapted.Card.Conformal!.Coverage * 25) - Math.Round(lab.Adapted.Card.Conformal.Coverage * 25)), 0, 0.01);
    }

    [Fact]
    public void The_model_answers_through_its_file_as_its_correction_says()
    {
        using var model = StructureModel.Load(lab.Adapted.Onnx, lab.Adapted.CardJson, "lab/1");
        using var before = StructureModel.Load(lab.Onnx, lab.Card, AdapterFixture.Model);
        var examples = LabelledExample.Describe(lab.Set, null, new AdaptationRequest { Name = "lab/1", Parallelism = 1 }, null, CancellationToken.None).Where(e => e.Descriptors is not null).ToArray();
        var correction = new Correction(lab.Onnx, before, examples);
        var fit = correction.Fit([.. Enumerable.Range(0, examples.Length)], lab.Adapted.Card.Adaptation!.Strength);

        for (var i = 0; i < examples.Length; i++)
        {
            var expected = correction.After(fit, i);
            var given = model.Probabilities([.. examples[i].Descriptors!.Select(d => (float)d)]);
            for (var c = 0; c < expected.Length; c++) Assert.Equal(expected[c], given[c], 2e-5);
        }
    }

    [Fact]
    public void The_same_pictures_give_the_same_two_files_for_any_number_of_threads()
    {
        var again = Adapter.Train(DataSet.Open(lab.Set.Folder), lab.Onnx, lab.Card, AdapterFixture.Model, null, new AdaptationRequest { Name = "lab/1", Parallelism = 2 });

        Assert.Equal(lab.Adapted.Onnx, again.Onnx);
        Assert.Equal(lab.Adapted.CardJson, again.CardJson);
    }

    [Fact]
    public void An_adapted_model_can_be_adapted_again_and_is_not_said_to_be_better_by_pictures_that_its_base_may_know()
    {
        var again = Adapter.Train(lab.Set, lab.Adapted.Onnx, lab.Adapted.CardJson, "lab/1", null, new AdaptationRequest { Name = "lab/2", Parallelism = 1 });

        using var model = StructureModel.Load(again.Onnx, again.CardJson, "lab/2");
        Assert.False(again.Card.Adaptation!.IsBetter);
        Assert.StartsWith("Whether it is better cannot be said: lab/1 had itself learnt from 24 of these 24 pictures", again.Card.Adaptation.Reason, StringComparison.Ordinal);
        Assert.Equal(24, again.Card.Adaptation.Learnt!.Count);
    }

    [Fact]
    public void A_base_that_learnt_from_labelled_pictures_is_compared_on_those_that_it_cannot_know()
    {
        // Twelve of specimens of their own, and one more of a specimen that the base knows.
        ImageToLabel[] images =
        [
            .. Enumerable.Range(0, 12).Select(i => new ImageToLabel(
                lab.Picture(i % 2 == 0 ? RenderFamily.RandomFibres : RenderFamily.CellSection, (ulong)(200 + (4 * i))), i % 2 == 0 ? StructureClass.Percolation : StructureClass.Cellular, $"new-{i}")),
        ];
        var mixed = DataSetBuilder.Add(lab.Set, [.. images, new ImageToLabel(lab.Picture(RenderFamily.CellSection, 101), StructureClass.Cellular, "CellSection-0")]);

        var again = Adapter.Train(mixed, lab.Adapted.Onnx, lab.Adapted.CardJson, "lab/1", null, new AdaptationRequest { Name = "lab/2", Parallelism = 1 });

        var adaptation = again.Card.Adaptation!;
        Assert.DoesNotContain("cannot be said", adaptation.Reason, StringComparison.Ordinal);
        Assert.Equal(25, adaptation.KnownToBase);
        Assert.Equal(12, adaptation.After.Confusion.Sum(row => row.Sum()));
        Assert.Equal(37, adaptation.Learnt!.Count);
    }

    [Fact]
    public void A_hundred_labelled_pictures_calibrate_the_sets_anew()
    {
        ImageToLabel[] images = [.. Enumerable.Range(0, 104).Select(i => new ImageToLabel(
            lab.Picture(i % 2 == 0 ? RenderFamily.Cuboids : RenderFamily.CellSection, (ulong)(1000 + i)), i % 2 == 0 ? StructureClass.SphericalParticle : StructureClass.Cellular, $"s{i / 8}"))];
        var set = DataSetBuilder.Add(lab.Empty("many"), images);

        var card = Adapter.Train(set, lab.Onnx, lab.Card, AdapterFixture.Model, null, new AdaptationRequest { Name = "lab/3" }).Card;

        var (promised, conformal) = (StructureCard.Parse(lab.Card, "base").Conformal!, card.Conformal!);
        Assert.InRange(card.Adaptation!.CalibrationPictures!.Value, 100, 104);
        Assert.NotEqual(promised.Mass, conformal.Mass);

        // Four standard deviations of a share of 104 below what the base promises.
        Assert.InRange(conformal.Coverage, promised.Coverage - 0.1, 1);
        Assert.InRange(card.Adaptation.After.Answered, 0.85, 1);
    }

    [Fact]
    public void Labels_that_the_model_knows_already_are_not_shown_to_make_it_better()
    {
        ImageToLabel[] images =
        [
            .. Enumerable.Range(40, 6).Select(i => new ImageToLabel(lab.Picture(RenderFamily.SphereSection, (ulong)i), StructureClass.SphericalParticle, $"s{i}")),
            .. Enumerable.Range(60, 6).Select(i => new ImageToLabel(lab.Picture(RenderFamily.CellSection, (ulong)i), StructureClass.Cellular, $"c{i}")),
        ];

        var made = Adapter.Train(DataSetBuilder.Add(lab.Empty("known"), images), lab.Onnx, lab.Card, AdapterFixture.Model, null, new AdaptationRequest { Name = "known/1", Parallelism = 1 });

        Assert.False(made.Card.Adaptation!.IsBetter, made.Card.Adaptation.Reason);
    }

    [Fact]
    public void Too_little_to_learn_from_is_said_class_by_class()
    {
        ImageToLabel[] images = [.. Enumerable.Range(80, 3).Select(i => new ImageToLabel(lab.Picture(RenderFamily.CellSection, (ulong)i), StructureClass.Cellular, "one"))];
        var one = DataSetBuilder.Add(lab.Empty("one"), images);
        var few = DataSetBuilder.Add(one, [new ImageToLabel(lab.Picture(RenderFamily.RandomFibres, 90), StructureClass.None, "two")]);

        Assert.Equal(["All its pictures are cellular; a model learns to tell one class from another.", "All its pictures are of one group; what is learnt from one specimen can only be tried on another."], Refused(one));
        Assert.Equal(["none has 1; at least 3 are needed, or none."], Refused(few));

        IReadOnlyList<string> Refused(DataSet set) =>
            Assert.Throws<DataSetInvalidException>(() => Adapter.Train(set, lab.Onnx, lab.Card, AdapterFixture.Model, null, new AdaptationRequest { Name = "x" })).Faults;
    }
}

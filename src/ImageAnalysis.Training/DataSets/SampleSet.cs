using System.Globalization;
using ImageAnalysis.Ingest;
using ImageAnalysis.Training.Rendering;

namespace ImageAnalysis.Training.DataSets;

/// <summary>The sample pictures that ship with the program, one per class, each with its scale where a maker's instrument would write it.</summary>
public static class SampleSet
{
    /// <summary>What the samples are rendered from.</summary>
    public static IReadOnlyList<SampleRecipe> Recipes { get; } =
    [
        new("percolation", ScaleCarrier.Zeiss, Of(RenderFamily.SpinodalRelief, 43, 4, DataBarLayout.Zeiss) with
        {
            PixelSizeNm = 40, StructurePx = 14, SolidFraction = 0.4,
        }),
        new("spherical-particle", ScaleCarrier.Fei, Of(RenderFamily.TouchingParticles, 7, 5, DataBarLayout.Fei) with
        {
            PixelSizeNm = 10, StructurePx = 25, SolidFraction = 0.74, SizeVariation = 0.12,
        }),
        new("cellular", ScaleCarrier.Tescan, Of(RenderFamily.BowlFoam, 26, 4, DataBarLayout.Tescan) with
        {
            PixelSizeNm = 50, StructurePx = 44, SolidFraction = 0.12, SizeVariation = 0.2,
        }),
        new("none", ScaleCarrier.None, Of(RenderFamily.RandomFibres, 19, 6, DataBarLayout.None) with
        {
            PixelSizeNm = 100, StructurePx = 30,
        }),
    ];

    /// <summary>A surface of the membrane whose inside is the percolation sample, with wider pores: for samples that show both.</summary>
    public static IReadOnlyList<SampleRecipe> Surfaces { get; } =
    [
        new("percolation-surface", ScaleCarrier.Zeiss, Of(RenderFamily.SpinodalRelief, 47, 4, DataBarLayout.Zeiss) with
        {
            PixelSizeNm = 40, StructurePx = 30, SolidFraction = 0.4,
        }),
    ];

    /// <summary>The pictures and manifest.json. All are for tests: what a model is shown to answer with must not have been learnt.</summary>
    public static IReadOnlyList<RenderedFile> Render()
    {
        var files = new List<RenderedFile>();
        var images = new List<LabelledImage>();
        foreach (var sample in Recipes.Concat(Surfaces))
        {
            var image = MicrographRenderer.Render(sample.Recipe);
            var file = MicrographFile.Write(image, sample.Carrier, sample.Name)[0];
            files.Add(file);
            images.Add(new LabelledImage(
                file.Name, DataSet.HashOf(file.Bytes), image.Truth.Structure, sample.Recipe.Group, PerceptualHash.Of(new InputFile(file.Name, file.Bytes)), DataSetSplit.Test)
            {
                Rendered = new RenderedPicture(
                    sample.Recipe.PixelSizeNm, image.Truth.Particles.Count(p => !p.TouchesFrame), sample.Carrier, sample.Recipe, Rounded(image.Truth.Porosity)),
            });
        }

        var manifest = new DataSetManifest
        {
            Format = DataSetManifest.CurrentFormat, Name = "samples", Licence = "Apache-2.0", Origin = "Rendered by this project's generator; no photograph.", Images = images,
        };
        files.Add(new RenderedFile(DataSet.ManifestFile, new DataSet("", manifest).ToJson()));
        return files;
    }

    private static RenderRecipe Of(RenderFamily family, ulong seed, ulong look, DataBarLayout bar) => new()
    {
        Family = family, Seed = seed, StyleSeed = look, DataBar = bar, Width = 600, Height = 432, Severity = 1, Group = $"{family}",
    };

    private static double? Rounded(double? value) => value is { } number ? double.Parse(number.ToString("F4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : null;
}

/// <summary>A sample by its file name without extension.</summary>
public sealed record SampleRecipe(string Name, ScaleCarrier Carrier, RenderRecipe Recipe);

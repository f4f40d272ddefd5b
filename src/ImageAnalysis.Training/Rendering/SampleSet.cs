using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ImageAnalysis.Classify;

namespace ImageAnalysis.Training.Rendering;

/// <summary>The sample pictures that ship with the program, one per class, each with its scale where a maker's instrument would write it.</summary>
public static class SampleSet
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

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

    /// <summary>The pictures and manifest.json.</summary>
    public static IReadOnlyList<RenderedFile> Render()
    {
        var files = new List<RenderedFile>();
        var entries = new List<ManifestEntry>();
        foreach (var sample in Recipes.Concat(Surfaces))
        {
            var image = MicrographRenderer.Render(sample.Recipe);
            var file = MicrographFile.Write(image, sample.Carrier, sample.Name)[0];
            files.Add(file);
            entries.Add(new ManifestEntry(
                file.Name, Convert.ToHexStringLower(SHA256.HashData(file.Bytes)), image.Truth.Structure, sample.Recipe.PixelSizeNm,
                Rounded(image.Truth.Porosity), image.Truth.Particles.Count(p => !p.TouchesFrame), sample.Carrier, sample.Recipe));
        }

        var manifest = new Manifest("samples", "Apache-2.0", "Rendered by this project's generator; no photograph.", entries);
        var text = JsonSerializer.Serialize(manifest, Json).ReplaceLineEndings("\n") + "\n";
        files.Add(new RenderedFile("manifest.json", System.Text.Encoding.UTF8.GetBytes(text)));
        return files;
    }

    private static RenderRecipe Of(RenderFamily family, ulong seed, ulong look, DataBarLayout bar) => new()
    {
        Family = family, Seed = seed, StyleSeed = look, DataBar = bar, Width = 600, Height = 432, Severity = 1, Group = "samples",
    };

    private static double? Rounded(double? value) => value is { } number ? double.Parse(number.ToString("F4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : null;

    private sealed record Manifest(string Name, string Licence, string Origin, IReadOnlyList<ManifestEntry> Files);

    private sealed record ManifestEntry(
        string File, string Sha256, [property: JsonPropertyName("class")] StructureClass Structure, double PixelSizeNm, double? Porosity, int WholeParticles,
        ScaleCarrier Carrier, RenderRecipe Recipe);
}

/// <summary>A sample by its file name without extension.</summary>
public sealed record SampleRecipe(string Name, ScaleCarrier Carrier, RenderRecipe Recipe);

using ImageAnalysis.Ingest;
using ImageAnalysis.Training.Rendering;

namespace ImageAnalysis.Benchmarks;

/// <summary>The pictures that speeds are measured on: 1280 x 960, 8 bits, uncompressed TIFF in memory.</summary>
public static class Pictures
{
    public static IReadOnlyList<string> Names { get; } = ["percolation", "spherical-particle", "cellular"];

    public static InputFile Load(string name)
    {
        var recipe = new RenderRecipe
        {
            Family = name switch
            {
                "percolation" => RenderFamily.GaussianSection,
                "spherical-particle" => RenderFamily.TouchingParticles,
                "cellular" => RenderFamily.CellSection,
                _ => throw new ArgumentOutOfRangeException(nameof(name), name, $"Known are {string.Join(", ", Names)}."),
            },
            Seed = 1,
            Width = 1280,
            Height = 960,
            StructurePx = 32,
            Severity = 1,
        };
        var file = MicrographFile.Write(MicrographRenderer.Render(recipe), ScaleCarrier.Zeiss, name)[0];
        return new InputFile(file.Name, file.Bytes, []);
    }
}

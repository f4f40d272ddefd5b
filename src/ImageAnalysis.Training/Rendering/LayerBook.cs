using ImageAnalysis.Quantities;

namespace ImageAnalysis.Training.Rendering;

/// <summary>Sets of layer sections to measure accuracy on. They stand apart from <see cref="RecipeBook"/>: the classifier is not trained on them.</summary>
public static class LayerBook
{
    /// <summary>Number of kinds that take turns.</summary>
    public const int Kinds = 6;

    private static readonly (int Width, int Height)[] Frames = [(800, 600), (1024, 768), (1280, 960), (640, 480)];

    /// <summary>
    /// Sections that can be measured: membranes without surface layers, with a denser one, with a coarser one, with two; electrodes, twice. Severities in turn; one of three is
    /// turned by up to 6°, one of six runs from top to bottom.
    /// </summary>
    public static IReadOnlyList<LayerRecipe> Accuracy(ulong seed, int perKind)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(perKind);
        var recipes = new List<LayerRecipe>();
        for (var kind = 0; kind < Kinds; kind++)
        {
            for (var i = 0; i < perKind; i++) recipes.Add(Draw(seed, kind, i));
        }

        return recipes;
    }

    /// <summary>Membranes tilted towards the viewer.</summary>
    public static IReadOnlyList<LayerRecipe> Tilted(ulong seed, int count) =>
        [.. Enumerable.Range(0, count).Select(i => Draw(seed, 0, i) with { Subject = LayerSubject.TiltedMembrane, Vertical = false, ThicknessShare = 0.5 })];

    private static LayerRecipe Draw(ulong seed, int kind, int index)
    {
        var random = new SeededRandom(seed).Fork(0x40000 + ((ulong)kind * 4096) + (ulong)index);
        var (width, height) = Frames[random.NextInt(Frames.Length)];
        var vertical = random.NextInt(6) == 0;
        var share = random.NextDouble(0.4, 0.85);
        var across = (vertical ? width : height) * share;
        var other = random.NextInt(2) == 0 ? SurfaceKind.Denser : SurfaceKind.Coarser;
        var (upper, lower) = kind switch
        {
            1 => (SurfaceKind.Denser, SurfaceKind.None),
            2 => (SurfaceKind.None, SurfaceKind.Coarser),
            3 => (SurfaceKind.Denser, other),
            _ => (SurfaceKind.None, SurfaceKind.None),
        };
        return new LayerRecipe
        {
            Subject = kind >= 4 ? LayerSubject.Electrode : LayerSubject.Membrane,
            Seed = random.NextUInt64(),
            Width = width,
            Height = height,
            PixelSizeNm = Math.Round(random.NextLogUniform(5, 400), 3),
            ThicknessShare = share,
            StructurePx = across / random.NextLogUniform(14, 45),
            Porosity = random.NextDouble(0.35, 0.65),
            UpperSurface = upper,
            LowerSurface = lower,
            SurfaceShare = random.NextDouble(0.08, 0.2),
            ActivePorosity = random.NextDouble(0.05, 0.22),
            TurnDegrees = random.NextInt(3) == 0 ? random.NextDouble(-6, 6) : 0,
            Vertical = vertical,
            GroundLevel = random.NextInt(2) == 0 ? random.NextDouble(-0.1, 0.1) : random.NextDouble(0.1, 0.5),
            WavinessPx = random.NextLogUniform(0.3, 0.012 * across),
            Severity = index % 4,
            BitDepth = random.NextInt(8) == 0 ? 16 : 8,
        };
    }
}

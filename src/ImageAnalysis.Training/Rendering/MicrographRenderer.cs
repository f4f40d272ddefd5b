using ImageAnalysis.Classify;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Training.Rendering;

/// <summary>Renders micrographs with exact truth. Stateless: any number of threads may render at once.</summary>
public static class MicrographRenderer
{
    // Streams of the recipe's seed. Fixed: another number is another picture.
    private const ulong SceneStream = 1, EffectStream = 2, StyleStream = 3, BarStream = 4, LimbStream = 5;

    /// <summary>The picture and its truth.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number of the recipe is outside what can be drawn.</exception>
    public static RenderedMicrograph Render(RenderRecipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        Check(recipe);
        var random = new SeededRandom(recipe.Seed);
        var sceneRandom = random.Fork(SceneStream);
        var style = SurfaceStyle.Draw(new SeededRandom(recipe.StyleSeed).Fork((ulong)recipe.Family), random.Fork(StyleStream), recipe.StructurePx);
        if (recipe.AnyLimb) style = style.WithAnyLimb(random.Fork(LimbStream));
        var scene = Draw(recipe, style, sceneRandom);
        var truth = Truth(recipe, scene);
        if (recipe.Family is not (RenderFamily.Blank or RenderFamily.TextPage) || recipe.Severity > 0)
            SemEffects.Apply(scene.Signal, recipe, random.Fork(EffectStream));
        return Finish(recipe, scene.Signal, truth, random.Fork(BarStream));
    }

    /// <summary>A picture of another scene: recipe and look as given, its family unused.</summary>
    /// <param name="recipe">Sizes, seeds, severity.</param>
    /// <param name="spoiled">Whether the microscope spoils it; else the scene is the recorded picture.</param>
    /// <param name="draw">Draws the scene.</param>
    internal static RenderedMicrograph Render(RenderRecipe recipe, bool spoiled, Func<SurfaceStyle, SeededRandom, Plane> draw)
    {
        Check(recipe);
        var random = new SeededRandom(recipe.Seed);
        var sceneRandom = random.Fork(SceneStream);
        var style = SurfaceStyle.Draw(new SeededRandom(recipe.StyleSeed), random.Fork(StyleStream), recipe.StructurePx);
        var signal = draw(style, sceneRandom);
        if (spoiled) SemEffects.Apply(signal, recipe, random.Fork(EffectStream));
        return Finish(recipe, signal, new RenderTruth(recipe.Structure, recipe.PixelSizeNm, null, null, null, []), random.Fork(BarStream));
    }

    private static Scene Draw(RenderRecipe recipe, SurfaceStyle style, SeededRandom random) => recipe.Structure switch
    {
        StructureClass.Percolation => PercolationScenes.Draw(recipe, style, random),
        StructureClass.SphericalParticle => ParticleScenes.Draw(recipe, style, random),
        StructureClass.Cellular => CellularScenes.Draw(recipe, style, random),
        _ => NegativeScenes.Draw(recipe, style, random),
    };

    private static RenderTruth Truth(RenderRecipe recipe, Scene scene)
    {
        if (recipe.Structure == StructureClass.None || scene.Void is null)
            return new RenderTruth(recipe.Structure, recipe.PixelSizeNm, null, null, null, scene.Particles);
        var porosity = Scene.Share(scene.Void);
        return new RenderTruth(
            recipe.Structure, recipe.PixelSizeNm, scene.Void, porosity, scene.PorosityBand ?? (porosity, porosity), scene.Particles);
    }

    internal static RenderedMicrograph Finish(RenderRecipe recipe, Plane signal, RenderTruth truth, SeededRandom random)
    {
        var (canvas, bar) = DataBar.Compose(signal, recipe, random);
        var pixels = new byte[canvas.Data.Length * (recipe.BitDepth / 8)];
        if (recipe.BitDepth == 8)
        {
            for (var i = 0; i < canvas.Data.Length; i++) pixels[i] = (byte)Math.Clamp((canvas.Data[i] * 255f) + 0.5f, 0f, 255f);
        }
        else
        {
            for (var i = 0; i < canvas.Data.Length; i++)
            {
                var value = (int)Math.Clamp((canvas.Data[i] * 65535f) + 0.5f, 0f, 65535f);
                (pixels[2 * i], pixels[(2 * i) + 1]) = ((byte)value, (byte)(value >> 8));
            }
        }

        return new RenderedMicrograph(recipe, pixels, canvas.Width, canvas.Height, truth, bar);
    }

    internal static void Check(RenderRecipe recipe)
    {
        static void Demand(bool holds, string name, object value, string range)
        {
            if (!holds) throw new ArgumentOutOfRangeException(name, value, $"{name} must be {range}.");
        }

        Demand(recipe.Width is >= 64 and <= 4096, nameof(recipe.Width), recipe.Width, "64 to 4096 px");
        Demand(recipe.Height is >= 64 and <= 4096, nameof(recipe.Height), recipe.Height, "64 to 4096 px");
        Demand(recipe.Severity is >= 0 and <= 3, nameof(recipe.Severity), recipe.Severity, "0 to 3");
        Demand(recipe.BitDepth is 8 or 16, nameof(recipe.BitDepth), recipe.BitDepth, "8 or 16");
        Demand(recipe.StructurePx is >= 4 and <= 1024, nameof(recipe.StructurePx), recipe.StructurePx, "4 to 1024 px");
        Demand(recipe.SolidFraction is >= 0.02 and <= 0.95, nameof(recipe.SolidFraction), recipe.SolidFraction, "0.02 to 0.95");
        Demand(recipe.SizeVariation is >= 0 and <= 0.6, nameof(recipe.SizeVariation), recipe.SizeVariation, "0 to 0.6");
        Demand(recipe.Aspect is >= 1 and <= 3, nameof(recipe.Aspect), recipe.Aspect, "1 to 3");
        Demand(recipe.PixelSizeNm is > 0 and < 1e6, nameof(recipe.PixelSizeNm), recipe.PixelSizeNm, "above 0 and below 1 mm");
    }
}

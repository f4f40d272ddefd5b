using System.Globalization;
using ImageAnalysis.Classify;
using ImageAnalysis.Quantities;
using ImageAnalysis.Training.Rendering;

namespace ImageAnalysis.Training.Measurable;

/// <summary>Everything that decides a picture of the set from which the gate learns.</summary>
/// <param name="Scene">What is drawn.</param>
/// <param name="Recipe">Sizes, seeds and severity, and the family where the scene is one of the renderer's own.</param>
/// <param name="Group">Every picture has a look of its own, since a model that has seen few takes them for the kind.</param>
public sealed record FrameRecipe(FrameScene Scene, RenderRecipe Recipe, string Group)
{
    /// <summary>Families of the renderer whose frames cannot be measured. Lattices, crystals, cuboids, mixtures of phases and debris are neither: whether their dark parts are pores only their owner knows.</summary>
    private static readonly RenderFamily[] Unmeasurable =
    [
        RenderFamily.Flat, RenderFamily.RandomFibres, RenderFamily.AlignedFibres, RenderFamily.Macrovoids, RenderFamily.Stripes, RenderFamily.TextPage, RenderFamily.NoiseOnly,
        RenderFamily.Gradient, RenderFamily.RoughSurface, RenderFamily.Cracks, RenderFamily.Blank,
    ];

    private static readonly (FrameScene Scene, RenderFamily Family)[] Twice =
    [
        (FrameScene.Threads, RenderFamily.Flat), (FrameScene.Family, RenderFamily.RandomFibres), (FrameScene.Family, RenderFamily.RoughSurface), (FrameScene.OutOfFocus, RenderFamily.Flat),
        (FrameScene.Family, RenderFamily.BowlFoam), (FrameScene.Family, RenderFamily.DeepCells), (FrameScene.Family, RenderFamily.SpherePile), (FrameScene.Family, RenderFamily.SinteredSpheres),
        (FrameScene.Family, RenderFamily.PolyhedralFoam), (FrameScene.RimmedPores, RenderFamily.GaussianSection),
    ];

    private static readonly (int Width, int Height)[] Frames = [(640, 480), (512, 512), (800, 600), (720, 480), (600, 450)];

    private static readonly RenderFamily[] MeasurableFamilies =
        [.. RecipeBook.Families.Where(f => new RenderRecipe { Family = f, Seed = 0 }.Structure != StructureClass.None), RenderFamily.PolyhedralFoam, RenderFamily.CutTissue];

    private static readonly (FrameScene Scene, RenderFamily Family)[] Positives = Kinds(MeasurableFamilies, measurable: true);

    private static readonly (FrameScene Scene, RenderFamily Family)[] Negatives = Kinds(Unmeasurable, measurable: false);

    /// <summary>Whether pores or particles of it may be measured.</summary>
    public bool IsMeasurable => Scene == FrameScene.Family ? Recipe.Structure != StructureClass.None : Scene.IsMeasurable();

    /// <summary>Name of the family or scene.</summary>
    public string Kind => Scene == FrameScene.Family ? Recipe.Family.ToString() : Scene.ToString();

    /// <summary>A set of which every other picture can be measured, families and scenes in turn, everything else drawn widely. Depends on its arguments only.</summary>
    public static IReadOnlyList<FrameRecipe> Set(ulong seed, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var recipes = new FrameRecipe[count];
        for (var i = 0; i < count; i++)
        {
            var kinds = i % 2 == 0 ? Positives : Negatives;
            recipes[i] = Draw(seed, (ulong)i, kinds[i / 2 % kinds.Length]);
        }

        return recipes;
    }

    /// <summary>One recipe of each kind, and what it is.</summary>
    private static FrameRecipe Draw(ulong seed, ulong index, (FrameScene Scene, RenderFamily Family) kind)
    {
        // Another stream than that of the structure classifier's pictures.
        var drawn = RecipeBook.Draw(seed, 0x100000 + index, kind.Family);
        var (width, height) = Frames[(int)(index / 2 % (ulong)Frames.Length)];
        var light = new SeededRandom(seed).Fork(0x400000 + index);
        var recipe = drawn with { AnyLight = light.NextInt(2) == 0, StyleSeed = light.NextUInt64(), AnyForm = light.NextInt(2) == 0, DataBar = DataBarLayout.None, Width = width, Height = height, StructurePx = Math.Max(7, drawn.StructurePx * width / drawn.Width) };
        var group = string.Create(CultureInfo.InvariantCulture, $"{(kind.Scene == FrameScene.Family ? kind.Family.ToString() : kind.Scene.ToString())}-{index:00000}");
        if (kind.Scene == FrameScene.Family) return new FrameRecipe(kind.Scene, recipe, group);
        var random = new SeededRandom(seed).Fork(0x200000 + (index * 64) + (ulong)kind.Scene);
        return new FrameRecipe(kind.Scene, recipe with { Seed = random.NextUInt64(), StructurePx = Math.Max(9, recipe.StructurePx) }, group);
    }

    private static (FrameScene Scene, RenderFamily Family)[] Kinds(RenderFamily[] families, bool measurable)
    {
        var ground = measurable ? RenderFamily.GaussianSection : RenderFamily.Flat;
        // The most various and the hardest of both sides come twice: fibres and rough surfaces, views into cells and packings.
        var scenes = Enum.GetValues<FrameScene>().Where(s => s != FrameScene.Family && s.IsMeasurable() == measurable).Select(s => (s, ground));
        var twice = Twice.Where(k => k.Scene == FrameScene.Family ? families.Contains(k.Family) : k.Scene.IsMeasurable() == measurable);
        return [.. families.Select(f => (FrameScene.Family, f)), .. scenes, .. twice];
    }
}

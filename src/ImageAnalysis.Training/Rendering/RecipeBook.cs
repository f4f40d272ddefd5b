using System.Globalization;
using ImageAnalysis.Classify;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Training.Rendering;

/// <summary>Named sets of recipes. A set is its name, seed and count: anyone renders the same bytes from them.</summary>
public static class RecipeBook
{
    /// <summary>Looks per family; pictures of one family and look form a group, which a split must not cut.</summary>
    public const int LooksPerFamily = 10;

    /// <summary>The families that accuracy is measured on and frames are told by: all but polyhedral foams and cut tissue, which the models are shown beside them.</summary>
    public static IReadOnlyList<RenderFamily> Families { get; } = [.. Enum.GetValues<RenderFamily>().Where(f => f is not (RenderFamily.PolyhedralFoam or RenderFamily.CutTissue))];

    private static readonly (int Width, int Height)[] Frames = [(640, 480), (768, 512), (800, 600), (512, 512), (1024, 768), (960, 640)];

    private static readonly DataBarLayout[] Bars = Enum.GetValues<DataBarLayout>();

    /// <summary>
    /// A balanced set for the structure classifier: the four classes in turn, within each class its families in turn, everything else drawn widely: 5 to 90
    /// structures across the frame, all severities, solid fractions as the family allows, sizes from uniform to very mixed, shapes up to 2:1, six makers' bars. Every picture has a look of
    /// its own, since a model that has seen few takes them for the class; half of them are in any light, half of any form, half under any limb, half as specimens are found. Of cells, which take most looks, a fifth are
    /// polyhedral foams, all in any light, and a fifth cut tissue.
    /// </summary>
    public static IReadOnlyList<RenderRecipe> Structure(ulong seed, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var families = Families.Concat([RenderFamily.PolyhedralFoam, RenderFamily.CutTissue, RenderFamily.PolyhedralFoam, RenderFamily.CutTissue]).GroupBy(ClassOf).OrderBy(g => g.Key).Select(g => g.ToArray()).ToArray();
        var recipes = new RenderRecipe[count];
        for (var i = 0; i < count; i++)
        {
            var ofClass = families[i % families.Length];
            var recipe = Draw(seed, (ulong)i, ofClass[i / families.Length % ofClass.Length]);
            var random = new SeededRandom(seed).Fork(0x40000000 + (ulong)i);
            recipes[i] = recipe with
            {
                StyleSeed = random.NextUInt64(), Group = string.Create(CultureInfo.InvariantCulture, $"{recipe.Family}-{i:00000}"), AnyLight = recipe.Family == RenderFamily.PolyhedralFoam || random.NextInt(2) == 0,
                AnyForm = random.NextInt(2) == 0, AnyLimb = random.NextInt(2) == 0, AnySpecimen = random.NextInt(2) == 0,
            };
        }

        return recipes;
    }

    /// <summary>
    /// A set to measure accuracy on: every family with a void mask, severities in turn, 14 px or more per structure and at least eight structures across, no data
    /// bar, so that what limits the result is the method and not the picture.
    /// </summary>
    public static IReadOnlyList<RenderRecipe> Accuracy(ulong seed, int perFamily)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(perFamily);
        var recipes = new List<RenderRecipe>();
        foreach (var family in Families.Where(f => ClassOf(f) != StructureClass.None))
        {
            for (var i = 0; i < perFamily; i++)
            {
                var random = new SeededRandom(seed).Fork(0x20000 + ((ulong)family * 4096) + (ulong)i);
                recipes.Add(Draw(seed, 0x8000 + (ulong)i, family) with
                {
                    Width = 800, Height = 600, StructurePx = random.NextLogUniform(14, 64), Severity = i % 4, BitDepth = i % 8 == 5 ? 16 : 8, DataBar = DataBarLayout.None,
                    Aspect = family is RenderFamily.SeparatedParticles or RenderFamily.TouchingParticles ? random.NextDouble(1, 2) : 1,
                });
            }
        }

        return recipes;
    }

    private static ulong StyleOf(ulong seed, RenderFamily family, int look) => new SeededRandom(seed).Fork(0x10000 + ((ulong)family * 256) + (ulong)look).NextUInt64();

    private static string GroupOf(RenderFamily family, int look) => $"{family}-{look:00}";

    /// <summary>One recipe of the family with everything else drawn; depends on its arguments only.</summary>
    public static RenderRecipe Draw(ulong seed, ulong index, RenderFamily family)
    {
        var random = new SeededRandom(seed).Fork((index * 64) + (ulong)family);
        var (width, height) = Frames[random.NextInt(Frames.Length)];
        var look = random.NextInt(LooksPerFamily);
        var (lowest, highest) = SolidRange(family);
        return new RenderRecipe
        {
            Family = family,
            Seed = random.NextUInt64(),
            StyleSeed = StyleOf(seed, family, look),
            Group = GroupOf(family, look),
            Width = width,
            Height = height,
            PixelSizeNm = Math.Round(random.NextLogUniform(0.5, 400), 3),
            StructurePx = Math.Max(7, width / random.NextLogUniform(ClassOf(family) == StructureClass.Percolation ? 9 : 5, 90)),
            SolidFraction = random.NextDouble(lowest, highest),
            SizeVariation = random.NextLogUniform(0.02, 0.5),
            Aspect = random.NextInt(5) < 3 ? 1 : random.NextDouble(1, family is RenderFamily.SeparatedParticles or RenderFamily.TouchingParticles ? 2 : 1.7),
            Severity = random.NextInt(4),
            BitDepth = random.NextInt(8) == 0 ? 16 : 8,
            DataBar = random.NextInt(2) == 0 ? DataBarLayout.None : Bars[random.NextInt(Bars.Length)],
        };
    }

    private static StructureClass ClassOf(RenderFamily family) => new RenderRecipe { Family = family, Seed = 0 }.Structure;

    private static (double Lowest, double Highest) SolidRange(RenderFamily family) => family switch
    {
        RenderFamily.GaussianSection or RenderFamily.SpinodalSection or RenderFamily.WormFilm => (0.33, 0.67),
        RenderFamily.SpinodalRelief => (0.2, 0.6),
        RenderFamily.FibrillarNetwork => (0.15, 0.7),
        RenderFamily.SphereSection => (0.15, 0.58),
        RenderFamily.SeparatedParticles => (0.04, 0.35),
        RenderFamily.TouchingParticles => (0.45, 0.82),
        RenderFamily.CellSection or RenderFamily.OverlappingCellSection => (0.28, 0.7),
        RenderFamily.WallCellSection or RenderFamily.DeepCells => (0.08, 0.5),
        RenderFamily.BowlFoam => (0.05, 0.4),
        RenderFamily.PolyhedralFoam => (0.08, 0.5),
        RenderFamily.CutTissue => (0.12, 0.45),
        RenderFamily.Honeycomb => (0.15, 0.5),
        _ => (0.2, 0.7),
    };
}

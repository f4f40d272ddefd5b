using ImageAnalysis.Models;
using ImageAnalysis.Quantities;
using ImageAnalysis.Segment;
using ImageAnalysis.Training.Measurable;
using ImageAnalysis.Training.Rendering;
using ImageAnalysis.Training.Structure;
using OpenCvSharp;

namespace ImageAnalysis.Training.Openings;

/// <summary>A picture as the network is given it, with what it should answer.</summary>
/// <param name="Recipe">What it was rendered from.</param>
/// <param name="Grey">Normalised, row by row, <see cref="Side"/> squared.</param>
/// <param name="Void">Share of each pixel that is void, in 255ths; absent where the picture shows no cells.</param>
public sealed record OpeningsExample(RenderRecipe Recipe, float[] Grey, byte[]? Void)
{
    /// <summary>Whether it is a view into cut cells.</summary>
    public bool IsView => IsCells(Recipe.Family);

    /// <summary>Width and height of a picture, pixels.</summary>
    public const int Side = 128;

    /// <summary>Of so many pictures in a row the last is something else, so that the network learns when it has nothing to say, and the one before it a flat section.</summary>
    private const int Cycle = 5;

    private const double SmallestPx = 15, LargestPx = 110, SmallestOfOthersPx = 8;

    /// <summary>Standard deviation of the logarithm of the scale: that of a picture in use is known from a first segmentation only.</summary>
    private const double ScaleSpread = 0.3, LargestSpread = 0.75;

    /// <summary>Views into cut cells.</summary>
    private static readonly RenderFamily[] Cells =
    [
        RenderFamily.BowlFoam, RenderFamily.PolyhedralFoam, RenderFamily.BowlFoam, RenderFamily.PolyhedralFoam, RenderFamily.DeepCells, RenderFamily.BowlFoam, RenderFamily.PolyhedralFoam,
        RenderFamily.CutTissue, RenderFamily.BowlFoam, RenderFamily.PolyhedralFoam, RenderFamily.Honeycomb, RenderFamily.BowlFoam, RenderFamily.PolyhedralFoam, RenderFamily.CutTissue,
    ];

    /// <summary>Flat sections of cells: the network learns where they are open too, and that they are no such views.</summary>
    private static readonly RenderFamily[] FlatCells = [RenderFamily.WallCellSection, RenderFamily.OverlappingCellSection, RenderFamily.CellSection];

    private static readonly RenderFamily[] Others =
    [
        RenderFamily.SpinodalRelief, RenderFamily.SpherePile, RenderFamily.FibrillarNetwork, RenderFamily.SinteredSpheres, RenderFamily.GaussianSection, RenderFamily.SphereSection,
        RenderFamily.SpinodalRelief, RenderFamily.SpherePile, RenderFamily.FibrillarNetwork, RenderFamily.SinteredSpheres, RenderFamily.WormFilm, RenderFamily.SeparatedParticles,
        RenderFamily.TouchingParticles, RenderFamily.SpinodalSection, RenderFamily.RoughSurface, RenderFamily.RandomFibres, RenderFamily.Crystals, RenderFamily.Cracks, RenderFamily.Cuboids,
    ];

    /// <summary>Recipes of a training set: every look its own.</summary>
    public static IReadOnlyList<RenderRecipe> Set(ulong seed, int count)
    {
        var recipes = new RenderRecipe[count];
        for (var i = 0; i < count; i++)
        {
            var random = new SeededRandom(seed).Fork(0x50000000 + (ulong)i);
            var turn = i / Cycle;
            var family = (i % Cycle) switch
            {
                Cycle - 1 => Others[turn % Others.Length],
                Cycle - 2 => FlatCells[turn % FlatCells.Length],
                var place => Cells[((turn * (Cycle - 2)) + place) % Cells.Length],
            };
            var structurePx = random.NextLogUniform(i % Cycle == Cycle - 1 ? SmallestOfOthersPx : SmallestPx, LargestPx);
            var spread = Math.Clamp(ScaleSpread * random.NextGaussian(), -LargestSpread, LargestSpread);
            var side = (int)Math.Round(Side * structurePx / (OpeningsFrame.CellPx * Math.Exp(spread)));
            recipes[i] = RecipeBook.Draw(seed, (ulong)i, family) with
            {
                StructurePx = structurePx, Width = Math.Max(side, 64), Height = Math.Max(side, 64), StyleSeed = random.NextUInt64(), AnyLight = true, AnyForm = random.NextInt(2) == 0, SizeVariation = random.NextDouble(0.02, 0.5), DataBar = DataBarLayout.None, BitDepth = 8, Group = $"{family}-{i}",
            };
        }

        return recipes;
    }

    /// <summary>Whether a family shows cut cells from above, with depth.</summary>
    public static bool IsCells(RenderFamily family) => Array.IndexOf(Cells, family) >= 0;

    /// <summary>Renders a recipe, spoils the picture as files do, and normalises it.</summary>
    public static OpeningsExample Of(RenderRecipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var picture = MicrographRenderer.Render(recipe);
        using var page = Examples.Page(picture, recipe.BitDepth);
        Disturbances.Apply(page, recipe, staysInPlace: true);
        Recording.Apply(page, recipe.Seed, recipe.Severity);
        return new OpeningsExample(recipe, NetworkFrame.Of(page, Side, Side).Grey, IsCells(recipe.Family) || Array.IndexOf(FlatCells, recipe.Family) >= 0 ? Share(picture.Truth.Void!, recipe.Width, recipe.Height) : null);
    }

    private static byte[] Share(byte[] mask, int width, int height)
    {
        using var whole = new Mat(height, width, MatType.CV_8UC1);
        mask.CopyTo(whole.AsSpan<byte>());
        using var share = NetworkFrame.Resized(whole, Side, Side);
        return share.AsSpan<byte>().ToArray();
    }
}

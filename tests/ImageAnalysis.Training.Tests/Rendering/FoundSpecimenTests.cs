using ImageAnalysis.Training.Rendering;
using Xunit;

namespace ImageAnalysis.Training.Tests.Rendering;

public class FoundSpecimenTests
{
    public static TheoryData<RenderFamily> Found =>
    [
        RenderFamily.GaussianSection, RenderFamily.SpherePile, RenderFamily.WallCellSection, RenderFamily.DeepCells, RenderFamily.PolyhedralFoam, RenderFamily.CutTissue, RenderFamily.RandomFibres, RenderFamily.AlignedFibres,
        RenderFamily.Lattice, RenderFamily.Crystals, RenderFamily.Cuboids,
    ];

    [Theory]
    [MemberData(nameof(Found))]
    public void A_specimen_as_found_is_another_picture_and_the_same_each_time(RenderFamily family)
    {
        // Some draws leave the specimen as it is.
        var recipes = Enumerable.Range(0, 6).Select(i => Recipe(family, i)).ToArray();

        Assert.Contains(recipes, r => !MicrographRenderer.Render(r).Pixels.SequenceEqual(MicrographRenderer.Render(r with { AnySpecimen = false }).Pixels));
        Assert.All(recipes, r => Assert.Equal(MicrographRenderer.Render(r).Pixels, MicrographRenderer.Render(r).Pixels));
    }

    [Fact]
    public void A_pile_seen_aslant_fills_the_frame_and_is_as_bright_far_from_the_viewer_as_near()
    {
        var (top, bottom, differences) = (0.0, 0.0, new List<double>());
        for (var i = 0; i < 24; i++)
        {
            var recipe = Recipe(RenderFamily.SpherePile, i);
            var picture = MicrographRenderer.Render(recipe);
            double Mean(int from, int to) => picture.Pixels.AsSpan(from * recipe.Width, (to - from) * recipe.Width).ToArray().Average(p => (double)p);
            var third = recipe.Height / 3;
            differences.Add(Mean(0, third) - Mean(recipe.Height - third, recipe.Height));
            var particles = picture.Truth.Particles.Where(p => p.VisibleFraction > 0.3).ToArray();
            top += particles.Count(p => p.Y < third);
            bottom += particles.Count(p => p.Y >= recipe.Height - third);
        }

        Assert.InRange(top / bottom, 0.8, 1.25);
        Assert.InRange(differences.Average(), -6, 6);
    }

    private static RenderRecipe Recipe(RenderFamily family, int i) => RecipeBook.Draw(1607, (ulong)i, family) with
    {
        Width = 240, Height = 180, StructurePx = 26, BitDepth = 8, Severity = 0, DataBar = DataBarLayout.None, AnySpecimen = true, AnyLight = true, SizeVariation = 0.2,
    };
}

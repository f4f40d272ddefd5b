using ImageAnalysis.Training.Rendering;
using Xunit;

namespace ImageAnalysis.Training.Tests.Rendering;

public class VariedFormTests
{
    public static TheoryData<RenderFamily> Varied =>
        [RenderFamily.BowlFoam, RenderFamily.PolyhedralFoam, RenderFamily.WormFilm, RenderFamily.SpherePile, RenderFamily.SinteredSpheres, RenderFamily.TouchingParticles, RenderFamily.Cuboids];

    [Theory]
    [MemberData(nameof(Varied))]
    public void A_body_of_any_form_is_another_picture_and_the_same_each_time(RenderFamily family)
    {
        // Some draws leave the form as it is.
        var recipes = Enumerable.Range(0, 4).Select(i => Recipe(family, i)).ToArray();
        Assert.Contains(recipes, r => !MicrographRenderer.Render(r).Pixels.SequenceEqual(MicrographRenderer.Render(r with { AnyForm = false }).Pixels));
        Assert.Equal(MicrographRenderer.Render(recipes[0]).Pixels, MicrographRenderer.Render(recipes[0]).Pixels);
    }

    [Fact]
    public void No_particle_of_any_form_is_seen_more_than_whole()
    {
        for (var i = 0; i < 4; i++)
            Assert.All(MicrographRenderer.Render(Recipe(RenderFamily.SpherePile, i)).Truth.Particles, p => Assert.InRange(p.VisibleFraction, 0, 1));
    }

    [Fact]
    public void The_openings_of_cut_tissue_are_darker_than_its_walls_and_some_are_vessels_many_times_as_large()
    {
        var largest = 0.0;
        for (var i = 0; i < 8; i++)
        {
            var recipe = Recipe(RenderFamily.CutTissue, i) with { Severity = 0, StructurePx = 24, Width = 400, Height = 300 };
            var picture = MicrographRenderer.Render(recipe);
            var mask = picture.Truth.Void!;
            var inside = mask.Select((v, k) => (v, k)).Where(p => p.v == 255).Average(p => (double)picture.Pixels[p.k]);
            var wall = mask.Select((v, k) => (v, k)).Where(p => p.v == 0).Average(p => (double)picture.Pixels[p.k]);
            Assert.True(inside < wall, $"picture {i}: openings {inside:0}, walls {wall:0}");
            Assert.InRange(picture.Truth.Porosity!.Value, 0.15, 0.95);
            largest = Math.Max(largest, LongestRun(mask, recipe.Width));
        }

        Assert.True(largest > 2.2 * 24, $"no vessel: the longest run of void is {largest} px");
    }

    private static RenderRecipe Recipe(RenderFamily family, int i) => RecipeBook.Draw(4711, (ulong)i, family) with
    {
        Width = 200, Height = 160, StructurePx = 20, BitDepth = 8, DataBar = DataBarLayout.None, AnyForm = true, AnyLight = true, SizeVariation = 0.2,
    };

    private static int LongestRun(byte[] mask, int width)
    {
        var (longest, run) = (0, 0);
        for (var i = 0; i < mask.Length; i++)
        {
            run = mask[i] == 255 && i % width != 0 ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}

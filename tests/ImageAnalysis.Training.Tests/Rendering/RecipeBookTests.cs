using ImageAnalysis.Classify;
using ImageAnalysis.Training.Rendering;
using Xunit;

namespace ImageAnalysis.Training.Tests.Rendering;

public class RecipeBookTests
{
    [Fact]
    public void A_set_is_balanced_over_classes_and_holds_every_family()
    {
        var recipes = RecipeBook.Structure(5, 400);
        Assert.All(recipes.GroupBy(r => r.Structure), g => Assert.Equal(100, g.Count()));
        Assert.Equal(RecipeBook.Families.Concat([RenderFamily.PolyhedralFoam, RenderFamily.CutTissue]).Order(), recipes.Select(r => r.Family).Distinct().Order());
        Assert.InRange(recipes.Count(r => r.AnyLight), 160, 240);
        Assert.InRange(recipes.Count(r => r.AnyForm), 160, 240);
        Assert.InRange(recipes.Count(r => r.AnyLimb), 160, 240);
        Assert.InRange(recipes.Count(r => r.AnySpecimen), 160, 240);
        Assert.Equal(4, recipes.Select(r => r.Severity).Distinct().Count());
    }

    [Fact]
    public void The_same_seed_gives_the_same_recipes_and_a_longer_set_begins_with_a_shorter_one()
    {
        Assert.Equal(RecipeBook.Structure(9, 30), RecipeBook.Structure(9, 90).Take(30));
        Assert.NotEqual(RecipeBook.Structure(9, 30), RecipeBook.Structure(10, 30));
    }

    [Fact]
    public void Pictures_of_one_group_share_family_and_look()
    {
        foreach (var group in RecipeBook.Structure(5, 1200).GroupBy(r => r.Group))
        {
            Assert.Single(group.Select(r => (r.Family, r.StyleSeed)).Distinct());
        }
    }

    [Fact]
    public void Every_drawn_recipe_can_be_rendered()
    {
        foreach (var recipe in RecipeBook.Structure(77, 56))
        {
            var image = MicrographRenderer.Render(recipe);
            Assert.Equal(recipe.Structure, image.Truth.Structure);
            Assert.Equal(recipe.Structure == StructureClass.None, image.Truth.Void is null);
        }
    }

    [Fact]
    public void The_accuracy_set_holds_each_measurable_family_at_every_severity()
    {
        var recipes = RecipeBook.Accuracy(1, 4);
        Assert.All(recipes, r => Assert.NotEqual(StructureClass.None, r.Structure));
        foreach (var family in recipes.GroupBy(r => r.Family)) Assert.Equal([0, 1, 2, 3], family.Select(r => r.Severity));
        Assert.Equal(recipes.Count, recipes.Select(r => r.Seed).Distinct().Count());
    }
}

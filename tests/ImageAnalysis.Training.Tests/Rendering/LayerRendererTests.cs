using ImageAnalysis.Training.Rendering;
using Xunit;

namespace ImageAnalysis.Training.Tests.Rendering;

public class LayerRendererTests
{
    [Fact]
    public void The_same_recipe_gives_the_same_bytes()
    {
        var recipe = LayerBook.Accuracy(3, 1)[3];
        Assert.Equal(LayerRenderer.Render(recipe).Image.Pixels, LayerRenderer.Render(recipe).Image.Pixels);
        Assert.NotEqual(LayerRenderer.Render(recipe).Image.Pixels, LayerRenderer.Render(recipe with { Seed = recipe.Seed + 1 }).Image.Pixels);
    }

    [Fact]
    public void A_set_holds_every_kind_at_every_severity_and_a_longer_one_begins_alike()
    {
        var recipes = LayerBook.Accuracy(3, 4);
        Assert.Equal(4 * LayerBook.Kinds, recipes.Count);
        Assert.All(recipes.GroupBy(r => r.Severity), g => Assert.Equal(LayerBook.Kinds, g.Count()));
        Assert.Equal(LayerBook.Accuracy(3, 1)[0], recipes[0]);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(5, false)]
    [InlineData(-4, true)]
    public void The_truth_is_that_of_the_pixels(double turn, bool vertical)
    {
        var made = LayerRenderer.Render(new LayerRecipe
        {
            Subject = LayerSubject.Membrane, Seed = 5, Width = 400, Height = 300, UpperSurface = SurfaceKind.Denser, SurfaceShare = 0.2,
            TurnDegrees = turn, Vertical = vertical, StructurePx = 10, ThicknessShare = 0.5, Porosity = 0.4,
        });
        Assert.Equal([LayerMaterial.UpperSurface, LayerMaterial.Inside], made.Layers.Select(l => l.Material));
        var across = vertical ? 400 : 300;
        Assert.Equal(0.5 * across, made.Layers.Sum(l => l.ThicknessPx), 4.0);
        Assert.Equal(0.2, made.Layers[0].ThicknessPx / made.Layers.Sum(l => l.ThicknessPx), 0.02);

        // The area of a layer between its boundaries, counted.
        var pixels = made.LayerOf.Count(l => l == 1);
        var (upper, lower) = (made.Layers[1].Upper, made.Layers[1].Lower);
        var mean = upper.Zip(lower, (a, b) => vertical ? b.X - a.X : b.Y - a.Y).Average();
        Assert.Equal(mean * (vertical ? 300 : 400), pixels, 0.01 * pixels);
        Assert.Equal(made.Layers[1].ThicknessPx, mean * Math.Cos(turn * Math.PI / 180), 2.0);
        Assert.Equal(0.4, made.Layers[1].Porosity, 0.05);
        Assert.True(made.Layers[0].Porosity < made.Layers[1].Porosity);
        Assert.True(made.Layers[0].MeanInterceptPx < 0.7 * made.Layers[1].MeanInterceptPx);
    }

    [Fact]
    public void An_electrode_has_membrane_active_layer_and_collector_in_this_order()
    {
        var made = LayerRenderer.Render(new LayerRecipe { Subject = LayerSubject.Electrode, Seed = 8, Width = 400, Height = 300, StructurePx = 8, ActivePorosity = 0.1 });
        Assert.Equal([LayerMaterial.PorousMembrane, LayerMaterial.ActiveLayer, LayerMaterial.Collector], made.Layers.Select(l => l.Material));
        Assert.Equal(0.1, made.Layers[1].Porosity, 0.04);
        Assert.InRange(made.Layers[2].Porosity, 0, 0.005);
        Assert.Equal(300 * 400, made.Image.Truth.Void!.Length);
        Assert.All(Enumerable.Range(0, made.LayerOf.Length).Where(i => made.LayerOf[i] == RenderedLayers.Ground), i => Assert.Equal(255, made.Image.Truth.Void[i]));
    }
}

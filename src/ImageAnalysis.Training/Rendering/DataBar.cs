using ImageAnalysis.Quantities;

namespace ImageAnalysis.Training.Rendering;

/// <summary>Adds a maker's data bar.</summary>
internal static class DataBar
{
    public static (Plane Canvas, RenderedScaleBar? Bar) Compose(Plane field, RenderRecipe recipe, SeededRandom random)
    {
        _ = (recipe, random);
        return (field, null);
    }
}

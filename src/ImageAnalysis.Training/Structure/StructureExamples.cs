using ImageAnalysis.Classify;
using ImageAnalysis.Quantities;
using ImageAnalysis.Segment;
using ImageAnalysis.Training.Rendering;

namespace ImageAnalysis.Training.Structure;

/// <summary>A picture as the classifier sees it.</summary>
/// <param name="Recipe">What it was rendered from.</param>
/// <param name="Descriptors">Its descriptors; absent where it did not pass the classifier's gates, which answer none without the model.</param>
public sealed record StructureExample(RenderRecipe Recipe, IReadOnlyList<double>? Descriptors)
{
    /// <summary>The class as the index of <see cref="StructureCard.KnownLabels"/>.</summary>
    public int Label => (int)Recipe.Structure;
}

/// <summary>Renders recipes and describes them by the code that describes a user's picture.</summary>
public static class StructureExamples
{
    /// <summary>Examples in the order of the recipes, for any number of threads.</summary>
    public static StructureExample[] Describe(
        IReadOnlyList<RenderRecipe> recipes, int parallelism, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(recipes);
        return Examples.InOrder(recipes, Describe, parallelism, progress, cancellation);
    }

    /// <summary>Renders, disturbs and describes one picture; its data bar is cut off where the recipe put it.</summary>
    public static StructureExample Describe(RenderRecipe recipe)
    {
        var picture = MicrographRenderer.Render(recipe);
        using var page = Examples.Page(picture, recipe.BitDepth);
        Disturbances.Apply(page, recipe);
        using var segmented = Segmenter.Segment(page, new PixelRect(0, 0, picture.Width, picture.FieldHeight), null, new SegmentOptions());
        return new StructureExample(recipe, StructureClassifier.Describe(segmented));
    }
}

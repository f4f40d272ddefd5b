using ImageAnalysis.Classify;
using ImageAnalysis.Quantities;
using ImageAnalysis.Segment;
using ImageAnalysis.Training.Measurable;
using ImageAnalysis.Training.Rendering;
using OpenCvSharp;

namespace ImageAnalysis.Training.Structure;

/// <summary>A picture as the classifier sees it.</summary>
/// <param name="Recipe">What it was rendered from.</param>
/// <param name="Descriptors">Its descriptors; absent where it did not pass the classifier's gates, which answer none without the model.</param>
/// <param name="AsRendered">Whether nothing was done to the picture after it was rendered.</param>
public sealed record StructureExample(RenderRecipe Recipe, IReadOnlyList<double>? Descriptors, bool AsRendered = true)
{
    /// <summary>The class as the index of <see cref="StructureCard.KnownLabels"/>.</summary>
    public int Label => (int)Recipe.Structure;
}

/// <summary>Renders recipes and describes them by the code that describes a user's picture.</summary>
public static class StructureExamples
{
    /// <summary>Examples in the order of the recipes, for any number of threads.</summary>
    /// <param name="recipes">What to render.</param>
    /// <param name="openings">The model of openings, which looks at each picture first; absent: what it thinks is unknown.</param>
    /// <param name="parallelism">Pictures at once.</param>
    public static StructureExample[] Describe(
        IReadOnlyList<RenderRecipe> recipes, OpeningsModel? openings, int parallelism, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(recipes);
        return Examples.InOrder(recipes, recipe => Describe(recipe, openings), parallelism, progress, cancellation);
    }

    /// <summary>Renders, disturbs and describes one picture; its data bar is cut off where the recipe put it.</summary>
    public static StructureExample Describe(RenderRecipe recipe, OpeningsModel? openings = null)
    {
        var picture = MicrographRenderer.Render(recipe);
        using var page = Examples.Page(picture, recipe.BitDepth);
        var asRendered = Disturbances.Apply(page, recipe);
        if (!asRendered)
        {
            using var field = page.SubMat(new Rect(0, 0, picture.Width, picture.FieldHeight));
            Recording.Apply(field, recipe.Seed, recipe.Severity);
        }

        using var segmented = Examples.Segmented(page, new PixelRect(0, 0, picture.Width, picture.FieldHeight), openings);
        return new StructureExample(recipe, StructureClassifier.Describe(segmented), asRendered);
    }
}

using ImageAnalysis.Classify;
using ImageAnalysis.Quantities;
using ImageAnalysis.Segment;
using ImageAnalysis.Training.Rendering;
using ImageAnalysis.Training.Structure;
using OpenCvSharp;

namespace ImageAnalysis.Training.Measurable;

/// <summary>A frame as the gate sees it.</summary>
/// <param name="Recipe">What it was rendered from.</param>
/// <param name="Description">Its numbers.</param>
/// <param name="Doubt">What the segmentation thinks of its grey values.</param>
public sealed record FrameExample(FrameRecipe Recipe, FrameDescription Description, PhaseDoubt Doubt);

/// <summary>Renders recipes and describes them by the code that describes a user's picture.</summary>
public static class FrameExamples
{
    /// <summary>Examples in the order of the recipes, for any number of threads.</summary>
    /// <param name="recipes">What to render.</param>
    /// <param name="openings">The model of openings, which looks at each picture first; absent: what it thinks is unknown.</param>
    /// <param name="parallelism">Pictures at once.</param>
    public static FrameExample[] Describe(
        IReadOnlyList<FrameRecipe> recipes, OpeningsModel? openings, int parallelism, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(recipes);
        return Examples.InOrder(recipes, recipe => Describe(recipe, openings), parallelism, progress, cancellation);
    }

    /// <summary>Renders, disturbs and describes one picture.</summary>
    public static FrameExample Describe(FrameRecipe recipe, OpeningsModel? openings = null)
    {
        using var page = Page(recipe);
        using var segmented = Examples.Segmented(page, new PixelRect(0, 0, page.Cols, page.Rows), openings);
        return new FrameExample(recipe, FrameDescription.Of(segmented), segmented.Doubt);
    }

    /// <summary>The picture. The caller disposes it.</summary>
    internal static Mat Page(FrameRecipe frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var recipe = frame.Recipe;
        var picture = frame.Scene == FrameScene.Family
            ? MicrographRenderer.Render(recipe)
            : MicrographRenderer.Render(recipe, frame.Scene != FrameScene.Clipped, (style, random) =>
                frame.IsMeasurable ? StructureFrames.Draw(frame.Scene, recipe, style, random) : OtherFrames.Draw(frame.Scene, recipe, style, random));
        var page = Examples.Page(picture, recipe.BitDepth);
        if (frame.IsMeasurable) Disturbances.Apply(page, recipe);
        Recording.Apply(page, recipe.Seed, recipe.Severity);
        return page;
    }
}

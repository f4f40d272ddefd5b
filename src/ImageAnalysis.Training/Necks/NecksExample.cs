using ImageAnalysis.Quantities;
using ImageAnalysis.Segment;
using ImageAnalysis.Training.Measurable;
using ImageAnalysis.Training.Rendering;
using ImageAnalysis.Training.Structure;

namespace ImageAnalysis.Training.Necks;

/// <summary>Places of a picture as the model is told of them, with the side on which they lie.</summary>
/// <param name="Rows"><see cref="NeckFrame.Inputs"/> numbers of each.</param>
/// <param name="Truth">Whether a place is void in the exact mask.</param>
/// <param name="Grey">Whether it is by its grey value.</param>
public sealed record NecksExample(Half[] Rows, bool[] Truth, bool[] Grey)
{
    /// <summary>Width and height of a picture, pixels.</summary>
    private const int Side = 256;

    /// <summary>Most places of a picture, spread evenly over all.</summary>
    private const int MostPlaces = 300;

    private const double SmallestPx = 10, LargestPx = 70;

    private static readonly RenderFamily[] Sections =
    [
        RenderFamily.GaussianSection, RenderFamily.SphereSection, RenderFamily.CellSection, RenderFamily.SpinodalSection, RenderFamily.OverlappingCellSection, RenderFamily.WallCellSection,
    ];

    /// <summary>Recipes of a training set: flat sections, every look its own, all severities alike.</summary>
    public static IReadOnlyList<RenderRecipe> Set(ulong seed, int count)
    {
        var recipes = new RenderRecipe[count];
        for (var i = 0; i < count; i++)
        {
            var random = new SeededRandom(seed).Fork(0x60000000 + (ulong)i);
            var family = Sections[i % Sections.Length];
            recipes[i] = RecipeBook.Draw(seed, (ulong)i, family) with
            {
                Width = Side, Height = Side, StructurePx = random.NextLogUniform(SmallestPx, LargestPx), Severity = i / Sections.Length % 4, StyleSeed = random.NextUInt64(),
                DataBar = DataBarLayout.None, BitDepth = 8, Group = $"{family}-{i}",
            };
        }

        return recipes;
    }

    /// <summary>Renders a recipe, spoils the picture as files do, segments it, and looks at its places.</summary>
    public static NecksExample Of(RenderRecipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var picture = MicrographRenderer.Render(recipe);
        using var page = Examples.Page(picture, recipe.BitDepth);
        Recording.Apply(page, recipe.Seed, recipe.Severity);
        using var segmented = Segmenter.Segment(page, new PixelRect(0, 0, page.Cols, page.Rows), null, new SegmentOptions { Measurable = MeasurableRule.Always });
        if (NeckFrame.Of(segmented) is not { } frame) return new NecksExample([], [], []);
        var places = frame.Places();
        var count = Math.Min(places.Count, MostPlaces);
        var (rows, truth, grey) = (new Half[count * NeckFrame.Inputs], new bool[count], new bool[count]);
        var row = new float[NeckFrame.Inputs];
        var mask = segmented.Void.AsSpan<byte>();
        for (var i = 0; i < count; i++)
        {
            var place = places[(int)((long)i * places.Count / count)];
            frame.Tell(place, row);
            for (var k = 0; k < row.Length; k++) rows[(i * row.Length) + k] = (Half)row[k];
            (truth[i], grey[i]) = (picture.Truth.Void![place] > 127, mask[place] != 0);
        }

        return new NecksExample(rows, truth, grey);
    }
}

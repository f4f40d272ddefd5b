using ImageAnalysis.Quantities;
using ImageAnalysis.Training.Rendering;

namespace ImageAnalysis.Training.Verification;

/// <summary>One picture of the subject layer sections.</summary>
/// <param name="Family">What it shows.</param>
/// <param name="Severity">0 (good) to 3 (poor).</param>
/// <param name="Section">A section through layers; absent for <paramref name="Frame"/>.</param>
/// <param name="Frame">A section with finger-like macrovoids; absent for <paramref name="Section"/>.</param>
public sealed record LayerPicture(LayerFamily Family, int Severity, LayerRecipe? Section, RenderRecipe? Frame)
{
    /// <summary>Whether its layers can be measured.</summary>
    public bool IsMeasurable => Family < LayerFamily.TiltedMembrane;
}

/// <summary>What a layer section shows.</summary>
public enum LayerFamily
{
    /// <summary>A membrane alike all through.</summary>
    PlainMembrane,

    /// <summary>With a denser layer under one face.</summary>
    DenserSurface,

    /// <summary>With a coarser layer under one face.</summary>
    CoarserSurface,

    /// <summary>With a layer under each face.</summary>
    TwoSurfaces,

    /// <summary>Porous membrane, active layer, collector.</summary>
    Electrode,

    /// <summary>A membrane tilted towards the viewer: no number may be given.</summary>
    TiltedMembrane,

    /// <summary>Finger-like macrovoids: no number may be given.</summary>
    Macrovoids,
}

/// <summary>The layer sections that the program is judged on. Nothing is trained or tuned on the default seed.</summary>
public static class LayerSet
{
    private const int Width = 800, Height = 600;

    private static readonly LayerFamily[] Kinds =
        [LayerFamily.PlainMembrane, LayerFamily.DenserSurface, LayerFamily.CoarserSurface, LayerFamily.TwoSurfaces, LayerFamily.Electrode, LayerFamily.Electrode];

    /// <summary>The pictures, family by family, severities in turn: half as many per severity as of other families, of electrodes as many.</summary>
    public static IReadOnlyList<LayerPicture> Pictures(ulong seed, int perSeverity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(perSeverity, 1);
        var perKind = 4 * ((perSeverity + 1) / 2);
        var pictures = LayerBook.Accuracy(seed, perKind).Select((recipe, i) => new LayerPicture(Kinds[i / perKind], recipe.Severity, recipe, null)).ToList();
        pictures.AddRange(LayerBook.Tilted(seed, perKind).Select(recipe => new LayerPicture(LayerFamily.TiltedMembrane, recipe.Severity, recipe, null)));
        for (var i = 0; i < perKind; i++)
        {
            var recipe = RecipeBook.Draw(seed, 0x50000 + (ulong)i, RenderFamily.Macrovoids) with { Width = Width, Height = Height, Severity = i % 4, BitDepth = 8, DataBar = DataBarLayout.None };
            pictures.Add(new LayerPicture(LayerFamily.Macrovoids, recipe.Severity, null, recipe));
        }

        return pictures;
    }
}

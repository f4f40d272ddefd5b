using ImageAnalysis.Quantities;
using ImageAnalysis.Training.Rendering;

namespace ImageAnalysis.Training.Verification;

/// <summary>What a picture of the set is there to judge.</summary>
public enum VerificationSubject
{
    /// <summary>Flat cuts through networks, cells and packings: void and solid are two greys.</summary>
    Sections,

    /// <summary>Views into cut-open cells: floors and window rims are void, the walls in the cut plane are solid.</summary>
    ShadedCellular,

    /// <summary>Views into networks with depth: porosity is judged by its distance outside the band of depths.</summary>
    Reliefs,

    /// <summary>Single discs and ellipses up to 2:1 that lie apart.</summary>
    SeparatedLatex,

    /// <summary>One layer of touching discs and ellipses up to 2:1.</summary>
    TouchingLatex,

    /// <summary>Few layers, near particles hiding far ones, the ground showing through.</summary>
    PiledLatex,

    /// <summary>Deep packings, shaded, with occlusion; half of them joined by necks.</summary>
    ShadedPackings,

    /// <summary>Non-porous, fibrous, striped, textual or noisy frames: no number may be given without saying so.</summary>
    Unmeasurable,

    /// <summary>Sections through layers with ground beside them, tilted views and macrovoids among them.</summary>
    LayerSections,
}

/// <summary>One picture of the set.</summary>
public sealed record VerificationPicture(VerificationSubject Subject, RenderRecipe Recipe);

/// <summary>The pictures that the program is judged on. Fixed by seed and count; nothing is trained or tuned on the default seed.</summary>
public static class VerificationSet
{
    /// <summary>Seed of the set whose figures are kept.</summary>
    public const ulong DefaultSeed = 1_063_256;

    /// <summary>Pictures per family and severity of the set whose figures are kept.</summary>
    public const int DefaultPerSeverity = 6;

    private const int Width = 800, Height = 600;

    private static readonly (VerificationSubject Subject, RenderFamily Family, PileDepth Depth)[] Families =
    [
        (VerificationSubject.Sections, RenderFamily.GaussianSection, PileDepth.Drawn),
        (VerificationSubject.Sections, RenderFamily.SpinodalSection, PileDepth.Drawn),
        (VerificationSubject.Sections, RenderFamily.SphereSection, PileDepth.Drawn),
        (VerificationSubject.Sections, RenderFamily.CellSection, PileDepth.Drawn),
        (VerificationSubject.Sections, RenderFamily.WallCellSection, PileDepth.Drawn),
        (VerificationSubject.Sections, RenderFamily.OverlappingCellSection, PileDepth.Drawn),
        (VerificationSubject.ShadedCellular, RenderFamily.BowlFoam, PileDepth.Drawn),
        (VerificationSubject.ShadedCellular, RenderFamily.DeepCells, PileDepth.Drawn),
        (VerificationSubject.ShadedCellular, RenderFamily.Honeycomb, PileDepth.Drawn),
        (VerificationSubject.Reliefs, RenderFamily.SpinodalRelief, PileDepth.Drawn),
        (VerificationSubject.Reliefs, RenderFamily.FibrillarNetwork, PileDepth.Drawn),
        (VerificationSubject.SeparatedLatex, RenderFamily.SeparatedParticles, PileDepth.Drawn),
        (VerificationSubject.TouchingLatex, RenderFamily.TouchingParticles, PileDepth.Drawn),
        (VerificationSubject.PiledLatex, RenderFamily.SpherePile, PileDepth.Thin),
        (VerificationSubject.ShadedPackings, RenderFamily.SpherePile, PileDepth.Deep),
        (VerificationSubject.ShadedPackings, RenderFamily.SinteredSpheres, PileDepth.Drawn),
        (VerificationSubject.Unmeasurable, RenderFamily.Flat, PileDepth.Drawn),
        (VerificationSubject.Unmeasurable, RenderFamily.Blank, PileDepth.Drawn),
        (VerificationSubject.Unmeasurable, RenderFamily.Gradient, PileDepth.Drawn),
        (VerificationSubject.Unmeasurable, RenderFamily.NoiseOnly, PileDepth.Drawn),
        (VerificationSubject.Unmeasurable, RenderFamily.RoughSurface, PileDepth.Drawn),
        (VerificationSubject.Unmeasurable, RenderFamily.RandomFibres, PileDepth.Drawn),
        (VerificationSubject.Unmeasurable, RenderFamily.AlignedFibres, PileDepth.Drawn),
        (VerificationSubject.Unmeasurable, RenderFamily.Stripes, PileDepth.Drawn),
        (VerificationSubject.Unmeasurable, RenderFamily.TextPage, PileDepth.Drawn),
    ];

    /// <summary>The pictures, family by family, severities in turn. Latex, of which there is one family each, comes twice as often as the rest.</summary>
    /// <param name="seed">Seed of every draw.</param>
    /// <param name="perSeverity">Pictures per family and severity.</param>
    public static IReadOnlyList<VerificationPicture> Pictures(ulong seed, int perSeverity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(perSeverity, 1);
        var pictures = new List<VerificationPicture>();
        for (var f = 0; f < Families.Length; f++)
        {
            var (subject, family, depth) = Families[f];
            var latex = subject is VerificationSubject.SeparatedLatex or VerificationSubject.TouchingLatex or VerificationSubject.PiledLatex;
            for (var i = 0; i < 4 * perSeverity * (latex ? 2 : 1); i++)
                pictures.Add(new VerificationPicture(subject, Recipe(seed, f, i, subject, family) with { PileDepth = depth }));
        }

        return pictures;
    }

    /// <summary>Structures of 14 to 64 px, at least a dozen across the frame; frames that cannot be measured show structures of any size.</summary>
    private static RenderRecipe Recipe(ulong seed, int family, int index, VerificationSubject subject, RenderFamily kind)
    {
        var random = new SeededRandom(seed).Fork(0x40000 + ((ulong)family * 4096) + (ulong)index);
        var recipe = RecipeBook.Draw(seed, 0x40000 + ((ulong)family * 4096) + (ulong)index, kind) with
        {
            Width = Width,
            Height = Height,
            Severity = index % 4,
            BitDepth = index % 8 == 5 ? 16 : 8,
            DataBar = DataBarLayout.None,
        };
        if (subject == VerificationSubject.Unmeasurable) return recipe with { StructurePx = Math.Clamp(recipe.StructurePx, 8, 120) };
        var latex = subject is VerificationSubject.SeparatedLatex or VerificationSubject.TouchingLatex;
        return recipe with
        {
            StructurePx = random.NextLogUniform(14, 64),
            Aspect = latex ? random.NextDouble(1, 2) : 1,
            SizeVariation = recipe.Structure == Classify.StructureClass.SphericalParticle ? random.NextLogUniform(0.02, 0.3) : recipe.SizeVariation,
        };
    }
}

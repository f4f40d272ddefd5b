using ImageAnalysis.Quantities;
using ImageAnalysis.Training.Rendering;

namespace ImageAnalysis.Training.Verification;

/// <summary>A specimen, seen frame by frame: what its intervals must hold is the specimen's own mean.</summary>
/// <param name="Name">Name in the table.</param>
/// <param name="Recipe">The specimen; size, seeds and severity of a field are set by <see cref="CoverageSet"/>.</param>
/// <param name="Pores">Whether mean intercepts are judged.</param>
/// <param name="Particles">Whether mean and variation of diameters are judged.</param>
public sealed record CoverageFamily(string Name, RenderRecipe Recipe, bool Pores, bool Particles);

/// <summary>A wide field of a specimen, and how many frames are cut of it.</summary>
internal sealed record CoverageRecipe(CoverageFamily Family, RenderRecipe Recipe, int Frames);

/// <summary>
/// The specimens on which sampling intervals are judged. Each is rendered as wide fields, of which frames are cut: so the frames' own porosity varies as it
/// does on a specimen, while a frame rendered by itself would meet the wanted share exactly.
/// </summary>
public static class CoverageSet
{
    /// <summary>Frames of each specimen in the set whose figures are kept.</summary>
    public const int DefaultCases = 200;

    /// <summary>Width of a frame, px.</summary>
    public const int FrameWidth = 512;

    /// <summary>Height of a frame, px.</summary>
    public const int FrameHeight = 384;

    /// <summary>Frames side by side in a field, and rows of them.</summary>
    public const int FramesAlong = 4;

    /// <summary>Networks, cells and particles, 12 to 28 structures along a frame; one of few and large particles.</summary>
    public static IReadOnlyList<CoverageFamily> Families { get; } =
    [
        Pores("gaussian network", RenderFamily.GaussianSection, 18, 0.5),
        Pores("coarse gaussian network", RenderFamily.GaussianSection, 30, 0.4),
        Pores("spinodal network", RenderFamily.SpinodalSection, 26, 0.45),
        Pores("round cells", RenderFamily.CellSection, 30, 0.5),
        Pores("walled cells", RenderFamily.WallCellSection, 26, 0.3),
        Pores("overlapping cells", RenderFamily.OverlappingCellSection, 26, 0.45),
        Pores("cut spheres", RenderFamily.SphereSection, 26, 0.45) with { Particles = true },
        Particles("separated", RenderFamily.SeparatedParticles, 18, 0.3, 1.3),
        Particles("separated and few", RenderFamily.SeparatedParticles, 40, 0.2, 1.3),
        Particles("touching", RenderFamily.TouchingParticles, 22, 0.7, 1.2),
    ];

    private static CoverageFamily Pores(string name, RenderFamily family, double structurePx, double solid) =>
        new(name, new RenderRecipe { Family = family, Seed = 0, StructurePx = structurePx, SolidFraction = solid, SizeVariation = 0.2 }, true, false);

    private static CoverageFamily Particles(string name, RenderFamily family, double structurePx, double solid, double aspect) =>
        new(name, new RenderRecipe { Family = family, Seed = 0, StructurePx = structurePx, SolidFraction = solid, SizeVariation = 0.2, Aspect = aspect }, false, true);

    /// <summary>
    /// The fields, specimen by specimen, the last of each with the frames that are left. Pictures are good or fair (severities 0 and 1 in turn), so that what is
    /// judged is sampling and not segmentation.
    /// </summary>
    /// <param name="seed">Seed of every draw.</param>
    /// <param name="cases">Frames per specimen.</param>
    internal static IReadOnlyList<CoverageRecipe> Fields(ulong seed, int cases)
    {
        const int PerField = FramesAlong * FramesAlong;
        var fields = new List<CoverageRecipe>();
        for (var f = 0; f < Families.Count; f++)
        {
            for (var i = 0; i * PerField < cases; i++)
            {
                var random = new SeededRandom(seed).Fork(0x80000 + ((ulong)f * 4096) + (ulong)i);
                var recipe = Families[f].Recipe with
                {
                    Seed = random.NextUInt64(),
                    StyleSeed = random.NextUInt64(),
                    Width = FramesAlong * FrameWidth,
                    Height = FramesAlong * FrameHeight,
                    Severity = i % 2,
                };
                fields.Add(new CoverageRecipe(Families[f], recipe, Math.Min(PerField, cases - (i * PerField))));
            }
        }

        return fields;
    }
}

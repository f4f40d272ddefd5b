using System.Text.Json.Serialization;
using ImageAnalysis.Classify;

namespace ImageAnalysis.Training.Rendering;

/// <summary>What is drawn. Sections are flat cuts; the others have depth and are shaded.</summary>
public enum RenderFamily
{
    /// <summary>Cut through a bicontinuous body: a band-limited Gaussian field above a level.</summary>
    GaussianSection,

    /// <summary>Cut through a spinodally decomposed body: a Gaussian field coarsened by Cahn-Hilliard steps.</summary>
    SpinodalSection,

    /// <summary>View from above into a bicontinuous body, with depth.</summary>
    SpinodalRelief,

    /// <summary>View from above onto a branching network of strands and nodes, with depth.</summary>
    FibrillarNetwork,

    /// <summary>Connected worm-like film of rounded profile on a darker ground.</summary>
    WormFilm,

    /// <summary>Cut through a packing of spheres.</summary>
    SphereSection,

    /// <summary>Pile of spheres, shaded, near ones hiding far ones.</summary>
    SpherePile,

    /// <summary>Pile of spheres grown together by necks at their contacts.</summary>
    SinteredSpheres,

    /// <summary>Single spheres or ellipsoids lying apart on a ground.</summary>
    SeparatedParticles,

    /// <summary>One layer of touching spheres or ellipsoids on a ground.</summary>
    TouchingParticles,

    /// <summary>Cut through round closed cells.</summary>
    CellSection,

    /// <summary>Cut through polygonal cells between walls of about one thickness.</summary>
    WallCellSection,

    /// <summary>Cut through spherical pores that overlap and so open into each other.</summary>
    OverlappingCellSection,

    /// <summary>View into the cut-open spherical pores of a foam, with windows and rims.</summary>
    BowlFoam,

    /// <summary>Deep cells between walls, as of a cut stem or a channel plate, seen a little aslant so that the inner walls show.</summary>
    DeepCells,

    /// <summary>Round pores on a more or less regular hexagonal array, with depth.</summary>
    Honeycomb,

    /// <summary>Dense surface with faint texture.</summary>
    Flat,

    /// <summary>Nonwoven of straight or curved fibres in all directions.</summary>
    RandomFibres,

    /// <summary>Fibres along one direction.</summary>
    AlignedFibres,

    /// <summary>Cross-section with long finger-like voids.</summary>
    Macrovoids,

    /// <summary>Stripes, milling curtains or grooves.</summary>
    Stripes,

    /// <summary>Printed or etched grid.</summary>
    Lattice,

    /// <summary>Written page or label.</summary>
    TextPage,

    /// <summary>Nothing but detector noise.</summary>
    NoiseOnly,

    /// <summary>A smooth change of brightness and no structure.</summary>
    Gradient,

    /// <summary>Faceted crystals or grains.</summary>
    Crystals,

    /// <summary>Broken or ground dense surface: ridges, steps and furrows of all sizes.</summary>
    RoughSurface,

    /// <summary>Rounded cuboids in rows with narrow channels between, as in an etched superalloy.</summary>
    Cuboids,

    /// <summary>Polished composite: irregular regions of three or four grey levels.</summary>
    MultiPhase,

    /// <summary>Dense surface with a few cracks.</summary>
    Cracks,

    /// <summary>A frame of one level, very dark or saturated, with at most detector noise.</summary>
    Blank,

    /// <summary>A few irregular fragments on an empty ground.</summary>
    Debris,

    /// <summary>View into the cut-open polyhedral cells of a foam, with windows. It and what follows stand last, because a family's number takes part in the seeds of its pictures.</summary>
    PolyhedralFoam,

    /// <summary>View into the cut cells of a stem or of wood: mixed with vessels many times as wide, with shining rims and shreds on them.</summary>
    CutTissue,
}

/// <summary>How many layers lie in a <see cref="RenderFamily.SpherePile"/>.</summary>
public enum PileDepth
{
    /// <summary>One pile of three is thin, by the seed.</summary>
    Drawn,

    /// <summary>Few particles over each other, the ground showing through.</summary>
    Thin,

    /// <summary>Several layers, no ground.</summary>
    Deep,
}

/// <summary>The maker whose data bar is imitated below (or in) the field.</summary>
public enum DataBarLayout
{
    /// <summary>No bar: the picture is the field alone.</summary>
    None,

    /// <summary>White strip, bar between two ticks at the left.</summary>
    Zeiss,

    /// <summary>Black strip of columns with a heading row, bar with ticks at the right.</summary>
    Fei,

    /// <summary>Black two-row table, ruler with many ticks in the middle.</summary>
    Tescan,

    /// <summary>Black strip of two text rows, solid white bar.</summary>
    Jeol,

    /// <summary>One text row below the field, ruler of eleven ticks at the right.</summary>
    Hitachi,

    /// <summary>Black box inside the field, bar between two ticks.</summary>
    Philips,
}

/// <summary>Everything that decides a rendered micrograph: the same recipe gives the same bytes on any number of threads.</summary>
public sealed record RenderRecipe
{
    /// <summary>What is drawn.</summary>
    public required RenderFamily Family { get; init; }

    /// <summary>Seed of the geometry and of the noise.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Seed of the material's and detector's look (grey levels, edge brightness, light direction), so that several pictures may share it.</summary>
    public ulong StyleSeed { get; init; }

    /// <summary>Width of the field, px.</summary>
    public int Width { get; init; } = 640;

    /// <summary>Height of the field without data bar, px.</summary>
    public int Height { get; init; } = 480;

    /// <summary>Side of a pixel, nm.</summary>
    public double PixelSizeNm { get; init; } = 10;

    /// <summary>Mean size of one structure, px: the chord at half porosity for networks, the diameter for particles and cells, the pitch for regular ones.</summary>
    public double StructurePx { get; init; } = 24;

    /// <summary>Share of the field that is solid, aimed at: met exactly by <see cref="RenderFamily.GaussianSection"/> and
    /// <see cref="RenderFamily.SpinodalSection"/>, roughly by the others; the truth holds what was reached.</summary>
    public double SolidFraction { get; init; } = 0.5;

    /// <summary>Standard deviation of the sizes over their mean, where sizes are drawn.</summary>
    public double SizeVariation { get; init; } = 0.1;

    /// <summary>Ratio of longest to shortest axis, at least 1, where shapes are drawn.</summary>
    public double Aspect { get; init; } = 1;

    /// <summary>Layers of a pile of spheres.</summary>
    public PileDepth PileDepth { get; init; }

    /// <summary>Whether views into cut cells are lit in all the ways that detectors light them, floors from black to brighter than the cut plane, rims of windows from faint to
    /// bright; else what lies deep is dim and rims are alike.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool AnyLight { get; init; }

    /// <summary>Whether limbs may lie in the dark and one side far brighter than the other, as under a detector above the specimen or beside it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool AnyLimb { get; init; }

    /// <summary>Whether bodies may be as irregular as grown and etched ones: particles with lobes, films that are beaded islands on a bright ground, cuboids slit and dotted, pores so open
    /// that no shade lies in them. The truth of particles leaves their lobes out: such pictures are to learn classes by.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool AnyForm { get; init; }

    /// <summary>Whether specimens may be as they are found: piles seen aslant, grown together or coated; networks of many lengths; tissue under its skin, of thick walls, smaller towards one side;
    /// precipitates that merge; scaffolds printed unevenly. For learning classes by, as <see cref="AnyForm"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool AnySpecimen { get; init; }

    /// <summary>How bad the microscope was, 0 (good) to 3 (poor).</summary>
    public int Severity { get; init; }

    /// <summary>8 or 16 bits per pixel.</summary>
    public int BitDepth { get; init; } = 8;

    /// <summary>The data bar below the field.</summary>
    public DataBarLayout DataBar { get; init; }

    /// <summary>Pictures of one group share family and look, and belong on the same side of a split.</summary>
    public string Group { get; init; } = "";

    /// <summary>The class a microscopist would give this family.</summary>
    public StructureClass Structure => Family switch
    {
        <= RenderFamily.WormFilm => StructureClass.Percolation,
        <= RenderFamily.TouchingParticles => StructureClass.SphericalParticle,
        <= RenderFamily.Honeycomb or >= RenderFamily.PolyhedralFoam => StructureClass.Cellular,
        _ => StructureClass.None,
    };
}

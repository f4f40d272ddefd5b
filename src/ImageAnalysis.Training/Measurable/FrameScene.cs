namespace ImageAnalysis.Training.Measurable;

/// <summary>
/// What a frame may show beside the families of the renderer, for learning which frames can be measured. Their truth is that alone: there is a pattern of pores or
/// particles in it, or there is none.
/// </summary>
public enum FrameScene
{
    /// <summary>One of the renderer's own families.</summary>
    Family,

    /// <summary>Section of a network drawn out along one direction, as of a stretched membrane.</summary>
    StretchedSection,

    /// <summary>Section of sheets: what lies between two levels of a random field.</summary>
    SheetSection,

    /// <summary>Few round pores in a dense film.</summary>
    TrackPores,

    /// <summary>A porous layer between two faces, empty or dense outside.</summary>
    LayerSection,

    /// <summary>A handful of particles on a clean ground.</summary>
    FewParticles,

    /// <summary>Round pores or particles, so large that a dozen fill the frame.</summary>
    CoarseDiscs,

    /// <summary>Bodies of one size whose faces are as dark as the ground and whose rims shine.</summary>
    RimmedDiscs,

    /// <summary>Round or oval pores with shining rims, their floors lit unevenly and scraps lying in them.</summary>
    RimmedPores,

    /// <summary>Dense surface with scratches.</summary>
    Scratches,

    /// <summary>Long bodies of even width, straight or wound, lying over each other.</summary>
    Threads,

    /// <summary>Writing in several faces, with rules and boxes.</summary>
    Print,

    /// <summary>Rows of small marks on a grid, as of dot-matrix writing.</summary>
    DotMatrix,

    /// <summary>Ripples of any profile: sine, square, saw; straight, bent, or rings.</summary>
    Waves,

    /// <summary>Grooves and ridges of irregular width along one direction.</summary>
    Grooves,

    /// <summary>Noise whose power falls or rises with wave number.</summary>
    ColouredNoise,

    /// <summary>Noise from line to line, and rows shifted against each other.</summary>
    LineNoise,

    /// <summary>Steps between even levels.</summary>
    Terraces,

    /// <summary>Clouds of low contrast on a dense surface.</summary>
    Clouds,

    /// <summary>Hills and furrows, lit from one side.</summary>
    Hills,

    /// <summary>A clean surface under heavy charging.</summary>
    ChargedSurface,

    /// <summary>A clean, unevenly lit surface with at most four soft specks.</summary>
    Specks,

    /// <summary>Long narrow voids side by side, from one face towards the other.</summary>
    Fingers,

    /// <summary>Shot noise at either end of the scale, cut off there: a blanked or overexposed beam.</summary>
    Clipped,

    /// <summary>One soft random field, as of a picture far out of focus.</summary>
    OutOfFocus,
}

/// <summary>The scenes that can be measured.</summary>
internal static class FrameSceneExtensions
{
    public static bool IsMeasurable(this FrameScene scene) => scene is >= FrameScene.StretchedSection and <= FrameScene.RimmedPores;
}

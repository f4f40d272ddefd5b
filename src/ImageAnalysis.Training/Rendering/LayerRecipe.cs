namespace ImageAnalysis.Training.Rendering;

/// <summary>What a section through layers shows.</summary>
public enum LayerSubject
{
    /// <summary>A free-standing porous membrane between ground on both sides.</summary>
    Membrane,

    /// <summary>A current collector with an active layer and a porous membrane on it, ground above and below.</summary>
    Electrode,

    /// <summary>A membrane tilted towards the viewer: beside the section one of its surfaces is seen, so that no thickness can be read.</summary>
    TiltedMembrane,
}

/// <summary>How the pores near a face differ from those inside.</summary>
public enum SurfaceKind
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Smaller and fewer.</summary>
    Denser,

    /// <summary>Larger.</summary>
    Coarser,
}

/// <summary>Everything that decides a rendered layer section: the same recipe gives the same bytes on any number of threads.</summary>
public sealed record LayerRecipe
{
    public required LayerSubject Subject { get; init; }

    /// <summary>Seed of geometry, look and noise.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Width of the picture, px.</summary>
    public int Width { get; init; } = 800;

    /// <summary>Height of the picture without data bar, px.</summary>
    public int Height { get; init; } = 600;

    /// <summary>Side of a pixel, nm.</summary>
    public double PixelSizeNm { get; init; } = 50;

    /// <summary>Thickness of the membrane, or of the whole stack, as a share of the picture across it.</summary>
    public double ThicknessShare { get; init; } = 0.6;

    /// <summary>Mean pore chord inside the membrane at half porosity, px; the other layers' follow from it.</summary>
    public double StructurePx { get; init; } = 14;

    /// <summary>Share of void inside the membrane.</summary>
    public double Porosity { get; init; } = 0.5;

    /// <summary>The layer under the upper (left) face of a free membrane.</summary>
    public SurfaceKind UpperSurface { get; init; }

    /// <summary>The layer under the lower (right) face of a free membrane.</summary>
    public SurfaceKind LowerSurface { get; init; }

    /// <summary>Thickness of a surface layer over that of the membrane.</summary>
    public double SurfaceShare { get; init; } = 0.12;

    /// <summary>Share of void in the active layer.</summary>
    public double ActivePorosity { get; init; } = 0.12;

    /// <summary>Turn of the layers in the picture's plane, degrees, counter-clockwise as seen.</summary>
    public double TurnDegrees { get; init; }

    /// <summary>Whether the layers run from top to bottom instead of from left to right.</summary>
    public bool Vertical { get; init; }

    /// <summary>Grey level of the ground between that of a pore (0) and that of the solid (1).</summary>
    public double GroundLevel { get; init; }

    /// <summary>Standard deviation of each boundary about its straight line, px.</summary>
    public double WavinessPx { get; init; } = 1;

    /// <summary>How bad the microscope was, 0 (good) to 3 (poor).</summary>
    public int Severity { get; init; }

    /// <summary>8 or 16 bits per pixel.</summary>
    public int BitDepth { get; init; } = 8;

    /// <summary>The data bar below the field.</summary>
    public DataBarLayout DataBar { get; init; }
}

namespace ImageAnalysis.Training.Rendering;

/// <summary>What a rendered layer is.</summary>
public enum LayerMaterial
{
    /// <summary>The layer of a membrane under its upper face.</summary>
    UpperSurface,

    /// <summary>The inside of a membrane.</summary>
    Inside,

    /// <summary>The layer of a membrane under its lower face.</summary>
    LowerSurface,

    /// <summary>The porous membrane of an electrode.</summary>
    PorousMembrane,

    /// <summary>The active layer of an electrode.</summary>
    ActiveLayer,

    /// <summary>The current collector of an electrode.</summary>
    Collector,
}

/// <summary>A point of the picture, px; the centre of the top-left pixel is (0, 0), y down.</summary>
public readonly record struct BoundaryPoint(double X, double Y);

/// <summary>A layer with its truth.</summary>
/// <param name="Material">What it is.</param>
/// <param name="Upper">Its upper (left) boundary from edge to edge of the picture, px.</param>
/// <param name="Lower">Its lower (right) boundary.</param>
/// <param name="ThicknessPx">Mean distance of both at right angles to the layers, px.</param>
/// <param name="ThicknessDeviationPx">Standard deviation of that distance along the layer, px.</param>
/// <param name="Porosity">Share of void among its pixels.</param>
/// <param name="MeanInterceptPx">Mean of all visible void segments on 50 lines along the layer, evenly over its thickness, px; absent where no line meets a void.</param>
public sealed record RenderedLayer(
    LayerMaterial Material,
    IReadOnlyList<BoundaryPoint> Upper,
    IReadOnlyList<BoundaryPoint> Lower,
    double ThicknessPx,
    double ThicknessDeviationPx,
    double Porosity,
    double? MeanInterceptPx);

/// <summary>A rendered section through layers with its exact truth.</summary>
/// <param name="Recipe">What it was rendered from.</param>
/// <param name="Image">The picture; its truth holds the void mask of the whole field, where the ground is void, and the porosity of the stack alone.</param>
/// <param name="Layers">From the upper (left) to the lower (right) one.</param>
/// <param name="LayerOf">One byte per field pixel, row-major: index of the layer in which the pixel's centre lies, 255 for the ground.</param>
public sealed record RenderedLayers(LayerRecipe Recipe, RenderedMicrograph Image, IReadOnlyList<RenderedLayer> Layers, byte[] LayerOf)
{
    /// <summary>Value of <see cref="LayerOf"/> outside all layers.</summary>
    public const byte Ground = 255;
}

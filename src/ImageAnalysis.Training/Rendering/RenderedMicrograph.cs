using ImageAnalysis.Classify;

namespace ImageAnalysis.Training.Rendering;

/// <summary>A rendered picture with its exact truth.</summary>
/// <param name="Recipe">What it was rendered from.</param>
/// <param name="Pixels">Row-major grey values of the whole picture; at 16 bits two bytes per pixel, low byte first.</param>
/// <param name="Width">Width, px.</param>
/// <param name="Height">Height with the data bar, px; the field is the top <see cref="RenderRecipe.Height"/> rows.</param>
/// <param name="Truth">What the field shows.</param>
/// <param name="Bar">The burned-in scale bar; absent without data bar.</param>
public sealed record RenderedMicrograph(
    RenderRecipe Recipe, byte[] Pixels, int Width, int Height, RenderTruth Truth, RenderedScaleBar? Bar)
{
    /// <summary>Height of the field without data bar, px.</summary>
    public int FieldHeight => Recipe.Height;

    /// <summary>Grey value at a pixel, 0 .. 255 or 0 .. 65535.</summary>
    public int Grey(int x, int y)
    {
        var i = (y * Width) + x;
        return Recipe.BitDepth == 16 ? Pixels[2 * i] | (Pixels[(2 * i) + 1] << 8) : Pixels[i];
    }
}

/// <summary>The truth of a field, before any microscope effect.</summary>
/// <param name="Structure">The class.</param>
/// <param name="PixelSizeNm">Side of a pixel, nm.</param>
/// <param name="Void">One byte per field pixel, row-major, 255 where the pixel's centre is void, else 0; absent for class none. What is void where the
/// picture has depth is stated in the folder's README.</param>
/// <param name="Porosity">Share of void pixels; absent for class none.</param>
/// <param name="PorosityBand">Porosity when the depth from which a pixel counts as void is halved (upper) and doubled (lower); both equal the
/// porosity where the definition has no such depth; absent for class none.</param>
/// <param name="Particles">All particles whose outline reaches into the field, hidden ones included.</param>
public sealed record RenderTruth(
    StructureClass Structure,
    double PixelSizeNm,
    byte[]? Void,
    double? Porosity,
    (double Lower, double Upper)? PorosityBand,
    IReadOnlyList<RenderedParticle> Particles);

/// <summary>A particle's outline: an ellipse, so that La and Lb are the same by every definition.</summary>
/// <param name="X">Centre, px; the centre of the top-left pixel is 0.</param>
/// <param name="Y">Centre, px, down.</param>
/// <param name="La">Longest axis, px.</param>
/// <param name="Lb">Shortest axis, px.</param>
/// <param name="AngleDegrees">Direction of the longest axis against +x, counter-clockwise as seen.</param>
/// <param name="VisibleFraction">Share of the outline's area that is neither hidden by others nor outside the field.</param>
/// <param name="TouchesFrame">Whether the outline reaches the edge of the field.</param>
public sealed record RenderedParticle(
    double X, double Y, double La, double Lb, double AngleDegrees, double VisibleFraction, bool TouchesFrame);

/// <summary>The burned-in bar.</summary>
/// <param name="LengthPx">Length between the outer ends, px.</param>
/// <param name="LengthNm">Length as labelled, nm.</param>
/// <param name="Label">The label as written.</param>
public sealed record RenderedScaleBar(double LengthPx, double LengthNm, string Label);

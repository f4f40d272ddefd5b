using ImageAnalysis.Models;
using OpenCvSharp;

namespace ImageAnalysis.Particles;

/// <summary>The frame that the model of centres is given.</summary>
public static class CentresFrame
{
    /// <summary>Diameter of typical particles that fields are brought to, pixels.</summary>
    public const double ParticlePx = 16;

    /// <summary>Pixels at most.</summary>
    private const double LargestArea = 480 * 400;

    /// <summary>The frame of a field.</summary>
    /// <param name="grey">Grey values as recorded, 8 or 16 bits.</param>
    /// <param name="particlePx">Diameter of typical particles, as far as it is known, pixels.</param>
    public static NetworkFrame Of(Mat grey, double particlePx) => NetworkFrame.Of(grey, ParticlePx / particlePx, LargestArea);
}

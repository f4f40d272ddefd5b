using ImageAnalysis.Segment;
using OpenCvSharp;

namespace ImageAnalysis.Particles;

/// <summary>A field as the model of centres is given it: resampled until particles have about the diameter of its training, grey values as those of <see cref="OpeningsFrame"/>.</summary>
/// <param name="Grey">Row by row.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
public sealed record CentresFrame(float[] Grey, int Width, int Height)
{
    /// <summary>Diameter of typical particles that fields are brought to, pixels.</summary>
    public const double ParticlePx = 16;

    /// <summary>Sides are multiples of this: the coarsest scale of the network sees every eighth pixel.</summary>
    public const int Multiple = 8;

    /// <summary>Pixels at most. Of a field with more, particles become smaller.</summary>
    private const double LargestArea = 480 * 400;

    private const double LargestEnlargement = 1.5;

    private const int LeastSide = 4 * Multiple;

    /// <summary>The frame of a field.</summary>
    /// <param name="grey">Grey values as recorded, 8 or 16 bits.</param>
    /// <param name="particlePx">Diameter of typical particles, as far as it is known, pixels.</param>
    public static CentresFrame Of(Mat grey, double particlePx)
    {
        ArgumentNullException.ThrowIfNull(grey);
        var scale = Math.Min(Math.Min(ParticlePx / particlePx, LargestEnlargement), Math.Sqrt(LargestArea / (grey.Cols * (double)grey.Rows)));
        return Of(grey, Side(grey.Cols), Side(grey.Rows));

        int Side(int px) => Math.Max(LeastSide, (int)Math.Round(px * scale / Multiple) * Multiple);
    }

    /// <summary>The frame of the given size.</summary>
    public static CentresFrame Of(Mat grey, int width, int height)
    {
        var frame = OpeningsFrame.Of(grey, width, height);
        return new CentresFrame(frame.Grey, frame.Width, frame.Height);
    }
}

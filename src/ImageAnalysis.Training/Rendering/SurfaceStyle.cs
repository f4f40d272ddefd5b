using ImageAnalysis.Quantities;

namespace ImageAnalysis.Training.Rendering;

/// <summary>The look of a material under a detector. Grey levels are on a scale where 0 is black and 1 the brightest unsaturated surface.</summary>
/// <param name="Solid">Level of a flat solid surface.</param>
/// <param name="Void">Level of a deep void or of the ground.</param>
/// <param name="EdgeGain">Extra brightness at an edge, where secondary electrons leave on two sides.</param>
/// <param name="EdgeWidthPx">How far from the edge that brightness has halved, px.</param>
/// <param name="TiltGain">Extra brightness of a surface seen at a grazing angle.</param>
/// <param name="DetectorAngle">Direction in which the detector sits, radians.</param>
/// <param name="DetectorGain">How much a slope towards the detector gains.</param>
/// <param name="Occlusion">How much a place below its surroundings loses, 0 to 1.</param>
/// <param name="Texture">Standard deviation of the surface's own texture.</param>
/// <param name="TexturePx">Coarsest size in that texture, px.</param>
internal sealed record SurfaceStyle(
    double Solid, double Void, double EdgeGain, double EdgeWidthPx, double TiltGain, double DetectorAngle, double DetectorGain,
    double Occlusion, double Texture, double TexturePx)
{
    /// <summary>Share of its brightness that a surface seen at a grazing angle loses.</summary>
    public double LimbFall { get; init; }

    /// <summary>The same under a detector that lights limbs less, and one side more; of three pictures one stays as it is.</summary>
    public SurfaceStyle WithAnyLimb(SeededRandom random)
    {
        if (random.NextInt(3) == 0) return this;
        var fall = random.NextDouble(0.15, 1);
        return this with { LimbFall = fall, TiltGain = TiltGain * (1 - fall) * random.NextDouble(), DetectorGain = DetectorGain * random.NextDouble(0.3, 2) };
    }

    /// <summary>Draws the look from the style's generator and shakes each number a little by the picture's own.</summary>
    public static SurfaceStyle Draw(SeededRandom style, SeededRandom picture, double structurePx)
    {
        double Shaken(double lower, double upper) =>
            Math.Clamp(style.NextDouble(lower, upper) + ((upper - lower) * 0.12 * picture.NextNearGaussian()), Math.Min(lower, 0.8 * lower), 1.15 * upper);

        var coarse = style.NextLogUniform(2, 12);
        return new SurfaceStyle(
            Solid: Shaken(0.42, 0.68),
            Void: Shaken(0.04, 0.22),
            EdgeGain: Shaken(0, 0.5) * style.NextDouble(),
            EdgeWidthPx: Math.Clamp(structurePx * Shaken(0.02, 0.09), 0.6, 6),
            TiltGain: Shaken(0.1, 0.5),
            DetectorAngle: style.NextDouble(0, 2 * Math.PI) + (0.2 * picture.NextNearGaussian()),
            DetectorGain: Shaken(0, 0.28),
            Occlusion: Shaken(0.35, 0.95),
            Texture: Shaken(0, 0.05) * (style.NextInt(4) == 0 ? 2.5 : 1),
            TexturePx: Math.Clamp(structurePx / coarse * 2, 2.5, 60));
    }

    /// <summary>Adds the material's texture to a finished signal, weighted by brightness so that dark voids stay calm.</summary>
    public void AddTexture(SeededRandom random, Plane signal)
    {
        if (Texture < 0.003) return;
        var noise = Plane.Noise(random, signal.Width, signal.Height, TexturePx, 2, 0.7);
        var gain = (float)Texture;
        for (var i = 0; i < signal.Data.Length; i++) signal.Data[i] += gain * noise.Data[i] * signal.Data[i] * 1.6f;
    }
}

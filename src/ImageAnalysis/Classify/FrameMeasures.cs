using static ImageAnalysis.Classify.DescriptorSources;
using static ImageAnalysis.Classify.DescriptorUnits;

namespace ImageAnalysis.Classify;

/// <summary>
/// What beside <see cref="StructureDescriptors"/> bears on whether a frame can be measured: how far its phases stand above noise and resolution, and how many structures it
/// holds. None of it is of the pattern, so the structure's name does not rest on it.
/// </summary>
internal static class FrameMeasures
{
    private const double MostContrastToNoise = 20, MostChordPx = 12, MostPeriods = 256;

    /// <summary>All of them in their fixed order.</summary>
    public static readonly IReadOnlyList<DescriptorDefinition> All =
    [
        new("phase-contrast-to-noise", "Contrast of the phases over the noise that smoothing leaves, at most 20.", One, Own),
        new("phase-separability", "Variance between the phases over all variance of the smoothed grey values of the field.", One, Otsu),
        new("phase-steepness", "Mean grey step across void boundaries over the mean step anywhere.", One, ScaleSpace),
        new("phase-saturated", "Share of pixels at either end of the grey scale.", One, Own),
        new("chord-resolution", "h in pixels of the field, at most 12.", Pixels, Torquato),
        new("period-count", "Binary logarithm of the squares of one period in the field, at most 8.", One, Own),
    ];

    /// <summary>Computes all of them.</summary>
    public static double[] Of(NormalisedFrame frame, FieldFigures field)
    {
        double[] values =
        [
            Math.Min(MostContrastToNoise, field.ContrastToNoise),
            field.Separability,
            field.Steepness,
            field.Saturated,
            Math.Min(MostChordPx, frame.ChordPx / frame.Scale),
            Math.Log2(Math.Clamp(frame.FieldPeriods, 0.25, MostPeriods)),
        ];
        return [.. values.Select(v => double.IsFinite(v) ? Math.Round(v, 6) + 0.0 : 0)];
    }
}

/// <summary>Figures of the whole field that the normalised frame no longer knows.</summary>
internal readonly record struct FieldFigures(double ContrastToNoise, double Separability, double Steepness, double Saturated);

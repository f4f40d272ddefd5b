using System.Globalization;
using ImageAnalysis.Findings;
using ImageAnalysis.Segment;

namespace ImageAnalysis.Classify;

/// <summary>A field in numbers, computed once for all who judge it.</summary>
/// <param name="Descriptors">Values of <see cref="StructureDescriptors.All"/>; absent where there are no two phases, or too few periods of them.</param>
/// <param name="Measures">Values of <see cref="MeasureDefinitions"/>; absent likewise.</param>
/// <param name="Periods">Squares of one period in the part that is described; 0 where there are no two phases.</param>
/// <param name="Refusal">Why the structure has no name whatever the descriptors say; absent where it may have one.</param>
public sealed record FrameDescription(IReadOnlyList<double>? Descriptors, IReadOnlyList<double>? Measures, double Periods, Finding? Refusal)
{
    /// <summary>Squares of one period that a frame must hold: fewer show single objects and no structure.</summary>
    internal const double LeastPeriods = 1.5;

    private const double SaturatedShare = 0.6;

    /// <summary>Log odds beyond which the model of openings is sure.</summary>
    private const double MostOdds = 12;

    /// <summary>Contrast over the noise left by smoothing; one normal hump cut in two has 1.6.</summary>
    private const double LeastContrastToNoise = 2;

    /// <summary>Names and definitions of <see cref="Measures"/>.</summary>
    public static IReadOnlyList<DescriptorDefinition> MeasureDefinitions => FrameMeasures.All;

    /// <summary>Describes a segmented field.</summary>
    /// <param name="image">The segmented field; borrowed.</param>
    public static FrameDescription Of(SegmentedImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var result = image.Decided;
        var contrast = result.Contrast.Step;
        var noise = NoiseLeft(result);
        // A field without steep boundaries is left to the models: they were shown such fields, and fine structures in poor pictures look alike.
        if (contrast <= 0 || contrast < LeastContrastToNoise * noise) return new FrameDescription(null, null, 0, NoPhases());
        using var frame = NormalisedFrame.Of(image);
        if (frame is null || frame.Periods < LeastPeriods)
        {
            return new FrameDescription(null, null, frame?.Periods ?? 0, new Finding("too-few-structures", Severity.Note,
                string.Create(CultureInfo.InvariantCulture, $"The frame holds about {frame?.Periods ?? 0:F1} periods of structure; a name needs at least {LeastPeriods:F1}."),
                "Fewer show single objects and no pattern.", "Take a picture at lower magnification."));
        }

        var figures = new FieldFigures(contrast / Math.Max(noise, 1e-6), result.Contrast.Separability, result.Contrast.BoundarySteepness, result.Contrast.Saturated);
        return new FrameDescription(StructureDescriptors.Of(frame, CutCellsOdds(image)), FrameMeasures.Of(frame, figures), frame.Periods, result.Contrast.Saturated > SaturatedShare ? Clipped(result.Contrast.Saturated) : null);
    }

    private static double CutCellsOdds(SegmentedImage image) =>
        CutCells.CanBeView(image.Decided.Contrast) ? Math.Clamp(image.Look?.LogOdds ?? 0, -MostOdds, MostOdds) : -MostOdds;

    private static Finding NoPhases() => new("structure-no-phases", Severity.Note, "The frame shows no two phases, so it has none of the three structures.",
        "A structure is a pattern of void and solid.", "See why the frame cannot be measured, or take another picture.");

    private static Finding Clipped(double share) => new("structure-clipped", Severity.Note,
        string.Create(CultureInfo.InvariantCulture, $"{100 * share:0} % of the pixels are clipped at the darkest or the brightest grey value, so the structure is given no name."),
        "The models that name structures know pictures with grey values between; a mask or a saturated picture looks like none of them. The numbers of void and solid stand.",
        "Take or give the picture with less contrast.");

    /// <summary>White noise after a Gaussian of that width; unsmoothed or other filters: as it was.</summary>
    private static double NoiseLeft(SegmentationResult result) => result.Preparation.Denoise == DenoiseMethod.Gaussian
        ? result.Contrast.Noise * SmoothingScale.NoiseFactor(result.Preparation.DenoiseSigmaPx)
        : result.Contrast.Noise;
}

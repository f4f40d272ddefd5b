using ImageAnalysis.Findings;
using OpenCvSharp;

namespace ImageAnalysis.Segment;

/// <summary>Why a frame's grey values alone do not allow to measure it.</summary>
public enum PhaseDoubt
{
    /// <summary>They do.</summary>
    None,

    /// <summary>No boundary stands out: as on a surface, but also where a structure has depth. What the frame looks like may decide otherwise.</summary>
    Steepness,

    /// <summary>There is no contrast, or none beyond the noise: nothing can be seen.</summary>
    Contrast,
}

/// <summary>Figures that say whether there are two phases, and the judgement on them.</summary>
internal static class PhaseFigures
{
    /// <summary>Code of the finding that leaves all numbers of void and solid empty.</summary>
    public const string NotMeasurable = "not-measurable";

    private const int RowStep = 16;

    /// <summary>Contrast over the noise that the smoothing leaves, below which the phases are the noise itself: one normal hump cut in two has 1.6.</summary>
    private const double LeastContrastToNoise = 2.2;

    /// <summary>Contrast as a share of the file's depth and, below, over the noise that the smoothing leaves, from which something is plainly there, even where its grey values run evenly.</summary>
    private const double PlainContrast = 0.2;
    private const double PlainContrastToNoise = 8;

    /// <summary>Grey values between the classes below which rounding to whole grey values decides, unless each class has one grey value as in a mask.</summary>
    private const double LeastContrast = 6;

    private const double LeastSeparabilityOfFlat = 0.9;

    private const double LeastSteepness = 1.15;
    private const double LeastSeparability = 0.7;
    private const double SaturatedShare = 0.05;

    public static PhaseContrast Of(Mat raw, Mat smoothed, Mat signal, Mat mask, int[] histogram, double noise)
    {
        var (mean, variance) = GreyHistogram.Moments(histogram);
        var voids = Cv2.CountNonZero(mask);
        var voidShare = (double)voids / mask.Total();
        var voidGrey = voidShare > 0 ? MeanOf(smoothed, mask, voids) : mean;
        var solidGrey = voidShare < 1 ? (mean - (voidShare * voidGrey)) / (1 - voidShare) : mean;
        var between = voidShare * (1 - voidShare) * (solidGrey - voidGrey) * (solidGrey - voidGrey);
        return new PhaseContrast(voidGrey, solidGrey, noise, variance > 0 ? between / variance : 0,
            Steepness(signal.AsSpan<float>(), signal.Cols, signal.Rows), GreyNoise.Saturated(raw));
    }

    /// <summary>Mean over a mask of that many pixels. OpenCV's own mean over a mask of bytes goes pixel by pixel.</summary>
    private static double MeanOf(Mat grey, Mat mask, int count)
    {
        if (grey.Depth() != MatType.CV_8U) return Cv2.Mean(grey, mask).Val0;
        using var kept = new Mat();
        Cv2.BitwiseAnd(grey, mask, kept);
        return Cv2.Sum(kept).Val0 / count;
    }

    /// <summary>Adds what these figures mean for the reader.</summary>
    /// <param name="highest">Highest grey value of the file's depth.</param>
    /// <returns>Why they do not allow to measure it.</returns>
    public static PhaseDoubt Judge(PhaseContrast figures, SegmentOptions options, double sigmaPx, int highest, List<Finding> findings)
    {
        var denoise = options.Denoise;
        var doubt = PhaseDoubt.None;
        var contrast = figures.Step;
        // Smoothed noise that rounding leaves two grey values is as separable as a mask; a mask has no noise.
        if (contrast < LeastContrast && (figures.Separability < LeastSeparabilityOfFlat || contrast < LeastContrastToNoise * figures.Noise))
        {
            doubt = PhaseDoubt.Contrast;
            Refuse(FormattableString.Invariant($"The frame is flat: its two classes differ by {contrast:G3} grey values{Smoothed()}."));
        }
        else if (contrast < LeastContrastToNoise * NoiseLeft(figures.Noise, denoise, sigmaPx) && figures.Separability < LeastSeparability)
        {
            doubt = PhaseDoubt.Contrast;
            Refuse(FormattableString.Invariant($"The two classes differ by {contrast:G3} grey values, no more than the noise of the image ({figures.Noise:G3} before smoothing)."));
        }
        else if (figures.BoundarySteepness < LeastSteepness && figures.Separability < LeastSeparability)
        {
            var what = FormattableString.Invariant(
                $"The boundary between dark and bright is no steeper than the grey values elsewhere (ratio {figures.BoundarySteepness:F2}) and the classes are not apart (separability {figures.Separability:F2}).");
            if (contrast < PlainContrast * highest || contrast < PlainContrastToNoise * NoiseLeft(figures.Noise, denoise, sigmaPx))
            {
                doubt = PhaseDoubt.Steepness;
                Refuse(what);
            }
            else
            {
                findings.Add(NotApart(what));
            }
        }

        if (figures.Saturated > SaturatedShare)
        {
            findings.Add(new Finding("saturated", Severity.Warning,
                FormattableString.Invariant($"{100 * figures.Saturated:F1} % of the pixels are at the lowest or highest grey value."),
                "Clipped grey values hide where an edge is.", "Record with less contrast, or with another brightness."));
        }

        return doubt;

        // Structure of a few pixels looks like noise, and what is smoothed as noise is gone.
        string Smoothed() => denoise == DenoiseMethod.Gaussian && figures.Noise > contrast
            ? FormattableString.Invariant($" once a scatter of {figures.Noise:G3} from pixel to pixel is smoothed over {sigmaPx:G2} px; if that is structure and no noise, raise the magnification, or state segment.denoiseSigmaPx")
            : "";

        void Refuse(string what) => findings.Add(options.Measurable == MeasurableRule.Always
            ? NotApart(what)
            : new Finding(NotMeasurable, Severity.Limit, what,
                "Void and solid cannot be told apart by grey value, so no number of pores or particles would mean anything.",
                "Use a frame that shows the structure, with more contrast or less noise; or state that this one does with segment.measurable always."));
    }

    private static Finding NotApart(string what) => new("phases-not-apart", Severity.Warning, what,
        "Grey values run evenly from dark to bright, as on a surface with depth: where void ends is a choice of level, and every size depends on it.",
        "Compare with other levels (segment.method li, triangle or sauvola), or record a section.");

    /// <summary>Standard deviation that white noise keeps after the smoothing; for a Gaussian 1/(2 √π σ), once σ spans a pixel. Others: a cautious 0.</summary>
    private static double NoiseLeft(double noise, DenoiseMethod denoise, double sigmaPx) => denoise switch
    {
        DenoiseMethod.None => noise,
        DenoiseMethod.Gaussian => noise * SmoothingScale.NoiseFactor(sigmaPx),
        _ => 0,
    };

    /// <summary>
    /// Mean step between neighbours on two sides of the boundary over the mean step of all neighbours, over π/2: steep pairs cross a level in proportion to
    /// their step, which alone makes the first mean π/2 of the second in a normal random field.
    /// </summary>
    private static double Steepness(ReadOnlySpan<float> signal, int width, int height)
    {
        double across = 0, all = 0;
        long crossings = 0, pairs = 0;
        for (var y = 0; y + 1 < height; y += RowStep)
        {
            var row = signal.Slice(y * width, width);
            var below = signal.Slice((y + 1) * width, width);
            float rowAll = 0, rowAcross = 0;
            var rowCrossings = 0;
            for (var x = 0; x + 1 < row.Length; x++)
            {
                var (right, down) = (Math.Abs(row[x + 1] - row[x]), Math.Abs(below[x] - row[x]));
                rowAll += right + down;
                if (row[x] < 0 != row[x + 1] < 0)
                {
                    rowAcross += right;
                    rowCrossings++;
                }

                if (row[x] < 0 != below[x] < 0)
                {
                    rowAcross += down;
                    rowCrossings++;
                }
            }

            all += rowAll;
            across += rowAcross;
            crossings += rowCrossings;
            pairs += 2 * (row.Length - 1);
        }

        return crossings == 0 || all == 0 ? 0 : across / crossings / (all / pairs) / (Math.PI / 2);
    }
}

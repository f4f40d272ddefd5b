using ImageAnalysis.Findings;
using OpenCvSharp;

namespace ImageAnalysis.Segment;

/// <summary>Noise suppression of a field. Every method sees the field alone: what lies beyond it, such as a data bar, is mirrored away.</summary>
internal static class Denoiser
{
    /// <summary>Weight of a grey difference in the bilateral filter and in non-local means, in standard deviations of the noise.</summary>
    private const double NoiseReach = 3;

    /// <summary>A continuous image of the same depth; the caller disposes it.</summary>
    public static Mat Apply(Mat field, DenoiseMethod method, double sigmaPx, double noise)
    {
        if (method == DenoiseMethod.None) return field.Clone();
        var result = new Mat();
        try
        {
            switch (method)
            {
                case DenoiseMethod.Gaussian:
                    Cv2.GaussianBlur(field, result, default, sigmaPx, sigmaPx, BorderTypes.Reflect101 | BorderTypes.Isolated);
                    break;
                case DenoiseMethod.Median:
                    Median(field, result, sigmaPx);
                    break;
                case DenoiseMethod.Bilateral:
                    Bilateral(field, result, sigmaPx, noise);
                    break;
                case DenoiseMethod.NonLocalMeans:
                    NonLocalMeans(field, result, noise);
                    break;
                default:
                    throw new ArgumentOutOfRangeException(nameof(method), method, "Not a method of noise suppression.");
            }

            return result;
        }
        catch
        {
            result.Dispose();
            throw;
        }
    }

    private static void Median(Mat field, Mat result, double sigmaPx)
    {
        var window = (2 * Math.Max(1, (int)Math.Round(sigmaPx, MidpointRounding.AwayFromZero))) + 1;
        if (field.Depth() != MatType.CV_8U && window > 5)
        {
            throw new OptionNotApplicableException($"segment.denoise median with a window of {window} pixels",
                "The image has 16 bits, and the median is there for windows up to 5 only.", "Use segment.denoiseSigmaPx up to 2, or gaussian.");
        }

        using var alone = field.Clone();
        Cv2.MedianBlur(alone, result, window);
    }

    private static void Bilateral(Mat field, Mat result, double sigmaPx, double noise)
    {
        // Without noise nothing is alike but equal values.
        var greyReach = Math.Max(NoiseReach * noise, 1e-3);
        const BorderTypes Border = BorderTypes.Reflect101 | BorderTypes.Isolated;
        if (field.Depth() == MatType.CV_8U)
        {
            Cv2.BilateralFilter(field, result, -1, greyReach, sigmaPx, Border);
            return;
        }

        using var real = new Mat();
        using var smooth = new Mat();
        field.ConvertTo(real, MatType.CV_32FC1);
        Cv2.BilateralFilter(real, smooth, -1, greyReach, sigmaPx, Border);
        smooth.ConvertTo(result, MatType.CV_16UC1);
    }

    private static void NonLocalMeans(Mat field, Mat result, double noise)
    {
        if (field.Depth() != MatType.CV_8U)
        {
            throw new OptionNotApplicableException("segment.denoise non-local-means",
                "The image has 16 bits, and non-local means is there for 8 bits only.", "Use gaussian, median or bilateral.");
        }

        using var alone = field.Clone();
        Cv2.FastNlMeansDenoising(alone, result, (float)Math.Max(NoiseReach * noise, 1));
    }
}

using OpenCvSharp;

namespace ImageAnalysis.Segment;

/// <summary>
/// How much smoothing the noise asks for, and no more, because it closes gaps. Noise makes a boundary rough, and a line then crosses it more often: by m²/2, m the
/// standard deviation of the boundary's slope. White noise n, smoothed with σ, on an edge of contrast c and blur b: m² = (n/c)² b²/4σ⁴, b about 1.2 σ, so that the mean
/// chord falls by 0.18 (n/c)²/σ².
/// </summary>
internal static class SmoothingScale
{
    /// <summary>σ over n/c: the mean chord then falls by 0.5 %.</summary>
    private const double SigmaPerNoise = 6;

    /// <summary>Likewise where the boundary is smoothed along itself as well, which takes back most of the 1.5 % then.</summary>
    private const double FineSigmaPerNoise = 3.5;

    /// <summary>What a picture without noise is smoothed with, pixels.</summary>
    public const double Least = 0.5;

    private const double Most = 3;

    private const int Wanted = 10_000;

    /// <summary>Standard deviation of the Gaussian, pixels.</summary>
    public static double For(Mat raw, double noise)
    {
        if (noise <= 0) return Least;
        var contrast = Contrast(raw);
        return contrast <= 0 ? Most : Math.Round(Math.Clamp(SigmaPerNoise * noise / contrast, Least, Most), 2);
    }

    /// <summary>Standard deviation of the Gaussian where the boundary is smoothed along itself as well, pixels, from that otherwise.</summary>
    public static double Fine(double sigmaPx) => Math.Round(Math.Max(Math.Min(Least, sigmaPx), FineSigmaPerNoise / SigmaPerNoise * sigmaPx), 2);

    /// <summary>What a Gaussian leaves of the standard deviation of white noise; on pixels, where 1/(2 √π σ) holds from σ = 0.7 on only.</summary>
    public static double NoiseFactor(double sigma)
    {
        double sum = 1, squares = 1;
        for (var x = 1; x <= 6 * sigma + 1; x++)
        {
            var weight = Math.Exp(-x * x / (2 * sigma * sigma));
            sum += 2 * weight;
            squares += 2 * weight * weight;
        }

        return squares / (sum * sum);
    }

    /// <summary>Difference between the two classes that Otsu's level makes of means over 3 x 3 pixels, on a coarse grid.</summary>
    private static double Contrast(Mat raw)
    {
        int width = raw.Cols, height = raw.Rows;
        if (width < 3 || height < 3) return 0;
        var step = Math.Max(1, (int)Math.Sqrt((double)width * height / Wanted));
        var is8Bit = raw.Depth() == MatType.CV_8U;
        var (lowest, shift) = GreyNoise.UsedRange(raw, 8);
        var first = 1 + (step / 2 % Math.Max(1, width - 2));

        // Sums of nine, in bins of four of them (16 bits: of up to four times 256 above the lowest).
        var histogram = new int[600];
        for (var y = 1 + (step / 2 % Math.Max(1, height - 2)); y < height - 1; y += step)
        {
            if (is8Bit)
            {
                ReadOnlySpan<byte> above = raw.RowSpan<byte>(y - 1), here = raw.RowSpan<byte>(y), below = raw.RowSpan<byte>(y + 1);
                for (var x = first; x < width - 1; x += step)
                {
                    histogram[(above[x - 1] + above[x] + above[x + 1] + here[x - 1] + here[x] + here[x + 1] + below[x - 1] + below[x] + below[x + 1]) / 4]++;
                }
            }
            else
            {
                ReadOnlySpan<ushort> above = raw.RowSpan<ushort>(y - 1), here = raw.RowSpan<ushort>(y), below = raw.RowSpan<ushort>(y + 1);
                for (var x = first; x < width - 1; x += step)
                {
                    var sum = above[x - 1] + above[x] + above[x + 1] + here[x - 1] + here[x] + here[x + 1] + below[x - 1] + below[x] + below[x + 1];
                    histogram[((sum - (9 * lowest)) >> shift) / 4]++;
                }
            }
        }

        if (Thresholds.OtsuLevel(histogram) is not { } level) return 0;
        double dark = 0, bright = 0, nDark = 0, nBright = 0;
        for (var g = 0; g < histogram.Length; g++)
        {
            if (g <= level) (dark, nDark) = (dark + ((double)g * histogram[g]), nDark + histogram[g]);
            else (bright, nBright) = (bright + ((double)g * histogram[g]), nBright + histogram[g]);
        }

        return nDark == 0 || nBright == 0 ? 0 : ((bright / nBright) - (dark / nDark)) * 4 / 9 * (1 << shift);
    }
}

/// <summary>How a field is smoothed.</summary>
/// <param name="SigmaPx">Where phases are compared: standard deviation of the Gaussian, pixels; 0 without one.</param>
/// <param name="FinePx">Where boundaries are restored.</param>
/// <param name="IsLinear">Whether it is a Gaussian, so that what it does to edges is known.</param>
internal readonly record struct Smoothing(double SigmaPx, double FinePx, bool IsLinear)
{
    public static Smoothing Of(SegmentOptions options, double sigmaPx) => options.Denoise switch
    {
        DenoiseMethod.Gaussian => new Smoothing(sigmaPx, options.DenoiseSigmaPx is null ? SmoothingScale.Fine(sigmaPx) : sigmaPx, true),
        DenoiseMethod.None => default,
        _ => new Smoothing(sigmaPx, sigmaPx, false),
    };
}

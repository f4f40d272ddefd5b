using ImageAnalysis.Quantities;
using MathNet.Numerics.Distributions;

namespace ImageAnalysis.Particles;

/// <summary>Mean and coefficient of variation of diameters, with 95 % intervals. Unit of the mean: that of the diameters.</summary>
/// <param name="Mean">Number-average diameter.</param>
/// <param name="CvPercent">Standard deviation (n - 1) over mean, percent; absent below two particles.</param>
internal sealed record DiameterStatistics(Estimate Mean, Estimate? CvPercent)
{
    /// <summary>
    /// Particles of a normal distribution that the scatter of the CV is given beforehand. Its own scatter rests on the fourth power of the diameters, which a few
    /// particles do not show; a few dozen outweigh these.
    /// </summary>
    private const double NormalParticles = 12;

    /// <summary>Effective number below which the diameters themselves show nothing of how their CV scatters.</summary>
    private const double LeastForJackknife = 2.5;

    /// <summary>
    /// Statistics with weights (all 1 for an unweighted mean). Interval of the mean: t times the linearised standard error √(n/(n - 1) Σw²(d - mean)²)/Σw, which is
    /// s/√n for equal weights; it ends at zero, which takes nothing from its confidence, since no diameter is negative. Interval of the CV: t times the jackknife's standard error of its logarithm (Efron and Tibshirani, An Introduction to the Bootstrap,
    /// 1993, ch. 11), so that it stays positive and no shape of the distribution is taken for granted: sections of spheres scatter more than a normal one, evenly
    /// spread sizes less. With few particles the normal distribution's (1 + 2 CV²)/(2n) joins in, and two
    /// have its exact interval alone, by χ² of the variance: t is then 12.7, and no power of e of that means anything. Degrees of freedom: Kish's effective number (Σw)²/Σw² less
    /// one, at least one. One particle has no sampling component, and no CV.
    /// The segmentation component moves every diameter by one pixel at either end.
    /// </summary>
    /// <param name="diameters">At least one.</param>
    /// <param name="weights">As many.</param>
    /// <param name="pixel">Length of one pixel in the unit of the diameters.</param>
    public static DiameterStatistics Of(ReadOnlySpan<double> diameters, ReadOnlySpan<double> weights, double pixel)
    {
        double sum = 0, sumOfSquares = 0, weighted = 0;
        for (var i = 0; i < diameters.Length; i++)
        {
            sum += weights[i];
            sumOfSquares += weights[i] * weights[i];
            weighted += weights[i] * diameters[i];
        }

        var mean = weighted / sum;
        var band = new Interval(Math.Max(0, mean - (2 * pixel)), mean + (2 * pixel));
        if (diameters.Length < 2) return new DiameterStatistics(new Estimate(mean, null, band, null), null);

        double squares = 0;
        for (var i = 0; i < diameters.Length; i++) squares += weights[i] * (diameters[i] - mean) * (diameters[i] - mean);
        var deviation = Math.Sqrt(squares / (sum - (sumOfSquares / sum)));
        var n = sum * sum / sumOfSquares;
        var freedom = Math.Max(1, n - 1);
        var half = StudentT.InvCDF(0, 1, freedom, 0.975) * StandardError(diameters, weights, mean);
        var cv = deviation / mean;
        var (down, up) = n < LeastForJackknife ? NormalSpread(freedom) : Spread(freedom, VarianceOfLogCv(diameters, weights, mean, cv, n));
        var cvBand = new Interval(100 * deviation / (mean + (2 * pixel)), 100 * deviation / Math.Max(mean - (2 * pixel), pixel));
        return new DiameterStatistics(
            new Estimate(mean, new Interval(Math.Max(0, mean - half), mean + half), band, null),
            new Estimate(100 * cv, new Interval(100 * cv * down, 100 * cv * up), Including(cvBand, 100 * cv), null));
    }

    /// <summary>By what the CV is multiplied for either end of its interval: σ²/s² of a normal distribution.</summary>
    private static (double Down, double Up) NormalSpread(double freedom) =>
        (Math.Sqrt(freedom / ChiSquared.InvCDF(freedom, 0.975)), Math.Sqrt(freedom / ChiSquared.InvCDF(freedom, 0.025)));

    private static (double Down, double Up) Spread(double freedom, double varianceOfLog)
    {
        var factor = Math.Exp(StudentT.InvCDF(0, 1, freedom, 0.975) * Math.Sqrt(varianceOfLog));
        return (1 / factor, factor);
    }

    private static double StandardError(ReadOnlySpan<double> diameters, ReadOnlySpan<double> weights, double mean)
    {
        double sum = 0, squares = 0;
        for (var i = 0; i < diameters.Length; i++)
        {
            sum += weights[i];
            squares += weights[i] * weights[i] * (diameters[i] - mean) * (diameters[i] - mean);
        }

        return Math.Sqrt(squares * diameters.Length / (diameters.Length - 1)) / sum;
    }

    /// <summary>The jackknife's variance of ln CV, joined with that of the normal distribution as if so many more particles had been seen.</summary>
    private static double VarianceOfLogCv(ReadOnlySpan<double> diameters, ReadOnlySpan<double> weights, double mean, double cv, double n)
    {
        var normal = (1 + (2 * cv * cv)) / (2 * n);
        if (diameters.Length < 3 || cv == 0) return normal;
        double w = 0, ww = 0, wd = 0, wdd = 0;
        for (var i = 0; i < diameters.Length; i++)
        {
            // About the mean, where no digits are lost.
            var d = diameters[i] - mean;
            w += weights[i];
            ww += weights[i] * weights[i];
            wd += weights[i] * d;
            wdd += weights[i] * d * d;
        }

        double sum = 0, squares = 0;
        for (var i = 0; i < diameters.Length; i++)
        {
            var (own, d) = (weights[i], diameters[i] - mean);
            double sumW = w - own, sumWw = ww - (own * own), shift = (wd - (own * d)) / sumW;
            var variance = Math.Max(0, wdd - (own * d * d) - (sumW * shift * shift)) / (sumW - (sumWw / sumW));
            var without = 0.5 * Math.Log(Math.Max(variance, 1e-12 * mean * mean)) - Math.Log(mean + shift);
            sum += without;
            squares += without * without;
        }

        var count = (double)diameters.Length;
        var jackknife = Math.Max(0, squares - (sum * sum / count)) * (count - 1) / count;
        return ((NormalParticles * normal) + (count * jackknife)) / (NormalParticles + count);
    }

    private static Interval Including(Interval interval, double value) =>
        new(Math.Min(interval.Lower, value), Math.Max(interval.Upper, value));
}

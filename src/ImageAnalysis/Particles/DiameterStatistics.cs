using ImageAnalysis.Quantities;
using MathNet.Numerics.Distributions;

namespace ImageAnalysis.Particles;

/// <summary>Mean and coefficient of variation of diameters, with 95 % intervals. Unit of the mean: that of the diameters.</summary>
/// <param name="Mean">Number-average diameter.</param>
/// <param name="CvPercent">Standard deviation (n - 1) over mean, percent; absent below two particles.</param>
internal sealed record DiameterStatistics(Estimate Mean, Estimate? CvPercent)
{
    /// <summary>
    /// Statistics with weights (all 1 for an unweighted mean). The interval of the mean is t·s/√n, that of the CV rests on
    /// SE(CV) = CV·√((1 + 2 CV²)/(2n)) for normal diameters, taken on a logarithmic scale so that it stays positive; with weights, n is Kish's
    /// effective number (Σw)²/Σw². The segmentation component moves every diameter by one pixel at either end.
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
        var t = StudentT.InvCDF(0, 1, n - 1, 0.975);
        var cv = deviation / mean;
        var spread = Math.Exp(t * Math.Sqrt((1 + (2 * cv * cv)) / (2 * n)));
        var cvBand = new Interval(100 * deviation / (mean + (2 * pixel)), 100 * deviation / Math.Max(mean - (2 * pixel), pixel));
        return new DiameterStatistics(
            new Estimate(mean, Interval.Around(mean, t * deviation / Math.Sqrt(n)), band, null),
            new Estimate(100 * cv, new Interval(100 * cv / spread, 100 * cv * spread), Including(cvBand, 100 * cv), null));
    }

    private static Interval Including(Interval interval, double value) =>
        new(Math.Min(interval.Lower, value), Math.Max(interval.Upper, value));
}

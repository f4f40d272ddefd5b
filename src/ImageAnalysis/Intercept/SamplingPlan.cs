using ImageAnalysis.Quantities;

namespace ImageAnalysis.Intercept;

/// <summary>What would narrow the sampling interval of the literal mean intercept: images, not lines.</summary>
/// <param name="HalfWidthPercent">Half of the 95 % sampling interval over the mean, from this image alone.</param>
/// <param name="DesignEffect">Variance of the mean over the one it would have if all segments were independent: neighbouring lines and segments repeat each other.</param>
/// <param name="HalfWidthPercentWithTwiceTheLines">The half-width that twice as many lines would reach, from how much lines one and two pitches apart differ.</param>
/// <param name="TargetPercent">Half-width to be reached.</param>
/// <param name="MoreImages">Further images like this one that reach it: the least n with t(n - 1) · s / √n within the target, less one. 0 where this one does. ASTM E562.</param>
/// <param name="Advice">The same in a sentence.</param>
public sealed record SamplingPlan(
    double HalfWidthPercent,
    double DesignEffect,
    double HalfWidthPercentWithTwiceTheLines,
    double TargetPercent,
    int MoreImages,
    string Advice)
{
    /// <summary>The plan for a direction; absent where the mean has no sampling interval.</summary>
    internal static SamplingPlan? For(DirectionMeasurement main)
    {
        if (main.Result.Px?.Literal is not { Sampling: { } interval } literal || literal.Value <= 0 || main.Result.Segments < 2) return null;
        var (mean, segments) = (literal.Value, main.Result.Segments);
        var half = Math.Max(interval.Upper - mean, mean - interval.Lower) / mean;
        var deviation = half / Student.Quantile975(FieldSums.DegreesOfFreedom);

        double apart = 0, twoApart = 0, squares = 0;
        var residuals = new double[main.PerLine.Count];
        for (var k = 0; k < residuals.Length; k++)
        {
            foreach (var segment in main.PerLine[k])
            {
                residuals[k] += segment.Length - mean;
                squares += (segment.Length - mean) * (segment.Length - mean);
            }

            if (k > 0) apart += Square(residuals[k] - residuals[k - 1]) / (residuals.Length - 1);
            if (k > 1) twoApart += Square(residuals[k] - residuals[k - 2]) / (residuals.Length - 2);
        }

        // The mean of n lines is worse than that of 2n by a quarter of the variance of the difference between the two halves, which for n lines halfway between the present
        // ones is n times the mean square difference of neighbours half a pitch apart. That falls with the distance as it does from two pitches to one.
        var total = mean * segments;
        var independent = Math.Sqrt(squares) / total;
        var halfApart = apart * (twoApart > apart ? apart / twoApart : 1);
        var gain = residuals.Length * halfApart / (4 * total * total);

        // Twice the lines are at best twice the sample.
        var twice = half * Math.Sqrt(Math.Max(0.5, 1 - (gain / Math.Max(deviation * deviation, 1e-300))));
        var design = deviation * deviation / Math.Max(independent * independent, 1e-12);
        var more = FieldPool.FieldsFor(deviation, FieldPool.TargetShare, half) - 1;
        return new SamplingPlan(100 * half, design, 100 * twice, 100 * FieldPool.TargetShare, more, Sentence(100 * half, 100 * twice, design, more, main.PerLine.Count));
    }

    private static string Sentence(double half, double twice, double design, int more, int lines)
    {
        const double Target = 100 * FieldPool.TargetShare;
        var images = more == 0
            ? FormattableString.Invariant($"This field alone states the specimen's mean within ±{half:F1} % as far as sampling goes; no further image is needed for ±{Target:F0} %.")
            : FormattableString.Invariant($"This field alone states the specimen's mean within ±{half:F1} % as far as sampling goes; {more} more {(more == 1 ? "image" : "images")} like this one for ±{Target:F0} %.");
        var reached = FormattableString.Invariant($"{2 * lines} instead of {lines} would bring it to ±{twice:F1} %");
        var repeats = design >= 1.05 ? FormattableString.Invariant($", since neighbours repeat each other (design effect {design:F1})") : "";
        var help = twice > 0.8 * half ? "More lines will hardly help: " : "More lines help less than images: ";
        return $"{images} {help}{reached}{repeats}.";
    }

    private static double Square(double x) => x * x;
}

using System.Globalization;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Intercept;

/// <summary>What would narrow the sampling interval of the literal mean intercept: images, not lines.</summary>
/// <param name="HalfWidthPercent">Half of the 95 % sampling interval over the mean, from this image alone.</param>
/// <param name="DesignEffect">Variance of the mean over the one it would have if all segments were independent: neighbouring lines and segments repeat each other.</param>
/// <param name="HalfWidthPercentWithTwiceTheLines">The half-width that twice as many lines would reach, from how much of the interval went from a quarter of the lines to half and from half to all (<see cref="LineGain"/>). That is the expected value: one frame's own interval, which rests on six waves, moves by a tenth or more of itself either way.</param>
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
    /// <summary>Of its width, what an interval keeps where more lines hardly help.</summary>
    private const double HardlyLess = 0.9;

    /// <summary>The plan for a direction; absent where the mean has no sampling interval.</summary>
    internal static SamplingPlan? For(DirectionMeasurement main)
    {
        if (main.Result.Px?.Literal is not { Sampling: { } interval } literal || literal.Value <= 0 || main.Result.Segments < 2) return null;
        var (mean, segments) = (literal.Value, main.Result.Segments);
        var half = Math.Max(interval.Upper - mean, mean - interval.Lower) / mean;
        var deviation = half / Student.Quantile975(FieldSums.DegreesOfFreedom);

        var squares = main.PerLine.Sum(line => line.Sum(s => (s.Length - mean) * (s.Length - mean)));
        var independent = Math.Sqrt(squares) / (mean * segments);

        // Twice the lines are at best twice the sample.
        var twice = half * Math.Sqrt(Math.Max(0.5, 1 - LineGain.OfTwiceTheLines(main, mean, deviation)));
        var design = deviation * deviation / Math.Max(independent * independent, 1e-12);
        var more = FieldPool.FieldsFor(deviation, FieldPool.TargetShare, half) - 1;
        return new SamplingPlan(100 * half, design, 100 * twice, 100 * FieldPool.TargetShare, more, Sentence(100 * half, 100 * twice, design, more, main.PerLine.Count));
    }

    /// <summary>The plan in words, which go by the numbers as they are written.</summary>
    internal static string Sentence(double half, double twice, double design, int more, int lines)
    {
        const double Target = 100 * FieldPool.TargetShare;

        // What rounds to the target and misses it is written with the digit that shows it.
        var digits = half > Target && Math.Round(half, 1) <= Target ? 2 : 1;
        string Written(double percent) => percent.ToString($"F{digits}", CultureInfo.InvariantCulture);
        var images = more == 0
            ? FormattableString.Invariant($"no further image is needed for ±{Target:F0} %.")
            : FormattableString.Invariant($"{more} more {(more == 1 ? "image" : "images")} like this one for ±{Target:F0} %.");
        var (instead, repeats) = (FormattableString.Invariant($"{2 * lines} instead of {lines}"), "");
        if (design >= 1.05) repeats = FormattableString.Invariant($", since neighbours repeat each other (design effect {design:F1})");
        var bring = $"{instead} would bring it to about ±{Written(twice)} %";
        var help = Written(twice) == Written(half) ? $"More lines will not help: {instead} would leave it at that{repeats}."
            : more > 0 && Math.Round(twice, digits) <= Target ? $"More lines may do as well: {bring}."
            : twice > HardlyLess * half ? $"More lines will hardly help: {bring}{repeats}."
            : $"More lines help less than images: {bring}.";
        var alone = $"This field alone states the specimen's mean within ±{Written(half)} % as far as sampling goes; {images}";

        // Where nothing more is needed, lines are named only to say that they would be in vain.
        return more == 0 && twice <= HardlyLess * half ? alone : $"{alone} {help}";
    }
}

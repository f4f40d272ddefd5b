using MathNet.Numerics.Distributions;

namespace ImageAnalysis.Quantities;

/// <summary>One quantity measured on several fields of one specimen.</summary>
/// <param name="Fields">How many.</param>
/// <param name="Mean">Their mean with its intervals.</param>
/// <param name="DeviationPercent">Standard deviation of one field, percent of the mean: between fields, or joined with what each shows within itself.</param>
/// <param name="TargetPercent">Half-width of the sampling interval to be reached, percent.</param>
/// <param name="MoreFields">Further fields that reach it; 0 where these do.</param>
public sealed record PooledFields(int Fields, Estimate Mean, double? DeviationPercent, double TargetPercent, int? MoreFields);

/// <summary>Estimates of one quantity on several fields, joined.</summary>
public static class FieldPool
{
    /// <summary>Relative half-width that plans aim at.</summary>
    public const double TargetShare = 0.05;

    /// <summary>Fields from which their own scatter is enough (ASTM E562 asks for at least five where the scatter is to be known).</summary>
    private const int EnoughFields = 5;

    private const int MostFields = 100_000;

    /// <summary>
    /// The mean over fields. Sampling: t · s / √n (ASTM E562) from five fields on. With two to four, s rests on so few values that t is of no use; then what each
    /// field shows within itself joins in, unless the fields differ significantly more than that (F test, 5 %). Segmentation and scale err alike on every field, so
    /// their ends are averaged and do not shrink with n.
    /// </summary>
    /// <param name="fields">At least one; finite values.</param>
    public static PooledFields Of(IReadOnlyList<Estimate> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentOutOfRangeException.ThrowIfZero(fields.Count);
        var n = fields.Count;
        var mean = fields.Average(f => f.Value);
        var (sampling, deviation) = n == 1 ? Single(fields[0]) : Sampling(fields, mean);
        var estimate = n == 1 ? fields[0] : new Estimate(mean, sampling, Mean(fields, mean, f => f.Segmentation), Mean(fields, mean, f => f.Scale));
        if (deviation is not { } s || mean <= 0) return new PooledFields(n, estimate, null, 100 * TargetShare, null);
        var half = sampling is { } i ? Math.Max(i.Upper - mean, mean - i.Lower) / mean : double.PositiveInfinity;
        var needed = half <= TargetShare ? n : Math.Max(n + 1, FieldsFor(s / mean, TargetShare, half));
        return new PooledFields(n, estimate, 100 * s / mean, 100 * TargetShare, needed - n);
    }

    /// <summary>The least number of fields at which t(n - 1) · s / √n is within the target, at least two; one where a single field's own half-width is already.</summary>
    /// <param name="relativeDeviation">Standard deviation of one field over the mean.</param>
    /// <param name="target">Relative half-width to be reached.</param>
    /// <param name="halfWidth">What has been reached.</param>
    public static int FieldsFor(double relativeDeviation, double target, double halfWidth)
    {
        if (halfWidth <= target) return 1;
        var n = 2;
        while (n < MostFields && Student.Quantile975(n - 1) * relativeDeviation / Math.Sqrt(n) > target) n++;
        return n;
    }

    private static (Interval? Sampling, double? Deviation) Single(Estimate field) =>
        field.Sampling is { } i ? (i, Half(field, i) / Student.Quantile975(FieldSums.DegreesOfFreedom)) : (null, null);

    private static (Interval Sampling, double Deviation) Sampling(IReadOnlyList<Estimate> fields, double mean)
    {
        var n = fields.Count;
        var between = fields.Sum(f => (f.Value - mean) * (f.Value - mean)) / (n - 1);
        var (variance, freedom) = (between, n - 1);
        if (n < EnoughFields && fields.All(f => f.Sampling is not null))
        {
            var freedomWithin = n * FieldSums.DegreesOfFreedom;
            var within = fields.Average(f => Square(Half(f, f.Sampling!.Value) / Student.Quantile975(FieldSums.DegreesOfFreedom)));
            if (within > 0 && between / within <= FisherSnedecor.InvCDF(n - 1, freedomWithin, 0.95))
            {
                freedom = freedomWithin + n - 1;
                variance = ((within * freedomWithin) + (between * (n - 1))) / freedom;
            }
        }

        return (Around(mean, Student.Quantile975(freedom) * Math.Sqrt(variance / n)), Math.Sqrt(variance));
    }

    /// <summary>Mean of relative ends; absent where a field has none.</summary>
    private static Interval? Mean(IReadOnlyList<Estimate> fields, double mean, Func<Estimate, Interval?> component)
    {
        if (fields.Any(f => component(f) is null)) return null;
        var lower = fields.Average(f => f.Value - component(f)!.Value.Lower);
        var upper = fields.Average(f => component(f)!.Value.Upper - f.Value);
        return new Interval(Math.Min(mean, mean - lower), Math.Max(mean, mean + upper));
    }

    private static Interval Around(double mean, double half) => new(mean >= 0 ? Math.Max(0, mean - half) : mean - half, mean + half);

    private static double Half(Estimate field, Interval interval) => Math.Max(interval.Upper - field.Value, field.Value - interval.Lower);

    private static double Square(double x) => x * x;
}

using ImageAnalysis.Quantities;

namespace ImageAnalysis.Evaluate;

/// <summary>Images of one role are fields of one specimen: their estimates are joined by <see cref="FieldPool"/>.</summary>
internal static class Pooling
{
    private static readonly (string Quantity, string Unit, Func<ImageMeasurements, Estimate?> Of)[] Quantities =
    [
        ("mean-intercept", "nm", i => i.SemPoreNm),
        ("number-average-diameter", "nm", i => i.NumberAverageDiameterNm),
        ("cv", "%", i => i.CvPercent),
    ];

    /// <summary>Everything that at least two images of one role measured.</summary>
    public static IReadOnlyList<PooledMeasurement> Of(IReadOnlyList<ImageMeasurements> images) =>
    [
        .. from role in images.GroupBy(i => i.Role).OrderBy(g => g.Key)
           from quantity in Quantities
           let estimates = role.Select(quantity.Of).OfType<Estimate>().Where(e => double.IsFinite(e.Value)).ToArray()
           where estimates.Length > 1
           let pooled = FieldPool.Of(estimates)
           select new PooledMeasurement(quantity.Quantity, role.Key, quantity.Unit, pooled, Advice(pooled)),
    ];

    /// <summary>The reading of several estimates of one quantity.</summary>
    public static Reading Read(IReadOnlyList<Estimate> estimates, string what) =>
        estimates.All(e => double.IsFinite(e.Value)) ? Reading.Of(FieldPool.Of(estimates), what) : Reading.Mean([.. estimates.Select(e => Reading.Of(e, what))]);

    private static string Advice(PooledFields pooled)
    {
        if (pooled.Mean.Sampling is not { } sampling || pooled.MoreFields is not { } more) return FormattableString.Invariant($"Mean of {pooled.Fields} images.");
        var half = 100 * Math.Max(sampling.Upper - pooled.Mean.Value, pooled.Mean.Value - sampling.Lower) / pooled.Mean.Value;
        var reached = FormattableString.Invariant($"Over {pooled.Fields} images the mean is known within ±{half:F1} % as far as sampling goes (one image scatters by {pooled.DeviationPercent:F1} %); ");
        return reached + (more == 0
            ? FormattableString.Invariant($"no further image is needed for ±{pooled.TargetPercent:F0} %.")
            : FormattableString.Invariant($"{more} more {(more == 1 ? "image" : "images")} for ±{pooled.TargetPercent:F0} %."));
    }
}

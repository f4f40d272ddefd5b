namespace ImageAnalysis.Training.Verification;

/// <summary>How often the intervals of one quantity hold the truth on one specimen, or how wide they are, beside the promise.</summary>
/// <param name="Limit">The promise: a range of shares, or the widest ratio.</param>
/// <param name="Family">The specimen.</param>
/// <param name="Cases">Frames that gave an interval.</param>
/// <param name="Rendered">Frames rendered.</param>
/// <param name="Reached">Share of intervals that hold the truth, percent; or their median width over the ideal one, 2 · 1.96 · the standard deviation of the errors over the frames.</param>
/// <param name="Bias">Mean of the estimates against the truth, percent; absent where the truth is not the field's.</param>
public sealed record CoverageRow(VerificationLimit Limit, string Family, int Cases, int Rendered, double? Reached, double? Bias)
{
    /// <summary>Whether the promise holds. What gave no interval does not hold.</summary>
    public bool Holds => Reached is { } value && value <= Limit.Limit && !(value < Limit.AtLeast);
}

/// <summary>Coverage over all specimens.</summary>
internal static class CoverageReport
{
    public static IEnumerable<CoverageRow> Rows(IReadOnlyList<CoverageField> fields) => fields.GroupBy(f => f.Family).SelectMany(g => Rows(g.Key, [.. g]));

    private static IEnumerable<CoverageRow> Rows(CoverageFamily family, CoverageField[] fields)
    {
        if (family.Pores)
        {
            foreach (var row in Rows(family.Name, Estimator.RatioCoverage, Estimator.RatioWidth, fields, f => f.Ratio, field => field.Ratio)) yield return row;
            yield return Within(family.Name, Estimator.SegmentationCoverage, fields, f => f.Literal is { Interval: { } band } && f.ExactLiteral is { } exact ? band.Contains(exact) : null);
            yield return Within(family.Name, Estimator.ScaleCoverage, fields, f => f.ScaleHolds);
        }

        if (family.Particles)
        {
            foreach (var row in Rows(family.Name, Estimator.DiameterCoverage, Estimator.DiameterWidth, fields, f => f.Diameter, field => field.Diameter)) yield return row;
            foreach (var row in Rows(family.Name, Estimator.CvCoverage, Estimator.CvWidth, fields, f => f.Cv, field => field.Cv)) yield return row;
        }
    }

    private static IEnumerable<CoverageRow> Rows(
        string family, Estimator coverage, Estimator width, IReadOnlyList<CoverageField> fields, Func<CoverageFrame, IntervalCase?> select, Func<CoverageField, double?> truth)
    {
        // Relative to the truth of its own field, since a field's seed draws its parameters too.
        var cases = (
            from field in fields
            where truth(field) is not null
            let exact = truth(field)!.Value
            from frame in field.Frames
            let made = @select(frame)
            where made is { Interval: not null }
            let interval = made.Value.Interval!.Value
            select (Error: (made.Value.Value / exact) - 1, Holds: interval.Contains(exact), Width: (interval.Upper - interval.Lower) / exact)).ToArray();
        var rendered = fields.Sum(f => f.Frames.Count);
        double? percent = null, ratio = null, bias = null;
        if (cases.Length > 1)
        {
            var mean = cases.Average(c => c.Error);
            var deviation = Math.Sqrt(cases.Sum(c => (c.Error - mean) * (c.Error - mean)) / (cases.Length - 1));
            var widths = cases.Select(c => c.Width).Order().ToArray();
            var median = (widths[(widths.Length - 1) / 2] + widths[widths.Length / 2]) / 2;
            (percent, ratio, bias) = (100.0 * cases.Count(c => c.Holds) / cases.Length, median / (2 * 1.96 * deviation), 100 * mean);
        }

        yield return new CoverageRow(Limit(coverage), family, cases.Length, rendered, percent, bias);
        yield return new CoverageRow(Limit(width), family, cases.Length, rendered, ratio, null);
    }

    private static CoverageRow Within(string family, Estimator coverage, IReadOnlyList<CoverageField> fields, Func<CoverageFrame, bool?> holds)
    {
        var cases = fields.SelectMany(f => f.Frames).Select(holds).OfType<bool>().ToArray();
        return new CoverageRow(
            Limit(coverage), family, cases.Length, fields.Sum(f => f.Frames.Count), cases.Length == 0 ? null : 100.0 * cases.Count(h => h) / cases.Length, null);
    }

    private static VerificationLimit Limit(Estimator estimator) => VerificationLimit.All.Single(l => l.Estimator == estimator);
}

namespace ImageAnalysis.Training.Verification;

/// <summary>Layer sections in the report: the same rows as for other pictures, with 90 % quantiles beside the medians.</summary>
internal static class LayerReport
{
    /// <param name="scores">Layer sections; none where they were not asked for.</param>
    /// <param name="frames">All other pictures: each is full of one structure, and none is a section.</param>
    public static IEnumerable<PromiseRow> Promises(IReadOnlyList<LayerScore> scores, IReadOnlyList<PictureScore> frames)
    {
        if (scores.Count == 0) yield break;
        foreach (var limit in VerificationLimit.All.Where(l => l.IsOfLayers))
        {
            if (limit.Estimator == Estimator.FramesTaken && frames.Count == 0) continue;
            var values = limit.Estimator == Estimator.FramesTaken
                ? [.. frames.Where(f => limit.Severities.Contains(f.Picture.Recipe.Severity) && f.Failure is null).Select(f => f.IsSection ? 100.0 : 0)]
                : scores.Where(s => limit.Severities.Contains(s.Picture.Severity)).SelectMany(s => s.Values).Where(v => v.Estimator == limit.Estimator).Select(v => v.Value).ToArray();
            yield return new PromiseRow(limit, values.Length, Summary(limit.Estimator, values, limit.Quantile ?? 50));
        }
    }

    public static IEnumerable<ErrorRow> Errors(IReadOnlyList<LayerScore> scores) =>
        from estimator in Enum.GetValues<Estimator>()
        where VerificationLimit.OfLayers(estimator)
        from cell in scores.GroupBy(s => (s.Picture.Family, s.Picture.Severity))
        let values = cell.SelectMany(s => s.Values).Where(v => v.Estimator == estimator).Select(v => v.Value).ToArray()
        where values.Length > 0
        select new ErrorRow(
            estimator, VerificationSubject.LayerSections, cell.Key.Family.ToString(), cell.Key.Severity, values.Length, cell.Count(),
            Summary(estimator, values, 50), IsShare(estimator) ? null : Quantile(values, 50));

    public static bool IsShare(Estimator estimator) => estimator is
        Estimator.SectionsFound or Estimator.LayersRight or Estimator.WholeFrameMeasured or Estimator.DistortedMeasured or Estimator.FramesTaken;

    private static double? Summary(Estimator estimator, double[] values, double percent) => values.Length == 0 ? null
        : IsShare(estimator) ? values.Average()
        : Quantile([.. values.Select(Math.Abs)], percent);

    /// <summary>The value at a percentage of the way from the least to the largest; between two values, their mixture.</summary>
    private static double Quantile(double[] values, double percent)
    {
        var sorted = values.Order().ToArray();
        var at = percent / 100 * (sorted.Length - 1);
        var (below, above) = (sorted[(int)at], sorted[Math.Min((int)at + 1, sorted.Length - 1)]);
        return below + ((at - (int)at) * (above - below));
    }
}

namespace ImageAnalysis.Training.Verification;

/// <summary>A promise and what was reached.</summary>
/// <param name="Limit">The promise.</param>
/// <param name="Pictures">Pictures that gave a number.</param>
/// <param name="Reached">Median absolute error, median F1, or share of pictures; absent where no picture gave a number.</param>
public sealed record PromiseRow(VerificationLimit Limit, int Pictures, double? Reached)
{
    /// <summary>Whether the promise holds. What gave no number does not hold.</summary>
    public bool Holds => Reached is { } value && (Limit.IsFloor ? value >= Limit.Limit : value <= Limit.Limit);
}

/// <summary>Error of one estimator on one family at one severity.</summary>
/// <param name="Estimator">Of what.</param>
/// <param name="Subject">What the family is there to judge.</param>
/// <param name="Family">Family of the renderer.</param>
/// <param name="Severity">0 (good) to 3 (poor).</param>
/// <param name="Pictures">Pictures that gave a number, of all rendered.</param>
/// <param name="Rendered">Pictures rendered.</param>
/// <param name="Median">Median absolute error, or median F1, or share in percent; absent where no picture gave a number.</param>
/// <param name="Bias">Median signed error: which way it errs. Absent for F1 and shares.</param>
public sealed record ErrorRow(
    Estimator Estimator, VerificationSubject Subject, string Family, int Severity, int Pictures, int Rendered, double? Median, double? Bias);

/// <summary>The whole outcome.</summary>
/// <param name="Seed">Seed of the set.</param>
/// <param name="PerSeverity">Pictures per family and severity.</param>
/// <param name="Promises">Every limit with what was reached.</param>
/// <param name="Errors">Error per estimator, family and severity.</param>
/// <param name="Coverage">How often intervals hold, and how wide they are, per specimen.</param>
/// <param name="Failures">Pictures without any result, with the reason.</param>
public sealed record VerificationReport(
    ulong Seed,
    int PerSeverity,
    IReadOnlyList<PromiseRow> Promises,
    IReadOnlyList<ErrorRow> Errors,
    IReadOnlyList<CoverageRow> Coverage,
    IReadOnlyList<string> Failures)
{
    /// <summary>Whether every promise holds and every picture was read.</summary>
    public bool Holds => Failures.Count == 0 && Promises.All(p => p.Holds) && Coverage.All(c => c.Holds);

    internal static VerificationReport From(
        ulong seed, int perSeverity, IReadOnlyList<PictureScore> scores, IReadOnlyList<LayerScore> layers, IReadOnlyList<CoverageRow> coverage) => new(
        seed,
        perSeverity,
        [.. VerificationLimit.All.Where(limit => !limit.IsCoverage && !limit.IsOfLayers).Select(limit => Judge(limit, scores)).Where(row => row.Pictures > 0 || scores.Any(s => row.Limit.Subjects.Contains(s.Picture.Subject))), .. LayerReport.Promises(layers, scores)],
        [.. Rows(scores), .. LayerReport.Errors(layers)],
        coverage,
        [.. scores.Where(s => s.Failure is not null).Select(s => $"{s.Picture.Recipe.Family}, seed {s.Picture.Recipe.Seed}: {s.Failure}"),
            .. layers.Where(s => s.Failure is not null).Select(s => $"{s.Picture.Family}, seed {s.Picture.Section?.Seed ?? s.Picture.Frame!.Seed}: {s.Failure}")]);

    private static PromiseRow Judge(VerificationLimit limit, IReadOnlyList<PictureScore> scores)
    {
        var chosen = scores.Where(s => limit.Subjects.Contains(s.Picture.Subject) && limit.Severities.Contains(s.Picture.Recipe.Severity)).ToArray();
        var values = chosen.Select(s => Value(limit.Estimator, s)).OfType<double>().ToArray();
        return new PromiseRow(limit, values.Length, Summary(limit.Estimator, values));
    }

    private static IEnumerable<ErrorRow> Rows(IReadOnlyList<PictureScore> scores) =>
        from estimator in Enum.GetValues<Estimator>()
        from cell in scores.GroupBy(s => (s.Picture.Subject, s.Picture.Recipe.Family, s.Picture.Recipe.Severity))
        where cell.Any(s => Value(estimator, s) is not null)
        let values = cell.Select(s => Value(estimator, s)).OfType<double>().ToArray()
        select new ErrorRow(
            estimator,
            cell.Key.Subject,
            cell.Key.Family.ToString(),
            cell.Key.Severity,
            values.Length,
            cell.Count(),
            Summary(estimator, values),
            IsError(estimator) ? Median(values) : null);

    /// <summary>Signed error, F1, or 100 where the picture is a case and 0 where it is none; absent where the estimator does not apply.</summary>
    private static double? Value(Estimator estimator, PictureScore score) => estimator switch
    {
        Estimator.MeasuredWithoutFinding => score.Picture.Subject != VerificationSubject.Unmeasurable ? null : score.HasNumber && !score.NotMeasurable ? 100 : 0,
        Estimator.Refused => score.Picture.Subject == VerificationSubject.Unmeasurable ? null : score.NotMeasurable ? 100 : 0,
        _ => score.Errors.TryGetValue(estimator, out var error) ? error : null,
    };

    private static bool IsError(Estimator estimator) =>
        estimator is not (Estimator.Detection or Estimator.MeasuredWithoutFinding or Estimator.Refused);

    private static double? Summary(Estimator estimator, double[] values) => values.Length == 0 ? null : estimator switch
    {
        Estimator.MeasuredWithoutFinding or Estimator.Refused => values.Average(),
        Estimator.Detection => Median(values),
        _ => Median([.. values.Select(Math.Abs)]),
    };

    /// <summary>Middle value; mean of the two middle ones of an even count.</summary>
    private static double Median(double[] values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}

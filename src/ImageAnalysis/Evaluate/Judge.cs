namespace ImageAnalysis.Evaluate;

/// <summary>A limit's two answers.</summary>
/// <param name="Claim">By the bare value.</param>
/// <param name="Guarded">By the whole interval.</param>
internal readonly record struct Judgement(Verdict Claim, Verdict Guarded)
{
    public static readonly Judgement NotJudged = new(Verdict.NotJudged, Verdict.NotJudged);
}

/// <summary>Numbers against the ends of a range. Pure comparison: it knows neither samples nor words.</summary>
internal static class Judge
{
    /// <summary>
    /// Every end of the range against the reading. <paramref name="reference"/> gives the reading of a quantity that an end refers to, null where
    /// it is missing: nothing is then judged.
    /// </summary>
    public static Judgement Range(Reading reading, Limits limits, Func<string, Reading?> reference)
    {
        if (!reading.IsNumber) return Judgement.NotJudged;
        var answers = new List<Judgement>(4);
        foreach (var (bound, end) in Ends(limits))
        {
            var compared = reading;
            if (bound.Of is { } key)
            {
                if (reference(key) is not { IsNumber: true } other) return Judgement.NotJudged;
                compared = Reading.Difference(reading, other);
                if (!compared.IsNumber) return Judgement.NotJudged;
            }

            answers.Add(One(compared, bound.Plus, end, Magnitude(reading, bound)));
        }

        return answers.Count == 0 ? Judgement.NotJudged : new Judgement(All(answers.Select(a => a.Claim)), All(answers.Select(a => a.Guarded)));
    }

    /// <summary>Several readings of one criterion, of which all or one must meet the limit.</summary>
    public static Judgement Several(IEnumerable<Judgement> answers, Together together, bool complete)
    {
        var list = answers.ToList();
        return together == Together.Any
            ? new Judgement(Any([.. list.Select(a => a.Claim)], complete), Any([.. list.Select(a => a.Guarded)], complete))
            : new Judgement(All(list.Select(a => a.Claim)), All(list.Select(a => a.Guarded)));
    }

    /// <summary>All must hold: Fail if one fails, else Indeterminate if one is, else NotJudged if one is, else Pass.</summary>
    public static Verdict All(IEnumerable<Verdict> verdicts)
    {
        var list = verdicts as IReadOnlyCollection<Verdict> ?? [.. verdicts];
        return list.Contains(Verdict.Fail) ? Verdict.Fail
            : list.Contains(Verdict.Indeterminate) ? Verdict.Indeterminate
            : list.Contains(Verdict.NotJudged) || list.Count == 0 ? Verdict.NotJudged
            : Verdict.Pass;
    }

    /// <summary>One must hold. Where not all candidates are known, the others could still hold it.</summary>
    public static Verdict Any(IReadOnlyCollection<Verdict> verdicts, bool allKnown) =>
        verdicts.Count == 0 || verdicts.All(v => v == Verdict.NotJudged) ? Verdict.NotJudged
        : verdicts.Contains(Verdict.Pass) ? Verdict.Pass
        : allKnown && verdicts.All(v => v == Verdict.Fail) ? Verdict.Fail
        : Verdict.Indeterminate;

    /// <summary>The ends of the range that the interval lies on both sides of, or that the bare value does not meet: how far the value is from each, and which side of the interval counts.</summary>
    public static IReadOnlyList<(double Limit, double Distance, bool Below, string? Of, Reading Compared)> NotPassed(Reading reading, Limits limits, Func<string, Reading?> reference)
    {
        var ends = new List<(double, double, bool, string?, Reading)>();
        foreach (var (bound, end) in Ends(limits))
        {
            var other = bound.Of is { } key ? reference(key) : null;
            var compared = other is { } o ? Reading.Difference(reading, o) : reading;
            if (One(compared, bound.Plus, end, Magnitude(reading, bound)).Guarded == Verdict.Pass || compared.Value is not { } value) continue;
            var lower = end is End.AtLeast or End.Above;
            // Where the value meets the end, its worse side is open; where it does not, its better side.
            var noise = Noise * Magnitude(reading, bound);
            ends.Add((bound.Plus + (other?.Value ?? 0), Math.Abs(value - bound.Plus) is var distance && distance <= noise ? 0 : distance, Holds(value, false, bound.Plus, end, noise) == lower, bound.Of, compared));
        }

        return ends;
    }

    private static IEnumerable<(Bound Bound, End End)> Ends(Limits limits)
    {
        if (limits.AtLeast is { } atLeast) yield return (atLeast, End.AtLeast);
        if (limits.Above is { } above) yield return (above, End.Above);
        if (limits.AtMost is { } atMost) yield return (atMost, End.AtMost);
        if (limits.Below is { } below) yield return (below, End.Below);
    }

    /// <summary>Share by which arithmetic with decimal numbers misses: what is nearer to a limit than this equals it.</summary>
    private const double Noise = 1e-12;

    private static Judgement One(Reading reading, double limit, End end, double magnitude)
    {
        var noise = Noise * magnitude;
        var guarded = Verdict.Indeterminate;
        if (reading.Interval is { } interval)
        {
            // Where the end of an interval is not among its values, all of them lie beyond it on the one side, and none lies on it.
            var isLower = end is End.AtLeast or End.Above;
            var (worse, better) = isLower ? (interval.Lower, interval.Upper) : (interval.Upper, interval.Lower);
            var (worseLeftOut, betterLeftOut) = isLower ? (reading.LeavesLowerOut, reading.LeavesUpperOut) : (reading.LeavesUpperOut, reading.LeavesLowerOut);
            guarded = Holds(worse, worseLeftOut, limit, end, noise) ? Verdict.Pass
                : Holds(better, false, limit, betterLeftOut ? Strict(end) : end, noise) ? Verdict.Indeterminate
                : Verdict.Fail;
        }

        var claim = reading.Value is not { } value ? guarded : Holds(value, false, limit, end, noise) ? Verdict.Pass : Verdict.Fail;
        return new Judgement(claim, guarded);
    }

    /// <param name="value">A value, or the end of an interval that is nearest to failing.</param>
    /// <param name="isLeftOut">Whether all values lie strictly on the better side of that end.</param>
    /// <param name="limit">The limit.</param>
    /// <param name="end">What it asks.</param>
    /// <param name="noise">What is nearer to the limit than this equals it.</param>
    private static bool Holds(double value, bool isLeftOut, double limit, End end, double noise)
    {
        var difference = Math.Abs(value - limit) <= noise ? 0 : value.CompareTo(limit);
        return end switch
        {
            End.AtLeast => difference >= 0,
            End.Above => difference > 0 || (difference == 0 && isLeftOut),
            End.AtMost => difference <= 0,
            _ => difference < 0 || (difference == 0 && isLeftOut),
        };
    }

    /// <summary>Whether a value lies below a limit (-1), above it (1), or equals it but for noise.</summary>
    public static int Side(double value, double limit) => Math.Abs(value - limit) <= Noise * Math.Max(Math.Abs(value), Math.Abs(limit)) ? 0 : value.CompareTo(limit);

    private static End Strict(End end) => end switch
    {
        End.AtLeast => End.Above,
        End.AtMost => End.Below,
        _ => end,
    };

    /// <summary>Of the numbers that were compared: of a difference, those that it was taken of.</summary>
    private static double Magnitude(Reading reading, Bound bound)
    {
        double[] numbers = [reading.Value ?? 0, reading.Interval?.Lower ?? 0, reading.Interval?.Upper ?? 0, bound.Plus];
        return numbers.Where(double.IsFinite).Max(Math.Abs);
    }

    private enum End
    {
        AtLeast,
        Above,
        AtMost,
        Below,
    }
}

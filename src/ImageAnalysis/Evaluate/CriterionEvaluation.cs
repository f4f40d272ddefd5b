namespace ImageAnalysis.Evaluate;

/// <summary>One criterion against its evidence, in numbers and words.</summary>
internal static class CriterionEvaluation
{
    public static CriterionResult Evaluate(Criterion criterion, Evidence evidence, EvidenceFinder finder)
    {
        var (judgement, reason) = Answer(criterion, criterion.Limits, evidence, finder);
        if (criterion.SupportingOnly && judgement.Guarded == Verdict.Fail)
            (judgement, reason) = (new(Verdict.Indeterminate, Verdict.Indeterminate), $"{reason}; this speaks against it, and one section refutes nothing");
        var first = evidence.Readings.Count > 0 && evidence.Readings.All(r => r.Reading.IsNumber) ? evidence.Readings[0].Reading : (Reading?)null;
        if (evidence.Together == Together.Any && first is not null) first = evidence.Readings.Select(r => r.Reading).MaxBy(r => r.Value ?? double.NegativeInfinity);
        var ranges = criterion.Ranges.Select(r => Range(r, criterion, evidence, finder)).ToList();
        var alternatives = ranges.Where(r => r.Kind == RangeKind.Alternative && r.Verdict != Verdict.NotJudged)
            .Select(r => $"{r.Label} asks {r.Limit}: {r.Verdict}").ToList();
        if (alternatives.Count > 0) reason = $"{reason}; {string.Join("; ", alternatives)}";
        return new CriterionResult(
            criterion.Id,
            criterion.Quantity,
            criterion.Kind,
            criterion.Claim,
            first?.Value,
            criterion.Unit,
            first?.ToBounds(),
            Words(criterion, evidence, [.. Ends(Numbers(criterion.Limits, criterion.Unit, finder)), .. ranges.SelectMany(r => Ends(r.Range))]),
            Limit(criterion.Limits, criterion.Unit, finder),
            Numbers(criterion.Limits, criterion.Unit, finder),
            judgement.Claim,
            judgement.Guarded,
            criterion.Kind is CriterionKind.Preference or CriterionKind.Usual ? Phrases.Standing(judgement.Guarded) : null,
            Phrases.Sentence(reason),
            ranges,
            criterion.Source,
            criterion.Notes);
    }

    private static RangeResult Range(StatedRange range, Criterion criterion, Evidence evidence, EvidenceFinder finder)
    {
        var (judgement, _) = Answer(criterion, range.Limits, evidence, finder);
        return new RangeResult(range.Label, range.Kind, Limit(range.Limits, criterion.Unit, finder), Numbers(range.Limits, criterion.Unit, finder),
            judgement.Claim, judgement.Guarded, Phrases.Standing(judgement.Guarded), range.Source);
    }

    /// <summary>Where the evidence is in doubt beyond its interval, nothing passes or fails by it.</summary>
    private static (Judgement Judgement, string Reason) Answer(Criterion criterion, Limits limits, Evidence evidence, EvidenceFinder finder)
    {
        var (judgement, reason) = AsItStands(criterion, limits, evidence, finder);
        return evidence.Doubtful is { } doubt && judgement.Guarded != Verdict.NotJudged
            ? (judgement with { Guarded = Verdict.Indeterminate }, $"{reason}; yet {doubt}")
            : (judgement, reason);
    }

    private static (Judgement Judgement, string Reason) AsItStands(Criterion criterion, Limits limits, Evidence evidence, EvidenceFinder finder)
    {
        if (evidence.Missing is { } missing) return (Judgement.NotJudged, missing);
        if (evidence.Weighed is { } weighed) return (weighed.Judgement, weighed.Why);
        var limit = Limit(limits, criterion.Unit, finder);
        if (limits.OneOf is { } structures)
        {
            var shown = $"the image shows {Phrases.Structure(evidence.Structure!.Value)}";
            return structures.Contains(evidence.Structure.Value)
                ? (new(Verdict.Pass, Verdict.Pass), Remarked($"{shown}, as asked", evidence.Remark))
                : (new(Verdict.Fail, Verdict.Fail), Remarked($"{shown} where {limit} is asked", evidence.Remark));
        }

        if (limits.Is is { } asked)
        {
            var verdict = evidence.Declared == asked ? Verdict.Pass : Verdict.Fail;
            return (new(verdict, verdict), $"it is declared {(evidence.Declared == true ? "to hold" : "not to hold")}");
        }

        return Numeric(criterion, limits, limit, evidence, finder);
    }

    private static (Judgement Judgement, string Reason) Numeric(Criterion criterion, Limits limits, string limit, Evidence evidence, EvidenceFinder finder)
    {
        if (evidence.Readings.Any(r => !r.Reading.IsNumber)) return (Judgement.NotJudged, "the value is not a finite number");
        var unit = criterion.Unit!;
        var unknown = new[] { limits.AtLeast, limits.Above, limits.AtMost, limits.Below }.Select(b => b?.Of).OfType<string>()
            .FirstOrDefault(k => finder.Reference(k, unit) is not { IsNumber: true });
        if (unknown is not null) return (Judgement.NotJudged, $"the limit {limit} cannot be computed: {finder.NoReference(unknown)}");

        var answers = evidence.Readings.Select(r => (r.Name, r.Reading, Judgement: Judge.Range(r.Reading, limits, k => finder.Reference(k, unit)))).ToList();
        var judgement = Judge.Several(answers.Select(a => a.Judgement), evidence.Together, evidence.Complete);
        var ends = Ends(Numbers(limits, unit, finder));
        var clauses = answers.Select(a => (a.Name is null ? "" : $"{a.Name}: ") + Phrases.Compared(a.Reading, a.Judgement, unit, limit, ends, Referred(limits, unit, a.Reading, ends, finder)));
        var reason = Remarked(string.Join("; ", clauses), evidence.Remark);
        if (!evidence.Complete && judgement.Guarded == Verdict.Indeterminate) reason += "; the other side is not known";
        return (judgement, reason);
    }

    /// <summary>What a limit refers to, with its interval, where it is that and not the value's own interval which leaves the answer open.</summary>
    private static string? Referred(Limits limits, string unit, Reading reading, IReadOnlyList<double> ends, EvidenceFinder finder)
    {
        if (reading.Interval is not { } own || ends.Any(end => Judge.Side(own.Lower, end) != Judge.Side(own.Upper, end))) return null;
        var references = new[] { limits.AtLeast, limits.Above, limits.AtMost, limits.Below }.Select(b => b?.Of).OfType<string>().Distinct()
            .Select(key => (Key: key, Reading: finder.Reference(key, unit))).Where(r => r.Reading is { Interval: { } i } && i.Lower < i.Upper);
        return string.Join(" and ", references.Select(r => $"{r.Key} is known within {Phrases.Interval(r.Reading!.Value, unit, [])}")) is { Length: > 0 } all ? all : null;
    }

    private static IReadOnlyList<double> Ends(Bounds? range) => [.. new[] { range?.Lower, range?.Upper }.OfType<double>()];

    private static string Remarked(string clause, string? remark) => remark is null ? clause : $"{clause} ({remark})";

    private static string? Words(Criterion criterion, Evidence evidence, IReadOnlyList<double> ends) =>
        evidence.Structure is { } structure ? Phrases.Structure(structure)
        : evidence.Declared is { } declared ? declared ? "yes" : "no"
        : evidence.Words is { } words ? words
        : evidence.Readings.Count == 0 || evidence.Readings.Any(r => !r.Reading.IsNumber) ? null
        : string.Join(", ", evidence.Readings.Select(r => Phrases.Reading(r.Reading, criterion.Unit, ends) + (r.Name is null ? "" : $" ({r.Name})")));

    /// <summary>What is asked, with the numbers that references come to: "≥ cloud-point + 10 °C (230 °C)".</summary>
    private static string Limit(Limits limits, string? unit, EvidenceFinder finder)
    {
        var text = Phrases.Limit(limits, unit);
        var refers = new[] { limits.AtLeast, limits.Above, limits.AtMost, limits.Below }.Any(b => b?.Of is not null);
        if (!refers || Numbers(limits, unit, finder) is not { } range) return text;
        var numbers = string.Join(" .. ", new[] { range.Lower, range.Upper }.OfType<double>().Select(Phrases.Number));
        return $"{text} ({Phrases.WithUnit(numbers, unit)})";
    }

    /// <summary>The range as numbers, with the values that it refers to put in; null where one is missing or nothing numeric is asked.</summary>
    private static Bounds? Numbers(Limits limits, string? unit, EvidenceFinder finder)
    {
        if (unit is null) return null;
        var ends = new[] { limits.AtLeast ?? limits.Above, limits.AtMost ?? limits.Below };
        var numbers = ends.Select(b => b is null ? null : b.Of is null ? b.Plus : finder.Reference(b.Of, unit)?.Value + b.Plus).ToList();
        return ends.Zip(numbers).Any(x => x.First is not null && !(x.Second is { } n && double.IsFinite(n))) ? null
            : new Bounds(numbers[0], numbers[1]) { WithoutLower = limits is { AtLeast: null, Above: not null }, WithoutUpper = limits is { AtMost: null, Below: not null } };
    }
}

namespace ImageAnalysis.Evaluate;

/// <summary>Claims and levels of preference from the verdicts on single limits. It looks at no value.</summary>
internal static class ClaimEvaluation
{
    private const string Separator = ": ";

    /// <summary>Every claim of the set. A set that lists none has those that its criteria name, each dependent one narrowing every independent one.</summary>
    public static IReadOnlyList<ClaimResult> Claims(CriteriaSet set, IReadOnlyList<CriterionResult> results)
    {
        var definitions = set.Claims.Count > 0 ? set.Claims : Named(set);
        var known = new Dictionary<string, ClaimResult>();
        foreach (var definition in definitions) known[definition.Claim] = Judge(definition, known, results);
        return [.. definitions.Select(d => known[d.Claim])];
    }

    /// <summary>The levels in the order in which the set first states them, the limits of preferred and usual criteria among them.</summary>
    public static IReadOnlyList<PreferenceLevel> Levels(IReadOnlyList<CriterionResult> results)
    {
        var ranges = results.SelectMany(r => r.Ranges.Where(x => x.Kind != RangeKind.Alternative).Select(x => (Level: x.Label, x.Kind, r.Id, x.Standing)));
        var own = results.Where(r => r.Standing is not null).Select(r => r.Kind == CriterionKind.Usual
            ? (Level: "usual", Kind: RangeKind.Usual, r.Id, Standing: r.Standing!.Value)
            : (Level: "preferred", Kind: RangeKind.Preference, r.Id, Standing: r.Standing!.Value));
        return
        [
            .. from range in own.Concat(ranges)
               group range by (range.Level, range.Kind) into level
               select new PreferenceLevel(level.Key.Level, level.Key.Kind, Ids(level, Standing.Met), Ids(level, Standing.NotMet), Ids(level, Standing.Undecided), Ids(level, Standing.NotJudged)),
        ];

        static IReadOnlyList<string> Ids(IEnumerable<(string Level, RangeKind Kind, string Id, Standing Standing)> level, Standing standing) =>
            [.. level.Where(x => x.Standing == standing).Select(x => x.Id)];
    }

    /// <summary>Whether a limit's name is one of the set, for its reader.</summary>
    public static bool Exists(CriteriaSet set, string limit)
    {
        var (id, label) = Split(limit);
        return set.Criteria.FirstOrDefault(c => c.Id == id) is { } criterion && (label is null || criterion.Ranges.Any(r => r.Label == label));
    }

    private static IReadOnlyList<ClaimDefinition> Named(CriteriaSet set)
    {
        var claims = set.Criteria.Where(c => c.Claim is not null)
            .SelectMany(c => c.Claim!.Numbers.Select(n => n.ToString(System.Globalization.CultureInfo.InvariantCulture)).DefaultIfEmpty("of no number").Select(n => (Claim: n, c.Claim.Type, c.Id)))
            .GroupBy(x => (x.Claim, x.Type)).ToList();
        var independent = claims.Where(c => c.Key.Type == ClaimType.Independent).Select(c => c.Key.Claim).ToList();
        return
        [
            .. claims.OrderBy(c => c.Key.Type != ClaimType.Independent).DistinctBy(c => c.Key.Claim)
                .Select(c => new ClaimDefinition(c.Key.Claim, c.Key.Type, "", c.Key.Type == ClaimType.Dependent ? independent : [], [.. c.Select(x => x.Id)], [])),
        ];
    }

    private static ClaimResult Judge(ClaimDefinition definition, Dictionary<string, ClaimResult> known, IReadOnlyList<CriterionResult> results)
    {
        var limits = definition.Limits.Select(l => (Name: l, Verdicts: Of(l, results))).ToList();
        var parents = definition.DependsOn.Select(p => known[p]).ToList();
        // What has no limit of its own asks for something that no data show.
        var own = limits.Count == 0 ? [(Claim: Verdict.NotJudged, Guarded: Verdict.NotJudged)] : limits.Select(l => l.Verdicts).ToList();
        var claim = own.Select(v => v.Claim).ToList();
        var guarded = own.Select(v => v.Guarded).ToList();
        if (parents.Count > 0)
        {
            claim.Add(One(parents.Select(p => p.ClaimVerdict)));
            guarded.Add(One(parents.Select(p => p.Verdict)));
        }

        var verdict = Evaluate.Judge.All(guarded);
        var judged = limits.Count(l => l.Verdicts.Guarded != Verdict.NotJudged);
        return new ClaimResult(definition.Claim, definition.Type, definition.Subject, definition.DependsOn, Evaluate.Judge.All(claim), verdict, judged, limits.Count, definition.Limits, definition.NotJudged,
            Phrases.Sentence(Reason(definition, verdict, limits, parents)));
    }

    private static string Reason(ClaimDefinition definition, Verdict verdict, List<(string Name, (Verdict Claim, Verdict Guarded) Verdicts)> limits, List<ClaimResult> parents)
    {
        string Those(Verdict v) => string.Join(", ", limits.Where(l => l.Verdicts.Guarded == v).Select(l => l.Name));
        var of = parents.Count == 0 ? "" : parents.Count == 1 ? $"claim {parents[0].Claim}" : $"claims {string.Join(", ", parents.Select(p => p.Claim))}";
        var parent = parents.Count == 0 ? Verdict.Pass : One(parents.Select(p => p.Verdict));
        var reasons = new List<string>();
        var found = Those(verdict);
        if (found.Length > 0)
        {
            reasons.Add(verdict switch
            {
                Verdict.Fail => $"it fails by {found}",
                Verdict.Indeterminate => $"it is open for {found}",
                Verdict.NotJudged => $"nothing is known for {found}",
                _ => limits.Count == 1 ? "its limit passes" : $"its {limits.Count} limits pass",
            });
        }
        else if (verdict != Verdict.Pass && limits.Count > 0 && limits.TrueForAll(l => l.Verdicts.Guarded == Verdict.Pass))
        {
            reasons.Add(limits.Count == 1 ? "its own limit passes" : "its own limits pass");
        }

        if (limits.Count == 0) reasons.Add("it has no limit that data could meet");
        if (parents.Count > 0 && parent == verdict)
        {
            reasons.Add(verdict switch
            {
                Verdict.Pass => $"{of} passes",
                Verdict.Fail => $"{of} {(parents.Count == 1 ? "fails" : "fail")}",
                Verdict.Indeterminate => $"{of} {(parents.Count == 1 ? "is" : "are")} open",
                _ => $"{of} {(parents.Count == 1 ? "is" : "are")} not judged",
            });
        }

        var beyond = definition.NotJudged.Count == 0 || verdict == Verdict.Fail ? "" : $"; no data show {string.Join(", ", definition.NotJudged)}";
        return string.Join(", and ", reasons) + beyond;
    }

    /// <summary>One of several must hold.</summary>
    private static Verdict One(IEnumerable<Verdict> verdicts)
    {
        var all = verdicts.ToList();
        return all.Contains(Verdict.Pass) ? Verdict.Pass : all.Contains(Verdict.Indeterminate) ? Verdict.Indeterminate : all.Contains(Verdict.NotJudged) ? Verdict.NotJudged : Verdict.Fail;
    }

    private static (Verdict Claim, Verdict Guarded) Of(string limit, IReadOnlyList<CriterionResult> results)
    {
        var (id, label) = Split(limit);
        var result = results.First(r => r.Id == id);
        return label is null ? (result.ClaimVerdict, result.Verdict)
            : result.Ranges.First(r => r.Label == label) is var range ? (range.ClaimVerdict, range.Verdict) : default;
    }

    private static (string Id, string? Label) Split(string limit)
    {
        var at = limit.IndexOf(Separator, StringComparison.Ordinal);
        return at < 0 ? (limit, null) : (limit[..at], limit[(at + Separator.Length)..]);
    }
}

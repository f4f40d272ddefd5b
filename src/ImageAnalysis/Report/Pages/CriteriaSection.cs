using ImageAnalysis.Evaluate;

namespace ImageAnalysis.Report.Pages;

/// <summary>Each rule set: what was judged with its value, limit and reason; then what could not be judged, and why.</summary>
internal static class CriteriaSection
{
    public static Markup Write(Evaluation evaluation) => Markup.Join(evaluation.Sets.Select((set, i) =>
        Page.Section(i == 0 ? "criteria" : $"criteria-{set.Criteria}", $"Criteria: {set.Title}", Set(set))));

    private static Markup Set(SetEvaluation set)
    {
        var judged = set.Results.Where(r => r.Verdict != Verdict.NotJudged || r.ClaimVerdict != Verdict.NotJudged).ToList();
        var open = set.Results.Except(judged).ToList();
        var failures = set.Failures.Select(f => Markup.Of($"<p><strong>{Word(f.Word)}</strong>: {f.Because} <span class=\"soft\">{f.Source}</span></p>"));
        return Markup.Of(
            $"""
            <p>{Page.Chip(set.Verdict)} {set.Summary}</p>
            {Markup.Join(failures)}
            {Judged(judged)}
            {NotJudged(open)}
            {Contradictions(set)}
            <p class="soft small">{set.Document}. By value: the bare number against the limit. Verdict: pass or fail only where the whole 95&#8239;% interval is on one side. Only the limits of the independent claim decide the overall verdict.</p>
            """);
    }

    private static Markup Judged(List<CriterionResult> results) => results.Count == 0 ? Markup.Empty : Markup.Of(
        $"""
        <div class="scroll"><table>
        <thead><tr><th>Requirement</th><th>Limit</th><th>Value</th><th class="w">By value</th><th>Verdict</th></tr></thead>
        <tbody>
        {Markup.Join(results.Select(Row))}</tbody>
        </table></div>
        """);

    private static Markup Row(CriterionResult r) => Markup.Of(
        $"""
        <tr><td>{r.Quantity}<span class="sub">{Weight(r)}; {r.Source}</span><span class="sub">{r.Reason}</span>{Ranges(r.Ranges)}{Notes(r.Notes)}</td><td class="l">{r.Limit}</td><td class="l">{Answer(r)}{Interval(r)}</td><td class="w">{ByValue(r)}</td><td>{Chip(r)}</td></tr>

        """);

    public static Markup Chip(CriterionResult r) => r.Standing is { } standing ? Page.Chip(standing) : Page.Chip(r.Verdict);

    private static string ByValue(CriterionResult r) => r.Standing is null
        ? Words.Verdict(r.ClaimVerdict)
        : r.ClaimVerdict switch
        {
            Verdict.Pass => Words.Standing(Standing.Met),
            Verdict.Fail => Words.Standing(Standing.NotMet),
            Verdict.Indeterminate => Words.Standing(Standing.Undecided),
            _ => Words.Standing(Standing.NotJudged),
        };

    public static Markup Interval(CriterionResult r)
    {
        if (r.Interval is not { Lower: { } lower, Upper: { } upper } || lower == upper) return Markup.Empty;
        var decimals = Decimals(r, lower, upper);
        return Markup.Of($"<span class=\"sub\">95\u202F%: {Figures.Number(lower, decimals)} – {Figures.Number(upper, decimals)}</span>");
    }

    private static Markup Ranges(IReadOnlyList<RangeResult> ranges) => Markup.Join(ranges.Select(r => Markup.Of(
        $"""<span class="sub">{r.Label}: {r.Limit}, {(r.Kind == RangeKind.Alternative ? Words.Verdict(r.Verdict) : Words.Standing(r.Standing)).ToLowerInvariant()} ({r.Source})</span>""")));

    private static Markup Notes(IReadOnlyList<string> notes) => Markup.Join(notes.Select(n => Markup.Of($"<span class=\"sub\">{n}</span>")));

    private static Markup NotJudged(List<CriterionResult> results)
    {
        if (results.Count == 0) return Markup.Empty;
        var rows = results.Select(r => Markup.Of(
            $"""
            <tr><td>{r.Quantity}<span class="sub">{Weight(r)}; {r.Source}</span></td><td class="l">{r.Limit}</td><td><span class="soft">{r.Reason}</span>{Markup.Join(r.Remedies.Select(x => Markup.Of($"<span class=\"sub\">{x.What}</span>")))}</td></tr>

            """));
        return Markup.Of(
            $"""
            <h3>Not judged ({results.Count})</h3>
            <div class="scroll"><table>
            <thead><tr><th>Requirement</th><th>Limit</th><th>Why not, and what would decide it</th></tr></thead>
            <tbody>
            {Markup.Join(rows)}</tbody>
            </table></div>
            """);
    }

    private static Markup Contradictions(SetEvaluation set) => set.Contradictions.Count == 0 ? Markup.Empty : Markup.Of(
        $"""
        <h3>Where the document contradicts itself</h3>
        <ul class="small">{Markup.Join(set.Contradictions.Select(c => Markup.Of($"<li>{c.Text} <span class=\"soft\">{c.Source}</span></li>")))}</ul>
        """);

    /// <summary>Whether the overall verdict rests on it.</summary>
    public static bool Decides(CriterionResult r) => r is { Kind: CriterionKind.Claim, Claim.Type: ClaimType.Independent };

    /// <summary>The value with the digits that its interval allows; four where it is exact.</summary>
    public static string Answer(CriterionResult r)
    {
        if (r.Answer is not { } answer) return "–";
        if (r.Value is not { } value || answer.Contains(',', StringComparison.Ordinal)) return answer;
        var space = answer.IndexOf(' ', StringComparison.Ordinal);
        var unit = space < 0 ? "" : answer[space..];
        if (r.Interval is { Lower: { } lower, Upper: { } upper } && lower < upper) return Figures.Number(value, Decimals(r, lower, upper)) + unit;
        return Math.Abs(value) >= 1000 && Same(r, value, Math.Round(value)) ? Figures.Count((long)Math.Round(value)) + unit : r.Shown()!;
    }

    /// <summary>The decimals that an interval allows, or as many more as tell value and ends from the ends of ranges that they do not equal.</summary>
    private static int Decimals(CriterionResult r, double lower, double upper)
    {
        var decimals = Figures.Decimals(r.Value ?? (lower + upper) / 2, new Quantities.Interval(lower, upper));
        while (decimals < 12 && !new[] { r.Value, lower, upper }.OfType<double>().All(x => Same(r, x, Rounded(x, decimals)))) decimals++;
        return decimals;
    }

    private static double Rounded(double value, int decimals)
    {
        var unit = Math.Pow(10, -decimals);
        return decimals < 0 ? Math.Round(value / unit) * unit : Math.Round(value, Math.Min(decimals, 15));
    }

    private static bool Same(CriterionResult r, double value, double rounded) => r.Ends.All(end => Judge.Side(rounded, end) == Judge.Side(value, end));

    public static string Weight(CriterionResult r) => r.Kind switch
    {
        CriterionKind.Claim when r.Claim is { } claim => claim.Type switch
        {
            ClaimType.Independent => $"independent claim{Numbers(claim)}",
            ClaimType.Dependent => $"dependent claim{Numbers(claim)}",
            _ => $"process claim{Numbers(claim)}",
        },
        CriterionKind.Claim => "claim",
        CriterionKind.Necessary => "necessary",
        CriterionKind.Preference => "preferred",
        _ => "usual",
    };

    private static string Numbers(ClaimReference claim) => claim.Numbers.Count == 0 ? "" : $" {string.Join(", ", claim.Numbers)}";

    private static string Word(FailureWord word) => word switch
    {
        FailureWord.NonPorous => "Non-porous",
        FailureWord.IndependentPores => "Independent pores",
        FailureWord.Coarse => "Coarse",
        FailureWord.SphericalParticle => "Spherical-particle",
        _ => "Cellular",
    };
}

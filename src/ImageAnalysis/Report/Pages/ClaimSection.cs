using ImageAnalysis.Evaluate;

namespace ImageAnalysis.Report.Pages;

/// <summary>The claims of a document, and the ranges that it prefers, level by level.</summary>
internal static class ClaimSection
{
    public static Markup Claims(SetEvaluation set) => set.Claims.Count == 0 ? Markup.Empty : Markup.Of(
        $"""
        <div class="scroll"><table>
        <thead><tr><th class="w">Claim</th><th>To</th><th class="n">Limits judged</th><th>Verdict</th></tr></thead>
        <tbody>
        {Markup.Join(set.Claims.Select(Row))}</tbody>
        </table></div>
        <p class="soft small">A claim passes only if all its limits pass and, where it narrows others, one of these passes too.</p>
        """);

    public static Markup Levels(SetEvaluation set)
    {
        var known = set.Levels.Where(l => l.Met.Count + l.NotMet.Count + l.Undecided.Count > 0).ToList();
        if (known.Count == 0) return Markup.Empty;
        return Markup.Of(
            $"""
            <div class="scroll"><table>
            <thead><tr><th>Level</th><th>Met</th><th>Not met</th><th>Undecided</th><th class="n">Not judged</th></tr></thead>
            <tbody>
            {Markup.Join(known.Select(l => Markup.Of($"<tr><td>{Capital(l.Level)}</td><td>{List(l.Met)}</td><td>{List(l.NotMet)}</td><td>{List(l.Undecided)}</td><td class=\"n\">{l.NotJudged.Count}</td></tr>\n")))}</tbody>
            </table></div>
            """);
    }

    private static Markup Row(ClaimResult claim)
    {
        List<string> asks = [];
        if (claim.DependsOn.Count > 0) asks.Add($"narrows claim {string.Join(" or ", claim.DependsOn)}");
        if (claim.Limits.Count > 0) asks.Add($"{(claim.Limits.Count == 1 ? "limit" : "limits")}: {string.Join(", ", claim.Limits)}");
        return Markup.Of(
            $"""
            <tr><td class="w">{claim.Claim}</td><td>{Capital(claim.Subject)}<span class="sub">{string.Join("; ", asks)}</span><span class="sub">{claim.Reason}</span></td><td class="n">{(claim.Required == 0 ? "–" : $"{claim.Judged} of {claim.Required}")}</td><td>{Page.Chip(claim.Verdict)}{ByValue(claim)}</td></tr>

            """);
    }

    private static Markup ByValue(ClaimResult claim) => claim.ClaimVerdict == claim.Verdict ? Markup.Empty : Markup.Of($"<span class=\"sub\">by value: {Words.Verdict(claim.ClaimVerdict).ToLowerInvariant()}</span>");

    private static string List(IReadOnlyList<string> ids) => ids.Count == 0 ? "–" : string.Join(", ", ids);

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}

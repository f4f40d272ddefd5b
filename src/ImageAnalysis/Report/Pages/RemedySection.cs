using ImageAnalysis.Evaluate;

namespace ImageAnalysis.Report.Pages;

/// <summary>What would decide the requirements that are failed or open, those of the independent claim first; then what is only missing.</summary>
internal static class RemedySection
{
    public static Markup Write(SetEvaluation set)
    {
        var known = set.Results.Where(r => r.Remedies.Count > 0 && r.Verdict is Verdict.Fail or Verdict.Indeterminate && r.Remedies.Count > 0).ToList();
        var missing = set.Results.Where(r => r.Remedies.Count > 0 && r.Verdict == Verdict.NotJudged && CriteriaSection.Decides(r)).ToList();
        if (known.Count + missing.Count == 0) return Markup.Empty;
        var rows = known.OrderBy(r => !CriteriaSection.Decides(r)).Concat(missing);
        return Markup.Of(
            $"""
            <div class="scroll"><table>
            <thead><tr><th>Requirement</th><th>Verdict</th><th>Step</th></tr></thead>
            <tbody>
            {Markup.Join(rows.Select(Row))}</tbody>
            </table></div>
            """);
    }

    private static Markup Row(CriterionResult r) => Markup.Of(
        $"""
        <tr><td>{r.Quantity}<span class="sub">{CriteriaSection.Weight(r)}</span></td><td>{CriteriaSection.Chip(r)}</td><td>{Markup.Join(r.Remedies.Select(x => Markup.Of($"<span class=\"step\">{x.What}</span>")))}</td></tr>

        """);
}

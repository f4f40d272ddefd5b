using ImageAnalysis.Evaluate;

namespace ImageAnalysis.Report.Pages;

/// <summary>Many samples beside each other: verdicts, the limits that decide, and every quantity with its ranges.</summary>
public static class ComparisonPage
{
    /// <summary>The whole page.</summary>
    /// <param name="title">Name of the table of samples.</param>
    /// <param name="samples">In the order of the page.</param>
    public static string Write(string title, IReadOnlyList<ComparedSample> samples)
    {
        var judged = samples.Where(s => s.Evaluation is not null).ToList();
        var sets = judged.SelectMany(s => s.Evaluation!.Sets).DistinctBy(s => s.Criteria).ToList();
        var body = Markup.Of(
            $"""
            <header>
            <p class="kind">Comparison of samples</p>
            <h1>{Page.Breakable(title)}</h1>
            <p class="facts">{Facts(samples)}</p>
            </header>
            {Page.Section("failed", "Samples that could not be read", Failed([.. samples.Where(s => s.Error is not null)]))}
            {Page.Section("samples", "Verdicts", Verdicts(judged))}
            {SweepSection.Write([.. judged.Select(s => s.Evaluation!)])}
            {Markup.Join(sets.Select(set => Set(set, judged, sets.Count > 1)))}
            <p class="soft small">evaluation.csv beside this page holds a row for each sample, criteria.csv a row for each requirement of each, and evaluation.json everything in full.</p>
            """);
        return Page.Write($"{title} – comparison", body);
    }

    private static string Facts(IReadOnlyList<ComparedSample> samples)
    {
        var verdicts = samples.Where(s => s.Evaluation is not null).GroupBy(s => s.Evaluation!.Verdict).OrderBy(g => g.Key).Select(g => $"{Figures.Count(g.Count())} {Words.Verdict(g.Key).ToLowerInvariant()}");
        var failed = samples.Count(s => s.Error is not null);
        return $"{(samples.Count == 1 ? "1 sample" : $"{Figures.Count(samples.Count)} samples")}: {string.Join(", ", verdicts.Concat(failed > 0 ? [$"{Figures.Count(failed)} not read"] : []))}.";
    }

    private static Markup Failed(List<ComparedSample> samples) => samples.Count == 0 ? Markup.Empty : Markup.Of(
        $"""
        <div class="scroll"><table>
        <thead><tr><th>Sample</th><th>Why, and what to do</th></tr></thead>
        <tbody>
        {Markup.Join(samples.Select(s => Markup.Of($"<tr><td>{s.Name}</td><td>{s.Error}</td></tr>\n")))}</tbody>
        </table></div>
        """);

    private static Markup Verdicts(List<ComparedSample> samples) => samples.Count == 0 ? Markup.Empty : Markup.Of(
        $"""
        <div class="scroll"><table>
        <thead><tr><th>Sample</th><th>Verdict</th><th class="n">Judged</th><th>In short</th></tr></thead>
        <tbody>
        {Markup.Join(samples.Select(Row))}</tbody>
        </table></div>
        """);

    private static Markup Row(ComparedSample sample)
    {
        var e = sample.Evaluation!;
        var bare = e.ClaimVerdict == e.Verdict ? Markup.Empty : Markup.Of($"<span class=\"sub\">by value: {Words.Verdict(e.ClaimVerdict).ToLowerInvariant()}</span>");
        return Markup.Of($"<tr><td class=\"name\">{Name(sample)}</td><td>{Page.Chip(e.Verdict)}{bare}</td><td class=\"n\">{e.Judged} of {e.Required}</td><td>{e.Summary}</td></tr>\n");
    }

    private static Markup Name(ComparedSample sample) => sample.Page is { } page ? Markup.Of($"<a href=\"{Page.Url(page)}\">{sample.Name}</a>") : Markup.Of($"{sample.Name}");

    private static Markup Set(SetEvaluation set, List<ComparedSample> samples, bool several)
    {
        var suffix = several ? $": {set.Title}" : "";
        var members = samples.Select(s => (Sample: s, Set: s.Evaluation!.Sets.FirstOrDefault(x => x.Criteria == set.Criteria))).Where(x => x.Set is not null).Select(x => (x.Sample, Set: x.Set!)).ToList();
        return Markup.Join(
        [
            Page.Section($"limits-{set.Criteria}", $"Limits of the independent claim{suffix}", Limits(set, members)),
            Page.Section($"claims-{set.Criteria}", $"Claims{suffix}", Claims(members)),
            Page.Section($"quantities-{set.Criteria}", $"Quantities and their ranges{suffix}", Quantities(set, members)),
        ]);
    }

    private static Markup Limits(SetEvaluation set, List<(ComparedSample Sample, SetEvaluation Set)> members)
    {
        var deciding = set.Results.Where(CriteriaSection.Decides).ToList();
        return deciding.Count == 0 ? Markup.Empty : Grid(deciding.ConvertAll(r => r.Id), members, (m, id) => m.Results.First(r => r.Id == id) is var r ? (r.Verdict, r.Reason) : default);
    }

    private static Markup Claims(List<(ComparedSample Sample, SetEvaluation Set)> members)
    {
        var judged = members[0].Set.Claims.ToLookup(c => members.Exists(m => m.Set.Claims.First(x => x.Claim == c.Claim).Verdict != Verdict.NotJudged), c => c.Claim);
        if (!judged.Contains(true)) return Markup.Empty;
        var rest = judged.Contains(false) ? Markup.Of($"<p class=\"soft small\">No sample has the data for claim {string.Join(", ", judged[false])}.</p>\n") : Markup.Empty;
        return Markup.Of($"{Grid([.. judged[true]], members, (m, claim) => m.Claims.First(c => c.Claim == claim) is var c ? (c.Verdict, c.Reason) : default)}{rest}");
    }

    /// <summary>Columns beside each other that a printed page has room for, whatever their verdicts.</summary>
    private const int MostColumns = 7;

    /// <summary>Tables of equal width, one below the other, where one is wider than a page.</summary>
    private static Markup Grid(List<string> columns, List<(ComparedSample Sample, SetEvaluation Set)> members, Func<SetEvaluation, string, (Verdict Verdict, string Reason)> of)
    {
        var parts = (columns.Count + MostColumns - 1) / MostColumns;
        return Markup.Join(columns.Chunk((columns.Count + parts - 1) / parts).Select(part => Part(part, members, of)));
    }

    private static Markup Part(string[] columns, List<(ComparedSample Sample, SetEvaluation Set)> members, Func<SetEvaluation, string, (Verdict Verdict, string Reason)> of) => Markup.Of(
        $"""
        <div class="scroll"><table class="grid">
        <thead><tr><th>Sample</th>{Markup.Join(columns.Select(c => Markup.Of($"<th>{c}</th>")))}</tr></thead>
        <tbody>
        {Markup.Join(members.Select(m => Markup.Of($"<tr><td class=\"name\">{Name(m.Sample)}</td>{Markup.Join(columns.Select(c => Cell(of(m.Set, c))))}</tr>\n")))}</tbody>
        </table></div>

        """);

    private static Markup Cell((Verdict Verdict, string Reason) cell) => Markup.Of($"<td title=\"{cell.Reason}\">{Page.Chip(cell.Verdict)}</td>");

    private static Markup Quantities(SetEvaluation set, List<(ComparedSample Sample, SetEvaluation Set)> members)
    {
        var charts = set.Results
            .Select(r => (Result: r, Rows: members.Select(m => new RangeRow(m.Sample.Name, m.Set.Results.First(x => x.Id == r.Id))).Where(x => RangeChart.CanDraw(x.Result)).ToList()))
            .Where(x => x.Rows.Count > 0).ToList();
        if (charts.Count == 0) return Markup.Empty;
        return Markup.Of($"{RangeChart.Legend}\n{Markup.Join(charts.Select(c => Chart(c.Result, c.Rows, members.Count)))}");
    }

    /// <summary>What the bands within the chart are: "preferred" may be for a use of its own.</summary>
    private static string Ranges(CriterionResult criterion) => string.Concat(criterion.Ranges.Where(r => r.Range is not null).Select(r => $" {char.ToUpperInvariant(r.Label[0])}{r.Label[1..]}: {r.Limit}.")) + RangeChart.Order(criterion);

    private static Markup Chart(CriterionResult criterion, List<RangeRow> rows, int of)
    {
        var unit = string.IsNullOrEmpty(criterion.Unit) ? "" : $", {criterion.Unit}";
        var without = rows.Count < of ? $" {of - rows.Count} of {of} samples have no value." : "";
        var asked = rows.Select(r => r.Result.Limit).Distinct().ToList();
        return Markup.Of(
            $"""
            <figure class="wide"><figcaption><strong>{criterion.Quantity}{unit}</strong> Asked: {(asked.Count == 1 ? asked[0] : "by values of each sample")} ({CriteriaSection.Weight(criterion)}; {criterion.Source}).{Ranges(criterion)}{without}</figcaption>
            {RangeChart.Many(rows)}</figure>

            """);
    }
}

using ImageAnalysis.Classify;
using ImageAnalysis.Evaluate;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Report.Pages;

/// <summary>The page of one sample: the verdict, what it rests on, how near every value is to its limits, and what would decide what is open.</summary>
public static class EvaluationPage
{
    /// <summary>The whole page.</summary>
    /// <param name="evaluation">The verdicts.</param>
    /// <param name="images">The images of the sample.</param>
    public static string Write(Evaluation evaluation, IReadOnlyList<SampleImageEntry> images)
    {
        var name = evaluation.Sample ?? "sample";
        var body = Markup.Join(
        [
            Head(evaluation, images, name),
            .. evaluation.Sets.SelectMany(set => Overview(evaluation, set)),
            Page.Section("images", "Images", Images(images)),
            Page.Section("pooled", "Images taken together", Pooled(evaluation.Pooled)),
            SweepSection.Write(evaluation),
            DerivedSection.Write(evaluation.Derived),
            CriteriaSection.Write(evaluation),
            Page.Section("findings", "Findings", evaluation.Findings.Count == 0 ? Markup.Empty : FindingSection.Write(evaluation.Findings)),
            Provenance(evaluation),
        ]);
        return Page.Write($"{name} – evaluation", body);
    }

    private static Markup Head(Evaluation evaluation, IReadOnlyList<SampleImageEntry> images, string name) => Markup.Of(
        $"""
        <header>
        <p class="kind">Evaluation of a sample</p>
        <h1>{Page.Breakable(name)}</h1>
        <p class="facts">{Images(images.Count)}; {(evaluation.Sets.Count == 0 ? "no criteria chosen" : string.Join(", ", evaluation.Sets.Select(s => s.Document)))}</p>
        </header>
        <div class="verdict {Page.Look(evaluation.Verdict)}">{Page.Chip(evaluation.Verdict)}<p>{evaluation.Summary}{ByValue(evaluation)}</p></div>

        """);

    private static string ByValue(Evaluation evaluation) => evaluation.ClaimVerdict == evaluation.Verdict ? ""
        : $" By the bare values alone: {Words.Verdict(evaluation.ClaimVerdict).ToLowerInvariant()}.";

    private static string Images(int count) => count switch
    {
        0 => "no image",
        1 => "1 image",
        _ => $"{Figures.Count(count)} images",
    };

    private static IEnumerable<Markup> Overview(Evaluation evaluation, SetEvaluation set)
    {
        var suffix = evaluation.Sets.Count == 1 ? "" : $": {set.Title}";
        var id = evaluation.Sets.Count == 1 ? "" : $"-{set.Criteria}";
        yield return Page.Section($"values{id}", $"Values and their limits{suffix}", Values(set));
        yield return Page.Section($"next{id}", $"What would decide it{suffix}", RemedySection.Write(set));
        yield return Page.Section($"claims{id}", $"Claims{suffix}", ClaimSection.Claims(set));
        yield return Page.Section($"levels{id}", $"Preferred and usual ranges{suffix}", ClaimSection.Levels(set));
    }

    private static Markup Values(SetEvaluation set)
    {
        var judged = set.Results.Where(r => r.Answer is not null).ToList();
        if (judged.Count == 0) return Markup.Of($"<p>No value is known for any requirement.</p>");
        return Markup.Of(
            $"""
            {RangeChart.Legend}
            <div class="scroll"><table class="values">
            <thead><tr><th>Requirement</th><th class="plot">Value on its axis</th><th>Value</th><th>Asked</th><th>Verdict</th></tr></thead>
            <tbody>
            {Markup.Join(judged.Select(Row))}</tbody>
            </table></div>
            """);
    }

    private static Markup Row(CriterionResult r) => Markup.Of(
        $"""
        <tr><td>{r.Quantity}<span class="sub">{CriteriaSection.Weight(r)}</span></td><td class="plot">{(RangeChart.CanDraw(r) ? RangeChart.One(r) : Markup.Empty)}</td><td class="l">{CriteriaSection.Answer(r)}{CriteriaSection.Interval(r)}</td><td class="l">{r.Limit}</td><td>{CriteriaSection.Chip(r)}</td></tr>

        """);

    private static Markup Images(IReadOnlyList<SampleImageEntry> images) => images.Count == 0 ? Markup.Empty : Markup.Of(
        $"""
        <div class="scroll"><table class="thumbs">
        <thead><tr><th></th><th>File</th><th>Shows</th><th>Structure</th><th class="n">SEM pore size</th><th class="n">Void in the area</th><th class="n">Particles</th></tr></thead>
        <tbody>
        {Markup.Join(images.Select(Image))}</tbody>
        </table></div>
        <p class="soft small">The SEM pore size and the share of void in the area enter no limit by themselves: only the ratio of surface to inside does.</p>
        """);

    private static Markup Image(SampleImageEntry image)
    {
        var picture = image.Thumbnail is { Length: > 0 } jpeg
            ? Markup.Of($"""<img src="data:image/jpeg;base64,{new Markup(Convert.ToBase64String(jpeg.Span))}" alt=""/>""")
            : Markup.Empty;
        var name = image.Report is { } report ? Markup.Of($"""<a href="{Page.Url(report)}">{Page.Breakable(image.File)}</a>""") : Page.Breakable(image.File);
        if (image.Measurements is not { } m)
            return Markup.Of($"""<tr><td class="picture">{picture}</td><td>{name}</td><td>{Words.Role(image.Role)}</td><td colspan="4">{image.Error}</td></tr>{"\n"}""");
        var structure = m.Structure is not { } s ? "–" : m.StructureAbstained ? "Undecided" : Words.StructureForPeople(s).Name;
        var particles = m.ParticlesMeasured == 0 ? Markup.Of($"–")
            : Markup.Of($"{Figures.Count(m.ParticlesMeasured)}<span class=\"sub\">{(m.NumberAverageDiameterNm is { } d ? Sized(d, ShownUnit.ForNanometres(d.Value)) : "no scale")}{(m.CvPercent is { } cv ? $", CV {Sized(cv, ShownUnit.Percent)}" : "")}</span>");
        return Markup.Of(
            $"""
            <tr><td class="picture">{picture}</td><td>{name}</td><td>{Words.Role(image.Role)}</td><td>{structure}</td><td class="n">{Length(m)}</td><td class="n">{Share(m.ArealPorosity)}</td><td class="n">{particles}</td></tr>

            """);
    }

    private static Markup Share(Estimate? share) => share is null
        ? Markup.Of($"–")
        : Markup.Of($"{Figures.Value(share, ShownUnit.PercentOfFraction)}<span class=\"sub\">{Figures.Joined(share, ShownUnit.PercentOfFraction)}</span>");

    private static string Sized(Estimate estimate, ShownUnit unit) => $"{Figures.Value(estimate, unit)} ({Figures.Joined(estimate, unit)})";

    private static Markup Length(ImageMeasurements m)
    {
        if (m.SemPoreNm is not { } pore) return Markup.Of($"{(m.HasScale ? "–" : "no scale")}");
        var unit = ShownUnit.ForNanometres(pore.Value);
        return Markup.Of($"{Figures.Value(pore, unit)}<span class=\"sub\">{Figures.Joined(pore, unit)}</span>");
    }

    private static Markup Pooled(IReadOnlyList<PooledMeasurement> pooled) => Markup.Join(pooled.Select(p =>
    {
        var unit = p.Unit == "nm" ? ShownUnit.ForNanometres(p.Fields.Mean.Value) : ShownUnit.Percent;
        var of = p.Role is { } role ? $", {Words.Role(role)}" : "";
        return Markup.Of($"<p><strong>{p.Quantity}{of}</strong>: {Figures.Value(p.Fields.Mean, unit)}, 95&#8239;% {Figures.Joined(p.Fields.Mean, unit)}. {p.Advice}</p>\n");
    }));

    private static Markup Provenance(Evaluation evaluation) => Markup.Of(
        $"""
        <p class="soft small">evaluation.json beside this page holds every number in full, and is what this page is derived from. Criteria: {Markup.Join(evaluation.Sets.Select(s => Markup.Of($"{s.Criteria} <code>{s.Sha256[..12]}</code> ")))}</p>

        """);
}

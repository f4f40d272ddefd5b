using System.Globalization;
using ImageAnalysis.Classify;

namespace ImageAnalysis.Report.Pages;

/// <summary>card.html: what a structure model is, how good it is, and on what. Derived from its card alone.</summary>
public static class ModelCardPage
{
    /// <summary>The whole page.</summary>
    public static string Write(StructureCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        var body = Markup.Join(
        [
            Markup.Of($"<header>\n<p class=\"kind\">Structure model</p>\n<h1>{card.Name}</h1>\n<p class=\"facts\">{card.Kind}</p>\n</header>\n"),
            card.Adaptation is { } a ? Verdict(a) : Markup.Empty,
            Tiles(card.Scores, card.AsRendered, card.Adaptation),
            Page.Section("classes", "Class by class", card.Adaptation is { } adapted ? BeforeAndAfter(adapted.Before, card.Scores) : Classes(card.Scores, card.AsRendered, "F1 as rendered")),
            Page.Section("confusion", "What was taken for what", card.Adaptation is { } two
                ? Markup.Of($"<h3>Before</h3>\n{ScoreSection.Confusion(two.Before)}\n<h3>After</h3>\n{ScoreSection.Confusion(card.Scores)}")
                : ScoreSection.Confusion(card.Scores)),
            Page.Section("doubt", "Can its confidence be trusted?", ScoreSection.Doubt(card.Scores)),
            card.Adaptation is { } learnt ? Page.Section("more", "Would more pictures help?", More(learnt)) : Markup.Empty,
            Page.Section("pictures", "What it learnt from", Pictures(card)),
            Page.Section("rules", "When it does not answer", Rules(card)),
        ]);
        return Page.Write($"{card.Name} – structure model", body);
    }

    private static Markup Verdict(AdaptationCard a) => Markup.Of(
        $"<div class=\"verdict {(a.IsBetter ? "pass" : "open")}\">{Page.Chip(a.IsBetter ? "Recommended" : "Not recommended", a.IsBetter ? "pass" : "open")}<p>{a.Reason}</p></div>\n");

    private static Markup Tiles(ScoreCard scores, ScoreCard? asRendered, AdaptationCard? a) => Markup.Of(
        $"""
        <div class="tiles">
        {Tile("Answered", Percent(scores.Answered), a is null ? "of the test pictures" : $"before: {Percent(a.Before.Answered)}")}
        {Tile("Right of those answered", Percent(scores.Accuracy), a is null ? "of looks it never saw; half of them are warped, dirty or compressed beside" : $"before: {Percent(a.Before.Accuracy)}")}
        {Tile("Calibration error", Number(scores.CalibrationError, 3), a is null ? "0: a probability of 80 % is right in 80 of 100" : $"before: {Number(a.Before.CalibrationError, 3)}")}
        {(a is null ? AsRendered(asRendered) : Tile("Loss", Number(a.LossAfter, 3), $"before: {Number(a.LossBefore, 3)}; mean of -log of the probability of the truth"))}
        </div>

        """);

    private static Markup AsRendered(ScoreCard? scores) =>
        scores is null ? Markup.Empty : Tile("Right as rendered", Percent(scores.Accuracy), $"of the other half, {Percent(scores.Answered)} of them answered");

    private static Markup Tile(string name, string value, string more) =>
        Markup.Of($"<div class=\"tile\"><p class=\"name\">{name}</p><p class=\"value\">{value}</p><p class=\"more\">{more}</p></div>");

    private static Markup Classes(ScoreCard scores, ScoreCard? other, string otherName)
    {
        var rows = scores.Classes.Select((c, i) => (Now: c, Then: other?.Classes[i], At: i)).Where(c => c.Now.Pictures > 0).Select(c => Markup.Of(
            $"<tr><td>{c.Now.Label}</td><td class=\"n\">{c.Now.Pictures}</td><td class=\"n\">{Three(scores.PrecisionOf(c.At))}</td><td class=\"n\">{Three(scores.RecallOf(c.At))}</td><td class=\"n\">{Number(c.Now.F1, 3)}</td>{(c.Then is { } t ? Markup.Of($"<td class=\"n\">{Number(t.F1, 3)}</td>") : Markup.Empty)}</tr>"));
        return Markup.Of(
            $"""
            <table><thead><tr><th>Class</th><th class="n">Pictures</th><th class="n">Precision</th><th class="n">Recall</th><th class="n">F1</th>{(other is null ? Markup.Empty : Markup.Of($"<th class=\"n\">{otherName}</th>"))}</tr></thead>
            <tbody>{Markup.Join(rows)}</tbody></table>
            {Meaning}
            """);
    }

    private static Markup BeforeAndAfter(ScoreCard before, ScoreCard after)
    {
        var rows = after.Classes.Select((c, i) => (Now: c, Then: before.Classes[i], At: i)).Where(c => c.Now.Pictures > 0).Select(c => Markup.Of(
            $"<tr><td>{c.Now.Label}</td><td class=\"n\">{c.Now.Pictures}</td>{Pair(before.PrecisionOf(c.At), after.PrecisionOf(c.At))}{Pair(before.RecallOf(c.At), after.RecallOf(c.At))}{Pair(c.Then.F1, c.Now.F1)}</tr>"));
        return Markup.Of(
            $"""
            <table><thead>
            <tr><th rowspan="2">Class</th><th class="n" rowspan="2">Pictures</th><th class="n" colspan="2">Precision</th><th class="n" colspan="2">Recall</th><th class="n" colspan="2">F1</th></tr>
            <tr>{Markup.Join(Enumerable.Range(0, 3).Select(_ => Markup.Of($"<th class=\"n\">before</th><th class=\"n\">after</th>")))}</tr>
            </thead>
            <tbody>{Markup.Join(rows)}</tbody></table>
            {Meaning}
            <p class="soft small">Before: the model that was adapted, on the same pictures. After: models adapted without the picture's specimen.</p>
            """);

        static Markup Pair(double? then, double? now) => Markup.Of($"<td class=\"n soft\">{Three(then)}</td><td class=\"n\">{Three(now)}</td>");
    }

    private static string Three(double? share) => share is { } s ? Number(s, 3) : "–";

    private static Markup Meaning => Markup.Of(
        $"<p class=\"soft small\">Precision: of the pictures that got this name, the share that deserve it. Recall: of the pictures that deserve it and got an answer, the share that got it.</p>");

    private static Markup More(AdaptationCard a)
    {
        var most = (double)a.Learning.Max(p => p.Pictures);
        var step = Histogram.RoundUp(Math.Max(0.04, a.Learning.Max(p => p.Loss)) / 4);
        var steps = (int)Math.Ceiling(a.Learning.Max(p => p.Loss) / step);
        var pictures = new ChartAxis("pictures learnt from", 0, most, [.. a.Learning.Select(p => (double)p.Pictures).Distinct()], v => Number(v, 0));
        var loss = new ChartAxis("loss", 0, steps * step, [.. Enumerable.Range(0, steps + 1).Select(i => i * step)], v => Number(v, 2));
        return Markup.Of($"<p>{a.MorePictures}</p>\n<div class=\"charts\"><figure>{PointChart.Draw(pictures, loss, [.. a.Learning.Select(p => ((double)p.Pictures, p.Loss))])}<figcaption>Loss on pictures of other specimens, by the number of pictures learnt from.</figcaption></figure></div>");
    }

    private static Markup Pictures(StructureCard card)
    {
        var set = card.DataSet;
        List<(string Name, string Value)> facts =
        [
            ("Rendered pictures", string.Create(CultureInfo.InvariantCulture, $"{set.Count} of {set.Recipe}, seed {set.Seed}, {(set.Groups == set.Count ? "each with a look of its own" : $"in {set.Groups} groups")}: {set.TrainingPictures} to learn from, {set.CalibrationPictures} to calibrate, {set.TestPictures} to test")),
            ("Model", $"SHA-256 {card.ModelSha256}"),
        ];
        if (card.Comparison is { } kinds)
            facts.Add(("Why this kind", $"least loss on pictures that took no part: {string.Join("; ", kinds.Candidates.Select(c => $"{c.Kind} {Percent(c.Right)} right, loss {Number(c.Loss, 3)}"))}"));
        if (card.Adaptation is { } a)
        {
            facts.Insert(0, ("Labelled pictures", string.Create(CultureInfo.InvariantCulture, $"{a.Pictures} of {a.Groups} specimens, data set {a.DataSet} (manifest {a.ManifestSha256[..12]})")));
            if (a.KnownToBase > 0) facts.Insert(1, ("Left out of the figures", $"{a.KnownToBase.ToString(CultureInfo.InvariantCulture)} pictures that the base had learnt from already, or whose specimens it had"));
            facts.Add(("Adapted from", a.Base));
            facts.Add(("Held back by", string.Create(CultureInfo.InvariantCulture, $"{a.Strength}, chosen by cross-validation")));
            if (a.Test is { } test) facts.Add(("Kept for testing", $"{Percent(test.Answered)} answered, {Percent(test.Accuracy)} of those right"));
        }

        var scope = card.Adaptation is null
            ? "All figures are of rendered pictures whose look the model had not seen; how it does on real micrographs is another question."
            : "All figures are of pictures whose specimen the model had not seen (cross-validation over specimens), and say how it does on pictures like these.";
        return Markup.Of($"<dl>{Markup.Join(facts.Select(f => Markup.Of($"<dt>{f.Name}</dt><dd>{f.Value}</dd>")))}</dl>\n<p class=\"soft small\">{scope}</p>");
    }

    private static Markup Rules(StructureCard card)
    {
        var unfamiliar = $"the picture lies farther than {Number(card.Novelty.Threshold, 1)} from all that the model knows (squared Mahalanobis distance)";
        string[] rules = card.Conformal is { } sets
            ?
            [
                $"A picture may have the most probable classes that together reach {Percent(sets.Mass)}; the true class is among them in {Percent(sets.Coverage)} of {Calibrated(card.Adaptation)}.",
                $"One class is the answer. Two or more are ambiguous, and count as abstained. None of these: it is the one, or {unfamiliar}.",
            ]
            :
            [
                $"None of these: its probability is at least {Percent(card.Decision.NoneProbability)}, or {unfamiliar}.",
                $"Ambiguous: the two most probable classes differ by less than {Percent(card.Decision.AmbiguousMargin)}.",
            ];
        return Markup.Of(
            $"""
            <ul>
            {Markup.Join(rules.Select(rule => Markup.Of($"<li>{rule}</li>\n")))}<li>A frame without two phases, or with fewer than {Number(FrameDescription.LeastPeriods, 1)} periods of structure, gets no name whatever the model says.</li>
            </ul>
            """);
    }

    private static string Calibrated(AdaptationCard? a)
    {
        if (a is null) return "the calibration pictures (adaptive conformal set)";
        var by = "the labelled pictures, judged by models that had not seen their specimens (adaptive conformal set; what they are to reach";
        return a.CalibrationPictures is { } n
            ? $"{by} was calibrated anew on {n.ToString(CultureInfo.InvariantCulture)} of them)"
            : $"{by} is that of the model it was adapted from: 100 pictures of six specimens are the fewest to calibrate it on)";
    }

    private static string Percent(double share) => $"{Number(100 * share, 1)} %";

    private static string Number(double value, int digits) => value.ToString($"F{digits}", CultureInfo.InvariantCulture);
}

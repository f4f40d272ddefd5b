using System.Globalization;
using ImageAnalysis.Classify;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Report.Pages;

/// <summary>A labelled picture on the page of an assessment.</summary>
/// <param name="Picture">What came of it.</param>
/// <param name="Link">Path of the picture relative to the page, with "/"; absent where the page has no way to it.</param>
/// <param name="Thumbnail">Path of its thumbnail relative to the page, with "/"; absent where there is none.</param>
public sealed record AssessmentEntry(AssessedPicture Picture, string? Link, string? Thumbnail);

/// <summary>assessment.html: how a structure model does on labelled pictures, image by image.</summary>
public static class AssessmentPage
{
    /// <summary>The whole page.</summary>
    /// <param name="assessment">What came of all.</param>
    /// <param name="entries">Its pictures, in any order.</param>
    public static string Write(ModelAssessment assessment, IReadOnlyList<AssessmentEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(assessment);
        ArgumentNullException.ThrowIfNull(entries);
        var body = Markup.Join(
        [
            Markup.Of(
                $"""
                <header>
                <p class="kind">Structure model on labelled pictures</p>
                <h1>{assessment.DataSet}</h1>
                <p class="facts">{Pictures(assessment.Pictures.Count)} of {Specimens(assessment.Groups)}, named by {Page.Breakable(assessment.Model)}</p>
                </header>

                """),
            assessment.Caution is { } caution ? Markup.Of($"<div class=\"verdict open\">{Page.Chip("Learnt from", "open")}<p>{caution}</p></div>\n") : Markup.Empty,
            Tiles(assessment),
            Page.Section("failed", "Pictures that could not be analysed", Failed([.. entries.Where(e => e.Picture.Error is not null)])),
            Page.Section("classes", "Class by class", Classes(assessment)),
            Page.Section("confusion", "What was taken for what", ScoreSection.Confusion(assessment.Scores)),
            Page.Section("doubt", "Can its confidence be trusted?", ScoreSection.Doubt(assessment.Scores)),
            Page.Section("images", "Image by image", Images(entries)),
            Page.Section("descriptors", "What the descriptors mean", Meanings(entries)),
            Markup.Of($"<p class=\"soft small\">assessment.csv beside this page holds the same table with all probabilities.</p>\n"),
        ]);
        return Page.Write($"{assessment.DataSet} – structure model on labelled pictures", body);
    }

    private static Markup Tiles(ModelAssessment a) => Markup.Of(
        $"""
        <div class="tiles">
        {Tile("Answered", a.Answered, $"{Text(a.Answered.Hits)} of {Pictures(a.Answered.Of)}")}
        {Tile("Right of those answered", a.Right, $"{Text(a.Right.Hits)} of {Text(a.Right.Of)}")}
        </div>

        """);

    private static Markup Tile(string name, Proportion share, string more) => Markup.Of(
        $"<div class=\"tile\"><p class=\"name\">{name}</p><p class=\"value\">{(share.Value is { } v ? Percent(v) : "–")}</p><p class=\"range\">{Range(share)}</p><p class=\"more\">{more}</p></div>");

    private static Markup Failed(List<AssessmentEntry> failed) => failed.Count == 0 ? Markup.Empty : Markup.Of(
        $"""
        <div class="scroll"><table>
        <thead><tr><th>File</th><th>Why, and what to do</th></tr></thead>
        <tbody>{Markup.Join(failed.Select(e => Markup.Of($"<tr><td>{Name(e)}</td><td>{e.Picture.Error}</td></tr>\n")))}</tbody>
        </table></div>
        """);

    private static Markup Classes(ModelAssessment a)
    {
        var rows = a.Classes.Select(c => Markup.Of(
            $"<tr><td>{c.Label}</td><td class=\"n\">{Text(c.Pictures)}<span class=\"sub\">{Specimens(c.Groups)}</span></td>{Cell(c.Precision)}{Cell(c.Recall)}{Cell(c.Undecided)}</tr>\n"));
        return Markup.Of(
            $"""
            <div class="scroll"><table><thead><tr><th>Class</th><th class="n">Pictures</th><th class="n">Precision</th><th class="n">Recall</th><th class="n">Undecided</th></tr></thead>
            <tbody>{Markup.Join(rows)}</tbody></table></div>
            <p class="soft small">Precision: of the pictures that got this name, the share that deserve it. Recall: of the pictures that deserve it and got an answer, the share that got it. Below each share its count, and the 95&#8239;% interval (Wilson 1927) that few pictures leave open; pictures of one specimen are alike, so with several of each it is wider still.</p>
            """);
    }

    private static Markup Cell(Proportion share) => Markup.Of(
        $"<td class=\"n\">{(share.Value is { } v ? Percent(v) : "–")}<span class=\"sub\">{Text(share.Hits)} of {Text(share.Of)}</span><span class=\"sub\">{Range(share)}</span></td>");

    private static Markup Images(IReadOnlyList<AssessmentEntry> entries)
    {
        var ordered = entries.Where(e => e.Picture.Error is null).OrderBy(e => Rank(e.Picture.Standing)).ThenBy(e => e.Picture.File, StringComparer.Ordinal);
        return Markup.Of(
            $"""
            <p class="soft small">The wrong ones first, then the undecided. Void is tinted blue.</p>
            <div class="scroll"><table class="thumbs">
            <thead><tr><th></th><th>File</th><th>Label</th><th>Answer</th><th class="w">What spoke most for it</th></tr></thead>
            <tbody>
            {Markup.Join(ordered.Select(Row))}</tbody>
            </table></div>
            """);
    }

    private static Markup Row(AssessmentEntry entry)
    {
        var picture = entry.Picture;
        var image = entry.Thumbnail is { } thumbnail ? Markup.Of($"""<img src="{Page.Url(thumbnail)}" alt="" loading="lazy" decoding="async"/>""") : Markup.Empty;
        var answer = picture.Undecided is { } between
            ? Markup.Of($"{between}<span class=\"sub\">{picture.Possible}</span>")
            : Markup.Of($"{picture.Answer}<span class=\"sub\">{(picture.Probability is { } p ? AnswerSection.Probability(p) : "")}{Why(picture)}</span>");
        return Markup.Of(
            $"""
            <tr><td class="picture">{image}</td><td>{Name(entry)}<span class="sub">{Page.Breakable(picture.Group)}{(picture.IsForTest ? ", for tests" : "")}{Known(picture.Known)}</span></td><td>{picture.Label}</td><td>{answer}{Chip(picture.Standing)}</td><td class="w">{Reasons(picture)}</td></tr>

            """);
    }

    private static string Known(Acquaintance known) => known switch
    {
        Acquaintance.Picture => ", learnt from",
        Acquaintance.Specimen => ", specimen learnt from",
        _ => "",
    };

    /// <summary>The gate, where none was not the model's answer.</summary>
    private static string Why(AssessedPicture picture) =>
        picture.Answer != StructureCard.KnownLabels[3] || picture.Findings.FirstOrDefault(code => code != "structure-none") is not { } gate ? ""
        : picture.Probability is null ? gate : $", {gate}";

    private static Markup Reasons(AssessedPicture picture) =>
        Markup.Join(picture.Reasons.Select(d => Markup.Of($"<span class=\"sub\">{d.Name} = {Figures.Number(d.Value)}</span>")));

    private static Markup Meanings(IReadOnlyList<AssessmentEntry> entries)
    {
        var used = entries.SelectMany(e => e.Picture.Reasons).Select(d => d.Name).ToHashSet(StringComparer.Ordinal);
        var rows = StructureDescriptors.All.Where(d => used.Contains(d.Name)).Select(d => Markup.Of($"<dt>{d.Name}</dt><dd>{d.Meaning}{(d.Unit == "1" ? Markup.Empty : Markup.Of($" <span class=\"soft\">({d.Unit})</span>"))}</dd>\n")).ToList();
        return rows.Count == 0 ? Markup.Empty : Markup.Of($"<p class=\"soft small\">h is the harmonic mean of the mean chords of both phases; a period of the structure is 2 h, and as an area its square.</p>\n<dl>{Markup.Join(rows)}</dl>");
    }

    private static Markup Name(AssessmentEntry entry) =>
        entry.Link is { } link ? Markup.Of($"<a href=\"{Page.Url(link)}\">{Page.Breakable(entry.Picture.File)}</a>") : Page.Breakable(entry.Picture.File);

    private static Markup Chip(AnswerStanding standing) => standing switch
    {
        AnswerStanding.Right => Page.Chip("right", "pass"),
        AnswerStanding.Wrong => Page.Chip("wrong", "fail"),
        _ => Page.Chip("undecided", "open"),
    };

    private static int Rank(AnswerStanding standing) => standing switch
    {
        AnswerStanding.Wrong => 0,
        AnswerStanding.Undecided => 1,
        _ => 2,
    };

    private static string Range(Proportion share) => share.Wilson is { } i ? $"{Number(100 * i.Lower)} to {Number(100 * i.Upper)}\u202F%" : "";

    private static string Percent(double share) => $"{Number(100 * share)}\u202F%";

    private static string Number(double value) => value.ToString("F0", CultureInfo.InvariantCulture);

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Pictures(int count) => count == 1 ? "1 picture" : $"{Text(count)} pictures";

    private static string Specimens(int count) => count == 1 ? "1 specimen" : $"{Text(count)} specimens";
}

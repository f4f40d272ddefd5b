using ImageAnalysis.Classify;
using ImageAnalysis.Quantities;
using ImageAnalysis.Report.Tables;

namespace ImageAnalysis.Report.Pages;

/// <summary>One file of a batch on its page.</summary>
/// <param name="Row">What the tables say about it.</param>
/// <param name="Report">Path of its report relative to the page, with "/"; absent where there is none.</param>
/// <param name="Thumbnail">Path of its thumbnail relative to the page, with "/"; absent where there is none.</param>
public sealed record SummaryEntry(SummaryRow Row, string? Report, string? Thumbnail);

/// <summary>A result of an earlier batch into the same folder, whose image is not among those of the batch any more.</summary>
/// <param name="File">The image as the tables would name it.</param>
/// <param name="Folder">Its folder relative to the page, with "/".</param>
/// <param name="Report">Path of its report relative to the page, with "/"; absent where there is none.</param>
public sealed record KeptEntry(string File, string Folder, string? Report);

/// <summary>summary.html: all files of a batch with thumbnail, numbers, verdict and a link to each report. Thumbnails stay files of their own, so that a page of thousands opens at once.</summary>
public static class SummaryPage
{
    private const int CodesShown = 4;

    /// <summary>The whole page.</summary>
    /// <param name="title">Name of the batch.</param>
    /// <param name="entries">In the order of the page.</param>
    /// <param name="kept">Results without an image; they are in no table.</param>
    public static string Write(string title, IReadOnlyList<SummaryEntry> entries, IReadOnlyList<KeptEntry>? kept = null)
    {
        var (done, failed) = (entries.Where(e => !e.Row.Failed).ToList(), entries.Where(e => e.Row.Failed).ToList());
        var body = Markup.Of(
            $"""
            <header>
            <p class="kind">Image analysis of a folder</p>
            <h1>{title}</h1>
            <p class="facts">{Facts(done, failed)}</p>
            </header>
            {Page.Section("failed", "Files without a result", Failed(failed))}
            {Page.Section("images", "Images", Images(done))}
            {Page.Section("kept", "Results whose image is not in the folder any more", Kept(kept ?? []))}
            <p class="soft small">summary.csv beside this page holds the same numbers in full, and particles.csv every particle. The numbers below a value, or behind it, are its 95&#8239;% interval; void is tinted blue in the pictures.</p>
            """);
        return Page.Write($"{title} – image analysis", body);
    }

    private static Markup Facts(List<SummaryEntry> done, List<SummaryEntry> failed)
    {
        var verdicts = done.GroupBy(e => e.Row.Verdict).Where(g => g.Key is not null).OrderBy(g => g.Key)
            .Select(g => $"{Figures.Count(g.Count())} {Words.Verdict(g.Key!.Value).ToLowerInvariant()}");
        var undecided = done.Count(e => e.Row.Undecided is not null);
        var structures = done.Where(e => e.Row is { Structure: not null, Undecided: null }).GroupBy(e => e.Row.Structure!.Value).OrderBy(g => g.Key)
            .Select(g => $"{Figures.Count(g.Count())} {Words.Structure(g.Key)}").ToList();
        if (undecided > 0) structures.Add($"{Figures.Count(undecided)} undecided");
        var without = failed.Count == 0 ? Markup.Empty : Markup.Of($", <a href=\"#failed\">{Figures.Count(failed.Count)} without a result</a>");
        var pattern = structures.Count == 0 ? "" : $" Structures: {string.Join(", ", structures)}.";
        return Markup.Of($"{Images(done.Count)} analysed{without}. Verdicts: {string.Join(", ", verdicts.DefaultIfEmpty("none"))}.{pattern}");
    }

    private static string Images(int count) => count == 1 ? "1 image" : $"{Figures.Count(count)} images";

    private static Markup Failed(List<SummaryEntry> failed) => failed.Count == 0 ? Markup.Empty : Markup.Of(
        $"""
        <div class="scroll"><table>
        <thead><tr><th>File</th><th>Why, and what to do</th></tr></thead>
        <tbody>
        {Markup.Join(failed.Select(e => Markup.Of($"<tr><td>{Page.Breakable(e.Row.File)}</td><td>{e.Row.Error}</td></tr>\n")))}</tbody>
        </table></div>
        """);

    private static Markup Kept(IReadOnlyList<KeptEntry> kept) => kept.Count == 0 ? Markup.Empty : Markup.Of(
        $"""
        <p>They were made by an earlier batch and are in no table and no count. Should an image come back, its result is taken over; what is not wanted may be deleted.</p>
        <div class="scroll"><table>
        <thead><tr><th>File</th><th>Folder</th></tr></thead>
        <tbody>
        {Markup.Join(kept.Select(k => Markup.Of($"<tr><td>{(k.Report is { } report ? Markup.Of($"<a href=\"{Page.Url(report)}\">{Page.Breakable(k.File)}</a>") : Page.Breakable(k.File))}</td><td>{Page.Breakable(k.Folder)}</td></tr>\n")))}</tbody>
        </table></div>
        """);

    private static Markup Images(List<SummaryEntry> done) => done.Count == 0 ? Markup.Empty : Markup.Of(
        $"""
        <div class="scroll"><table class="thumbs">
        <thead><tr><th></th><th>File</th><th>Structure</th><th class="n">Porosity</th><th class="n">Mean pore size</th><th class="n">Particles</th><th>Verdict</th></tr></thead>
        <tbody>
        {Markup.Join(done.Select(Row))}</tbody>
        </table></div>
        """);

    private static Markup Row(SummaryEntry entry)
    {
        var row = entry.Row;
        var picture = entry.Thumbnail is { } thumbnail
            ? Markup.Of($"""<img src="{Page.Url(thumbnail)}" alt="" loading="lazy" decoding="async"/>""")
            : Markup.Empty;
        var name = entry.Report is { } report ? Markup.Of($"""<a href="{Page.Url(report)}">{Page.Breakable(row.File)}</a>""") : Page.Breakable(row.File);
        return Markup.Of(
            $"""
            <tr><td class="picture">{picture}</td><td>{name}<span class="sub">{Size(row)}</span></td><td>{Structure(row)}</td><td class="n">{Porosity(row)}</td><td class="n">{Length(row.MeanInterceptNm, row.MeanInterceptPx)}</td><td class="n">{Particles(row)}</td><td>{(row.Verdict is { } v ? Page.Chip(v) : Markup.Empty)}<span class="sub">{Codes(row.Findings)}</span></td></tr>

            """);
    }

    private static string Size(SummaryRow row) => row.WidthPx is { } width && row.HeightPx is { } height
        ? $"{width.ToString(System.Globalization.CultureInfo.InvariantCulture)} × {height.ToString(System.Globalization.CultureInfo.InvariantCulture)} px, {(row.PixelSizeNm is { } nm ? Figures.Exact(nm) + " per px" : "no scale")}"
        : "";

    private static Markup Structure(SummaryRow row)
    {
        if (row.Structure is not { } structure) return Markup.Of($"–");
        if (row.Undecided is { } between) return Markup.Of($"Undecided<span class=\"sub\">{between}</span>");
        var sure = row.StructureProbability is { } p && structure != StructureClass.None ? AnswerSection.Probability(p) : "";
        return Markup.Of($"{Words.StructureForPeople(structure).Name}<span class=\"sub\">{sure}</span>");
    }

    private static Markup Porosity(SummaryRow row)
    {
        if (row.PorosityEstimate is not { } porosity) return Markup.Of($"–");
        var note = row.Findings.Contains(AnswerSection.NotAPorosity) ? Markup.Of($"<span class=\"sub\">ground, not pores</span>") : Markup.Empty;
        return Markup.Of($"{Figures.Value(porosity, ShownUnit.PercentOfFraction)}<span class=\"sub\">{Figures.Joined(porosity, ShownUnit.PercentOfFraction)}</span>{note}");
    }

    private static Markup Length(Estimate? nm, Estimate? px)
    {
        if ((nm ?? px) is not { } estimate) return Markup.Of($"–");
        var unit = nm is null ? ShownUnit.Pixel : ShownUnit.ForNanometres(estimate.Value);
        return Markup.Of($"{Figures.Value(estimate, unit)}<span class=\"sub\">{Figures.Joined(estimate, unit)}</span>");
    }

    private static Markup Particles(SummaryRow row)
    {
        if (row.Particles is not { } count) return Markup.Of($"–");
        var size = (row.NumberAverageDiameterNm ?? row.NumberAverageDiameterPx) is { } mean
            ? Sized(mean, row.NumberAverageDiameterNm is null ? ShownUnit.Pixel : ShownUnit.ForNanometres(mean.Value))
            : Markup.Empty;
        var spread = row.CvPercent is { } cv ? Markup.Of($"<span class=\"sub\">CV {Figures.Value(cv, ShownUnit.Percent)} ({Figures.Joined(cv, ShownUnit.Percent)})</span>") : Markup.Empty;
        return Markup.Of($"{Figures.Count(count)}{size}{spread}");

        static Markup Sized(Estimate mean, ShownUnit unit) => Markup.Of($"<span class=\"sub\">{Figures.Value(mean, unit)} ({Figures.Joined(mean, unit)})</span>");
    }

    private static string Codes(IReadOnlyList<string> codes) => codes.Count <= CodesShown
        ? string.Join(", ", codes)
        : $"{string.Join(", ", codes.Take(CodesShown))} and {(codes.Count - CodesShown).ToString(System.Globalization.CultureInfo.InvariantCulture)} more";
}

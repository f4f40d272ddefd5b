using ImageAnalysis.Findings;

namespace ImageAnalysis.Report.Pages;

/// <summary>The findings in plain words, the gravest first.</summary>
internal static class FindingSection
{
    private static readonly (Severity Severity, string Title)[] Groups =
    [
        (Severity.Limit, "Numbers that are missing or must not be used as usual"),
        (Severity.Warning, "Numbers to be read with care"),
        (Severity.Note, "Good to know"),
    ];

    public static Markup Write(IReadOnlyList<Finding> findings)
    {
        if (findings.Count == 0) return Markup.Of($"<p>Nothing was found that bears on the numbers.</p>");
        return Markup.Join(Groups.Select(group => Group(group.Title, [.. findings.Where(f => f.Severity == group.Severity)])));
    }

    private static Markup Group(string title, IReadOnlyList<Finding> findings) => findings.Count == 0
        ? Markup.Empty
        : Markup.Of($"<h3>{title}</h3>\n{Markup.Join(findings.Select(One))}");

    private static Markup One(Finding finding) => Markup.Of(
        $"""
        <div class="finding {Look(finding.Severity)}"><p class="what">{finding.What}</p><p>{finding.Why}</p><p><strong>What to do:</strong> {finding.Mend}</p><p><code>{finding.Code}</code></p></div>

        """);

    private static string Look(Severity severity) => severity switch
    {
        Severity.Limit => "limit",
        Severity.Warning => "warning",
        _ => "note",
    };
}

using System.Reflection;
using ImageAnalysis.Evaluate;

namespace ImageAnalysis.Report.Pages;

/// <summary>What all pages share: one file without script, network or anything outside it.</summary>
internal static class Page
{
    private static readonly Lazy<string> Style = new(() =>
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("ImageAnalysis.Report.Pages.report.css")
            ?? throw new InvalidOperationException("The style of the pages is not part of this build.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    });

    /// <summary>A whole HTML file.</summary>
    public static string Write(string title, Markup body) => Markup.Of(
        $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data: 'self' file:; style-src 'unsafe-inline'"/>
        <title>{title}</title>
        <style>
        {new Markup(Style.Value)}</style>
        </head>
        <body>
        {body}
        </body>
        </html>

        """).Text;

    /// <summary>A section with its heading; nothing where there is no content.</summary>
    public static Markup Section(string id, string title, Markup content) => content.Text.Length == 0
        ? Markup.Empty
        : Markup.Of($"<section id=\"{id}\">\n<h2>{title}</h2>\n{content}\n</section>\n");

    public static Markup Chip(Verdict verdict) => Chip(Words.Verdict(verdict), Look(verdict));

    public static Markup Chip(Standing standing) => Chip(Words.Standing(standing), standing switch
    {
        Standing.Met => "pass",
        Standing.NotMet or Standing.Undecided => "open",
        _ => "none",
    });

    public static Markup Chip(string text, string look)
    {
        var sign = look switch
        {
            "pass" => "✓ ",
            "fail" => "✕ ",
            "open" => "~ ",
            _ => "",
        };
        return Markup.Of($"<span class=\"chip {look}\">{sign}{text}</span>");
    }

    /// <summary>The class that gives a verdict its colour.</summary>
    public static string Look(Verdict verdict) => verdict switch
    {
        Verdict.Pass => "pass",
        Verdict.Fail => "fail",
        Verdict.Indeterminate => "open",
        _ => "none",
    };

    /// <summary>A path that may break into lines after its separators.</summary>
    public static Markup Breakable(string path)
    {
        var parts = new List<Markup>();
        var from = 0;
        for (var i = 0; i < path.Length; i++)
        {
            if (path[i] is not ('/' or '\\' or '_' or '-' or '.')) continue;
            parts.Add(Markup.Of($"{path[from..(i + 1)]}<wbr/>"));
            from = i + 1;
        }

        parts.Add(Markup.Of($"{path[from..]}"));
        return Markup.Join(parts);
    }

    /// <summary>A relative path as a link: what has a meaning in a URL is escaped, the slashes stay.</summary>
    public static string Url(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    /// <summary>The last part of a path of either system.</summary>
    public static string FileName(string path) => path[(path.AsSpan().LastIndexOfAny('/', '\\') + 1)..];
}

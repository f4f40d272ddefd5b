using System.Text.Json.Nodes;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Report.Pages;

/// <summary>What made the numbers, so that they can be made again.</summary>
internal static class ProvenanceSection
{
    public static Markup Write(Analysis analysis)
    {
        var (input, provenance) = (analysis.Input, analysis.Provenance);
        var page = input.Pages.Count > 1 ? $"{input.Format}, page {Number(input.Page)} of {Number(input.Pages.Count)}" : input.Format.ToString();
        List<(string Name, string? Value)> facts =
        [
            ("File", input.Name),
            ("SHA-256", input.Sha256),
            ("Kind", $"{page}, {Figures.Count(input.Bytes)} bytes"),
            ("Measured field", Area(analysis.Field.Measured)),
            ("Data bar", analysis.Field.DataBar is { } bar ? $"{Area(bar.Rows)}: {bar.Detail}" : "none"),
            ("Pixel size", analysis.Scale.PixelSize is { } size ? $"{ReportPage.PixelSizeText(size)}: {analysis.Scale.Evidence}" : "unknown"),
            .. analysis.Scale.Candidates.Skip(1).Select(c => ("Other claim", (string?)$"{ReportPage.PixelSizeText(c.PixelSize)} ({Words.ScaleSource(c.Source)}): {c.Evidence}")),
            ("Scale bar", analysis.Scale.Bar is { } scaleBar ? $"{scaleBar.Evidence}: {Words.Standing(scaleBar.Standing)}" : "none found"),
            ("Grey level", Level(analysis)),
            ("Program", provenance.Program),
            ("Libraries", string.Join(", ", provenance.Libraries)),
            ("Structure model", provenance.Model ?? "none"),
            ("Model of measurable frames", provenance.MeasurableModel ?? "none"),
            ("Model of openings", provenance.OpeningsModel ?? "none"),
            ("Model of centres", provenance.CentresModel ?? "none"),
            ("Model of necks", provenance.NecksModel ?? "none"),
            ("Criteria", provenance.Criteria.Count == 0 ? "none" : string.Join("; ", provenance.Criteria)),
        ];
        return Markup.Of(
            $"""
            <dl>{Markup.Join(facts.Select(f => Markup.Of($"<dt>{f.Name}</dt><dd>{f.Value}</dd>")))}</dl>
            <h3>Options in effect</h3>
            <ul class="options">{Markup.Join(Options(provenance.Pipeline, "").Select(o => Markup.Of($"<li><code>{o.Path} = {o.Value}</code></li>")))}</ul>
            <p class="soft small">analysis.json beside this page holds every number in full, and is the truth that this page is derived from.</p>
            """);
    }

    private static string Area(PixelRect area) =>
        $"{Number(area.Width)} × {Number(area.Height)} px at ({Number(area.X)}, {Number(area.Y)})";

    private static string Level(Analysis analysis)
    {
        var segmentation = analysis.Segmentation;
        var level = segmentation.Level is { } l ? $"{Figures.Number(l, 1)} by " : "local, by ";
        return $"{level}{segmentation.Method.ToString().ToLowerInvariant()}; the {segmentation.VoidPhase.ToString().ToLowerInvariant()} phase is void";
    }

    /// <summary>Every option by its path, in the order of the pipeline.</summary>
    internal static IEnumerable<(string Path, string Value)> Options(JsonNode? node, string path)
    {
        if (node is not JsonObject members) return [(path, node?.ToJsonString() ?? "none")];
        return members.SelectMany(m => Options(m.Value, path.Length == 0 ? m.Key : $"{path}.{m.Key}"));
    }

    private static string Number(long value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

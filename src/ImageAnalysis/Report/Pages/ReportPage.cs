using ImageAnalysis.Quantities;

namespace ImageAnalysis.Report.Pages;

/// <summary>report.html: the answer first, then what it rests on. Derived from the analysis alone, and the pictures handed in.</summary>
internal static class ReportPage
{
    public static string Write(Analysis analysis, IReadOnlyList<PagePicture> pictures)
    {
        var name = Page.FileName(analysis.Input.Name);
        var body = Markup.Join(
        [
            Head(analysis, name),
            AnswerSection.Write(analysis),
            Page.Section("pictures", "What was measured", PictureSection.Write(analysis, pictures)),
            Page.Section("distributions", "Distributions", DistributionSection.Write(analysis)),
            LayerSection.Write(analysis),
            Page.Section("numbers", "Numbers", NumberSection.Write(analysis)),
            Page.Section("structure", "Structure", StructureSection.Write(analysis)),
            CriteriaSection.Write(analysis.Evaluation),
            SweepSection.Write(analysis.Evaluation),
            DerivedSection.Write(analysis.Evaluation.Derived),
            Page.Section("findings", "Findings", FindingSection.Write(analysis.Findings)),
            Page.Section("provenance", "Provenance", ProvenanceSection.Write(analysis)),
        ]);
        return Page.Write($"{name} – image analysis", body);
    }

    private static Markup Head(Analysis analysis, string name)
    {
        var field = analysis.Field;
        var scale = analysis.Scale.PixelSize is { } size
            ? $"pixel size {PixelSizeText(size)}, from {Source(analysis)}; field {Figures.Length(field.Measured.Width * size.X.Nanometres)}\u00A0×\u00A0{Figures.Length(field.Measured.Height * size.Y.Nanometres)}"
            : "pixel size unknown: all lengths are in pixels";
        return Markup.Of(
            $"""
            <header>
            <p class="kind">Image analysis report</p>
            <h1>{Page.Breakable(name)}</h1>
            <p class="facts">{field.Page.Width} × {field.Page.Height} px, {field.BitsPerSample} bit{(field.DataBar is null ? "" : $", {field.DataBar.Rows.Height} rows of data bar cut off")}; {scale}</p>
            </header>

            """);
    }

    public static string PixelSizeText(PixelSize size) =>
        size.X == size.Y ? Figures.Exact(size.X.Nanometres) : $"{Figures.Exact(size.X.Nanometres)} × {Figures.Exact(size.Y.Nanometres)}";

    private static string Source(Analysis analysis) => analysis.Scale.Source switch
    {
        Scale.ScaleSource.User => "the user",
        Scale.ScaleSource.Metadata => "the microscope's metadata",
        _ => "the scale bar in the picture",
    };
}

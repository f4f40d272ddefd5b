using System.Text;
using ImageAnalysis.Formats;
using ImageAnalysis.Report;
using ImageAnalysis.Report.Tables;
using ImageAnalysis.Tests.Layers;
using OpenCvSharp;

namespace ImageAnalysis.Tests.Report;

public sealed class LayerReportTests
{
    [Fact]
    public void A_section_has_a_picture_a_table_and_a_thickness_in_the_summary()
    {
        using var page = Sections.Membrane(80, 300, radius: 7, discs: 400, surface: 40);
        using var made = Analysed.Of(page, 10);
        Assert.Equal(made.Analysis.Layers!.Inside, made.Analysis.Segmentation.Field);
        var files = ImageReport.Files(made.Analysis, made.Micrograph, made.Segmented, ReportParts.All);
        var html = Encoding.UTF8.GetString(files.Single(f => f.Name == ImageReport.Page).Content.Span);
        Assert.Contains("surface layer", html, StringComparison.Ordinal);
        Assert.Contains("id=\"layers\"", html, StringComparison.Ordinal);
        Assert.Contains("<p class=\"name\">Thickness</p>", html, StringComparison.Ordinal);
        Assert.Contains("are those of the inside of the membrane alone.</p>", html, StringComparison.Ordinal);
        using var picture = Cv2.ImDecode(files.Single(f => f.Name == ImageReport.LayersPng).Content.ToArray(), ImreadModes.Color);
        Assert.True(picture.Cols >= Sections.Width);
        var row = SummaryRow.Of(made.Analysis, "a.png");
        Assert.Equal(2200, row.ThicknessNm!.Value, 20.0);
        Assert.Contains(Csv.Number(row.ThicknessNm.Whole!.Value.Lower), SummaryTable.Line(row).Split(','));
        var layers = Encoding.UTF8.GetString(files.Single(f => f.Name == ImageReport.LayersCsv).Content.Span).TrimEnd().Split("\r\n");
        Assert.StartsWith("layer,thickness_nm,thickness_lower_nm,thickness_upper_nm,", layers[0], StringComparison.Ordinal);
        var whole = made.Analysis.Layers.Thickness!;
        Assert.Equal(1 + made.Analysis.Layers.Layers.Count + 1, layers.Length);
        var last = layers[0].Split(',').Zip(layers[^1].Split(',')).ToDictionary(c => c.First, c => c.Second, StringComparer.Ordinal);
        Assert.Equal(("all-together", Csv.Number(whole.Nm!.Value), Csv.Number(whole.Nm.Whole!.Value.Upper)), (last["layer"], last["thickness_nm"], last["thickness_upper_nm"]));
        Assert.Equal((Csv.Whole(whole.ValuesPx.Count), Csv.Number(whole.StandardDeviationPx), ""), (last["thickness_values"], last["thickness_deviation_px"], last["porosity"]));

        // One unit down a column, in every cell of it.
        var section = html[html.IndexOf("id=\"layers\"", StringComparison.Ordinal)..];
        var cells = section[..section.IndexOf("</table>", StringComparison.Ordinal)].Split("<tr>")[2..].Select(row => row.Split("<td class=\"n\">")[1..]).ToList();
        Assert.Equal(layers.Length - 1, cells.Count);
        foreach (var column in new[] { 0, 1, 3, 4 }) Assert.All(cells, row => Assert.Contains("\u202Fµm", row[column], StringComparison.Ordinal));
        foreach (var (line, layer) in layers[1..^1].Zip(made.Analysis.Layers.Layers))
        {
            Assert.Equal(layers[0].Split(',').Length, line.Split(',').Length);
            Assert.Contains(Csv.Number(layer.Thickness!.Nm!.Whole!.Value.Upper), line.Split(','));
            Assert.Contains(Csv.Number(layer.Porosity!.Whole!.Value.Lower), line.Split(','));
            Assert.Contains(Csv.Number(layer.Pores!.Nm!.Literal.Whole!.Value.Upper), line.Split(','));
        }

        Assert.Equal(made.Analysis.Layers.Boundaries.Count, AnalysisJson.Read(AnalysisJson.Write(made.Analysis), "x").Layers!.Boundaries.Count);
    }

    [Fact]
    public void A_refused_section_has_no_numbers_anywhere()
    {
        using var page = Sections.Fingers();
        using var made = Analysed.Of(page, 10);
        Assert.True(made.Analysis.Layers!.Refused);
        Assert.DoesNotContain(made.Analysis.Layers.Findings, f => f.Code == "tilted-view");
        Assert.InRange(made.Analysis.Layers.Boundaries.Count, 0, 2);
        Assert.Null(made.Analysis.Intercept);
        Assert.Null(made.Analysis.Particles);
        Assert.Null(made.Analysis.Segmentation.Porosity);
        Assert.Contains(ImageReport.Files(made.Analysis, made.Micrograph, made.Segmented, ReportParts.All), f => f.Name == ImageReport.LayersPng);
    }
}

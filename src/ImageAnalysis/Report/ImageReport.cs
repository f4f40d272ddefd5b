using System.Text;
using ImageAnalysis.Ingest;
using ImageAnalysis.Report.Pages;
using ImageAnalysis.Report.Pictures;
using ImageAnalysis.Report.Tables;
using ImageAnalysis.Segment;

namespace ImageAnalysis.Report;

/// <summary>Everything that is derived from the analysis of one image, except analysis.json itself: see <see cref="AnalysisJson"/>.</summary>
public static class ImageReport
{
    public const string ParticlesCsv = "particles.csv";
    public const string ChordsCsv = "chords.csv";
    public const string LayersCsv = "layers.csv";
    public const string LayersPng = "layers.png";
    public const string VoidPng = "void.png";
    public const string LinesPng = "lines.png";
    public const string ParticlesPng = "particles.png";
    public const string Page = "report.html";
    public const string Thumbnail = "thumbnail.jpg";

    /// <summary>The files of a report. The same analysis gives the same bytes.</summary>
    /// <param name="analysis">The truth.</param>
    /// <param name="micrograph">The picture it was made from; borrowed.</param>
    /// <param name="segmented">Its void and solid; borrowed.</param>
    /// <param name="parts">What to make.</param>
    public static IReadOnlyList<ReportFile> Files(Analysis analysis, Micrograph micrograph, SegmentedImage segmented, ReportParts parts)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        ArgumentNullException.ThrowIfNull(micrograph);
        ArgumentNullException.ThrowIfNull(segmented);
        var files = new List<ReportFile>();
        if (parts.HasFlag(ReportParts.Tables))
        {
            files.Add(Text(ParticlesCsv, ParticleTable.Write(analysis, Path.GetFileName(analysis.Input.Name))));
            files.Add(Text(ChordsCsv, ChordTable.Write(analysis)));
            if (analysis.Layers is { } section) files.Add(Text(LayersCsv, LayerTable.Write(section)));
        }

        var painter = new Painter(analysis, micrograph, segmented);
        if (parts.HasFlag(ReportParts.Pictures))
            files.AddRange(painter.Subjects.Select(subject => new ReportFile(FileName(subject), painter.Png(subject))));
        if (parts.HasFlag(ReportParts.Page))
        {
            PagePicture[] pictures = parts.HasFlag(ReportParts.Pictures)
                ? [.. painter.Subjects.Select(subject => new PagePicture(subject, painter.Jpeg(subject)))]
                : [];
            files.Add(Text(Page, ReportPage.Write(analysis, pictures)));
        }

        if (parts.HasFlag(ReportParts.Thumbnail)) files.Add(new ReportFile(Thumbnail, painter.Thumbnail()));
        return files;
    }

    private static string FileName(PictureSubject subject) => subject switch
    {
        PictureSubject.Layers => LayersPng,
        PictureSubject.Void => VoidPng,
        PictureSubject.Lines => LinesPng,
        _ => ParticlesPng,
    };

    private static ReportFile Text(string name, string text) => new(name, new UTF8Encoding(false).GetBytes(text));
}

namespace ImageAnalysis.Report.Pages;

/// <summary>report.html.</summary>
internal static class ReportPage
{
    public static string Write(Analysis analysis, IReadOnlyList<PagePicture> pictures) => $"{analysis.Format} {pictures.Count}";
}

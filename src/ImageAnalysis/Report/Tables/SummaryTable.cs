using System.Text;
using ImageAnalysis.Formats;

namespace ImageAnalysis.Report.Tables;

/// <summary>summary.csv: a row per file of a batch. Names and vocabularies are a contract; columns are only ever added.</summary>
public static class SummaryTable
{
    public static string Header { get; } = Csv.Record(
        "file", "status", "error", "width_px", "height_px", "pixel_size_nm", "scale_source", "structure", "structure_probability", "porosity",
        "mean_intercept_nm", "mean_intercept_px", "mean_intercept_ratio_nm", "mean_intercept_lower_nm", "mean_intercept_upper_nm", "particles",
        "number_average_diameter_nm", "number_average_diameter_px", "cv_percent", "verdict", "findings", "thickness_nm");

    /// <summary>The whole table.</summary>
    public static string Write(IEnumerable<SummaryRow> rows)
    {
        var text = new StringBuilder(Header);
        foreach (var row in rows) text.Append(Line(row));
        return text.ToString();
    }

    /// <summary>One record with its line end.</summary>
    public static string Line(SummaryRow row) => Csv.Record(
        row.File,
        row.Failed ? "failed" : "ok",
        OneLine(row.Error),
        Csv.Whole(row.WidthPx),
        Csv.Whole(row.HeightPx),
        Csv.Number(row.PixelSizeNm),
        row.ScaleSource is { } source ? Words.ScaleSource(source) : "",
        row.Structure is { } structure ? Words.Structure(structure) : "",
        Csv.Number(row.StructureProbability),
        Csv.Number(row.Porosity),
        Csv.Number(row.MeanInterceptNm?.Value),
        Csv.Number(row.MeanInterceptPx?.Value),
        Csv.Number(row.MeanInterceptRatioNm?.Value),
        Csv.Number(row.MeanInterceptNm?.Combined?.Lower),
        Csv.Number(row.MeanInterceptNm?.Combined?.Upper),
        Csv.Whole(row.Particles),
        Csv.Number(row.NumberAverageDiameterNm?.Value),
        Csv.Number(row.NumberAverageDiameterPx?.Value),
        Csv.Number(row.CvPercent?.Value),
        row.Verdict?.ToString() ?? "",
        string.Join(';', row.Findings),
        Csv.Number(row.ThicknessNm?.Value));

    private static string OneLine(string? text) => text is null ? "" : string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

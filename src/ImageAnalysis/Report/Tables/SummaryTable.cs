using System.Text;
using ImageAnalysis.Formats;

namespace ImageAnalysis.Report.Tables;

/// <summary>summary.csv: a row per file of a batch. Names and vocabularies are a contract; columns are only ever added, at the end. An interval that lacks a part is empty.</summary>
public static class SummaryTable
{
    /// <summary>What people read in place of a structure where another cannot be ruled out.</summary>
    public const string Undecided = "undecided";

    /// <summary>The column that says so: the structure is only the more probable one, and counts as abstained.</summary>
    public const string UndecidedColumn = "structure_undecided";

    public static string Header { get; } = Csv.Record(
        "file", "status", "error", "width_px", "height_px", "pixel_size_nm", "scale_source", "structure", "structure_probability", "porosity",
        "mean_intercept_nm", "mean_intercept_px", "mean_intercept_ratio_nm", "mean_intercept_lower_nm", "mean_intercept_upper_nm", "particles",
        "number_average_diameter_nm", "number_average_diameter_px", "cv_percent", "verdict", "findings", "thickness_nm",
        "porosity_lower", "porosity_upper", "mean_intercept_lower_px", "mean_intercept_upper_px", "mean_intercept_ratio_lower_nm", "mean_intercept_ratio_upper_nm",
        "number_average_diameter_lower_nm", "number_average_diameter_upper_nm", "number_average_diameter_lower_px", "number_average_diameter_upper_px",
        "cv_lower_percent", "cv_upper_percent", "thickness_lower_nm", "thickness_upper_nm", UndecidedColumn);

    /// <summary>The whole table.</summary>
    public static string Write(IEnumerable<SummaryRow> rows)
    {
        var text = new StringBuilder(Header);
        foreach (var row in rows) text.Append(Line(row));
        return text.ToString();
    }

    /// <summary>One record with its line end.</summary>
    public static string Line(SummaryRow row) => Csv.Record(
        [
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
            .. IntervalCells.Of(row.MeanInterceptNm),
            Csv.Whole(row.Particles),
            Csv.Number(row.NumberAverageDiameterNm?.Value),
            Csv.Number(row.NumberAverageDiameterPx?.Value),
            Csv.Number(row.CvPercent?.Value),
            row.Verdict?.ToString() ?? "",
            string.Join(';', row.Findings),
            Csv.Number(row.ThicknessNm?.Value),
            .. IntervalCells.Of(row.PorosityEstimate),
            .. IntervalCells.Of(row.MeanInterceptPx),
            .. IntervalCells.Of(row.MeanInterceptRatioNm),
            .. IntervalCells.Of(row.NumberAverageDiameterNm),
            .. IntervalCells.Of(row.NumberAverageDiameterPx),
            .. IntervalCells.Of(row.CvPercent),
            .. IntervalCells.Of(row.ThicknessNm),
            row.Structure is null ? "" : Csv.YesNo(row.Undecided is not null),
        ]);

    private static string OneLine(string? text) => text is null ? "" : string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

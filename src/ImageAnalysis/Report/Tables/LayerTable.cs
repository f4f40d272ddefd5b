using System.Text;
using ImageAnalysis.Formats;
using ImageAnalysis.Layers;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Report.Tables;

/// <summary>layers.csv: a row per layer of a section, from the top or from the left. Columns are only ever added, at the end. An interval that lacks a part is empty.</summary>
public static class LayerTable
{
    public static string Header { get; } = Csv.Record(
        "layer", "thickness_nm", "thickness_lower_nm", "thickness_upper_nm", "thickness_px", "thickness_lower_px", "thickness_upper_px", "thickness_values",
        "thickness_deviation_px", "porosity", "porosity_lower", "porosity_upper", "mean_intercept_nm", "mean_intercept_lower_nm", "mean_intercept_upper_nm",
        "mean_intercept_px", "mean_intercept_lower_px", "mean_intercept_upper_px", "over_inside", "over_inside_lower", "over_inside_upper");

    /// <summary>The whole table; no rows where no layer was measured.</summary>
    public static string Write(LayersResult section)
    {
        ArgumentNullException.ThrowIfNull(section);
        var text = new StringBuilder(Header);
        foreach (var layer in section.Layers) text.Append(Row(layer));
        return text.ToString();
    }

    private static string Row(Layer layer) => Csv.Record(
        [
            Words.LayerName(layer.Kind), .. Three(layer.Thickness?.Nm), .. Three(layer.Thickness?.Px), Csv.Whole(layer.Thickness?.ValuesPx.Count), Csv.Number(layer.Thickness?.StandardDeviationPx),
            .. Three(layer.Porosity), .. Three(layer.Pores?.Nm?.Literal), .. Three(layer.Pores?.Px?.Literal), Csv.Number(layer.PoreRatio),
            .. IntervalCells.Of(layer.PoreRatioEstimate),
        ]);

    private static string[] Three(Estimate? estimate) => [Csv.Number(estimate?.Value), .. IntervalCells.Of(estimate)];
}

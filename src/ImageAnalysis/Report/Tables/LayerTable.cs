using System.Text;
using ImageAnalysis.Formats;
using ImageAnalysis.Layers;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Report.Tables;

/// <summary>layers.csv: a row per layer of a section, from the top or from the left, and where they are several and all known a last one for the whole. Columns are only ever added, at the end. An interval that lacks a part is empty.</summary>
public static class LayerTable
{
    /// <summary>In the column of the layer: all of them, from face to face.</summary>
    public const string AllTogether = "all-together";

    public static string Header { get; } = Csv.Record(
        "layer", "thickness_nm", "thickness_lower_nm", "thickness_upper_nm", "thickness_px", "thickness_lower_px", "thickness_upper_px", "thickness_values",
        "thickness_deviation_px", "porosity", "porosity_lower", "porosity_upper", "mean_intercept_nm", "mean_intercept_lower_nm", "mean_intercept_upper_nm",
        "mean_intercept_px", "mean_intercept_lower_px", "mean_intercept_upper_px", "over_inside", "over_inside_lower", "over_inside_upper");

    /// <summary>The whole table; no rows where no layer was measured.</summary>
    public static string Write(LayersResult section)
    {
        ArgumentNullException.ThrowIfNull(section);
        var text = new StringBuilder(Header);
        foreach (var layer in section.Layers) text.Append(Row(Words.LayerName(layer.Kind), layer.Thickness, layer));
        if (section.Layers.Count > 1 && section.Thickness is { } whole) text.Append(Row(AllTogether, whole, null));
        return text.ToString();
    }

    private static string Row(string name, LayerThickness? thickness, Layer? layer) => Csv.Record(
        [
            name, .. Three(thickness?.Nm), .. Three(thickness?.Px), Csv.Whole(thickness?.ValuesPx.Count), Csv.Number(thickness?.StandardDeviationPx),
            .. Three(layer?.Porosity), .. Three(layer?.Pores?.Nm?.Literal), .. Three(layer?.Pores?.Px?.Literal), Csv.Number(layer?.PoreRatio),
            .. IntervalCells.Of(layer?.PoreRatioEstimate),
        ]);

    private static string[] Three(Estimate? estimate) => [Csv.Number(estimate?.Value), .. IntervalCells.Of(estimate)];
}

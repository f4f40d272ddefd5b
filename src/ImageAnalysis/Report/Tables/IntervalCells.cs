using ImageAnalysis.Formats;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Report.Tables;

/// <summary>An interval in a table.</summary>
internal static class IntervalCells
{
    /// <summary>Lower and upper end; both empty where there is no interval, or where it lacks a part.</summary>
    public static string[] Of(Estimate? estimate) => [Csv.Number(estimate?.Whole?.Lower), Csv.Number(estimate?.Whole?.Upper)];
}

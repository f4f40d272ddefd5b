using System.Text;
using ImageAnalysis.Formats;
using ImageAnalysis.Intercept;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Report.Tables;

/// <summary>chords.csv: a row per void segment on the lines of the main direction. Coordinates: pixels of the input page, y down.</summary>
public static class ChordTable
{
    public static string Header { get; } =
        Csv.Record("line", "x0_px", "y0_px", "x1_px", "y1_px", "length_px", "length_nm", "cut_at_start", "cut_at_end");

    /// <summary>The whole table; no rows where the frame was not measured.</summary>
    public static string Write(Analysis analysis)
    {
        var text = new StringBuilder(Header);
        foreach (var chord in analysis.Intercept?.Chords ?? []) text.Append(Row(chord, analysis.Scale.PixelSize));
        return text.ToString();
    }

    private static string Row(Chord chord, PixelSize? pixelSize) => Csv.Record(
        Csv.Whole(chord.Line),
        Csv.Number(chord.X0),
        Csv.Number(chord.Y0),
        Csv.Number(chord.X1),
        Csv.Number(chord.Y1),
        Csv.Number(chord.LengthPx),
        Csv.Number(pixelSize?.StepNanometres(chord.X1 - chord.X0, chord.Y1 - chord.Y0)),
        Csv.YesNo(chord.CutAtStart),
        Csv.YesNo(chord.CutAtEnd));
}

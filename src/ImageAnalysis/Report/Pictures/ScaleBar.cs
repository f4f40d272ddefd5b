using System.Globalization;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Report.Pictures;

/// <summary>A bar of a round length.</summary>
/// <param name="LengthPx">Its length, input pixels across.</param>
/// <param name="Number">1, 2 or 5 times a power of ten.</param>
/// <param name="Unit">nm, µm, mm, or px where there is no scale.</param>
internal sealed record ScaleBar(double LengthPx, string Number, string Unit)
{
    /// <summary>The longest round bar that is at most a quarter of the width.</summary>
    public static ScaleBar For(double widthPx, PixelSize? pixelSize)
    {
        var per = pixelSize?.X.Nanometres;
        var length = RoundDown(widthPx / 4 * (per ?? 1));
        var (value, unit) = per is null ? (length, "px") : length switch
        {
            >= 1e6 => (length / 1e6, "mm"),
            >= 1e3 => (length / 1e3, "µm"),
            _ => (length, "nm"),
        };
        return new ScaleBar(length / (per ?? 1), value.ToString("0.######", CultureInfo.InvariantCulture), unit);
    }

    private static double RoundDown(double length)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(length)));
        var lead = length / power;
        return power * (lead >= 5 ? 5 : lead >= 2 ? 2 : 1);
    }
}

using ImageAnalysis.Models;
using OpenCvSharp;

namespace ImageAnalysis.Segment;

/// <summary>The frame that the model of openings is given.</summary>
public static class OpeningsFrame
{
    /// <summary>Diameter of cells that fields are brought to, pixels.</summary>
    public const double CellPx = 24;

    /// <summary>Pixels at most: about 250 cells.</summary>
    private const double LargestArea = 400 * 320;

    /// <summary>The frame of a field.</summary>
    /// <param name="grey">Grey values as recorded, 8 or 16 bits.</param>
    /// <param name="cellPx">Diameter of cells, as far as it is known, pixels.</param>
    public static NetworkFrame Of(Mat grey, double cellPx) => NetworkFrame.Of(grey, CellPx / cellPx, LargestArea);
}

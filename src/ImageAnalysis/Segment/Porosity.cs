using ImageAnalysis.Quantities;
using OpenCvSharp;

namespace ImageAnalysis.Segment;

/// <summary>Void area over the area of the whole field.</summary>
internal static class Porosity
{
    /// <summary>Side of a sampling block, in mean periods (void plus solid) of the structure.</summary>
    private const double PeriodsPerBlock = 2;

    private const int MostBlocksAlong = 10;
    private const int LeastBlocksAlong = 2;

    /// <summary>Porosity with the scatter of blocks and the band of one pixel either way.</summary>
    /// <param name="mask">255 in void.</param>
    /// <param name="band">The mask grown and shrunk.</param>
    /// <param name="periodPx">Mean distance from one void to the next along a row; infinite where none begins.</param>
    public static Estimate Of(Mat mask, SegmentationBand band, double periodPx)
    {
        int columns = Blocks(mask.Cols, periodPx), rows = Blocks(mask.Rows, periodPx);
        var sums = new BlockSums(columns, rows);
        for (var row = 0; row < rows; row++)
        {
            int top = mask.Rows * row / rows, bottom = mask.Rows * (row + 1) / rows;
            for (var column = 0; column < columns; column++)
            {
                int left = mask.Cols * column / columns, right = mask.Cols * (column + 1) / columns;
                using var block = mask.SubMat(top, bottom, left, right);
                sums.Add(column, row, Cv2.CountNonZero(block), (double)(bottom - top) * (right - left));
            }
        }

        var porosity = sums.A / sums.B;
        var grown = porosity + ((Share(band.Grown) - porosity) / SegmentedImage.BandStepPx);
        var shrunk = porosity + ((Share(band.Shrunk) - porosity) / SegmentedImage.BandStepPx);
        return new Estimate(porosity, Within(sums.Interval95()), Within(new Interval(shrunk, grown)), null);
    }

    private static int Blocks(int pixels, double periodPx) =>
        Math.Min(pixels, Math.Clamp((int)(pixels / (PeriodsPerBlock * periodPx)), LeastBlocksAlong, MostBlocksAlong));

    private static double Share(Mat mask) => (double)Cv2.CountNonZero(mask) / mask.Total();

    private static Interval? Within(Interval? interval) =>
        interval is { } i ? new Interval(Math.Clamp(i.Lower, 0, 1), Math.Clamp(i.Upper, 0, 1)) : null;
}

using ImageAnalysis.Quantities;
using OpenCvSharp;

namespace ImageAnalysis.Segment;

/// <summary>Void area over the area of the whole field.</summary>
internal static class Porosity
{
    /// <summary>Porosity with its sampling interval and the band of one pixel either way and of the neighbouring levels.</summary>
    /// <param name="mask">255 in void.</param>
    /// <param name="band">The mask grown and shrunk.</param>
    /// <param name="signal">Negative in void.</param>
    /// <param name="levelStep">How far neighbouring levels lie from zero.</param>
    public static Estimate Of(Mat mask, SegmentationBand band, Mat signal, double levelStep)
    {
        var sums = new FieldSums(mask.Cols, mask.Rows, mask.Cols, mask.Rows);
        var (columns, rows) = (sums.Columns, sums.Rows);
        for (var row = 0; row < rows; row++)
        {
            int top = mask.Rows * row / rows, bottom = mask.Rows * (row + 1) / rows;
            for (var column = 0; column < columns; column++)
            {
                int left = mask.Cols * column / columns, right = mask.Cols * (column + 1) / columns;
                using var block = mask.SubMat(top, bottom, left, right);
                var area = (double)(bottom - top) * (right - left);
                sums.Add(column, row, Cv2.CountNonZero(block), area);
                sums.Look(column, row, area);
            }
        }

        var porosity = sums.A / sums.B;
        var grown = porosity + ((Share(band.Grown) - porosity) / SegmentedImage.BandStepPx);
        var shrunk = porosity + ((Share(band.Shrunk) - porosity) / SegmentedImage.BandStepPx);
        double above = Below(signal, levelStep), below = Below(signal, -levelStep);
        return new Estimate(porosity, Within(sums.Interval95()), Within(new Interval(Math.Min(shrunk, below), Math.Max(grown, above))), null);
    }

    private static double Below(Mat signal, double level)
    {
        using var mask = new Mat();
        Cv2.Compare(signal, Scalar.All(level), mask, CmpTypes.LT);
        return Share(mask);
    }

    private static double Share(Mat mask) => (double)Cv2.CountNonZero(mask) / mask.Total();

    private static Interval? Within(Interval? interval) =>
        interval is { } i ? new Interval(Math.Clamp(i.Lower, 0, 1), Math.Clamp(i.Upper, 0, 1)) : null;
}

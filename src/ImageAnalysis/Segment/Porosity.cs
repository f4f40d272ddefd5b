using System.Numerics;
using System.Runtime.InteropServices;
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
        var (below, above) = SharesBelow(signal.AsSpan<float>(), (float)-levelStep, (float)levelStep);
        return new Estimate(porosity, Within(sums.Interval95()), Within(new Interval(Math.Min(shrunk, below), Math.Max(grown, above))), null) { Most = 1 };
    }

    /// <summary>Shares of the values below two levels.</summary>
    private static (double Low, double High) SharesBelow(ReadOnlySpan<float> signal, float low, float high)
    {
        var (lows, highs) = (Vector<int>.Zero, Vector<int>.Zero);
        var (lowLane, highLane) = (new Vector<float>(low), new Vector<float>(high));
        var lanes = MemoryMarshal.Cast<float, Vector<float>>(signal);
        foreach (var values in lanes)
        {
            // True is -1.
            lows -= Vector.LessThan(values, lowLane);
            highs -= Vector.LessThan(values, highLane);
        }

        long below = Vector.Sum(lows), above = Vector.Sum(highs);
        foreach (var value in signal[(lanes.Length * Vector<float>.Count)..])
        {
            below += value < low ? 1 : 0;
            above += value < high ? 1 : 0;
        }

        return ((double)below / signal.Length, (double)above / signal.Length);
    }

    private static double Share(Mat mask) => (double)Cv2.CountNonZero(mask) / mask.Total();

    private static Interval? Within(Interval? interval) =>
        interval is { } i ? new Interval(Math.Clamp(i.Lower, 0, 1), Math.Clamp(i.Upper, 0, 1)) : null;
}

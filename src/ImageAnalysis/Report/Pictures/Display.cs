using OpenCvSharp;

namespace ImageAnalysis.Report.Pictures;

/// <summary>Grey values as a screen shows them. For the eye only: nothing is measured on these.</summary>
internal static class Display
{
    /// <summary>Share of the pixels at either end that may go black or white.</summary>
    private const double ClippedShare = 0.001;

    private const int RowStep = 4;

    /// <summary>CV_8UC1: 8 bits as they are, 16 bits from the 0.1 % to the 99.9 % quantile.</summary>
    public static Mat Stretched(Mat grey)
    {
        if (grey.Type() == MatType.CV_8UC1) return grey.Clone();
        var (low, high) = Range(grey);
        var factor = 255.0 / Math.Max(1, high - low);
        var display = new Mat();
        grey.ConvertTo(display, MatType.CV_8UC1, factor, -low * factor);
        return display;
    }

    private static (int Low, int High) Range(Mat grey)
    {
        var histogram = new int[65536];
        long count = 0;
        for (var y = 0; y < grey.Rows; y += RowStep)
        {
            foreach (var value in grey.RowSpan<ushort>(y)) histogram[value]++;
            count += grey.Cols;
        }

        var spare = (long)(count * ClippedShare);
        return (First(0, 1), First(histogram.Length - 1, -1));

        int First(int from, int step)
        {
            long seen = 0;
            for (var i = from; ; i += step)
            {
                seen += histogram[i];
                if (seen > spare) return i;
            }
        }
    }
}

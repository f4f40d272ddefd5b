using OpenCvSharp;

namespace ImageAnalysis.Layers;

/// <summary>
/// Tells finger-like macrovoids from pores: much of the void lies in runs across the layer that reach through much of its thickness, are narrow, and have no like along the layer.
/// </summary>
internal static class MacrovoidRule
{
    private const double LongShare = 0.25;
    private const double LeastVoidInLong = 0.2;
    private const double LeastElongation = 1.5;
    private const double LeastOneWay = 1.5;

    /// <param name="mask">255 in void; a slab laid straight.</param>
    public static bool Holds(Mat mask)
    {
        var length = LongShare * mask.Rows;
        var (share, elongation) = Measure(mask, length);
        if (share < LeastVoidInLong || elongation < LeastElongation) return false;
        using var turned = new Mat();
        Cv2.Transpose(mask, turned);
        return share >= LeastOneWay * Measure(turned, length).Share;
    }

    /// <summary>Share of the void in columns of it that are at least as long as stated, and in these the mean length over the mean width, pixel by pixel.</summary>
    public static (double Share, double Elongation) Measure(Mat mask, double length)
    {
        int rows = mask.Rows, columns = mask.Cols;
        var along = new int[columns * rows];
        long voids = 0;
        for (var y = 0; y < rows; y++)
        {
            var row = mask.RowSpan<byte>(y);
            for (var x = 0; x < columns;)
            {
                if (row[x] == 0)
                {
                    x++;
                    continue;
                }

                var start = x;
                while (x < columns && row[x] != 0) x++;
                voids += x - start;
                along.AsSpan((y * columns) + start, x - start).Fill(x - start);
            }
        }

        double inLong = 0, across = 0, widths = 0;
        for (var x = 0; x < columns; x++)
        {
            for (var y = 0; y < rows;)
            {
                if (along[(y * columns) + x] == 0)
                {
                    y++;
                    continue;
                }

                var (start, sum) = (y, 0L);
                for (; y < rows && along[(y * columns) + x] != 0; y++) sum += along[(y * columns) + x];
                double run = y - start;
                if (run < length) continue;
                (inLong, across, widths) = (inLong + run, across + (run * run), widths + sum);
            }
        }

        return voids == 0 || widths == 0 ? (0, 0) : (inLong / voids, across / widths);
    }
}

using OpenCvSharp;

namespace ImageAnalysis.Layers;

/// <summary>Tells finger-like macrovoids from pores: voids that reach through much of the thickness and are much longer across the layer than along it.</summary>
internal static class MacrovoidRule
{
    private const double LongShare = 0.25;
    private const double LeastVoidInLong = 0.2;
    private const double LeastElongation = 1.5;

    /// <param name="mask">255 in void; a slab laid straight.</param>
    public static bool Holds(Mat mask) => Measure(mask) is var (share, elongation) && share >= LeastVoidInLong && elongation >= LeastElongation;

    /// <summary>Share of the void in runs across the layer that are longer than a quarter of its thickness, and the length-weighted mean run across over that along.</summary>
    public static (double Share, double Elongation) Measure(Mat mask)
    {
        using var turned = new Mat();
        Cv2.Transpose(mask, turned);
        var across = Runs(turned, LongShare * mask.Rows);
        var along = Runs(mask, double.PositiveInfinity);
        return across.Void == 0 || along.Squares == 0 ? (0, 0) : (across.Long / across.Void, across.Squares / along.Squares);
    }

    private static (double Void, double Long, double Squares) Runs(Mat mask, double longest)
    {
        double voids = 0, inLong = 0, squares = 0;
        for (var y = 0; y < mask.Rows; y++)
        {
            var row = mask.RowSpan<byte>(y);
            for (var x = 0; x < row.Length;)
            {
                if (row[x] == 0)
                {
                    x++;
                    continue;
                }

                var start = x;
                while (x < row.Length && row[x] != 0) x++;
                double run = x - start;
                voids += run;
                squares += run * run;
                if (run >= longest) inLong += run;
            }
        }

        return (voids, inLong, squares);
    }
}

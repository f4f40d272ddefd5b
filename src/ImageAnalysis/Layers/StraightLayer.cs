using OpenCvSharp;

namespace ImageAnalysis.Layers;

/// <summary>A layer laid straight: every column is moved so that both boundaries become straight. Pixels are taken as they are, none is blended.</summary>
internal static class StraightLayer
{
    /// <param name="picture">CV_8UC1 or CV_16UC1, layers along its rows.</param>
    /// <param name="upper">Upper boundary.</param>
    /// <param name="lower">Lower boundary.</param>
    /// <param name="trim">Pixels left out at either boundary.</param>
    /// <returns>As many rows as the layer is thick; the caller disposes it. Null for a layer of no rows.</returns>
    public static Mat? Of(Mat picture, Func<double, double> upper, Func<double, double> lower, double trim)
    {
        double sum = 0;
        for (var x = 0; x < picture.Cols; x++) sum += lower(x) - upper(x) - (2 * trim);
        var rows = (int)Math.Round(sum / picture.Cols);
        if (rows < 1) return null;
        var straight = new Mat(rows, picture.Cols, picture.Type());
        for (var x = 0; x < picture.Cols; x++)
        {
            var from = upper(x) + trim;
            var step = (lower(x) - trim - from) / rows;
            for (var row = 0; row < rows; row++)
            {
                var y = Math.Clamp((int)Math.Floor(from + ((row + 0.5) * step) + 0.5), 0, picture.Rows - 1);
                if (picture.Depth() == MatType.CV_8U) straight.At<byte>(row, x) = picture.At<byte>(y, x);
                else straight.At<ushort>(row, x) = picture.At<ushort>(y, x);
            }
        }

        return straight;
    }
}

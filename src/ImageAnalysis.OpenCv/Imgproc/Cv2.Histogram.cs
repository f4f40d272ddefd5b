using OpenCvSharp.Interop;

namespace OpenCvSharp;

public static partial class Cv2
{
    /// <summary>Binarizes or clips at a threshold, which is returned (Otsu and Triangle find it).</summary>
    public static double Threshold(InputArray src, OutputArray dst, double thresh, double maxval, ThresholdTypes type)
    {
        Native.Check(Native.imgproc_threshold(src, dst, thresh, maxval, (int)type, out var used));
        return used;
    }

    public static void AdaptiveThreshold(
        InputArray src, OutputArray dst, double maxValue, AdaptiveThresholdTypes adaptiveMethod, ThresholdTypes thresholdType, int blockSize, double c) =>
        Native.Check(Native.imgproc_adaptiveThreshold(src, dst, maxValue, (int)adaptiveMethod, (int)thresholdType, blockSize, c));

    public static void CalcHist(
        Mat[] images, int[] channels, InputArray? mask, OutputArray hist, int dims, int[] histSize, Rangef[] ranges, bool uniform = true, bool accumulate = false)
    {
        ArgumentNullException.ThrowIfNull(ranges);
        CalcHist(images, channels, mask, hist, dims, histSize, [.. ranges.Select(r => new[] { r.Start, r.End })], uniform, accumulate);
    }

    /// <summary>Counts (32-bit float) of values in bins; the upper bound of a range is outside.</summary>
    /// <param name="ranges">For each dimension lower and upper bound, or all bin edges when not uniform.</param>
    public static unsafe void CalcHist(
        Mat[] images, int[] channels, InputArray? mask, OutputArray hist, int dims, int[] histSize, float[][] ranges, bool uniform = true, bool accumulate = false)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(channels);
        ArgumentNullException.ThrowIfNull(histSize);
        ArgumentNullException.ThrowIfNull(ranges);
        // OpenCV reads these arrays to the length that dims asks for, whatever their real length.
        if (dims < 1 || channels.Length != dims || histSize.Length != dims || ranges.Length != dims)
            throw new ArgumentException($"A histogram of {dims} dimensions needs as many channels, sizes and ranges.", nameof(dims));
        for (var d = 0; d < dims; d++)
        {
            var needed = uniform ? 2 : histSize[d] + 1;
            if (histSize[d] < 1 || ranges[d] is not { } range || range.Length != needed)
                throw new ArgumentException($"Dimension {d} needs at least one bin and {needed} bounds.", nameof(ranges));
        }
        var pointers = Pointers(images);
        fixed (nint* first = pointers)
        {
            Native.Check(Native.imgproc_calcHist(
                first, images.Length, channels, mask, hist, dims, histSize, (float[])[.. ranges.SelectMany(r => r)], uniform ? 1 : 0, accumulate ? 1 : 0));
        }
        GC.KeepAlive(images);
    }

    public static void EqualizeHist(InputArray src, OutputArray dst) => Native.Check(Native.imgproc_equalizeHist(src, dst));

    /// <summary>Sums over everything above and to the left; one row and one column larger than the input.</summary>
    public static void Integral(InputArray src, OutputArray sum, MatType? sdepth = null) =>
        Native.Check(Native.imgproc_integral(src, sum, sdepth?.Value ?? -1));

    /// <summary>As <see cref="Integral(InputArray, OutputArray, MatType?)"/>, and the sums of squares (64-bit float) as well.</summary>
    public static void Integral(InputArray src, OutputArray sum, OutputArray sqsum, MatType? sdepth = null) =>
        Native.Check(Native.imgproc_integralSquares(src, sum, sqsum, sdepth?.Value ?? -1));

    public static CLAHE CreateCLAHE(double clipLimit = 40.0, Size? tileGridSize = null) => CLAHE.Create(clipLimit, tileGridSize);
}

using OpenCvSharp.Interop;

namespace OpenCvSharp;

public static partial class Cv2
{
    public static int CountNonZero(InputArray mtx)
    {
        Native.Check(Native.core_countNonZero(mtx, out var count));
        return count;
    }

    /// <summary>The places of the elements that are not zero, as a column of points.</summary>
    public static void FindNonZero(InputArray src, OutputArray idx) => Native.Check(Native.core_findNonZero(src, idx));

    public static Scalar Sum(InputArray src)
    {
        Native.Check(Native.core_sum(src, out var sum));
        return sum;
    }

    public static Scalar Mean(InputArray src, InputArray? mask = null)
    {
        Native.Check(Native.core_mean(src, mask, out var mean));
        return mean;
    }

    /// <summary>Mean and standard deviation (divided by n) of each channel.</summary>
    public static void MeanStdDev(InputArray src, OutputArray mean, OutputArray stddev, InputArray? mask = null) =>
        Native.Check(Native.core_meanStdDev(src, mean, stddev, mask));

    /// <inheritdoc cref="MeanStdDev(InputArray, OutputArray, OutputArray, InputArray?)"/>
    public static void MeanStdDev(InputArray src, out Scalar mean, out Scalar stddev, InputArray? mask = null) =>
        Native.Check(Native.core_meanStdDevScalar(src, out mean, out stddev, mask));

    public static void MinMaxLoc(InputArray src, out double minVal, out double maxVal) =>
        MinMaxLoc(src, out minVal, out maxVal, out _, out _);

    public static void MinMaxLoc(InputArray src, out Point minLoc, out Point maxLoc) =>
        MinMaxLoc(src, out _, out _, out minLoc, out maxLoc);

    /// <summary>The extreme values of a matrix of one channel, and where each is met first.</summary>
    public static void MinMaxLoc(
        InputArray src, out double minVal, out double maxVal, out Point minLoc, out Point maxLoc, InputArray? mask = null) =>
        Native.Check(Native.core_minMaxLoc(src, out minVal, out maxVal, out minLoc, out maxLoc, mask));

    public static double Norm(InputArray src1, NormTypes normType = NormTypes.L2, InputArray? mask = null)
    {
        Native.Check(Native.core_norm(src1, (int)normType, mask, out var norm));
        return norm;
    }

    /// <summary>Norm of the difference.</summary>
    public static double Norm(InputArray src1, InputArray src2, NormTypes normType = NormTypes.L2, InputArray? mask = null)
    {
        Native.Check(Native.core_normOfDifference(src1, src2, (int)normType, mask, out var norm));
        return norm;
    }

    /// <summary>Reduces to a single row or column.</summary>
    /// <param name="dtype">Type of the result; -1 that of the input.</param>
    public static void Reduce(InputArray src, OutputArray dst, ReduceDimension dim, ReduceTypes rtype, int dtype) =>
        Native.Check(Native.core_reduce(src, dst, (int)dim, (int)rtype, dtype));
}

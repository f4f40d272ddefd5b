using OpenCvSharp.Interop;

namespace OpenCvSharp;

// Element by element; results are rounded to the nearest and saturated. dtype -1: the depth of the inputs.
public static partial class Cv2
{
    public static void Add(InputArray src1, InputArray src2, OutputArray dst, InputArray? mask = null, int dtype = -1) =>
        Native.Check(Native.core_add(src1, src2, dst, mask, dtype));

    public static void Subtract(InputArray src1, InputArray src2, OutputArray dst, InputArray? mask = null, int dtype = -1) =>
        Native.Check(Native.core_subtract(src1, src2, dst, mask, dtype));

    public static void Subtract(InputArray src1, Scalar src2, OutputArray dst, InputArray? mask = null, int dtype = -1) =>
        Native.Check(Native.core_subtract(src1, src2, dst, mask, dtype));

    public static void Subtract(Scalar src1, InputArray src2, OutputArray dst, InputArray? mask = null, int dtype = -1) =>
        Native.Check(Native.core_subtract(src1, src2, dst, mask, dtype));

    public static void Multiply(InputArray src1, InputArray src2, OutputArray dst, double scale = 1, int dtype = -1) =>
        Native.Check(Native.core_multiply(src1, src2, dst, scale, dtype));

    /// <summary>Quotients; by zero gives 0 for whole numbers and infinity or NaN for floating point.</summary>
    public static void Divide(InputArray src1, InputArray src2, OutputArray dst, double scale = 1, MatType? dtype = null) =>
        Native.Check(Native.core_divide(src1, src2, dst, scale, dtype?.Value ?? -1));

    /// <inheritdoc cref="Divide(InputArray, InputArray, OutputArray, double, MatType?)"/>
    public static void Divide(double scale, InputArray src2, OutputArray dst, int dtype = -1) =>
        Native.Check(Native.core_divideInto(scale, src2, dst, dtype));

    public static void AddWeighted(InputArray src1, double alpha, InputArray src2, double beta, double gamma, OutputArray dst, int dtype = -1) =>
        Native.Check(Native.core_addWeighted(src1, alpha, src2, beta, gamma, dst, dtype));

    public static void ScaleAdd(InputArray src1, double alpha, InputArray src2, OutputArray dst) =>
        Native.Check(Native.core_scaleAdd(src1, alpha, src2, dst));

    public static void ConvertScaleAbs(InputArray src, OutputArray dst, double alpha = 1, double beta = 0) =>
        Native.Check(Native.core_convertScaleAbs(src, dst, alpha, beta));

    public static void Absdiff(InputArray src1, InputArray src2, OutputArray dst) =>
        Native.Check(Native.core_absdiff(src1, src2, dst));

    public static void Min(InputArray src1, InputArray src2, OutputArray dst) => Native.Check(Native.core_min(src1, src2, dst));

    public static void Min(Mat src1, Mat src2, Mat dst) => Native.Check(Native.core_min(src1, src2, dst));

    public static void Min(Mat src1, double src2, Mat dst) => Native.Check(Native.core_min(src1, src2, dst));

    public static void Max(InputArray src1, InputArray src2, OutputArray dst) => Native.Check(Native.core_max(src1, src2, dst));

    public static void Max(Mat src1, Mat src2, Mat dst) => Native.Check(Native.core_max(src1, src2, dst));

    public static void Max(Mat src1, double src2, Mat dst) => Native.Check(Native.core_max(src1, src2, dst));

    public static void BitwiseAnd(InputArray src1, InputArray src2, OutputArray dst, InputArray? mask = null) =>
        Native.Check(Native.core_bitwiseAnd(src1, src2, dst, mask));

    public static void BitwiseOr(InputArray src1, InputArray src2, OutputArray dst, InputArray? mask = null) =>
        Native.Check(Native.core_bitwiseOr(src1, src2, dst, mask));

    public static void BitwiseXor(InputArray src1, InputArray src2, OutputArray dst, InputArray? mask = null) =>
        Native.Check(Native.core_bitwiseXor(src1, src2, dst, mask));

    public static void BitwiseNot(InputArray src, OutputArray dst, InputArray? mask = null) =>
        Native.Check(Native.core_bitwiseNot(src, dst, mask));

    /// <summary>255 where the comparison holds, else 0.</summary>
    public static void Compare(InputArray src1, InputArray src2, OutputArray dst, CmpTypes cmpop) =>
        Native.Check(Native.core_compare(src1, src2, dst, (int)cmpop));

    /// <summary>255 where every channel lies between the bounds (both included), else 0.</summary>
    public static void InRange(InputArray src, InputArray lowerb, InputArray upperb, OutputArray dst) =>
        Native.Check(Native.core_inRange(src, lowerb, upperb, dst));

    /// <inheritdoc cref="InRange(InputArray, InputArray, InputArray, OutputArray)"/>
    public static void InRange(InputArray src, Scalar lowerb, Scalar upperb, OutputArray dst) =>
        Native.Check(Native.core_inRange(src, lowerb, upperb, dst));

    public static void Sqrt(InputArray src, OutputArray dst) => Native.Check(Native.core_sqrt(src, dst));

    /// <summary>Powers; of the absolute value unless the power is a whole number.</summary>
    public static void Pow(InputArray src, double power, OutputArray dst) => Native.Check(Native.core_pow(src, power, dst));

    public static void Exp(InputArray src, OutputArray dst) => Native.Check(Native.core_exp(src, dst));

    public static void Log(InputArray src, OutputArray dst) => Native.Check(Native.core_log(src, dst));

    public static void Magnitude(InputArray x, InputArray y, OutputArray magnitude) =>
        Native.Check(Native.core_magnitude(x, y, magnitude));

    public static void CartToPolar(InputArray x, InputArray y, OutputArray magnitude, OutputArray angle, bool angleInDegrees = false) =>
        Native.Check(Native.core_cartToPolar(x, y, magnitude, angle, angleInDegrees ? 1 : 0));

    public static void Phase(InputArray x, InputArray y, OutputArray angle, bool angleInDegrees = false) =>
        Native.Check(Native.core_phase(x, y, angle, angleInDegrees ? 1 : 0));

    /// <summary>Looks each 8-bit value up in a table of 256.</summary>
    public static void LUT(InputArray src, InputArray lut, OutputArray dst) => Native.Check(Native.core_lut(src, lut, dst));

    /// <inheritdoc cref="LUT(InputArray, InputArray, OutputArray)"/>
    public static void LUT(InputArray src, byte[] lut, OutputArray dst)
    {
        using var table = InputArray.Create(lut);
        LUT(src, table, dst);
    }

    /// <summary>Scales to a norm of alpha, or, with <see cref="NormTypes.MinMax"/>, to the range from alpha to beta.</summary>
    public static void Normalize(
        InputArray src, InputOutputArray dst, double alpha = 1, double beta = 0, NormTypes normType = NormTypes.L2, int dtype = -1, InputArray? mask = null) =>
        Native.Check(Native.core_normalize(src, dst, alpha, beta, (int)normType, dtype, mask));

    public static void PatchNaNs(InputOutputArray a, double val = 0) => Native.Check(Native.core_patchNaNs(a, val));

    public static void SetIdentity(InputOutputArray mtx, Scalar? s = null) =>
        Native.Check(Native.core_setIdentity(mtx, s ?? new Scalar(1)));
}

using System.Runtime.InteropServices;

namespace OpenCvSharp.Interop;

// Parameters as in the C++ file of the same group.
internal static unsafe partial class Native
{
    [LibraryImport(NativeLoader.Library)]
    public static partial int core_Mat_new(nint* result);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_Mat_newSized(int rows, int cols, int type, nint* result);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_Mat_newFilled(int rows, int cols, int type, in Scalar value, nint* result);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_Mat_newOverData(int rows, int cols, int type, nint data, nuint step, nint* result);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_Mat_delete(nint m);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_Mat_create(Mat m, int rows, int cols, int type);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_Mat_subMat(Mat m, int x, int y, int width, int height, nint* result);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_Mat_reshape(Mat m, int channels, int rows, nint* result);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_Mat_copyTo(Mat m, OutputArray dst, InputArray? mask);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_Mat_convertTo(Mat m, OutputArray dst, int type, double alpha, double beta);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_Mat_setTo(Mat m, InputArray? value, InputArray? mask);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_setIdentity(OutputArray m, in Scalar value);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_add(InputArray? a, InputArray? b, OutputArray dst, InputArray? mask, int dtype);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_subtract(InputArray? a, InputArray? b, OutputArray dst, InputArray? mask, int dtype);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_multiply(InputArray? a, InputArray? b, OutputArray dst, double scale, int dtype);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_divide(InputArray? a, InputArray? b, OutputArray dst, double scale, int dtype);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_divideInto(double scale, InputArray? b, OutputArray dst, int dtype);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_addWeighted(
        InputArray? a, double alpha, InputArray? b, double beta, double gamma, OutputArray dst, int dtype);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_scaleAdd(InputArray? a, double alpha, InputArray? b, OutputArray dst);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_convertScaleAbs(InputArray? src, OutputArray dst, double alpha, double beta);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_absdiff(InputArray? a, InputArray? b, OutputArray dst);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_min(InputArray? a, InputArray? b, OutputArray dst);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_max(InputArray? a, InputArray? b, OutputArray dst);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_bitwiseAnd(InputArray? a, InputArray? b, OutputArray dst, InputArray? mask);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_bitwiseOr(InputArray? a, InputArray? b, OutputArray dst, InputArray? mask);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_bitwiseXor(InputArray? a, InputArray? b, OutputArray dst, InputArray? mask);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_bitwiseNot(InputArray? src, OutputArray dst, InputArray? mask);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_compare(InputArray? a, InputArray? b, OutputArray dst, int operation);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_inRange(InputArray? src, InputArray? lower, InputArray? upper, OutputArray dst);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_sqrt(InputArray? src, OutputArray dst);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_pow(InputArray? src, double power, OutputArray dst);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_exp(InputArray? src, OutputArray dst);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_log(InputArray? src, OutputArray dst);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_magnitude(InputArray? x, InputArray? y, OutputArray dst);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_cartToPolar(InputArray? x, InputArray? y, OutputArray magnitude, OutputArray angle, int degrees);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_phase(InputArray? x, InputArray? y, OutputArray angle, int degrees);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_lut(InputArray? src, InputArray? table, OutputArray dst);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_normalize(
        InputArray? src, OutputArray dst, double alpha, double beta, int type, int dtype, InputArray? mask);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_patchNaNs(OutputArray m, double value);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_countNonZero(InputArray? src, out int result);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_findNonZero(InputArray? src, OutputArray dst);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_sum(InputArray? src, out Scalar result);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_mean(InputArray? src, InputArray? mask, out Scalar result);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_meanStdDev(InputArray? src, OutputArray mean, OutputArray deviation, InputArray? mask);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_meanStdDevScalar(InputArray? src, out Scalar mean, out Scalar deviation, InputArray? mask);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_minMaxLoc(
        InputArray? src, out double minimum, out double maximum, out Point minimumAt, out Point maximumAt, InputArray? mask);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_norm(InputArray? src, int type, InputArray? mask, out double result);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_normOfDifference(InputArray? a, InputArray? b, int type, InputArray? mask, out double result);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_reduce(InputArray? src, OutputArray dst, int dimension, int operation, int dtype);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_split(Mat src, nint* planes, int count);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_merge(nint* planes, int count, OutputArray dst);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_extractChannel(InputArray? src, OutputArray dst, int channel);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_insertChannel(InputArray? src, OutputArray dst, int channel);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_copyMakeBorder(
        InputArray? src, OutputArray dst, int top, int bottom, int left, int right, int type, in Scalar value);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_flip(InputArray? src, OutputArray dst, int code);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_rotate(InputArray? src, OutputArray dst, int code);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_transpose(InputArray? src, OutputArray dst);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_hconcat(InputArray? a, InputArray? b, OutputArray dst);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_vconcat(InputArray? a, InputArray? b, OutputArray dst);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_repeat(InputArray? src, int ny, int nx, OutputArray dst);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_copy(InputArray? src, OutputArray dst);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_copyMasked(InputArray? src, OutputArray dst, InputArray? mask);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_dft(InputArray? src, OutputArray dst, int flags, int nonzeroRows);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_idft(InputArray? src, OutputArray dst, int flags, int nonzeroRows);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_mulSpectrums(InputArray? a, InputArray? b, OutputArray dst, int flags, int conjugate);

    [LibraryImport(NativeLoader.Library)]
    public static partial int core_getOptimalDFTSize(int size, out int result);
}

using OpenCvSharp.Interop;

namespace OpenCvSharp;

public static partial class Cv2
{
    public static unsafe Mat[] Split(Mat src)
    {
        ArgumentNullException.ThrowIfNull(src);
        var planes = new Mat[src.Channels()];
        try
        {
            for (var i = 0; i < planes.Length; i++)
                planes[i] = new Mat();
            var pointers = Pointers(planes);
            fixed (nint* first = pointers)
                Native.Check(Native.core_split(src, first, planes.Length));
            foreach (var plane in planes)
                plane.AccountForMemory();
            return planes;
        }
        catch
        {
            foreach (var plane in planes)
                plane?.Dispose();
            throw;
        }
    }

    public static void Split(Mat src, out Mat[] mv) => mv = Split(src);

    public static unsafe void Merge(Mat[] mv, Mat dst)
    {
        ArgumentNullException.ThrowIfNull(mv);
        var pointers = Pointers(mv);
        fixed (nint* first = pointers)
            Native.Check(Native.core_merge(first, mv.Length, dst));
        GC.KeepAlive(mv);
    }

    public static void ExtractChannel(InputArray src, OutputArray dst, int coi) =>
        Native.Check(Native.core_extractChannel(src, dst, coi));

    public static void InsertChannel(InputArray src, InputOutputArray dst, int coi) =>
        Native.Check(Native.core_insertChannel(src, dst, coi));

    public static void CopyTo(InputArray src, OutputArray dst, InputArray? mask = null)
    {
        if (mask is null)
            Native.Check(Native.core_copy(src, dst));
        else
            Native.Check(Native.core_copyMasked(src, dst, mask));
    }

    public static void CopyMakeBorder(
        InputArray src, OutputArray dst, int top, int bottom, int left, int right, BorderTypes borderType, Scalar? value = null) =>
        Native.Check(Native.core_copyMakeBorder(src, dst, top, bottom, left, right, (int)borderType, value ?? default));

    public static void Flip(InputArray src, OutputArray dst, FlipMode flipCode) => Native.Check(Native.core_flip(src, dst, (int)flipCode));

    public static void Rotate(InputArray src, OutputArray dst, RotateFlags rotateCode) =>
        Native.Check(Native.core_rotate(src, dst, (int)rotateCode));

    public static void Transpose(InputArray src, OutputArray dst) => Native.Check(Native.core_transpose(src, dst));

    public static void HConcat(InputArray src1, InputArray src2, OutputArray dst) => Native.Check(Native.core_hconcat(src1, src2, dst));

    public static void VConcat(InputArray src1, InputArray src2, OutputArray dst) => Native.Check(Native.core_vconcat(src1, src2, dst));

    public static void Repeat(InputArray src, int ny, int nx, OutputArray dst) => Native.Check(Native.core_repeat(src, ny, nx, dst));

    private static nint[] Pointers(Mat[] mats)
    {
        var pointers = new nint[mats.Length];
        for (var i = 0; i < mats.Length; i++)
            pointers[i] = mats[i]?.CvPtr ?? throw new ArgumentNullException(nameof(mats));
        return pointers;
    }
}

using System.Runtime.InteropServices;

namespace OpenCvSharp.Interop;

/// <summary>
/// The fields of <c>cv::Mat</c> of OpenCV 4.6, read in place: a property costs no native call. The shim does not compile where the
/// layout differs (the assertions at the top of <c>core_mat.cpp</c>).
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct MatHeader
{
    private const int ContinuousFlag = 1 << 14;
    private const int SubmatrixFlag = 1 << 15;
    private const int TypeMask = 0xFFF;

    public int Flags;
    public int Dims;
    public int Rows;
    public int Cols;
    public byte* Data;
    public byte* DataStart;
    public byte* DataEnd;
    public byte* DataLimit;
    public void* Allocator;
    public void* Shared;
    public int* Sizes;
    public nuint* Steps;

    public readonly int Type => Flags & TypeMask;

    public readonly bool IsContinuous => (Flags & ContinuousFlag) != 0;

    public readonly bool IsSubmatrix => (Flags & SubmatrixFlag) != 0;

    public readonly int ElementSize => MatType.BytesPerElement(Type);

    public readonly long Total
    {
        get
        {
            if (Dims <= 2)
                return (long)Rows * Cols;
            var total = 1L;
            for (var i = 0; i < Dims; i++)
                total *= Sizes[i];
            return total;
        }
    }

    /// <summary>Bytes of pixels that live and die with this matrix alone: none for a view or for borrowed pixels.</summary>
    public readonly long OwnedBytes => Shared == null || IsSubmatrix ? 0 : DataLimit - DataStart;
}

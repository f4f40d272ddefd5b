using OpenCvSharp.Interop;

namespace OpenCvSharp;

public static partial class Cv2
{
    public static void Dft(InputArray src, OutputArray dst, DftFlags flags = DftFlags.None, int nonzeroRows = 0) =>
        Native.Check(Native.core_dft(src, dst, (int)flags, nonzeroRows));

    public static void Idft(InputArray src, OutputArray dst, DftFlags flags = DftFlags.None, int nonzeroRows = 0) =>
        Native.Check(Native.core_idft(src, dst, (int)flags, nonzeroRows));

    /// <summary>Products of two spectra; of the first with the complex conjugate of the second if asked.</summary>
    public static void MulSpectrums(InputArray a, InputArray b, OutputArray c, DftFlags flags, bool conjB = false) =>
        Native.Check(Native.core_mulSpectrums(a, b, c, (int)flags, conjB ? 1 : 0));

    /// <summary>The smallest length from this one on that transforms fast (a product of 2, 3 and 5).</summary>
    public static int GetOptimalDFTSize(int vecSize)
    {
        Native.Check(Native.core_getOptimalDFTSize(vecSize, out var size));
        return size;
    }
}

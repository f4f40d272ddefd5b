using OpenCvSharp.Interop;

namespace OpenCvSharp;

public static partial class Cv2
{
    /// <summary>Non-local means. Slow: about a second for 1024 x 1024 on one core.</summary>
    public static void FastNlMeansDenoising(
        InputArray src, OutputArray dst, float h = 3, int templateWindowSize = 7, int searchWindowSize = 21) =>
        Native.Check(Native.photo_fastNlMeansDenoising(src, dst, h, templateWindowSize, searchWindowSize));
}

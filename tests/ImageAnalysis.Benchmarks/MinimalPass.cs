using OpenCvSharp;

namespace ImageAnalysis.Benchmarks;

/// <summary>
/// The reference that the product's speed is stated against: the least a program does to a micrograph with OpenCV. Its source is fixed; a faster
/// reference is a new class.
/// </summary>
public static class MinimalPass
{
    /// <summary>Decode, Gaussian blur, Otsu, connected components with statistics. Returns the number of components.</summary>
    public static int Run(byte[] file)
    {
        using var grey = Cv2.ImDecode(file, ImreadModes.Grayscale);
        using var smooth = new Mat();
        Cv2.GaussianBlur(grey, smooth, new Size(0, 0), 1);
        using var mask = new Mat();
        Cv2.Threshold(smooth, mask, 0, 255, ThresholdTypes.Binary | ThresholdTypes.Otsu);
        using var labels = new Mat();
        using var statistics = new Mat();
        using var centroids = new Mat();
        return Cv2.ConnectedComponentsWithStats(mask, labels, statistics, centroids);
    }
}

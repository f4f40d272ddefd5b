using OpenCvSharp;

namespace ImageAnalysis.Tests.OpenCv;

[Collection(ProcessWide.Name)]
public sealed class ThreadCountTests
{
    [Fact]
    public void Results_do_not_depend_on_the_number_of_threads()
    {
        using var image = new Mat(301, 417, MatType.CV_8UC1);
        new Random(11).NextBytes(image.AsSpan<byte>());
        Cv2.GaussianBlur(image, image, new Size(0, 0), 3);
        Cv2.Normalize(image, image, 0, 255, NormTypes.MinMax);
        var before = Cv2.GetNumThreads();
        try
        {
            Cv2.SetNumThreads(1);
            var one = Chain(image);
            foreach (var threads in (int[])[2, 4])
            {
                Cv2.SetNumThreads(threads);
                Assert.Equal(one, Chain(image));
            }
        }
        finally
        {
            Cv2.SetNumThreads(before);
        }
    }

    private static byte[] Chain(Mat image)
    {
        using var work = new Mat();
        using var labels = new Mat();
        using var stats = new Mat();
        using var centroids = new Mat();
        using var clahe = Cv2.CreateCLAHE(2);
        clahe.Apply(image, work);
        Cv2.MedianBlur(work, work, 5);
        Cv2.FastNlMeansDenoising(work, work, 5, 3, 7);
        Cv2.Threshold(work, work, 0, 255, ThresholdTypes.Otsu);
        Cv2.MorphologyEx(work, work, MorphTypes.Open, null);
        Cv2.ConnectedComponentsWithStats(work, labels, stats, centroids);
        using var distance = new Mat();
        Cv2.DistanceTransform(work, distance, DistanceTypes.L2, DistanceTransformMasks.Precise);
        return [.. work.AsSpan<byte>(), .. labels.AsSpan<byte>(), .. stats.AsSpan<byte>(), .. centroids.AsSpan<byte>(), .. distance.AsSpan<byte>()];
    }
}

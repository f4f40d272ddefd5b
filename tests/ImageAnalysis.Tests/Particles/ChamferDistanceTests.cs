using ImageAnalysis.Particles;
using OpenCvSharp;

namespace ImageAnalysis.Tests.Particles;

public sealed class ChamferDistanceTests
{
    [Theory]
    [InlineData(1, 1, 0.5)]
    [InlineData(7, 3, 0.1)]
    [InlineData(8, 9, 0.1)]
    [InlineData(33, 1, 0.05)]
    [InlineData(1, 40, 0.05)]
    [InlineData(97, 61, 0.01)]
    [InlineData(256, 200, 0.0005)]
    [InlineData(1300, 20, 0.00005)]
    public void Levels_are_those_of_OpenCV(int width, int height, double voidShare)
    {
        var random = new Random(width);
        var solid = new byte[width * height];
        for (var i = 0; i < solid.Length; i++) solid[i] = random.NextDouble() < voidShare ? (byte)0 : (byte)255;
        solid[random.Next(solid.Length)] = 0;
        using var mask = Mat.FromPixelData(height, width, MatType.CV_8UC1, solid);
        using var distance = new Mat();
        using var expected = new Mat();
        Cv2.DistanceTransform(mask, distance, DistanceTypes.L2, DistanceTransformMasks.Mask3);
        distance.ConvertTo(expected, MatType.CV_16UC1, ChamferDistance.Levels);

        var levels = new ushort[ChamferDistance.PaddedLength(width, height)];
        var work = new int[levels.Length];
        Array.Fill(levels, (ushort)7);
        Array.Fill(work, 7);
        ChamferDistance.Measure(solid, width, height, levels, work);

        var stride = ChamferDistance.Stride(width);
        for (var y = -1; y <= height; y++)
        {
            for (var x = -1; x < stride - 1; x++)
            {
                var isInside = x >= 0 && x < width && y >= 0 && y < height;
                Assert.Equal(isInside ? expected.Get<ushort>(y, x) : 0, levels[((y + 1) * stride) + x + 1]);
            }
        }
    }
}

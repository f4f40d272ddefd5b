using ImageAnalysis.Quantities;
using ImageAnalysis.Training.Rendering;
using OpenCvSharp;

namespace ImageAnalysis.Training.Measurable;

/// <summary>
/// What happens to pictures between detector and file beside the renderer's own effects: resampling, sharpening, filters, compression, more noise, less contrast.
/// Frames of all kinds alike, so that none of it tells what is shown.
/// </summary>
internal static class Recording
{
    // Stream of the recipe's seed; fixed, as another number is another picture.
    private const ulong Stream = 58;

    /// <summary>From this severity on neither contrast nor noise is made worse: nobody would see the structure any more.</summary>
    private const int PoorSeverity = 2;

    /// <summary>Changes a field in place. Four of ten recipes are left alone; the same arguments always change it alike.</summary>
    /// <param name="field">CV_8UC1 or CV_16UC1.</param>
    /// <param name="seed">The recipe's seed.</param>
    /// <param name="severity">The recipe's severity.</param>
    public static void Apply(Mat field, ulong seed, int severity)
    {
        var random = new SeededRandom(seed).Fork(Stream);
        if (random.NextDouble() < 0.4) return;
        var full = field.Depth() == MatType.CV_16U ? 65535.0 : 255.0;
        using var grey = new Mat();
        field.ConvertTo(grey, MatType.CV_32FC1, 1 / full);
        if (random.NextDouble() < 0.3) Resampled(grey, random);
        if (random.NextDouble() < 0.2) Sharpened(grey, random);
        if (random.NextDouble() < 0.3 && severity < PoorSeverity) Weakened(grey, random);
        if (random.NextDouble() < 0.3 && severity < PoorSeverity) Noisy(grey, random);
        grey.ConvertTo(field, field.Type(), full);
        if (random.NextDouble() < 0.15) Cv2.MedianBlur(field, field, 3);
        if (full < 256 && random.NextDouble() < 0.3) Compressed(field, random);
    }

    /// <summary>Fewer pixels and back: noise that spans several pixels.</summary>
    private static void Resampled(Mat grey, SeededRandom random)
    {
        var factor = random.NextDouble(0.45, 0.9);
        using var small = new Mat();
        Cv2.Resize(grey, small, new Size((int)(grey.Cols * factor), (int)(grey.Rows * factor)), 0, 0, random.NextInt(2) == 0 ? InterpolationFlags.Area : InterpolationFlags.Linear);
        Cv2.Resize(small, grey, new Size(grey.Cols, grey.Rows), 0, 0, random.NextInt(2) == 0 ? InterpolationFlags.Cubic : InterpolationFlags.Linear);
    }

    private static void Sharpened(Mat grey, SeededRandom random)
    {
        using var smooth = new Mat();
        var sigma = random.NextDouble(0.8, 3);
        Cv2.GaussianBlur(grey, smooth, default, sigma, sigma, BorderTypes.Reflect101);
        var gain = random.NextDouble(0.3, 1.5);
        Cv2.AddWeighted(grey, 1 + gain, smooth, -gain, 0, grey);
    }

    private static void Weakened(Mat grey, SeededRandom random)
    {
        var keep = random.NextDouble(0.45, 0.95);
        grey.ConvertTo(grey, MatType.CV_32FC1, keep, random.NextDouble(0, 1 - keep));
    }

    private static void Noisy(Mat grey, SeededRandom random)
    {
        var deviation = (float)random.NextLogUniform(0.005, 0.06);
        foreach (ref var value in grey.AsSpan<float>()) value += deviation * random.NextNearGaussian();
    }

    private static void Compressed(Mat field, SeededRandom random)
    {
        using var whole = field.Clone();
        Cv2.ImEncode(".jpg", whole, out var bytes, [(int)ImwriteFlags.JpegQuality, 35 + random.NextInt(60)]);
        using var back = Cv2.ImDecode(bytes, ImreadModes.Grayscale);
        for (var y = 0; y < field.Rows; y++) back.RowSpan<byte>(y).CopyTo(field.RowSpan<byte>(y));
    }
}

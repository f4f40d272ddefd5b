using OpenCvSharp;

namespace ImageAnalysis.Segment;

/// <summary>Levels that follow the neighbourhood, as CV_32FC1 of the image's size; the caller disposes them. The dark phase of the image they are given is void.</summary>
internal static class LocalLevels
{
    /// <summary>
    /// m (1 + k (s/R - 1)) with mean m and standard deviation s of the square window, and R half the range of grey values in the image (Sauvola and Pietikäinen
    /// 2000, eq. 5, where R = 128 is half the range of 8 bits).
    /// </summary>
    public static Mat Sauvola(Mat grey, int windowPx, double k)
    {
        Cv2.MinMaxLoc(grey, out double darkest, out double brightest);
        var centre = (darkest + brightest) / 2;
        var halfRange = Math.Max((brightest - darkest) / 2, 1e-9);
        var window = new Size(windowPx, windowPx);

        // Squares of grey values about the middle of the range: those of 16-bit values themselves leave no digits for their difference.
        using var centred = new Mat();
        grey.ConvertTo(centred, MatType.CV_32FC1, 1, -centre);
        using var mean = new Mat();
        using var square = new Mat();
        using var meanSquare = new Mat();
        Cv2.BoxFilter(centred, mean, -1, window);

        // Not SqrBoxFilter: that of OpenCV 4.6 yields NaN at single pixels of floating-point images.
        Cv2.Multiply(centred, centred, square);
        Cv2.BoxFilter(square, meanSquare, -1, window);
        var level = new Mat(grey.Rows, grey.Cols, MatType.CV_32FC1);
        Span<float> means = mean.AsSpan<float>(), squares = meanSquare.AsSpan<float>(), levels = level.AsSpan<float>();
        for (var i = 0; i < levels.Length; i++)
        {
            var m = means[i];
            var s = Math.Sqrt(Math.Max(0, squares[i] - (m * m)));
            levels[i] = (float)((m + centre) * (1 + (k * ((s / halfRange) - 1))));
        }

        return level;
    }

    /// <summary>Gaussian-weighted mean of the window, less the offset. The standard deviation follows the window as in OpenCV's adaptiveThreshold: 0.3 ((w - 1)/2 - 1) + 0.8.</summary>
    public static Mat Adaptive(Mat grey, int windowPx, double offset)
    {
        using var real = new Mat();
        grey.ConvertTo(real, MatType.CV_32FC1, 1, -offset);
        var level = new Mat();
        Cv2.GaussianBlur(real, level, new Size(windowPx, windowPx), 0);
        return level;
    }
}

using OpenCvSharp;

namespace ImageAnalysis.Models;

/// <summary>
/// A field as a network is given it: resampled until what it shows has about the size of the network's training, grey values less their mean, over their standard deviation.
/// </summary>
/// <param name="Grey">Row by row.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
public sealed record NetworkFrame(float[] Grey, int Width, int Height)
{
    /// <summary>Sides are multiples of this: the coarsest scale of the networks sees every eighth pixel.</summary>
    public const int Multiple = 8;

    private const double LargestEnlargement = 1.5;

    private const int LeastSide = 4 * Multiple;

    /// <summary>The frame of a field.</summary>
    /// <param name="grey">Grey values as recorded, 8 or 16 bits.</param>
    /// <param name="scale">Pixels of the frame per pixel of the field, where the frame is then neither too large nor enlarged too much.</param>
    /// <param name="largestArea">Pixels of the frame at most. Of a field with more, what it shows becomes smaller.</param>
    public static NetworkFrame Of(Mat grey, double scale, double largestArea)
    {
        ArgumentNullException.ThrowIfNull(grey);
        var taken = Math.Min(Math.Min(scale, LargestEnlargement), Math.Sqrt(largestArea / (grey.Cols * (double)grey.Rows)));
        return Of(grey, Side(grey.Cols), Side(grey.Rows));

        int Side(int px) => Math.Max(LeastSide, (int)Math.Round(px * taken / Multiple) * Multiple);
    }

    /// <summary>The frame of the given size.</summary>
    public static NetworkFrame Of(Mat grey, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(grey);
        using var resized = Resized(grey, width, height);
        using var exact = new Mat();
        resized.ConvertTo(exact, MatType.CV_32FC1);
        var values = exact.AsSpan<float>().ToArray();
        double sum = 0, squares = 0;
        foreach (var value in values) sum += value;
        var mean = sum / values.Length;
        foreach (var value in values) squares += (value - mean) * (value - mean);
        var (shift, gain) = ((float)mean, squares > 0 ? (float)(1 / Math.Sqrt(squares / values.Length)) : 0);
        for (var i = 0; i < values.Length; i++) values[i] = (values[i] - shift) * gain;
        return new NetworkFrame(values, width, height);
    }

    /// <summary>A picture resampled without aliasing; the caller disposes it.</summary>
    public static Mat Resized(Mat picture, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var resized = new Mat();
        Cv2.Resize(picture, resized, new Size(width, height), 0, 0, width < picture.Cols ? InterpolationFlags.Area : InterpolationFlags.Linear);
        return resized;
    }
}

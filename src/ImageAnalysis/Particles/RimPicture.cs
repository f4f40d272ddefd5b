using OpenCvSharp;

namespace ImageAnalysis.Particles;

/// <summary>One picture of the pyramid that rims are sought on: grey values of 8 bits, their derivatives, and what counts as an edge.</summary>
internal sealed class RimPicture
{
    /// <summary>Gain of the 3 x 3 Sobel operator on a slope of one grey value per pixel.</summary>
    private const double SobelGain = 8;

    private readonly byte[] _grey;

    private RimPicture(byte[] grey, short[] dx, short[] dy, int width, int height, int sign, double leastSobel)
    {
        (_grey, Dx, Dy, Width, Height, Sign) = (grey, dx, dy, width, height, sign);
        LeastSobel = leastSobel;
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>1 where the solid is the brighter phase, else -1.</summary>
    public int Sign { get; }

    public short[] Dx { get; }

    public short[] Dy { get; }

    /// <summary>Least Sobel magnitude of an edge.</summary>
    public double LeastSobel { get; }

    /// <summary>Least slope of an edge, grey values per pixel.</summary>
    public double LeastSlope => LeastSobel / SobelGain;

    public ReadOnlySpan<byte> Grey => _grey;

    /// <summary>Of a picture of 8 bits.</summary>
    public static RimPicture Of(Mat grey, int sign)
    {
        using var dx = new Mat();
        using var dy = new Mat();
        Cv2.Sobel(grey, dx, MatType.CV_16SC1, 1, 0);
        Cv2.Sobel(grey, dy, MatType.CV_16SC1, 0, 1);
        var (x, y) = (dx.AsSpan<short>().ToArray(), dy.AsSpan<short>().ToArray());
        return new RimPicture(grey.AsSpan<byte>().ToArray(), x, y, grey.Cols, grey.Rows, sign, EdgeLevel(x, y));
    }

    /// <summary>
    /// Edges are steeper than twice the median slope, which noise and texture make up, and than a quarter of the steepest 2 %. From every third pixel.
    /// </summary>
    private static double EdgeLevel(short[] dx, short[] dy)
    {
        var histogram = new int[2048];
        var count = 0;
        for (var i = 0; i < dx.Length; i += 3, count++)
            histogram[Math.Min(2047, (int)MathF.Sqrt((dx[i] * dx[i]) + (dy[i] * dy[i])))]++;
        return Math.Max(8, Math.Max(2.0 * Quantile(0.5), 0.25 * Quantile(0.98)));

        double Quantile(double share)
        {
            var below = 0;
            for (var v = 0; v < histogram.Length; v++)
            {
                below += histogram[v];
                if (below >= share * count) return v + 0.5;
            }

            return histogram.Length;
        }
    }

    /// <summary>Grey values along a ray at steps of a pixel, by linear interpolation between four pixels; beyond the frame those at its edge.</summary>
    public void Sample(float x, float y, float dx, float dy, Span<float> profile)
    {
        var grey = _grey;
        var (ex, ey) = (x + (dx * profile.Length), y + (dy * profile.Length));
        var inside = Math.Min(x, ex) >= 0 && Math.Min(y, ey) >= 0 && Math.Max(x, ex) < Width - 1 && Math.Max(y, ey) < Height - 1;
        for (var j = 0; j < profile.Length; j++, x += dx, y += dy)
        {
            var (px, py) = inside ? (x, y) : (Math.Clamp(x, 0, Width - 1.001f), Math.Clamp(y, 0, Height - 1.001f));
            var (ix, iy) = ((int)px, (int)py);
            var (fx, fy) = (px - ix, py - iy);
            var i = (iy * Width) + ix;
            float a = grey[i], b = grey[i + 1], c = grey[i + Width], d = grey[i + Width + 1];
            var top = a + (fx * (b - a));
            profile[j] = top + (fy * (c + (fx * (d - c)) - top));
        }
    }

    /// <summary>The same from the nearest pixels.</summary>
    public void SampleNearest(float x, float y, float dx, float dy, Span<float> profile)
    {
        var grey = _grey;
        for (var j = 0; j < profile.Length; j++, x += dx, y += dy)
        {
            var (ix, iy) = (Math.Clamp((int)(x + 0.5f), 0, Width - 1), Math.Clamp((int)(y + 0.5f), 0, Height - 1));
            profile[j] = grey[(iy * Width) + ix];
        }
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using OpenCvSharp;

namespace ImageAnalysis.Particles;

/// <summary>One picture of the pyramid that rims are sought on: grey values of 8 bits, their derivatives, and what counts as an edge.</summary>
internal sealed class RimPicture
{
    /// <summary>Gain of the 3 x 3 Sobel operator on a slope of one grey value per pixel.</summary>
    private const double SobelGain = 8;

    /// <summary>Least slope of an edge in standard deviations of the slopes that noise makes.</summary>
    private const double NoiseReach = 5;

    /// <summary>The same as a share of the slope that the steepest 2 % exceed.</summary>
    private const double SteepShare = 0.25, SteepestShare = 0.98;

    /// <summary>The same in Sobel units: half a grey value per pixel.</summary>
    private const double LeastStep = 4;

    /// <summary>Every so many rows and columns are enough for the slopes of a picture.</summary>
    private const int Thinning = 4;

    private readonly byte[] _grey;
    private readonly Lazy<(short[] Dx, short[] Dy)> _slopes;

    private RimPicture(byte[] grey, int width, int height, int sign, double noiseSlope)
    {
        (_grey, Width, Height, Sign) = (grey, width, height, sign);
        LeastSobel = EdgeLevel(grey, width, height, noiseSlope);
        _slopes = new Lazy<(short[], short[])>(Slopes);
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>1 where the solid is the brighter phase, else -1.</summary>
    public int Sign { get; }

    /// <summary>Sobel derivative to the right, row by row.</summary>
    public short[] Dx => _slopes.Value.Dx;

    /// <summary>Sobel derivative downwards, row by row.</summary>
    public short[] Dy => _slopes.Value.Dy;

    /// <summary>Least Sobel magnitude of an edge.</summary>
    public double LeastSobel { get; }

    /// <summary>Least slope of an edge, grey values per pixel.</summary>
    public double LeastSlope => LeastSobel / SobelGain;

    /// <summary>Of a picture of 8 bits.</summary>
    /// <param name="grey">CV_8UC1.</param>
    /// <param name="sign">1 where the solid is the brighter phase, else -1.</param>
    /// <param name="noiseSlope">Standard deviation of the slope along a direction that noise alone makes, grey values per pixel.</param>
    public static RimPicture Of(Mat grey, int sign, double noiseSlope) => new(Padded(grey), grey.Cols, grey.Rows, sign, noiseSlope);

    /// <summary>The pixels row by row, with a row and a pixel of zeros after the last.</summary>
    private static byte[] Padded(Mat grey)
    {
        var padded = GC.AllocateUninitializedArray<byte>((grey.Cols * (grey.Rows + 1)) + 1);
        grey.AsSpan<byte>().CopyTo(padded);
        padded.AsSpan(grey.Cols * grey.Rows).Clear();
        return padded;
    }

    private (short[] Dx, short[] Dy) Slopes()
    {
        using var grey = new Mat(Height, Width, MatType.CV_8UC1);
        using var dx = new Mat();
        using var dy = new Mat();
        _grey.AsSpan(0, Width * Height).CopyTo(grey.AsSpan<byte>());
        Cv2.Sobel(grey, dx, MatType.CV_16SC1, 1, 0);
        Cv2.Sobel(grey, dy, MatType.CV_16SC1, 0, 1);
        return (dx.AsSpan<short>().ToArray(), dy.AsSpan<short>().ToArray());
    }

    private static double EdgeLevel(byte[] g, int width, int height, double noiseSlope)
    {
        var histogram = new int[2048];
        var count = 0;
        for (var y = 1; y < height - 1; y += Thinning)
        {
            for (var x = 1; x < width - 1; x += Thinning, count++)
            {
                var (i, up, down) = ((y * width) + x, ((y - 1) * width) + x, ((y + 1) * width) + x);
                var dx = g[up + 1] - g[up - 1] + (2 * (g[i + 1] - g[i - 1])) + g[down + 1] - g[down - 1];
                var dy = g[down - 1] - g[up - 1] + (2 * (g[down] - g[up])) + g[down + 1] - g[up + 1];
                histogram[Math.Min(2047, (int)MathF.Sqrt((dx * dx) + (dy * dy)))]++;
            }
        }

        return Math.Max(LeastStep, Math.Max(NoiseReach * SobelGain * noiseSlope, SteepShare * Quantile(SteepestShare)));

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

    /// <summary>Whether the slope at a pixel is that of an edge.</summary>
    public bool IsEdge(int x, int y)
    {
        if (x < 1 || y < 1 || x >= Width - 1 || y >= Height - 1) return false;
        var g = _grey;
        var (i, up, down) = ((y * Width) + x, ((y - 1) * Width) + x, ((y + 1) * Width) + x);
        var dx = g[up + 1] - g[up - 1] + (2 * (g[i + 1] - g[i - 1])) + g[down + 1] - g[down - 1];
        var dy = g[down - 1] - g[up - 1] + (2 * (g[down] - g[up])) + g[down + 1] - g[up + 1];
        return (dx * dx) + (dy * dy) >= LeastSobel * LeastSobel;
    }

    /// <summary>Grey values along a ray at steps of a pixel, by linear interpolation between four pixels; beyond the frame those at its edge.</summary>
    public void Sample(float x, float y, float dx, float dy, Span<float> profile)
    {
        var (ex, ey) = (x + (dx * profile.Length), y + (dy * profile.Length));
        var inside = Math.Min(x, ex) >= 0 && Math.Min(y, ey) >= 0 && Math.Max(x, ex) < Width - 1 && Math.Max(y, ey) < Height - 1;
        ref var grey = ref MemoryMarshal.GetArrayDataReference(_grey);
        var (right, bottom) = (Width - 1.001f, Height - 1.001f);
        for (var j = 0; j < profile.Length; j++, x += dx, y += dy)
        {
            var (px, py) = inside ? (x, y) : (Math.Clamp(x, 0, right), Math.Clamp(y, 0, bottom));
            var (ix, iy) = (float.ConvertToIntegerNative<int>(px), float.ConvertToIntegerNative<int>(py));
            var (fx, fy) = (px - ix, py - iy);

            // Within the picture, or by the rounding of the sums at most within the row that is allocated below it.
            ref var above = ref Unsafe.Add(ref grey, (iy * Width) + ix);
            ref var below = ref Unsafe.Add(ref above, Width);
            float a = above, b = Unsafe.Add(ref above, 1), c = below, d = Unsafe.Add(ref below, 1);
            var top = a + (fx * (b - a));
            profile[j] = top + (fy * (c + (fx * (d - c)) - top));
        }
    }

    /// <summary>Whether places lie between four pixels of the picture.</summary>
    public Vector256<float> Holds(Vector256<float> x, Vector256<float> y) =>
        Vector256.GreaterThanOrEqual(x, Vector256<float>.Zero) & Vector256.GreaterThanOrEqual(y, Vector256<float>.Zero)
        & Vector256.LessThan(x, Vector256.Create(Width - 1f)) & Vector256.LessThan(y, Vector256.Create(Height - 1f));

    /// <summary>Grey values at eight places, as <see cref="Sample"/> takes them; those on rays that leave the picture are moved to its edge.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Between(Vector256<float> x, Vector256<float> y, Vector256<float> inside)
    {
        x = Vector256.ConditionalSelect(inside, x, Vector256.Clamp(x, Vector256<float>.Zero, Vector256.Create(Width - 1.001f)));
        y = Vector256.ConditionalSelect(inside, y, Vector256.Clamp(y, Vector256<float>.Zero, Vector256.Create(Height - 1.001f)));
        var (ix, iy) = (Vector256.ConvertToInt32Native(x), Vector256.ConvertToInt32Native(y));
        var (fx, fy) = (x - Vector256.ConvertToSingle(ix), y - Vector256.ConvertToSingle(iy));
        var (above, below) = Pairs((iy * Width) + ix);
        var (a, b) = (Vector256.ConvertToSingle(above & Vector256.Create(255)), Vector256.ConvertToSingle(above >> 8));
        var (c, d) = (Vector256.ConvertToSingle(below & Vector256.Create(255)), Vector256.ConvertToSingle(below >> 8));
        var top = a + (fx * (b - a));
        return top + (fy * (c + (fx * (d - c)) - top));
    }

    /// <summary>Grey values of the pixels nearest to eight places; beyond the frame those at its edge.</summary>
    public Vector256<float> Nearest(Vector256<float> x, Vector256<float> y)
    {
        var half = Vector256.Create(0.5f);
        var ix = Vector256.Clamp(Vector256.ConvertToInt32Native(x + half), Vector256<int>.Zero, Vector256.Create(Width - 1));
        var iy = Vector256.Clamp(Vector256.ConvertToInt32Native(y + half), Vector256<int>.Zero, Vector256.Create(Height - 1));
        return Vector256.ConvertToSingle(Pairs((iy * Width) + ix).Above & Vector256.Create(255));
    }

    /// <summary>Eight pixels with their right neighbours, the neighbour in the higher byte, and the same a row below. What lies beyond the last pixel is that pixel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (Vector256<int> Above, Vector256<int> Below) Pairs(Vector256<int> at)
    {
        // In the row of zeros that follows the last, neighbours of the last row's pixels are found.
        var places = Vector256.Clamp(at, Vector256<int>.Zero, Vector256.Create((Width * Height) - 1)).AsUInt64();
        ref var grey = ref MemoryMarshal.GetArrayDataReference(_grey);
        return (Pairs(ref grey, places), Pairs(ref Unsafe.Add(ref grey, Width), places));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Pairs(ref byte grey, Vector256<ulong> at) =>
        Vector256.Create(TwoPairs(ref grey, at[0]), TwoPairs(ref grey, at[1]), TwoPairs(ref grey, at[2]), TwoPairs(ref grey, at[3])).AsInt32();

    /// <summary>Of two places in one number, the first in the lower half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong TwoPairs(ref byte grey, ulong at) => Pair(ref grey, (uint)at) | ((ulong)Pair(ref grey, (uint)(at >> 32)) << 32);

    private static uint Pair(ref byte first, nuint at) => Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref first, at));
}

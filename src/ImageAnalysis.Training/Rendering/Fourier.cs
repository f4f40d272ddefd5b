using System.Numerics;
using System.Runtime.InteropServices;

namespace ImageAnalysis.Training.Rendering;

/// <summary>Discrete Fourier transform of square complex fields whose side is a power of two (Cooley and Tukey, Math. Comput. 19, 1965), without
/// normalisation. Butterflies run over whole rows, so that the processor's vectors are full.</summary>
internal static class Fourier
{
    /// <summary>Transforms in place, exponent +i, and leaves the field transposed: harmless for random fields, and a pass over memory saved.</summary>
    public static void InverseTransposed(float[] re, float[] im, int n)
    {
        Columns(re, im, n);
        Transpose(re, n);
        Transpose(im, n);
        Columns(re, im, n);
    }

    private static void Columns(float[] re, float[] im, int n)
    {
        for (int i = 1, j = 0; i < n; i++)
        {
            var bit = n >> 1;
            for (; (j & bit) != 0; bit >>= 1) j ^= bit;
            j ^= bit;
            if (i < j)
            {
                Swap(re, i, j, n);
                Swap(im, i, j, n);
            }
        }

        for (var half = 1; half < n; half <<= 1)
        {
            for (var k = 0; k < half; k++)
            {
                var angle = Math.PI * k / half;
                var (c, s) = ((float)Math.Cos(angle), (float)Math.Sin(angle));
                for (var i = k; i < n; i += 2 * half) Butterfly(re, im, i * n, (i + half) * n, n, c, s);
            }
        }
    }

    private static void Butterfly(float[] re, float[] im, int upper, int lower, int n, float c, float s)
    {
        var ar = Vectors(re, upper, n);
        var ai = Vectors(im, upper, n);
        var br = Vectors(re, lower, n);
        var bi = Vectors(im, lower, n);
        for (var i = 0; i < ar.Length; i++)
        {
            var tr = (br[i] * c) - (bi[i] * s);
            var ti = (br[i] * s) + (bi[i] * c);
            br[i] = ar[i] - tr;
            bi[i] = ai[i] - ti;
            ar[i] += tr;
            ai[i] += ti;
        }
    }

    private static Span<Vector<float>> Vectors(float[] data, int start, int n) => MemoryMarshal.Cast<float, Vector<float>>(data.AsSpan(start, n));

    private static void Swap(float[] data, int i, int j, int n)
    {
        var a = Vectors(data, i * n, n);
        var b = Vectors(data, j * n, n);
        for (var x = 0; x < a.Length; x++) (a[x], b[x]) = (b[x], a[x]);
    }

    private static void Transpose(float[] data, int n)
    {
        const int Tile = 32;
        for (var by = 0; by < n; by += Tile)
        {
            for (var bx = by; bx < n; bx += Tile)
            {
                for (var y = by; y < by + Tile; y++)
                {
                    for (var x = Math.Max(bx, y + 1); x < bx + Tile; x++)
                        (data[(y * n) + x], data[(x * n) + y]) = (data[(x * n) + y], data[(y * n) + x]);
                }
            }
        }
    }
}

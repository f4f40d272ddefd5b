using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ImageAnalysis.Particles;

/// <summary>
/// Eight rays that leave a particle at a time, a lane each: their grey values at steps of a pixel, and the edge in them. Each lane does what would be done to a
/// single ray, in the same order, so that the outcome is the same to the last bit.
/// </summary>
internal sealed class RayBundle
{
    public const int Lanes = 8;

    /// <summary>Longest profile, pixels.</summary>
    public const int MostValues = 256;

    /// <summary>Half width of the profile in which the half-maximum is taken, pixels.</summary>
    public const int HalfReach = 3;

    /// <summary>
    /// Another particle begins where the grey values rise again two pixels behind the lowest place: by this share of the fall, and by this share of what they
    /// fell in the two pixels before it; a shaded face behind rises more slowly.
    /// </summary>
    private const float GapRise = 0.4f, GapSymmetry = 0.7f;

    // Value j of ray k is at j · lanes + k.
    private readonly float[] _values = new float[MostValues * Lanes];
    private readonly int[] _lengths = new int[Lanes], _steepest = new int[Lanes];
    private (Vector256<float> X, Vector256<float> Y) _start, _step;
    private Vector256<float> _offsets;

    /// <summary>Places the rays.</summary>
    /// <param name="start">First places, pixels of the picture.</param>
    /// <param name="step">To the next places.</param>
    /// <param name="lengths">Places.</param>
    /// <param name="offsets">Of the first places from the expected edge, pixels.</param>
    public void Aim((Vector256<float> X, Vector256<float> Y) start, (Vector256<float> X, Vector256<float> Y) step, Vector256<int> lengths, Vector256<float> offsets)
    {
        (_start, _step, _offsets) = (start, step, offsets);
        Vector256.Min(lengths, Vector256.Create(MostValues)).CopyTo(_lengths);
    }

    /// <summary>Takes the grey values along all rays, bright inside: between four pixels, or of the nearest.</summary>
    public void Sample(RimPicture grey, bool interpolate)
    {
        var ((x, y), (dx, dy)) = (_start, _step);
        var lengths = Vector256.Create(_lengths);
        var inside = grey.Holds(x, y) & grey.Holds(x + (dx * Vector256.ConvertToSingle(lengths)), y + (dy * Vector256.ConvertToSingle(lengths)));
        var sign = Vector256.Create((float)grey.Sign);
        ref var values = ref MemoryMarshal.GetArrayDataReference(_values);
        var longest = Longest();
        for (var j = 0; j < longest; j++, x += dx, y += dy)
        {
            (sign * (interpolate ? grey.Between(x, y, inside) : grey.Nearest(x, y))).StoreUnsafe(ref values, (nuint)(j * Lanes));
        }
    }

    /// <summary>Where the values of each ray fall most steeply, places far from the expected edge counting less; -1 where they nowhere do.</summary>
    /// <param name="least">Least fall over two pixels that is an edge.</param>
    /// <param name="scale">Reciprocal of the farthest that an edge may lie from the expected place.</param>
    public ReadOnlySpan<int> Steepest(float least, float scale)
    {
        ref var values = ref MemoryMarshal.GetArrayDataReference(_values);
        var lengths = Vector256.Create(_lengths);
        var (best, bestAt) = (Vector256<float>.Zero, Vector256.Create(-1));
        var longest = Longest();
        for (var j = 1; j < longest - 1; j++)
        {
            var slope = Vector256.LoadUnsafe(ref values, (nuint)((j - 1) * Lanes)) - Vector256.LoadUnsafe(ref values, (nuint)((j + 1) * Lanes));
            var off = (_offsets + Vector256.Create((float)j)) * scale;
            var value = slope * (Vector256<float>.One - (0.6f * off * off));
            var isBetter = Vector256.GreaterThanOrEqual(slope, Vector256.Create(least)) & Vector256.LessThan(off * off, Vector256<float>.One)
                & Vector256.GreaterThan(value, best) & Vector256.GreaterThan(lengths, Vector256.Create(j + 1)).AsSingle();
            best = Vector256.ConditionalSelect(isBetter, value, best);
            bestAt = Vector256.ConditionalSelect(isBetter.AsInt32(), Vector256.Create(j), bestAt);
        }

        bestAt.CopyTo(_steepest);
        return _steepest;
    }

    /// <summary>Where along a ray the grey value is halfway between the brightest just inside the steepest place and the darkest just outside it.</summary>
    /// <param name="ray">Its lane.</param>
    /// <param name="steepest">Where its values fall most steeply.</param>
    /// <param name="fall">From the brightest to the darkest.</param>
    /// <param name="low">The darkest.</param>
    /// <param name="valley">Where the bottom of a gap lies, if another particle begins behind it; else 0.</param>
    public float HalfMaximum(int ray, int steepest, out float fall, out float low, out float valley)
    {
        ref var values = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_values), ray);
        var length = _lengths[ray];
        var (high, lowest) = (float.MinValue, steepest);
        low = float.MaxValue;
        for (var j = steepest; j >= Math.Max(0, steepest - HalfReach); j--)
        {
            var value = At(ref values, j);
            if (value < high - 1) break;
            high = Math.Max(high, value);
        }

        for (var j = steepest; j <= Math.Min(length - 1, steepest + HalfReach); j++)
        {
            var value = At(ref values, j);
            if (value > low + 1) break;
            if (value < low) (low, lowest) = (value, j);
        }

        fall = high - low;
        valley = 0;
        if (lowest + 2 < length && lowest > 1 && At(ref values, lowest + 2) - low > Math.Max(GapRise * fall, GapSymmetry * (At(ref values, lowest - 2) - low)))
        {
            var (before, after) = (At(ref values, lowest - 1), At(ref values, lowest + 1));
            var curve = before - (2 * low) + after;
            valley = lowest + (curve > 0 ? 0.5f * (before - after) / curve : 0);
        }

        var half = (high + low) / 2;
        var at = steepest;
        if (At(ref values, at) >= half)
        {
            while (at + 1 < length && At(ref values, at + 1) >= half) at++;
        }
        else
        {
            while (at > 0 && At(ref values, at) < half) at--;
        }

        if (at + 1 >= length) return steepest;
        var drop = At(ref values, at) - At(ref values, at + 1);
        return drop > 0 ? at + ((At(ref values, at) - half) / drop) : steepest;
    }

    /// <summary>A value of a ray, within its length.</summary>
    private static float At(ref float ray, int j) => Unsafe.Add(ref ray, j * Lanes);

    private int Longest()
    {
        var longest = 0;
        foreach (var length in _lengths) longest = Math.Max(longest, length);
        return longest;
    }
}

/// <summary>The directions of some rays, evenly all around.</summary>
/// <param name="count">How many; a multiple of the lanes.</param>
internal sealed class RayDirections(int count)
{
    private readonly float[] _cos = [.. Enumerable.Range(0, count).Select(i => (float)Math.Cos(2 * Math.PI * i / count))];
    private readonly float[] _sin = [.. Enumerable.Range(0, count).Select(i => (float)Math.Sin(2 * Math.PI * i / count))];

    public int Count => _cos.Length;

    public (float Cos, float Sin) this[int ray] => (_cos[ray], _sin[ray]);

    /// <summary>Those of eight rays.</summary>
    public (Vector256<float> Cos, Vector256<float> Sin) Eight(int first) => (Vector256.Create(_cos.AsSpan(first)), Vector256.Create(_sin.AsSpan(first)));
}

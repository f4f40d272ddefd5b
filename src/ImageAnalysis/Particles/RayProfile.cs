using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ImageAnalysis.Particles;

/// <summary>The edge in the grey values along a ray that leaves a particle; bright inside, dark outside.</summary>
internal static class RayProfile
{
    /// <summary>Half width of the profile in which the half-maximum is taken, pixels.</summary>
    public const int HalfReach = 3;

    /// <summary>Values after the last one that are read, whatever they are.</summary>
    public const int Slack = 8;

    /// <summary>
    /// Another particle begins where the grey values rise again two pixels behind the lowest place: by this share of the fall, and by this share of what they
    /// fell in the two pixels before it; a shaded face behind rises more slowly.
    /// </summary>
    private const float GapRise = 0.4f, GapSymmetry = 0.7f;

    /// <summary>Where the values fall most steeply, places far from the expected one counting less; -1 where they nowhere do.</summary>
    /// <param name="values">The profile and <see cref="Slack"/> values more.</param>
    /// <param name="length">Of the profile.</param>
    /// <param name="least">Least fall over two pixels that is an edge.</param>
    /// <param name="offset">Of the first value from the expected place, pixels.</param>
    /// <param name="scale">Reciprocal of the farthest that an edge may lie from the expected place.</param>
    public static int Steepest(ReadOnlySpan<float> values, int length, float least, float offset, float scale)
    {
        ref var first = ref MemoryMarshal.GetReference(values[..(length + Slack)]);
        var (best, bestAt) = (Vector256<float>.Zero, Vector256.Create(-1));
        for (var j = 1; j < length - 1; j += Vector256<float>.Count)
        {
            var at = Vector256<int>.Indices + Vector256.Create(j);
            var slope = Vector256.LoadUnsafe(ref first, (nuint)(j - 1)) - Vector256.LoadUnsafe(ref first, (nuint)(j + 1));
            var off = (Vector256.Create(offset) + Vector256.ConvertToSingle(at)) * scale;
            var value = slope * (Vector256<float>.One - (0.6f * off * off));
            var isBetter = Vector256.GreaterThanOrEqual(slope, Vector256.Create(least)) & Vector256.LessThan(off * off, Vector256<float>.One)
                & Vector256.GreaterThan(value, best) & Vector256.LessThan(at, Vector256.Create(length - 1)).AsSingle();
            best = Vector256.ConditionalSelect(isBetter, value, best);
            bestAt = Vector256.ConditionalSelect(isBetter.AsInt32(), at, bestAt);
        }

        // Of equals the first.
        var most = Vector256.Max(best, Vector256.Shuffle(best, Vector256.Create(4, 5, 6, 7, 0, 1, 2, 3)));
        most = Vector256.Max(most, Vector256.Shuffle(most, Vector256.Create(2, 3, 0, 1, 6, 7, 4, 5)));
        most = Vector256.Max(most, Vector256.Shuffle(most, Vector256.Create(1, 0, 3, 2, 5, 4, 7, 6)));
        if (most[0] <= 0) return -1;
        var found = Vector256.ConditionalSelect(Vector256.Equals(best, most).AsInt32(), bestAt, Vector256.Create(int.MaxValue));
        found = Vector256.Min(found, Vector256.Shuffle(found, Vector256.Create(4, 5, 6, 7, 0, 1, 2, 3)));
        found = Vector256.Min(found, Vector256.Shuffle(found, Vector256.Create(2, 3, 0, 1, 6, 7, 4, 5)));
        return Math.Min(found[0], found[1]);
    }

    /// <summary>Where along the profile the grey value is halfway between the brightest just inside the steepest place and the darkest just outside it.</summary>
    /// <param name="profile">Grey values, bright inside.</param>
    /// <param name="steepest">Where they fall most steeply.</param>
    /// <param name="fall">From the brightest to the darkest.</param>
    /// <param name="low">The darkest.</param>
    /// <param name="valley">Where the bottom of a gap lies, if another particle begins behind it; else 0.</param>
    public static float HalfMaximum(ReadOnlySpan<float> profile, int steepest, out float fall, out float low, out float valley)
    {
        var (high, lowest) = (float.MinValue, steepest);
        low = float.MaxValue;
        for (var j = steepest; j >= Math.Max(0, steepest - HalfReach); j--)
        {
            var value = profile[j];
            if (value < high - 1) break;
            high = Math.Max(high, value);
        }

        for (var j = steepest; j <= Math.Min(profile.Length - 1, steepest + HalfReach); j++)
        {
            var value = profile[j];
            if (value > low + 1) break;
            if (value < low) (low, lowest) = (value, j);
        }

        fall = high - low;
        valley = 0;
        if (lowest + 2 < profile.Length && lowest > 1 && profile[lowest + 2] - low > Math.Max(GapRise * fall, GapSymmetry * (profile[lowest - 2] - low)))
        {
            var (before, after) = (profile[lowest - 1], profile[lowest + 1]);
            var curve = before - (2 * low) + after;
            valley = lowest + (curve > 0 ? 0.5f * (before - after) / curve : 0);
        }

        var half = (high + low) / 2;
        var at = steepest;
        if (profile[at] >= half)
        {
            while (at + 1 < profile.Length && profile[at + 1] >= half) at++;
        }
        else
        {
            while (at > 0 && profile[at] < half) at--;
        }

        if (at + 1 >= profile.Length) return steepest;
        var step = profile[at] - profile[at + 1];
        return step > 0 ? at + ((profile[at] - half) / step) : steepest;
    }
}

namespace ImageAnalysis.Quantities;

/// <summary>
/// xoshiro256** seeded by SplitMix64 (Blackman and Vigna, ACM TOMS 47, 2021): the same numbers on every machine and version for one seed,
/// which <see cref="Random"/> does not promise. Not thread-safe: give each worker its own by <see cref="Fork"/>.
/// </summary>
public sealed class SeededRandom
{
    private readonly ulong _seed;
    private ulong _s0, _s1, _s2, _s3;
    private double? _spareGaussian;

    public SeededRandom(ulong seed)
    {
        _seed = seed;
        var state = seed;
        _s0 = SplitMix64(ref state);
        _s1 = SplitMix64(ref state);
        _s2 = SplitMix64(ref state);
        _s3 = SplitMix64(ref state);
    }

    /// <summary>An independent stream that depends on this generator's seed and the given number only, not on what was drawn before.</summary>
    public SeededRandom Fork(ulong stream)
    {
        var state = _seed ^ (0x9E3779B97F4A7C15UL * (stream + 1));
        return new SeededRandom(SplitMix64(ref state));
    }

    public ulong NextUInt64()
    {
        var result = ulong.RotateLeft(_s1 * 5, 7) * 9;
        var t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = ulong.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1), 53 bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [lower, upper).</summary>
    public double NextDouble(double lower, double upper) => lower + ((upper - lower) * NextDouble());

    /// <summary>Uniform among 0 .. exclusiveUpper - 1, without modulo bias (Lemire, ACM TOMACS 29, 2019).</summary>
    public int NextInt(int exclusiveUpper)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exclusiveUpper);
        var bound = (ulong)exclusiveUpper;
        while (true)
        {
            var high = Math.BigMul(NextUInt64(), bound, out var low);
            if (low >= bound || low >= (0 - bound) % bound) return (int)high;
        }
    }

    /// <summary>Normal with mean 0 and standard deviation 1 (Marsaglia's polar method).</summary>
    public double NextGaussian()
    {
        if (_spareGaussian is { } spare)
        {
            _spareGaussian = null;
            return spare;
        }

        while (true)
        {
            var (u, v) = (NextDouble(-1, 1), NextDouble(-1, 1));
            var s = (u * u) + (v * v);
            if (s is <= 0 or >= 1) continue;
            var factor = Math.Sqrt(-2 * Math.Log(s) / s);
            _spareGaussian = v * factor;
            return u * factor;
        }
    }

    /// <summary>Fisher-Yates: every order equally likely.</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = NextInt(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private static ulong SplitMix64(ref ulong state)
    {
        var z = state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}

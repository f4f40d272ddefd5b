using System.Numerics;

namespace ImageAnalysis.Training.DataSets;

/// <summary>How one picture was made from another of the same looks.</summary>
[Flags]
internal enum Alteration
{
    None = 0,
    Mirrored = 1,
    UpsideDown = 2,

    /// <summary>Rows and columns exchanged.</summary>
    Transposed = 4,
    Negative = 8,
}

/// <summary>
/// A perceptual hash in every way in which the picture may have been mirrored, turned by quarter turns, or made a negative. A mirror changes the sign of the odd
/// cosine waves across it, a transposition exchanges the directions, a negative changes all signs: nothing needs to be looked at again. Signs about the median
/// and not about zero make this exact but for the few waves between the two.
/// </summary>
internal sealed class Appearance
{
    private const int Words = PerceptualHash.Bits / 64;

    private readonly ulong[][] _ways;

    /// <summary>Of a hash, hexadecimal.</summary>
    public Appearance(string hash)
    {
        var bytes = Convert.FromHexString(hash);
        _ways = new ulong[16][];
        for (var way = 0; way < _ways.Length; way++) _ways[way] = Altered(bytes, (Alteration)way);
    }

    /// <summary>Fewest bits in which the two differ, and how the other then was altered.</summary>
    public (int Bits, Alteration Alteration) Nearest(Appearance other)
    {
        var (least, found) = (int.MaxValue, Alteration.None);
        for (var way = 0; way < _ways.Length; way++)
        {
            var bits = 0;
            for (var i = 0; i < Words; i++) bits += BitOperations.PopCount(_ways[0][i] ^ other._ways[way][i]);
            if (bits < least) (least, found) = (bits, (Alteration)way);
        }

        return (least, found);
    }

    private static ulong[] Altered(byte[] hash, Alteration alteration)
    {
        var words = new ulong[Words];
        for (var down = 0; down < PerceptualHash.Waves; down++)
        {
            for (var along = 0; along < PerceptualHash.Waves; along++)
            {
                var i = (down * PerceptualHash.Waves) + along;
                var from = alteration.HasFlag(Alteration.Transposed) ? (along * PerceptualHash.Waves) + down : i;
                var bit = (hash[from / 8] >> (from % 8)) & 1;
                if (alteration.HasFlag(Alteration.Mirrored)) bit ^= along & 1;
                if (alteration.HasFlag(Alteration.UpsideDown)) bit ^= down & 1;
                if (alteration.HasFlag(Alteration.Negative)) bit ^= 1;
                words[i / 64] |= (ulong)bit << (i % 64);
            }
        }

        return words;
    }
}

using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ImageAnalysis.Particles;

/// <summary>
/// Distance of solid pixels to the nearest void by the chamfer of 3 x 3 places, with the weights and in the fixed point of OpenCV's distanceTransform, and
/// rounded as its convertTo does. It errs by up to 5 % with direction. Its own, because two passes of eight pixels at a time in memory that is there already
/// take about an eighth of the time. Borgefors, Computer Vision, Graphics, and Image Processing 34 (1986) 344.
/// </summary>
internal static class ChamferDistance
{
    /// <summary>Weights of a step along the axes and of one aslant, in 2^-16 px.</summary>
    private const int Straight = 62587, Aslant = 89738;

    /// <summary>Farther than any level can say.</summary>
    private const int Far = 1 << 30;

    private const int Lanes = 8;

    /// <summary>Levels per pixel of distance, and the bits of a distance below them.</summary>
    public const int Levels = 8;

    private const int BelowLevel = 13;

    /// <summary>Pixel (x, y) is at (y + 1) · stride + x + 1: around the field is a border of zeros, at the right wide enough that no vector reaches into the next row.</summary>
    public static int Stride(int width) => width + 18;

    /// <summary>Numbers in a padded field.</summary>
    public static int PaddedLength(int width, int height) => Stride(width) * (height + 2);

    /// <summary>Writes the distances in levels, 0 for void and the border.</summary>
    /// <param name="solid">Row by row, 255 for solid and 0 for void.</param>
    /// <param name="levels">At least <see cref="PaddedLength"/> numbers.</param>
    /// <param name="work">As many, to work in.</param>
    public static void Measure(ReadOnlySpan<byte> solid, int width, int height, Span<ushort> levels, Span<int> work)
    {
        var stride = Stride(width);
        work[..stride].Fill(Far);
        work.Slice((height + 1) * stride, stride).Fill(Far);
        for (var y = 0; y < height; y++)
        {
            var row = work.Slice((y + 1) * stride, stride);
            row[0] = Far;
            row[(width + 1)..].Fill(Far);
            Down(solid.Slice(y * width, width), work.Slice(y * stride, stride), row);
        }

        levels[..stride].Clear();
        levels.Slice((height + 1) * stride, stride).Clear();
        for (var y = height - 1; y >= 0; y--)
        {
            var row = levels.Slice((y + 1) * stride, stride);
            Up(width, work.Slice((y + 1) * stride, stride), work.Slice((y + 2) * stride, stride), row);
            row[0] = 0;
            row[(width + 1)..].Clear();
        }
    }

    /// <summary>From the row above and from the left. What lies right of the field counts as solid: no way through it is shorter.</summary>
    private static void Down(ReadOnlySpan<byte> solid, ReadOnlySpan<int> above, Span<int> row)
    {
        var ramp = (Vector256<int>.Indices + Vector256<int>.One) * Straight;
        var before = Vector256.Create(Far);
        ref var from = ref MemoryMarshal.GetReference(above);
        ref var to = ref Unsafe.Add(ref MemoryMarshal.GetReference(row), 1);
        for (var x = 0; x < solid.Length; x += Lanes)
        {
            var v = FromNextRow(ref from, x) & Mask(solid[x..]);
            v = Vector256.Min(v, Vector256.Shuffle(v, Vector256.Create(0, 0, 1, 2, 3, 4, 5, 6)) + Vector256.Create(Straight));
            v = Vector256.Min(v, Vector256.Shuffle(v, Vector256.Create(0, 1, 0, 1, 2, 3, 4, 5)) + Vector256.Create(2 * Straight));
            v = Vector256.Min(v, Vector256.Shuffle(v, Vector256.Create(0, 1, 2, 3, 0, 1, 2, 3)) + Vector256.Create(4 * Straight));
            v = Vector256.Min(v, Vector256.Shuffle(before, Vector256.Create(7)) + ramp);
            v.StoreUnsafe(ref to, (nuint)x);
            before = v;
        }
    }

    /// <summary>From the row below and from the right.</summary>
    private static void Up(int width, Span<int> row, ReadOnlySpan<int> below, Span<ushort> levels)
    {
        var ramp = (Vector256.Create(Lanes) - Vector256<int>.Indices) * Straight;
        var after = Vector256.Create(Far);
        ref var from = ref MemoryMarshal.GetReference(below);
        ref var here = ref Unsafe.Add(ref MemoryMarshal.GetReference(row), 1);
        ref var to = ref Unsafe.Add(ref MemoryMarshal.GetReference(levels), 1);
        for (var x = (width - 1) / Lanes * Lanes; x >= 0; x -= Lanes)
        {
            var v = Vector256.Min(Vector256.LoadUnsafe(ref here, (nuint)x), FromNextRow(ref from, x));
            v = Vector256.Min(v, Vector256.Shuffle(v, Vector256.Create(1, 2, 3, 4, 5, 6, 7, 7)) + Vector256.Create(Straight));
            v = Vector256.Min(v, Vector256.Shuffle(v, Vector256.Create(2, 3, 4, 5, 6, 7, 6, 7)) + Vector256.Create(2 * Straight));
            v = Vector256.Min(v, Vector256.Shuffle(v, Vector256.Create(4, 5, 6, 7, 4, 5, 6, 7)) + Vector256.Create(4 * Straight));
            v = Vector256.Min(v, Vector256.Shuffle(after, Vector256<int>.Zero) + ramp);
            v.StoreUnsafe(ref here, (nuint)x);
            after = v;

            // Halves go to the even level.
            var level = (v + Vector256.Create((1 << (BelowLevel - 1)) - 1) + ((v >> BelowLevel) & Vector256<int>.One)) >> BelowLevel;
            level = Vector256.Min(level, Vector256.Create((int)ushort.MaxValue));
            Vector128.Narrow(level.GetLower().AsUInt32(), level.GetUpper().AsUInt32()).StoreUnsafe(ref to, (nuint)x);
        }
    }

    /// <summary>Least distance over the three places of the row above or below, which begins one to the left.</summary>
    private static Vector256<int> FromNextRow(ref int row, int x)
    {
        var (left, middle, right) = (Vector256.LoadUnsafe(ref row, (nuint)x), Vector256.LoadUnsafe(ref row, (nuint)x + 1), Vector256.LoadUnsafe(ref row, (nuint)x + 2));
        var nearest = Vector256.Min(Vector256.Min(left, right) + Vector256.Create(Aslant), middle + Vector256.Create(Straight));
        return Vector256.Min(nearest, Vector256.Create(Far));
    }

    /// <summary>All bits where a pixel is solid, none where it is void; solid beyond the last.</summary>
    private static Vector256<int> Mask(ReadOnlySpan<byte> pixels)
    {
        // Eight bytes in a whole register: Vector64 has no instructions of its own on x86.
        var eight = ulong.MaxValue;
        if (pixels.Length >= Lanes) eight = BinaryPrimitives.ReadUInt64LittleEndian(pixels);
        else for (var i = 0; i < pixels.Length; i++) eight &= ~((ulong)(byte)~pixels[i] << (8 * i));
        var words = Vector128.WidenLower(Vector128.CreateScalarUnsafe(eight).AsSByte());
        return Vector256.Create(Vector128.WidenLower(words), Vector128.WidenUpper(words));
    }
}

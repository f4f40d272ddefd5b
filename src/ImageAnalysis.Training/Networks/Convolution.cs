using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ImageAnalysis.Training.Networks;

/// <summary>
/// Sums over 3 x 3 neighbours and all channels, and their derivatives. Four channels and a run of pixels are held in registers at once. Sums are taken in one order, so that
/// the same values give the same bits.
/// </summary>
internal static class Convolution
{
    /// <summary>Pixels of a row that are worked on at once; rows are whole runs.</summary>
    public const int Run = 16;

    /// <summary>Values of a kernel.</summary>
    public const int Taps = 9;

    /// <summary>Channels that are worked on at once; outputs are whole blocks.</summary>
    public const int Block = 4;

    private const int Lanes = 8;

    /// <summary>
    /// target[o] = bias[o] + Σ over i and neighbours of weights[o, i, neighbour] · source[i].
    /// </summary>
    /// <param name="weights">Outputs x inputs x 9, neighbours row by row.</param>
    /// <param name="bias">A value per output; empty for none.</param>
    public static void Apply(FeatureMaps source, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, FeatureMaps target)
    {
        var inputs = source.Channels;
        Span<float> packed = new float[inputs * Taps * Block];
        ref var from = ref MemoryMarshal.GetArrayDataReference(source.Data);
        ref var to = ref MemoryMarshal.GetArrayDataReference(target.Data);
        ref var kernel = ref MemoryMarshal.GetReference(packed);
        for (var o = 0; o < target.Channels; o += Block)
        {
            for (var k = 0; k < inputs * Taps; k++)
                for (var b = 0; b < Block; b++) packed[(k * Block) + b] = weights[((o + b) * inputs * Taps) + k];
            for (var y = 0; y < target.Height; y++)
            {
                for (var x = 0; x < target.Width; x += Run)
                {
                    Vector256<float> a0 = Start(bias, o), a1 = Start(bias, o + 1), a2 = Start(bias, o + 2), a3 = Start(bias, o + 3);
                    Vector256<float> b0 = a0, b1 = a1, b2 = a2, b3 = a3;
                    nuint w = 0;
                    for (var i = 0; i < inputs; i++)
                    {
                        for (var ky = -1; ky <= 1; ky++)
                        {
                            var row = (nuint)(source.At(i, y + ky) + x - 1);
                            for (nuint kx = 0; kx < 3; kx++, w += Block)
                            {
                                var left = Vector256.LoadUnsafe(ref from, row + kx);
                                var right = Vector256.LoadUnsafe(ref from, row + kx + Lanes);
                                var w0 = Vector256.Create(Unsafe.Add(ref kernel, w));
                                var w1 = Vector256.Create(Unsafe.Add(ref kernel, w + 1));
                                var w2 = Vector256.Create(Unsafe.Add(ref kernel, w + 2));
                                var w3 = Vector256.Create(Unsafe.Add(ref kernel, w + 3));
                                a0 = Vector256.FusedMultiplyAdd(left, w0, a0);
                                b0 = Vector256.FusedMultiplyAdd(right, w0, b0);
                                a1 = Vector256.FusedMultiplyAdd(left, w1, a1);
                                b1 = Vector256.FusedMultiplyAdd(right, w1, b1);
                                a2 = Vector256.FusedMultiplyAdd(left, w2, a2);
                                b2 = Vector256.FusedMultiplyAdd(right, w2, b2);
                                a3 = Vector256.FusedMultiplyAdd(left, w3, a3);
                                b3 = Vector256.FusedMultiplyAdd(right, w3, b3);
                            }
                        }
                    }

                    Store(ref to, a0, b0, target.At(o, y) + x);
                    Store(ref to, a1, b1, target.At(o + 1, y) + x);
                    Store(ref to, a2, b2, target.At(o + 2, y) + x);
                    Store(ref to, a3, b3, target.At(o + 3, y) + x);
                }
            }
        }
    }

    /// <summary>Adds to the derivatives of weights and bias what the derivative at the outputs makes of them.</summary>
    /// <param name="source">What <see cref="Apply"/> was given.</param>
    /// <param name="outputs">Derivative of the loss by each of its outputs.</param>
    public static void AddDerivatives(FeatureMaps source, FeatureMaps outputs, Span<float> weights, Span<float> bias)
    {
        var inputs = source.Channels;
        ref var from = ref MemoryMarshal.GetArrayDataReference(source.Data);
        ref var at = ref MemoryMarshal.GetArrayDataReference(outputs.Data);
        for (var o = 0; o < outputs.Channels; o += Block)
        {
            for (var i = 0; i < inputs; i++)
            {
                for (var ky = 0; ky < 3; ky++)
                {
                    Vector256<float> s00 = default, s01 = default, s02 = default, s10 = default, s11 = default, s12 = default;
                    Vector256<float> s20 = default, s21 = default, s22 = default, s30 = default, s31 = default, s32 = default;
                    for (var y = 0; y < outputs.Height; y++)
                    {
                        var row = (nuint)(source.At(i, y + ky - 1) - 1);
                        nuint r0 = (nuint)outputs.At(o, y), r1 = (nuint)outputs.At(o + 1, y), r2 = (nuint)outputs.At(o + 2, y), r3 = (nuint)outputs.At(o + 3, y);
                        for (nuint x = 0; x < (nuint)outputs.Width; x += Lanes)
                        {
                            Vector256<float> v0 = Vector256.LoadUnsafe(ref from, row + x), v1 = Vector256.LoadUnsafe(ref from, row + x + 1), v2 = Vector256.LoadUnsafe(ref from, row + x + 2);
                            var d = Vector256.LoadUnsafe(ref at, r0 + x);
                            s00 = Vector256.FusedMultiplyAdd(d, v0, s00);
                            s01 = Vector256.FusedMultiplyAdd(d, v1, s01);
                            s02 = Vector256.FusedMultiplyAdd(d, v2, s02);
                            d = Vector256.LoadUnsafe(ref at, r1 + x);
                            s10 = Vector256.FusedMultiplyAdd(d, v0, s10);
                            s11 = Vector256.FusedMultiplyAdd(d, v1, s11);
                            s12 = Vector256.FusedMultiplyAdd(d, v2, s12);
                            d = Vector256.LoadUnsafe(ref at, r2 + x);
                            s20 = Vector256.FusedMultiplyAdd(d, v0, s20);
                            s21 = Vector256.FusedMultiplyAdd(d, v1, s21);
                            s22 = Vector256.FusedMultiplyAdd(d, v2, s22);
                            d = Vector256.LoadUnsafe(ref at, r3 + x);
                            s30 = Vector256.FusedMultiplyAdd(d, v0, s30);
                            s31 = Vector256.FusedMultiplyAdd(d, v1, s31);
                            s32 = Vector256.FusedMultiplyAdd(d, v2, s32);
                        }
                    }

                    Add(weights, o, s00, s01, s02);
                    Add(weights, o + 1, s10, s11, s12);
                    Add(weights, o + 2, s20, s21, s22);
                    Add(weights, o + 3, s30, s31, s32);

                    void Add(Span<float> all, int output, Vector256<float> left, Vector256<float> middle, Vector256<float> right)
                    {
                        var first = ((((output * inputs) + i) * 3) + ky) * 3;
                        all[first] += Vector256.Sum(left);
                        all[first + 1] += Vector256.Sum(middle);
                        all[first + 2] += Vector256.Sum(right);
                    }
                }
            }
        }

        for (var o = 0; o < outputs.Channels; o++)
        {
            var sum = Vector256<float>.Zero;
            for (var y = 0; y < outputs.Height; y++)
                foreach (var values in MemoryMarshal.Cast<float, Vector256<float>>(outputs.Row(o, y))) sum += values;
            bias[o] += Vector256.Sum(sum);
        }
    }

    /// <summary>The weights by which <see cref="Apply"/> turns the derivative at the outputs into that at the inputs.</summary>
    public static float[] Turned(ReadOnlySpan<float> weights, int inputs, int outputs)
    {
        var turned = new float[weights.Length];
        for (var o = 0; o < outputs; o++)
            for (var i = 0; i < inputs; i++)
                for (var k = 0; k < Taps; k++) turned[(((i * outputs) + o) * Taps) + Taps - 1 - k] = weights[(((o * inputs) + i) * Taps) + k];
        return turned;
    }

    private static Vector256<float> Start(ReadOnlySpan<float> bias, int output) => bias.IsEmpty ? default : Vector256.Create(bias[output]);

    private static void Store(ref float to, Vector256<float> left, Vector256<float> right, int at)
    {
        left.StoreUnsafe(ref to, (nuint)at);
        right.StoreUnsafe(ref to, (nuint)at + Lanes);
    }
}

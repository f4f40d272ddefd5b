using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace OpenCvSharp;

// Elements of matrices with more than one channel.

public record struct Vec2i
{
    public int Item0;
    public int Item1;

    public Vec2i(int item0, int item1) => (Item0, Item1) = (item0, item1);

    public int this[int i]
    {
        get => AsSpan()[i];
        set => AsSpan()[i] = value;
    }

    public readonly void Deconstruct(out int item0, out int item1) => (item0, item1) = (Item0, Item1);

    [UnscopedRef]
    private Span<int> AsSpan() => MemoryMarshal.CreateSpan(ref Item0, 2);
}

public record struct Vec2f
{
    public float Item0;
    public float Item1;

    public Vec2f(float item0, float item1) => (Item0, Item1) = (item0, item1);

    public float this[int i]
    {
        get => AsSpan()[i];
        set => AsSpan()[i] = value;
    }

    public readonly void Deconstruct(out float item0, out float item1) => (item0, item1) = (Item0, Item1);

    [UnscopedRef]
    private Span<float> AsSpan() => MemoryMarshal.CreateSpan(ref Item0, 2);
}

public record struct Vec2d
{
    public double Item0;
    public double Item1;

    public Vec2d(double item0, double item1) => (Item0, Item1) = (item0, item1);

    public double this[int i]
    {
        get => AsSpan()[i];
        set => AsSpan()[i] = value;
    }

    public readonly void Deconstruct(out double item0, out double item1) => (item0, item1) = (Item0, Item1);

    [UnscopedRef]
    private Span<double> AsSpan() => MemoryMarshal.CreateSpan(ref Item0, 2);
}

public record struct Vec3b
{
    public byte Item0;
    public byte Item1;
    public byte Item2;

    public Vec3b(byte item0, byte item1, byte item2) => (Item0, Item1, Item2) = (item0, item1, item2);

    public byte this[int i]
    {
        get => AsSpan()[i];
        set => AsSpan()[i] = value;
    }

    public readonly void Deconstruct(out byte item0, out byte item1, out byte item2) => (item0, item1, item2) = (Item0, Item1, Item2);

    [UnscopedRef]
    private Span<byte> AsSpan() => MemoryMarshal.CreateSpan(ref Item0, 3);
}

public record struct Vec3w
{
    public ushort Item0;
    public ushort Item1;
    public ushort Item2;

    public Vec3w(ushort item0, ushort item1, ushort item2) => (Item0, Item1, Item2) = (item0, item1, item2);

    public ushort this[int i]
    {
        get => AsSpan()[i];
        set => AsSpan()[i] = value;
    }

    public readonly void Deconstruct(out ushort item0, out ushort item1, out ushort item2) => (item0, item1, item2) = (Item0, Item1, Item2);

    [UnscopedRef]
    private Span<ushort> AsSpan() => MemoryMarshal.CreateSpan(ref Item0, 3);
}

public record struct Vec3f
{
    public float Item0;
    public float Item1;
    public float Item2;

    public Vec3f(float item0, float item1, float item2) => (Item0, Item1, Item2) = (item0, item1, item2);

    public float this[int i]
    {
        get => AsSpan()[i];
        set => AsSpan()[i] = value;
    }

    public readonly void Deconstruct(out float item0, out float item1, out float item2) => (item0, item1, item2) = (Item0, Item1, Item2);

    [UnscopedRef]
    private Span<float> AsSpan() => MemoryMarshal.CreateSpan(ref Item0, 3);
}

public record struct Vec3d
{
    public double Item0;
    public double Item1;
    public double Item2;

    public Vec3d(double item0, double item1, double item2) => (Item0, Item1, Item2) = (item0, item1, item2);

    public double this[int i]
    {
        get => AsSpan()[i];
        set => AsSpan()[i] = value;
    }

    public readonly void Deconstruct(out double item0, out double item1, out double item2) => (item0, item1, item2) = (Item0, Item1, Item2);

    [UnscopedRef]
    private Span<double> AsSpan() => MemoryMarshal.CreateSpan(ref Item0, 3);
}

public record struct Vec4b
{
    public byte Item0;
    public byte Item1;
    public byte Item2;
    public byte Item3;

    public Vec4b(byte item0, byte item1, byte item2, byte item3) => (Item0, Item1, Item2, Item3) = (item0, item1, item2, item3);

    public byte this[int i]
    {
        get => AsSpan()[i];
        set => AsSpan()[i] = value;
    }

    public readonly void Deconstruct(out byte item0, out byte item1, out byte item2, out byte item3) => (item0, item1, item2, item3) = (Item0, Item1, Item2, Item3);

    [UnscopedRef]
    private Span<byte> AsSpan() => MemoryMarshal.CreateSpan(ref Item0, 4);
}

public record struct Vec4i
{
    public int Item0;
    public int Item1;
    public int Item2;
    public int Item3;

    public Vec4i(int item0, int item1, int item2, int item3) => (Item0, Item1, Item2, Item3) = (item0, item1, item2, item3);

    public int this[int i]
    {
        get => AsSpan()[i];
        set => AsSpan()[i] = value;
    }

    public readonly void Deconstruct(out int item0, out int item1, out int item2, out int item3) => (item0, item1, item2, item3) = (Item0, Item1, Item2, Item3);

    [UnscopedRef]
    private Span<int> AsSpan() => MemoryMarshal.CreateSpan(ref Item0, 4);
}

public record struct Vec4f
{
    public float Item0;
    public float Item1;
    public float Item2;
    public float Item3;

    public Vec4f(float item0, float item1, float item2, float item3) => (Item0, Item1, Item2, Item3) = (item0, item1, item2, item3);

    public float this[int i]
    {
        get => AsSpan()[i];
        set => AsSpan()[i] = value;
    }

    public readonly void Deconstruct(out float item0, out float item1, out float item2, out float item3) => (item0, item1, item2, item3) = (Item0, Item1, Item2, Item3);

    [UnscopedRef]
    private Span<float> AsSpan() => MemoryMarshal.CreateSpan(ref Item0, 4);
}

using System.Runtime.InteropServices;

namespace OpenCvSharp;

// Elements of matrices with more than one channel.

public record struct Vec2i(int Item0, int Item1)
{
    public int Item0 = Item0;
    public int Item1 = Item1;

    public int this[int i]
    {
        get => AsSpan()[i];
        set => AsSpan()[i] = value;
    }

    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    private Span<int> AsSpan() => MemoryMarshal.CreateSpan(ref Item0, 2);
}

public record struct Vec2f(float Item0, float Item1)
{
    public float Item0 = Item0;
    public float Item1 = Item1;

    public float this[int i]
    {
        get => AsSpan()[i];
        set => AsSpan()[i] = value;
    }

    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    private Span<float> AsSpan() => MemoryMarshal.CreateSpan(ref Item0, 2);
}

public record struct Vec2d(double Item0, double Item1)
{
    public double Item0 = Item0;
    public double Item1 = Item1;

    public double this[int i]
    {
        get => AsSpan()[i];
        set => AsSpan()[i] = value;
    }

    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    private Span<double> AsSpan() => MemoryMarshal.CreateSpan(ref Item0, 2);
}

public record struct Vec3b(byte Item0, byte Item1, byte Item2)
{
    public byte Item0 = Item0;
    public byte Item1 = Item1;
    public byte Item2 = Item2;

    public byte this[int i]
    {
        get => AsSpan()[i];
        set => AsSpan()[i] = value;
    }

    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    private Span<byte> AsSpan() => MemoryMarshal.CreateSpan(ref Item0, 3);
}

public record struct Vec3w(ushort Item0, ushort Item1, ushort Item2)
{
    public ushort Item0 = Item0;
    public ushort Item1 = Item1;
    public ushort Item2 = Item2;

    public ushort this[int i]
    {
        get => AsSpan()[i];
        set => AsSpan()[i] = value;
    }

    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    private Span<ushort> AsSpan() => MemoryMarshal.CreateSpan(ref Item0, 3);
}

public record struct Vec3f(float Item0, float Item1, float Item2)
{
    public float Item0 = Item0;
    public float Item1 = Item1;
    public float Item2 = Item2;

    public float this[int i]
    {
        get => AsSpan()[i];
        set => AsSpan()[i] = value;
    }

    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    private Span<float> AsSpan() => MemoryMarshal.CreateSpan(ref Item0, 3);
}

public record struct Vec3d(double Item0, double Item1, double Item2)
{
    public double Item0 = Item0;
    public double Item1 = Item1;
    public double Item2 = Item2;

    public double this[int i]
    {
        get => AsSpan()[i];
        set => AsSpan()[i] = value;
    }

    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    private Span<double> AsSpan() => MemoryMarshal.CreateSpan(ref Item0, 3);
}

public record struct Vec4b(byte Item0, byte Item1, byte Item2, byte Item3)
{
    public byte Item0 = Item0;
    public byte Item1 = Item1;
    public byte Item2 = Item2;
    public byte Item3 = Item3;

    public byte this[int i]
    {
        get => AsSpan()[i];
        set => AsSpan()[i] = value;
    }

    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    private Span<byte> AsSpan() => MemoryMarshal.CreateSpan(ref Item0, 4);
}

public record struct Vec4i(int Item0, int Item1, int Item2, int Item3)
{
    public int Item0 = Item0;
    public int Item1 = Item1;
    public int Item2 = Item2;
    public int Item3 = Item3;

    public int this[int i]
    {
        get => AsSpan()[i];
        set => AsSpan()[i] = value;
    }

    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    private Span<int> AsSpan() => MemoryMarshal.CreateSpan(ref Item0, 4);
}

public record struct Vec4f(float Item0, float Item1, float Item2, float Item3)
{
    public float Item0 = Item0;
    public float Item1 = Item1;
    public float Item2 = Item2;
    public float Item3 = Item3;

    public float this[int i]
    {
        get => AsSpan()[i];
        set => AsSpan()[i] = value;
    }

    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    private Span<float> AsSpan() => MemoryMarshal.CreateSpan(ref Item0, 4);
}

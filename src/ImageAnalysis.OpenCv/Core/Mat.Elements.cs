using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using OpenCvSharp.Interop;

namespace OpenCvSharp;

// Every access is checked against the matrix: a wrong index is an exception, never a stray read. In hot loops take a row once
// (RowSpan) and index that.
public unsafe partial class Mat
{
    /// <summary>Address of row i0; of an element for two indices.</summary>
    public IntPtr Ptr(int i0) => (IntPtr)RowAddress(i0);

    /// <inheritdoc cref="Ptr(int)"/>
    public IntPtr Ptr(int i0, int i1) => (IntPtr)Address(i0, i1, 1);

    /// <summary>The element by reference; valid while the matrix is alive and keeps its shape.</summary>
    public ref T At<T>(int i0, int i1)
        where T : unmanaged => ref *(T*)Address(i0, i1, sizeof(T));

    /// <summary>The element of a single row or column by reference.</summary>
    public ref T At<T>(int i0)
        where T : unmanaged => ref *(T*)(Rows == 1 ? Address(0, i0, sizeof(T)) : Address(i0, 0, sizeof(T)));

    public T Get<T>(int i0, int i1)
        where T : struct
    {
        var value = Unsafe.ReadUnaligned<T>(Address(i0, i1, Unsafe.SizeOf<T>()));
        GC.KeepAlive(this);
        return value;
    }

    public T Get<T>(int i0)
        where T : struct => Rows == 1 ? Get<T>(0, i0) : Get<T>(i0, 0);

    public void Set<T>(int i0, int i1, T value)
        where T : struct
    {
        Unsafe.WriteUnaligned(Address(i0, i1, Unsafe.SizeOf<T>()), value);
        GC.KeepAlive(this);
    }

    public void Set<T>(int i0, T value)
        where T : struct
    {
        if (Rows == 1)
            Set(0, i0, value);
        else
            Set(i0, 0, value);
    }

    public Indexer<T> GetGenericIndexer<T>()
        where T : struct => new(this);

    /// <summary>All elements in order; empty where rows do not follow each other without a gap. Valid while the matrix is alive.</summary>
    public Span<T> AsSpan<T>()
        where T : unmanaged
    {
        var header = (MatHeader*)CvPtr;
        if (!header->IsContinuous || header->Data == null)
            return [];
        return new Span<T>(header->Data, checked((int)(header->Total * header->ElementSize / sizeof(T))));
    }

    /// <summary>The elements of one row. Valid while the matrix is alive and keeps its shape.</summary>
    public Span<T> RowSpan<T>(int row)
        where T : unmanaged
    {
        var header = (MatHeader*)CvPtr;
        if (header->Dims != 2)
            throw new InvalidOperationException("RowSpan is for matrices of two dimensions.");
        return new Span<T>(RowAddress(row), header->Cols * header->ElementSize / sizeof(T));
    }

    /// <summary>Copies all elements out, row after row.</summary>
    /// <exception cref="OpenCvSharpException">The element type is not that of the matrix.</exception>
    public bool GetArray<T>(out T[] data)
        where T : unmanaged
    {
        CheckElement<T>();
        data = new T[checked(Rows * Cols)];
        CopyOut(data);
        return true;
    }

    /// <inheritdoc cref="GetArray{T}(out T[])"/>
    public bool GetRectangularArray<T>(out T[,] data)
        where T : unmanaged
    {
        CheckElement<T>();
        data = new T[Rows, Cols];
        fixed (T* first = data)
            CopyOut(new Span<T>(first, data.Length));
        return true;
    }

    /// <summary>Copies elements in, row after row.</summary>
    /// <exception cref="OpenCvSharpException">The element type is not that of the matrix, or there are more or fewer elements.</exception>
    public bool SetArray<T>(params T[] data)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(data);
        CheckElement<T>();
        CopyIn((ReadOnlySpan<T>)data);
        return true;
    }

    /// <inheritdoc cref="SetArray{T}(T[])"/>
    public bool SetRectangularArray<T>(T[,] data)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(data);
        CheckElement<T>();
        fixed (T* first = data)
            CopyIn(new ReadOnlySpan<T>(first, data.Length));
        return true;
    }

    private void CheckElement<T>()
        where T : unmanaged
    {
        if (!ElementTypes.Fits(typeof(T), Type()))
            throw new OpenCvSharpException($"A matrix of type {Type()} has no elements of type {typeof(T)}.");
    }

    private void CopyOut<T>(Span<T> data)
        where T : unmanaged
    {
        for (var y = 0; y < Rows; y++)
            RowSpan<T>(y).CopyTo(data.Slice(y * Cols, Cols));
        GC.KeepAlive(this);
    }

    private void CopyIn<T>(ReadOnlySpan<T> data)
        where T : unmanaged
    {
        if (data.Length != Total())
            throw new OpenCvSharpException($"{data.Length} values were given for a matrix of {Total()} elements.");
        for (var y = 0; y < Rows; y++)
            data.Slice(y * Cols, Cols).CopyTo(RowSpan<T>(y));
        GC.KeepAlive(this);
    }

    private byte* RowAddress(int i0)
    {
        var header = (MatHeader*)CvPtr;
        if (i0 < 0 || i0 >= header->Rows || header->Data == null)
            ThrowIndex(i0, 0, 0);
        return header->Data + ((nint)header->Steps[0] * i0);
    }

    // A matrix of more than two dimensions has -1 rows, so every index is outside.
    private byte* Address(int i0, int i1, int bytes)
    {
        var header = (MatHeader*)CvPtr;
        var elementSize = header->ElementSize;
        if (i0 < 0 || i0 >= header->Rows || i1 < 0 || i1 >= header->Cols || bytes > elementSize || header->Data == null)
            ThrowIndex(i0, i1, bytes);
        return header->Data + ((nint)header->Steps[0] * i0) + ((nint)elementSize * i1);
    }

    [DoesNotReturn]
    private void ThrowIndex(int i0, int i1, int bytes)
    {
        if (bytes > ElemSize())
            throw new OpenCvSharpException($"An element of a matrix of type {Type()} has {ElemSize()} bytes, not {bytes}.");
        throw new ArgumentOutOfRangeException(
            nameof(i0), FormattableString.Invariant($"Element ({i0}, {i1}) is outside a matrix of {Rows} rows and {Cols} columns."));
    }

    /// <summary>Elements by row and column.</summary>
    public sealed class Indexer<T>
        where T : struct
    {
        private readonly Mat _parent;

        internal Indexer(Mat parent) => _parent = parent;

        public T this[int i0]
        {
            get => _parent.Get<T>(i0);
            set => _parent.Set(i0, value);
        }

        public T this[int i0, int i1]
        {
            get => _parent.Get<T>(i0, i1);
            set => _parent.Set(i0, i1, value);
        }
    }
}

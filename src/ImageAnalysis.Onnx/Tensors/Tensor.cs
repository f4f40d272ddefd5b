using System.Buffers;
using System.Collections;

namespace Microsoft.ML.OnnxRuntime.Tensors;

/// <summary>A tensor whose element type is known only at run time.</summary>
public abstract class TensorBase
{
    private protected TensorBase()
    {
    }

    internal abstract Type ElementType { get; }

    internal abstract int[] Shape { get; }

    /// <summary>Fixes the elements in place until the handle is disposed.</summary>
    internal abstract MemoryHandle Pin(out long byteLength);
}

/// <summary>
/// An array of any number of dimensions, the last one running fastest. <see cref="DenseTensor{T}"/> is the only kind here.
/// </summary>
public abstract class Tensor<T> : TensorBase, IReadOnlyList<T>
{
    private readonly int[] _dimensions;
    private readonly int[] _strides;

    private protected Tensor(ReadOnlySpan<int> dimensions)
    {
        _dimensions = dimensions.ToArray();
        _strides = new int[_dimensions.Length];
        long length = 1;
        for (var axis = _dimensions.Length - 1; axis >= 0; axis--)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(_dimensions[axis], nameof(dimensions));
            _strides[axis] = (int)length;
            length *= _dimensions[axis];
            ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Array.MaxLength, nameof(dimensions));
        }

        Length = length;
    }

    public int Rank => _dimensions.Length;

    public ReadOnlySpan<int> Dimensions => _dimensions;

    public ReadOnlySpan<int> Strides => _strides;

    /// <summary>The number of elements.</summary>
    public long Length { get; }

    int IReadOnlyCollection<T>.Count => (int)Length;

    T IReadOnlyList<T>.this[int index] => GetValue(index);

    internal override Type ElementType => typeof(T);

    internal override int[] Shape => _dimensions;

    public T this[params int[] indices]
    {
        get => GetValue(Offset(indices));
        set => SetValue(Offset(indices), value);
    }

    /// <summary>The element at a position in memory order.</summary>
    public abstract T GetValue(int index);

    public abstract void SetValue(int index, T value);

    public IEnumerator<T> GetEnumerator()
    {
        for (var i = 0; i < Length; i++) yield return GetValue(i);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int Offset(int[] indices)
    {
        ArgumentNullException.ThrowIfNull(indices);
        if (indices.Length != Rank)
            throw new ArgumentException($"The tensor has {Rank} dimensions; {indices.Length} indices were given.", nameof(indices));
        var offset = 0;
        for (var axis = 0; axis < indices.Length; axis++)
        {
            if ((uint)indices[axis] >= (uint)_dimensions[axis])
                throw new ArgumentOutOfRangeException(nameof(indices), indices[axis], $"Dimension {axis} has {_dimensions[axis]} elements.");
            offset += indices[axis] * _strides[axis];
        }

        return offset;
    }
}

using System.Buffers;
using System.Runtime.CompilerServices;

namespace Microsoft.ML.OnnxRuntime.Tensors;

/// <summary>A tensor over contiguous memory, in row-major order.</summary>
public class DenseTensor<T> : Tensor<T>
{
    /// <summary>A tensor of zeros.</summary>
    public DenseTensor(ReadOnlySpan<int> dimensions)
        : base(dimensions)
    {
        Buffer = new T[Length];
    }

    /// <summary>A tensor over memory that stays the caller's: later changes to it are seen here.</summary>
    /// <exception cref="ArgumentException">The memory does not hold exactly as many elements as the shape.</exception>
    public DenseTensor(Memory<T> memory, ReadOnlySpan<int> dimensions)
        : base(dimensions)
    {
        if (memory.Length != Length)
            throw new ArgumentException($"The shape has {Length} elements, the memory {memory.Length}.", nameof(memory));
        Buffer = memory;
    }

    public Memory<T> Buffer { get; }

    public override T GetValue(int index) => Buffer.Span[index];

    public override void SetValue(int index, T value) => Buffer.Span[index] = value;

    internal override MemoryHandle Pin(out long byteLength)
    {
        byteLength = (long)Buffer.Length * Unsafe.SizeOf<T>();
        return Buffer.Pin();
    }
}

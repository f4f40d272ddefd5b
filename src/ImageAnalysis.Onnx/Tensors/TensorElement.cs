using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime.Tensors;

/// <summary><c>enum ONNXTensorElementDataType</c> of onnxruntime_c_api.h.</summary>
public enum TensorElementType
{
    Float = 1,
    UInt8 = 2,
    Int8 = 3,
    UInt16 = 4,
    Int16 = 5,
    Int32 = 6,
    Int64 = 7,
    String = 8,
    Bool = 9,
    Float16 = 10,
    Double = 11,
    UInt32 = 12,
    UInt64 = 13,
    Complex64 = 14,
    Complex128 = 15,
    BFloat16 = 16,
    DataTypeMax = 17,
}

/// <summary>The element types that this binding carries, and their .NET counterparts: the plain numbers, and no text.</summary>
internal static unsafe class TensorElement
{
    private sealed record Row(TensorElementType Element, Type Type, Func<nint, int[], TensorBase> Copy);

    private static readonly Row[] Rows =
    [
        Of<float>(TensorElementType.Float), Of<double>(TensorElementType.Double), Of<bool>(TensorElementType.Bool),
        Of<sbyte>(TensorElementType.Int8), Of<byte>(TensorElementType.UInt8),
        Of<short>(TensorElementType.Int16), Of<ushort>(TensorElementType.UInt16),
        Of<int>(TensorElementType.Int32), Of<uint>(TensorElementType.UInt32),
        Of<long>(TensorElementType.Int64), Of<ulong>(TensorElementType.UInt64),
    ];

    public static TensorElementType ElementOf(Type type) =>
        Array.Find(Rows, row => row.Type == type)?.Element
        ?? throw new OnnxRuntimeException(ErrorCode.NotImplemented, $"Tensors of {type} are not carried by this binding.");

    public static Type TypeOf(TensorElementType element) => RowOf(element).Type;

    /// <summary>A managed tensor with a copy of the native elements at <paramref name="data"/>.</summary>
    public static TensorBase Copy(TensorElementType element, nint data, int[] dimensions) => RowOf(element).Copy(data, dimensions);

    private static Row RowOf(TensorElementType element) =>
        Array.Find(Rows, row => row.Element == element)
        ?? throw new OnnxRuntimeException(ErrorCode.NotImplemented, $"Tensors of {element} are not carried by this binding.");

    private static Row Of<T>(TensorElementType element)
        where T : unmanaged => new(element, typeof(T), (data, dimensions) =>
        {
            var tensor = new DenseTensor<T>(dimensions);
            new ReadOnlySpan<T>((void*)data, tensor.Buffer.Length).CopyTo(tensor.Buffer.Span);
            return tensor;
        });
}

using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.OnnxRuntime;

/// <summary><c>enum ONNXType</c> of onnxruntime_c_api.h.</summary>
public enum OnnxValueType
{
    ONNX_TYPE_UNKNOWN = 0,
    ONNX_TYPE_TENSOR = 1,
    ONNX_TYPE_SEQUENCE = 2,
    ONNX_TYPE_MAP = 3,
    ONNX_TYPE_OPAQUE = 4,
    ONNX_TYPE_SPARSETENSOR = 5,
    ONNX_TYPE_OPTIONAL = 6,
}

/// <summary>What a model declares of one of its inputs or outputs.</summary>
public class NodeMetadata
{
    private readonly int[] _dimensions;

    internal NodeMetadata(OnnxValueType kind, int[] dimensions, TensorElementType elementDataType)
    {
        OnnxValueType = kind;
        _dimensions = dimensions;
        ElementDataType = elementDataType;
    }

    public OnnxValueType OnnxValueType { get; }

    public bool IsTensor => OnnxValueType is OnnxValueType.ONNX_TYPE_TENSOR or OnnxValueType.ONNX_TYPE_SPARSETENSOR;

    /// <summary>The declared shape; -1 where a dimension is free. Empty for a scalar and for what is no tensor.</summary>
    public int[] Dimensions => _dimensions;

    public TensorElementType ElementDataType { get; }

    /// <summary>The .NET type of an element.</summary>
    /// <exception cref="OnnxRuntimeException">No tensor, or one of elements that this binding does not carry.</exception>
    public Type ElementType => TensorElement.TypeOf(ElementDataType);
}

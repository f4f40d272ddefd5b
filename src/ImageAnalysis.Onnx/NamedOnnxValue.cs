using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>A tensor with the name of the model's input or output it belongs to.</summary>
public class NamedOnnxValue
{
    private readonly TensorBase _value;

    internal NamedOnnxValue(string name, TensorBase value)
    {
        Name = name;
        _value = value;
    }

    public string Name { get; }

    public virtual object Value => _value;

    internal TensorBase Tensor => (TensorBase)Value;

    public static NamedOnnxValue CreateFromTensor<T>(string name, Tensor<T> value)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        return new NamedOnnxValue(name, value);
    }

    /// <summary>The value as a tensor of <typeparamref name="T"/>; null where it is of another type, as in the managed package.</summary>
    public Tensor<T> AsTensor<T>() => (Value as Tensor<T>)!;

    public IEnumerable<T> AsEnumerable<T>() => (Value as IEnumerable<T>)!;
}

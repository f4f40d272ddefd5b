using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.OnnxRuntime;

public interface IDisposableReadOnlyCollection<T> : IReadOnlyCollection<T>, IDisposable;

/// <summary>
/// An output of a run. Its values are a managed copy, yet they are refused after <see cref="Dispose()"/>, because in the
/// managed package they are then freed memory.
/// </summary>
public class DisposableNamedOnnxValue : NamedOnnxValue, IDisposable
{
    private bool _disposed;

    internal DisposableNamedOnnxValue(string name, TensorBase value)
        : base(name, value)
    {
    }

    public override object Value
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return base.Value;
        }
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => _disposed = true;
}

internal sealed class RunOutputs(IEnumerable<DisposableNamedOnnxValue> values)
    : List<DisposableNamedOnnxValue>(values), IDisposableReadOnlyCollection<DisposableNamedOnnxValue>
{
    public void Dispose() => ForEach(value => value.Dispose());
}

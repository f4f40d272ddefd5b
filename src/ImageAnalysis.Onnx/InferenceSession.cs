using System.Buffers;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime.Native;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>A loaded model. <see cref="Run(IReadOnlyCollection{NamedOnnxValue})"/> may be called from several threads at once.</summary>
public class InferenceSession : IDisposable
{
    private readonly SessionHandle _session;
    private readonly Dictionary<string, NodeMetadata> _inputs;
    private readonly Dictionary<string, NodeMetadata> _outputs;

    /// <exception cref="OnnxRuntimeException">There is no such file, or it is no valid model.</exception>
    public InferenceSession(string modelPath)
        : this(modelPath, null)
    {
    }

    /// <inheritdoc cref="InferenceSession(string)"/>
    public InferenceSession(string modelPath, SessionOptions? options)
        : this(Create(options, given =>
        {
            ArgumentNullException.ThrowIfNull(modelPath);
            if (File.Exists(modelPath)) TreeCycles.Refuse(File.ReadAllBytes(modelPath));
            return OrtApi.CreateSession(modelPath, given);
        }))
    {
    }

    /// <exception cref="OnnxRuntimeException">The bytes are no valid model.</exception>
    public InferenceSession(byte[] model)
        : this(model, null)
    {
    }

    /// <inheritdoc cref="InferenceSession(byte[])"/>
    public InferenceSession(byte[] model, SessionOptions? options)
        : this(Create(options, given =>
        {
            ArgumentNullException.ThrowIfNull(model);
            TreeCycles.Refuse(model);
            return OrtApi.CreateSession(model, given);
        }))
    {
    }

    private InferenceSession(SessionHandle session)
    {
        _session = session;
        try
        {
            var handle = session.DangerousGetHandle();
            (InputNames, _inputs) = Describe(
                handle, OrtSlot.SessionGetInputCount, OrtSlot.SessionGetInputName, OrtSlot.SessionGetInputTypeInfo);
            (OutputNames, _outputs) = Describe(
                handle, OrtSlot.SessionGetOutputCount, OrtSlot.SessionGetOutputName, OrtSlot.SessionGetOutputTypeInfo);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    public IReadOnlyDictionary<string, NodeMetadata> InputMetadata => _inputs;

    public IReadOnlyDictionary<string, NodeMetadata> OutputMetadata => _outputs;

    /// <summary>In the order of the model.</summary>
    public IReadOnlyList<string> InputNames { get; }

    /// <inheritdoc cref="InputNames"/>
    public IReadOnlyList<string> OutputNames { get; }

    /// <summary>Computes every output.</summary>
    /// <exception cref="OnnxRuntimeException">An input is missing, unknown, or of the wrong type or shape; or the run failed.</exception>
    public IDisposableReadOnlyCollection<DisposableNamedOnnxValue> Run(IReadOnlyCollection<NamedOnnxValue> inputs) =>
        Run(inputs, OutputNames);

    /// <summary>Computes the outputs named.</summary>
    /// <inheritdoc cref="Run(IReadOnlyCollection{NamedOnnxValue})" path="/exception"/>
    public IDisposableReadOnlyCollection<DisposableNamedOnnxValue> Run(
        IReadOnlyCollection<NamedOnnxValue> inputs, IReadOnlyCollection<string> outputNames)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(outputNames);
        string[] wanted = [.. outputNames];
        var values = new nint[inputs.Count];
        var outputs = new nint[wanted.Length];
        var pins = new List<IDisposable>(2 * inputs.Count + wanted.Length);
        var held = false;
        try
        {
            _session.DangerousAddRef(ref held);
            Run([.. inputs], wanted, values, outputs, pins);
            return new RunOutputs([.. wanted.Select((name, i) => new DisposableNamedOnnxValue(name, CopyOut(name, outputs[i])))]);
        }
        finally
        {
            foreach (var value in values) OrtApi.Release(OrtSlot.ReleaseValue, value);
            foreach (var value in outputs) OrtApi.Release(OrtSlot.ReleaseValue, value);
            foreach (var pin in pins) pin.Dispose();
            if (held) _session.DangerousRelease();
        }
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing) _session.Dispose();
    }

    private unsafe void Run(NamedOnnxValue[] inputs, string[] wanted, nint[] values, nint[] outputs, List<IDisposable> pins)
    {
        byte* PinName(string name)
        {
            var pin = new Memory<byte>(OrtApi.Utf8(name)).Pin();
            pins.Add(pin);
            return (byte*)pin.Pointer;
        }

        var inputNames = new byte*[inputs.Length];
        var outputNames = new byte*[wanted.Length];
        for (var i = 0; i < inputs.Length; i++)
        {
            ArgumentNullException.ThrowIfNull(inputs[i]);
            inputNames[i] = PinName(inputs[i].Name);
            values[i] = Borrow(inputs[i].Tensor, pins);
        }

        for (var i = 0; i < wanted.Length; i++) outputNames[i] = PinName(wanted[i]);
        OrtApi.Run(_session.DangerousGetHandle(), inputNames, values, outputNames, outputs);
    }

    private static unsafe nint Borrow(TensorBase tensor, List<IDisposable> pins)
    {
        // The type first: memory that holds references cannot be pinned.
        var type = TensorElement.ElementOf(tensor.ElementType);
        var pin = tensor.Pin(out var byteLength);
        pins.Add(pin);
        return OrtApi.CreateTensor(pin.Pointer, byteLength, [.. tensor.Shape.Select(d => (long)d)], type);
    }

    private static unsafe TensorBase CopyOut(string name, nint value)
    {
        if (value == 0 || !OrtApi.IsTensor(value))
            throw new OnnxRuntimeException(ErrorCode.NotImplemented, $"The output '{name}' is not a tensor.");
        var (type, shape) = OrtApi.TensorShape(value);
        if (shape.Aggregate(1.0, (count, d) => count * d) > Array.MaxLength)
            throw new OnnxRuntimeException(ErrorCode.Fail, $"The output '{name}' has more elements than an array holds.");
        return TensorElement.Copy(type, (nint)OrtApi.TensorData(value), [.. shape.Select(d => checked((int)d))]);
    }

    private static SessionHandle Create(SessionOptions? options, Func<SessionOptions, nint> create)
    {
        if (options is null)
        {
            using var defaults = new SessionOptions();
            return Create(defaults, create);
        }

        var held = false;
        try
        {
            options.DangerousAddRef(ref held);
            return new SessionHandle(create(options));
        }
        finally
        {
            if (held) options.DangerousRelease();
        }
    }

    private static (string[] Names, Dictionary<string, NodeMetadata> Metadata) Describe(
        nint session, int countSlot, int nameSlot, int typeSlot)
    {
        var names = new string[OrtApi.SessionCount(session, countSlot)];
        var metadata = new Dictionary<string, NodeMetadata>(names.Length, StringComparer.Ordinal);
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = OrtApi.SessionName(session, nameSlot, i);
            metadata[names[i]] = OrtApi.SessionType(session, typeSlot, i);
        }

        return (names, metadata);
    }

    private sealed class SessionHandle : SafeHandle
    {
        public SessionHandle(nint session)
            : base(session, ownsHandle: true)
        {
        }

        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle()
        {
            OrtApi.Release(OrtSlot.ReleaseSession, handle);
            return true;
        }
    }
}

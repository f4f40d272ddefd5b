using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime.Native;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>How a session runs. Changes after the session was made have no effect on it.</summary>
public class SessionOptions : SafeHandle
{
    private int _intraOpNumThreads;
    private int _interOpNumThreads;

    public SessionOptions()
        : base(0, ownsHandle: true)
    {
        SetHandle(OrtApi.CreateSessionOptions());
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>Threads within one operator; 0 leaves it to ONNX Runtime (one per core). 1 is the fastest for small models.</summary>
    /// <exception cref="OnnxRuntimeException">The number is negative.</exception>
    public int IntraOpNumThreads
    {
        get => _intraOpNumThreads;
        set
        {
            OrtApi.SetIntraOpNumThreads(Open(), NotNegative(value));
            _intraOpNumThreads = value;
        }
    }

    /// <summary>Threads for operators that run beside each other; used only in parallel execution mode.</summary>
    /// <exception cref="OnnxRuntimeException">The number is negative.</exception>
    public int InterOpNumThreads
    {
        get => _interOpNumThreads;
        set
        {
            OrtApi.SetInterOpNumThreads(Open(), NotNegative(value));
            _interOpNumThreads = value;
        }
    }

    /// <summary>Sets a key of onnxruntime_session_options_config_keys.h, such as <c>session.intra_op.allow_spinning</c>.</summary>
    public void AddSessionConfigEntry(string configKey, string configValue)
    {
        ArgumentNullException.ThrowIfNull(configKey);
        ArgumentNullException.ThrowIfNull(configValue);
        OrtApi.AddSessionConfigEntry(Open(), configKey, configValue);
    }

    protected override bool ReleaseHandle()
    {
        OrtApi.Release(OrtSlot.ReleaseSessionOptions, handle);
        return true;
    }

    private nint Open()
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        return handle;
    }

    private static int NotNegative(int threads) => threads >= 0
        ? threads
        : throw new OnnxRuntimeException(ErrorCode.InvalidArgument, $"The number of threads is {threads}; it is 0 or more.");
}

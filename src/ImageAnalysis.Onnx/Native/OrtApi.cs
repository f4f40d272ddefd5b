using System.Runtime.InteropServices;
using System.Text;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.OnnxRuntime.Native;

/// <summary>
/// The C functions in use, each with its signature from onnxruntime_c_api.h written once. A status other than null becomes
/// an <see cref="OnnxRuntimeException"/> and is released.
/// </summary>
internal static unsafe class OrtApi
{
    private const int LogFatalOnly = 4;
    private const int DeviceAllocator = 0;
    private const int DefaultMemory = 0;

    // One environment and one memory description serve the process; they are left to its end, as unloading order is not ours.
    private static readonly Lazy<nint> Environment = new(CreateEnvironment);
    private static readonly Lazy<nint> CpuMemory = new(CreateCpuMemory);

    public static nint CreateSession(string modelPath, SessionOptions options)
    {
        nint session;
        fixed (byte* path = Utf8(modelPath))
        {
            Check(((delegate* unmanaged<nint, byte*, nint, nint*, nint>)Slot(OrtSlot.CreateSession))(
                Environment.Value, path, options.DangerousGetHandle(), &session));
        }

        return session;
    }

    public static nint CreateSession(ReadOnlySpan<byte> model, SessionOptions options)
    {
        nint session;
        fixed (byte* bytes = model)
        {
            Check(((delegate* unmanaged<nint, byte*, nuint, nint, nint*, nint>)Slot(OrtSlot.CreateSessionFromArray))(
                Environment.Value, bytes, (nuint)model.Length, options.DangerousGetHandle(), &session));
        }

        return session;
    }

    public static nint CreateSessionOptions()
    {
        nint options;
        Check(((delegate* unmanaged<nint*, nint>)Slot(OrtSlot.CreateSessionOptions))(&options));
        return options;
    }

    public static void SetIntraOpNumThreads(nint options, int threads) =>
        Check(((delegate* unmanaged<nint, int, nint>)Slot(OrtSlot.SetIntraOpNumThreads))(options, threads));

    public static void SetInterOpNumThreads(nint options, int threads) =>
        Check(((delegate* unmanaged<nint, int, nint>)Slot(OrtSlot.SetInterOpNumThreads))(options, threads));

    public static void AddSessionConfigEntry(nint options, string key, string value)
    {
        fixed (byte* keyBytes = Utf8(key), valueBytes = Utf8(value))
        {
            Check(((delegate* unmanaged<nint, byte*, byte*, nint>)Slot(OrtSlot.AddSessionConfigEntry))(options, keyBytes, valueBytes));
        }
    }

    /// <summary>The slot is <see cref="OrtSlot.SessionGetInputCount"/> or <see cref="OrtSlot.SessionGetOutputCount"/>.</summary>
    public static int SessionCount(nint session, int countSlot)
    {
        nuint count;
        Check(((delegate* unmanaged<nint, nuint*, nint>)Slot(countSlot))(session, &count));
        return checked((int)count);
    }

    /// <summary>The slot is <see cref="OrtSlot.SessionGetInputName"/> or <see cref="OrtSlot.SessionGetOutputName"/>.</summary>
    public static string SessionName(nint session, int nameSlot, int index)
    {
        nint allocator, name;
        Check(((delegate* unmanaged<nint*, nint>)Slot(OrtSlot.GetAllocatorWithDefaultOptions))(&allocator));
        Check(((delegate* unmanaged<nint, nuint, nint, nint*, nint>)Slot(nameSlot))(session, (nuint)index, allocator, &name));
        var text = Marshal.PtrToStringUTF8(name) ?? "";
        Check(((delegate* unmanaged<nint, nint, nint>)Slot(OrtSlot.AllocatorFree))(allocator, name));
        return text;
    }

    /// <summary>The slot is <see cref="OrtSlot.SessionGetInputTypeInfo"/> or <see cref="OrtSlot.SessionGetOutputTypeInfo"/>.</summary>
    public static NodeMetadata SessionType(nint session, int typeSlot, int index)
    {
        nint typeInfo, tensorInfo;
        Check(((delegate* unmanaged<nint, nuint, nint*, nint>)Slot(typeSlot))(session, (nuint)index, &typeInfo));
        try
        {
            int kind;
            Check(((delegate* unmanaged<nint, int*, nint>)Slot(OrtSlot.GetOnnxTypeFromTypeInfo))(typeInfo, &kind));
            // Borrowed from typeInfo; null where the value is a map, a sequence and the like.
            Check(((delegate* unmanaged<nint, nint*, nint>)Slot(OrtSlot.CastTypeInfoToTensorInfo))(typeInfo, &tensorInfo));
            if (tensorInfo == 0) return new NodeMetadata((OnnxValueType)kind, [], TensorElementType.DataTypeMax);
            var (type, shape) = TensorInfo(tensorInfo);
            return new NodeMetadata((OnnxValueType)kind, [.. shape.Select(d => d is >= 0 and <= int.MaxValue ? (int)d : -1)], type);
        }
        finally
        {
            Release(OrtSlot.ReleaseTypeInfo, typeInfo);
        }
    }

    /// <summary>A tensor over memory that the caller keeps pinned until <see cref="OrtSlot.ReleaseValue"/>.</summary>
    public static nint CreateTensor(void* data, long byteLength, ReadOnlySpan<long> shape, TensorElementType type)
    {
        nint value;
        fixed (long* dimensions = shape)
        {
            Check(((delegate* unmanaged<nint, void*, nuint, long*, nuint, int, nint*, nint>)Slot(OrtSlot.CreateTensorWithDataAsOrtValue))(
                CpuMemory.Value, data, (nuint)byteLength, dimensions, (nuint)shape.Length, (int)type, &value));
        }

        return value;
    }

    public static bool IsTensor(nint value)
    {
        int isTensor;
        Check(((delegate* unmanaged<nint, int*, nint>)Slot(OrtSlot.IsTensor))(value, &isTensor));
        return isTensor != 0;
    }

    public static (TensorElementType Type, long[] Shape) TensorShape(nint value)
    {
        nint info;
        Check(((delegate* unmanaged<nint, nint*, nint>)Slot(OrtSlot.GetTensorTypeAndShape))(value, &info));
        try
        {
            return TensorInfo(info);
        }
        finally
        {
            Release(OrtSlot.ReleaseTensorTypeAndShapeInfo, info);
        }
    }

    public static void* TensorData(nint value)
    {
        void* data;
        Check(((delegate* unmanaged<nint, void**, nint>)Slot(OrtSlot.GetTensorMutableData))(value, &data));
        return data;
    }

    /// <summary>Names are null-terminated UTF-8, pinned by the caller; the results are the caller's to release.</summary>
    public static void Run(nint session, byte*[] inputNames, nint[] inputs, byte*[] outputNames, nint[] outputs)
    {
        fixed (byte** names = inputNames, wanted = outputNames)
        fixed (nint* values = inputs, results = outputs)
        {
            Check(((delegate* unmanaged<nint, nint, byte**, nint*, nuint, byte**, nuint, nint*, nint>)Slot(OrtSlot.Run))(
                session, 0, names, values, (nuint)inputs.Length, wanted, (nuint)outputs.Length, results));
        }
    }

    /// <summary>The slot is one of the <c>Release…</c> slots.</summary>
    public static void Release(int releaseSlot, nint handle)
    {
        if (handle != 0) ((delegate* unmanaged<nint, void>)Slot(releaseSlot))(handle);
    }

    /// <summary>UTF-8 with a closing zero, as the C API takes text.</summary>
    public static byte[] Utf8(string text) =>
        text.Contains('\0', StringComparison.Ordinal)
            ? throw new ArgumentException("The text contains a null character.", nameof(text))
            : Encoding.UTF8.GetBytes(text + '\0');

    private static nint Slot(int slot) => OrtLibrary.Table[slot];

    private static (TensorElementType Type, long[] Shape) TensorInfo(nint info)
    {
        int type;
        nuint count;
        Check(((delegate* unmanaged<nint, int*, nint>)Slot(OrtSlot.GetTensorElementType))(info, &type));
        Check(((delegate* unmanaged<nint, nuint*, nint>)Slot(OrtSlot.GetDimensionsCount))(info, &count));
        var shape = new long[checked((int)count)];
        fixed (long* dimensions = shape)
        {
            Check(((delegate* unmanaged<nint, long*, nuint, nint>)Slot(OrtSlot.GetDimensions))(info, dimensions, count));
        }

        return ((TensorElementType)type, shape);
    }

    private static nint CreateEnvironment()
    {
        nint environment;
        fixed (byte* logId = "ImageAnalysis\0"u8)
        {
            // Every error reaches the caller as an exception; a second copy on standard error would spoil piped output.
            Check(((delegate* unmanaged<int, byte*, nint*, nint>)Slot(OrtSlot.CreateEnv))(LogFatalOnly, logId, &environment));
        }

        return environment;
    }

    private static nint CreateCpuMemory()
    {
        nint memory;
        Check(((delegate* unmanaged<int, int, nint*, nint>)Slot(OrtSlot.CreateCpuMemoryInfo))(DeviceAllocator, DefaultMemory, &memory));
        return memory;
    }

    private static void Check(nint status)
    {
        if (status == 0) return;
        var code = ((delegate* unmanaged<nint, int>)Slot(OrtSlot.GetErrorCode))(status);
        var message = Marshal.PtrToStringUTF8(((delegate* unmanaged<nint, nint>)Slot(OrtSlot.GetErrorMessage))(status)) ?? "";
        Release(OrtSlot.ReleaseStatus, status);
        throw new OnnxRuntimeException((ErrorCode)code, message);
    }
}

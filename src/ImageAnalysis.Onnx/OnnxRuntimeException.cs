namespace Microsoft.ML.OnnxRuntime;

/// <summary><c>enum OrtErrorCode</c> of onnxruntime_c_api.h.</summary>
internal enum ErrorCode
{
    Ok = 0,
    Fail = 1,
    InvalidArgument = 2,
    NoSuchFile = 3,
    NoModel = 4,
    EngineError = 5,
    RuntimeException = 6,
    InvalidProtobuf = 7,
    ModelLoaded = 8,
    NotImplemented = 9,
    InvalidGraph = 10,
}

/// <summary>ONNX Runtime refused a model, an input or an option. The message holds its code and its own words.</summary>
public class OnnxRuntimeException : Exception
{
    internal OnnxRuntimeException(ErrorCode code, string message)
        : base($"[ErrorCode:{code}] {message}")
    {
        Code = code;
    }

    internal ErrorCode Code { get; }
}

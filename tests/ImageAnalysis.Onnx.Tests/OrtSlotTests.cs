using System.Reflection;
using Microsoft.ML.OnnxRuntime.Native;

namespace ImageAnalysis.Onnx.Tests;

public class OrtSlotTests
{
    // The members of struct OrtApi in the order of onnxruntime_c_api.h, as far as the last one in use.
    private const string HeaderOrder =
        """
        CreateStatus GetErrorCode GetErrorMessage CreateEnv CreateEnvWithCustomLogger EnableTelemetryEvents
        DisableTelemetryEvents CreateSession CreateSessionFromArray Run CreateSessionOptions SetOptimizedModelFilePath
        CloneSessionOptions SetSessionExecutionMode EnableProfiling DisableProfiling EnableMemPattern DisableMemPattern
        EnableCpuMemArena DisableCpuMemArena SetSessionLogId SetSessionLogVerbosityLevel SetSessionLogSeverityLevel
        SetSessionGraphOptimizationLevel SetIntraOpNumThreads SetInterOpNumThreads CreateCustomOpDomain CustomOpDomain_Add
        AddCustomOpDomain RegisterCustomOpsLibrary SessionGetInputCount SessionGetOutputCount
        SessionGetOverridableInitializerCount SessionGetInputTypeInfo SessionGetOutputTypeInfo
        SessionGetOverridableInitializerTypeInfo SessionGetInputName SessionGetOutputName
        SessionGetOverridableInitializerName CreateRunOptions RunOptionsSetRunLogVerbosityLevel
        RunOptionsSetRunLogSeverityLevel RunOptionsSetRunTag RunOptionsGetRunLogVerbosityLevel
        RunOptionsGetRunLogSeverityLevel RunOptionsGetRunTag RunOptionsSetTerminate RunOptionsUnsetTerminate
        CreateTensorAsOrtValue CreateTensorWithDataAsOrtValue IsTensor GetTensorMutableData FillStringTensor
        GetStringTensorDataLength GetStringTensorContent CastTypeInfoToTensorInfo GetOnnxTypeFromTypeInfo
        CreateTensorTypeAndShapeInfo SetTensorElementType SetDimensions GetTensorElementType GetDimensionsCount GetDimensions
        GetSymbolicDimensions GetTensorShapeElementCount GetTensorTypeAndShape GetTypeInfo GetValueType CreateMemoryInfo
        CreateCpuMemoryInfo CompareMemoryInfo MemoryInfoGetName MemoryInfoGetId MemoryInfoGetMemType MemoryInfoGetType
        AllocatorAlloc AllocatorFree AllocatorGetInfo GetAllocatorWithDefaultOptions AddFreeDimensionOverride GetValue
        GetValueCount CreateValue CreateOpaqueValue GetOpaqueValue KernelInfoGetAttribute_float KernelInfoGetAttribute_int64
        KernelInfoGetAttribute_string KernelContext_GetInputCount KernelContext_GetOutputCount KernelContext_GetInput
        KernelContext_GetOutput ReleaseEnv ReleaseStatus ReleaseMemoryInfo ReleaseSession ReleaseValue ReleaseRunOptions
        ReleaseTypeInfo ReleaseTensorTypeAndShapeInfo ReleaseSessionOptions ReleaseCustomOpDomain GetDenotationFromTypeInfo
        CastTypeInfoToMapTypeInfo CastTypeInfoToSequenceTypeInfo GetMapKeyType GetMapValueType GetSequenceElementType
        ReleaseMapTypeInfo ReleaseSequenceTypeInfo SessionEndProfiling SessionGetModelMetadata ModelMetadataGetProducerName
        ModelMetadataGetGraphName ModelMetadataGetDomain ModelMetadataGetDescription ModelMetadataLookupCustomMetadataMap
        ModelMetadataGetVersion ReleaseModelMetadata CreateEnvWithGlobalThreadPools DisablePerSessionThreads
        CreateThreadingOptions ReleaseThreadingOptions ModelMetadataGetCustomMetadataMapKeys AddFreeDimensionOverrideByName
        GetAvailableProviders ReleaseAvailableProviders GetStringTensorElementLength GetStringTensorElement
        FillStringTensorElement AddSessionConfigEntry
        """;

    [Fact]
    public void Every_slot_is_the_position_of_its_name_in_the_header()
    {
        string[] header = HeaderOrder.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var slots = typeof(OrtSlot).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.FieldType == typeof(int)).ToArray();

        Assert.NotEmpty(slots);
        Assert.All(slots, slot => Assert.Equal(Array.IndexOf(header, slot.Name), (int)slot.GetRawConstantValue()!));
    }
}

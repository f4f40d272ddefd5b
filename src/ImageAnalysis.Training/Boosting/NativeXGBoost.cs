using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using ImageAnalysis.Findings;

namespace ImageAnalysis.Training.Boosting;

/// <summary>The C API of XGBoost 1.7 (<c>xgboost/c_api.h</c>), as far as used. Every call returns 0, or -1 with a message.</summary>
internal static unsafe partial class NativeXGBoost
{
    private const string Library = "libxgboost.so.0";

    /// <exception cref="InstallationIncompleteException">The library is not installed.</exception>
    public static void Require()
    {
        try
        {
            NativeLibrary.Load(Library);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw new InstallationIncompleteException(
                "XGBoost could not be loaded.", e.Message, "Run: apt-get install libxgboost0", e);
        }
    }

    public static void Check(int code, [CallerArgumentExpression(nameof(code))] string call = "")
    {
        if (code == 0) return;
        var message = Marshal.PtrToStringUTF8(XGBGetLastError()) ?? "";
        throw new BoostingFailedException(call.Split('(')[0], Essence().Replace(message, "$1"));
    }

    // "[time] file:line: what is wrong" and a stack trace: only the middle is for the reader.
    [GeneratedRegex(@"^(?:\[[\d:]+\] \S+:\d+: )?(.*?)\s*(?:Stack trace.*)?$", RegexOptions.Singleline)]
    private static partial Regex Essence();

    [LibraryImport(Library)]
    private static partial nint XGBGetLastError();

    [LibraryImport(Library)]
    public static partial int XGDMatrixCreateFromMat(float* data, ulong rows, ulong columns, float missing, out MatrixHandle matrix);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int XGDMatrixSetFloatInfo(MatrixHandle matrix, string field, float* values, ulong length);

    [LibraryImport(Library)]
    public static partial int XGDMatrixFree(nint matrix);

    [LibraryImport(Library)]
    public static partial int XGBoosterCreate(nint* cached, ulong length, out BoosterHandle booster);

    [LibraryImport(Library)]
    public static partial int XGBoosterFree(nint booster);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int XGBoosterSetParam(BoosterHandle booster, string name, string value);

    [LibraryImport(Library)]
    public static partial int XGBoosterUpdateOneIter(BoosterHandle booster, int round, MatrixHandle matrix);

    /// <summary>The result belongs to the booster and lives until its next call.</summary>
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int XGBoosterSaveModelToBuffer(BoosterHandle booster, string config, ulong* length, byte** bytes);

    [LibraryImport(Library)]
    public static partial int XGBoosterLoadModelFromBuffer(BoosterHandle booster, byte* bytes, ulong length);

    /// <inheritdoc cref="XGBoosterSaveModelToBuffer"/>
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int XGBoosterPredictFromDMatrix(
        BoosterHandle booster, MatrixHandle matrix, string config, ulong** shape, ulong* dimensions, float** values);
}

internal sealed class BoosterHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle() => NativeXGBoost.XGBoosterFree(handle) == 0;
}

internal sealed class MatrixHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle() => NativeXGBoost.XGDMatrixFree(handle) == 0;
}

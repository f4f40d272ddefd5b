using Microsoft.ML.OnnxRuntime.Native;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>The native library as loaded in this process. It is loaded at the first use, not before.</summary>
public sealed class OrtEnv
{
    private static readonly OrtEnv Only = new();

    private OrtEnv()
    {
    }

    public static OrtEnv Instance() => Only;

    /// <summary>The version of the native library, such as <c>1.30.0</c>.</summary>
    /// <exception cref="DllNotFoundException">The library is missing or damaged; the message says how to install it.</exception>
#pragma warning disable CA1822 // An instance method in the managed package, so here too.
    public string GetVersionString() => OrtLibrary.Version;
#pragma warning restore CA1822
}

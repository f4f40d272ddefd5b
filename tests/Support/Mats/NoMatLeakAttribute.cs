using System.Reflection;
using ImageAnalysis.OpenCv;
using Xunit.Sdk;

namespace ImageAnalysis.Tests;

/// <summary>
/// Fails a test that leaves a matrix undisposed, and says where it was made. On a class it holds for every test in it. Matrices made in
/// the constructor of the test class are not watched: they live longer than the test.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class NoMatLeakAttribute : BeforeAfterTestAttribute
{
    private static readonly AsyncLocal<MatWatch?> Watch = new();

    public override void Before(MethodInfo methodUnderTest) => Watch.Value = MatLedger.Watch();

    public override void After(MethodInfo methodUnderTest)
    {
        // None here would mean that the watch was set for another flow of control, and that the attribute guards nothing.
        var watch = Watch.Value ?? throw new InvalidOperationException("The watch for undisposed matrices was lost.");
        Watch.Value = null;
        watch.Dispose();
        if (watch.Undisposed > 0)
            throw new MatLeakException(watch.Describe());
    }
}

/// <summary>A test left matrices undisposed.</summary>
internal sealed class MatLeakException(IReadOnlyList<string> leaks)
    : Exception($"{leaks.Count} matrices were not disposed of: {string.Join("; ", leaks)}");

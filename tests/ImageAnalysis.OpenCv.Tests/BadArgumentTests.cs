using System.Reflection;
using OpenCvSharp;
using OpenCvSharp.Interop;

namespace ImageAnalysis.Tests.OpenCv;

/// <summary>Whatever a caller hands in, the answer is a result or an exception of .NET: no C++ exception crosses, the process lives.</summary>
public sealed class BadArgumentTests
{
    public static TheoryData<string> Functions() =>
        new(typeof(Cv2).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Select(method => method.Name)
            // Changes the whole process, which other tests are running in.
            .Where(name => name != nameof(Cv2.SetNumThreads))
            .Distinct()
            .Order(StringComparer.Ordinal));

    [Theory]
    [InlineData(0, ErrorCode.StsBadArg, "thrown for a test")]
    [InlineData(1, ErrorCode.StsNoMem, "Out of memory.")]
    [InlineData(2, ErrorCode.StsError, "a length error")]
    [InlineData(3, ErrorCode.StsError, "An exception of unknown type was thrown.")]
    public void Every_kind_of_native_exception_arrives_as_an_opencv_exception(int kind, ErrorCode status, string message)
    {
        var error = Assert.Throws<OpenCVException>(() => Native.Check(Native.shim_throw(kind)));
        Assert.Equal(status, error.Status);
        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void Each_thread_sees_its_own_last_error()
    {
        Parallel.For(0, 64, i =>
        {
            var error = Assert.Throws<OpenCVException>(() => Native.Check(Native.shim_throw(i % 2 == 0 ? 1 : 2)));
            Assert.Equal(i % 2 == 0 ? "Out of memory." : "a length error", error.Message);
        });
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Arbitrary_arguments_give_a_result_or_an_exception(string function)
    {
        foreach (var method in typeof(Cv2).GetMethods(BindingFlags.Public | BindingFlags.Static).Where(m => m.Name == function).Where(CanBeInvoked))
        {
            for (var seed = 0; seed < 60; seed++)
                Try(method, _ => null, seed);
        }
    }

    [Fact]
    public void Arbitrary_arguments_to_the_methods_of_a_matrix_give_a_result_or_an_exception()
    {
        // A bare address is the caller's own word; nothing can check it.
        foreach (var method in typeof(Mat).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(CanBeInvoked).Where(m => m.GetParameters().All(p => p.ParameterType != typeof(IntPtr))))
        {
            for (var seed = 0; seed < 60; seed++)
                Try(method, arguments => method.IsStatic ? null : arguments.Target(), seed);
        }
    }

    private static bool CanBeInvoked(MethodInfo method) =>
        !method.ContainsGenericParameters && method.GetParameters().All(p => !p.ParameterType.IsByRefLike && !p.ParameterType.IsPointer);

    private static void Try(MethodInfo method, Func<ArbitraryArguments, Mat?> target, int seed)
    {
        using var arguments = new ArbitraryArguments(seed);
        var self = target(arguments);
        var values = method.GetParameters().Select(arguments.For).ToArray();
        try
        {
            var result = method.Invoke(self, values);
            if (!ReferenceEquals(result, self))
                ArbitraryArguments.DisposeOf(result);
            foreach (var (parameter, value) in method.GetParameters().Zip(values))
            {
                if (parameter.IsOut)
                    ArbitraryArguments.DisposeOf(value);
            }
        }
        catch (TargetInvocationException e)
            when (e.InnerException is OpenCVException or OpenCvSharpException or ArgumentException or ObjectDisposedException)
        {
        }
    }
}

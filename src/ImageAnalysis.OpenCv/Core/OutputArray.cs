using System.Runtime.InteropServices.Marshalling;
using OpenCvSharp.Interop;

namespace OpenCvSharp;

/// <summary>What an operation writes: a matrix that it sizes as it needs.</summary>
[NativeMarshalling(typeof(OutputArrayMarshaller))]
public class OutputArray : IDisposable
{
    private protected OutputArray(Mat mat) => Target = mat;

    internal Mat Target { get; }

    public static implicit operator OutputArray(Mat mat) => Create(mat);

    public static OutputArray Create(Mat mat) => new(mat);

    public void Dispose() => GC.SuppressFinalize(this);
}

/// <summary>What an operation reads and changes.</summary>
public class InputOutputArray : OutputArray
{
    private InputOutputArray(Mat mat)
        : base(mat)
    {
    }

    public static implicit operator InputOutputArray(Mat mat) => Create(mat);

    public static new InputOutputArray Create(Mat mat) => new(mat);
}

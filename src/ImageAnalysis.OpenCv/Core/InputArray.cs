using System.Runtime.InteropServices.Marshalling;
using OpenCvSharp.Interop;

namespace OpenCvSharp;

/// <summary>What an operation reads: a matrix (borrowed), a number or a scalar.</summary>
[NativeMarshalling(typeof(InputArrayMarshaller))]
public class InputArray : IDisposable
{
    private readonly Mat? _mat;
    private readonly double[]? _values;
    private readonly bool _owned;

    private InputArray(Mat? mat, bool owned)
    {
        _mat = mat;
        _owned = owned;
    }

    private InputArray(params double[] values) => _values = values;

    public static implicit operator InputArray(Mat mat) => Create(mat);

    public static implicit operator InputArray(Scalar val) => Create(val);

    public static implicit operator InputArray(double val) => Create(val);

    public static InputArray Create(Mat mat) => new(mat, false);

    public static InputArray Create(Scalar val) => new(val.Val0, val.Val1, val.Val2, val.Val3);

    public static InputArray Create(double val) => new(val);

    /// <summary>A column of the values, copied; disposing frees the copy.</summary>
    public static InputArray Create<T>(T[] array)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(array);
        var mat = Mat.Untracked(array.Length, 1, MatType.Of<T>());
        if (array.Length > 0)
            mat.SetArray(array);
        return new InputArray(mat, true);
    }

    /// <summary>A column of the values, copied; disposing frees the copy.</summary>
    public static InputArray Create<T>(IEnumerable<T> enumerable)
        where T : unmanaged => Create(enumerable as T[] ?? [.. enumerable]);

    /// <summary>A matrix of the values, copied; disposing frees the copy.</summary>
    public static InputArray Create<T>(T[,] array)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(array);
        var mat = Mat.Untracked(array.GetLength(0), array.GetLength(1), MatType.Of<T>());
        if (array.Length > 0)
            mat.SetRectangularArray(array);
        return new InputArray(mat, true);
    }

    /// <summary>Frees what <see cref="Create{T}(T[])"/> copied; a borrowed matrix is left alone.</summary>
    public void Dispose()
    {
        if (_owned)
            _mat!.Dispose();
        GC.SuppressFinalize(this);
    }

    internal ArrayArgument ToArgument() => _values is null
        ? new ArrayArgument { Mat = _mat?.CvPtr ?? 0 }
        : new ArrayArgument
        {
            Count = _values.Length,
            Values = _values.Length == 1 ? new Scalar(_values[0]) : new Scalar(_values[0], _values[1], _values[2], _values[3]),
        };
}

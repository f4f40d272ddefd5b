using OpenCvSharp.Interop;

namespace OpenCvSharp;

public unsafe partial class Mat
{
    /// <inheritdoc cref="SubMat(Rect)"/>
    public Mat this[Rect roi] => SubMat(roi);

    /// <inheritdoc cref="SubMat(int, int, int, int)"/>
    public Mat this[int rowStart, int rowEnd, int colStart, int colEnd] => SubMat(rowStart, rowEnd, colStart, colEnd);

    /// <inheritdoc cref="SubMat(int, int, int, int)"/>
    public Mat this[Range rowRange, Range colRange] => SubMat(rowRange, colRange);

    /// <summary>A view of the part; the pixels are shared. The caller disposes of it.</summary>
    public Mat SubMat(Rect roi) => new(this, roi);

    /// <summary>A view of the rows and columns from start up to, not including, end. The caller disposes of it.</summary>
    public Mat SubMat(int rowStart, int rowEnd, int colStart, int colEnd) =>
        new(this, new Rect(colStart, rowStart, colEnd - colStart, rowEnd - rowStart));

    /// <inheritdoc cref="SubMat(int, int, int, int)"/>
    public Mat SubMat(Range rowRange, Range colRange)
    {
        var (rowStart, rowEnd) = Bounds(rowRange, Rows);
        var (colStart, colEnd) = Bounds(colRange, Cols);
        return SubMat(rowStart, rowEnd, colStart, colEnd);
    }

    /// <summary>A view of one row. The caller disposes of it.</summary>
    public Mat Row(int y) => new(this, new Rect(0, y, Cols, 1));

    /// <summary>A view of one column. The caller disposes of it.</summary>
    public Mat Col(int x) => new(this, new Rect(x, 0, 1, Rows));

    /// <summary>A view of the rows from start up to, not including, end. The caller disposes of it.</summary>
    public Mat RowRange(int startRow, int endRow) => new(this, new Rect(0, startRow, Cols, endRow - startRow));

    /// <inheritdoc cref="RowRange(int, int)"/>
    public Mat RowRange(Range range) => SubMat(range, Range.All);

    /// <summary>A view of the columns from start up to, not including, end. The caller disposes of it.</summary>
    public Mat ColRange(int startCol, int endCol) => new(this, new Rect(startCol, 0, endCol - startCol, Rows));

    /// <inheritdoc cref="ColRange(int, int)"/>
    public Mat ColRange(Range range) => SubMat(Range.All, range);

    /// <summary>The same pixels seen with another number of channels or rows (0: as before). The caller disposes of it.</summary>
    public Mat Reshape(int cn, int rows = 0)
    {
        nint pointer;
        Native.Check(Native.core_Mat_reshape(this, cn, rows, &pointer));
        return Take(pointer);
    }

    /// <summary>A copy with pixels of its own.</summary>
    public Mat Clone()
    {
        var copy = new Mat();
        try
        {
            CopyTo(copy);
            return copy;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    /// <summary>A copy of the part, with pixels of its own.</summary>
    public Mat Clone(Rect roi)
    {
        using var part = new Mat(this, roi);
        return part.Clone();
    }

    /// <summary>A matrix of this shape whose values are undefined.</summary>
    public Mat EmptyClone() => new(Size(), Type());

    /// <summary>Copies; where the mask is given, only the elements at which it is not zero.</summary>
    public void CopyTo(OutputArray m, InputArray? mask = null) => Native.Check(Native.core_Mat_copyTo(this, m, mask));

    /// <inheritdoc cref="CopyTo(OutputArray, InputArray?)"/>
    public void CopyTo(Mat m, InputArray? mask = null) => Native.Check(Native.core_Mat_copyTo(this, OutputArray.Create(m), mask));

    /// <summary>Converts to the depth of the type: alpha times the value plus beta, rounded and saturated.</summary>
    public void ConvertTo(OutputArray m, MatType rtype, double alpha = 1, double beta = 0) =>
        Native.Check(Native.core_Mat_convertTo(this, m, rtype.Value, alpha, beta));

    /// <summary>Sets the elements at which the mask (all without one) is not zero.</summary>
    public Mat SetTo(Scalar value, Mat? mask = null)
    {
        Native.Check(Native.core_Mat_setTo(this, value, mask is null ? null : InputArray.Create(mask)));
        return this;
    }

    /// <inheritdoc cref="SetTo(Scalar, Mat?)"/>
    public Mat SetTo(InputArray value, Mat? mask = null)
    {
        Native.Check(Native.core_Mat_setTo(this, value, mask is null ? null : InputArray.Create(mask)));
        return this;
    }

    private static (int Start, int End) Bounds(Range range, int length) =>
        range == Range.All ? (0, length) : (range.Start, range.End);
}

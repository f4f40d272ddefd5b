using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;
using ImageAnalysis.OpenCv;
using OpenCvSharp.Interop;

namespace OpenCvSharp;

/// <summary>
/// Matrix of pixels in native memory. Dispose of every one: the garbage collector sees only its shell. A matrix made from another one
/// (<see cref="SubMat(Rect)"/>, <see cref="Row"/>, <see cref="Reshape"/>) shares its pixels.
/// </summary>
[NativeMarshalling(typeof(MatMarshaller))]
public unsafe partial class Mat : CvObject
{
    private readonly MatWatch? _watch;
    private readonly long _watchId;
    private readonly bool _tracked;
    private GCHandle _pinned;
    private long _held;

    public Mat()
        : this(New(), tracked: true)
    {
    }

    public Mat(int rows, int cols, MatType type)
        : this(New(rows, cols, type), tracked: true)
    {
    }

    public Mat(Size size, MatType type)
        : this(size.Height, size.Width, type)
    {
    }

    public Mat(int rows, int cols, MatType type, Scalar s)
        : this(New(rows, cols, type, s), tracked: true)
    {
    }

    public Mat(Size size, MatType type, Scalar s)
        : this(size.Height, size.Width, type, s)
    {
    }

    /// <summary>A view of the part; the pixels are shared.</summary>
    public Mat(Mat m, Rect roi)
        : this(NewView(m, roi), tracked: true)
    {
    }

    private Mat(nint pointer, bool tracked)
        : base(pointer)
    {
        _tracked = tracked;
        if (tracked)
        {
            _watch = MatLedger.Made();
            _watchId = _watch?.Add() ?? 0;
        }
        AccountForMemory();
    }

    /// <summary>
    /// A matrix over pixels that belong to the caller, who keeps them where they are as long as the matrix lives.
    /// </summary>
    /// <param name="step">Bytes from one row to the next; 0 where rows follow each other without a gap.</param>
    public static Mat FromPixelData(int rows, int cols, MatType type, IntPtr data, long step = 0)
    {
        nint pointer;
        Native.Check(Native.core_Mat_newOverData(rows, cols, type.Value, data, (nuint)step, &pointer));
        return new Mat(pointer, tracked: true);
    }

    /// <summary>A matrix over the elements of the array, which stays pinned as long as the matrix lives.</summary>
    /// <param name="step">Bytes from one row to the next; 0 where rows follow each other without a gap.</param>
    public static Mat FromPixelData(int rows, int cols, MatType type, Array data, long step = 0)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(cols);
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        var element = ElementTypes.Find(data.GetType().GetElementType()!)
            ?? throw new ArgumentException($"{data.GetType().GetElementType()} is no element of a matrix.", nameof(data));
        var width = (long)cols * MatType.BytesPerElement(type.Value);
        var needed = rows == 0 ? 0 : checked(((rows - 1) * (step == 0 ? width : step)) + width);
        var pinned = GCHandle.Alloc(data, GCHandleType.Pinned);
        try
        {
            var given = data.LongLength * MatType.BytesPerElement(element.Value);
            if (given < needed)
                throw new ArgumentException($"The array has {given} bytes; the matrix needs {needed}.", nameof(data));
            nint pointer;
            Native.Check(Native.core_Mat_newOverData(rows, cols, type.Value, pinned.AddrOfPinnedObject(), (nuint)step, &pointer));
            return new Mat(pointer, tracked: true) { _pinned = pinned };
        }
        catch
        {
            pinned.Free();
            throw;
        }
    }

    public static Mat ZerosMat(int rows, int cols, MatType type) => new(rows, cols, type, new Scalar(0));

    public static Mat ZerosMat(Size size, MatType type) => new(size, type, new Scalar(0));

    public static Mat OnesMat(int rows, int cols, MatType type) => new(rows, cols, type, new Scalar(1));

    public static Mat OnesMat(Size size, MatType type) => new(size, type, new Scalar(1));

    /// <summary>See <see cref="Cv2.ImDecode(byte[], ImreadModes)"/>.</summary>
    public static Mat ImDecode(byte[] imageBytes, ImreadModes mode = ImreadModes.Color) => Cv2.ImDecode(imageBytes, mode);

    /// <summary>See <see cref="Cv2.ImDecode(byte[], ImreadModes)"/>.</summary>
    public static Mat ImDecode(ReadOnlySpan<byte> span, ImreadModes mode = ImreadModes.Color) => Cv2.ImDecode(span, mode);

    /// <summary>See <see cref="Cv2.ImDecode(byte[], ImreadModes)"/>.</summary>
    public static Mat FromImageData(byte[] imageBytes, ImreadModes mode = ImreadModes.Color) => Cv2.ImDecode(imageBytes, mode);

    /// <summary>See <see cref="Cv2.ImDecode(byte[], ImreadModes)"/>.</summary>
    public static Mat FromImageData(ReadOnlySpan<byte> span, ImreadModes mode = ImreadModes.Color) => Cv2.ImDecode(span, mode);

    public void Release() => Dispose();

    /// <summary>Gives it this shape; what it held is lost unless the shape was this one already.</summary>
    public void Create(int rows, int cols, MatType type) => Native.Check(Native.core_Mat_create(this, rows, cols, type.Value));

    /// <inheritdoc cref="Create(int, int, MatType)"/>
    public void Create(Size size, MatType type) => Create(size.Height, size.Width, type);

    public override string ToString() => IsDisposed
        ? "Mat [disposed]"
        : FormattableString.Invariant($"Mat [ {Rows}*{Cols}*{Type()}, IsContinuous={IsContinuous()}, IsSubmatrix={IsSubmatrix()} ]");

    internal static Mat Take(nint pointer) => new(pointer, tracked: true);

    /// <summary>A matrix that the ledger does not count: its owner may leave it to the finalizer.</summary>
    internal static Mat Untracked(int rows, int cols, MatType type) => new(New(rows, cols, type), tracked: false);

    /// <summary>Accounts for what this matrix holds now.</summary>
    internal void AccountForMemory()
    {
        var bytes = ((MatHeader*)CvPtr)->OwnedBytes;
        if (bytes != _held)
            Hold(bytes);
        GC.KeepAlive(this);
    }

    private protected override void Free(nint pointer, bool disposing)
    {
        _ = Native.core_Mat_delete(pointer);
        if (_pinned.IsAllocated)
            _pinned.Free();
        Hold(0);
        if (!_tracked)
            return;
        MatLedger.Gone();
        if (disposing)
            _watch?.Remove(_watchId);
    }

    private static nint New()
    {
        nint pointer;
        Native.Check(Native.core_Mat_new(&pointer));
        return pointer;
    }

    private static nint New(int rows, int cols, MatType type)
    {
        nint pointer;
        Native.Check(Native.core_Mat_newSized(rows, cols, type.Value, &pointer));
        return pointer;
    }

    private static nint New(int rows, int cols, MatType type, Scalar value)
    {
        nint pointer;
        Native.Check(Native.core_Mat_newFilled(rows, cols, type.Value, in value, &pointer));
        return pointer;
    }

    private static nint NewView(Mat m, Rect roi)
    {
        nint pointer;
        Native.Check(Native.core_Mat_subMat(m, roi.X, roi.Y, roi.Width, roi.Height, &pointer));
        return pointer;
    }

    private void Hold(long bytes)
    {
        var before = Interlocked.Exchange(ref _held, bytes);
        if (bytes != before)
            PixelMemory.Change(bytes - before);
    }
}

namespace OpenCvSharp;

/// <summary>Owner of one native object; disposing frees it, a finalizer does when nobody did.</summary>
public abstract class CvObject : IDisposable
{
    private nint _pointer;

    protected CvObject(nint pointer) => _pointer = pointer;

    ~CvObject() => Dispose(false);

    public bool IsDisposed => _pointer == 0;

    /// <summary>Address of the native object.</summary>
    /// <exception cref="ObjectDisposedException">It was freed.</exception>
    public IntPtr CvPtr
    {
        get
        {
            var pointer = _pointer;
            if (pointer == 0)
                ThrowIfDisposed();
            return pointer;
        }
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    public void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(IsDisposed, this);

    protected virtual void Dispose(bool disposing)
    {
        var pointer = Interlocked.Exchange(ref _pointer, 0);
        if (pointer != 0)
            Free(pointer, disposing);
    }

    private protected abstract void Free(nint pointer, bool disposing);
}

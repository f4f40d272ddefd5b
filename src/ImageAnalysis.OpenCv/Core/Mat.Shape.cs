using OpenCvSharp.Interop;

namespace OpenCvSharp;

public unsafe partial class Mat
{
    public int Rows
    {
        get
        {
            var value = ((MatHeader*)CvPtr)->Rows;
            GC.KeepAlive(this);
            return value;
        }
    }

    public int Cols
    {
        get
        {
            var value = ((MatHeader*)CvPtr)->Cols;
            GC.KeepAlive(this);
            return value;
        }
    }

    public int Height => Rows;

    public int Width => Cols;

    public int Dims
    {
        get
        {
            var value = ((MatHeader*)CvPtr)->Dims;
            GC.KeepAlive(this);
            return value;
        }
    }

    /// <summary>Address of the first element; zero for an empty matrix.</summary>
    public IntPtr Data => (IntPtr)DataPointer;

    public byte* DataPointer
    {
        get
        {
            var value = ((MatHeader*)CvPtr)->Data;
            GC.KeepAlive(this);
            return value;
        }
    }

    public MatType Type()
    {
        var value = ((MatHeader*)CvPtr)->Type;
        GC.KeepAlive(this);
        return value;
    }

    public int Depth() => Type().Depth;

    public int Channels() => Type().Channels;

    /// <summary>Bytes of one element with all its channels.</summary>
    public int ElemSize() => MatType.BytesPerElement(Type().Value);

    /// <summary>Bytes of one channel of an element.</summary>
    public int ElemSize1() => MatType.BytesPerChannel(Depth());

    /// <summary>Bytes from one row to the next.</summary>
    public long Step() => Step(0);

    /// <summary>Bytes from one index of the dimension to the next.</summary>
    public long Step(int i)
    {
        var header = (MatHeader*)CvPtr;
        if ((uint)i >= (uint)Math.Max(header->Dims, 2))
            throw new ArgumentOutOfRangeException(nameof(i));
        var value = (long)header->Steps[i];
        GC.KeepAlive(this);
        return value;
    }

    public Size Size() => new(Cols, Rows);

    public int Size(int dim)
    {
        var header = (MatHeader*)CvPtr;
        if ((uint)dim >= (uint)Math.Max(header->Dims, 2))
            throw new ArgumentOutOfRangeException(nameof(dim));
        var value = header->Sizes[dim];
        GC.KeepAlive(this);
        return value;
    }

    /// <summary>Number of elements.</summary>
    public long Total()
    {
        var value = ((MatHeader*)CvPtr)->Total;
        GC.KeepAlive(this);
        return value;
    }

    public bool Empty() => DataPointer == null || Total() == 0;

    /// <summary>Whether rows follow each other without a gap.</summary>
    public bool IsContinuous()
    {
        var value = ((MatHeader*)CvPtr)->IsContinuous;
        GC.KeepAlive(this);
        return value;
    }

    /// <summary>Whether it is a view of a part of another matrix.</summary>
    public bool IsSubmatrix()
    {
        var value = ((MatHeader*)CvPtr)->IsSubmatrix;
        GC.KeepAlive(this);
        return value;
    }
}

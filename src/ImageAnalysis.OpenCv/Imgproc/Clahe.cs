using System.Runtime.InteropServices.Marshalling;
using OpenCvSharp.Interop;

namespace OpenCvSharp;

/// <summary>Contrast-limited adaptive histogram equalization.</summary>
[NativeMarshalling(typeof(ClaheMarshaller))]
public sealed class CLAHE : CvObject
{
    private CLAHE(nint pointer)
        : base(pointer)
    {
    }

    public double ClipLimit
    {
        get => Get().ClipLimit;
        set => Native.Check(Native.imgproc_CLAHE_set(this, value, TilesGridSize.Width, TilesGridSize.Height));
    }

    public Size TilesGridSize
    {
        get => Get().Tiles;
        set => Native.Check(Native.imgproc_CLAHE_set(this, ClipLimit, value.Width, value.Height));
    }

    /// <param name="tileGridSize">Number of tiles across and down; 8 by 8 unless given.</param>
    public static unsafe CLAHE Create(double clipLimit = 40.0, Size? tileGridSize = null)
    {
        var tiles = tileGridSize ?? new Size(8, 8);
        nint pointer;
        Native.Check(Native.imgproc_CLAHE_new(clipLimit, tiles.Width, tiles.Height, &pointer));
        return new CLAHE(pointer);
    }

    public void Apply(InputArray src, OutputArray dst) => Native.Check(Native.imgproc_CLAHE_apply(this, src, dst));

    private protected override void Free(nint pointer, bool disposing) => _ = Native.imgproc_CLAHE_delete(pointer);

    private (double ClipLimit, Size Tiles) Get()
    {
        Native.Check(Native.imgproc_CLAHE_get(this, out var clipLimit, out var tiles));
        return (clipLimit, tiles);
    }
}

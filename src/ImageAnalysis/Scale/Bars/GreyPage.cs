using System.Buffers;
using ImageAnalysis.Quantities;
using OpenCvSharp;

namespace ImageAnalysis.Scale.Bars;

/// <summary>A rectangle of a page in levels 0 .. 255, optionally with rows and columns exchanged. What is burned in needs no more levels, and one kind of loop.</summary>
internal sealed class GreyPage : IDisposable
{
    private byte[]? _levels;

    private GreyPage(int width, int height)
    {
        (Width, Height) = (width, height);
        _levels = ArrayPool<byte>.Shared.Rent(Math.Max(1, width * height));
    }

    public int Width { get; }

    public int Height { get; }

    public ReadOnlySpan<byte> Row(int y) => _levels.AsSpan(y * Width, Width);

    public int this[int x, int y] => _levels![(y * Width) + x];

    /// <param name="grey">CV_8UC1 or CV_16UC1; borrowed. 16 bits are shifted down until the brightest pixel fits.</param>
    public static GreyPage Of(Mat grey)
    {
        var page = new GreyPage(grey.Cols, grey.Rows);
        var levels = page._levels!;
        if (grey.Depth() == MatType.CV_8U)
        {
            for (var y = 0; y < page.Height; y++) grey.RowSpan<byte>(y).CopyTo(levels.AsSpan(y * page.Width));
            return page;
        }

        Cv2.MinMaxLoc(grey, out double _, out var most);
        var shift = 0;
        while ((int)most >> shift > byte.MaxValue) shift++;
        for (var y = 0; y < page.Height; y++)
        {
            var from = grey.RowSpan<ushort>(y);
            var to = levels.AsSpan(y * page.Width, page.Width);
            for (var x = 0; x < to.Length; x++) to[x] = (byte)(from[x] >> shift);
        }

        return page;
    }

    /// <summary>A part with x and y exchanged, so that upright strokes lie.</summary>
    public GreyPage Transposed(PixelRect part)
    {
        const int tile = 32;
        var turned = new GreyPage(part.Height, part.Width);
        var target = turned._levels!;
        for (var y0 = 0; y0 < part.Height; y0 += tile)
        {
            var y1 = Math.Min(part.Height, y0 + tile);
            for (var x = 0; x < part.Width; x++)
            {
                for (var y = y0; y < y1; y++) target[(x * part.Height) + y] = _levels![((part.Y + y) * Width) + part.X + x];
            }
        }

        return turned;
    }

    /// <summary>The middle level of part of a row, and the share of its pixels within <paramref name="spread"/> of it.</summary>
    public (int Level, double Even) Median(int y, int from, int to, int spread)
    {
        Span<int> histogram = stackalloc int[256];
        histogram.Clear();
        var row = Row(y)[from..to];
        foreach (var level in row) histogram[level]++;
        var (sum, median) = (0, 0);
        for (var level = 0; level < histogram.Length; level++)
        {
            sum += histogram[level];
            if (2 * sum < row.Length) continue;
            median = level;
            break;
        }

        var near = 0;
        for (var level = Math.Max(0, median - spread); level <= Math.Min(255, median + spread); level++) near += histogram[level];
        return (median, near / (double)Math.Max(1, row.Length));
    }

    public void Dispose()
    {
        if (_levels is { } levels) ArrayPool<byte>.Shared.Return(levels);
        _levels = null;
    }
}

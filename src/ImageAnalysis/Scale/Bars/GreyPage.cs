using System.Buffers;
using ImageAnalysis.Quantities;
using OpenCvSharp;

namespace ImageAnalysis.Scale.Bars;

/// <summary>
/// A page, or a part of it with rows and columns exchanged, in levels 0 .. 255: what is burned in needs no more, and one kind of loop. Rows are
/// copied when they are first asked for. Not for use by two threads.
/// </summary>
internal sealed class GreyPage : IDisposable
{
    private readonly Mat? _source;
    private readonly bool[] _loaded;
    private readonly int _shift;
    private byte[]? _levels;

    private GreyPage(int width, int height, Mat? source)
    {
        (Width, Height, _source) = (width, height, source);
        _levels = ArrayPool<byte>.Shared.Rent(Math.Max(1, width * height));
        _loaded = new bool[height];
        if (source is null || source.Depth() == MatType.CV_8U) return;
        Cv2.MinMaxLoc(source, out double _, out var most);
        while ((int)most >> _shift > byte.MaxValue) _shift++;
    }

    public int Width { get; }

    public int Height { get; }

    public int this[int x, int y]
    {
        get
        {
            if (!_loaded[y]) Load(y);
            return _levels![(y * Width) + x];
        }
    }

    /// <param name="grey">CV_8UC1 or CV_16UC1; borrowed, and to be kept as long as the page. 16 bits are shifted down until the brightest pixel fits.</param>
    public static GreyPage Of(Mat grey) => new(grey.Cols, grey.Rows, grey);

    public ReadOnlySpan<byte> Row(int y)
    {
        if (!_loaded[y]) Load(y);
        return _levels.AsSpan(y * Width, Width);
    }

    /// <summary>A part with x and y exchanged, so that upright strokes lie.</summary>
    public GreyPage Transposed(PixelRect part)
    {
        const int tile = 32;
        var turned = new GreyPage(part.Height, part.Width, null);
        var target = turned._levels!;
        for (var y = part.Y; y < part.Bottom; y++) Row(y);
        for (var y0 = 0; y0 < part.Height; y0 += tile)
        {
            var y1 = Math.Min(part.Height, y0 + tile);
            for (var x = 0; x < part.Width; x++)
            {
                for (var y = y0; y < y1; y++) target[(x * part.Height) + y] = _levels![((part.Y + y) * Width) + part.X + x];
            }
        }

        Array.Fill(turned._loaded, true);
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

    private void Load(int y)
    {
        var to = _levels.AsSpan(y * Width, Width);
        if (_source!.Depth() == MatType.CV_8U)
        {
            _source.RowSpan<byte>(y).CopyTo(to);
        }
        else
        {
            var from = _source.RowSpan<ushort>(y);
            for (var x = 0; x < to.Length; x++) to[x] = (byte)(from[x] >> _shift);
        }

        _loaded[y] = true;
    }
}

using System.Buffers;
using System.Globalization;
using OpenCvSharp;

namespace ImageAnalysis.Ingest;

/// <summary>A strip that the detector found.</summary>
/// <param name="Top">Whether it lies at the upper edge of the page.</param>
/// <param name="Inner">First row of a strip at the bottom, or number of rows of one at the top with all that lies above its lower edge.</param>
/// <param name="Detail">What was seen.</param>
public readonly record struct DataBarStrip(bool Top, int Inner, string Detail);

/// <summary>
/// Finds a strip of text by what all makers' strips share and specimens do not: rows on end whose ground has exactly one grey value, over most
/// of the width, that begin along a perfectly straight row, with strokes of high contrast in them. Text without such a ground lies in
/// the picture itself and is left.
/// </summary>
public static class DataBarDetector
{
    // Shares of the page and of a row. A strip is 2 .. 12 % high in the files of seven makers that were looked at; the search is wider.
    private const double SearchedShare = 0.25, GroundOfRow = 0.5, LeastWidth = 0.6, GroundAtEdge = 0.7, ChangeAtEdge = 0.5, GroundOutside = 0.5,
        FarthestFromEdge = 0.06, LeastInk = 0.003, MostInk = 0.5, RowsWithText = 0.2;

    private const int LeastRows = 12, LargestGap = 4, LossyTolerance = 6, StrokesOfText = 4, FrameRows = 4, SmallestPage = 160;

    /// <summary>Null where neither end of the page has a strip.</summary>
    public static DataBarStrip? Find(Mat grey, bool lossy)
    {
        ArgumentNullException.ThrowIfNull(grey);
        if (grey.Rows < SmallestPage || grey.Cols < SmallestPage) return null;
        var rows = (int)(grey.Rows * SearchedShare);
        var levels = ArrayPool<ushort>.Shared.Rent(rows * grey.Cols);
        try
        {
            foreach (var top in (ReadOnlySpan<bool>)[false, true])
            {
                var zone = new Zone(grey, levels, rows, top, lossy);
                if (zone.FindStrip() is { } strip) return strip;
            }

            return null;
        }
        finally
        {
            ArrayPool<ushort>.Shared.Return(levels);
        }
    }

    /// <summary>The rows at one end of the page, row 0 being the one deepest in the picture, as levels of at most 12 bits.</summary>
    private readonly ref struct Zone
    {
        private const int Levels = 4096, SamplesOfRow = 256;
        private readonly Mat _grey;
        private readonly ushort[] _levels;
        private readonly int _rows, _width, _tolerance, _pageRows, _shift, _range;
        private readonly bool _top, _deep;

        public Zone(Mat grey, ushort[] levels, int rows, bool top, bool lossy)
        {
            (_grey, _levels, _rows, _width, _top, _pageRows) = (grey, levels, rows, grey.Cols, top, grey.Rows);
            _tolerance = lossy ? LossyTolerance : 0;
            _deep = grey.Depth() == MatType.CV_16U;
            _range = byte.MaxValue;
            if (!_deep) return;
            Cv2.MinMaxLoc(grey, out double _, out var most);
            while ((int)most >> _shift >= Levels) _shift++;
            _range = (int)most >> _shift;
        }

        public DataBarStrip? FindStrip()
        {
            Span<int> histogram = stackalloc int[Levels];
            histogram.Clear();
            var (start, last, ground) = (-1, -1, 0);
            DataBarStrip? found = null;
            for (var r = 0; r < _rows; r++)
            {
                var (level, even) = MostFrequent(r, histogram);
                if (even && start >= 0 && Is(level, ground))
                {
                    last = r;
                }
                else if (even && (start < 0 || last - start < LeastRows))
                {
                    // A frame line is even too: a run too short to be the strip gives way to what follows it.
                    (start, last, ground) = (r, r, level);
                }
                else if (start >= 0 && r - last > LargestGap)
                {
                    found = Judge(start, last + 1, ground) ?? found;
                    (start, last, ground) = even ? (r, r, level) : (-1, -1, 0);
                }
            }

            return start >= 0 ? Judge(start, last + 1, ground) ?? found : found;
        }

        private ReadOnlySpan<ushort> Row(int r) => _levels.AsSpan(r * _width, _width);

        private int PageRow(int r) => _top ? _rows - 1 - r : _pageRows - _rows + r;

        private bool Is(int level, int ground) => Math.Abs(level - ground) <= _tolerance;

        private void Load(int from, int to)
        {
            for (var r = from; r < to; r++)
            {
                var target = _levels.AsSpan(r * _width, _width);
                if (_deep)
                {
                    var source = _grey.RowSpan<ushort>(PageRow(r));
                    for (var x = 0; x < target.Length; x++) target[x] = (ushort)(source[x] >> _shift);
                }
                else
                {
                    var source = _grey.RowSpan<byte>(PageRow(r));
                    for (var x = 0; x < target.Length; x++) target[x] = source[x];
                }
            }
        }

        /// <summary>The most frequent level of a row, and whether it is the ground of at least half of it; judged on evenly spaced pixels.</summary>
        private (int Level, bool Even) MostFrequent(int r, Span<int> histogram)
        {
            Span<ushort> samples = stackalloc ushort[SamplesOfRow];
            if (_deep)
            {
                var row = _grey.RowSpan<ushort>(PageRow(r));
                for (var i = 0; i < SamplesOfRow; i++) samples[i] = (ushort)(row[i * _width / SamplesOfRow] >> _shift);
            }
            else
            {
                var row = _grey.RowSpan<byte>(PageRow(r));
                for (var i = 0; i < SamplesOfRow; i++) samples[i] = row[i * _width / SamplesOfRow];
            }

            var (best, count) = (0, 0);
            foreach (var level in samples)
            {
                if (++histogram[level] > count) (best, count) = (level, histogram[level]);
            }

            for (var level = Math.Max(0, best - _tolerance); level < best; level++) count += histogram[level];
            for (var level = best + 1; level <= Math.Min(Levels - 1, best + _tolerance); level++) count += histogram[level];
            foreach (var level in samples) histogram[level] = 0;
            return (best, count >= GroundOfRow * SamplesOfRow);
        }

        private DataBarStrip? Judge(int start, int end, int ground)
        {
            if (end - start < LeastRows || start == 0 || _rows - end > Math.Max(LeastRows, FarthestFromEdge * _pageRows)) return null;
            Load(Math.Max(0, start - FrameRows - 1), end);
            var (left, right) = Extent(start, end, ground);
            if (right - left < LeastWidth * _width) return null;
            var edge = UpperEdge(start, left, right);
            if (edge == 0 || !BeginsStraight(edge, start, left, right, ground) || !HasText(start, end, left, right, ground)) return null;
            var inner = _top ? _rows - edge : _pageRows - _rows + edge;
            var detail = string.Create(CultureInfo.InvariantCulture,
                $"rows of ground {ground} of {_range} over {right - left} of {_width} columns, {end - start} rows high, with text");
            return new DataBarStrip(_top, inner, detail);
        }

        /// <summary>The columns in which the ground prevails, from the first to one past the last.</summary>
        private (int Left, int Right) Extent(int start, int end, int ground)
        {
            var counts = new int[_width];
            for (var r = start; r < end; r++)
            {
                var row = Row(r);
                for (var x = 0; x < _width; x++)
                {
                    if (Is(row[x], ground)) counts[x]++;
                }
            }

            var least = GroundOfRow * (end - start);
            var (left, right) = (0, _width);
            while (left < right && counts[left] < least) left++;
            while (right > left && counts[right - 1] < least) right--;
            return (left, right);
        }

        /// <summary>The first row of the strip, a frame line of one other value above its ground included.</summary>
        private int UpperEdge(int start, int left, int right)
        {
            var edge = start;
            for (var r = start - 1; r >= Math.Max(0, start - FrameRows); r--)
            {
                var row = Row(r)[left..right];
                var middle = row[row.Length / 3];
                var same = 0;
                foreach (var level in row)
                {
                    if (Is(level, middle)) same++;
                }

                if (same >= 0.9 * row.Length) edge = r;
            }

            return edge;
        }

        private bool BeginsStraight(int edge, int start, int left, int right, int ground)
        {
            var above = Row(edge - 1)[left..right];
            var first = Row(edge)[left..right];
            var ground0 = Row(start)[left..right];
            var (changed, grounded, outside) = (0, 0, 0);
            for (var i = 0; i < above.Length; i++)
            {
                if (!Is(above[i], first[i])) changed++;
                if (Is(ground0[i], ground)) grounded++;
                if (Is(above[i], ground)) outside++;
            }

            return changed >= ChangeAtEdge * above.Length && grounded >= GroundAtEdge * above.Length && outside <= GroundOutside * above.Length;
        }

        private bool HasText(int start, int end, int left, int right, int ground)
        {
            var contrast = _range / 4;
            var (ink, rowsWithText) = (0L, 0);
            for (var r = start; r < end; r++)
            {
                var row = Row(r)[left..right];
                var (strokes, inside) = (0, false);
                foreach (var level in row)
                {
                    var inked = Math.Abs(level - ground) > contrast;
                    if (inked) ink++;
                    if (inked && !inside) strokes++;
                    inside = inked;
                }

                if (strokes >= StrokesOfText) rowsWithText++;
            }

            var share = ink / ((double)(end - start) * (right - left));
            return share is >= LeastInk and <= MostInk && rowsWithText >= RowsWithText * (end - start);
        }
    }
}

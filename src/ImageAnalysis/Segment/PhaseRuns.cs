using System.Numerics;
using System.Runtime.Intrinsics;

namespace ImageAnalysis.Segment;

/// <summary>
/// A mask as runs of equal pixels, joined to components of both phases at once: void along pixel sides (4-connected), solid along sides and
/// corners (8-connected), so that the two can never cross. Cost grows with the number of runs and not of pixels, which is why this is not
/// connectedComponentsWithStats called twice.
/// </summary>
internal sealed class PhaseRuns
{
    private const byte Left = 1, Right = 2, Top = 4, Bottom = 8;

    private readonly int _width;
    private readonly int _height;

    // Runs row by row: run i of row y starts at _start[i] and ends where the next one of the row starts, or at the width.
    private readonly int[] _rowFirst;
    private int[] _start;
    private bool[] _void;
    private int[] _parent;
    private int[] _area = [];
    private byte[] _touches = [];
    private int _count;
    private bool _joined;

    private PhaseRuns(int width, int height)
    {
        (_width, _height) = (width, height);
        _rowFirst = new int[height + 1];
        var capacity = Math.Max(64, width * height / 16);
        (_start, _void, _parent) = (new int[capacity], new bool[capacity], []);
    }

    /// <summary>Runs of a continuous mask, 0 for solid, 255 for void.</summary>
    public static PhaseRuns Of(ReadOnlySpan<byte> mask, int width, int height)
    {
        var runs = new PhaseRuns(width, height);
        for (var y = 0; y < height; y++)
        {
            runs._rowFirst[y] = runs._count;
            runs.AddRow(mask.Slice(y * width, width));
        }

        runs._rowFirst[height] = runs._count;
        return runs;
    }

    /// <summary>
    /// Gives every component of one phase that is smaller than the area to the other phase, in these runs only; the flipped runs are passed to
    /// <paramref name="flip"/> as row, start and end. Returns whether there were any.
    /// </summary>
    public bool Flip(bool voids, double belowArea, Action<int, int, int> flip)
    {
        Join();
        var any = false;
        for (var y = 0; y < _height; y++)
        {
            for (var i = _rowFirst[y]; i < _rowFirst[y + 1]; i++)
            {
                if (_void[i] != voids || _area[_parent[i]] >= belowArea) continue;
                any = true;
                flip(y, _start[i], End(i, y));

                // A mark; the phase changes in Merge, when every run has been judged.
                _parent[i] = -1;
            }
        }

        if (any) Merge();
        return any;
    }

    /// <summary>Mean distance along a row from one void to the next, pixels; infinite where no row meets a boundary.</summary>
    public double MeanPeriodPx => 2.0 * _width * _height / (_count - _height);

    /// <summary>Number of a phase's components, and the pixels of the largest.</summary>
    public (int Count, int Largest) Components(bool voids)
    {
        Join();
        var (count, largest) = (0, 0);
        for (var i = 0; i < _count; i++)
        {
            if (_void[i] == voids && _parent[i] == i) (count, largest) = (count + 1, Math.Max(largest, _area[i]));
        }

        return (count, largest);
    }

    /// <summary>How the void phase hangs together.</summary>
    public VoidNetwork Network()
    {
        Join();
        long total = 0, largest = 0;
        var components = 0;
        var spans = false;
        for (var i = 0; i < _count; i++)
        {
            if (!_void[i] || _parent[i] != i) continue;
            components++;
            total += _area[i];
            largest = Math.Max(largest, _area[i]);
            spans |= (_touches[i] & (Left | Right)) == (Left | Right) || (_touches[i] & (Top | Bottom)) == (Top | Bottom);
        }

        return new VoidNetwork(components, total == 0 ? 0 : (double)largest / total, spans);
    }

    private void AddRow(ReadOnlySpan<byte> row)
    {
        var isVoid = row[0] != 0;
        Add(0, isVoid);
        var x = 1;
        for (; x <= row.Length - Vector256<byte>.Count; x += Vector256<byte>.Count)
        {
            var turns = ~Vector256.Equals(Vector256.Create(row[x..]), Vector256.Create(row[(x - 1)..])).ExtractMostSignificantBits();
            for (; turns != 0; turns &= turns - 1) Add(x + BitOperations.TrailingZeroCount(turns), isVoid = !isVoid);
        }

        for (; x < row.Length; x++)
        {
            if (row[x] != row[x - 1]) Add(x, isVoid = !isVoid);
        }
    }

    private void Add(int start, bool isVoid)
    {
        if (_count == _start.Length)
        {
            Array.Resize(ref _start, 2 * _count);
            Array.Resize(ref _void, 2 * _count);
        }

        (_start[_count], _void[_count]) = (start, isVoid);
        _count++;
    }

    private int End(int run, int row) => run + 1 < _rowFirst[row + 1] ? _start[run + 1] : _width;

    /// <summary>Flips the marked runs and merges each with its equal neighbours in the row.</summary>
    private void Merge()
    {
        _joined = false;
        var kept = 0;
        var first = 0;
        for (var y = 0; y < _height; y++)
        {
            var end = _rowFirst[y + 1];
            var rowKept = kept;
            for (var i = first; i < end; i++)
            {
                var isVoid = _void[i] ^ (_parent[i] < 0);
                if (kept > rowKept && _void[kept - 1] == isVoid) continue;
                (_start[kept], _void[kept]) = (_start[i], isVoid);
                kept++;
            }

            first = end;
            _rowFirst[y] = rowKept;
        }

        _rowFirst[_height] = _count = kept;
    }

    /// <summary>Joins the runs to components, unless they are: who changes them again before anybody asks has saved this.</summary>
    private void Join()
    {
        if (_joined) return;
        _joined = true;
        if (_parent.Length < _count)
        {
            _parent = new int[_count];
            _area = new int[_count];
            _touches = new byte[_count];
        }

        for (var i = 0; i < _count; i++) _parent[i] = i;
        for (var y = 1; y < _height; y++) JoinRows(y - 1, y);
        Array.Clear(_area, 0, _count);
        Array.Clear(_touches, 0, _count);
        for (var y = 0; y < _height; y++)
        {
            var rows = (byte)((y == 0 ? Top : 0) | (y == _height - 1 ? Bottom : 0));
            var (first, last) = (_rowFirst[y], _rowFirst[y + 1] - 1);
            var start = 0;
            for (var i = first; i <= last; i++)
            {
                // Parents precede their children, so one step reaches the root.
                var root = _parent[i] = _parent[_parent[i]];
                var end = i < last ? _start[i + 1] : _width;
                _area[root] += end - start;
                if (rows != 0 || i == first || i == last) _touches[root] |= (byte)(rows | (i == first ? Left : 0) | (i == last ? Right : 0));
                start = end;
            }
        }
    }

    private void JoinRows(int above, int below)
    {
        int i = _rowFirst[above], iEnd = _rowFirst[above + 1], j = iEnd, jEnd = _rowFirst[below + 1];
        var (starts, voids) = (_start, _void);
        int startI = 0, startJ = 0;
        int endI = End(i, above), endJ = End(j, below);
        while (true)
        {
            if (voids[i] == voids[j])
            {
                if (Math.Max(startI, startJ) < Math.Min(endI, endJ)) Union(i, j);
            }
            else if (endI == endJ)
            {
                // The corner where four runs meet: the solid ones of the diagonal touch, the void ones do not.
                if (!voids[i] && j + 1 < jEnd) Union(i, j + 1);
                else if (!voids[j] && i + 1 < iEnd) Union(i + 1, j);
            }

            var (nextI, nextJ) = (endI <= endJ, endJ <= endI);
            if (nextI)
            {
                if (++i == iEnd) return;
                startI = endI;
                endI = i + 1 < iEnd ? starts[i + 1] : _width;
            }

            if (nextJ)
            {
                if (++j == jEnd) return;
                startJ = endJ;
                endJ = j + 1 < jEnd ? starts[j + 1] : _width;
            }
        }
    }

    private int Root(int i)
    {
        while (_parent[i] != i) i = _parent[i] = _parent[_parent[i]];
        return i;
    }

    private void Union(int a, int b)
    {
        var (rootA, rootB) = (Root(a), Root(b));
        if (rootA < rootB) _parent[rootB] = rootA;
        else _parent[rootA] = rootB;
    }
}

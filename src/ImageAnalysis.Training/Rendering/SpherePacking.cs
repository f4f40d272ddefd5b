using ImageAnalysis.Quantities;

namespace ImageAnalysis.Training.Rendering;

/// <summary>A ball: centre and radius, px; z points towards the viewer.</summary>
internal record struct Ball(double X, double Y, double Z, double R);

/// <summary>Random arrangements of balls in a slab that reaches beyond the frame on all sides.</summary>
internal static class SpherePacking
{
    /// <summary>
    /// Balls without overlap beyond <paramref name="rounds"/> of relaxation: thrown at random, then overlapping pairs are pushed apart along their centres.
    /// At fractions near random close packing (0.64 in space, 0.82 in the plane) small overlaps remain, as between pressed particles.
    /// </summary>
    /// <param name="random">Draws places and sizes.</param>
    /// <param name="width">Frame width, px.</param>
    /// <param name="height">Frame height, px.</param>
    /// <param name="depth">Thickness of the slab below z = 0, px; 0 packs circles in the plane.</param>
    /// <param name="fraction">Share of the slab's volume (of the plane's area) taken by the balls.</param>
    /// <param name="diameter">Mean diameter, px.</param>
    /// <param name="variation">Coefficient of variation of the diameters.</param>
    /// <param name="gap">Distance kept between surfaces, px.</param>
    /// <param name="rounds">Rounds of relaxation.</param>
    public static Ball[] Pack(
        SeededRandom random, int width, int height, double depth, double fraction, double diameter, double variation, double gap, int rounds)
    {
        var margin = diameter * 1.2;
        var (w, h) = (width + (2 * margin), height + (2 * margin));
        var capacity = depth > 0 ? w * h * depth * fraction : w * h * fraction;
        var balls = new List<Ball>();
        for (var filled = 0.0; filled < capacity;)
        {
            var r = Math.Max(random.NextSize(diameter, variation) / 2, 1.2);
            balls.Add(new Ball(random.NextDouble(-margin, width + margin), random.NextDouble(-margin, height + margin), -depth * random.NextDouble(), r));
            filled += depth > 0 ? 4.0 / 3 * Math.PI * r * r * r : Math.PI * r * r;
        }

        var packed = balls.ToArray();
        if (packed.Length > 0) Relax(packed, (-margin, -margin, w, h, depth), gap, rounds);
        return packed;
    }

    /// <summary>Pushes overlapping pairs apart, round by round; balls stay within the slab.</summary>
    private static void Relax(Ball[] balls, (double X, double Y, double W, double H, double Depth) slab, double gap, int rounds)
    {
        var cells = new BallCells(balls, slab.X, slab.Y, slab.W, slab.H, slab.Depth, gap);
        for (var round = 0; round < rounds; round++)
        {
            cells.Sort(balls);
            var moved = false;
            for (var i = 0; i < balls.Length; i++) moved |= cells.PushApart(balls, i, gap, slab.Depth > 0);
            for (var i = 0; i < balls.Length; i++)
            {
                ref var ball = ref balls[i];
                ball.X = Math.Clamp(ball.X, slab.X, slab.X + slab.W);
                ball.Y = Math.Clamp(ball.Y, slab.Y, slab.Y + slab.H);
                ball.Z = Math.Clamp(ball.Z, -slab.Depth, 0);
            }

            if (!moved) return;
        }
    }

    /// <summary>Pairs whose surfaces are nearer than <paramref name="reach"/>, each once, lower index first.</summary>
    public static List<(int A, int B)> Neighbours(Ball[] balls, double reach)
    {
        var pairs = new List<(int, int)>();
        if (balls.Length == 0) return pairs;
        var (x0, x1) = (balls.Min(b => b.X), balls.Max(b => b.X));
        var (y0, y1) = (balls.Min(b => b.Y), balls.Max(b => b.Y));
        var depth = balls.Max(b => -b.Z);
        var cells = new BallCells(balls, x0, y0, x1 - x0 + 1, y1 - y0 + 1, depth, reach);
        cells.Sort(balls);
        for (var i = 0; i < balls.Length; i++) cells.AddNeighbours(balls, i, reach, pairs);
        return pairs;
    }
}

/// <summary>Balls sorted into cubes a little wider than the largest diameter, so that neighbours lie in adjacent cubes.</summary>
internal sealed class BallCells
{
    private readonly double _x, _y, _side;
    private readonly int _columns, _rows, _layers;
    private readonly int[] _first, _items, _cellOf;

    public BallCells(Ball[] balls, double x, double y, double w, double h, double depth, double gap)
    {
        (_x, _y) = (x, y);
        _side = (2 * balls.Max(b => b.R)) + Math.Max(gap, 0) + 1e-6;
        (_columns, _rows, _layers) = ((int)(w / _side) + 1, (int)(h / _side) + 1, (int)(depth / _side) + 1);
        _first = new int[(_columns * _rows * _layers) + 1];
        (_items, _cellOf) = (new int[balls.Length], new int[balls.Length]);
    }

    public void Sort(Ball[] balls)
    {
        Array.Clear(_first);
        for (var i = 0; i < balls.Length; i++)
        {
            var (c, r, l) = CellOf(balls[i]);
            _cellOf[i] = (((l * _rows) + r) * _columns) + c;
            _first[_cellOf[i] + 1]++;
        }

        for (var i = 1; i < _first.Length; i++) _first[i] += _first[i - 1];
        var next = new int[_first.Length];
        _first.CopyTo(next, 0);
        for (var i = 0; i < balls.Length; i++) _items[next[_cellOf[i]]++] = i;
    }

    public bool PushApart(Ball[] balls, int i, double gap, bool inSpace)
    {
        var moved = false;
        var (column, row, layer) = (_cellOf[i] % _columns, _cellOf[i] / _columns % _rows, _cellOf[i] / (_columns * _rows));
        for (var l = Math.Max(0, layer - 1); l <= Math.Min(_layers - 1, layer + 1); l++)
        {
            for (var r = Math.Max(0, row - 1); r <= Math.Min(_rows - 1, row + 1); r++)
            {
                var start = ((l * _rows) + r) * _columns;
                var (from, to) = (_first[start + Math.Max(0, column - 1)], _first[start + Math.Min(_columns - 1, column + 1) + 1]);
                for (var k = from; k < to; k++)
                {
                    var j = _items[k];
                    if (j > i) moved |= Separate(ref balls[i], ref balls[j], gap, inSpace);
                }
            }
        }

        return moved;
    }

    public void AddNeighbours(Ball[] balls, int i, double reach, List<(int A, int B)> pairs)
    {
        var (column, row, layer) = CellOf(balls[i]);
        for (var l = Math.Max(0, layer - 1); l <= Math.Min(_layers - 1, layer + 1); l++)
        {
            for (var r = Math.Max(0, row - 1); r <= Math.Min(_rows - 1, row + 1); r++)
            {
                for (var c = Math.Max(0, column - 1); c <= Math.Min(_columns - 1, column + 1); c++)
                {
                    var cell = (((l * _rows) + r) * _columns) + c;
                    for (var k = _first[cell]; k < _first[cell + 1]; k++)
                    {
                        var j = _items[k];
                        if (j <= i) continue;
                        var (dx, dy, dz) = (balls[j].X - balls[i].X, balls[j].Y - balls[i].Y, balls[j].Z - balls[i].Z);
                        var limit = balls[i].R + balls[j].R + reach;
                        if ((dx * dx) + (dy * dy) + (dz * dz) < limit * limit) pairs.Add((i, j));
                    }
                }
            }
        }
    }

    private static bool Separate(ref Ball a, ref Ball b, double gap, bool inSpace)
    {
        var wanted = a.R + b.R + gap;
        var (dx, dy) = (b.X - a.X, b.Y - a.Y);
        var dz = inSpace ? b.Z - a.Z : 0;
        var square = (dx * dx) + (dy * dy) + (dz * dz);
        if (square >= wanted * wanted * 0.9999) return false;
        var distance = Math.Sqrt(square);
        if (distance < 1e-9) (dx, distance) = (1e-9, 1e-9);
        // A little more than half each: over-relaxation saves rounds.
        var push = 0.55 * (wanted - distance) / distance;
        a.X -= push * dx;
        a.Y -= push * dy;
        b.X += push * dx;
        b.Y += push * dy;
        if (inSpace)
        {
            a.Z -= push * dz;
            b.Z += push * dz;
        }

        return true;
    }

    private (int Column, int Row, int Layer) CellOf(Ball ball) => (
        Math.Clamp((int)((ball.X - _x) / _side), 0, _columns - 1),
        Math.Clamp((int)((ball.Y - _y) / _side), 0, _rows - 1),
        Math.Clamp((int)(-ball.Z / _side), 0, _layers - 1));
}

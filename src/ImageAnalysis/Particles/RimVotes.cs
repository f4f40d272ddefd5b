using System.Buffers;
using OpenCvSharp;

namespace ImageAnalysis.Particles;

/// <summary>Where a round particle may lie: pixels of the field, with the share of its circumference that voted for it.</summary>
internal readonly record struct RimCandidate(double X, double Y, double Radius, double Share);

/// <summary>
/// Centres of round particles by the votes of their edges: each edge pixel votes, on its brighter side and along its gradient, for the centres at which a
/// circle through it would have one of a ladder of radii (Kimme, Ballard and Sklansky, Communications of the ACM 18 (1975) 120, with the gradient's direction).
/// Each rung has a grid of cells of a fifth of its radius, so that an error of the direction does no more harm to large circles than to small ones; each
/// doubling of the radius is voted for on a picture of half the size.
/// </summary>
internal static class RimVotes
{
    /// <summary>Radii voted for on one picture, its pixels; smaller ones on the full picture only.</summary>
    private static readonly double[] Rungs = [5, 5.946, 7.071, 8.409];

    private static readonly double[] SmallestRungs = [3.536, 4.204];

    /// <summary>Cells per radius.</summary>
    private const double CellsPerRadius = 5;

    /// <summary>No cell is smaller, pixels of the picture.</summary>
    private const double LeastCell = 1.25;

    /// <summary>Least share of the circumference that votes for a centre worth a closer look.</summary>
    private const double LeastShare = 0.36;

    /// <summary>Adds the candidates of one picture of the pyramid.</summary>
    /// <param name="grey">The picture.</param>
    /// <param name="level">How often it was halved.</param>
    /// <param name="candidates">Added to, in order of radius and place.</param>
    public static void Add(RimPicture grey, int level, List<RimCandidate> candidates)
    {
        double[] radii = level == 0 ? [.. SmallestRungs, .. Rungs] : Rungs;
        var grids = new Grid[radii.Length];
        for (var k = 0; k < radii.Length; k++) grids[k] = new Grid(radii[k], grey.Width, grey.Height);
        try
        {
            Vote(grey, grids);
            for (var k = 0; k < grids.Length; k++) Peaks(grids, k, level, candidates);
        }
        finally
        {
            foreach (var grid in grids) grid.Return();
        }
    }

    private static void Vote(RimPicture grey, Grid[] grids)
    {
        var (width, height) = (grey.Width, grey.Height);
        var (dxs, dys) = (grey.Dx, grey.Dy);
        var least = (int)(grey.LeastSobel * grey.LeastSobel);
        var sign = grey.Sign;
        for (var y = 1; y < height - 1; y++)
        {
            var row = y * width;
            for (var x = 1; x < width - 1; x++)
            {
                var i = row + x;
                int dx = dxs[i], dy = dys[i];
                var square = (dx * dx) + (dy * dy);
                if (square < least) continue;

                // The crest of the edge only: no neighbour across it is steeper.
                int step;
                var (ax, ay) = (Math.Abs(dx), Math.Abs(dy));
                if (ay * 5 < ax * 2) step = 1;
                else if (ax * 5 < ay * 2) step = width;
                else step = (dx ^ dy) >= 0 ? width + 1 : width - 1;
                int fx = dxs[i + step], fy = dys[i + step], bx = dxs[i - step], by = dys[i - step];
                if ((fx * fx) + (fy * fy) > square || (bx * bx) + (by * by) >= square) continue;

                var scale = sign / MathF.Sqrt(square);
                var (ux, uy) = (dx * scale, dy * scale);
                foreach (var grid in grids) grid.Add(x, y, ux, uy);
            }
        }
    }

    private static void Peaks(Grid[] grids, int k, int level, List<RimCandidate> candidates)
    {
        var grid = grids[k];
        var scale = 1 << level;
        var full = 2 * Math.PI * grid.Radius;
        var least = (int)Math.Ceiling(LeastShare * full);
        for (var v = 1; v < grid.Rows - 1; v++)
        {
            for (var u = 1; u < grid.Columns - 1; u++)
            {
                if (grid.Single(u, v) * 9 < least) continue;
                var sum = grid.Sum(u, v);
                if (sum < least || !grid.IsSummit(u, v, sum)) continue;
                var share = sum / full;
                var (x, y) = grid.Centre(u, v);
                if (k > 0 && grids[k - 1].ShareAt(x, y) > share) continue;
                if (k + 1 < grids.Length && grids[k + 1].ShareAt(x, y) > share) continue;
                candidates.Add(new RimCandidate(((x + 0.5) * scale) - 0.5, ((y + 0.5) * scale) - 0.5, grid.Radius * scale, share));
            }
        }
    }

    /// <summary>Votes for one radius.</summary>
    private sealed class Grid
    {
        private readonly float _radius, _perCell, _margin;
        private readonly int[] _votes;

        public Grid(double radius, int width, int height)
        {
            (_radius, _perCell, _margin) = ((float)radius, (float)(1 / Math.Max(LeastCell, radius / CellsPerRadius)), (float)radius + 2);
            (Columns, Rows) = ((int)((width + (2 * _margin)) * _perCell) + 3, (int)((height + (2 * _margin)) * _perCell) + 3);
            _votes = ArrayPool<int>.Shared.Rent(Columns * Rows);
            Array.Clear(_votes, 0, Columns * Rows);
        }

        public double Radius => _radius;

        public int Columns { get; }

        public int Rows { get; }

        public void Add(int x, int y, float ux, float uy) =>
            _votes[((int)((y + (uy * _radius) + _margin) * _perCell) * Columns) + (int)((x + (ux * _radius) + _margin) * _perCell)]++;

        public int Single(int u, int v) => _votes[(v * Columns) + u];

        public int Sum(int u, int v)
        {
            var at = (v * Columns) + u;
            return _votes[at - Columns - 1] + _votes[at - Columns] + _votes[at - Columns + 1] + _votes[at - 1] + _votes[at] + _votes[at + 1]
                + _votes[at + Columns - 1] + _votes[at + Columns] + _votes[at + Columns + 1];
        }

        /// <summary>Whether no cell beside it has a larger sum; of equal ones the first is the summit.</summary>
        public bool IsSummit(int u, int v, int sum)
        {
            for (var dv = -1; dv <= 1; dv++)
            {
                for (var du = -1; du <= 1; du++)
                {
                    if ((du, dv) == (0, 0) || u + du < 1 || v + dv < 1 || u + du >= Columns - 1 || v + dv >= Rows - 1) continue;
                    var other = Sum(u + du, v + dv);
                    if (other > sum || (other == sum && (dv < 0 || (dv == 0 && du < 0)))) return false;
                }
            }

            return true;
        }

        /// <summary>Mean place of the votes in the cells around, pixels of the picture.</summary>
        public (double X, double Y) Centre(int u, int v)
        {
            double sum = 0, sx = 0, sy = 0;
            for (var dv = -1; dv <= 1; dv++)
            {
                for (var du = -1; du <= 1; du++)
                {
                    var n = Single(u + du, v + dv);
                    (sum, sx, sy) = (sum + n, sx + (n * du), sy + (n * dv));
                }
            }

            return (((u + 0.5 + (sx / sum)) / _perCell) - _margin, ((v + 0.5 + (sy / sum)) / _perCell) - _margin);
        }

        public double ShareAt(double x, double y)
        {
            var (u, v) = ((int)((x + _margin) * _perCell), (int)((y + _margin) * _perCell));
            if (u < 1 || v < 1 || u >= Columns - 1 || v >= Rows - 1) return 0;
            return Sum(u, v) / (2 * Math.PI * _radius);
        }

        public void Return() => ArrayPool<int>.Shared.Return(_votes);
    }
}

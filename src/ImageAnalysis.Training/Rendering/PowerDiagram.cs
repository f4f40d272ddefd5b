namespace ImageAnalysis.Training.Rendering;

/// <summary>Power diagrams (Voronoi diagrams weighted by radius) on a pixel grid.</summary>
internal static class PowerDiagram
{
    /// <summary>Distance from each pixel to the wall between its cell and the nearest other, px; corners rounded off over <paramref name="rounding"/> px.</summary>
    public static Plane DistanceToWall(Ball[] seeds, int width, int height, double spacing, double rounding)
    {
        var distance = new Plane(width, height);
        var blend = (float)Math.Max(rounding, 1e-3);
        Visit(seeds, width, height, spacing, (i, nearest, near) =>
        {
            var (first, second) = (1e6f, 1e6f);
            for (var k = 0; k < near.Count; k++)
            {
                if (k == nearest) continue;
                var wall = near.WallDistance(nearest, k);
                if (wall < first) (first, second) = (wall, first);
                else if (wall < second) second = wall;
            }

            var h = Math.Max(blend - (second - first), 0) / blend;
            distance.Data[i] = first - (h * h * blend * 0.25f);
        });
        return distance;
    }

    /// <summary>Index of the cell each pixel lies in.</summary>
    public static int[] Cells(Ball[] seeds, int width, int height, double spacing)
    {
        var cells = new int[width * height];
        Visit(seeds, width, height, spacing, (i, nearest, near) => cells[i] = near.Seeds[nearest]);
        return cells;
    }

    private static void Visit(Ball[] seeds, int width, int height, double spacing, Action<int, int, Near> action)
    {
        var side = spacing * 1.3;
        var (columns, rows) = ((int)(width / side) + 5, (int)(height / side) + 5);
        var buckets = new List<int>[columns * rows];
        for (var i = 0; i < buckets.Length; i++) buckets[i] = [];
        for (var i = 0; i < seeds.Length; i++)
        {
            var (c, r) = ((int)Math.Floor(seeds[i].X / side) + 2, (int)Math.Floor(seeds[i].Y / side) + 2);
            if (c >= 0 && c < columns && r >= 0 && r < rows) buckets[(r * columns) + c].Add(i);
        }

        var near = new Near(seeds);
        for (var row = 0; row * side < height; row++)
        {
            for (var column = 0; column * side < width; column++)
            {
                near.Gather(buckets, columns, column + 2, row + 2);
                for (var y = (int)Math.Ceiling(row * side); y < Math.Min(height, (row + 1) * side); y++)
                    for (var x = (int)Math.Ceiling(column * side); x < Math.Min(width, (column + 1) * side); x++)
                        action((y * width) + x, near.Measure(x, y), near);
            }
        }
    }

    /// <summary>The seeds of a bucket and its eight neighbours, with the power of the pixel looked at.</summary>
    internal sealed class Near(Ball[] all)
    {
        private float[] _x = [], _y = [], _weight = [], _power = [];

        public int[] Seeds { get; private set; } = [];

        public int Count { get; private set; }

        public void Gather(List<int>[] buckets, int columns, int column, int row)
        {
            Count = 0;
            for (var r = row - 1; r <= row + 1; r++)
            {
                for (var c = column - 1; c <= column + 1; c++)
                {
                    foreach (var seed in buckets[(r * columns) + c]) Add(seed);
                }
            }
        }

        public int Measure(int x, int y)
        {
            var best = 0;
            for (var k = 0; k < Count; k++)
            {
                var (dx, dy) = (x - _x[k], y - _y[k]);
                _power[k] = (dx * dx) + (dy * dy) - _weight[k];
                if (_power[k] < _power[best]) best = k;
            }

            return best;
        }

        /// <summary>Distance of the pixel to the line of equal power between two seeds.</summary>
        public float WallDistance(int nearest, int other)
        {
            var (dx, dy) = (_x[other] - _x[nearest], _y[other] - _y[nearest]);
            return (_power[other] - _power[nearest]) * 0.5f / MathF.Sqrt((dx * dx) + (dy * dy) + 1e-6f);
        }

        private void Add(int seed)
        {
            if (Count == Seeds.Length)
            {
                var size = Math.Max(32, 2 * Count);
                var seeds = Seeds;
                Array.Resize(ref seeds, size);
                Seeds = seeds;
                Array.Resize(ref _x, size);
                Array.Resize(ref _y, size);
                Array.Resize(ref _weight, size);
                Array.Resize(ref _power, size);
            }

            (Seeds[Count], _x[Count], _y[Count]) = (seed, (float)all[seed].X, (float)all[seed].Y);
            _weight[Count++] = (float)(all[seed].R * all[seed].R);
        }
    }
}

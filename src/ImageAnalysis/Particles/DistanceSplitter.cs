using OpenCvSharp;

namespace ImageAnalysis.Particles;

/// <summary>
/// Splits touching particles: a watershed of the distance map, flooded from its summits downward, in which two basins that meet become one when
/// the lower summit stands out too little above the saddle. The least depth is a share of the lower summit (the inscribed radius of the smaller
/// particle), so that the outcome does not depend on magnification. Meyer, Signal Processing 38 (1994) 113; dynamics: Grimaud, SPIE 1769 (1992) 292.
/// </summary>
internal static class DistanceSplitter
{
    /// <summary>Levels per pixel of distance at which the flood stops to look around.</summary>
    private const int Levels = 8;

    /// <summary>A dip of less than this, px, is the grain of the pixel lattice and never splits.</summary>
    private const double LatticeGrainPx = 0.75;

    /// <summary>Labels of the particles, row by row, 0 for void, from 1 in order of their first pixel.</summary>
    /// <param name="solid">CV_8UC1, non-zero is solid.</param>
    /// <param name="splitDepth">Share of the lower summit by which it must stand above the saddle to stay apart.</param>
    /// <param name="count">Number of labels.</param>
    public static int[] Split(Mat solid, double splitDepth, out int count)
    {
        var (width, height) = (solid.Cols, solid.Rows);
        if (Cv2.CountNonZero(solid) == width * height)
        {
            // No void, no distance to it.
            var whole = new int[width * height];
            Array.Fill(whole, 1);
            count = 1;
            return whole;
        }

        using var distance = new Mat();
        Cv2.DistanceTransform(solid, distance, DistanceTypes.L2, DistanceTransformMasks.Mask5);
        distance.GetArray(out float[] heights);
        var labels = Flood(heights, width, height, splitDepth, out var basins);
        return Renumber(labels, basins, out count);
    }

    private static int[] Flood(float[] heights, int width, int height, double splitDepth, out Basins basins)
    {
        var labels = new int[heights.Length];
        basins = new Basins();
        Span<int> near = stackalloc int[8];
        foreach (var at in FromHighToLow(heights))
        {
            var level = heights[at];
            var (x, y) = (at % width, at / width);
            var found = 0;
            var uphill = 0;
            var uphillHeight = -1f;
            for (var dy = y == 0 ? 0 : -1; dy <= (y == height - 1 ? 0 : 1); dy++)
            {
                var row = at + (dy * width);
                for (var dx = x == 0 ? 0 : -1; dx <= (x == width - 1 ? 0 : 1); dx++)
                {
                    var label = labels[row + dx];
                    if (label == 0) continue;
                    if (heights[row + dx] > uphillHeight) (uphill, uphillHeight) = (label, heights[row + dx]);
                    near[found++] = label;
                }
            }

            if (found == 0)
            {
                labels[at] = basins.Add(level);
                continue;
            }

            var first = basins.Root(near[0]);
            for (var i = 1; i < found; i++)
            {
                var other = basins.Root(near[i]);
                if (other == first) continue;
                var summit = Math.Min(basins.Summit(first), basins.Summit(other));
                if (summit - level < Math.Max(splitDepth * summit, LatticeGrainPx)) first = basins.Join(first, other);
            }

            labels[at] = uphill;
        }

        return labels;
    }

    /// <summary>Indices of all positive heights, highest level first, row by row within a level.</summary>
    private static int[] FromHighToLow(float[] heights)
    {
        var highest = 0;
        foreach (var h in heights) highest = Math.Max(highest, (int)(h * Levels));
        var starts = new int[highest + 2];
        foreach (var h in heights)
        {
            if (h > 0) starts[highest - (int)(h * Levels) + 1]++;
        }

        for (var i = 1; i < starts.Length; i++) starts[i] += starts[i - 1];
        var order = new int[starts[^1]];
        for (var i = 0; i < heights.Length; i++)
        {
            if (heights[i] > 0) order[starts[highest - (int)(heights[i] * Levels)]++] = i;
        }

        return order;
    }

    private static int[] Renumber(int[] labels, Basins basins, out int count)
    {
        var numbers = new int[basins.Count + 1];
        count = 0;
        for (var i = 0; i < labels.Length; i++)
        {
            if (labels[i] == 0) continue;
            var root = basins.Root(labels[i]);
            if (numbers[root] == 0) numbers[root] = ++count;
            labels[i] = numbers[root];
        }

        return labels;
    }

    /// <summary>Basins joined as the flood goes down: a forest of parents with the highest summit of each tree. Numbers from 1.</summary>
    private sealed class Basins
    {
        private readonly List<int> _parents = [0];
        private readonly List<float> _summits = [0];

        public int Count => _parents.Count - 1;

        public int Add(float summit)
        {
            _parents.Add(_parents.Count);
            _summits.Add(summit);
            return _parents.Count - 1;
        }

        public float Summit(int root) => _summits[root];

        public int Root(int basin)
        {
            while (_parents[basin] != basin) basin = _parents[basin] = _parents[_parents[basin]];
            return basin;
        }

        public int Join(int a, int b)
        {
            if (_summits[a] < _summits[b]) (a, b) = (b, a);
            return _parents[b] = a;
        }
    }
}

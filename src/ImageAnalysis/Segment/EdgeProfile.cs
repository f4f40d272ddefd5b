using System.Numerics;
using System.Runtime.CompilerServices;

namespace ImageAnalysis.Segment;

/// <summary>
/// The mean grey value across the boundary, from void to solid: 0 is the void's own grey value and 1 the solid's, both where the edge stands. Thousands of
/// edges make one curve, so that noise which hides a single edge hardly shows.
/// </summary>
/// <param name="Means">Mean at each offset, see <see cref="OffsetPx"/>.</param>
/// <param name="Counts">How many edges reach that far: each gives way halfway to the next edge along its normal.</param>
/// <param name="Edges">Number of edges.</param>
/// <param name="Bend">Mean curvature of the boundary, 1/px, positive where it bends around the void.</param>
internal sealed record EdgeProfile(double[] Means, double[] Counts, int Edges, double Bend)
{
    public const double StepPx = 0.5;
    public const int Reach = 12;
    public const int Offsets = (2 * Reach) + 1;

    /// <summary>A phase must go on this far behind its edge, or it is a speck.</summary>
    private const int LeastRunPx = 3;

    /// <summary>Sharper bends are those of noise, 1/px.</summary>
    private const float SharpestBend = 0.5f;

    private const int MostLines = 96;
    private const double GoldenRatio = 0.6180339887498949;

    /// <summary>Distance of an offset from the boundary along its normal, pixels, positive in the solid.</summary>
    public static double OffsetPx(int offset) => (offset - Reach) * StepPx;

    /// <summary>Samples the edges that some rows and columns meet.</summary>
    /// <param name="raw">Grey values as recorded, less the shading surface.</param>
    /// <param name="side">Smoothed grey values less the level, negative in void.</param>
    /// <param name="phases">Grey values of both phases.</param>
    /// <param name="edgesWanted">As many edges, half from rows and half from columns, where there are so many.</param>
    public static EdgeProfile Sample<TRaw, TSide>(Picture<TRaw> raw, Picture<TSide> side, PhaseSurfaces phases, int edgesWanted)
        where TRaw : unmanaged, INumber<TRaw>
        where TSide : unmanaged, INumber<TSide>
    {
        var sampler = new Sampler<TRaw, TSide>(raw, side, phases);
        int rows = Math.Min(MostLines, raw.Height), columns = Math.Min(MostLines, raw.Width);
        for (var k = 0; k < rows && sampler.Edges < edgesWanted / 2; k++) sampler.AlongRow(Spread(k, raw.Height));
        for (var k = 0; k < columns && sampler.Edges < edgesWanted; k++) sampler.AlongColumn(Spread(k, raw.Width));
        return sampler.Mean();
    }

    /// <summary>The k-th of positions that fill a range evenly however many are taken.</summary>
    private static int Spread(int k, int count) => (int)((((k + 0.5) * GoldenRatio) % 1) * count);

    private ref struct Sampler<TRaw, TSide>(Picture<TRaw> raw, Picture<TSide> side, PhaseSurfaces phases)
        where TRaw : unmanaged, INumber<TRaw>
        where TSide : unmanaged, INumber<TSide>
    {
        private readonly Picture<TRaw> _raw = raw;
        private readonly Picture<TSide> _side = side;
        private readonly PhaseSurfaces _phases = phases;
        private readonly double[] _sums = new double[Offsets];
        private readonly double[] _counts = new double[Offsets];
        private double _bend;
        private double _length;

        public int Edges { get; private set; }

        public readonly EdgeProfile Mean()
        {
            var means = new double[Offsets];
            for (var i = 0; i < Offsets; i++) means[i] = _counts[i] > 0 ? _sums[i] / _counts[i] : 0;
            return new EdgeProfile(means, _counts, Edges, _length > 0 ? _bend / _length : 0);
        }

        public void AlongRow(int y)
        {
            if (y < 2 || y >= _side.Height - 2) return;
            var before = _side[2, y];
            for (var x = 3; x < _side.Width - 2; x++)
            {
                var here = _side[x, y];
                if (here < 0 != before < 0) Take(x - 1 + (before / (before - here)), y);
                before = here;
            }
        }

        public void AlongColumn(int x)
        {
            if (x < 2 || x >= _side.Width - 2) return;
            var before = _side[x, 2];
            for (var y = 3; y < _side.Height - 2; y++)
            {
                var here = _side[x, y];
                if (here < 0 != before < 0) Take(x, y - 1 + (before / (before - here)));
                before = here;
            }
        }

        private void Take(float x, float y)
        {
            int cx = (int)(x + 0.5f), cy = (int)(y + 0.5f);
            if (cx < 2 || cy < 2 || cx >= _side.Width - 2 || cy >= _side.Height - 2) return;

            // Sobel's kernels; towards the solid.
            float a = _side[cx - 1, cy - 1], b = _side[cx, cy - 1], c = _side[cx + 1, cy - 1], d = _side[cx - 1, cy];
            float e = _side[cx + 1, cy], f = _side[cx - 1, cy + 1], g = _side[cx, cy + 1], h = _side[cx + 1, cy + 1];
            float gx = (c + (2 * e) + h) - (a + (2 * d) + f), gy = (f + (2 * g) + h) - (a + (2 * b) + c);
            var slope = MathF.Sqrt((gx * gx) + (gy * gy));
            if (slope <= 0) return;
            var (nx, ny) = (gx / slope, gy / slope);
            int solid = Run(x, y, nx, ny, false), empty = Run(x, y, -nx, -ny, true);
            if (solid < LeastRunPx || empty < LeastRunPx) return;

            // A line meets a boundary in proportion to |n|; rows and columns together to |nx| + |ny|. Bend = slope along the boundary of the normal.
            var middle = _side[cx, cy];
            float xx = d + e - (2 * middle), yy = b + g - (2 * middle), xy = (h - f - c + a) / 4;
            var bend = 8 * ((xx * ny * ny) - (2 * xy * nx * ny) + (yy * nx * nx)) / slope;
            var length = 1 / (Math.Abs(nx) + Math.Abs(ny));
            _bend += length * Math.Clamp(bend, -SharpestBend, SharpestBend);
            _length += length;
            var (dark, bright) = _phases.At(x, y);
            var (offset, scale) = (dark + _phases.Surface(x, y), 1 / (bright - dark));
            Edges++;
            for (var i = Reach - Math.Min(Reach, empty); i <= Reach + Math.Min(Reach, solid); i++)
            {
                var t = (float)((i - Reach) * StepPx);
                float px = x + (t * nx), py = y + (t * ny);
                if (px < 0 || py < 0 || px >= _raw.Width - 1 || py >= _raw.Height - 1) continue;
                _sums[i] += (_raw.Between(px, py) - offset) * scale;
                _counts[i]++;
            }
        }

        /// <summary>Length of the phase behind an edge, along its normal, whole pixels; no more than the profile can use.</summary>
        private readonly int Run(float x, float y, float nx, float ny, bool isVoid)
        {
            const int Most = (int)(2 * Reach * StepPx);
            for (var run = 1; run <= Most; run++)
            {
                int px = float.ConvertToIntegerNative<int>(x + (run * nx) + 0.5f), py = float.ConvertToIntegerNative<int>(y + (run * ny) + 0.5f);
                if (px < 0 || py < 0 || px >= _side.Width || py >= _side.Height) return run - 1;
                if (run > 1 && _side[px, py] < 0 != isVoid) return run - 1;
            }

            return Most;
        }
    }
}

/// <summary>A picture as a span, read in turn as factor · value - offset.</summary>
internal readonly ref struct Picture<T>(ReadOnlySpan<T> values, int width, int height, float factor, float offset)
    where T : unmanaged, INumber<T>
{
    private readonly ReadOnlySpan<T> _values = values;
    private readonly float _factor = factor;
    private readonly float _offset = offset;

    public int Width { get; } = width;

    public int Height { get; } = height;

    public float this[int x, int y] => Value(_values[(y * Width) + x]);

    /// <summary>Between four pixels by linear interpolation; from the first pixel on, and before the last of both directions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Between(float x, float y)
    {
        int left = float.ConvertToIntegerNative<int>(x), top = float.ConvertToIntegerNative<int>(y);
        var (fx, fy) = (x - left, y - top);
        var above = _values.Slice((top * Width) + left, Width + 2);
        float a = Value(above[0]), b = Value(above[1]), c = Value(above[Width]), d = Value(above[Width + 1]);
        float upper = a + (fx * (b - a)), lower = c + (fx * (d - c));
        return upper + (fy * (lower - upper));
    }

    private float Value(T value) => (_factor * float.CreateTruncating(value)) - _offset;
}

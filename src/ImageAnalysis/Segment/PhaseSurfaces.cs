using System.Numerics;

namespace ImageAnalysis.Segment;

/// <summary>
/// Grey values of void and of solid over the field, a quadratic surface each, from places well inside either phase. Two surfaces and not one: a beam or a
/// detector that is weaker at one side dims the contrast there too.
/// </summary>
internal sealed class PhaseSurfaces
{
    private const int Terms = 6;
    private const int Wanted = 12_000;

    /// <summary>Places inside a phase from which on it gets a surface; with fewer, one grey value.</summary>
    private const int LeastForSurface = 400;
    private const int LeastForMean = 30;

    /// <summary>Smallest contrast anywhere, as a share of the mean one, that two surfaces are believed.</summary>
    private const double LeastContrastShare = 0.25;

    /// <summary>How far from the boundary a place must be, pixels.</summary>
    private const int InsidePx = 3;

    private readonly double[] _void, _solid;
    private readonly ShadingSurface? _subtracted;
    private readonly int _width, _height;

    private PhaseSurfaces(double[] ofVoid, double[] ofSolid, ShadingSurface? subtracted, int width, int height) =>
        (_void, _solid, _subtracted, _width, _height) = (ofVoid, ofSolid, subtracted, width, height);

    /// <summary>Coefficients of 1, u, v, u², uv, v²; u and v run from -1 to 1 between the outer pixel centres.</summary>
    public IReadOnlyList<double> Void => _void;

    /// <summary>Likewise.</summary>
    public IReadOnlyList<double> Solid => _solid;

    /// <summary>Mean contrast over the field, negative where void is bright.</summary>
    public double MeanContrast => Mean(_solid) - Mean(_void);

    /// <summary>Mean grey value of void.</summary>
    public double MeanVoid => Mean(_void);

    /// <summary>Fits both surfaces; null where either phase has next to no inside.</summary>
    public static PhaseSurfaces? Fit<TRaw, TSide>(Picture<TRaw> raw, Picture<TSide> side, ShadingSurface? subtracted)
        where TRaw : unmanaged, INumber<TRaw>
        where TSide : unmanaged, INumber<TSide>
    {
        int width = raw.Width, height = raw.Height;
        var step = Math.Max(1, (int)Math.Sqrt((double)width * height / Wanted));
        var (ofVoid, ofSolid) = (new Normal(), new Normal());
        for (var y = InsidePx + (step / 2); y < height - InsidePx; y += step)
        {
            var v = GreySamples.Position(y, height);
            for (var x = InsidePx + (step / 2); x < width - InsidePx; x += step)
            {
                var isVoid = side[x, y] < 0;
                if (side[x - InsidePx, y] < 0 != isVoid || side[x + InsidePx, y] < 0 != isVoid
                    || side[x, y - InsidePx] < 0 != isVoid || side[x, y + InsidePx] < 0 != isVoid) continue;
                var u = GreySamples.Position(x, width);
                (isVoid ? ofVoid : ofSolid).Add(u, v, raw[x, y] - (subtracted?.At(u, v) ?? 0));
            }
        }

        if (ofVoid.Count < LeastForMean || ofSolid.Count < LeastForMean) return null;
        if (ofVoid.Count >= LeastForSurface && ofSolid.Count >= LeastForSurface && ofVoid.Surface() is { } a && ofSolid.Surface() is { } b)
        {
            var surfaces = new PhaseSurfaces(a, b, subtracted, width, height);
            if (surfaces.LeastContrast() >= LeastContrastShare) return surfaces;
        }

        return new PhaseSurfaces(ofVoid.Flat(), ofSolid.Flat(), subtracted, width, height);
    }

    /// <summary>Grey values of void and solid at a place, after the shading correction.</summary>
    public (float Void, float Solid) At(float x, float y)
    {
        double u = GreySamples.Position(x, _width), v = GreySamples.Position(y, _height);
        return ((float)Value(_void, u, v), (float)Value(_solid, u, v));
    }

    /// <summary>The shading surface at a place.</summary>
    public float Surface(float x, float y) =>
        _subtracted is null ? 0 : (float)_subtracted.At(GreySamples.Position(x, _width), GreySamples.Position(y, _height));

    /// <summary>Largest distance of the level from its mean, and of the contrast from its own, as shares of the mean contrast, on a coarse grid.</summary>
    public (double Level, double Contrast) Unevenness(double height)
    {
        double contrast = MeanContrast, level = MeanVoid + (height * contrast), ofLevel = 0, ofContrast = 0;
        for (var j = -4; j <= 4; j++)
        {
            for (var i = -4; i <= 4; i++)
            {
                double u = i / 4.0, v = j / 4.0, dark = Value(_void, u, v), step = Value(_solid, u, v) - dark;
                ofLevel = Math.Max(ofLevel, Math.Abs((dark + (height * step) - level) / contrast));
                ofContrast = Math.Max(ofContrast, Math.Abs((step / contrast) - 1));
            }
        }

        return (ofLevel, ofContrast);
    }

    /// <summary>
    /// Turns shading-corrected grey values into their distance from the level, in units of the mean contrast's grey values, in place.
    /// </summary>
    /// <param name="height">Level between void (0) and solid (1).</param>
    /// <param name="sign">1 where void is dark, -1 where it is bright.</param>
    public void ToSignalInPlace(Span<float> grey, double height, int sign)
    {
        var contrast = MeanContrast;
        float[] level0 = new float[_width], step0 = new float[_width];
        for (var y = 0; y < _height; y++)
        {
            var v = GreySamples.Position(y, _height);
            var (l, s) = (new double[3], new double[3]);
            for (var k = 0; k < 3; k++)
            {
                // Coefficients of 1, u and u² in this row.
                var (c0, c1) = k switch
                {
                    0 => (_void[0] + (v * (_void[2] + (v * _void[5]))), _solid[0] + (v * (_solid[2] + (v * _solid[5])))),
                    1 => (_void[1] + (v * _void[4]), _solid[1] + (v * _solid[4])),
                    _ => (_void[3], _solid[3]),
                };
                (l[k], s[k]) = (c0 + (height * (c1 - c0)), (c1 - c0) / contrast);
            }

            var row = grey.Slice(y * _width, _width);
            Row(row, l, s, sign);
        }
    }

    private static void Row(Span<float> row, double[] level, double[] step, int sign)
    {
        var du = row.Length > 1 ? 2f / (row.Length - 1) : 0;
        float l0 = (float)level[0], l1 = (float)level[1], l2 = (float)level[2];
        float s0 = sign * (float)step[0], s1 = sign * (float)step[1], s2 = sign * (float)step[2];
        var lanes = System.Runtime.InteropServices.MemoryMarshal.Cast<float, Vector<float>>(row);
        var u = (Vector.CreateSequence(0f, 1f) * du) - Vector<float>.One;
        var advance = new Vector<float>(Vector<float>.Count * du);
        for (var i = 0; i < lanes.Length; i++)
        {
            var at = u + (advance * i);
            lanes[i] = (lanes[i] - (new Vector<float>(l0) + (at * (new Vector<float>(l1) + (at * l2))))) / (new Vector<float>(s0) + (at * (new Vector<float>(s1) + (at * s2))));
        }

        for (var x = lanes.Length * Vector<float>.Count; x < row.Length; x++)
        {
            var at = (x * du) - 1;
            row[x] = (row[x] - (l0 + (at * (l1 + (at * l2))))) / (s0 + (at * (s1 + (at * s2))));
        }
    }

    private double LeastContrast()
    {
        double mean = MeanContrast, least = double.PositiveInfinity;
        for (var j = -4; j <= 4; j++)
        {
            for (var i = -4; i <= 4; i++)
            {
                double u = i / 4.0, v = j / 4.0;
                least = Math.Min(least, (Value(_solid, u, v) - Value(_void, u, v)) / mean);
            }
        }

        return least;
    }

    /// <summary>Mean over the field: u² and v² have mean 1/3.</summary>
    private static double Mean(double[] c) => c[0] + ((c[3] + c[5]) / 3);

    private static double Value(double[] c, double u, double v) => c[0] + (u * (c[1] + (c[3] * u) + (c[4] * v))) + (v * (c[2] + (c[5] * v)));

    /// <summary>Normal equations of one surface.</summary>
    private sealed class Normal
    {
        private readonly double[] _matrix = new double[Terms * Terms];
        private readonly double[] _right = new double[Terms];

        public int Count { get; private set; }

        public void Add(double u, double v, double grey)
        {
            Span<double> basis = [1, u, v, u * u, u * v, v * v];
            for (var i = 0; i < Terms; i++)
            {
                for (var j = i; j < Terms; j++) _matrix[(i * Terms) + j] += basis[i] * basis[j];
                _right[i] += basis[i] * grey;
            }

            Count++;
        }

        public double[] Flat() => [_right[0] / _matrix[0], 0, 0, 0, 0, 0];

        /// <summary>Cholesky; null where the places lie too much on a line.</summary>
        public double[]? Surface()
        {
            var l = new double[Terms * Terms];
            for (var i = 0; i < Terms; i++)
            {
                for (var j = 0; j <= i; j++)
                {
                    var sum = _matrix[(j * Terms) + i];
                    for (var k = 0; k < j; k++) sum -= l[(i * Terms) + k] * l[(j * Terms) + k];
                    if (i != j) l[(i * Terms) + j] = sum / l[(j * Terms) + j];
                    else if (sum > 1e-6 * _matrix[(i * Terms) + i]) l[(i * Terms) + i] = Math.Sqrt(sum);
                    else return null;
                }
            }

            var c = new double[Terms];
            for (var i = 0; i < Terms; i++)
            {
                var sum = _right[i];
                for (var k = 0; k < i; k++) sum -= l[(i * Terms) + k] * c[k];
                c[i] = sum / l[(i * Terms) + i];
            }

            for (var i = Terms - 1; i >= 0; i--)
            {
                var sum = c[i];
                for (var k = i + 1; k < Terms; k++) sum -= l[(k * Terms) + i] * c[k];
                c[i] = sum / l[(i * Terms) + i];
            }

            return c;
        }
    }
}

namespace ImageAnalysis.Segment;

/// <summary>Least squares for a quadratic surface of grey values, c0 + c1 u + c2 v + c3 u² + c4 uv + c5 v², from places given one by one.</summary>
internal sealed class QuadraticFit
{
    private const int Terms = 6;

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

    /// <summary>Value of a surface at a place.</summary>
    public static double Value(double[] c, double u, double v) => c[0] + (u * (c[1] + (c[3] * u) + (c[4] * v))) + (v * (c[2] + (c[5] * v)));

    /// <summary>Mean of a surface over the field: u² and v² have mean 1/3.</summary>
    public static double Mean(IReadOnlyList<double> c) => c[0] + ((c[3] + c[5]) / 3);

    /// <summary>The mean, as a surface.</summary>
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

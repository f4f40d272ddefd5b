using ImageAnalysis.Quantities;

namespace ImageAnalysis.Training.Rendering;

/// <summary>
/// Where the boundaries of a stack lie. The picture is turned so that u runs along the layers and v across them, from the upper (left) ground down; boundary i
/// lies at v = <see cref="At"/>(i, u).
/// </summary>
internal sealed class LayerGeometry
{
    private const int Waves = 3;

    private readonly double _sin, _cos, _centreX, _centreY;
    private readonly bool _vertical;
    private readonly double[] _offsets;
    private readonly (double Amplitude, double PerPx, double Phase)[][] _waves;

    public LayerGeometry(LayerRecipe recipe, double[] thicknessesPx, SeededRandom random)
    {
        (_sin, _cos) = Math.SinCos(recipe.TurnDegrees * Math.PI / 180);
        (_centreX, _centreY, _vertical) = ((recipe.Width - 1) / 2.0, (recipe.Height - 1) / 2.0, recipe.Vertical);
        (Along, Across) = recipe.Vertical ? (recipe.Height, recipe.Width) : (recipe.Width, recipe.Height);
        var total = thicknessesPx.Sum();
        _offsets = new double[thicknessesPx.Length + 1];
        _offsets[0] = (-total / 2) + ((Across - total) * random.NextDouble(-0.12, 0.12));
        for (var i = 0; i < thicknessesPx.Length; i++) _offsets[i + 1] = _offsets[i] + thicknessesPx[i];
        _waves = new (double, double, double)[_offsets.Length][];
        for (var i = 0; i < _waves.Length; i++)
        {
            _waves[i] = new (double, double, double)[Waves];
            for (var k = 0; k < Waves; k++)
            {
                _waves[i][k] = (recipe.WavinessPx * Math.Sqrt(2.0 / Waves) * random.NextDouble(0.5, 1.5),
                    2 * Math.PI * random.NextDouble(0.6, 5) / Along, random.NextDouble(0, 2 * Math.PI));
            }
        }
    }

    /// <summary>Pixels of the picture along the layers.</summary>
    public int Along { get; }

    /// <summary>Pixels of the picture across the layers.</summary>
    public int Across { get; }

    public int Boundaries => _offsets.Length;

    public (double U, double V) Turned(double x, double y)
    {
        var (dx, dy) = _vertical ? (y - _centreY, x - _centreX) : (x - _centreX, y - _centreY);
        return ((dx * _cos) - (dy * _sin), (dx * _sin) + (dy * _cos));
    }

    public BoundaryPoint Point(double u, double v)
    {
        var (dx, dy) = ((u * _cos) + (v * _sin), (v * _cos) - (u * _sin));
        return _vertical ? new BoundaryPoint(_centreX + dy, _centreY + dx) : new BoundaryPoint(_centreX + dx, _centreY + dy);
    }

    /// <summary>Where boundary i lies across the layers.</summary>
    public double At(int i, double u)
    {
        var v = _offsets[i];
        foreach (var (amplitude, perPx, phase) in _waves[i]) v += amplitude * Math.Sin((perPx * u) + phase);
        return v;
    }

    /// <summary>Boundary i from edge to edge of the picture.</summary>
    public IReadOnlyList<BoundaryPoint> Line(int i)
    {
        const int Points = 65;
        var line = new BoundaryPoint[Points];
        for (var k = 0; k < Points; k++)
        {
            // The point of the boundary in this column (row): two steps suffice, since the turn and the waves are small.
            var along = k * (Along - 1.0) / (Points - 1);
            var u = (along - ((Along - 1) / 2.0)) / _cos;
            for (var step = 0; step < 4; step++) u = ((along - ((Along - 1) / 2.0)) - (At(i, u) * _sin)) / _cos;
            line[k] = Point(u, At(i, u));
        }

        return line;
    }
}

namespace ImageAnalysis.Particles;

/// <summary>Rims by place.</summary>
internal sealed class RimGrid
{
    /// <summary>Share of a rim that is seen, from which no other is sought in its place.</summary>
    private const double WellSeen = 0.6;

    private readonly List<Rim>[] _cells;
    private readonly int _columns, _rows;
    private readonly double _side;
    private readonly List<Rim> _rims = [];
    private readonly List<Rim> _near = [];
    private Rim? _held;

    /// <param name="width">Of the field, pixels.</param>
    /// <param name="height">Of the field, pixels.</param>
    /// <param name="radius">A typical radius, pixels: cells are as wide as such a particle, and a rim stands in all the cells of its box.</param>
    public RimGrid(int width, int height, double radius)
    {
        _side = Math.Max(8, 2 * radius);
        (_columns, _rows) = ((int)(width / _side) + 1, (int)(height / _side) + 1);
        _cells = new List<Rim>[_columns * _rows];
        for (var i = 0; i < _cells.Length; i++) _cells[i] = [];
    }

    public IReadOnlyList<Rim> Rims => _rims;

    /// <summary>Where the edge lies beside the half-maximum, as far as the outlines were moved there.</summary>
    public EdgePlace? Edge { get; init; }

    public void Add(Rim rim)
    {
        _rims.Add(rim);
        var (left, right, top, bottom) = Box(rim.Outline);
        for (var row = top; row <= bottom; row++)
        {
            for (var column = left; column <= right; column++) _cells[(row * _columns) + column].Add(rim);
        }
    }

    /// <summary>Other rims that may overlap this one, in no order that depends on anything but theirs. The list is used again by the next call.</summary>
    public IReadOnlyList<Rim> Near(Rim rim)
    {
        _near.Clear();
        var (left, right, top, bottom) = Box(rim.Outline);
        for (var row = top; row <= bottom; row++)
        {
            for (var column = left; column <= right; column++)
            {
                foreach (var other in _cells[(row * _columns) + column])
                {
                    var (dx, dy, reach) = (other.Outline.X - rim.Outline.X, other.Outline.Y - rim.Outline.Y, other.Outline.A + rim.Outline.A);
                    if ((dx * dx) + (dy * dy) < reach * reach && !ReferenceEquals(other, rim) && !_near.Contains(other)) _near.Add(other);
                }
            }
        }

        return _near;
    }

    /// <summary>Whether a rim of about this radius lies here already.</summary>
    public bool Knows(RimCandidate candidate)
    {
        foreach (var rim in At(candidate.X, candidate.Y))
        {
            if (rim.Support < WellSeen) continue;
            var o = rim.Outline;
            var (dx, dy) = (o.X - candidate.X, o.Y - candidate.Y);
            var ratio = o.MeanRadius / candidate.Radius;
            if ((dx * dx) + (dy * dy) < 0.16 * candidate.Radius * candidate.Radius && ratio is > 0.7 and < 1.4) return true;
        }

        return false;
    }

    /// <summary>Whether a point lies inside any outline; most lie in the same as the one before.</summary>
    public bool Holds(double x, double y)
    {
        if (_held?.Outline.Holds(x, y) == true) return true;
        foreach (var rim in At(x, y))
        {
            if (!rim.Outline.Holds(x, y)) continue;
            _held = rim;
            return true;
        }

        return false;
    }

    /// <summary>The rims whose boxes reach the cell of a point, all among them that hold it.</summary>
    public List<Rim> At(double x, double y) => _cells[(Row(y) * _columns) + Column(x)];

    private (int Left, int Right, int Top, int Bottom) Box(in RimEllipse outline) =>
        (Column(outline.X - outline.A), Column(outline.X + outline.A), Row(outline.Y - outline.A), Row(outline.Y + outline.A));

    private int Column(double x) => Math.Clamp((int)(x / _side), 0, _columns - 1);

    private int Row(double y) => Math.Clamp((int)(y / _side), 0, _rows - 1);
}

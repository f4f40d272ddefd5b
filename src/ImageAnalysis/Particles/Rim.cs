using System.Runtime.Intrinsics;

namespace ImageAnalysis.Particles;

/// <summary>An ellipse: half-axes A >= B, direction of A in radians with y down. Unit: pixels of the field.</summary>
internal readonly record struct RimEllipse(double X, double Y, double A, double B, double Angle)
{
    private readonly double _cos = Math.Cos(Angle), _sin = Math.Sin(Angle);

    public double MeanRadius => (A + B) / 2;

    /// <summary>Cosine and sine of the direction of A.</summary>
    public (double Cos, double Sin) Along => (_cos, _sin);

    /// <summary>Distance from the centre to the outline in a direction.</summary>
    public double RadiusAt(double cos, double sin)
    {
        var (u, v) = (((cos * _cos) + (sin * _sin)) / A, ((sin * _cos) - (cos * _sin)) / B);
        return 1 / Math.Sqrt((u * u) + (v * v));
    }

    /// <summary>Where the outline meets the line from the centre to a point, and its outward normal there.</summary>
    public (double X, double Y, double NormalX, double NormalY) Foot(double x, double y)
    {
        var (dx, dy) = (x - X, y - Y);
        var (u, v) = (((dx * _cos) + (dy * _sin)) / A, ((dy * _cos) - (dx * _sin)) / B);
        var scale = 1 / Math.Sqrt((u * u) + (v * v));
        var (nu, nv) = (u / A, v / B);
        var length = Math.Sqrt((nu * nu) + (nv * nv));
        return (X + (dx * scale), Y + (dy * scale), ((nu * _cos) - (nv * _sin)) / length, ((nu * _sin) + (nv * _cos)) / length);
    }

    public bool Holds(double x, double y)
    {
        var (dx, dy) = (x - X, y - Y);
        var (u, v) = (((dx * _cos) + (dy * _sin)) / A, ((dy * _cos) - (dx * _sin)) / B);
        return (u * u) + (v * v) <= 1;
    }
}

/// <summary>An ellipse, against four points at a time.</summary>
internal readonly ref struct RimEllipses(RimEllipse ellipse)
{
    private readonly Vector256<double> _x = Vector256.Create(ellipse.X), _y = Vector256.Create(ellipse.Y), _a = Vector256.Create(ellipse.A), _b = Vector256.Create(ellipse.B);
    private readonly (double Cos, double Sin) _along = ellipse.Along;
    private readonly bool _isRound = ellipse.A == ellipse.B;

    /// <summary>How far points lie outside the outline along the line from its centre.</summary>
    public Vector256<double> Off(Vector256<double> x, Vector256<double> y)
    {
        var (dx, dy) = (x - _x, y - _y);
        var distance = Vector256.Sqrt((dx * dx) + (dy * dy));
        if (_isRound) return distance - _a;
        var (cos, sin) = (dx / distance, dy / distance);
        var (u, v) = (((cos * _along.Cos) + (sin * _along.Sin)) / _a, ((sin * _along.Cos) - (cos * _along.Sin)) / _b);
        return distance - (Vector256<double>.One / Vector256.Sqrt((u * u) + (v * v)));
    }
}

/// <summary>What an outline is fitted with: a circle; an ellipse, or a circle where too few directions show an edge; an ellipse, there of the shape it has.</summary>
internal enum RimShape
{
    Round,
    Free,
    Kept,
}

/// <summary>A point of a rim, by direction.</summary>
/// <param name="X">Pixels of the field.</param>
/// <param name="Y">Pixels of the field.</param>
/// <param name="Seen">Whether the edge was seen there.</param>
/// <param name="Open">Whether no other particle begins close behind it.</param>
internal readonly record struct RimPoint(float X, float Y, bool Seen, bool Open);

/// <summary>A round particle by its rim.</summary>
/// <param name="Outline">The ellipse through the rim.</param>
/// <param name="Support">Share of the rays on which the edge was seen where the outline says.</param>
/// <param name="Contrast">Mean fall of the grey values across the seen edge.</param>
/// <param name="Scatter">Mean distance of the seen edge from the outline, pixels.</param>
/// <param name="Points">A point per ray, by direction: the edge where it was seen, else the outline.</param>
internal sealed record Rim(RimEllipse Outline, double Support, double Contrast, double Scatter, RimPoint[] Points)
{
    /// <summary>Index of the silhouette that it was sought near; -1 where votes alone speak for it.</summary>
    public int Blob { get; init; } = -1;

    /// <summary>Whether no rim was seen, and the outline is a circle as a model proposes it.</summary>
    public bool IsUnseen { get; init; }

    /// <summary>Length of a share of the rim, pixels.</summary>
    public double SeenPx(double share) => share * 2 * Math.PI * Outline.MeanRadius;
}

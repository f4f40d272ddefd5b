using ImageAnalysis.Particles;

namespace ImageAnalysis.Report.Pictures;

/// <summary>A straight piece, pixels of the input page.</summary>
internal readonly record struct Piece(double X0, double Y0, double X1, double Y1)
{
    public double LengthPx => Math.Sqrt(((X1 - X0) * (X1 - X0)) + ((Y1 - Y0) * (Y1 - Y0)));
}

/// <summary>Where the axes of a particle lie, from its outline, for drawing. Their lengths are those of the table.</summary>
internal static class ParticleLines
{
    /// <summary>La and Lb of a particle.</summary>
    public static (Piece La, Piece Lb) Of(Particle particle, AxisDefinition axes)
    {
        var hull = Points(particle.Contour);
        if (axes == AxisDefinition.Ellipse || particle.Outline is ParticleOutline.Rim or ParticleOutline.Proposal || hull.Length < 3)
            return (Around(particle, particle.LaPx, particle.LaAngleDegrees), Around(particle, particle.LbPx, particle.LaAngleDegrees + 90));
        var la = Farthest(hull);
        return (la, axes == AxisDefinition.Feret ? Narrowest(hull) : AtRightAngles(hull, la));
    }

    private static (double X, double Y)[] Points(IReadOnlyList<float> contour)
    {
        var points = new (double X, double Y)[contour.Count / 2];
        for (var i = 0; i < points.Length; i++) points[i] = (contour[2 * i], contour[(2 * i) + 1]);
        return points;
    }

    private static Piece Around(Particle particle, double lengthPx, double angleDegrees)
    {
        var (sin, cos) = Math.SinCos(angleDegrees * Math.PI / 180);
        var (dx, dy) = (cos * lengthPx / 2, -sin * lengthPx / 2);
        return new Piece(particle.XPx - dx, particle.YPx - dy, particle.XPx + dx, particle.YPx + dy);
    }

    private static Piece Farthest((double X, double Y)[] hull)
    {
        var best = new Piece(hull[0].X, hull[0].Y, hull[0].X, hull[0].Y);
        for (var i = 0; i < hull.Length; i++)
        {
            for (var j = i + 1; j < hull.Length; j++)
            {
                var piece = new Piece(hull[i].X, hull[i].Y, hull[j].X, hull[j].Y);
                if (piece.LengthPx > best.LengthPx) best = piece;
            }
        }

        return best;
    }

    /// <summary>From the farthest corner straight to the side on which the outline is narrowest.</summary>
    private static Piece Narrowest((double X, double Y)[] hull)
    {
        Piece? best = null;
        for (var i = 0; i < hull.Length; i++)
        {
            var (a, b) = (hull[i], hull[(i + 1) % hull.Length]);
            var (dx, dy) = (b.X - a.X, b.Y - a.Y);
            var length = Math.Sqrt((dx * dx) + (dy * dy));
            if (length == 0) continue;
            var (nx, ny) = (-dy / length, dx / length);
            var (far, height) = (a, 0.0);
            foreach (var p in hull)
            {
                var h = ((p.X - a.X) * nx) + ((p.Y - a.Y) * ny);
                if (Math.Abs(h) > Math.Abs(height)) (far, height) = (p, h);
            }

            var piece = new Piece(far.X, far.Y, far.X - (height * nx), far.Y - (height * ny));
            if (best is not { } known || piece.LengthPx < known.LengthPx) best = piece;
        }

        return best ?? Farthest(hull);
    }

    /// <summary>The width at right angles to La, through the middle of La's own strip.</summary>
    private static Piece AtRightAngles((double X, double Y)[] hull, Piece la)
    {
        var (ux, uy) = ((la.X1 - la.X0) / la.LengthPx, (la.Y1 - la.Y0) / la.LengthPx);
        var (low, high) = (double.MaxValue, double.MinValue);
        foreach (var p in hull)
        {
            var h = ((p.X - la.X0) * -uy) + ((p.Y - la.Y0) * ux);
            (low, high) = (Math.Min(low, h), Math.Max(high, h));
        }

        var (cx, cy) = ((la.X0 + la.X1) / 2, (la.Y0 + la.Y1) / 2);
        return new Piece(cx - (low * uy), cy + (low * ux), cx - (high * uy), cy + (high * ux));
    }
}

using System.Diagnostics.CodeAnalysis;

namespace ImageAnalysis.Particles;

/// <content>
/// An end of a long particle is nearly a circle, and the votes find it as one. The rest of the particle lies on the side on which the circle's edge is not
/// seen; ellipses of a few lengths that share the end are tried there.
/// </content>
internal sealed partial class RimFit
{
    /// <summary>Long over short axis of the ellipses tried.</summary>
    private static readonly double[] GrowthAspects = [1.4, 1.8, 2.3];

    /// <summary>Half the short axis of an ellipse over the radius of the circle that fits its end.</summary>
    private const double GrowthWidth = 1.1;

    /// <summary>Half the mean axis of a first ellipse on the picture of the pyramid that it is sought on, its pixels, at most.</summary>
    private const double GrowthRadius = 20;

    /// <summary>The whole outline of a particle of which a circle covers an end; none where no more of it is seen than of the circle.</summary>
    public bool TryGrow(Rim end, [NotNullWhen(true)] out Rim? rim)
    {
        rim = null;
        var (circle, r) = (end.Outline, end.Outline.MeanRadius);
        var (dx, dy) = (0.0, 0.0);
        foreach (var p in end.Points)
        {
            if (p.Seen) (dx, dy) = (dx + circle.X - p.X, dy + circle.Y - p.Y);
        }

        var length = Math.Sqrt((dx * dx) + (dy * dy));
        if (!(length > 0)) return false;
        (dx, dy) = (dx / length, dy / length);
        var (best, most) = (default(RimEllipse), 0.0);
        foreach (var aspect in GrowthAspects)
        {
            var (a, b) = (GrowthWidth * aspect * r, GrowthWidth * r);
            var outline = new RimEllipse(circle.X + ((a - r) * dx), circle.Y + ((a - r) * dy), a, b, Math.Atan2(dy, dx));
            if (!Look(ref outline, Level(outline.MeanRadius, GrowthRadius), Directions[2], 0.3 * r, 0.25 * r, RimShape.Kept, false)) continue;
            if (!outline.Holds(circle.X, circle.Y)) continue;
            var seen = Weigh(outline, 0.15 * r);
            if (seen > most) (best, most) = (outline, seen);
        }

        if (most > 0 && TryRefine(best, RimShape.Kept, out var whole) && whole.Outline.Holds(circle.X, circle.Y)) rim = whole;
        return rim is not null;
    }
}

namespace ImageAnalysis.Particles;

/// <summary>How much of a particle is seen: of two outlines that overlap, the one whose rim shows inside the other lies in front.</summary>
internal static class RimVisibility
{
    /// <summary>Points spread evenly over an ellipse by the golden angle (Vogel, Mathematical Biosciences 44 (1979) 179), in units of its axes.</summary>
    private static readonly (double U, double V)[] Spread = [.. Enumerable.Range(0, 48).Select(i =>
    {
        var (radius, angle) = (Math.Sqrt((i + 0.5) / 48), i * Math.PI * (3 - Math.Sqrt(5)));
        return (radius * Math.Cos(angle), radius * Math.Sin(angle));
    })];

    /// <summary>Share of the area within the outline that no particle in front of it covers.</summary>
    public static double Of(Rim rim, RimGrid grid)
    {
        var o = rim.Outline;
        var hidden = 0UL;
        foreach (var other in grid.Near(rim))
        {
            var own = Seen(rim, other.Outline);
            if (own is null || Seen(other, rim.Outline) is not { } others || others <= own) continue;
            var (c, s) = (Math.Cos(o.Angle), Math.Sin(o.Angle));
            for (var i = 0; i < Spread.Length; i++)
            {
                var (u, v) = (o.A * Spread[i].U, o.B * Spread[i].V);
                if (other.Outline.Holds(o.X + (u * c) - (v * s), o.Y + (u * s) + (v * c))) hidden |= 1UL << i;
            }
        }

        return 1 - (ulong.PopCount(hidden) / (double)Spread.Length);
    }

    /// <summary>Share of the area within a rim that lies within another that it lies in front of; 0 where it does not.</summary>
    public static double Before(Rim rim, Rim other)
    {
        if (Seen(rim, other.Outline) is not { } own || (Seen(other, rim.Outline) is { } others && others >= own)) return 0;
        var o = rim.Outline;
        var (c, s) = (Math.Cos(o.Angle), Math.Sin(o.Angle));
        var inside = 0;
        foreach (var p in Spread)
        {
            var (u, v) = (o.A * p.U, o.B * p.V);
            if (other.Outline.Holds(o.X + (u * c) - (v * s), o.Y + (u * s) + (v * c))) inside++;
        }

        return (double)inside / Spread.Length;
    }

    /// <summary>Share of the part of a rim inside an outline on which its edge was seen; none where no part lies inside.</summary>
    private static double? Seen(Rim rim, in RimEllipse outline)
    {
        var (all, seen) = (0, 0);
        foreach (var p in rim.Points)
        {
            if (!outline.Holds(p.X, p.Y)) continue;
            all++;
            if (p.Seen) seen++;
        }

        return all == 0 ? null : (double)seen / all;
    }
}

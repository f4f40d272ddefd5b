using System.Runtime.InteropServices;
using ImageAnalysis.Segment;
using OpenCvSharp;

namespace ImageAnalysis.Particles;

/// <summary>A particle as told from the others. Pixels of the field.</summary>
/// <param name="X">Centre.</param>
/// <param name="Y">Centre.</param>
/// <param name="AreaPx2">Area within the outline.</param>
/// <param name="Hull">Convex outline.</param>
/// <param name="Blob">Its silhouette, where that is the outline.</param>
/// <param name="Ellipse">The ellipse through its rim, where that is the outline.</param>
/// <param name="VisibleFraction">Share of the area that no other particle hides.</param>
internal sealed record ParticleShape(double X, double Y, double AreaPx2, OutlinePoint[] Hull, Blob? Blob, RimEllipse? Ellipse, double VisibleFraction)
{
    public double Left => Hull.Min(p => p.X);

    public double Top => Hull.Min(p => p.Y);

    public double Right => Hull.Max(p => p.X);

    public double Bottom => Hull.Max(p => p.Y);
}

/// <summary>The particles of a frame, in the order of their topmost points, how they were told apart, and where the edge of rims lies beside their half-maximum.</summary>
internal sealed record ParticleShapes(ParticleMethod Method, IReadOnlyList<ParticleShape> Shapes, EdgePlace? Edge = null);

/// <summary>Chooses by evidence whether particles are told apart by their silhouettes or by their rims, and gives their outlines.</summary>
internal static class ParticleFinder
{
    /// <summary>A silhouette whose area is less than this share of that of the ellipse with its moments is none.</summary>
    private const double EllipticFill = 0.97;

    /// <summary>Share of the solid area in elliptic silhouettes from which the solid consists of such particles, whatever the shading.</summary>
    private const double MostlyElliptic = 0.5;

    /// <summary>The same from which no votes are needed to find the others.</summary>
    private const double NearlyAllElliptic = 0.75;

    /// <summary>Separability of the phases above which there is no shading that could show rims inside the solid.</summary>
    private const double Unshaded = 0.8;

    /// <summary>Area of the rims of which half is seen, over the solid area, from which a shaded picture shows round particles.</summary>
    private const double LeastRoundShare = 0.42;

    /// <summary>A silhouette apart from others whose rim is seen to less than this is not round, and keeps its own outline.</summary>
    private const double RoundSupport = 0.85;

    /// <summary>Share of the hull that a silhouette without rim fills at least: less is a gap, a bridge or debris.</summary>
    private const double LeastConvexity = 0.9;

    /// <summary>Least area of a silhouette without rim, as a share of the median of those with one.</summary>
    private const double LeastAreaShare = 0.25;

    /// <summary>Share of a silhouette without rim that no rim covers, at least.</summary>
    private const double LeastUncovered = 0.6;

    /// <summary>Tells particles apart.</summary>
    /// <param name="image">The segmented frame.</param>
    /// <param name="blobs">Its silhouettes.</param>
    /// <param name="method">How, or auto.</param>
    public static ParticleShapes Find(SegmentedImage image, Blob[] blobs, ParticleMethod method)
    {
        if (method == ParticleMethod.Silhouettes) return BySilhouettes(blobs);
        var elliptic = EllipticShare(blobs);
        var shaded = image.Result.Contrast.Separability < Unshaded;
        if (method == ParticleMethod.Auto && elliptic < MostlyElliptic && !shaded) return BySilhouettes(blobs);
        var votes = method == ParticleMethod.Rims || (elliptic < NearlyAllElliptic && shaded);
        var grid = RimFinder.Find(image, blobs, votes);
        if (method == ParticleMethod.Auto && elliptic < MostlyElliptic && RoundShare(blobs, grid) < LeastRoundShare) return BySilhouettes(blobs);

        var shapes = new List<ParticleShape>();
        var used = new bool[blobs.Length];
        foreach (var rim in grid.Rims)
        {
            if (rim.Blob >= 0)
            {
                used[rim.Blob] = true;
                var blob = blobs[rim.Blob];
                if (blob.Contact == 0 && rim.Support < RoundSupport && IsConvex(blob, out var hull))
                {
                    shapes.Add(OfSilhouette(blob, hull));
                    continue;
                }
            }

            shapes.Add(OfRim(rim, RimVisibility.Of(rim, grid)));
        }

        // In a pile what is left are mostly faces of spheres that hide each other, not particles.
        if (!votes) AddLeft(blobs, used, grid, shapes);
        shapes.Sort(static (a, b) => a.Top != b.Top ? a.Top.CompareTo(b.Top) : a.Left.CompareTo(b.Left));
        return new ParticleShapes(ParticleMethod.Rims, shapes, grid.Edge);
    }

    /// <summary>Silhouettes without a rim of their own: convex ones, not small beside the others, that no rim covers.</summary>
    private static void AddLeft(Blob[] blobs, bool[] used, RimGrid grid, List<ParticleShape> shapes)
    {
        var areas = grid.Rims.Select(r => Math.PI * r.Outline.A * r.Outline.B).Order().ToArray();
        var least = areas.Length == 0 ? 0 : LeastAreaShare * areas[areas.Length / 2];
        for (var i = 0; i < blobs.Length; i++)
        {
            if (used[i] || blobs[i].Area < least || !IsConvex(blobs[i], out var hull) || Uncovered(blobs[i], grid) < LeastUncovered) continue;
            shapes.Add(OfSilhouette(blobs[i], hull));
        }
    }

    private static ParticleShapes BySilhouettes(Blob[] blobs) => new(ParticleMethod.Silhouettes, [.. blobs.Select(OfSilhouette)]);

    /// <summary>Area of the rims of which half is seen, over the solid area.</summary>
    private static double RoundShare(Blob[] blobs, RimGrid grid) =>
        grid.Rims.Where(r => r.Support >= 0.5).Sum(r => Math.PI * r.Outline.A * r.Outline.B) / Math.Max(1.0, blobs.Sum(b => (double)b.Area));

    /// <summary>Share of the solid area that is in silhouettes of elliptic form.</summary>
    private static double EllipticShare(Blob[] blobs)
    {
        double all = 0, elliptic = 0;
        foreach (var blob in blobs)
        {
            var axes = Feret.Ellipse(blob, 1, 1);
            all += blob.Area;
            if (blob.Area > EllipticFill * Math.PI / 4 * axes.La * axes.Lb) elliptic += blob.Area;
        }

        return all > 0 ? elliptic / all : 0;
    }

    private static bool IsConvex(Blob blob, out OutlinePoint[] hull)
    {
        hull = Feret.Hull(CollectionsMarshal.AsSpan(blob.RowEnds), CollectionsMarshal.AsSpan(blob.ColumnEnds));
        return blob.Area >= LeastConvexity * Feret.Area(hull);
    }

    /// <summary>Share of a silhouette outside all rims, from three points of each of its rows.</summary>
    private static double Uncovered(Blob blob, RimGrid grid)
    {
        double all = 0, open = 0;
        for (var i = 0; i + 1 < blob.RowEnds.Count; i += 2)
        {
            var (left, right) = (blob.RowEnds[i], blob.RowEnds[i + 1]);
            var length = right.X - left.X;
            for (var k = 1; k <= 3; k++)
            {
                all += length;
                if (!grid.Holds(left.X + (length * k / 4), left.Y)) open += length;
            }
        }

        return all > 0 ? open / all : 1;
    }

    private static ParticleShape OfSilhouette(Blob blob) =>
        OfSilhouette(blob, Feret.Hull(CollectionsMarshal.AsSpan(blob.RowEnds), CollectionsMarshal.AsSpan(blob.ColumnEnds)));

    private static ParticleShape OfSilhouette(Blob blob, OutlinePoint[] hull) => new(blob.SumX / blob.Area, blob.SumY / blob.Area, blob.Area, hull, blob, null, 1);

    private static ParticleShape OfRim(Rim rim, double visible)
    {
        const int Corners = 32;
        var o = rim.Outline;
        var (c, s) = (Math.Cos(o.Angle), Math.Sin(o.Angle));
        var hull = new OutlinePoint[Corners];
        for (var i = 0; i < Corners; i++)
        {
            var (sin, cos) = Math.SinCos(2 * Math.PI * i / Corners);
            hull[i] = new OutlinePoint(o.X + (o.A * cos * c) - (o.B * sin * s), o.Y + (o.A * cos * s) + (o.B * sin * c));
        }

        return new ParticleShape(o.X, o.Y, Math.PI * o.A * o.B, hull, null, o, visible);
    }
}

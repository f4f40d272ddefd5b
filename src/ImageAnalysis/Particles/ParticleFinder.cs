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
    /// <summary>Share of the solid area in elliptic silhouettes from which the solid consists of such particles, whatever the shading.</summary>
    private const double MostlyElliptic = 0.5;

    /// <summary>The same below which rims are sought apart from silhouettes too where the solid is shaded.</summary>
    private const double SurelyElliptic = 0.75;

    /// <summary>The same from which no dim middles are looked for.</summary>
    private const double NearlyAllElliptic = 0.9;

    /// <summary>Separability of the phases above which there is no shading that could show rims inside the solid.</summary>
    private const double Unshaded = 0.8;

    /// <summary>Area of the rims of which half is seen, over the solid area, from which a shaded picture shows round particles.</summary>
    private const double LeastRoundShare = 0.42;

    /// <summary>Mean distance of the seen edges from their outlines, over the radius, up to which rims are those of round particles and not of bends.</summary>
    private const double MostScatter = 0.0225;

    /// <summary>A silhouette apart from others whose rim is seen to less than this is not round, and keeps its own outline.</summary>
    private const double RoundSupport = 0.85;

    /// <summary>Share of the hull that a silhouette without rim fills at least: less is a gap, a bridge or debris.</summary>
    private const double LeastConvexity = 0.9;

    /// <summary>Least area of a silhouette without rim, as a share of the median of those with one.</summary>
    private const double LeastAreaShare = 0.25;

    /// <summary>Share of a silhouette without rim that no rim covers, at least.</summary>
    private const double LeastUncovered = 0.6;

    /// <summary>Tells particles apart.</summary>
    public static ParticleShapes Find(SegmentedImage image, ParticleOptions options)
    {
        var blobs = Silhouettes.Of(image, options.SplitDepth);
        if (options.Method == ParticleMethod.Silhouettes) return BySilhouettes(blobs);
        var plain = blobs;
        var elliptic = Silhouettes.EllipticShare(blobs);
        if (elliptic < NearlyAllElliptic)
        {
            // Where rims shine, dim middles count as void, and what is left of a particle is a ring in pieces.
            foreach (var whole in Silhouettes.WithDimMiddles(image, options.SplitDepth))
            {
                if (Silhouettes.EllipticShare(whole) is var share && share > elliptic) (blobs, elliptic) = (whole, share);
            }
        }

        var doubtful = options.Method == ParticleMethod.Auto && elliptic < MostlyElliptic;
        var shaded = image.Result.Contrast.Separability < Unshaded;
        if (doubtful && !shaded) return BySilhouettes(plain);
        var (grid, voted) = RimFinder.Find(image, blobs, options.Method == ParticleMethod.Rims || (shaded && elliptic < SurelyElliptic));
        if (doubtful && (RoundShare(blobs, grid) < LeastRoundShare || RelativeScatter(grid) > MostScatter)) return BySilhouettes(plain);

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
        if (!voted || elliptic >= SurelyElliptic) AddLeft(blobs, used, grid, shapes);
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

    /// <summary>Mean scatter of the rims over their radius, by area.</summary>
    private static double RelativeScatter(RimGrid grid)
    {
        double sum = 0, area = 0;
        foreach (var rim in grid.Rims)
        {
            sum += rim.Scatter * rim.Outline.A;
            area += rim.Outline.A * rim.Outline.A;
        }

        return area > 0 ? sum / area : double.PositiveInfinity;
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

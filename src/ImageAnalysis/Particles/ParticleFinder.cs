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
    /// <summary>Whether no rim was seen, and the ellipse is a circle that a model proposes.</summary>
    public bool IsProposal { get; init; }

    private readonly (double Left, double Top, double Right, double Bottom) _box = BoxOf(Hull);

    public double Left => _box.Left;

    public double Top => _box.Top;

    public double Right => _box.Right;

    public double Bottom => _box.Bottom;

    private static (double Left, double Top, double Right, double Bottom) BoxOf(OutlinePoint[] hull)
    {
        var (left, top, right, bottom) = (double.PositiveInfinity, double.PositiveInfinity, double.NegativeInfinity, double.NegativeInfinity);
        foreach (ref readonly var p in hull.AsSpan())
            (left, top, right, bottom) = (Math.Min(left, p.X), Math.Min(top, p.Y), Math.Max(right, p.X), Math.Max(bottom, p.Y));
        return (left, top, right, bottom);
    }
}

/// <summary>The particles of a frame, in the order of their topmost points, how they were told apart, where the edge of rims lies beside their half-maximum, and whether they are pieces of a network.</summary>
internal sealed record ParticleShapes(ParticleMethod Method, IReadOnlyList<ParticleShape> Shapes, EdgePlace? Edge = null, bool AreOfNetwork = false);

/// <summary>Chooses by evidence whether particles are told apart by their silhouettes or by their rims, and gives their outlines.</summary>
internal static class ParticleFinder
{
    /// <summary>Share of the solid area in elliptic silhouettes from which the solid consists of such particles, whatever the shading.</summary>
    /// <summary>Side of a picture, px, from which rims are sought.</summary>
    private const int LeastSide = 8;

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

    /// <summary>Share of the solid that rims leave uncovered, up to which a shaded picture is explained by them, and what is left are bodies of other forms.</summary>
    private const double MostUncovered = 0.15;

    /// <summary>The least convexity and least uncovered share of such a body.</summary>
    private const double BodyConvexity = 0.8, BodyUncovered = 0.5;

    /// <summary>A rim inside such a body that is smaller than this share of it is part of its outline.</summary>
    private const double PartShare = 0.5;

    /// <summary>The same only where the body meets others along less than this share of its outline.</summary>
    private const double MostContact = 0.5;

    /// <summary>Share of the outermost points of a silhouette with an edge, below which it is a level line on a shaded face.</summary>
    private const double LeastEdge = 0.5;

    /// <summary>Share of the solid area in elliptic silhouettes below which, and share of it in one connected piece above which, silhouettes are pieces of a network.</summary>
    private const double RarelyElliptic = 0.35, MostInOne = 0.5;

    /// <summary>Corners of the polygon that stands for an ellipse, on a circle.</summary>
    private static readonly (double Sin, double Cos)[] Corners = [.. Enumerable.Range(0, 32).Select(i => Math.SinCos(2 * Math.PI * i / 32))];

    /// <summary>Tells particles apart.</summary>
    /// <param name="image">The segmented frame.</param>
    /// <param name="options">How.</param>
    /// <param name="proposals">What a model proposes; absent: there is none.</param>
    public static ParticleShapes Find(SegmentedImage image, ParticleOptions options, RimProposals? proposals = null)
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
        var shaded = image.Decided.Contrast.Separability < Unshaded;
        if (doubtful && !shaded) return BySilhouettes(plain, elliptic < RarelyElliptic && Silhouettes.LargestShare(image) > MostInOne);
        // A rim is seen across a boundary, from both sides: in a strip of a few pixels there is none.
        if (Math.Min(image.Smoothed.Rows, image.Smoothed.Cols) < LeastSide) return BySilhouettes(plain);
        var pyramid = RimFinder.Pyramid(image);
        var edged = new bool[blobs.Length];
        for (var i = 0; i < blobs.Length; i++) edged[i] = !shaded || EdgeShare(blobs[i], pyramid[0]) >= LeastEdge;
        if (shaded) elliptic = Silhouettes.EllipticShare(blobs, edged);
        var (grid, voted) = RimFinder.Find(image, pyramid, blobs, options.Method == ParticleMethod.Rims || (shaded && elliptic < SurelyElliptic), shaded ? proposals : null);
        if (doubtful && (RoundShare(blobs, grid) < LeastRoundShare || RelativeScatter(grid) > MostScatter))
            return BySilhouettes(plain, elliptic < RarelyElliptic && Silhouettes.LargestShare(image) > MostInOne);

        var shapes = new List<ParticleShape>();
        var used = new bool[blobs.Length];

        var bodies = Bodies(blobs, edged, grid, shaded, !voted || elliptic >= SurelyElliptic);
        foreach (var rim in grid.Rims)
        {
            if (bodies.Any(b => IsPart(rim, b))) continue;
            if (rim.Blob >= 0)
            {
                used[rim.Blob] = true;
                var blob = blobs[rim.Blob];
                if (edged[rim.Blob] && blob.Contact == 0 && rim.Support < RoundSupport && IsConvex(blob, LeastConvexity, out var hull))
                {
                    shapes.Add(OfSilhouette(blob, hull));
                    continue;
                }
            }

            shapes.Add(OfRim(rim, RimVisibility.Of(rim, grid)));
        }

        foreach (var body in bodies) shapes.Add(OfSilhouette(body));
        shapes.Sort(static (a, b) => a.Top != b.Top ? a.Top.CompareTo(b.Top) : a.Left.CompareTo(b.Left));
        return new ParticleShapes(ParticleMethod.Rims, shapes, grid.Edge);
    }

    /// <summary>
    /// Silhouettes that are no round particles: convex ones, not small beside those with rims, that rims hardly cover. In a pile what is left are mostly faces of
    /// spheres that hide each other, unless rims explain nearly all of the solid.
    /// </summary>
    private static List<Blob> Bodies(Blob[] blobs, bool[] edged, RimGrid grid, bool shaded, bool apart)
    {
        double all = 0, open = 0;
        var uncovered = new double[blobs.Length];
        for (var i = 0; i < blobs.Length; i++)
        {
            uncovered[i] = Uncovered(blobs[i], grid);
            (all, open) = (all + blobs[i].Area, open + (blobs[i].Area * uncovered[i]));
        }

        var explained = shaded && open <= MostUncovered * all;
        if (!explained && !apart) return [];
        var (leastConvexity, leastUncovered) = explained ? (BodyConvexity, BodyUncovered) : (LeastConvexity, LeastUncovered);
        var areas = grid.Rims.Select(r => Math.PI * r.Outline.A * r.Outline.B).Order().ToArray();
        var least = areas.Length == 0 ? 0 : LeastAreaShare * areas[areas.Length / 2];
        var bodies = new List<Blob>();
        for (var i = 0; i < blobs.Length; i++)
        {
            if (edged[i] && blobs[i].Area >= least && uncovered[i] >= leastUncovered && IsConvex(blobs[i], leastConvexity, out _)) bodies.Add(blobs[i]);
        }

        return bodies;
    }

    /// <summary>Share of the outermost points of a silhouette where the picture has an edge; the rest is where a level cuts through shading, or contact.</summary>
    private static double EdgeShare(Blob blob, RimPicture grey)
    {
        var (all, seen) = (0, 0);
        foreach (var ends in (ReadOnlySpan<List<OutlinePoint>>)[blob.RowEnds, blob.ColumnEnds])
        {
            foreach (var p in ends)
            {
                all++;
                if (grey.IsEdge((int)Math.Round(p.X), (int)Math.Round(p.Y))) seen++;
            }
        }

        return all == 0 ? 0 : (double)seen / all;
    }

    /// <summary>Whether a rim is but a part of the outline of a silhouette that rims hardly cover.</summary>
    private static bool IsPart(Rim rim, Blob body) =>
        Math.PI * rim.Outline.A * rim.Outline.B < PartShare * body.Area && body.Contact < MostContact && body.Holds(rim.Outline.X, rim.Outline.Y);

    private static ParticleShapes BySilhouettes(Blob[] blobs, bool areOfNetwork = false) =>
        new(ParticleMethod.Silhouettes, [.. blobs.Select(OfSilhouette)], AreOfNetwork: areOfNetwork);

    /// <summary>Area of the rims of which half is seen, over the solid area.</summary>
    private static double RoundShare(Blob[] blobs, RimGrid grid) =>
        grid.Rims.Where(r => r.Support >= 0.5).Sum(r => Math.PI * r.Outline.A * r.Outline.B) / Math.Max(1.0, blobs.Sum(b => (double)b.Area));

    /// <summary>Mean scatter of the rims over their radius, by area.</summary>
    private static double RelativeScatter(RimGrid grid)
    {
        double sum = 0, area = 0;
        foreach (var rim in grid.Rims)
        {
            if (rim.IsUnseen) continue;
            sum += rim.Scatter * rim.Outline.A;
            area += rim.Outline.A * rim.Outline.A;
        }

        return area > 0 ? sum / area : double.PositiveInfinity;
    }

    private static bool IsConvex(Blob blob, double least, out OutlinePoint[] hull)
    {
        hull = Feret.Hull(CollectionsMarshal.AsSpan(blob.RowEnds), CollectionsMarshal.AsSpan(blob.ColumnEnds));
        return blob.Area >= least * Feret.Area(hull);
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
        var o = rim.Outline;
        var (c, s) = (Math.Cos(o.Angle), Math.Sin(o.Angle));
        var hull = new OutlinePoint[Corners.Length];
        for (var i = 0; i < hull.Length; i++)
        {
            var (sin, cos) = Corners[i];
            hull[i] = new OutlinePoint(o.X + (o.A * cos * c) - (o.B * sin * s), o.Y + (o.A * cos * s) + (o.B * sin * c));
        }

        return new ParticleShape(o.X, o.Y, Math.PI * o.A * o.B, hull, null, o, visible) { IsProposal = rim.IsUnseen };
    }
}

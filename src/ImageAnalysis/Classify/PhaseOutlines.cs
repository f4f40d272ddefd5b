using OpenCvSharp;

namespace ImageAnalysis.Classify;

/// <summary>Shape of a component that lies wholly inside the frame.</summary>
/// <param name="AreaPx2">Pixels within its outer boundary.</param>
/// <param name="Solidity">That area over the area of its convex hull.</param>
/// <param name="Circularity">4π times that area over the squared perimeter of the hull, at most 1.</param>
internal readonly record struct OutlineShape(double AreaPx2, double Solidity, double Circularity);

/// <summary>Outlines of the components of both phases, solid joined at corners and void along sides.</summary>
internal sealed record PhaseOutlines(IReadOnlyList<OutlineShape> Solids, IReadOnlyList<OutlineShape> Voids)
{
    /// <summary>Smaller ones have no shape.</summary>
    private const double LeastAreaPx2 = 9;

    public static PhaseOutlines Of(Mat solid)
    {
        Cv2.FindContours(solid, out var contours, out var tree, RetrievalModes.CComp, ContourApproximationModes.ApproxNone);
        List<OutlineShape> solids = [], voids = [];
        for (var i = 0; i < contours.Length; i++)
        {
            var outer = tree[i].Parent < 0;
            if (contours[i].Length < 4 || (outer && TouchesFrame(contours[i], solid.Cols, solid.Rows))) continue;
            if (ShapeOf(contours[i], outer) is { } shape) (outer ? solids : voids).Add(shape);
        }

        return new PhaseOutlines(solids, voids);
    }

    /// <summary>Means weighted by area.</summary>
    public static (double Solidity, double Circularity, double AreaPx2) Mean(IReadOnlyList<OutlineShape> shapes)
    {
        double area = 0, solidity = 0, circularity = 0;
        foreach (var shape in shapes)
        {
            area += shape.AreaPx2;
            solidity += shape.AreaPx2 * shape.Solidity;
            circularity += shape.AreaPx2 * shape.Circularity;
        }

        return area > 0 ? (solidity / area, circularity / area, area) : default;
    }

    // The outline runs through the centres of the solid pixels at the boundary: half a pixel inside a solid component, half a pixel outside a void one.
    // The area is then exact by Pick's theorem; the hull is moved by the same half pixel.
    private static OutlineShape? ShapeOf(Point[] outline, bool outer)
    {
        var side = outer ? 1 : -1;
        var area = Math.Abs(Cv2.ContourArea(outline)) + (side * outline.Length / 2.0) + 1;
        if (area < LeastAreaPx2) return null;
        var hull = Cv2.ConvexHull(outline);
        var perimeter = Cv2.ArcLength(hull, closed: true);
        var hullArea = Math.Abs(Cv2.ContourArea(hull)) + (side * perimeter / 2) + (Math.PI / 4);
        var moved = perimeter + (side * Math.PI);
        return hullArea < LeastAreaPx2 || moved <= 0
            ? null
            : new OutlineShape(area, Math.Min(1, area / hullArea), Math.Min(1, 4 * Math.PI * area / (moved * moved)));
    }

    private static bool TouchesFrame(Point[] outline, int width, int height)
    {
        foreach (var p in outline)
            if (p.X == 0 || p.Y == 0 || p.X == width - 1 || p.Y == height - 1) return true;
        return false;
    }
}

using OpenCvSharp.Interop;

namespace OpenCvSharp;

// Measures of point sets. Coordinates are pixel centres: the area and length of an outline are those of the polygon through them.
public static partial class Cv2
{
    /// <summary>Enclosed area, px²; with a sign (positive where the points run clockwise as seen) when oriented.</summary>
    public static double ContourArea(InputArray contour, bool oriented = false)
    {
        Native.Check(Native.imgproc_contourArea(contour, oriented ? 1 : 0, out var result));
        return result;
    }

    /// <inheritdoc cref="ContourArea(InputArray, bool)"/>
    public static double ContourArea(IEnumerable<Point> contour, bool oriented = false)
    {
        var span = Span(contour);
        Native.Check(Native.imgproc_contourAreaPoints(span, span.Length, oriented ? 1 : 0, out var result));
        return result;
    }

    /// <inheritdoc cref="ContourArea(InputArray, bool)"/>
    public static double ContourArea(IEnumerable<Point2f> contour, bool oriented = false)
    {
        var span = Span(contour);
        Native.Check(Native.imgproc_contourAreaPoints2f(span, span.Length, oriented ? 1 : 0, out var result));
        return result;
    }

    /// <summary>Length of the polyline, px.</summary>
    public static double ArcLength(InputArray curve, bool closed)
    {
        Native.Check(Native.imgproc_arcLength(curve, closed ? 1 : 0, out var result));
        return result;
    }

    /// <inheritdoc cref="ArcLength(InputArray, bool)"/>
    public static double ArcLength(IEnumerable<Point> curve, bool closed)
    {
        var span = Span(curve);
        Native.Check(Native.imgproc_arcLengthPoints(span, span.Length, closed ? 1 : 0, out var result));
        return result;
    }

    /// <inheritdoc cref="ArcLength(InputArray, bool)"/>
    public static double ArcLength(IEnumerable<Point2f> curve, bool closed)
    {
        var span = Span(curve);
        Native.Check(Native.imgproc_arcLengthPoints2f(span, span.Length, closed ? 1 : 0, out var result));
        return result;
    }

    /// <summary>The smallest upright rectangle of whole pixels around the points.</summary>
    public static Rect BoundingRect(InputArray curve)
    {
        Native.Check(Native.imgproc_boundingRect(curve, out var result));
        return result;
    }

    /// <inheritdoc cref="BoundingRect(InputArray)"/>
    public static Rect BoundingRect(IEnumerable<Point> curve)
    {
        var span = Span(curve);
        Native.Check(Native.imgproc_boundingRectPoints(span, span.Length, out var result));
        return result;
    }

    /// <inheritdoc cref="BoundingRect(InputArray)"/>
    public static Rect BoundingRect(IEnumerable<Point2f> curve)
    {
        var span = Span(curve);
        Native.Check(Native.imgproc_boundingRectPoints2f(span, span.Length, out var result));
        return result;
    }

    /// <summary>The rectangle of smallest area, at any angle, around the points.</summary>
    public static RotatedRect MinAreaRect(InputArray points)
    {
        Native.Check(Native.imgproc_minAreaRect(points, out var result));
        return result;
    }

    /// <inheritdoc cref="MinAreaRect(InputArray)"/>
    public static RotatedRect MinAreaRect(IEnumerable<Point> points)
    {
        var span = Span(points);
        Native.Check(Native.imgproc_minAreaRectPoints(span, span.Length, out var result));
        return result;
    }

    /// <inheritdoc cref="MinAreaRect(InputArray)"/>
    public static RotatedRect MinAreaRect(IEnumerable<Point2f> points)
    {
        var span = Span(points);
        Native.Check(Native.imgproc_minAreaRectPoints2f(span, span.Length, out var result));
        return result;
    }

    /// <summary>The ellipse that fits the points best in the least-squares sense; at least five points.</summary>
    public static RotatedRect FitEllipse(InputArray points)
    {
        Native.Check(Native.imgproc_fitEllipse(points, out var result));
        return result;
    }

    /// <inheritdoc cref="FitEllipse(InputArray)"/>
    public static RotatedRect FitEllipse(IEnumerable<Point> points)
    {
        var span = Span(points);
        Native.Check(Native.imgproc_fitEllipsePoints(span, span.Length, out var result));
        return result;
    }

    /// <inheritdoc cref="FitEllipse(InputArray)"/>
    public static RotatedRect FitEllipse(IEnumerable<Point2f> points)
    {
        var span = Span(points);
        Native.Check(Native.imgproc_fitEllipsePoints2f(span, span.Length, out var result));
        return result;
    }

    /// <summary>Positive inside, negative outside, 0 on the outline; the distance to it (px) when measured, else 1, -1 or 0.</summary>
    public static double PointPolygonTest(InputArray contour, Point2f pt, bool measureDist)
    {
        Native.Check(Native.imgproc_pointPolygonTest(contour, pt.X, pt.Y, measureDist ? 1 : 0, out var result));
        return result;
    }

    /// <inheritdoc cref="PointPolygonTest(InputArray, Point2f, bool)"/>
    public static double PointPolygonTest(IEnumerable<Point> contour, Point2f pt, bool measureDist)
    {
        var span = Span(contour);
        Native.Check(Native.imgproc_pointPolygonTestPoints(span, span.Length, pt.X, pt.Y, measureDist ? 1 : 0, out var result));
        return result;
    }

    /// <inheritdoc cref="PointPolygonTest(InputArray, Point2f, bool)"/>
    public static double PointPolygonTest(IEnumerable<Point2f> contour, Point2f pt, bool measureDist)
    {
        var span = Span(contour);
        Native.Check(Native.imgproc_pointPolygonTestPoints2f(span, span.Length, pt.X, pt.Y, measureDist ? 1 : 0, out var result));
        return result;
    }

    /// <summary>The convex hull, as points or as indices into them.</summary>
    public static void ConvexHull(InputArray points, OutputArray hull, bool clockwise = false, bool returnPoints = true) =>
        Native.Check(Native.imgproc_convexHull(points, hull, clockwise ? 1 : 0, returnPoints ? 1 : 0));

    /// <inheritdoc cref="ConvexHull(InputArray, OutputArray, bool, bool)"/>
    public static Point[] ConvexHull(IEnumerable<Point> points, bool clockwise = false)
    {
        var span = Span(points);
        var hull = new Point[span.Length];
        Native.Check(Native.imgproc_convexHullPoints(span, span.Length, clockwise ? 1 : 0, hull, out var count));
        return hull[..count];
    }

    /// <inheritdoc cref="ConvexHull(InputArray, OutputArray, bool, bool)"/>
    public static Point2f[] ConvexHull(IEnumerable<Point2f> points, bool clockwise = false)
    {
        var span = Span(points);
        var hull = new Point2f[span.Length];
        Native.Check(Native.imgproc_convexHullPoints2f(span, span.Length, clockwise ? 1 : 0, hull, out var count));
        return hull[..count];
    }

    /// <summary>Fewer points, none of the given ones farther than epsilon (px) from the new polyline.</summary>
    public static void ApproxPolyDP(InputArray curve, OutputArray approxCurve, double epsilon, bool closed) =>
        Native.Check(Native.imgproc_approxPolyDP(curve, approxCurve, epsilon, closed ? 1 : 0));

    /// <inheritdoc cref="ApproxPolyDP(InputArray, OutputArray, double, bool)"/>
    public static Point[] ApproxPolyDP(IEnumerable<Point> curve, double epsilon, bool closed)
    {
        var span = Span(curve);
        var simpler = new Point[span.Length];
        Native.Check(Native.imgproc_approxPolyDPPoints(span, span.Length, epsilon, closed ? 1 : 0, simpler, out var count));
        return simpler[..count];
    }

    /// <inheritdoc cref="ApproxPolyDP(InputArray, OutputArray, double, bool)"/>
    public static Point2f[] ApproxPolyDP(IEnumerable<Point2f> curve, double epsilon, bool closed)
    {
        var span = Span(curve);
        var simpler = new Point2f[span.Length];
        Native.Check(Native.imgproc_approxPolyDPPoints2f(span, span.Length, epsilon, closed ? 1 : 0, simpler, out var count));
        return simpler[..count];
    }

    /// <summary>The smallest circle around the points.</summary>
    public static void MinEnclosingCircle(IEnumerable<Point> points, out Point2f center, out float radius)
    {
        var span = Span(points);
        Native.Check(Native.imgproc_minEnclosingCirclePoints(span, span.Length, out center, out radius));
    }

    /// <summary>The smallest circle around the points.</summary>
    public static void MinEnclosingCircle(IEnumerable<Point2f> points, out Point2f center, out float radius)
    {
        var span = Span(points);
        Native.Check(Native.imgproc_minEnclosingCirclePoints2f(span, span.Length, out center, out radius));
    }

    /// <summary>The corners of a rectangle at any angle.</summary>
    public static Point2f[] BoxPoints(RotatedRect box) => box.Points();

    /// <summary>Moments of an image (every pixel a mass of its value, or of 1 when binary) or of a polygon.</summary>
    public static Moments Moments(InputArray array, bool binaryImage = false)
    {
        Native.Check(Native.imgproc_moments(array, binaryImage ? 1 : 0, out var result));
        return new Moments(result);
    }

    /// <inheritdoc cref="Moments(InputArray, bool)"/>
    public static Moments Moments(IEnumerable<Point> array, bool binaryImage = false)
    {
        var span = Span(array);
        Native.Check(Native.imgproc_momentsPoints(span, span.Length, binaryImage ? 1 : 0, out var result));
        return new Moments(result);
    }

    /// <inheritdoc cref="Moments(InputArray, bool)"/>
    public static Moments Moments(IEnumerable<Point2f> array, bool binaryImage = false)
    {
        var span = Span(array);
        Native.Check(Native.imgproc_momentsPoints2f(span, span.Length, binaryImage ? 1 : 0, out var result));
        return new Moments(result);
    }
}

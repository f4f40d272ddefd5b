using OpenCvSharp.Interop;

namespace OpenCvSharp;

// Coordinates are pixel centres; with shift n they are in units of 2^-n pixels. A negative thickness fills.
public static partial class Cv2
{
    public static void Line(
        InputOutputArray img, Point pt1, Point pt2, Scalar color, int thickness = 1, LineTypes lineType = LineTypes.Link8, int shift = 0) =>
        Line(img, pt1.X, pt1.Y, pt2.X, pt2.Y, color, thickness, lineType, shift);

    public static void Line(
        InputOutputArray img, int pt1X, int pt1Y, int pt2X, int pt2Y, Scalar color, int thickness = 1, LineTypes lineType = LineTypes.Link8, int shift = 0) =>
        Native.Check(Native.imgproc_line(img, pt1X, pt1Y, pt2X, pt2Y, color, thickness, (int)lineType, shift));

    public static void Rectangle(
        InputOutputArray img, Point pt1, Point pt2, Scalar color, int thickness = 1, LineTypes lineType = LineTypes.Link8, int shift = 0) =>
        Native.Check(Native.imgproc_rectangle(img, pt1.X, pt1.Y, pt2.X, pt2.Y, color, thickness, (int)lineType, shift));

    public static void Rectangle(
        InputOutputArray img, Rect rect, Scalar color, int thickness = 1, LineTypes lineType = LineTypes.Link8, int shift = 0) =>
        Native.Check(Native.imgproc_rectangleRect(
            img, rect.X, rect.Y, rect.Width, rect.Height, color, thickness, (int)lineType, shift));

    public static void Rectangle(Mat img, Rect rect, Scalar color, int thickness = 1, LineTypes lineType = LineTypes.Link8, int shift = 0) =>
        Rectangle((InputOutputArray)img, rect, color, thickness, lineType, shift);

    public static void Rectangle(Mat img, Point pt1, Point pt2, Scalar color, int thickness = 1, LineTypes lineType = LineTypes.Link8, int shift = 0) =>
        Rectangle((InputOutputArray)img, pt1, pt2, color, thickness, lineType, shift);

    public static void Circle(
        InputOutputArray img, Point center, int radius, Scalar color, int thickness = 1, LineTypes lineType = LineTypes.Link8, int shift = 0) =>
        Circle(img, center.X, center.Y, radius, color, thickness, lineType, shift);

    public static void Circle(
        InputOutputArray img, int centerX, int centerY, int radius, Scalar color, int thickness = 1, LineTypes lineType = LineTypes.Link8, int shift = 0) =>
        Native.Check(Native.imgproc_circle(img, centerX, centerY, radius, color, thickness, (int)lineType, shift));

    /// <summary>Arc of an ellipse; angles in degrees, clockwise as seen.</summary>
    /// <param name="axes">Half axes.</param>
    public static void Ellipse(
        InputOutputArray img, Point center, Size axes, double angle, double startAngle, double endAngle, Scalar color, int thickness = 1,
        LineTypes lineType = LineTypes.Link8, int shift = 0) =>
        Native.Check(Native.imgproc_ellipse(
            img, center.X, center.Y, axes.Width, axes.Height, angle, startAngle, endAngle, color, thickness, (int)lineType, shift));

    /// <summary>The ellipse inscribed in the rectangle.</summary>
    public static void Ellipse(InputOutputArray img, RotatedRect box, Scalar color, int thickness = 1, LineTypes lineType = LineTypes.Link8) =>
        Native.Check(Native.imgproc_ellipseBox(img, box, color, thickness, (int)lineType));

    public static void FillConvexPoly(Mat img, IEnumerable<Point> pts, Scalar color, LineTypes lineType = LineTypes.Link8, int shift = 0)
    {
        var span = Span(pts);
        Native.Check(Native.imgproc_fillConvexPoly(img, span, span.Length, color, (int)lineType, shift));
    }

    public static void FillPoly(
        Mat img, IEnumerable<IEnumerable<Point>> pts, Scalar color, LineTypes lineType = LineTypes.Link8, int shift = 0, Point? offset = null)
    {
        var (points, lengths) = Flatten(pts);
        var by = offset ?? default;
        Native.Check(Native.imgproc_fillPoly(img, points, lengths, lengths.Length, color, (int)lineType, shift, by.X, by.Y));
    }

    public static void Polylines(
        Mat img, IEnumerable<IEnumerable<Point>> pts, bool isClosed, Scalar color, int thickness = 1, LineTypes lineType = LineTypes.Link8, int shift = 0)
    {
        var (points, lengths) = Flatten(pts);
        Native.Check(Native.imgproc_polylines(
            img, points, lengths, lengths.Length, isClosed ? 1 : 0, color, thickness, (int)lineType, shift));
    }

    /// <param name="contourIdx">Which contour; all when negative.</param>
    public static void DrawContours(
        InputOutputArray image, IEnumerable<IEnumerable<Point>> contours, int contourIdx, Scalar color, int thickness = 1,
        LineTypes lineType = LineTypes.Link8, IEnumerable<HierarchyIndex>? hierarchy = null, int maxLevel = int.MaxValue, Point? offset = null)
    {
        var (points, lengths) = Flatten(contours);
        Vec4i[]? links = hierarchy is null ? null : [.. hierarchy.Select(link => link.ToVec4i())];
        if (links is not null && links.Length != lengths.Length)
            throw new ArgumentException($"{lengths.Length} contours need as many hierarchy entries, not {links.Length}.", nameof(hierarchy));
        var by = offset ?? default;
        Native.Check(Native.imgproc_drawContours(
            image, points, lengths, lengths.Length, contourIdx, color, thickness, (int)lineType, links, maxLevel, by.X, by.Y));
    }

    public static void PutText(
        InputOutputArray img, string text, Point org, HersheyFonts fontFace, double fontScale, Scalar color, int thickness = 1,
        LineTypes lineType = LineTypes.Link8, bool bottomLeftOrigin = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        Native.Check(Native.imgproc_putText(
            img, text, org.X, org.Y, (int)fontFace, fontScale, color, thickness, (int)lineType, bottomLeftOrigin ? 1 : 0));
    }

    /// <param name="baseLine">How far the text reaches below its origin, px.</param>
    public static Size GetTextSize(string text, HersheyFonts fontFace, double fontScale, int thickness, out int baseLine)
    {
        ArgumentNullException.ThrowIfNull(text);
        Native.Check(Native.imgproc_getTextSize(text, (int)fontFace, fontScale, thickness, out baseLine, out var size));
        return size;
    }

    private static (Point[] Points, int[] Lengths) Flatten(IEnumerable<IEnumerable<Point>> polygons)
    {
        ArgumentNullException.ThrowIfNull(polygons);
        var points = new List<Point>();
        var lengths = new List<int>();
        foreach (var polygon in polygons)
        {
            var span = Span(polygon);
            points.AddRange(span);
            lengths.Add(span.Length);
        }
        return ([.. points], [.. lengths]);
    }
}

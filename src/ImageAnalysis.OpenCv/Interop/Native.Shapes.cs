using System.Runtime.InteropServices;

namespace OpenCvSharp.Interop;

// Parameters as in the C++ file of the same group.
internal static unsafe partial class Native
{
    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_findContours(InputArray? image, int mode, int method, int x, int y, nint* result, out int count);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_Contours_get(nint contours, Point** starts, int* lengths, Vec4i* hierarchy);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_Contours_delete(nint contours);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_contourArea(InputArray? contour, int oriented, out double result);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_contourAreaPoints(ReadOnlySpan<Point> p, int count, int oriented, out double result);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_contourAreaPoints2f(ReadOnlySpan<Point2f> p, int count, int oriented, out double result);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_arcLength(InputArray? curve, int closed, out double result);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_arcLengthPoints(ReadOnlySpan<Point> p, int count, int closed, out double result);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_arcLengthPoints2f(ReadOnlySpan<Point2f> p, int count, int closed, out double result);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_boundingRect(InputArray? curve, out Rect result);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_boundingRectPoints(ReadOnlySpan<Point> p, int count, out Rect result);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_boundingRectPoints2f(ReadOnlySpan<Point2f> p, int count, out Rect result);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_convexHull(InputArray? curve, OutputArray dst, int clockwise, int returnPoints);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_convexHullPoints(
        ReadOnlySpan<Point> p, int count, int clockwise, Span<Point> result, out int resultCount);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_convexHullPoints2f(
        ReadOnlySpan<Point2f> p, int count, int clockwise, Span<Point2f> result, out int resultCount);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_approxPolyDP(InputArray? curve, OutputArray dst, double epsilon, int closed);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_approxPolyDPPoints(
        ReadOnlySpan<Point> p, int count, double epsilon, int closed, Span<Point> result, out int resultCount);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_approxPolyDPPoints2f(
        ReadOnlySpan<Point2f> p, int count, double epsilon, int closed, Span<Point2f> result, out int resultCount);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_minAreaRect(InputArray? curve, out RotatedRect result);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_minAreaRectPoints(ReadOnlySpan<Point> p, int count, out RotatedRect result);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_minAreaRectPoints2f(ReadOnlySpan<Point2f> p, int count, out RotatedRect result);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_minEnclosingCirclePoints(ReadOnlySpan<Point> p, int count, out Point2f center, out float radius);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_minEnclosingCirclePoints2f(ReadOnlySpan<Point2f> p, int count, out Point2f center, out float radius);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_fitEllipse(InputArray? curve, out RotatedRect result);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_fitEllipsePoints(ReadOnlySpan<Point> p, int count, out RotatedRect result);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_fitEllipsePoints2f(ReadOnlySpan<Point2f> p, int count, out RotatedRect result);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_moments(InputArray? image, int binary, out Moments.NativeStruct result);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_momentsPoints(ReadOnlySpan<Point> p, int count, int binary, out Moments.NativeStruct result);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_momentsPoints2f(ReadOnlySpan<Point2f> p, int count, int binary, out Moments.NativeStruct result);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_pointPolygonTest(InputArray? contour, float x, float y, int distance, out double result);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_pointPolygonTestPoints(
        ReadOnlySpan<Point> p, int count, float x, float y, int distance, out double result);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_pointPolygonTestPoints2f(
        ReadOnlySpan<Point2f> p, int count, float x, float y, int distance, out double result);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_line(
        OutputArray img, int x1, int y1, int x2, int y2, in Scalar color, int thickness, int type, int shift);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_rectangle(
        OutputArray img, int x1, int y1, int x2, int y2, in Scalar color, int thickness, int type, int shift);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_rectangleRect(
        OutputArray img, int x, int y, int width, int height, in Scalar color, int thickness, int type, int shift);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_circle(
        OutputArray img, int x, int y, int radius, in Scalar color, int thickness, int type, int shift);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_ellipse(
        OutputArray img, int x, int y, int width, int height, double angle, double start, double end, in Scalar color, int thickness,
        int type, int shift);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_ellipseBox(OutputArray img, in RotatedRect box, in Scalar color, int thickness, int type);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_fillConvexPoly(
        OutputArray img, ReadOnlySpan<Point> p, int count, in Scalar color, int type, int shift);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_fillPoly(
        OutputArray img, ReadOnlySpan<Point> p, ReadOnlySpan<int> lengths, int count, in Scalar color, int type, int shift, int x,
        int y);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_polylines(
        OutputArray img, ReadOnlySpan<Point> p, ReadOnlySpan<int> lengths, int count, int closed, in Scalar color, int thickness,
        int type, int shift);

    [LibraryImport(NativeLoader.Library)]
    public static partial int imgproc_drawContours(
        OutputArray img, ReadOnlySpan<Point> p, ReadOnlySpan<int> lengths, int count, int index, in Scalar color, int thickness,
        int type, ReadOnlySpan<Vec4i> hierarchy, int maxLevel, int x, int y);

    [LibraryImport(NativeLoader.Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int imgproc_putText(
        OutputArray img, string text, int x, int y, int face, double scale, in Scalar color, int thickness, int type,
        int bottomLeftOrigin);

    [LibraryImport(NativeLoader.Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int imgproc_getTextSize(string text, int face, double scale, int thickness, out int baseLine, out Size size);
}

using OpenCvSharp;

namespace ImageAnalysis.Tests.OpenCv;

public sealed class ShapeNumbersTests
{
    private static readonly Point[] Rectangle = [new(2, 1), new(2, 5), new(9, 5), new(9, 1)];

    [Fact]
    public void A_ring_has_an_outer_contour_and_a_hole_inside_it()
    {
        using var image = new Mat(12, 16, MatType.CV_8UC1, new Scalar(0));
        image[new Rect(3, 2, 9, 7)].Paint(255);
        image[new Rect(6, 4, 3, 3)].Paint(0);
        Cv2.FindContours(image, out var contours, out var hierarchy, RetrievalModes.CComp, ContourApproximationModes.ApproxSimple);
        Assert.Equal(2, contours.Length);
        var outer = Array.FindIndex(hierarchy, link => link.Parent == -1);
        Assert.Equal(outer, hierarchy[1 - outer].Parent);
        Assert.Equal(1 - outer, hierarchy[outer].Child);
        Assert.Equal([new(3, 2), new(3, 8), new(11, 8), new(11, 2)], contours[outer]);
        Assert.Equal(8 * 6, Cv2.ContourArea(contours[outer]));
        var moved = Cv2.FindContoursAsArray(image, RetrievalModes.External, ContourApproximationModes.ApproxSimple, new Point(10, 20));
        Assert.Equal(new Point(13, 22), Assert.Single(moved)[0]);
    }

    [Fact]
    public void Nothing_has_no_contours()
    {
        using var image = new Mat(4, 6, MatType.CV_8UC1, new Scalar(0));
        Cv2.FindContours(image, out var contours, out var hierarchy, RetrievalModes.Tree, ContourApproximationModes.ApproxNone);
        Assert.Empty(contours);
        Assert.Empty(hierarchy);
    }

    [Fact]
    public void A_rectangle_measures_what_it_is_whichever_way_its_points_are_given()
    {
        var floats = Rectangle.Select(p => new Point2f(p.X, p.Y)).ToList();
        using var mat = Mat.FromPixelData(4, 1, MatType.CV_32SC2, Rectangle);
        Assert.Equal([28, 28, 28], [Cv2.ContourArea(Rectangle), Cv2.ContourArea(floats), Cv2.ContourArea(mat)]);
        Assert.Equal([22, 22, 22], [Cv2.ArcLength(Rectangle, true), Cv2.ArcLength(floats, true), Cv2.ArcLength(mat, true)]);
        Assert.Equal(15, Cv2.ArcLength(Rectangle, false));
        Assert.Equal(new Rect(2, 1, 8, 5), Cv2.BoundingRect(Rectangle));
        Assert.Equal(new Rect(2, 1, 8, 5), Cv2.BoundingRect(floats));
        Assert.Equal((-28, 28), (Cv2.ContourArea(Rectangle, true), Cv2.ContourArea(Rectangle.Reverse(), true)));
        var box = Cv2.MinAreaRect(floats);
        Assert.Equal(28, box.Size.Width * box.Size.Height, 1e-3);
        Assert.Equal(new Point2f(5.5f, 3), box.Center);
        Assert.Equal(2, Cv2.PointPolygonTest(Rectangle, new Point2f(5, 3), true));
        Assert.Equal(-1, Cv2.PointPolygonTest(floats, new Point2f(1, 3), false));
        Cv2.MinEnclosingCircle(Rectangle, out var centre, out var radius);
        Assert.Equal(new Point2f(5.5f, 3), centre);
        Assert.Equal(Math.Sqrt((49 + 16) / 4.0), radius, 1e-2);
    }

    [Fact]
    public void Hulls_and_simplified_curves_drop_the_points_that_say_nothing()
    {
        Point[] points = [.. Rectangle, new(5, 3), new(3, 2)];
        Assert.Equal(Rectangle.ToHashSet(), Cv2.ConvexHull(points).ToHashSet());
        Assert.Equal(4, Cv2.ConvexHull(points.Select(p => new Point2f(p.X, p.Y))).Length);
        using var mat = Mat.FromPixelData(6, 1, MatType.CV_32SC2, points);
        using var indices = new Mat();
        Cv2.ConvexHull(mat, indices, returnPoints: false);
        Assert.Equal([0, 1, 2, 3], indices.AsSpan<int>().ToArray().Order());
        Assert.Equal([new(0, 0), new(8, 0)], Cv2.ApproxPolyDP([new Point(0, 0), new(4, 1), new(8, 0)], 2, false));
        Assert.Equal(3, Cv2.ApproxPolyDP([new Point2f(0, 0), new(4, 3), new(8, 0)], 2, false).Length);
        Assert.Empty(Cv2.ConvexHull(Array.Empty<Point>()));
    }

    [Fact]
    public void An_ellipse_is_fitted_from_its_points()
    {
        var points = Enumerable.Range(0, 40).Select(i => i * Math.PI / 20)
            .Select(t => new Point2f((float)(50 + (20 * Math.Cos(t))), (float)(40 + (8 * Math.Sin(t)))));
        var ellipse = Cv2.FitEllipse(points);
        Assert.Equal((50f, 40f), (MathF.Round(ellipse.Center.X, 2), MathF.Round(ellipse.Center.Y, 2)));
        Assert.Equal([16.0, 40.0], new[] { (double)ellipse.Size.Width, ellipse.Size.Height }.Order().Select(v => Math.Round(v, 1)));
    }

    [Fact]
    public void Moments_give_area_and_centroid_of_polygon_and_image()
    {
        var polygon = Cv2.Moments(Rectangle);
        Assert.Equal((28, 5.5, 3), (polygon.M00, polygon.M10 / polygon.M00, polygon.M01 / polygon.M00));
        using var image = new Mat(7, 12, MatType.CV_8UC1, new Scalar(0));
        image[new Rect(2, 1, 8, 5)].Paint(200);
        var raster = Cv2.Moments(image, true);
        Assert.Equal((40, 5.5, 3), (raster.M00, raster.M10 / raster.M00, raster.M01 / raster.M00));
        // Variance of 0..7 is 63/12; Mu20 adds it up over 40 pixels.
        Assert.Equal(40 * 63 / 12.0, raster.Mu20, 1e-6);
        Assert.Equal(raster.Mu20 / (40 * 40), raster.Nu20, 1e-9);
    }

    [Fact]
    public void The_corners_of_a_turned_box_lie_where_geometry_puts_them()
    {
        var corners = new RotatedRect(new Point2f(10, 20), new Size2f(4, 2), 90).Points();
        Assert.Equal([new(9, 18), new(11, 18), new(11, 22), new(9, 22)], corners.Select(p => new Point((int)Math.Round(p.X), (int)Math.Round(p.Y))));
        Assert.Equal(corners, Cv2.BoxPoints(new RotatedRect(new Point2f(10, 20), new Size2f(4, 2), 90)));
        Assert.Equal(new Rect(8, 19, 5, 3), new RotatedRect(new Point2f(10, 20), new Size2f(4, 2), 0).BoundingRect());
    }

    [Fact]
    public void Rectangles_and_points_compute()
    {
        var a = new Rect(1, 2, 5, 4);
        Assert.Equal(new Rect(3, 2, 3, 2), a & new Rect(3, 0, 9, 4));
        Assert.Equal(default, a & new Rect(50, 50, 2, 2));
        Assert.Equal(new Rect(0, 0, 6, 6), a | new Rect(0, 0, 1, 1));
        Assert.True(a.Contains(5, 5));
        Assert.False(a.Contains(6, 5));
        Assert.Equal((6, 6), (a.Right, a.Bottom));
        Assert.Equal(5, new Point(3, 4).DistanceTo(default));
        Assert.Equal(new Point(1, -2), (Point)new Point2f(1.9f, -2.9f));
        Assert.Equal(new Scalar(3, 2, 1), Scalar.FromRgb(1, 2, 3));
    }

    [Fact]
    public void Drawing_covers_the_pixels_it_names()
    {
        using var image = new Mat(20, 30, MatType.CV_8UC1, new Scalar(0));
        Assert.Equal(7, Drawn(image, () => Cv2.Line(image, new Point(2, 3), new Point(8, 3), new Scalar(255))));
        Assert.Equal(24, Drawn(image, () => Cv2.Rectangle(image, new Rect(4, 5, 6, 4), new Scalar(255), -1)));
        Assert.Equal(35, Drawn(image, () => Cv2.Rectangle(image, new Point(4, 5), new Point(10, 9), new Scalar(255), -1)));
        Assert.Equal(24, Drawn(image, () => Cv2.FillPoly(image, (Point[][])[[new(4, 5), new(9, 5), new(9, 8), new(4, 8)]], new Scalar(255))));
        Assert.Equal(24, Drawn(image, () => Cv2.FillConvexPoly(image, [new Point(4, 5), new(9, 5), new(9, 8), new(4, 8)], new Scalar(255))));
        Assert.Equal(16, Drawn(image, () => Cv2.Polylines(image, (Point[][])[[new(4, 5), new(9, 5), new(9, 8), new(4, 8)]], true, new Scalar(255))));
        Assert.Equal(24, Drawn(image, () => Cv2.DrawContours(image, (Point[][])[[new(4, 5), new(9, 5), new(9, 8), new(4, 8)]], 0, new Scalar(255), -1)));
        Assert.InRange(Drawn(image, () => Cv2.Ellipse(image, new Point(15, 10), new Size(8, 4), 0, 0, 360, new Scalar(255), -1)), 90, 120);
        Assert.InRange(Drawn(image, () => Cv2.Ellipse(image, new RotatedRect(new Point2f(15, 10), new Size2f(16, 8), 0), new Scalar(255), -1)), 90, 120);
        // With shift 4 the radius is in sixteenths of a pixel.
        Assert.InRange(Drawn(image, () => Cv2.Circle(image, new Point(15 * 16, 10 * 16), 5 * 16, new Scalar(255), -1, LineTypes.Link8, 4)), 70, 90);
        var size = Cv2.GetTextSize("5 \u00b5m", HersheyFonts.HersheySimplex, 0.5, 1, out var baseLine);
        Assert.InRange(size.Width, 20, 60);
        Assert.InRange(baseLine, 1, 10);
        Assert.NotEqual(0, Drawn(image, () => Cv2.PutText(image, "5 nm", new Point(1, 15), HersheyFonts.HersheySimplex, 0.4, new Scalar(255))));
    }

    private static int Drawn(Mat image, Action draw)
    {
        image.SetTo(new Scalar(0));
        draw();
        return Cv2.CountNonZero(image);
    }
}

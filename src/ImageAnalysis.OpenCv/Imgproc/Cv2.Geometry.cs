using OpenCvSharp.Interop;

namespace OpenCvSharp;

public static partial class Cv2
{
    /// <summary>Resizes to dsize, or by the factors when dsize is empty.</summary>
    public static void Resize(
        InputArray src, OutputArray dst, Size dsize, double fx = 0, double fy = 0, InterpolationFlags interpolation = InterpolationFlags.Linear) =>
        Native.Check(Native.imgproc_resize(src, dst, dsize.Width, dsize.Height, fx, fy, (int)interpolation));

    public static void WarpAffine(
        InputArray src, OutputArray dst, InputArray m, Size dsize, InterpolationFlags flags = InterpolationFlags.Linear,
        BorderTypes borderMode = BorderTypes.Constant, Scalar? borderValue = null) =>
        Native.Check(Native.imgproc_warpAffine(
            src, dst, m, dsize.Width, dsize.Height, (int)flags, (int)borderMode, borderValue ?? default));

    public static void Remap(
        InputArray src, OutputArray dst, InputArray map1, InputArray map2, InterpolationFlags interpolation = InterpolationFlags.Linear,
        BorderTypes borderMode = BorderTypes.Constant, Scalar? borderValue = null) =>
        Native.Check(Native.imgproc_remap(src, dst, map1, map2, (int)interpolation, (int)borderMode, borderValue ?? default));

    /// <summary>Turns about the centre by degrees, counter-clockwise as seen: 2 x 3, for <see cref="WarpAffine"/>.</summary>
    public static Mat GetRotationMatrix2D(Point2f center, double angle, double scale)
    {
        var matrix = new Mat();
        try
        {
            Native.Check(Native.imgproc_getRotationMatrix2D(center.X, center.Y, angle, scale, matrix));
            return matrix;
        }
        catch
        {
            matrix.Dispose();
            throw;
        }
    }

    public static void PyrDown(InputArray src, OutputArray dst, Size? dstSize = null, BorderTypes borderType = BorderTypes.Default)
    {
        var size = dstSize ?? default;
        Native.Check(Native.imgproc_pyrDown(src, dst, size.Width, size.Height, (int)borderType));
    }

    public static void MatchTemplate(InputArray image, InputArray templ, OutputArray result, TemplateMatchModes method, InputArray? mask = null) =>
        Native.Check(Native.imgproc_matchTemplate(image, templ, result, (int)method, mask));

    public static CircleSegment[] HoughCircles(
        InputArray image, HoughModes method, double dp, double minDist, double param1 = 100, double param2 = 100, int minRadius = 0, int maxRadius = 0)
    {
        using var found = new Mat();
        Native.Check(Native.imgproc_houghCircles(image, found, (int)method, dp, minDist, param1, param2, minRadius, maxRadius));
        if (found.Empty())
            return [];
        var circles = new CircleSegment[(int)found.Total()];
        for (var i = 0; i < circles.Length; i++)
        {
            var (x, y, radius) = found.Get<Vec3f>(i);
            circles[i] = new CircleSegment(new Point2f(x, y), radius);
        }
        return circles;
    }
}

public record struct CircleSegment
{
    public Point2f Center;
    public float Radius;

    public CircleSegment(Point2f center, float radius)
    {
        Center = center;
        Radius = radius;
    }
}

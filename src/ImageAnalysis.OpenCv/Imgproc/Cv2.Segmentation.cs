using OpenCvSharp.Interop;

namespace OpenCvSharp;

public static partial class Cv2
{
    /// <summary>Labels what is not zero, from 1; 0 is the ground. Returns the number of labels, the ground included.</summary>
    public static int ConnectedComponents(
        InputArray image, OutputArray labels, PixelConnectivity connectivity = PixelConnectivity.Connectivity8) =>
        ConnectedComponents(image, labels, connectivity, MatType.CV_32S);

    /// <inheritdoc cref="ConnectedComponents(InputArray, OutputArray, PixelConnectivity)"/>
    /// <param name="ltype">Type of the labels: CV_32S or CV_16U.</param>
    public static int ConnectedComponents(InputArray image, OutputArray labels, PixelConnectivity connectivity, MatType ltype)
    {
        Native.Check(Native.imgproc_connectedComponents(image, labels, (int)connectivity, ltype.Value, out var count));
        return count;
    }

    /// <summary>As <see cref="ConnectedComponents(InputArray, OutputArray, PixelConnectivity)"/>, with statistics.</summary>
    /// <param name="stats">One row of 32-bit integers per label; <see cref="ConnectedComponentsTypes"/> names the columns.</param>
    /// <param name="centroids">One row of two 64-bit floats per label.</param>
    public static int ConnectedComponentsWithStats(
        InputArray image, OutputArray labels, OutputArray stats, OutputArray centroids,
        PixelConnectivity connectivity = PixelConnectivity.Connectivity8) =>
        ConnectedComponentsWithStats(image, labels, stats, centroids, connectivity, MatType.CV_32S);

    /// <inheritdoc cref="ConnectedComponentsWithStats(InputArray, OutputArray, OutputArray, OutputArray, PixelConnectivity)"/>
    public static int ConnectedComponentsWithStats(
        InputArray image, OutputArray labels, OutputArray stats, OutputArray centroids, PixelConnectivity connectivity, MatType ltype)
    {
        Native.Check(Native.imgproc_connectedComponentsWithStats(
            image, labels, stats, centroids, (int)connectivity, ltype.Value, out var count));
        return count;
    }

    /// <summary>Distance of every pixel to the nearest zero pixel.</summary>
    public static void DistanceTransform(
        InputArray src, OutputArray dst, DistanceTypes distanceType, DistanceTransformMasks maskSize, int dstType = MatType.CV_32S) =>
        Native.Check(Native.imgproc_distanceTransform(src, dst, (int)distanceType, (int)maskSize, dstType));

    /// <summary>As <see cref="DistanceTransform"/>, and which zero pixel (or group of them) is the nearest.</summary>
    public static void DistanceTransformWithLabels(
        InputArray src, OutputArray dst, OutputArray labels, DistanceTypes distanceType, DistanceTransformMasks maskSize,
        DistanceTransformLabelTypes labelType = DistanceTransformLabelTypes.CComp) =>
        Native.Check(Native.imgproc_distanceTransformWithLabels(src, dst, labels, (int)distanceType, (int)maskSize, (int)labelType));

    /// <summary>Floods from the markers (32-bit, positive) over an 8-bit image of three channels; -1 where floods meet.</summary>
    public static void Watershed(InputArray image, InputOutputArray markers) => Native.Check(Native.imgproc_watershed(image, markers));

    public static int FloodFill(InputOutputArray image, Point seedPoint, Scalar newVal) =>
        FloodFill(image, seedPoint, newVal, out _);

    /// <summary>Fills what hangs together with the seed; returns how many pixels that are.</summary>
    public static int FloodFill(
        InputOutputArray image, Point seedPoint, Scalar newVal, out Rect rect, Scalar? loDiff = null, Scalar? upDiff = null,
        FloodFillFlags flags = FloodFillFlags.Link4) => Fill(image, null, seedPoint, newVal, out rect, loDiff, upDiff, flags);

    public static int FloodFill(InputOutputArray image, InputOutputArray mask, Point seedPoint, Scalar newVal) =>
        FloodFill(image, mask, seedPoint, newVal, out _);

    /// <inheritdoc cref="FloodFill(InputOutputArray, Point, Scalar, out Rect, Scalar?, Scalar?, FloodFillFlags)"/>
    public static int FloodFill(
        InputOutputArray image, InputOutputArray mask, Point seedPoint, Scalar newVal, out Rect rect, Scalar? loDiff = null, Scalar? upDiff = null,
        FloodFillFlags flags = FloodFillFlags.Link4) => Fill(image, mask, seedPoint, newVal, out rect, loDiff, upDiff, flags);

    private static int Fill(
        OutputArray image, OutputArray? mask, Point seed, Scalar value, out Rect rect, Scalar? lower, Scalar? upper, FloodFillFlags flags)
    {
        Native.Check(Native.imgproc_floodFill(
            image, mask, seed.X, seed.Y, value, out rect, lower ?? default, upper ?? default, (int)flags, out var area));
        return area;
    }
}

using System.Runtime.InteropServices;
using OpenCvSharp.Interop;

namespace OpenCvSharp;

/// <summary>A contour's neighbours in the tree of contours, by index; -1 for none.</summary>
public class HierarchyIndex
{
    public HierarchyIndex()
        : this(0, 0, 0, 0)
    {
    }

    public HierarchyIndex(int next, int previous, int child, int parent)
    {
        Next = next;
        Previous = previous;
        Child = child;
        Parent = parent;
    }

    public int Next { get; set; }

    public int Previous { get; set; }

    public int Child { get; set; }

    public int Parent { get; set; }

    public static HierarchyIndex FromVec4i(Vec4i vec) => new(vec.Item0, vec.Item1, vec.Item2, vec.Item3);

    public Vec4i ToVec4i() => new(Next, Previous, Child, Parent);
}

public static partial class Cv2
{
    /// <summary>
    /// Outlines of what is not zero, through the centres of border pixels: outer ones counter-clockwise and holes clockwise as seen.
    /// </summary>
    public static unsafe void FindContours(
        InputArray image, out Point[][] contours, out HierarchyIndex[] hierarchy, RetrievalModes mode, ContourApproximationModes method,
        Point? offset = null)
    {
        var by = offset ?? default;
        nint handle;
        Native.Check(Native.imgproc_findContours(image, (int)mode, (int)method, by.X, by.Y, &handle, out var count));
        try
        {
            var starts = new nint[count];
            var lengths = new int[count];
            var links = new Vec4i[count];
            fixed (nint* startsAt = starts)
            fixed (int* lengthsAt = lengths)
            fixed (Vec4i* linksAt = links)
                Native.Check(Native.imgproc_Contours_get(handle, (Point**)startsAt, lengthsAt, linksAt));
            contours = new Point[count][];
            hierarchy = new HierarchyIndex[count];
            for (var i = 0; i < count; i++)
            {
                contours[i] = new ReadOnlySpan<Point>((void*)starts[i], lengths[i]).ToArray();
                hierarchy[i] = HierarchyIndex.FromVec4i(links[i]);
            }
        }
        finally
        {
            _ = Native.imgproc_Contours_delete(handle);
        }
    }

    /// <inheritdoc cref="FindContours"/>
    public static Point[][] FindContoursAsArray(InputArray image, RetrievalModes mode, ContourApproximationModes method, Point? offset = null)
    {
        FindContours(image, out var contours, out _, mode, method, offset);
        return contours;
    }

    // Without a copy where the points lie in an array or a list.
    private static ReadOnlySpan<T> Span<T>(IEnumerable<T> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        return points switch
        {
            T[] array => array,
            List<T> list => CollectionsMarshal.AsSpan(list),
            _ => points.ToArray(),
        };
    }
}

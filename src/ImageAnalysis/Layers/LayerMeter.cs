using ImageAnalysis.Findings;
using ImageAnalysis.Intercept;
using ImageAnalysis.Quantities;
using ImageAnalysis.Scale;
using ImageAnalysis.Segment;
using OpenCvSharp;

namespace ImageAnalysis.Layers;

/// <summary>Finds the layers of a section and measures each.</summary>
public static class LayerMeter
{
    /// <summary>Longer side to which a picture is reduced for the search.</summary>
    private const double SearchPx = 640;

    /// <summary>Measures a section.</summary>
    /// <param name="page">CV_8UC1 or CV_16UC1, the whole page; borrowed.</param>
    /// <param name="field">The page less its data bar.</param>
    /// <param name="scale">Pixel size, and its uncertainty.</param>
    /// <param name="isSection">Whether the user says that the image is a section through layers; absent: the picture decides.</param>
    /// <param name="options">When to look for layers.</param>
    /// <param name="segment">How void and solid of a layer are told apart.</param>
    /// <param name="intercept">Number of lines.</param>
    /// <returns>Null where the picture is not taken for a section.</returns>
    public static LayersResult? Measure(
        Mat page, PixelRect field, ScaleDecision scale, bool? isSection, LayersOptions options, SegmentOptions segment, InterceptOptions intercept)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(scale);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Mode == LayersMode.Never || (options.Mode == LayersMode.Auto && isSection == false)) return null;
        using var view = page.SubMat(new Rect(field.X, field.Y, field.Width, field.Height));
        var asked = isSection == true || options.Mode == LayersMode.Always;
        if (Find(view, asked) is not { } found)
        {
            return asked
                ? new LayersResult(LayerDirection.Horizontal, 0, [], [], null, null, [LayerFindings.NoLayers])
                : null;
        }

        using var picture = new Mat();
        if (found.Direction == LayerDirection.Vertical) Cv2.Transpose(view, picture);
        else view.CopyTo(picture);
        return new SectionMeter(picture, field, found.Direction, found.Section, scale, segment, intercept).Measure(asked);
    }

    private static (LayerDirection Direction, Section Section)? Find(Mat view, bool asked)
    {
        var (acrossRows, acrossColumns) = asked ? (true, true) : EdgeGate.Look(view);
        if (!acrossRows && !acrossColumns) return null;
        var factor = Math.Max(1, Math.Round(Math.Max(view.Cols, view.Rows) / SearchPx));
        using var reduced = new Mat();
        if (factor > 1) Cv2.Resize(view, reduced, new Size((int)(view.Cols / factor), (int)(view.Rows / factor)), 0, 0, InterpolationFlags.Area);
        else view.CopyTo(reduced);
        using var picture = new Mat();
        reduced.ConvertTo(picture, MatType.CV_32FC1);
        var horizontal = acrossRows ? Stack(picture, asked) : null;
        if (horizontal is not null && IsWhole(horizontal)) return (LayerDirection.Horizontal, horizontal.Scaled(factor));
        using var turned = new Mat();
        if (acrossColumns) Cv2.Transpose(picture, turned);
        var vertical = acrossColumns ? Stack(turned, asked) : null;
        return vertical is not null && (IsWhole(vertical) || horizontal is null) ? (LayerDirection.Vertical, vertical.Scaled(factor))
            : horizontal is not null ? (LayerDirection.Horizontal, horizontal.Scaled(factor))
            : null;
    }

    /// <summary>One face alone may be anything, unless the user says that it is a section.</summary>
    private static Section? Stack(Mat picture, bool asked) =>
        SectionFinder.Find(picture) is { } section && IsStack(section) && (asked || IsWhole(section)) ? section : null;

    /// <summary>A stack of porous and dense slabs in an even frame: no ground between them, and not so many of them as a grating has.</summary>
    private static bool IsStack(Section section)
    {
        var slabs = section.Slabs;
        for (var i = 1; i < slabs.Count - 1; i++)
        {
            if (slabs[i].Kind == SlabKind.Ground) return false;
        }

        return slabs.Count > 1 && slabs.Count(s => s.Kind == SlabKind.Porous) is 1 or 2 && slabs.Count(s => s.Kind == SlabKind.Dense) <= 3;
    }

    /// <summary>Whether even slabs lie on both sides, of which one at least is ground.</summary>
    private static bool IsWhole(Section section) => (section.Slabs[0].Kind, section.Slabs[^1].Kind) switch
    {
        (SlabKind.Porous, _) or (_, SlabKind.Porous) or (SlabKind.Dense, SlabKind.Dense) => false,
        _ => true,
    };
}

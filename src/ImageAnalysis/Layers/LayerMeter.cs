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
        var (found, beside) = Find(view, asked);
        if (found is { } known)
        {
            using var picture = new Mat();
            if (known.Direction == LayerDirection.Vertical) Cv2.Transpose(view, picture);
            else view.CopyTo(picture);
            if (new SectionMeter(picture, field, known.Direction, known.Section, scale, segment, intercept).Measure(asked) is { } result) return result;

            // No sharp face, or hardly any solid: ground perhaps, but not beyond doubt.
            if (beside == Beside.Ground) beside = Beside.Band;
        }

        return asked ? Without(LayerFindings.NoLayers)
            : beside == Beside.Ground ? Without(LayerFindings.NotParted)
            : beside == Beside.Band ? Without(LayerFindings.GroundBeside)
            : null;
    }

    private static LayersResult Without(Finding finding) => new(LayerDirection.Horizontal, 0, [], [], null, null, [finding]);

    /// <summary>The section, and what lies along the edges of the picture.</summary>
    private static ((LayerDirection Direction, Section Section)? Section, Beside Beside) Find(Mat view, bool asked)
    {
        var (acrossRows, acrossColumns) = asked ? (true, true) : EdgeGate.Look(view);
        if (!acrossRows && !acrossColumns) return default;
        var factor = Math.Max(1, Math.Round(Math.Max(view.Cols, view.Rows) / SearchPx));
        using var reduced = new Mat();
        if (factor > 1) Cv2.Resize(view, reduced, new Size((int)(view.Cols / factor), (int)(view.Rows / factor)), 0, 0, InterpolationFlags.Area);
        else view.CopyTo(reduced);
        using var picture = new Mat();
        reduced.ConvertTo(picture, MatType.CV_32FC1);
        var horizontal = acrossRows ? SectionFinder.Find(picture) : default;
        if (horizontal.Section is { IsWhole: true } lying) return ((LayerDirection.Horizontal, lying.Scaled(factor)), horizontal.Beside);
        using var turned = new Mat();
        if (acrossColumns) Cv2.Transpose(picture, turned);
        var vertical = acrossColumns ? SectionFinder.Find(turned) : default;
        var beside = (Beside)Math.Max((int)horizontal.Beside, (int)vertical.Beside);
        if (vertical.Section is { } upright && (upright.IsWhole || horizontal.Section is null)) return ((LayerDirection.Vertical, upright.Scaled(factor)), beside);
        return (horizontal.Section is { } cut ? (LayerDirection.Horizontal, cut.Scaled(factor)) : null, beside);
    }
}

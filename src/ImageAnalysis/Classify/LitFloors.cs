using ImageAnalysis.Findings;
using ImageAnalysis.Segment;

namespace ImageAnalysis.Classify;

/// <summary>
/// Cells seen in depth show the floors of their bowls. Where these are lit, and Segment found no evidence for the plane of the openings, floors count as solid, and neither
/// the number nor its interval says so.
/// </summary>
public static class LitFloors
{
    /// <summary>Finding that says it.</summary>
    public const string Code = "lit-floors";

    /// <summary>The answer with a warning where it makes the porosity doubtful.</summary>
    public static StructureResult Warn(StructureResult structure, SegmentationResult segmentation)
    {
        ArgumentNullException.ThrowIfNull(structure);
        ArgumentNullException.ThrowIfNull(segmentation);
        var doubtful = structure is { Structure: StructureClass.Cellular, Abstained: false } && segmentation.Measurable
            && segmentation.Preparation.Edges is not (EdgePlacement.CutPlane or EdgePlacement.Openings) && segmentation.Contrast.IsShaded;
        return doubtful
            ? structure with
            {
                Findings =
                [
                    .. structure.Findings,
                    new Finding(Code, Severity.Warning, "The cells are seen in depth, and the plane of their openings was not found.",
                        "Lit floors of cells may count as solid: the porosity may then read low by 5 to 30 points, and pores small, beyond the stated intervals.",
                        "Compare the boundary with the picture. Where floors are left out, state segment.edges openings; a section shows cells without floors."),
                ],
            }
            : structure;
    }
}

using ImageAnalysis.Findings;
using ImageAnalysis.Segment;

namespace ImageAnalysis.Classify;

/// <summary>The structure model was trained on what a certain model of openings thought of each picture; what another thinks, or none, it never learnt to weigh.</summary>
public static class OpeningsBeside
{
    /// <summary>Finding that says it.</summary>
    public const string Code = "other-openings-model";

    /// <summary>Whether a model was trained beside another model of openings than the one in use.</summary>
    /// <param name="trained">Identity of the one it was trained beside; absent where it knows of none.</param>
    /// <param name="inUse">Identity of the one in use; absent where there is none.</param>
    public static bool Differ(string? trained, string? inUse) => trained is not null && trained != inUse;

    /// <summary>The answer with a warning where it rests on an opinion that the model was not trained on: in fields that may be a view into cut cells.</summary>
    /// <param name="structure">The answer.</param>
    /// <param name="segmentation">The field.</param>
    /// <param name="trained">Identity of the model of openings that the structure model was trained beside; absent where it knows of none.</param>
    /// <param name="inUse">Identity of the one in use; absent where there is none.</param>
    public static StructureResult Warn(StructureResult structure, SegmentationResult segmentation, string? trained, string? inUse)
    {
        ArgumentNullException.ThrowIfNull(structure);
        ArgumentNullException.ThrowIfNull(segmentation);
        if (!Differ(trained, inUse) || structure.Probabilities is null || !CutCells.CanBeView(segmentation.Contrast)) return structure;
        var finding = new Finding(Code, Severity.Warning, "The structure model was trained beside another model of openings than the one in use.",
            $"It was trained beside {trained}; in use is {inUse ?? "none"}. In a field as shaded as this one the name rests on what that model thinks, and views into cells may be misjudged.",
            "Name the model of openings that belongs to the structure model in segment.openingsModel, or train the structure model anew beside the one in use.");
        return structure with { Findings = [.. structure.Findings, finding] };
    }
}

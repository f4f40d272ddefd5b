using ImageAnalysis.Findings;

namespace ImageAnalysis.Layers;

/// <summary>The findings of this stage.</summary>
internal static class LayerFindings
{
    public static readonly Finding NoLayers = new("no-layers", Severity.Warning,
        "The image is said to be a section through layers, and no boundary between layers was found.",
        "Layers are told by a change of grey value or structure on a line across the whole picture.",
        "See whether both faces lie inside the frame; else state another role, or layers.mode never.");

    public static Finding Restricted(string what) => new(LayersResult.Restricted, Severity.Note,
        $"The frame shows a section through layers with ground beside it: porosity, intercepts and structure are those of the {what} alone.",
        "Ground beside the section is no pore.",
        "Where the frame shows no such section, state layers.mode never.");

    public static readonly Finding CutLayer = new("layer-cut-by-frame", Severity.Warning,
        "A face of the section lies outside the frame.",
        "A thickness needs both faces.", "Record at a lower magnification for the thickness.");

    public static readonly Finding Macrovoid = new(LayersResult.Macrovoids, Severity.Limit,
        "Finger-like macrovoids reach through much of the section.",
        "Such a section has no one pore size or porosity: they depend on where in the thickness one looks.",
        "Record a frame of the sponge between the macrovoids at a higher magnification.");

    public static readonly Finding Tilted = new(LayersResult.TiltedView, Severity.Limit,
        "Beside the section a surface of the membrane is seen: the specimen is tilted against the beam.",
        "Lengths across a tilted section appear shorter than they are.", "Record the section at right angles.");

    public static readonly Finding Unnamed = new("layers-uncertain", Severity.Limit,
        "The layers of the section follow each other as those of no membrane and no electrode do.",
        "Either a layer was not parted from its neighbour, or the picture shows something else: what each layer is, and its thickness, would be a guess.",
        "Look at the picture of the layers; record at another magnification, crop to one layer, or measure the whole frame with layers.mode never.");

    public static readonly Finding BrightGround = new("bright-ground", Severity.Warning,
        "The ground beside the section is as bright as its solid.",
        "It may be a mount, or a layer or a surface of the specimen that the frame cuts: then the section is thicker than what is seen of it, or tilted against the beam.",
        "See what lies beside the section; record with dark ground on both sides.");

    public static readonly Finding NotParted = new(LayersResult.NotParted, Severity.Limit,
        "Even ground lies along an edge of the frame and ends on a straight line, but what lies beside it could not be parted from it as a section.",
        "Void, intercepts and structure of the whole frame would count the ground as pores, or as solid.",
        "Crop to the structure alone, or state the role layer-section; where the frame shows one structure up to its edges, state layers.mode never.");

    public static readonly Finding GroundBeside = new("ground-beside", Severity.Warning,
        "A band along an edge of the frame holds no structure.",
        "If it is ground beside the structure, void and intercepts of the whole frame count it as pores, or as solid.",
        "Crop to the structure alone; where it is a section through layers, state the role layer-section.");

    public static Finding Unresolved(string layer) => new("layer-not-resolved", Severity.Warning,
        $"Void and solid of the {layer} cannot be told apart in this picture.", "Its pores are finer than the picture shows, or it has none.", "Record at a higher magnification.");

    public static Finding Thin(string layer) => new("layer-too-thin", Severity.Warning,
        $"The {layer} is too thin in this picture for its pores to be measured.", "A few rows of pixels hold too few pores.", "Record at a higher magnification.");
}

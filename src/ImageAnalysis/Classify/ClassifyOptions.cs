namespace ImageAnalysis.Classify;

/// <summary>The models that say what a frame shows.</summary>
public sealed record ClassifyOptions
{
    /// <summary>Folder with model.onnx and card.json that names the structure, relative to the pipeline file. Default <value>models/structure/1</value>.</summary>
    public string Model { get; init; } = "models/structure/1";

    /// <summary>Folder likewise of the model that tells frames of pores or particles from others; "none": contrast alone decides. Default <value>models/measurable/1</value>.</summary>
    public string MeasurableModel { get; init; } = "models/measurable/1";
}

namespace ImageAnalysis.Classify;

/// <summary>The model that names the structure.</summary>
public sealed record ClassifyOptions
{
    /// <summary>Folder with model.onnx and card.json, relative to the pipeline file. Default <value>models/structure/1</value>.</summary>
    public string Model { get; init; } = "models/structure/1";
}

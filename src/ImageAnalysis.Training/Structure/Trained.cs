namespace ImageAnalysis.Training.Structure;

/// <summary>The two files of a model.</summary>
/// <param name="Onnx">model.onnx.</param>
/// <param name="CardJson">card.json.</param>
/// <param name="Card">What card.json says.</param>
public sealed record Trained<TCard>(byte[] Onnx, byte[] CardJson, TCard Card);

namespace ImageAnalysis.Training.Onnx;

/// <summary>
/// Classifiers as ONNX files of one shape: input <c>features</c> float[N,F], output <c>probabilities</c> float[N,C], the class with
/// index c in column c. The output is softmax(margin / temperature); the temperature is fitted on rows held back from training
/// (C. Guo et al., "On Calibration of Modern Neural Networks", ICML 2017, section 4.2). The same arguments give the same bytes.
/// </summary>
public static class OnnxExport
{
    private const string Features = "features";
    private const string Probabilities = "probabilities";

    /// <summary>
    /// Trees as one <c>TreeEnsembleRegressor</c> of ai.onnx.ml 3 with a target per class. A missing feature is NaN. Not the
    /// <c>TreeEnsembleClassifier</c>: given two classes and base values, ONNX Runtime 1.30 takes its scores for one class and its opposite
    /// and returns others than the trainer's.
    /// </summary>
    /// <param name="xgboostJson">As <see cref="Boosting.BoostedTrees.ToJson"/> gives it.</param>
    /// <param name="temperature">Positive; 1 leaves the probabilities as trained.</param>
    /// <exception cref="InvalidDataException">The bytes are no such model, or one with splits that ONNX has no words for.</exception>
    public static byte[] Trees(ReadOnlyMemory<byte> xgboostJson, double temperature = 1)
    {
        var trees = TreeModel.Parse(xgboostJson);
        var model = new OnnxModelWriter();
        model.Input(Features, OnnxElement.Float, null, trees.Features);
        model.Node(
            "TreeEnsembleRegressor", OnnxModelWriter.MachineLearning, [Features], ["margins"],
            OnnxModelWriter.Attribute("nodes_treeids", trees.Nodes.Select(n => n.Tree)),
            OnnxModelWriter.Attribute("nodes_nodeids", trees.Nodes.Select(n => n.Id)),
            OnnxModelWriter.Attribute("nodes_featureids", trees.Nodes.Select(n => n.Feature)),
            OnnxModelWriter.Attribute("nodes_modes", trees.Nodes.Select(n => n.IsLeaf ? "LEAF" : "BRANCH_LT")),
            OnnxModelWriter.Attribute("nodes_values", trees.Nodes.Select(n => n.IsLeaf ? 0 : n.Value)),
            OnnxModelWriter.Attribute("nodes_truenodeids", trees.Nodes.Select(n => n.Below)),
            OnnxModelWriter.Attribute("nodes_falsenodeids", trees.Nodes.Select(n => n.Above)),
            OnnxModelWriter.Attribute("nodes_missing_value_tracks_true", trees.Nodes.Select(n => n.MissingIsBelow ? 1L : 0)),
            OnnxModelWriter.Attribute("n_targets", trees.Classes),
            OnnxModelWriter.Attribute("aggregate_function", "SUM"),
            OnnxModelWriter.Attribute("target_treeids", trees.Leaves.Select(n => n.Tree)),
            OnnxModelWriter.Attribute("target_nodeids", trees.Leaves.Select(n => n.Id)),
            OnnxModelWriter.Attribute("target_ids", trees.Leaves.Select(n => n.Class)),
            OnnxModelWriter.Attribute("target_weights", trees.Leaves.Select(n => n.Value)),
            OnnxModelWriter.Attribute("base_values", Enumerable.Repeat(trees.BaseScore, trees.Classes)),
            OnnxModelWriter.Attribute("post_transform", "NONE"));
        return WithSoftmax(model, trees.Classes, temperature, "boosted-trees");
    }

    /// <summary>Multinomial logistic regression: margin = features · weights + bias. A missing feature gives NaN everywhere.</summary>
    /// <param name="weights">F x C, row-major.</param>
    /// <param name="bias">C values.</param>
    /// <param name="temperature">Positive; 1 leaves the probabilities as trained.</param>
    public static byte[] Linear(ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, double temperature = 1)
    {
        if (bias.Length < 2 || weights.IsEmpty || weights.Length % bias.Length != 0)
            throw new ArgumentException($"{weights.Length} weights are not whole rows of {bias.Length} classes, two or more.", nameof(weights));
        var features = weights.Length / bias.Length;
        var model = new OnnxModelWriter();
        model.Input(Features, OnnxElement.Float, null, features);
        model.Constant("weights", weights, features, bias.Length);
        model.Constant("bias", bias, bias.Length);
        model.Node("Gemm", "", [Features, "weights", "bias"], ["margins"]);
        return WithSoftmax(model, bias.Length, temperature, "logistic-regression");
    }

    private static byte[] WithSoftmax(OnnxModelWriter model, int classes, double temperature, string name)
    {
        if (!((float)temperature > 0) || !float.IsFinite((float)temperature))
            throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "A temperature is a positive number.");
        model.Constant("temperature", [(float)temperature]);
        model.Node("Div", "", ["margins", "temperature"], ["scaled"]);
        model.Node("Softmax", "", ["scaled"], [Probabilities], OnnxModelWriter.Attribute("axis", 1));
        model.Output(Probabilities, OnnxElement.Float, null, classes);
        return model.ToArray(name);
    }
}

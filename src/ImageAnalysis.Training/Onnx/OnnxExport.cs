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

    /// <summary>
    /// A model of this shape with a correction behind it: softmax(log p + clip((x - median)/spread) · weights + bias), p being its probabilities. The model's
    /// own nodes stay as they are.
    /// </summary>
    /// <param name="model">The bytes of the model.</param>
    /// <param name="medians">F values.</param>
    /// <param name="spreads">F values.</param>
    /// <param name="clip">Largest magnitude of a scaled feature.</param>
    /// <param name="leastProbability">Probabilities below this are raised to it before the logarithm.</param>
    /// <param name="weights">F x C, row-major.</param>
    /// <param name="bias">C values.</param>
    /// <exception cref="InvalidDataException">The bytes are no ONNX model with one input and one output.</exception>
    public static byte[] Corrected(
        ReadOnlyMemory<byte> model, ReadOnlySpan<float> medians, ReadOnlySpan<float> spreads, float clip, float leastProbability, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias)
    {
        var (input, output) = OnnxModelWriter.InputAndOutput(model);
        // A model may be corrected again: names must be new.
        string Named(string name) => $"{output}-{name}";
        var added = new OnnxModelWriter();
        added.Constant(Named("medians"), medians, medians.Length);
        added.Constant(Named("spreads"), spreads, spreads.Length);
        added.Constant(Named("lowest"), [-clip]);
        added.Constant(Named("highest"), [clip]);
        added.Constant(Named("least"), [leastProbability]);
        added.Constant(Named("weights"), weights, medians.Length, bias.Length);
        added.Constant(Named("bias"), bias, bias.Length);
        added.Node("Sub", "", [input, Named("medians")], [Named("centred")]);
        added.Node("Div", "", [Named("centred"), Named("spreads")], [Named("unclipped")]);
        added.Node("Clip", "", [Named("unclipped"), Named("lowest"), Named("highest")], [Named("scaled")]);
        added.Node("Gemm", "", [Named("scaled"), Named("weights"), Named("bias")], [Named("change")]);
        added.Node("Max", "", [output, Named("least")], [Named("possible")]);
        added.Node("Log", "", [Named("possible")], [Named("log")]);
        added.Node("Add", "", [Named("log"), Named("change")], [Named("margins")]);
        added.Node("Softmax", "", [Named("margins")], [Named("corrected")], OnnxModelWriter.Attribute("axis", 1));
        added.Output(Named("corrected"), OnnxElement.Float, null, bias.Length);
        return added.AppendedTo(model);
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

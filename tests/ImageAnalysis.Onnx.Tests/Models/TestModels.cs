using ImageAnalysis.Training.Onnx;

namespace ImageAnalysis.Onnx.Tests.Models;

/// <summary>Models small enough that their outputs are known by hand.</summary>
internal static class TestModels
{
    /// <summary>features [N,3] -> scores [N,2]: the sum of a row, and ten times its first value plus one.</summary>
    public static byte[] Linear()
    {
        var model = new OnnxModelWriter();
        model.Input("features", OnnxElement.Float, null, 3);
        model.Constant("weights", [1, 10, 1, 0, 1, 0], 3, 2);
        model.Constant("bias", [0, 1], 2);
        model.Node("Gemm", "", ["features", "weights", "bias"], ["scores"]);
        model.Output("scores", OnnxElement.Float, null, 2);
        return model.ToArray("linear");
    }

    /// <summary>a [2,3] and b [2,3] -> difference a - b and product a * b, both [2,3].</summary>
    public static byte[] TwoInTwoOut()
    {
        var model = new OnnxModelWriter();
        model.Input("a", OnnxElement.Float, 2, 3);
        model.Input("b", OnnxElement.Float, 2, 3);
        model.Node("Sub", "", ["a", "b"], ["difference"]);
        model.Node("Mul", "", ["a", "b"], ["product"]);
        model.Output("difference", OnnxElement.Float, 2, 3);
        model.Output("product", OnnxElement.Float, 2, 3);
        return model.ToArray("two");
    }

    /// <summary>x [4] -> y [4], unchanged, of any element type.</summary>
    public static byte[] Identity(OnnxElement element)
    {
        var model = new OnnxModelWriter();
        model.Input("x", element, 4);
        model.Node("Identity", "", ["x"], ["y"]);
        model.Output("y", element, 4);
        return model.ToArray("identity");
    }

    /// <summary>features [N,2] -> scores [N,3]: one split, class 0 where the second feature is below 0.5, else class 2.</summary>
    public static byte[] Stump()
    {
        var model = new OnnxModelWriter();
        model.Input("features", OnnxElement.Float, null, 2);
        model.Node(
            "TreeEnsembleClassifier", OnnxModelWriter.MachineLearning, ["features"], ["label", "scores"],
            OnnxModelWriter.Attribute("nodes_treeids", [0L, 0, 0]),
            OnnxModelWriter.Attribute("nodes_nodeids", [0L, 1, 2]),
            OnnxModelWriter.Attribute("nodes_featureids", [1L, 0, 0]),
            OnnxModelWriter.Attribute("nodes_values", [0.5f, 0, 0]),
            OnnxModelWriter.Attribute("nodes_modes", ["BRANCH_LT", "LEAF", "LEAF"]),
            OnnxModelWriter.Attribute("nodes_truenodeids", [1L, 0, 0]),
            OnnxModelWriter.Attribute("nodes_falsenodeids", [2L, 0, 0]),
            OnnxModelWriter.Attribute("class_treeids", [0L, 0]),
            OnnxModelWriter.Attribute("class_nodeids", [1L, 2]),
            OnnxModelWriter.Attribute("class_ids", [0L, 2]),
            OnnxModelWriter.Attribute("class_weights", [1f, 1f]),
            OnnxModelWriter.Attribute("classlabels_int64s", [0L, 1, 2]),
            OnnxModelWriter.Attribute("post_transform", "NONE"));
        model.Output("scores", OnnxElement.Float, null, 3);
        return model.ToArray("stump");
    }

    /// <summary>
    /// features [N,1] -> scores [N,1]: node 0 asks below 1, node 1 below 2, leaf 2 gives 10, leaf 3 gives 20. Children of the two
    /// splits as given.
    /// </summary>
    public static byte[] TwoSplits((long True, long False) first, (long True, long False) second)
    {
        var model = new OnnxModelWriter();
        model.Input("features", OnnxElement.Float, null, 1);
        model.Node(
            "TreeEnsembleRegressor", OnnxModelWriter.MachineLearning, ["features"], ["scores"],
            OnnxModelWriter.Attribute("nodes_treeids", [0L, 0, 0, 0]),
            OnnxModelWriter.Attribute("nodes_nodeids", [0L, 1, 2, 3]),
            OnnxModelWriter.Attribute("nodes_featureids", [0L, 0, 0, 0]),
            OnnxModelWriter.Attribute("nodes_values", [1f, 2, 0, 0]),
            OnnxModelWriter.Attribute("nodes_modes", ["BRANCH_LT", "BRANCH_LT", "LEAF", "LEAF"]),
            OnnxModelWriter.Attribute("nodes_truenodeids", [first.True, second.True, 0, 0]),
            OnnxModelWriter.Attribute("nodes_falsenodeids", [first.False, second.False, 0, 0]),
            OnnxModelWriter.Attribute("target_treeids", [0L, 0]),
            OnnxModelWriter.Attribute("target_nodeids", [2L, 3]),
            OnnxModelWriter.Attribute("target_ids", [0L, 0]),
            OnnxModelWriter.Attribute("target_weights", [10f, 20f]),
            OnnxModelWriter.Attribute("n_targets", 1),
            OnnxModelWriter.Attribute("post_transform", "NONE"));
        model.Output("scores", OnnxElement.Float, null, 1);
        return model.ToArray("two-splits");
    }

    /// <summary>x [4] -> a sequence that holds x: an output that is no tensor.</summary>
    public static byte[] Sequence()
    {
        static void Tensor(ProtobufWriter type) => type.Message(1, tensor => tensor.Int64(1, (int)OnnxElement.Float));
        var model = new ProtobufWriter();
        model.Int64(1, 8);
        model.Message(7, graph =>
        {
            graph.Message(1, node =>
            {
                node.Text(1, "x");
                node.Text(2, "list");
                node.Text(4, "SequenceConstruct");
            });
            graph.Text(2, "sequence");
            graph.Message(11, input =>
            {
                input.Text(1, "x");
                input.Message(2, Tensor);
            });
            graph.Message(12, output =>
            {
                output.Text(1, "list");
                output.Message(2, type => type.Message(4, sequence => sequence.Message(1, Tensor)));
            });
        });
        model.Message(8, set => set.Int64(2, 15));
        return model.ToArray();
    }
}

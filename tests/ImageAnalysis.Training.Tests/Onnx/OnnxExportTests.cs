using System.Text;
using ImageAnalysis.Training.Boosting;
using ImageAnalysis.Training.Onnx;
using ImageAnalysis.Training.Tests.Boosting;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace ImageAnalysis.Training.Tests.Onnx;

public class OnnxExportTests
{
    // Both sum some twenty leaves in single precision, in orders of their own.
    private const double Tolerance = 1e-5;

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void The_exported_model_gives_the_probabilities_of_the_trainer_with_and_without_missing_values(int classes)
    {
        using var trees = BoostedTrees.Train(Examples.Labelled(1500, classes, seed: 21), Examples.Few);
        var onnx = OnnxExport.Trees(trees.ToJson());
        foreach (var rows in new[] { Examples.Rows(700, seed: 22), Examples.Rows(300, seed: 23, missing: 0), Examples.Rows(9, seed: 24, missing: 1) })
            Same(trees.Probabilities(rows), Run(onnx, rows, classes), Tolerance);
    }

    [Fact]
    public void A_value_that_equals_a_threshold_takes_the_same_branch()
    {
        using var trees = BoostedTrees.Train(Examples.Labelled(1500, 3, seed: 25), Examples.Few);
        var nodes = TreeModel.Parse(trees.ToJson()).Nodes.Where(node => !node.IsLeaf).ToArray();
        var random = new Random(26);
        var values = new float[400 * Examples.Features];
        for (var i = 0; i < values.Length; i++)
        {
            var ofFeature = nodes.Where(node => node.Feature == i % Examples.Features).ToArray();
            values[i] = ofFeature[random.Next(ofFeature.Length)].Value;
        }

        var rows = new FeatureTable(values, Examples.Features);
        Same(trees.Probabilities(rows), Run(OnnxExport.Trees(trees.ToJson()), rows, 3), Tolerance);
    }

    [Fact]
    public void Trees_that_are_only_a_root_are_exported_too()
    {
        using var trees = BoostedTrees.Train(Examples.Labelled(200, 3, seed: 27), Examples.Few with { SplitGain = 1e6 });
        Assert.All(TreeModel.Parse(trees.ToJson()).Nodes, node => Assert.True(node.IsLeaf));
        var rows = Examples.Rows(5, seed: 28);
        Same(trees.Probabilities(rows), Run(OnnxExport.Trees(trees.ToJson()), rows, 3), Tolerance);
    }

    [Theory]
    [InlineData(0.4)]
    [InlineData(2.5)]
    public void A_temperature_divides_the_margins_before_softmax(double temperature)
    {
        using var trees = BoostedTrees.Train(Examples.Labelled(600, 3, seed: 29), Examples.Few);
        var rows = Examples.Rows(120, seed: 30);
        var margins = trees.Margins(rows);
        var expected = new float[margins.Length];
        for (var row = 0; row < rows.Rows; row++)
        {
            var sum = Enumerable.Range(0, 3).Sum(c => Math.Exp(margins[3 * row + c] / temperature));
            for (var c = 0; c < 3; c++) expected[3 * row + c] = (float)(Math.Exp(margins[3 * row + c] / temperature) / sum);
        }

        Same(expected, Run(OnnxExport.Trees(trees.ToJson(), temperature), rows, 3), Tolerance);
    }

    [Fact]
    public void Training_again_exports_the_same_bytes()
    {
        var table = Examples.Labelled(400, 3, seed: 31);
        using var one = BoostedTrees.Train(table, Examples.Few);
        using var two = BoostedTrees.Train(table, Examples.Few);
        Assert.Equal(OnnxExport.Trees(one.ToJson(), 1.3), OnnxExport.Trees(two.ToJson(), 1.3));
    }

    [Fact]
    public void The_model_has_one_input_and_one_output_of_the_stated_names_and_shapes()
    {
        using var trees = BoostedTrees.Train(Examples.Labelled(60, 4, seed: 32), Examples.Few);
        using var session = new InferenceSession(OnnxExport.Trees(trees.ToJson()));
        Assert.Equal(["features"], session.InputMetadata.Keys);
        Assert.Equal([-1, Examples.Features], session.InputMetadata["features"].Dimensions);
        Assert.Equal(["probabilities"], session.OutputMetadata.Keys);
        Assert.Equal([-1, 4], session.OutputMetadata["probabilities"].Dimensions);
    }

    [Fact]
    public void A_mutated_or_truncated_export_is_refused_or_answers_and_never_crashes_or_hangs()
    {
        using var trees = BoostedTrees.Train(Examples.Labelled(300, 3, seed: 34), Examples.Few with { Rounds = 4 });
        var model = OnnxExport.Trees(trees.ToJson());
        var rows = Examples.Rows(3, seed: 35);
        var random = new Random(36);
        var refused = 0;
        for (var i = 0; i < 400; i++)
        {
            var mutated = i % 4 == 0 ? model[..random.Next(model.Length)] : (byte[])model.Clone();
            for (var changes = random.Next(1, 6); changes > 0 && mutated.Length > 0; changes--)
                mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
            try
            {
                using var session = new InferenceSession(mutated);
                var input = new DenseTensor<float>(rows.Values, [rows.Rows, rows.Features]);
                using var outputs = session.Run([NamedOnnxValue.CreateFromTensor("features", input)]);
            }
            catch (OnnxRuntimeException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 200, 400);
    }

    [Fact]
    public void A_linear_model_is_the_softmax_of_its_scaled_sums()
    {
        float[] weights = [1, -1, 0.5f, 2, 0, -0.5f];
        float[] bias = [0.25f, -0.25f];
        float[] x = [0.3f, -0.7f, 1.1f];
        var margins = Enumerable.Range(0, 2).Select(c => bias[c] + Enumerable.Range(0, 3).Sum(f => x[f] * weights[2 * f + c])).ToArray();
        var first = 1 / (1 + Math.Exp((margins[1] - margins[0]) / 2));
        var probabilities = Run(OnnxExport.Linear(weights, bias, temperature: 2), new FeatureTable(x, 3), 2);
        Assert.Equal(first, probabilities[0], 1e-6);
        Assert.Equal(1 - first, probabilities[1], 1e-6);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e-60)]
    public void A_temperature_that_is_not_a_positive_number_is_refused(double temperature) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => OnnxExport.Linear([1, 2], [0, 0], temperature));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"learner\":{}}")]
    public void Bytes_that_are_no_model_are_refused(string json) =>
        Assert.Throws<InvalidDataException>(() => OnnxExport.Trees(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void A_model_of_another_objective_is_refused_by_its_name()
    {
        using var trees = BoostedTrees.Train(Examples.Labelled(60, 2, seed: 33), Examples.Few with { Rounds = 1 });
        var json = Encoding.UTF8.GetString(trees.ToJson()).Replace("multi:softprob", "rank:pairwise", StringComparison.Ordinal);
        var error = Assert.Throws<InvalidDataException>(() => OnnxExport.Trees(Encoding.UTF8.GetBytes(json)));
        Assert.Contains("rank:pairwise", error.Message, StringComparison.Ordinal);
    }

    private static float[] Run(byte[] onnx, FeatureTable rows, int classes)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1 };
        using var session = new InferenceSession(onnx, options);
        var input = new DenseTensor<float>(rows.Values, [rows.Rows, rows.Features]);
        using var outputs = session.Run([NamedOnnxValue.CreateFromTensor("features", input)]);
        var tensor = outputs.Single().AsTensor<float>();
        Assert.Equal([rows.Rows, classes], tensor.Dimensions.ToArray());
        return [.. tensor];
    }

    private static void Same(float[] expected, float[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], tolerance);
    }
}

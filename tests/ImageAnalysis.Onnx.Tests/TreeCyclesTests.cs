using ImageAnalysis.Onnx.Tests.Models;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace ImageAnalysis.Onnx.Tests;

public class TreeCyclesTests
{
    [Fact]
    public void A_tree_without_a_cycle_is_accepted_and_computed()
    {
        using var session = new InferenceSession(TestModels.TwoSplits((2, 1), (2, 3)));
        var rows = new DenseTensor<float>(new[] { 0.5f, 1.5f, 2.5f }, [3, 1]);
        using var outputs = session.Run([NamedOnnxValue.CreateFromTensor("features", rows)]);
        Assert.Equal([10, 10, 20], outputs.Single().AsTensor<float>());
    }

    // Node 1 goes back to node 0: without the refusal, a run with 2.5, or with 1.5, never returns.
    [Theory]
    [InlineData(2, 0)]
    [InlineData(0, 3)]
    public void A_branch_that_leads_back_is_refused_before_any_run(int whenTrue, int whenFalse)
    {
        var model = TestModels.TwoSplits((2, 1), (whenTrue, whenFalse));
        var error = Assert.Throws<OnnxRuntimeException>(() => new InferenceSession(model));
        Assert.Contains("cycle", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_is_looked_at_as_well()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "cycle.onnx");
        File.WriteAllBytes(path, TestModels.TwoSplits((2, 1), (2, 0)));
        Assert.Throws<OnnxRuntimeException>(() => new InferenceSession(path));
    }
}

using ImageAnalysis.Onnx.Tests.Models;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace ImageAnalysis.Onnx.Tests;

public class RefusalTests
{
    [Fact]
    public void A_model_cut_short_anywhere_is_refused_or_still_a_model()
    {
        var model = TestModels.Linear();
        var refused = 0;
        for (var length = 0; length < model.Length; length++) refused += LoadsAndRuns(model[..length], 3) ? 0 : 1;

        // A cut may fall between the graph and what follows it; nearly all others must be noticed.
        Assert.InRange(refused, model.Length * 9 / 10, model.Length);
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 2)]
    public void Mutated_models_give_a_coded_exception_or_an_answer_and_never_end_the_process(int which, int features)
    {
        var model = which == 0 ? TestModels.Linear() : TestModels.Stump();
        var random = new Random(20_240_131 + which);
        var refused = 0;
        for (var i = 0; i < 400; i++)
        {
            var mutated = (byte[])model.Clone();
            for (var changes = random.Next(1, 6); changes > 0; changes--)
                mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
            refused += LoadsAndRuns(mutated, features) ? 0 : 1;
        }

        Assert.InRange(refused, 100, 400);
    }

    [Fact]
    public void Bytes_that_are_no_model_are_refused()
    {
        var bytes = new byte[4096];
        new Random(7).NextBytes(bytes);
        Assert.Throws<OnnxRuntimeException>(() => new InferenceSession(bytes));
        Assert.Throws<OnnxRuntimeException>(() => new InferenceSession([]));
    }

    [Fact]
    public void A_missing_file_is_refused_by_its_path()
    {
        var error = Assert.Throws<OnnxRuntimeException>(() => new InferenceSession("/absent/model.onnx"));
        Assert.Contains("/absent/model.onnx", error.Message, StringComparison.Ordinal);
        Assert.Contains("NoSuchFile", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(4, 1)]
    public void An_input_of_the_wrong_shape_is_refused(int rows, int columns) =>
        Refused(TestModels.Linear(), "features", new DenseTensor<float>([rows, columns]));

    [Fact]
    public void An_input_of_the_wrong_rank_is_refused() =>
        Refused(TestModels.Linear(), "features", new DenseTensor<float>([3]));

    [Fact]
    public void An_input_of_the_wrong_element_type_is_refused()
    {
        Refused(TestModels.Linear(), "features", new DenseTensor<double>([1, 3]));
        Refused(TestModels.Linear(), "features", new DenseTensor<string>([1, 3]));
        Refused(TestModels.Linear(), "features", new DenseTensor<decimal>([1, 3]));
    }

    [Fact]
    public void An_input_of_another_name_is_refused() =>
        Refused(TestModels.Linear(), "feature", new DenseTensor<float>([1, 3]));

    [Fact]
    public void A_missing_input_is_refused()
    {
        Refused(TestModels.TwoInTwoOut(), "a", new DenseTensor<float>([2, 3]));
        using var session = new InferenceSession(TestModels.Linear());
        Assert.Throws<OnnxRuntimeException>(() => session.Run([]));
    }

    [Fact]
    public void An_output_that_the_model_lacks_is_refused()
    {
        using var session = new InferenceSession(TestModels.Linear());
        var input = NamedOnnxValue.CreateFromTensor("features", new DenseTensor<float>([1, 3]));
        Assert.Throws<OnnxRuntimeException>(() => session.Run([input], ["score"]));
        Assert.Throws<OnnxRuntimeException>(() => session.Run([input], []));
    }

    [Fact]
    public void An_output_that_is_no_tensor_is_described_and_refused_when_run()
    {
        using var session = new InferenceSession(TestModels.Sequence());
        var output = session.OutputMetadata["list"];
        Assert.Equal(OnnxValueType.ONNX_TYPE_SEQUENCE, output.OnnxValueType);
        Assert.False(output.IsTensor);
        Assert.Throws<OnnxRuntimeException>(() => output.ElementType);
        Refused(TestModels.Sequence(), "x", new DenseTensor<float>([4]));
    }

    private static void Refused<T>(byte[] model, string name, Tensor<T> tensor)
    {
        using var session = new InferenceSession(model);
        Assert.Throws<OnnxRuntimeException>(() => session.Run([NamedOnnxValue.CreateFromTensor(name, tensor)]));
    }

    private static bool LoadsAndRuns(byte[] model, int features)
    {
        try
        {
            using var options = new SessionOptions { IntraOpNumThreads = 1 };
            using var session = new InferenceSession(model, options);
            using var outputs = session.Run(
                [NamedOnnxValue.CreateFromTensor("features", new DenseTensor<float>([2, features]))]);
            return true;
        }
        catch (OnnxRuntimeException)
        {
            return false;
        }
    }
}

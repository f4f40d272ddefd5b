using ImageAnalysis.Onnx.Tests.Models;
using ImageAnalysis.Training.Onnx;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace ImageAnalysis.Onnx.Tests;

public class InferenceSessionTests
{
    [Fact]
    public void Names_shapes_and_types_are_those_of_the_model()
    {
        using var session = new InferenceSession(TestModels.Linear());
        var input = session.InputMetadata["features"];
        var output = session.OutputMetadata["scores"];
        Assert.Equal(["features"], session.InputNames);
        Assert.Equal(["scores"], session.OutputNames);
        Assert.Equal([-1, 3], input.Dimensions);
        Assert.Equal([-1, 2], output.Dimensions);
        Assert.Equal(typeof(float), input.ElementType);
        Assert.Equal(OnnxValueType.ONNX_TYPE_TENSOR, output.OnnxValueType);
    }

    [Fact]
    public void Names_keep_the_order_of_the_model()
    {
        using var session = new InferenceSession(TestModels.TwoInTwoOut());
        Assert.Equal(["a", "b"], session.InputNames);
        Assert.Equal(["difference", "product"], session.OutputNames);
    }

    [Fact]
    public void A_linear_model_computes_its_closed_form()
    {
        using var session = new InferenceSession(TestModels.Linear());
        using var outputs = session.Run([Rows([1, 2, 3, -4, 5, 0.5f], 2, 3)]);
        var scores = outputs.Single().AsTensor<float>();
        Assert.Equal([2, 2], scores.Dimensions.ToArray());
        Assert.Equal([6, 11, 1.5f, -39], scores);
    }

    [Fact]
    public void A_tree_takes_the_branch_of_its_split()
    {
        using var session = new InferenceSession(TestModels.Stump());
        using var outputs = session.Run([Rows([9, 0.25f, 9, 0.5f, 9, 0.75f], 3, 2)]);
        Assert.Equal([1, 0, 0, 0, 0, 1, 0, 0, 1], outputs.Single().AsEnumerable<float>());
    }

    [Fact]
    public void No_rows_give_no_rows()
    {
        using var session = new InferenceSession(TestModels.Linear());
        using var outputs = session.Run([Rows([], 0, 3)]);
        Assert.Equal([0, 2], outputs.Single().AsTensor<float>().Dimensions.ToArray());
    }

    [Fact]
    public void Inputs_are_matched_by_name_and_not_by_position()
    {
        using var session = new InferenceSession(TestModels.TwoInTwoOut());
        float[] a = [1, 2, 3, 4, 5, 6];
        float[] b = [6, 5, 4, 3, 2, 1];
        using var outputs = session.Run(
        [
            NamedOnnxValue.CreateFromTensor("b", new DenseTensor<float>(b, [2, 3])),
            NamedOnnxValue.CreateFromTensor("a", new DenseTensor<float>(a, [2, 3])),
        ]);
        Assert.Equal(["difference", "product"], outputs.Select(o => o.Name));
        Assert.Equal([-5, -3, -1, 1, 3, 5], outputs.First().AsTensor<float>());
        Assert.Equal([6, 10, 12, 12, 10, 6], outputs.Last().AsTensor<float>());
    }

    [Fact]
    public void Only_the_outputs_asked_for_are_computed()
    {
        using var session = new InferenceSession(TestModels.TwoInTwoOut());
        var two = NamedOnnxValue.CreateFromTensor("a", new DenseTensor<float>(new float[] { 2, 2, 2, 2, 2, 2 }, [2, 3]));
        var three = NamedOnnxValue.CreateFromTensor("b", new DenseTensor<float>(new float[] { 3, 3, 3, 3, 3, 3 }, [2, 3]));
        using var outputs = session.Run([two, three], ["product"]);
        Assert.Equal("product", outputs.Single().Name);
        Assert.All(outputs.Single().AsEnumerable<float>(), value => Assert.Equal(6, value));
    }

    [Fact]
    public void Every_plain_element_type_passes_through_unchanged()
    {
        Passes(1, 1.5f, -2f);
        Passes<byte>(2, 200, 3);
        Passes<sbyte>(3, -100, 3);
        Passes<ushort>(4, 60_000, 3);
        Passes<short>(5, -30_000, 3);
        Passes<int>(6, int.MinValue, 3);
        Passes<long>(7, long.MinValue, 3);
        Passes(9, true, false);
        Passes(11, Math.PI, -1e300);
        Passes<uint>(12, uint.MaxValue, 3);
        Passes<ulong>(13, ulong.MaxValue, 3);
    }

    [Fact]
    public void A_model_is_read_from_a_file_as_well()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "linear-µ.onnx");
        File.WriteAllBytes(path, TestModels.Linear());
        using var session = new InferenceSession(path);
        using var outputs = session.Run([Rows([1, 1, 1], 1, 3)]);
        Assert.Equal([3, 11], outputs.Single().AsTensor<float>());
    }

    [Fact]
    public void One_session_serves_several_threads()
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        using var session = new InferenceSession(TestModels.Linear(), options);
        Parallel.For(0, 400, i =>
        {
            using var outputs = session.Run([Rows([i, 1, 1], 1, 3)]);
            Assert.Equal([i + 2, 10 * i + 1], outputs.Single().AsTensor<float>());
        });
    }

    [Fact]
    public void A_session_outlives_the_options_it_was_made_with()
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1 };
        using var session = new InferenceSession(TestModels.Linear(), options);
        options.Dispose();
        using var outputs = session.Run([Rows([1, 1, 1], 1, 3)]);
        Assert.Equal([3, 11], outputs.Single().AsTensor<float>());
        Assert.Throws<ObjectDisposedException>(() => options.IntraOpNumThreads = 2);
        Assert.Throws<ObjectDisposedException>(() => new InferenceSession(TestModels.Linear(), options));
    }

    [Fact]
    public void A_configuration_entry_reaches_the_session()
    {
        using var options = new SessionOptions();
        options.AddSessionConfigEntry("session.load_model_format", "ORT");
        Assert.Throws<OnnxRuntimeException>(() => new InferenceSession(TestModels.Linear(), options));
    }

    [Fact]
    public void A_negative_number_of_threads_is_refused()
    {
        using var options = new SessionOptions();
        Assert.Throws<OnnxRuntimeException>(() => options.IntraOpNumThreads = -1);
        Assert.Throws<OnnxRuntimeException>(() => options.InterOpNumThreads = -1);
    }

    [Fact]
    public void A_disposed_session_and_a_disposed_output_are_refused()
    {
        var session = new InferenceSession(TestModels.Linear());
        var outputs = session.Run([Rows([1, 2, 3], 1, 3)]);
        var output = outputs.Single();
        outputs.Dispose();
        session.Dispose();
        session.Dispose();
        Assert.Throws<ObjectDisposedException>(() => output.AsTensor<float>());
        Assert.Throws<ObjectDisposedException>(() => session.Run([Rows([1, 2, 3], 1, 3)]));
    }

    private static void Passes<T>(int element, T first, T second)
    {
        using var session = new InferenceSession(TestModels.Identity((OnnxElement)element));
        T[] values = [first, second, second, first];
        Assert.Equal(typeof(T), session.InputMetadata["x"].ElementType);
        using var outputs = session.Run([NamedOnnxValue.CreateFromTensor("x", new DenseTensor<T>(values, [4]))]);
        Assert.Equal(values, outputs.Single().AsTensor<T>());
    }

    private static NamedOnnxValue Rows(float[] values, int rows, int columns) =>
        NamedOnnxValue.CreateFromTensor("features", new DenseTensor<float>(values, [rows, columns]));
}

using Microsoft.ML.OnnxRuntime.Tensors;

namespace ImageAnalysis.Onnx.Tests;

public class DenseTensorTests
{
    [Fact]
    public void The_last_dimension_runs_fastest()
    {
        var tensor = new DenseTensor<int>(new[] { 0, 1, 2, 3, 4, 5 }, [2, 3]);
        Assert.Equal([3, 1], tensor.Strides.ToArray());
        Assert.Equal(5, tensor[1, 2]);
        Assert.Equal(3, tensor[1, 0]);
        Assert.Equal([0, 1, 2, 3, 4, 5], tensor);
    }

    [Fact]
    public void Given_memory_is_shared_with_its_owner()
    {
        var values = new float[3];
        var tensor = new DenseTensor<float>(values, [1, 3]);
        tensor[0, 2] = 7;
        values[1] = 5;
        Assert.Equal(7, values[2]);
        Assert.Equal(5, tensor.GetValue(1));
    }

    [Fact]
    public void A_tensor_of_no_dimensions_holds_one_element()
    {
        var scalar = new DenseTensor<double>([]);
        Assert.Equal(1, scalar.Length);
        Assert.Equal(0, scalar.Rank);
    }

    [Fact]
    public void A_shape_that_the_memory_does_not_fill_exactly_is_refused() =>
        Assert.Throws<ArgumentException>(() => new DenseTensor<float>(new float[5], [2, 3]));

    [Theory]
    [InlineData(-1, 3)]
    [InlineData(100_000, 100_000)]
    public void A_shape_that_is_negative_or_too_large_is_refused(int rows, int columns) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new DenseTensor<float>([rows, columns]));

    [Theory]
    [InlineData(0, 3)]
    [InlineData(2, 0)]
    [InlineData(-1, 0)]
    public void An_index_beside_the_shape_is_refused(int row, int column) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new DenseTensor<float>([2, 3])[row, column]);

    [Fact]
    public void Too_few_indices_are_refused() => Assert.Throws<ArgumentException>(() => new DenseTensor<float>([2, 3])[1]);
}

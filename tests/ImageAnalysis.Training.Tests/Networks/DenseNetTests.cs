using ImageAnalysis.Quantities;
using ImageAnalysis.Training.Networks;
using ImageAnalysis.Training.Onnx;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace ImageAnalysis.Training.Tests.Networks;

public class DenseNetTests
{
    private const int Inputs = 13;

    [Fact]
    public void Derivatives_are_those_of_small_steps()
    {
        var net = Net();
        var pass = new DenseNet.Pass(net);
        Row(1).CopyTo(pass.Input);
        pass.Forward();
        pass.Backward(1);
        var derivative = pass.Gradient.ToArray();

        const float step = 1e-3f;
        for (var i = 0; i < net.Weights.Length; i++)
        {
            var before = net.Weights[i];
            net.Weights[i] = before + step;
            double above = pass.Forward();
            net.Weights[i] = before - step;
            double below = pass.Forward();
            net.Weights[i] = before;
            Assert.Equal((above - below) / (2 * step), derivative[i], 5e-3);
        }
    }

    [Fact]
    public void Derivatives_of_several_rows_add_up()
    {
        var net = Net();
        var pass = new DenseNet.Pass(net);
        var sum = new float[net.Weights.Length];
        foreach (var seed in (ulong[])[1, 2])
        {
            var one = new DenseNet.Pass(net);
            foreach (var to in (DenseNet.Pass[])[one, pass])
            {
                Row(seed).CopyTo(to.Input);
                to.Forward();
                to.Backward(0.5f);
            }

            for (var i = 0; i < sum.Length; i++) sum[i] += one.Gradient[i];
        }

        for (var i = 0; i < sum.Length; i++) Assert.Equal(sum[i], pass.Gradient[i], 1e-5);
    }

    [Fact]
    public void The_exported_network_gives_the_trainers_values()
    {
        var net = Net();
        var pass = new DenseNet.Pass(net);
        using var session = new InferenceSession(NetworkExport.Write(net));
        float[] rows = [.. Row(3), .. Row(4)];
        using var results = session.Run([NamedOnnxValue.CreateFromTensor("features", new DenseTensor<float>(rows, [2, Inputs]))], ["sums"]);
        float[] given = [.. results.First().AsTensor<float>()];
        for (var r = 0; r < 2; r++)
        {
            rows.AsSpan(r * Inputs, Inputs).CopyTo(pass.Input);
            Assert.Equal(pass.Forward(), given[r], 1e-4);
        }
    }

    private static DenseNet Net()
    {
        var net = new DenseNet([Inputs, 7, 5], new SeededRandom(5));
        for (var i = 0; i < net.Weights.Length; i++) net.Weights[i] += 0.05f * (float)Math.Sin(i);
        return net;
    }

    private static float[] Row(ulong seed)
    {
        var random = new SeededRandom(seed);
        return [.. Enumerable.Range(0, Inputs).Select(_ => (float)random.NextGaussian())];
    }
}

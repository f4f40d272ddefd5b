using ImageAnalysis.Quantities;
using ImageAnalysis.Training.Networks;
using ImageAnalysis.Training.Onnx;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace ImageAnalysis.Training.Tests.Networks;

public class UNetTests
{
    private const int Width = 64, Height = 32;

    [Fact]
    public void A_convolution_is_the_sum_over_neighbours_and_channels()
    {
        var random = new SeededRandom(1);
        var source = Filled(3, 32, 8, random);
        var weights = Values(4 * 3 * Convolution.Taps, random);
        var bias = Values(4, random);
        var target = new FeatureMaps(4, 32, 8);
        Convolution.Apply(source, weights, bias, target);
        for (var o = 0; o < 4; o++)
        {
            for (var y = 0; y < 8; y++)
            {
                for (var x = 0; x < 32; x++)
                {
                    double sum = bias[o];
                    for (var i = 0; i < 3; i++)
                    {
                        for (var k = 0; k < Convolution.Taps; k++)
                        {
                            var (sx, sy) = (x + (k % 3) - 1, y + (k / 3) - 1);
                            if (sx is >= 0 and < 32 && sy is >= 0 and < 8) sum += weights[(((o * 3) + i) * Convolution.Taps) + k] * (double)source.Row(i, sy)[sx];
                        }
                    }

                    Assert.Equal(sum, target.Row(o, y)[x], 1e-4);
                }
            }
        }
    }

    [Fact]
    public void Derivatives_are_those_of_small_steps()
    {
        var net = new UNet([4, 8, 8], 2, new SeededRandom(2));
        for (var i = 0; i < net.Weights.Length; i++) net.Weights[i] += 0.02f * (float)Math.Sin(i);
        var pass = new UNet.Pass(net, Width, Height);
        var random = new SeededRandom(3);
        for (var y = 0; y < Height; y++) Values(Width, random).CopyTo(pass.Input.Row(0, y));
        var weightOfLoss = Values(2 * Width * Height, random);

        Loss();
        for (var o = 0; o < 2; o++) weightOfLoss.AsSpan(o * Width * Height, Width * Height).CopyTo(pass.OutputDerivative[o]);
        pass.Backward();
        var derivative = pass.Gradient.ToArray();
        var bad = 0;
        var asked = Enumerable.Range(0, 150).Select(_ => random.NextInt(net.Weights.Length)).ToArray();
        foreach (var i in asked)
        {
            var kept = net.Weights[i];
            const float Step = 2e-3f;
            net.Weights[i] = kept + Step;
            var above = Loss();
            net.Weights[i] = kept - Step;
            var below = Loss();
            net.Weights[i] = kept;
            // Where a step crosses a bend of max(0, x) or another of four is largest, the two differ; seldom and little.
            if (Math.Abs(((above - below) / (2 * Step)) - derivative[i]) > 0.02 * (Math.Abs(derivative[i]) + 10)) bad++;
        }

        Assert.True(bad <= 6, $"{bad} of {asked.Length} derivatives are not those of small steps.");
        Assert.True(derivative.Count(d => d != 0) > 0.8 * derivative.Length);

        double Loss()
        {
            pass.Forward();
            var sum = 0.0;
            for (var o = 0; o < 2; o++)
                for (var i = 0; i < Width * Height; i++) sum += weightOfLoss[(o * Width * Height) + i] * (double)pass.Output[o][i];
            return sum;
        }
    }

    [Fact]
    public void The_exported_network_gives_the_values_of_the_trainer()
    {
        var net = new UNet([4, 8, 12], 2, new SeededRandom(4));
        for (var i = 0; i < net.Weights.Length; i++) net.Weights[i] += 0.03f * (float)Math.Cos(i);
        var pass = new UNet.Pass(net, Width, Height);
        var values = Values(Width * Height, new SeededRandom(5));
        for (var y = 0; y < Height; y++) values.AsSpan(y * Width, Width).CopyTo(pass.Input.Row(0, y));
        pass.Forward();
        using var session = new InferenceSession(NetworkExport.Write(net), new SessionOptions { IntraOpNumThreads = 1 });
        using var results = session.Run([NamedOnnxValue.CreateFromTensor("grey", new DenseTensor<float>(values, [1, 1, Height, Width]))], ["maps"]);
        var maps = results.First().AsTensor<float>().ToArray();
        var largest = maps.Max(Math.Abs);
        for (var o = 0; o < 2; o++)
            for (var i = 0; i < Width * Height; i++) Assert.Equal(pass.Output[o][i], maps[(o * Width * Height) + i], 1e-5 * Math.Max(1, largest));
    }

    [Fact]
    public void Steps_of_Adam_lead_to_the_least_of_a_bowl()
    {
        float[] weights = [3, -2];
        var adam = new Adam(2);
        for (var i = 0; i < 2000; i++) adam.Step(weights, [2 * (weights[0] - 1), 20 * (weights[1] - 0.5f)], 0.02);
        Assert.Equal(1, weights[0], 1e-3);
        Assert.Equal(0.5, weights[1], 1e-3);
    }

    private static FeatureMaps Filled(int channels, int width, int height, SeededRandom random)
    {
        var maps = new FeatureMaps(channels, width, height);
        for (var c = 0; c < channels; c++)
            for (var y = 0; y < height; y++) Values(width, random).CopyTo(maps.Row(c, y));
        return maps;
    }

    private static float[] Values(int count, SeededRandom random) => [.. Enumerable.Range(0, count).Select(_ => (float)random.NextGaussian())];
}

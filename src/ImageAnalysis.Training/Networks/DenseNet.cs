using System.Numerics;
using System.Runtime.InteropServices;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Training.Networks;

/// <summary>A network of full layers, max(0, x) between them, with one sum at the end.</summary>
internal sealed class DenseNet
{
    private readonly Layer[] _layers;

    /// <param name="widths">Inputs, then the units of each hidden layer.</param>
    /// <param name="random">Draws the first weights.</param>
    public DenseNet(int[] widths, SeededRandom random)
    {
        var size = 0;
        _layers = new Layer[widths.Length];
        for (var i = 0; i < widths.Length; i++)
        {
            _layers[i] = new Layer(widths[i], i + 1 < widths.Length ? widths[i + 1] : 1, size);
            size = _layers[i].End;
        }

        Weights = new float[size];
        foreach (var layer in _layers)
        {
            // Variance that keeps the values' own through max(0, x): K. He et al., ICCV 2015.
            var deviation = Math.Sqrt(2.0 / layer.Inputs);
            foreach (ref var weight in layer.Kernel(Weights)) weight = (float)(deviation * random.NextGaussian());
        }
    }

    /// <summary>All weights: of each layer outputs x inputs, and its biases.</summary>
    public float[] Weights { get; }

    /// <summary>In the order in which they are applied.</summary>
    public IReadOnlyList<Layer> Layers => _layers;

    /// <summary>Where the weights of a layer are.</summary>
    /// <param name="At">Index of its first weight.</param>
    public sealed record Layer(int Inputs, int Outputs, int At)
    {
        public int End => At + (Inputs * Outputs) + Outputs;

        public Span<float> Kernel(float[] all) => all.AsSpan(At, Inputs * Outputs);

        public Span<float> Bias(float[] all) => all.AsSpan(At + (Inputs * Outputs), Outputs);
    }

    /// <summary>What one row of numbers needs while it passes through the network and back; used by one thread.</summary>
    public sealed class Pass
    {
        private readonly DenseNet _net;
        private readonly float[][] _given, _derivative;

        public Pass(DenseNet net)
        {
            _net = net;
            _given = [.. net._layers.Select(l => new float[l.Inputs])];
            _derivative = [.. net._layers.Select(l => new float[l.Inputs])];
            Gradient = new float[net.Weights.Length];
        }

        /// <summary>The row; fill it before <see cref="Forward"/>.</summary>
        public Span<float> Input => _given[0];

        /// <summary>Derivative of the loss by each weight: the sum of every <see cref="Backward"/> since it was cleared.</summary>
        public float[] Gradient { get; }

        public float Forward()
        {
            for (var i = 0; ; i++)
            {
                var layer = _net._layers[i];
                ReadOnlySpan<float> kernel = layer.Kernel(_net.Weights), bias = layer.Bias(_net.Weights);
                if (i + 1 == _net._layers.Length) return bias[0] + Dot(kernel, _given[i]);
                for (var o = 0; o < layer.Outputs; o++) _given[i + 1][o] = Math.Max(0, bias[o] + Dot(kernel.Slice(o * layer.Inputs, layer.Inputs), _given[i]));
            }
        }

        /// <summary>Adds the derivatives that follow from that by the output.</summary>
        public void Backward(float slope)
        {
            for (var i = _net._layers.Length - 1; i >= 0; i--)
            {
                var layer = _net._layers[i];
                ReadOnlySpan<float> kernel = layer.Kernel(_net.Weights);
                Span<float> ofKernel = layer.Kernel(Gradient), ofBias = layer.Bias(Gradient);
                _derivative[i].AsSpan().Clear();
                for (var o = 0; o < layer.Outputs; o++)
                {
                    var ofUnit = i + 1 == _net._layers.Length ? slope : _given[i + 1][o] > 0 ? _derivative[i + 1][o] : 0;
                    if (ofUnit == 0) continue;
                    ofBias[o] += ofUnit;
                    AddScaled(_given[i], ofUnit, ofKernel.Slice(o * layer.Inputs, layer.Inputs));
                    if (i > 0) AddScaled(kernel.Slice(o * layer.Inputs, layer.Inputs), ofUnit, _derivative[i]);
                }
            }
        }

        private static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
        {
            var one = MemoryMarshal.Cast<float, Vector<float>>(a);
            var other = MemoryMarshal.Cast<float, Vector<float>>(b);
            var sums = Vector<float>.Zero;
            for (var i = 0; i < one.Length; i++) sums += one[i] * other[i];
            var sum = Vector.Sum(sums);
            for (var i = one.Length * Vector<float>.Count; i < a.Length; i++) sum += a[i] * b[i];
            return sum;
        }

        private static void AddScaled(ReadOnlySpan<float> source, float factor, Span<float> target)
        {
            var from = MemoryMarshal.Cast<float, Vector<float>>(source);
            var to = MemoryMarshal.Cast<float, Vector<float>>(target);
            for (var i = 0; i < from.Length; i++) to[i] += from[i] * factor;
            for (var i = from.Length * Vector<float>.Count; i < source.Length; i++) target[i] += source[i] * factor;
        }
    }
}

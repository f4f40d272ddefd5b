using ImageAnalysis.Quantities;

namespace ImageAnalysis.Training.Networks;

/// <summary>
/// A convolutional network that gives every pixel its outputs, from fine and coarse surroundings (O. Ronneberger et al., "U-Net", MICCAI 2015, with borders of zeros): at each
/// scale two 3 x 3 convolutions with max(0, x), between scales the largest of 2 x 2 on the way down and repetition on the way up, where the maps of the way down join in.
/// </summary>
internal sealed class UNet
{
    private readonly int[] _channels;
    private readonly List<Layer> _layers = [];

    /// <param name="channels">At each scale, finest first; multiples of <see cref="Convolution.Block"/>.</param>
    /// <param name="outputs">Per pixel.</param>
    /// <param name="random">Draws the first weights.</param>
    public UNet(int[] channels, int outputs, SeededRandom random)
    {
        (_channels, Outputs) = (channels, outputs);
        var (inputs, size) = (1, 0);
        foreach (var width in channels) Two(inputs, inputs = width);
        for (var scale = channels.Length - 2; scale >= 0; scale--) Two(inputs + channels[scale], inputs = channels[scale]);
        Head = new Layer(inputs, outputs, 1, size);
        Weights = new float[Head.End];
        foreach (var layer in _layers)
        {
            // Variance that keeps the values' own through max(0, x): K. He et al., ICCV 2015.
            var deviation = Math.Sqrt(2.0 / (layer.Inputs * layer.Taps));
            foreach (ref var weight in layer.Kernel(Weights)) weight = (float)(deviation * random.NextGaussian());
        }

        void Two(int from, int to)
        {
            foreach (var source in (int[])[from, to])
            {
                _layers.Add(new Layer(source, to, Convolution.Taps, size));
                size = _layers[^1].End;
            }
        }
    }

    public int Outputs { get; }

    /// <summary>Channels at each scale, finest first.</summary>
    public IReadOnlyList<int> Channels => _channels;

    /// <summary>All weights: of each convolution its kernels, outputs x inputs x neighbours, and its biases.</summary>
    public float[] Weights { get; }

    /// <summary>The convolutions in the order in which they are applied: down, then up.</summary>
    public IReadOnlyList<Layer> Layers => _layers;

    /// <summary>The last step: every output a sum over the channels of its pixel.</summary>
    public Layer Head { get; }

    /// <summary>Where the weights of a convolution are.</summary>
    /// <param name="Taps">Neighbours in a kernel.</param>
    /// <param name="At">Index of its first weight.</param>
    public sealed record Layer(int Inputs, int Outputs, int Taps, int At)
    {
        public int End => At + (Inputs * Outputs * Taps) + Outputs;

        public Span<float> Kernel(float[] all) => all.AsSpan(At, Inputs * Outputs * Taps);

        public Span<float> Bias(float[] all) => all.AsSpan(At + (Inputs * Outputs * Taps), Outputs);
    }

    /// <summary>What one picture needs while it passes through the network and back; used by one thread.</summary>
    public sealed class Pass
    {
        private readonly UNet _net;
        private readonly int _scales;

        // Of each convolution what it is given, what it gives, and the derivatives of that; of each step between scales where the largest lay.
        private readonly FeatureMaps[] _given, _made, _derivative, _givenDerivative;
        private readonly byte[][] _largest;

        public Pass(UNet net, int width, int height)
        {
            (_net, _scales) = (net, net._channels.Length);
            var count = net._layers.Count;
            (_given, _made, _derivative, _givenDerivative) = (new FeatureMaps[count], new FeatureMaps[count], new FeatureMaps[count], new FeatureMaps[count]);
            for (var i = 0; i < count; i++)
            {
                var (w, h) = (width >> ScaleOf(i), height >> ScaleOf(i));
                _given[i] = i % 2 == 1 ? _made[i - 1] : new FeatureMaps(net._layers[i].Inputs, w, h);
                _made[i] = new FeatureMaps(net._layers[i].Outputs, w, h);
                _derivative[i] = new FeatureMaps(net._layers[i].Outputs, w, h);
            }

            for (var i = 1; i < count; i++) _givenDerivative[i] = i % 2 == 1 ? _derivative[i - 1] : new FeatureMaps(_given[i].Channels, _given[i].Width, _given[i].Height);
            _largest = [.. Enumerable.Range(1, _scales - 1).Select(s => new byte[net._channels[s - 1] * (width >> s) * (height >> s)])];
            Output = new float[net.Outputs][];
            OutputDerivative = new float[net.Outputs][];
            for (var o = 0; o < net.Outputs; o++) (Output[o], OutputDerivative[o]) = (new float[width * height], new float[width * height]);
            Gradient = new float[net.Weights.Length];
        }

        /// <summary>The picture; fill it before <see cref="Forward"/>.</summary>
        public FeatureMaps Input => _given[0];

        /// <summary>Per output, row by row.</summary>
        public float[][] Output { get; }

        /// <summary>Derivative of the loss by <see cref="Output"/>; fill it before <see cref="Backward"/>.</summary>
        public float[][] OutputDerivative { get; }

        /// <summary>Derivative of the loss by each weight, of the last <see cref="Backward"/>.</summary>
        public float[] Gradient { get; }

        public void Forward()
        {
            for (var i = 0; i < _made.Length; i++)
            {
                if (i % 2 == 0 && i > 0)
                {
                    if (i / 2 < _scales) Down(_made[i - 1], _given[i], _largest[(i / 2) - 1]);
                    else Up(_made[i - 1], _made[Beside(i)], _given[i]);
                }

                var layer = _net._layers[i];
                Convolution.Apply(_given[i], layer.Kernel(_net.Weights), layer.Bias(_net.Weights), _made[i]);
                for (var c = 0; c < layer.Outputs; c++)
                {
                    for (var y = 0; y < _made[i].Height; y++)
                        foreach (ref var value in _made[i].Row(c, y)) value = Math.Max(value, 0);
                }
            }

            var last = _made[^1];
            var kernel = _net.Head.Kernel(_net.Weights);
            var bias = _net.Head.Bias(_net.Weights);
            for (var o = 0; o < _net.Outputs; o++)
            {
                Output[o].AsSpan().Fill(bias[o]);
                for (var c = 0; c < last.Channels; c++)
                {
                    var weight = kernel[(o * last.Channels) + c];
                    for (var y = 0; y < last.Height; y++) AddScaled(last.Row(c, y), weight, Output[o].AsSpan(y * last.Width, last.Width));
                }
            }
        }

        public void Backward()
        {
            Gradient.AsSpan().Clear();
            foreach (var maps in _derivative) maps.Data.AsSpan().Clear();
            BackThroughHead();
            for (var i = _made.Length - 1; i >= 0; i--)
            {
                var layer = _net._layers[i];
                var derivative = _derivative[i];
                for (var c = 0; c < layer.Outputs; c++)
                {
                    for (var y = 0; y < derivative.Height; y++)
                    {
                        var row = derivative.Row(c, y);
                        var made = _made[i].Row(c, y);
                        for (var x = 0; x < row.Length; x++)
                            if (made[x] <= 0) row[x] = 0;
                    }
                }

                Convolution.AddDerivatives(_given[i], derivative, layer.Kernel(Gradient), layer.Bias(Gradient));
                if (i == 0) return;
                Convolution.Apply(derivative, Convolution.Turned(layer.Kernel(_net.Weights), layer.Inputs, layer.Outputs), [], _givenDerivative[i]);
                if (i % 2 == 1) continue;
                if (i / 2 < _scales) BackDown(_givenDerivative[i], _derivative[i - 1], _largest[(i / 2) - 1]);
                else BackUp(_givenDerivative[i], _derivative[i - 1], _derivative[Beside(i)]);
            }
        }

        private int ScaleOf(int layer) => layer / 2 < _scales ? layer / 2 : (2 * _scales) - 2 - (layer / 2);

        /// <summary>The last convolution on the way down at the scale of one on the way up.</summary>
        private int Beside(int layer) => (2 * ScaleOf(layer)) + 1;

        private void BackThroughHead()
        {
            var last = _made[^1];
            var kernel = _net.Head.Kernel(_net.Weights);
            var gradient = _net.Head.Kernel(Gradient);
            var bias = _net.Head.Bias(Gradient);
            for (var o = 0; o < _net.Outputs; o++)
            {
                foreach (var value in OutputDerivative[o]) bias[o] += value;
                for (var c = 0; c < last.Channels; c++)
                {
                    var sum = 0f;
                    var weight = kernel[(o * last.Channels) + c];
                    for (var y = 0; y < last.Height; y++)
                    {
                        var from = OutputDerivative[o].AsSpan(y * last.Width, last.Width);
                        var row = last.Row(c, y);
                        for (var x = 0; x < row.Length; x++) sum += row[x] * from[x];
                        AddScaled(from, weight, _derivative[^1].Row(c, y));
                    }

                    gradient[(o * last.Channels) + c] += sum;
                }
            }
        }

        private static void AddScaled(ReadOnlySpan<float> source, float factor, Span<float> target)
        {
            for (var x = 0; x < target.Length; x++) target[x] += factor * source[x];
        }

        private static void Down(FeatureMaps source, FeatureMaps target, byte[] largest)
        {
            var i = 0;
            for (var c = 0; c < target.Channels; c++)
            {
                for (var y = 0; y < target.Height; y++)
                {
                    var upper = source.Row(c, 2 * y);
                    var lower = source.Row(c, (2 * y) + 1);
                    var row = target.Row(c, y);
                    for (var x = 0; x < row.Length; x++, i++)
                    {
                        var (best, at) = (upper[2 * x], (byte)0);
                        if (upper[(2 * x) + 1] > best) (best, at) = (upper[(2 * x) + 1], 1);
                        if (lower[2 * x] > best) (best, at) = (lower[2 * x], 2);
                        if (lower[(2 * x) + 1] > best) (best, at) = (lower[(2 * x) + 1], 3);
                        (row[x], largest[i]) = (best, at);
                    }
                }
            }
        }

        private static void BackDown(FeatureMaps derivative, FeatureMaps source, byte[] largest)
        {
            var i = 0;
            for (var c = 0; c < derivative.Channels; c++)
            {
                for (var y = 0; y < derivative.Height; y++)
                {
                    var upper = source.Row(c, 2 * y);
                    var lower = source.Row(c, (2 * y) + 1);
                    var row = derivative.Row(c, y);
                    for (var x = 0; x < row.Length; x++, i++) ((largest[i] & 2) == 0 ? upper : lower)[(2 * x) + (largest[i] & 1)] += row[x];
                }
            }
        }

        /// <summary>The coarser maps repeated, and behind them those of the way down.</summary>
        private static void Up(FeatureMaps coarse, FeatureMaps beside, FeatureMaps target)
        {
            for (var y = 0; y < target.Height; y++)
            {
                for (var c = 0; c < coarse.Channels; c++)
                {
                    var row = target.Row(c, y);
                    var from = coarse.Row(c, y / 2);
                    for (var x = 0; x < row.Length; x++) row[x] = from[x / 2];
                }

                for (var c = 0; c < beside.Channels; c++) beside.Row(c, y).CopyTo(target.Row(coarse.Channels + c, y));
            }
        }

        private static void BackUp(FeatureMaps derivative, FeatureMaps coarse, FeatureMaps beside)
        {
            for (var y = 0; y < derivative.Height; y++)
            {
                for (var c = 0; c < coarse.Channels; c++)
                {
                    var row = derivative.Row(c, y);
                    var to = coarse.Row(c, y / 2);
                    for (var x = 0; x < row.Length; x++) to[x / 2] += row[x];
                }

                for (var c = 0; c < beside.Channels; c++) AddScaled(derivative.Row(coarse.Channels + c, y), 1, beside.Row(c, y));
            }
        }
    }
}

using System.Globalization;
using ImageAnalysis.Training.Networks;

namespace ImageAnalysis.Training.Onnx;

/// <summary>Networks as ONNX files, the networks' sums as they are. Of pictures: input <c>grey</c> float[N,1,H,W], output <c>maps</c> float[N,outputs,H,W]; of rows of numbers: input <c>features</c> float[N,inputs], output <c>sums</c> float[N,1].</summary>
internal static class NetworkExport
{
    /// <summary>The same network gives the same bytes. Width and height of the input are free, but must be whole multiples of what the coarsest scale makes one of.</summary>
    public static byte[] Write(UNet net)
    {
        var model = new OnnxModelWriter();
        model.Input("grey", OnnxElement.Float, null, 1, null, null);
        model.Constant("twice", [1, 1, 2, 2], 4);
        var scales = net.Channels.Count;
        var last = "grey";
        var beside = new string[scales];
        for (var i = 0; i < net.Layers.Count; i++)
        {
            var step = i / 2;
            if (i % 2 == 0 && i > 0) last = step < scales ? Down(model, last, i) : Up(model, last, beside[(2 * scales) - 2 - step], i);
            last = Convolve(model, net, net.Layers[i], last, i.ToString(CultureInfo.InvariantCulture), isLast: false);
            if (step < scales) beside[step] = last;
        }

        Convolve(model, net, net.Head, last, "head", isLast: true);
        model.Output("maps", OnnxElement.Float, null, net.Outputs, null, null);
        return model.ToArray("unet");
    }

    /// <summary>The same network gives the same bytes.</summary>
    public static byte[] Write(DenseNet net)
    {
        var model = new OnnxModelWriter();
        model.Input("features", OnnxElement.Float, null, net.Layers[0].Inputs);
        var last = "features";
        for (var i = 0; i < net.Layers.Count; i++)
        {
            var layer = net.Layers[i];
            var isLast = i + 1 == net.Layers.Count;
            var number = i.ToString(CultureInfo.InvariantCulture);
            model.Constant($"weights-{number}", layer.Kernel(net.Weights), layer.Outputs, layer.Inputs);
            model.Constant($"bias-{number}", layer.Bias(net.Weights), layer.Outputs);
            model.Node("Gemm", "", [last, $"weights-{number}", $"bias-{number}"], [isLast ? "sums" : $"sums-{number}"], OnnxModelWriter.Attribute("transB", 1));
            if (isLast) break;
            last = $"units-{number}";
            model.Node("Relu", "", [$"sums-{number}"], [last]);
        }

        model.Output("sums", OnnxElement.Float, null, 1);
        return model.ToArray("dense");
    }

    private static string Down(OnnxModelWriter model, string source, int i)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"down{i}");
        model.Node("MaxPool", "", [source], [name], OnnxModelWriter.Attribute("kernel_shape", [2L, 2]), OnnxModelWriter.Attribute("strides", [2L, 2]));
        return name;
    }

    private static string Up(OnnxModelWriter model, string source, string beside, int i)
    {
        var (up, name) = (string.Create(CultureInfo.InvariantCulture, $"up{i}"), string.Create(CultureInfo.InvariantCulture, $"joined{i}"));
        model.Node("Resize", "", [source, "", "twice"], [up],
            OnnxModelWriter.Attribute("mode", "nearest"), OnnxModelWriter.Attribute("coordinate_transformation_mode", "asymmetric"), OnnxModelWriter.Attribute("nearest_mode", "floor"));
        model.Node("Concat", "", [up, beside], [name], OnnxModelWriter.Attribute("axis", 1));
        return name;
    }

    private static string Convolve(OnnxModelWriter model, UNet net, UNet.Layer layer, string source, string name, bool isLast)
    {
        var side = layer.Taps == 1 ? 1 : 3;
        var (kernel, bias, sums, made) = ($"kernel-{name}", $"bias-{name}", isLast ? "maps" : $"sums-{name}", $"maps-{name}");
        model.Constant(kernel, layer.Kernel(net.Weights), layer.Outputs, layer.Inputs, side, side);
        model.Constant(bias, layer.Bias(net.Weights), layer.Outputs);
        model.Node("Conv", "", [source, kernel, bias], [sums], OnnxModelWriter.Attribute("kernel_shape", [side, (long)side]), OnnxModelWriter.Attribute("pads", Enumerable.Repeat((long)(side / 2), 4)));
        if (isLast) return sums;
        model.Node("Relu", "", [sums], [made]);
        return made;
    }
}

using System.Security.Cryptography;
using System.Text;
using ImageAnalysis.Classify;
using ImageAnalysis.Findings;
using ImageAnalysis.Quantities;
using ImageAnalysis.Training.Onnx;
using OpenCvSharp;

namespace ImageAnalysis.Training.Tests.Onnx;

/// <summary>A network with one layer: the margin of percolation is the mean of the left half of an 8 x 8 input, that of cellular the mean of the right half.</summary>
public sealed class ImageModelTests
{
    private static readonly FrameDescription Passed = new([], [], 10, null);

    [Theory]
    [InlineData("nchw", 1)]
    [InlineData("nchw", 3)]
    [InlineData("nhwc", 3)]
    public void The_picture_is_given_as_the_card_says(string layout, int channels)
    {
        var onnx = Network(layout, channels);
        using var model = StructureModels.Load(onnx, Card(onnx, layout, channels), "lab");

        // Grey 51 is 0.2, 204 is 0.8; less 0.5, over 0.1: -3 and 3.
        using var page = new Mat(40, 60, MatType.CV_8UC1, new Scalar(51));
        using (var right = page.SubMat(new Rect(30, 0, 30, 40))) right.SetTo(new Scalar(204));
        var answer = model.Classify(page, new PixelRect(0, 0, 60, 40), Passed);

        Assert.Equal(StructureClass.Cellular, answer.Structure);
        Assert.Equal(1 / (1 + Math.Exp(-6)), answer.Probability!.Value, 1e-5);
        Assert.Empty(answer.Descriptors);
        Assert.Equal($"lab/1 sha256:{Convert.ToHexStringLower(SHA256.HashData(onnx))}", answer.Model);
    }

    [Fact]
    public void Where_both_are_as_probable_it_abstains_and_the_gates_stay_in_force()
    {
        var onnx = Network("nchw", 1);
        using var model = StructureModels.Load(onnx, Card(onnx, "nchw", 1), "lab");
        using var page = new Mat(40, 40, MatType.CV_16UC1, new Scalar(30000));

        var even = model.Classify(page, new PixelRect(0, 0, 40, 40), Passed);
        var refused = model.Classify(page, new PixelRect(0, 0, 40, 40), Passed with { Refusal = new Finding("too-few-structures", Severity.Note, "a", "b", "c") });

        Assert.True(even.Abstained);
        Assert.Equal((StructureClass.None, "too-few-structures"), (refused.Structure, Assert.Single(refused.Findings).Code));
    }

    [Theory]
    [InlineData("", "", "")]
    [InlineData("\"kind\"", "\"output\": \"probabilities\", \"kind\"", "\"output\": \"margins\"")]
    [InlineData("[0.1]", "[1e-40]", "not a number")]
    public void What_it_answers_is_held_to_be_probabilities(string given, string instead, string reason)
    {
        var onnx = Network("nchw", 1);
        var card = Encoding.UTF8.GetString(Card(onnx, "nchw", 1));
        if (reason.Length > 0) card = card.Replace(given, instead, StringComparison.Ordinal);
        using var model = StructureModels.Load(onnx, Encoding.UTF8.GetBytes(card), "lab");
        using var page = new Mat(40, 40, MatType.CV_8UC1, new Scalar(204));

        if (reason.Length == 0) Assert.Equal(0.5, model.Classify(page, new PixelRect(0, 0, 40, 40), Passed).Probability!.Value, 1e-6);
        else Assert.Contains(reason, Assert.Throws<ModelInvalidException>(() => model.Classify(page, new PixelRect(0, 0, 40, 40), Passed)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"cellular\"]", "null]", "$.labels[1]: null stands in a list")]
    [InlineData("\"cellular\"", "\"foam\"", "\"foam\" is no class")]
    [InlineData("\"width\": 8", "\"width\": 9", "not a batch of float pictures of 1 x 8 x 9")]
    [InlineData("\"channels\": 1", "\"channels\": 2", "image.channels: 1 or 3.")]
    [InlineData("\"deviation\": [0.1]", "\"deviation\": [0]", "deviations positive")]
    [InlineData("\"layout\": \"nchw\"", "\"layout\": \"chw\"", "card of a model of pictures. $.image.layout: one of \"nchw\", \"nhwc\" is expected here.")]
    public void A_card_that_does_not_fit_is_refused_with_the_reason(string given, string instead, string reason)
    {
        var onnx = Network("nchw", 1);
        var card = Encoding.UTF8.GetString(Card(onnx, "nchw", 1)).Replace(given, instead, StringComparison.Ordinal);

        var fault = Assert.Throws<ModelInvalidException>(() => StructureModels.Load(onnx, Encoding.UTF8.GetBytes(card), "lab"));

        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }

    private static byte[] Card(byte[] onnx, string layout, int channels)
    {
        string List(string number) => string.Join(", ", Enumerable.Repeat(number, channels));
        return Encoding.UTF8.GetBytes(
            $$"""
            { "name": "lab/1", "kind": "one layer", "modelSha256": "{{Convert.ToHexStringLower(SHA256.HashData(onnx))}}", "labels": ["percolation", "cellular"],
              "image": { "width": 8, "height": 8, "channels": {{channels}}, "layout": "{{layout}}", "mean": [{{List("0.5")}}], "deviation": [{{List("0.1")}}] } }
            """);
    }

    private static byte[] Network(string layout, int channels)
    {
        const int Side = 8;
        var numbers = Side * Side * channels;
        var weights = new float[numbers * 2];
        for (var i = 0; i < numbers; i++)
        {
            var x = layout == "nchw" ? i % Side : i / channels % Side;
            weights[(2 * i) + (x < Side / 2 ? 0 : 1)] = 2f / numbers;
        }

        var model = new OnnxModelWriter();
        if (layout == "nchw") model.Input("picture", OnnxElement.Float, null, channels, Side, Side);
        else model.Input("picture", OnnxElement.Float, null, Side, Side, channels);
        model.Constant("weights", weights, numbers, 2);
        model.Constant("bias", [0, 0], 2);
        model.Node("Flatten", "", ["picture"], ["flat"], OnnxModelWriter.Attribute("axis", 1));
        model.Node("Gemm", "", ["flat", "weights", "bias"], ["margins"]);
        model.Output("margins", OnnxElement.Float, null, 2);
        return model.ToArray("one-layer");
    }
}

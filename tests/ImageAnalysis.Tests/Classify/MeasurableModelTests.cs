using System.Security.Cryptography;
using System.Text;
using ImageAnalysis.Classify;
using ImageAnalysis.Findings;
using ImageAnalysis.Models;

namespace ImageAnalysis.Tests.Classify;

public sealed class MeasurableModelTests
{
    private const string Name = "models/measurable/1";

    private static readonly byte[] Onnx = File.ReadAllBytes(Path.Combine(Repository.Root, Name, "model.onnx"));
    private static readonly byte[] Card = File.ReadAllBytes(Path.Combine(Repository.Root, Name, "card.json"));

    [Fact]
    public void The_shipped_model_loads_and_states_its_identity()
    {
        using var model = MeasurableModel.Load(Onnx, Card, Name);

        Assert.Equal($"measurable/1 sha256:{Convert.ToHexStringLower(SHA256.HashData(Onnx))}", model.Identity);
        Assert.True(Onnx.Length < 1_500_000);
    }

    [Fact]
    public void A_card_written_and_read_again_is_the_same_bytes() => Assert.Equal(Card, MeasurableCard.Parse(Card, Name).ToJson());

    [Fact]
    public void Another_file_than_that_of_the_card_is_refused()
    {
        byte[] other = [.. Onnx];
        other[^1] ^= 1;

        Assert.Contains("SHA-256", AssertRefused(other, Card).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_in_another_order_are_refused_and_named()
    {
        var card = MeasurableCard.Parse(Card, Name);

        var e = AssertRefused(Onnx, (card with { Labels = ["not-measurable", "measurable"] }).ToJson());

        Assert.Contains("not-measurable, measurable;", e.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_inputs_are_refused_and_the_odd_one_is_named()
    {
        var card = MeasurableCard.Parse(Card, Name);
        DescriptorSpread[] inputs = [.. card.Inputs];
        inputs[3] = inputs[3] with { Name = "colour" };

        Assert.Contains("colour", AssertRefused(Onnx, (card with { Inputs = inputs }).ToJson()).Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1.5)]
    public void A_threshold_that_is_no_probability_is_refused(double threshold) =>
        Assert.Contains("threshold", AssertRefused(Onnx, (MeasurableCard.Parse(Card, Name) with { Threshold = threshold }).ToJson()).Why, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    public void A_card_that_is_none_is_refused(string card) => AssertRefused(Onnx, Encoding.UTF8.GetBytes(card));

    private static ModelInvalidException AssertRefused(byte[] onnx, byte[] card)
    {
        var e = Assert.Throws<ModelInvalidException>(() => MeasurableModel.Load(onnx, card, Name));
        Assert.Contains(Name, e.Message, StringComparison.Ordinal);
        return e;
    }
}

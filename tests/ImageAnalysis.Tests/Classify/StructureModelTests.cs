using System.Security.Cryptography;
using System.Text;
using ImageAnalysis.Classify;
using ImageAnalysis.Findings;

namespace ImageAnalysis.Tests.Classify;

public sealed class StructureModelTests
{
    private const string Name = "models/structure/1";

    private static readonly byte[] Onnx = File.ReadAllBytes(Path.Combine(Repository.Root, Name, "model.onnx"));
    private static readonly byte[] Card = File.ReadAllBytes(Path.Combine(Repository.Root, Name, "card.json"));

    [Fact]
    public void The_shipped_model_loads_and_states_its_identity()
    {
        using var model = StructureModel.Load(Onnx, Card, Name);

        Assert.Equal($"structure/1 sha256:{Convert.ToHexStringLower(SHA256.HashData(Onnx))}", model.Identity);
        Assert.True(Onnx.Length < 1_500_000);
    }

    [Fact]
    public void A_card_written_and_read_again_is_the_same_bytes()
    {
        Assert.Equal(Card, StructureCard.Parse(Card, Name).ToJson());
    }

    [Fact]
    public void The_shipped_model_reached_its_goals_on_pictures_of_other_groups()
    {
        var scores = StructureCard.Parse(Card, Name).Scores;

        Assert.True(scores.Answered >= 0.95, $"answered {scores.Answered}");
        Assert.True(scores.Accuracy >= 0.92, $"accuracy {scores.Accuracy}");
        Assert.True(scores.CalibrationError <= 0.05, $"calibration error {scores.CalibrationError}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"name\":\"x\"}")]
    public void A_card_that_is_none_is_refused_by_its_file_name(string card) =>
        AssertRefused(Onnx, Encoding.UTF8.GetBytes(card), $"{Name}/card.json");

    [Fact]
    public void A_card_of_a_users_own_network_without_its_section_image_is_told_what_is_missing()
    {
        var card = Encoding.UTF8.GetBytes("""{ "name": "lab-cnn/1", "kind": "ResNet-18", "modelSha256": "0", "labels": ["cellular", "none"], "output": "margins" }""");

        var e = Assert.Throws<ModelInvalidException>(() => StructureModels.Load(Onnx, card, "models/lab"));

        Assert.Contains("models/lab/card.json", e.Message, StringComparison.Ordinal);
        Assert.Contains("neither \"image\"", e.Why, StringComparison.Ordinal);
        Assert.Contains("\"width\": 224", e.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_member_of_the_card_is_refused() =>
        AssertRefused(Onnx, Changed("\"kind\"", "\"sort\""), $"{Name}/card.json");

    [Fact]
    public void Labels_in_another_order_are_refused_and_named()
    {
        var card = StructureCard.Parse(Card, Name);

        var e = AssertRefused(Onnx, (card with { Labels = ["cellular", "spherical-particle", "percolation", "none"] }).ToJson(), $"{Name}/card.json");

        Assert.Contains("cellular, spherical-particle, percolation, none", e.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_descriptor_is_refused_and_named()
    {
        var e = AssertRefused(Onnx, Changed("\"void-fraction\"", "\"void-share\""), $"{Name}/card.json");

        Assert.Contains("void-share", e.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_spread_of_zero_and_a_temperature_below_zero_are_refused()
    {
        var card = StructureCard.Parse(Card, Name);

        AssertRefused(Onnx, (card with { Temperature = -1 }).ToJson(), $"{Name}/card.json");
        AssertRefused(Onnx, (card with { Descriptors = [card.Descriptors[0] with { Spread = 0 }, .. card.Descriptors.Skip(1)] }).ToJson(), $"{Name}/card.json");
    }

    [Fact]
    public void A_matrix_of_another_size_is_refused()
    {
        var card = StructureCard.Parse(Card, Name);

        AssertRefused(Onnx, (card with { Novelty = card.Novelty with { Precision = NoveltyTest.Pack([1, 2, 3]) } }).ToJson(), $"{Name}/card.json");
        AssertRefused(Onnx, (card with { Novelty = card.Novelty with { Means = "no base64" } }).ToJson(), $"{Name}/card.json");
    }

    [Fact]
    public void A_model_that_is_not_the_one_of_the_card_is_refused()
    {
        var onnx = (byte[])Onnx.Clone();
        onnx[^9] ^= 1;

        AssertRefused(onnx, Card, $"{Name}/model.onnx");
        AssertRefused([], Card, $"{Name}/model.onnx");
    }

    [Fact]
    public void A_truncated_model_is_refused_even_where_the_card_states_its_hash()
    {
        var onnx = Onnx[..(Onnx.Length / 3)];
        var card = StructureCard.Parse(Card, Name) with { ModelSha256 = Convert.ToHexStringLower(SHA256.HashData(onnx)) };

        AssertRefused(onnx, card.ToJson(), $"{Name}/model.onnx");
    }

    [Fact]
    public void The_distance_to_the_nearest_class_is_the_quadratic_form_of_the_matrix()
    {
        // Matrix 2 1 / 1 3; means (0, 0), (9, 9), (1, -1); point (1, 0).
        float[] means = [0, 0, 9, 9, 1, -1];
        float[] triangle = [2, 1, 3];

        Assert.Equal(2, NoveltyTest.Distance([1, 0], means, triangle), 1e-12);
        Assert.Equal(3, NoveltyTest.Distance([1, -2], means, triangle), 1e-12);
    }

    private static byte[] Changed(string from, string to) => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Card).Replace(from, to, StringComparison.Ordinal));

    private static ModelInvalidException AssertRefused(byte[] onnx, byte[] card, string file)
    {
        var e = Assert.Throws<ModelInvalidException>(() => StructureModel.Load(onnx, card, Name));
        Assert.StartsWith(file, e.What, StringComparison.Ordinal);
        Assert.NotEmpty(e.Why);
        Assert.NotEmpty(e.Mend);
        return e;
    }
}

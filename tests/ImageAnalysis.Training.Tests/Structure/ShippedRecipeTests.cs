using System.Text.Json.Nodes;
using ImageAnalysis.Training.Centres;
using ImageAnalysis.Training.Measurable;
using ImageAnalysis.Training.Necks;
using ImageAnalysis.Training.Openings;
using ImageAnalysis.Training.Structure;
using Xunit;

namespace ImageAnalysis.Training.Tests.Structure;

public class ShippedRecipeTests
{
    public static TheoryData<string, TrainingRequest> Requests => new()
    {
        { "structure", new TrainingRequest { Name = "structure/1" } },
        { "measurable", MeasurableTrainer.DefaultRequest },
        { "openings", OpeningsTrainer.DefaultRequest },
        { "centres", CentresTrainer.DefaultRequest },
        { "necks", NecksTrainer.DefaultRequest },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public void What_train_makes_without_options_is_the_shipped_model(string kind, TrainingRequest request)
    {
        var card = JsonNode.Parse(File.ReadAllBytes(Path.Combine(ImageAnalysis.Tests.Repository.Root, "models", kind, "1", "card.json")))!;

        Assert.Equal((request.Name, request.Seed, request.Count), (card["name"]!.GetValue<string>(), card["dataSet"]!["seed"]!.GetValue<ulong>(), card["dataSet"]!["count"]!.GetValue<int>()));
    }
}

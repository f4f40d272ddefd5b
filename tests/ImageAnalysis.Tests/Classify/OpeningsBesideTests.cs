using ImageAnalysis.Classify;
using ImageAnalysis.Segment;

namespace ImageAnalysis.Tests.Classify;

public sealed class OpeningsBesideTests
{
    private static readonly StructureResult Cells = new(StructureClass.Cellular, 0.95, new StructureProbabilities(0.02, 0.03, 0.95), false, [], [], "model", []);

    [Theory]
    [InlineData("openings/1", "openings/1", 0.7, false)]
    [InlineData("openings/1", "openings/2", 0.7, true)]
    [InlineData("openings/1", null, 0.7, true)]
    [InlineData(null, "openings/2", 0.7, false)]
    [InlineData("openings/1", "openings/2", 0.9, false)]
    public void Another_model_of_openings_is_warned_of_where_its_opinion_counts(string? trained, string? inUse, double separability, bool warned)
    {
        var segmentation = LitFloorsTests.Result(separability, EdgePlacement.Profile);

        Assert.Equal(warned, OpeningsBeside.Warn(Cells, segmentation, trained, inUse).Findings.Any(f => f.Code == OpeningsBeside.Code));
        Assert.Empty(OpeningsBeside.Warn(Cells with { Probabilities = null }, segmentation, trained, inUse).Findings);
    }
}

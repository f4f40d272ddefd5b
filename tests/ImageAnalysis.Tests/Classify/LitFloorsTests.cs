using ImageAnalysis.Classify;
using ImageAnalysis.Quantities;
using ImageAnalysis.Segment;
using OpenCvSharp;

namespace ImageAnalysis.Tests.Classify;

public sealed class LitFloorsTests
{
    private static readonly StructureResult Cells = new(StructureClass.Cellular, 0.95, new StructureProbabilities(0.02, 0.03, 0.95), false, [], [], "model", []);

    [Theory]
    [InlineData(0.7, EdgePlacement.Profile, true)]
    [InlineData(0.7, EdgePlacement.CutPlane, false)]
    [InlineData(0.9, EdgePlacement.Profile, false)]
    public void Cells_in_depth_without_a_cut_plane_are_warned_of(double separability, EdgePlacement edges, bool warned) =>
        Assert.Equal(warned, LitFloors.Warn(Cells, Result(separability, edges)).Findings.Any(f => f.Code == LitFloors.Code));

    [Fact]
    public void Other_structures_and_undecided_ones_are_left_as_they_are()
    {
        var result = Result(0.7, EdgePlacement.Profile);

        Assert.Empty(LitFloors.Warn(Cells with { Structure = StructureClass.Percolation }, result).Findings);
        Assert.Empty(LitFloors.Warn(Cells with { Abstained = true }, result).Findings);
    }

    internal static SegmentationResult Result(double separability, EdgePlacement edges)
    {
        using var page = new Mat(120, 160, MatType.CV_8UC1, new Scalar(60));
        Cv2.Circle(page, new Point(60, 60), 30, new Scalar(180), -1);
        using var segmented = Segmenter.Segment(page, new PixelRect(0, 0, 160, 120), null, new SegmentOptions());
        var result = segmented.Result;
        return result with { Measurable = true, Contrast = result.Contrast with { Separability = separability }, Preparation = result.Preparation with { Edges = edges } };
    }
}

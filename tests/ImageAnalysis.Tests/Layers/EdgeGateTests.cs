using ImageAnalysis.Layers;
using ImageAnalysis.Tests.Segment;
using OpenCvSharp;

namespace ImageAnalysis.Tests.Layers;

public sealed class EdgeGateTests
{
    [Fact]
    public void An_even_edge_is_seen_on_its_own_side()
    {
        using var page = Sections.Membrane(90, 270);
        Assert.True(EdgeGate.Look(page).AcrossRows);
        using var turned = new Mat();
        Cv2.Transpose(page, turned);
        Assert.True(EdgeGate.Look(turned).AcrossColumns);
        using var deep = new Mat();
        page.ConvertTo(deep, MatType.CV_16UC1, 257);
        Assert.True(EdgeGate.Look(deep).AcrossRows);
    }

    [Fact]
    public void Pores_to_all_edges_and_evenness_everywhere_need_no_second_look()
    {
        using var pores = Drawn.Page(400, 300, Drawn.Discs(400, 300, 500, 6, 2));
        Assert.Equal((false, false), EdgeGate.Look(pores));
        using var even = new Mat(300, 400, MatType.CV_8UC1, new Scalar(80));
        Assert.Equal((false, false), EdgeGate.Look(even));
        using var tiny = new Mat(30, 30, MatType.CV_8UC1, new Scalar(80));
        Assert.Equal((false, false), EdgeGate.Look(tiny));
    }
}

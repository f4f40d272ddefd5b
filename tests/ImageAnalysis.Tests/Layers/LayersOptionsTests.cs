using ImageAnalysis.Findings;
using ImageAnalysis.Layers;
using ImageAnalysis.Pipeline;

namespace ImageAnalysis.Tests.Layers;

public sealed class LayersOptionsTests
{
    [Fact]
    public void The_mode_is_auto_unless_stated()
    {
        Assert.Equal(LayersMode.Auto, PipelineFile.Read("{}", "p").Layers.Mode);
        Assert.Equal(LayersMode.Never, PipelineFile.Read("{}", "p", ["layers.mode=never"]).Layers.Mode);
    }

    [Fact]
    public void Another_mode_is_refused_by_its_path()
    {
        var fault = Assert.Throws<PipelineInvalidException>(() => PipelineFile.Read("""{"layers": {"mode": "maybe"}}""", "p"));
        Assert.Contains("layers.mode", fault.Message);
    }
}

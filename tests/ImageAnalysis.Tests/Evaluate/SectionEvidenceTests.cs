using ImageAnalysis.Evaluate;
using ImageAnalysis.Tests.Layers;

namespace ImageAnalysis.Tests.Evaluate;

public sealed class SectionEvidenceTests
{
    private static ImageMeasurements Measured(ImageRole? role, double surface = 0)
    {
        using var page = Sections.Membrane(80, 300, radius: 7, discs: 400, surface: surface);
        return new ImageMeasurements("section.tif", role) { Layers = Sections.Measure(page) };
    }

    [Theory]
    [InlineData(ImageRole.LayerSection)]
    [InlineData(ImageRole.Internal)]
    [InlineData(null)]
    public void A_section_gives_the_thickness_of_a_membrane(ImageRole? role)
    {
        var result = Samples.Judge(Samples.Membrane, null, Measured(role)).Of("thickness");
        Assert.Equal(2.2, result.Value!.Value, 0.02);
        Assert.Equal("µm", result.Unit);
        Assert.NotNull(result.Interval);
    }

    [Fact]
    public void A_laboratory_value_stands_in_where_there_is_no_section()
    {
        var sample = Samples.Laboratory(LaboratoryValue.Exact("thickness", 100, "µm"));
        Assert.Equal(100, Samples.Judge(Samples.Membrane, sample, Measured(ImageRole.SurfaceA)).Of("thickness").Value);
        Assert.Equal(100, Samples.Judge(Samples.Membrane, sample).Of("thickness").Value);
    }

    [Fact]
    public void A_surface_layer_gives_its_thickness_and_the_ratio_of_pore_sizes()
    {
        var image = Measured(ImageRole.LayerSection, 40);
        var set = Samples.Judge(Samples.Membrane, null, image);
        Assert.Equal(0.4, set.Of("surface-layer").Value!.Value, 0.04);
        Assert.Equal(image.Layers!.Layers[0].PoreRatio!.Value, set.Of("surface-ratio").Value!.Value, 1e-9);
        Assert.Equal(image.Layers.Layers[0].Pores!.Nm!.Literal.Value / 1000, set.Of("surface-layer-pore").Value!.Value, 1e-9);
    }

    [Fact]
    public void Pores_of_a_section_whose_boundary_may_be_another_are_open_and_its_thickness_is_not()
    {
        var set = Samples.Judge(Samples.Membrane, null, Measured(ImageRole.LayerSection, 40) with { FindingCodes = ["phases-not-apart"] });
        Assert.Contains("phases-not-apart", set.Of("surface-ratio").Reason, StringComparison.Ordinal);
        Assert.Contains("phases-not-apart", set.Of("surface-layer-pore").Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("phases-not-apart", set.Of("surface-layer").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pore_size_of_an_enlarged_section_is_open_and_its_ratio_is_not()
    {
        var set = Samples.Judge(Samples.Membrane, null, Measured(ImageRole.LayerSection, 40) with { FindingCodes = ["enlarged"] });
        Assert.DoesNotContain("enlarged", set.Of("surface-ratio").Reason, StringComparison.Ordinal);
        Assert.Contains("enlarged", set.Of("surface-layer-pore").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_electrode_is_asked_for_its_own_layers()
    {
        var set = Samples.Judge(Samples.Electrode, null, Measured(ImageRole.LayerSection));
        foreach (var id in new[] { "membrane-thickness", "active-layer-thickness", "active-layer-porosity", "collector" })
            Assert.Equal(Standing.NotJudged, set.Of(id).Standing);
        Assert.Contains("active layer", set.Of("active-layer-porosity").Reason, StringComparison.Ordinal);
    }
}

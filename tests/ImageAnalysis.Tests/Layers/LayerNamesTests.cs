using ImageAnalysis.Layers;
using OpenCvSharp;
using static ImageAnalysis.Tests.Layers.Sections;

namespace ImageAnalysis.Tests.Layers;

/// <summary>What each layer of a drawn stack is taken for, and what is not taken for any.</summary>
public sealed class LayerNamesTests
{
    private static readonly Drawing Membrane = new(60, 3.5, 1200), Active = new(110, 5, 180), Foil = new(45, Solid: 225), Inside = new(180, 5, 500);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_electrode_has_its_collector_on_either_side(bool turned)
    {
        Drawing[] layers = turned ? [Foil, Active, Membrane] : [Membrane, Active, Foil];
        using var page = Stack(40, 40, layers);
        var result = Measure(page)!;
        LayerKind[] expected = [LayerKind.PorousMembrane, LayerKind.ActiveLayer, LayerKind.Collector];
        Assert.Equal(turned ? expected.Reverse() : expected, result.Layers.Select(l => l.Kind));
        Assert.All(result.Layers.Zip(layers), pair => Assert.Equal(pair.Second.Rows, pair.First.Thickness!.Px.Value, 3.0));
    }

    [Fact]
    public void A_collector_lies_between_two_active_layers()
    {
        using var page = Stack(40, 40, Active, Foil, Active with { Discs = 260 });
        Assert.Equal([LayerKind.ActiveLayer, LayerKind.Collector, LayerKind.ActiveLayer], Measure(page)!.Layers.Select(l => l.Kind));
    }

    [Theory]
    [InlineData(160, 4)]
    [InlineData(230, 1)]
    public void Bright_ground_is_no_layer_but_might_be_one(byte ground, double tolerance)
    {
        using var page = Stack(40, ground, Inside);
        var result = Measure(page)!;
        Assert.Equal(LayerKind.Inside, Assert.Single(result.Layers).Kind);
        Assert.Equal(Inside.Rows, result.Thickness!.Px.Value, tolerance);
        Assert.Contains("bright-ground", result.Findings.Select(f => f.Code));
    }

    [Fact]
    public void A_foil_nearly_as_bright_as_the_ground_beyond_is_found()
    {
        using var page = Stack(40, 205, Membrane, Active, Foil);
        Assert.Equal(Membrane.Rows + Active.Rows + Foil.Rows, Measure(page)!.Thickness!.Px.Value, 2.0);
    }

    [Fact]
    public void A_band_beside_one_porous_layer_is_its_surface_or_a_foil_so_that_the_user_must_say_which()
    {
        using var page = Stack(40, 40, Foil, Active);
        var result = Measure(page)!;
        Assert.Contains(LayersResult.TiltedView, result.Findings.Select(f => f.Code));
        Assert.Empty(result.Layers);
        Assert.Null(result.Inside);
        Assert.Equal([LayerKind.Collector, LayerKind.ActiveLayer], Measure(page, isSection: true)!.Layers.Select(l => l.Kind));
    }

    [Fact]
    public void What_no_membrane_and_no_electrode_is_keeps_its_thickness_and_loses_its_layers()
    {
        using var page = Stack(40, 40, Foil, Inside with { Rows = 140 }, Foil);
        var result = Measure(page)!;
        Assert.Contains("layers-uncertain", result.Findings.Select(f => f.Code));
        Assert.Empty(result.Layers);
        Assert.Equal(2, result.Boundaries.Count);
        Assert.Equal(140 + (2 * Foil.Rows), result.Thickness!.Px.Value, 2.0);
        Assert.InRange(result.Inside!.Value.Y, 60 + Foil.Rows, 60 + Foil.Rows + 8);
    }

    [Fact]
    public void A_membrane_is_of_one_material()
    {
        using var page = Stack(40, 40, Inside, new Drawing(50, 3, 2600));
        Assert.Equal([LayerKind.Inside, LayerKind.SurfaceLayer], Measure(page)!.Layers.Select(l => l.Kind));
        using var other = Stack(40, 40, Inside, new Drawing(50, 3, 2600, 230));
        Assert.Contains("layers-uncertain", Measure(other)!.Findings.Select(f => f.Code));
    }

    [Fact]
    public void A_thin_skin_without_pores_is_a_surface_layer()
    {
        using var page = Stack(40, 40, new Drawing(14), Inside);
        var result = Measure(page)!;
        Assert.Equal([LayerKind.SurfaceLayer, LayerKind.Inside], result.Layers.Select(l => l.Kind));
        Assert.Equal(14, result.Layers[0].Thickness!.Px.Value, 2.5);
    }

    [Fact]
    public void Uneven_brightness_parts_no_layer()
    {
        using var page = Stack(40, 40, Inside with { Rows = 240 });
        for (var y = 0; y < page.Rows; y++)
        {
            for (var x = 0; x < page.Cols; x++) page.Set(y, x, (byte)(page.At<byte>(y, x) * (0.75 + (0.5 * y / page.Rows))));
        }

        Assert.Equal(LayerKind.Inside, Assert.Single(Measure(page)!.Layers).Kind);
    }
}

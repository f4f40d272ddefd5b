using ImageAnalysis.Ingest;
using ImageAnalysis.Layers;
using ImageAnalysis.Segment;
using ImageAnalysis.Tests.Segment;
using OpenCvSharp;

namespace ImageAnalysis.Tests.Layers;

public sealed class LayerMeterTests
{
    [Theory]
    [InlineData(90, 270, 0)]
    [InlineData(60.4, 300.8, 0)]
    [InlineData(90, 270, 0.05)]
    [InlineData(110, 250, -0.09)]
    public void The_thickness_of_a_membrane_is_that_at_right_angles_to_its_faces(double top, double bottom, double slope)
    {
        using var page = Sections.Membrane(top, bottom, slope);
        var result = Sections.Measure(page)!;
        var expected = (bottom - top) / Math.Sqrt(1 + (slope * slope));
        var layer = Assert.Single(result.Layers);
        Assert.Equal(LayerKind.Inside, layer.Kind);
        Assert.Equal(expected, layer.Thickness!.Px.Value, 1.0);
        Assert.Equal(10 * expected, layer.Thickness.Nm!.Value, 10.0);
        Assert.Equal(-Math.Atan(slope) * 180 / Math.PI, result.TurnDegrees, 0.5);
        Assert.InRange(layer.Thickness.ValuesPx.Count, 5, 100);
        Assert.Equal(layer.Thickness.ValuesPx.Min(), layer.Thickness.SmallestPx);
        Assert.Equal(layer.Thickness.ValuesPx.Max(), layer.Thickness.LargestPx);
        Assert.InRange(layer.Thickness.StandardDeviationPx, 0, 1.5);
        Assert.True(layer.Thickness.Px.Combined!.Value.Contains(expected));
    }

    [Fact]
    public void The_inside_lies_between_the_faces_and_its_void_is_that_of_the_pores()
    {
        using var page = Sections.Membrane(90, 270);
        var result = Sections.Measure(page)!;
        var inside = result.Inside!.Value;
        Assert.InRange(inside.Y, 90, 95);
        Assert.InRange(inside.Bottom, 266, 271);
        Assert.Equal(Sections.Width, inside.Width);
        using var truth = Drawn.Page(Sections.Width, Sections.Height, Drawn.Discs(Sections.Width, Sections.Height, 500, 5, 3), 255, 0);
        using var part = truth.SubMat(new Rect(inside.X, inside.Y, inside.Width, inside.Height));
        Assert.Equal(Cv2.Mean(part).Val0 / 255, result.Layers[0].Porosity!.Value, 0.02);
        Assert.Contains("layer-section", result.Findings.Select(f => f.Code));
    }

    [Fact]
    public void A_section_from_top_to_bottom_has_the_same_numbers()
    {
        using var page = Sections.Membrane(90, 270);
        using var turned = new Mat();
        Cv2.Transpose(page, turned);
        var (upright, lying) = (Sections.Measure(turned)!, Sections.Measure(page)!);
        Assert.Equal(LayerDirection.Vertical, upright.Direction);
        Assert.Equal(lying.Thickness!.ValuesPx, upright.Thickness!.ValuesPx);
        Assert.Equal(lying.Layers[0].Porosity, upright.Layers[0].Porosity);
        Assert.Equal((lying.Inside!.Value.Y, lying.Inside.Value.Height), (upright.Inside!.Value.X, upright.Inside.Value.Width));
        Assert.Equal(lying.Boundaries[0].Points.Select(p => (p.Y, p.X)), upright.Boundaries[0].Points.Select(p => (p.X, p.Y)));
    }

    [Fact]
    public void A_surface_layer_of_smaller_pores_is_measured_apart()
    {
        using var page = Sections.Membrane(80, 300, radius: 7, discs: 400, surface: 40);
        var result = Sections.Measure(page)!;
        Assert.Equal([LayerKind.SurfaceLayer, LayerKind.Inside], result.Layers.Select(l => l.Kind));
        Assert.Equal(40, result.Layers[0].Thickness!.Px.Value, 4.0);
        Assert.Equal(220, result.Thickness!.Px.Value, 1.5);
        Assert.InRange(result.Layers[0].PoreRatio!.Value, 0.2, 0.6);
        Assert.Null(result.Layers[1].PoreRatio);
        Assert.Null(result.Layers[1].PoreRatioEstimate);
        var whole = result.Layers[0].PoreRatioEstimate!.Whole!.Value;
        Assert.True(whole.Contains(result.Layers[0].PoreRatio!.Value) && whole.Upper < 1, "The surface is surely denser.");
        Assert.Equal(3, result.Boundaries.Count);
        Assert.Equal(result.Layers[0].Last, result.Layers[1].First);
    }

    [Fact]
    public void A_frame_full_of_pores_is_no_section_unless_the_user_says_so()
    {
        using var page = Drawn.WithNoise(Drawn.Page(Sections.Width, Sections.Height, Drawn.Discs(Sections.Width, Sections.Height, 500, 7, 3)), 4, 5);
        Assert.Null(Sections.Measure(page));
        var asked = Sections.Measure(page, isSection: true)!;
        Assert.Empty(asked.Layers);
        Assert.Null(asked.Inside);
        Assert.Equal("no-layers", Assert.Single(asked.Findings).Code);
    }

    [Fact]
    public void No_layers_are_looked_for_where_the_user_says_so()
    {
        using var page = Sections.Membrane(90, 270);
        Assert.Null(Sections.Measure(page, options: new LayersOptions { Mode = LayersMode.Never }));
        Assert.Null(Sections.Measure(page, isSection: false));
        Assert.NotNull(Sections.Measure(page, isSection: false, options: new LayersOptions { Mode = LayersMode.Always }));
    }

    [Fact]
    public void Even_frames_are_no_sections()
    {
        using var even = new Mat(300, 400, MatType.CV_8UC1, new Scalar(90));
        Assert.Null(Sections.Measure(even));
        using var noise = Drawn.WithNoise(new Mat(300, 400, MatType.CV_8UC1, new Scalar(90)), 20, 3);
        Assert.Null(Sections.Measure(noise));
        using var tiny = new Mat(20, 20, MatType.CV_8UC1, new Scalar(90));
        Assert.Null(Sections.Measure(tiny, isSection: null));
    }

    [Fact]
    public void Fingers_through_the_section_leave_a_finding_and_no_number()
    {
        using var page = Sections.Fingers();
        var result = Sections.Measure(page)!;
        Assert.True(result.Refused);
        Assert.Equal(LayersResult.Macrovoids, result.Findings[0].Code);
        Assert.Empty(result.Layers);
        Assert.Null(result.Thickness);
        Assert.Null(result.Inside);
    }

    [SharedDataTheory]
    [InlineData("structure/santoso-nips/test_images__25Torlon_DMF_Far_1__016.tif")]
    public void Real_sections_with_macrovoids_get_a_finding_and_no_number(string file)
    {
        var path = SharedData.PathOf($"data/{file}");
        using var micrograph = Ingestor.Read(InputFileLoader.Load(path, Path.GetFileName(path)), null, new IngestOptions());
        var result = LayerMeter.Measure(
            micrograph.Grey, micrograph.Field, Sections.TenNanometres, null, new LayersOptions(), new SegmentOptions(), new ImageAnalysis.Intercept.InterceptOptions())!;
        Assert.True(result.Refused);
        Assert.Empty(result.Layers);
    }
}

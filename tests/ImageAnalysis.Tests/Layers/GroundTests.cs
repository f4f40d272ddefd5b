using ImageAnalysis.Layers;
using ImageAnalysis.Tests.Segment;
using OpenCvSharp;

namespace ImageAnalysis.Tests.Layers;

/// <summary>Frames with ground along an edge from which no section can be parted: the whole frame is not measured without a word.</summary>
public sealed class GroundTests
{
    [Fact]
    public void Two_membranes_with_ground_between_are_no_section_and_the_whole_frame_has_no_number()
    {
        using var page = Sections.Membrane(60, 140);
        using var other = Sections.Membrane(200, 290);
        using var both = new Mat(page.Size(), page.Type());
        for (var y = 0; y < page.Rows; y++)
        {
            for (var x = 0; x < page.Cols; x++) both.Set(y, x, y < 170 ? page.At<byte>(y, x) : other.At<byte>(y, x));
        }

        var result = Sections.Measure(both)!;
        Assert.True(result.Refused);
        Assert.Equal(LayersResult.NotParted, Assert.Single(result.Findings).Code);
        Assert.Empty(result.Layers);
        Assert.Null(result.Inside);
        Assert.Null(Sections.Measure(both, options: new LayersOptions { Mode = LayersMode.Never }));
    }

    [Fact]
    public void A_section_that_the_frame_cuts_is_measured_without_its_ground()
    {
        using var page = Sections.Membrane(90, Sections.Height + 40);
        var result = Sections.Measure(page)!;
        Assert.False(result.Refused);
        Assert.Null(result.Thickness);
        Assert.InRange(result.Inside!.Value.Y, 90, 95);
        Assert.Contains("layer-cut-by-frame", result.Findings.Select(f => f.Code));
    }

    [Fact]
    public void A_streak_of_charge_in_the_ground_is_no_face()
    {
        using var page = Sections.Membrane(90, 270);
        for (var y = 40; y < 43; y++)
        {
            for (var x = 100; x < page.Cols; x++) page.Set(y, x, (byte)220);
        }

        Assert.Equal(180, Sections.Measure(page)!.Thickness!.Px.Value, 1.0);
    }

    [Fact]
    public void Bare_ground_above_particles_is_told_but_they_are_measured()
    {
        using var page = Drawn.WithNoise(
            Drawn.Page(Sections.Width, Sections.Height, Clear(Drawn.Discs(Sections.Width, Sections.Height, 90, 9, 4)), 50, 200), 4, 5);
        var result = Sections.Measure(page);
        Assert.False(result?.Refused ?? false);
        if (result is not null) Assert.Equal("ground-beside", Assert.Single(result.Findings).Code);

        static Func<double, double, bool> Clear(Func<double, double, bool> disc) => (x, y) => y < 60 + (30 * Math.Sin(x / 40.0)) || !disc(x, y);
    }
}

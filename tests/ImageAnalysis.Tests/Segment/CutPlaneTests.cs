using ImageAnalysis.Intercept;
using ImageAnalysis.Segment;
using OpenCvSharp;

namespace ImageAnalysis.Tests.Segment;

/// <summary>Bowls cut open by a plane, and what must not be taken for them.</summary>
public sealed class CutPlaneTests
{
    private const double Radius = 27, Pitch = 70.4, Outside = 1.2 * 0.94;

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    public void Lit_floors_and_window_rims_of_bowls_are_void(double noise)
    {
        using var page = Drawn.WithNoise(Bowls(), noise, 4);
        using var image = Drawn.Segment(page, new SegmentOptions());
        Assert.Equal(EdgePlacement.CutPlane, image.Result.Preparation.Edges);
        Assert.True(image.Result.Preparation.Profile!.LitVoidShare > 0.1);
        var (porosity, chord) = Truth();

        // The boundary lies near the plane's grey value, so up to 1.2 blurs (0.94 px) outside a full step's edge.
        Assert.Equal(porosity, image.Result.Porosity!.Value, 2 * porosity * Outside / Radius);
        // Lines 9.6 px apart meet a bowl of 54 px five or six times: half a pixel.
        Assert.Equal(chord, Chord(image), (2 * Outside) + 0.5);

        using var level = Drawn.Segment(page, new SegmentOptions { Edges = EdgePlacement.Level });
        Assert.True(porosity - level.Result.Porosity!.Value > 0.04);
    }

    [Theory]
    [InlineData(12)]
    [InlineData(45)]
    public void Noisy_sections_have_no_cut_plane(double noise)
    {
        using var page = Drawn.WithNoise(Drawn.Page(640, 480, Drawn.Discs(640, 480, 130, 20, 7)), noise, 4);
        using var image = Drawn.Segment(page, new SegmentOptions());
        Assert.Equal(EdgePlacement.Profile, image.Result.Preparation.Edges);
        Assert.True(image.Result.Preparation.Profile!.LitVoidShare < 0.02);
    }

    [Fact]
    public void Shaded_spheres_on_a_shaded_ground_are_no_plane()
    {
        using var page = new Mat(480, 640, MatType.CV_8UC1);
        for (var y = 0; y < page.Rows; y++)
        {
            for (var x = 0; x < page.Cols; x++)
            {
                var (u, v) = Cell(x, y);
                var r = Math.Sqrt((u * u) + (v * v)) / 33;
                page.Set(y, x, (byte)(r < 1 ? 230 - (110 * Math.Sqrt(1 - (r * r))) - (u * 1.2) : 30 + (40 * Math.Abs(Math.Sin(x / 17.0)))));
            }
        }

        using var image = Drawn.Segment(page, new SegmentOptions());
        Assert.NotEqual(EdgePlacement.CutPlane, image.Result.Preparation.Edges);
    }

    [Fact]
    public void A_cut_plane_that_is_asked_for_is_used_without_evidence()
    {
        using var page = Drawn.WithNoise(Drawn.Page(640, 480, Drawn.Discs(640, 480, 130, 20, 7)), 8, 4);
        using var image = Drawn.Segment(page, new SegmentOptions { Edges = EdgePlacement.CutPlane });
        Assert.Equal(EdgePlacement.CutPlane, image.Result.Preparation.Edges);
    }

    /// <summary>Porosity and mean chord of the openings, drawn sharp.</summary>
    private static (double Porosity, double Chord) Truth()
    {
        using var page = Drawn.Page(640, 480, (x, y) =>
        {
            var (u, v) = Cell(x, y);
            return (u * u) + (v * v) < Radius * Radius;
        });
        using var image = Drawn.Segment(page);
        return (image.Result.Porosity!.Value, Chord(image));
    }

    private static double Chord(SegmentedImage image) => Interceptor.Measure(image, null, 0, new InterceptOptions()).Main.Px!.Literal.Value;

    /// <summary>Place from the centre of its bowl.</summary>
    private static (double U, double V) Cell(double x, double y) => ((x % Pitch) - (Pitch / 2), (y % Pitch) - (Pitch / 2));

    /// <summary>A plane of grey 180; floors lit from one side; in each a window, dark, behind a rim as bright as the plane.</summary>
    private static Mat Bowls()
    {
        var page = new Mat(480, 640, MatType.CV_8UC1);
        for (var y = 0; y < page.Rows; y++)
        {
            for (var x = 0; x < page.Cols; x++)
            {
                var (u, v) = Cell(x, y);
                double r = Math.Sqrt((u * u) + (v * v)), window = Math.Sqrt(((u - 8) * (u - 8)) + ((v + 6) * (v + 6)));
                var grey = r >= Radius ? 180 : window < 7 ? 30 : window < 10 ? 185 : 90 + (2 * (u - v) * 0.8);
                page.Set(y, x, (byte)Math.Clamp(grey, 0, 255));
            }
        }

        Cv2.GaussianBlur(page, page, default, 0.8);
        return page;
    }
}

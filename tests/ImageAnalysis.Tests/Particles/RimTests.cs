using ImageAnalysis.Particles;
using ImageAnalysis.Quantities;
using ImageAnalysis.Scale;
using ImageAnalysis.Segment;
using OpenCvSharp;

namespace ImageAnalysis.Tests.Particles;

/// <summary>Discs and ellipses with a rim, some in front of others, drawn from formulas with edges one pixel wide.</summary>
public sealed class RimTests
{
    private static readonly ScaleDecision Unscaled = new(null, null, null, 0, [], []);

    [Theory]
    [InlineData(256, 1)]
    [InlineData(1, 256)]
    [InlineData(200, 2)]
    [InlineData(5, 130)]
    [InlineData(300, 8)]
    [InlineData(9, 260)]
    public void A_strip_of_a_few_pixels_is_measured_without_a_fault(int width, int height)
    {
        using var page = new Mat(height, width, MatType.CV_8UC1);
        for (var y = 0; y < height; y++)
        {
            // A ramp: one blob at the end of the picture, whose rim is sought beyond it.
            for (var x = 0; x < width; x++) page.Set(y, x, (byte)((x + y) * 255 / (width + height - 2)));
        }

        using var image = Segmenter.Segment(page, new PixelRect(0, 0, width, height), null, Segment.Drawn.Plain);
        foreach (var method in Enum.GetValues<ParticleMethod>()) Assert.NotNull(ParticleMeter.Measure(image, Unscaled, new ParticleOptions { Method = method }, 1));
    }

    [Theory]
    [InlineData(41.3, 41.3, 0)]
    [InlineData(20.6, 12.2, 30)]
    [InlineData(9.4, 9.4, 0)]
    [InlineData(30.2, 15.1, 110)]
    public void An_ellipse_by_its_rim_has_its_axes_within_a_quarter_of_a_pixel(double semiA, double semiB, double degrees)
    {
        var particle = Assert.Single(Measure(160, 120, ParticleMethod.Rims, new Disc(78.3, 61.7, semiA, semiB, degrees, 200)).Particles);
        Assert.Equal(ParticleOutline.Rim, particle.Outline);
        Assert.Equal(2 * semiA, particle.LaPx, 0.25);
        Assert.Equal(2 * semiB, particle.LbPx, 0.25);
        Assert.Equal(78.3, particle.XPx, 0.1);
        Assert.Equal(61.7, particle.YPx, 0.1);
        if (semiA > semiB) Assert.Equal(0, Math.IEEERemainder(degrees - particle.LaAngleDegrees, 180), 1.0);
    }

    [Theory]
    [InlineData(1.6)]
    [InlineData(1.2)]
    [InlineData(0.9)]
    public void A_disc_that_another_hides_in_part_has_its_whole_diameter_and_the_share_that_shows(double distanceInRadii)
    {
        const double r = 25;
        var d = distanceInRadii * r;
        var result = Measure(170, 110, ParticleMethod.Rims, new Disc(60, 55, r, r, 0, 120), new Disc(60 + d, 55, r, r, 0, 200));
        Assert.Equal(2, result.Particles.Count);
        var (behind, front) = (result.Particles.MinBy(p => p.XPx)!, result.Particles.MaxBy(p => p.XPx)!);
        var lens = (2 * r * r * Math.Acos(d / (2 * r))) - (d / 2 * Math.Sqrt((4 * r * r) - (d * d)));
        Assert.Equal(2 * r, behind.DiameterPx, 0.5);
        Assert.Equal(2 * r, front.DiameterPx, 0.5);
        Assert.Equal(1, front.VisibleFraction);
        Assert.Equal(1 - (lens / (Math.PI * r * r)), behind.VisibleFraction, 0.05);
    }

    [Fact]
    public void A_disc_hidden_for_more_than_the_stated_share_is_counted_and_not_measured()
    {
        var result = Measure(170, 110, ParticleMethod.Rims, new Disc(60, 55, 25, 25, 0, 120), new Disc(85, 55, 25, 25, 0, 200));
        var strict = Measure(170, 110, new ParticleOptions { Method = ParticleMethod.Rims, MinimumVisible = 0.9 }, new Disc(60, 55, 25, 25, 0, 120), new Disc(85, 55, 25, 25, 0, 200));
        Assert.Equal((2, 0), (result.Particles.Count, result.Hidden));
        Assert.Equal((1, 1), (strict.Particles.Count, strict.Hidden));
    }

    [Fact]
    public void A_disc_with_a_dim_middle_is_one_particle_and_the_gap_between_discs_is_none()
    {
        var ring = new Disc(50, 60, 24, 24, 0, 220) { Middle = 60 };
        var result = Measure(170, 130, ParticleMethod.Rims, ring, ring with { X = 98.2 }, ring with { X = 74.1, Y = 101.8 });
        Assert.Equal(3, result.Particles.Count);
        Assert.All(result.Particles, p => Assert.Equal(48, p.DiameterPx, 0.6));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(90)]
    [InlineData(120)]
    public void Discs_whose_rims_shine_are_whole_however_dim_their_middles(double middle)
    {
        var disc = new Disc(0, 0, 15, 15, 0, 220) { Middle = middle };
        var result = Measure(300, 200, ParticleMethod.Auto, [.. Enumerable.Range(0, 24).Select(i => disc with { X = 30.3 + (i % 6 * 46.1), Y = 29.6 + (i / 6 * 45.3) })]);
        Assert.Equal(24, result.Particles.Count);
        Assert.All(result.Particles, p => Assert.Equal(30, p.DiameterPx, 0.5));
    }

    [Fact]
    public void Long_particles_that_touch_are_told_apart_by_what_is_seen_of_their_ends()
    {
        var grain = new Disc(0, 0, 24, 13, 0, 200);
        var result = Measure(420, 240, ParticleMethod.Rims, [.. Enumerable.Range(0, 24).Select(i => grain with { X = 50.2 + (i % 6 * 48.4) + (i / 6 % 2 * 24.2), Y = 50.4 + (i / 6 * 24.3), Grey = 190 + (i % 3 * 10) })]);
        Assert.Equal(24, result.Particles.Count);
        Assert.All(result.Particles, p => Assert.Equal(37, p.DiameterPx, 1.2));
    }

    [Fact]
    public void Discs_that_touch_have_their_whole_diameter_though_blur_fills_the_gaps_between_them()
    {
        var disc = new Disc(0, 0, 11, 11, 0, 200);
        var result = Measure(300, 200, ParticleMethod.Rims, [.. Enumerable.Range(0, 40).Select(i => disc with { X = 40.2 + (i % 8 * 22.2) + (i / 8 % 2 * 11.1), Y = 40.4 + (i / 8 * 19.3) })]);
        Assert.Equal(40, result.Particles.Count);
        Assert.Equal(22, result.Particles.Average(p => p.DiameterPx), 0.3);
    }

    [Fact]
    public void A_nodule_in_front_of_the_edge_of_a_particle_is_none_of_its_own()
    {
        var particle = Assert.Single(Measure(160, 120, ParticleMethod.Rims, new Disc(70, 60, 34, 34, 0, 140), new Disc(100, 60, 10, 10, 0, 220)).Particles);
        Assert.Equal(68, particle.LbPx, 1.5);
    }

    [Fact]
    public void Apart_from_others_what_is_not_round_keeps_its_own_outline()
    {
        using var page = Segment.Drawn.Page(120, 90, (x, y) => !(x > 20.5 && x < 80.5 && y > 20.5 && y < 60.5));
        using var image = Segmenter.Segment(page, new PixelRect(0, 0, 120, 90), null, Segment.Drawn.Plain);
        var particle = Assert.Single(ParticleMeter.Measure(image, Unscaled, new ParticleOptions(), 1).Particles);
        Assert.Equal(ParticleOutline.Silhouette, particle.Outline);
        Assert.Equal(40, particle.LbPx, 0.2);
    }

    [Fact]
    public void The_solid_of_a_section_without_round_pieces_is_told_apart_by_silhouettes()
    {
        using var page = Segment.Drawn.Page(200, 150, (x, y) => Math.Sin(x / 7) + Math.Sin(((0.6 * x) + y) / 9) + Math.Sin(((0.8 * y) - (0.3 * x)) / 6) < 0.2);
        using var image = Segmenter.Segment(page, new PixelRect(0, 0, 200, 150), null, Segment.Drawn.Plain);
        Assert.Equal(ParticleMethod.Silhouettes, ParticleMeter.Measure(image, Unscaled, new ParticleOptions(), 1).Method);
    }

    private static ParticleResult Measure(int width, int height, ParticleMethod method, params Disc[] discs) =>
        Measure(width, height, new ParticleOptions { Method = method }, discs);

    private static ParticleResult Measure(int width, int height, ParticleOptions options, params Disc[] discs)
    {
        using var page = new Mat(height, width, MatType.CV_8UC1, Scalar.All(30));
        for (var y = 0; y < height; y++)
        {
            var row = page.RowSpan<byte>(y);
            for (var x = 0; x < width; x++)
            {
                var value = 30.0;
                foreach (var disc in discs) value = disc.Over(value, x, y);
                row[x] = (byte)Math.Round(value);
            }
        }

        using var image = Segmenter.Segment(page, new PixelRect(0, 0, width, height), null, Segment.Drawn.Plain);
        return ParticleMeter.Measure(image, Unscaled, options, 1);
    }

    private sealed record Disc(double X, double Y, double SemiA, double SemiB, double Degrees, double Grey)
    {
        public double? Middle { get; init; }

        /// <summary>The value of a pixel that this disc covers in part or wholly.</summary>
        public double Over(double ground, double x, double y)
        {
            var (sin, cos) = Math.SinCos(Degrees * Math.PI / 180);
            var (dx, dy) = (x - X, Y - y);
            var (u, v) = (((dx * cos) + (dy * sin)) / SemiA, ((dy * cos) - (dx * sin)) / SemiB);
            var k = Math.Sqrt((u * u) + (v * v));
            if (k < 1e-9) return Middle ?? Grey;
            var slope = Math.Sqrt((u * u / (SemiA * SemiA)) + (v * v / (SemiB * SemiB)));
            var inward = (1 - k) * k / slope;
            var cover = Math.Clamp(0.5 + inward, 0, 1);
            var grey = Middle is { } middle ? middle + ((Grey - middle) * Math.Pow(Math.Min(k, 1), 4)) : Grey;
            return ground + ((grey - ground) * cover);
        }
    }
}

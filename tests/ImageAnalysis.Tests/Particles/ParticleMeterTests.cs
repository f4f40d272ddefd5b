using ImageAnalysis.Particles;
using ImageAnalysis.Quantities;
using ImageAnalysis.Scale;
using ImageAnalysis.Segment;
using ImageAnalysis.Tests.Segment;
using OpenCvSharp;

namespace ImageAnalysis.Tests.Particles;

/// <summary>Bright particles on dark ground, drawn from formulas; truth is the formula.</summary>
public sealed class ParticleMeterTests
{
    private static readonly ScaleDecision Unscaled = new(null, null, null, 0, [], []);

    [Theory]
    [InlineData(20.3, 12.1, 0)]
    [InlineData(20.3, 12.1, 30)]
    [InlineData(15.7, 15.7, 0)]
    [InlineData(30.2, 15.1, 110)]
    public void An_ellipse_has_its_axes_within_a_quarter_of_a_pixel(double semiA, double semiB, double degrees)
    {
        var result = Measure(130, 90, (x, y) => !InEllipse(x, y, 61.37, 44.81, semiA, semiB, degrees));
        var particle = Assert.Single(result.Particles);
        Assert.Equal(2 * semiA, particle.LaPx, 0.25);
        Assert.Equal(2 * semiB, particle.LbPx, 0.25);
        Assert.Equal(61.37, particle.XPx, 0.2);
        Assert.Equal(44.81, particle.YPx, 0.2);
        Assert.Equal(Math.PI * semiA * semiB, particle.AreaPx2, Math.PI * semiA * semiB * 0.01);
        if (semiA > semiB) Assert.Equal(0, Math.IEEERemainder(degrees - particle.LaAngleDegrees, 180), 2.0);
    }

    [Theory]
    [InlineData(AxisDefinition.Feret)]
    [InlineData(AxisDefinition.PerpendicularFeret)]
    [InlineData(AxisDefinition.Ellipse)]
    public void On_an_ellipse_all_definitions_of_the_axes_agree(AxisDefinition axes)
    {
        var result = Measure(130, 90, (x, y) => !InEllipse(x, y, 63, 45, 31, 17, 20), new ParticleOptions { Axes = axes });
        Assert.Equal(62, result.Particles[0].LaPx, 0.3);
        Assert.Equal(34, result.Particles[0].LbPx, 0.3);
        Assert.Equal(axes, result.Axes);
    }

    [Fact]
    public void Pieces_of_a_network_are_measured_with_a_warning_and_discs_without()
    {
        var network = Measure(240, 180, (x, y) => Math.Sin(x * 0.2) + Math.Sin(y * 0.2) > 0.6);
        var discs = Measure(240, 180, (x, y) => Math.Sin(x * 0.2) + Math.Sin(y * 0.2) < 0.9);

        Assert.Contains(network.Findings, f => f.Code == "pieces-of-a-network");
        Assert.NotEmpty(network.Particles);
        Assert.DoesNotContain(discs.Findings, f => f.Code == "pieces-of-a-network");
    }

    [Fact]
    public void Two_touching_discs_are_two_particles()
    {
        var result = Measure(120, 70, (x, y) => !InEllipse(x, y, 40, 35, 18, 18, 0) && !InEllipse(x, y, 75, 35, 18, 18, 0));
        Assert.Equal(2, result.Particles.Count);
        Assert.All(result.Particles, p => Assert.Equal(36, p.DiameterPx, 0.8));
    }

    [Fact]
    public void Labels_are_numbered_in_order_of_the_first_pixel_and_agree_with_connected_components_where_nothing_touches()
    {
        using var page = Drawn.Page(200, 140, (x, y) => !InEllipse(Math.IEEERemainder(x - 12.2, 25), Math.IEEERemainder(y - 11.6, 22), 0, 0, 9, 7, 0));
        using var solid = new Mat();
        using var expected = new Mat();
        Cv2.Threshold(page, solid, 120, 255, ThresholdTypes.Binary);
        var labels = new int[DistanceSplitter.BufferLength(200, 140)];
        var count = DistanceSplitter.Split(solid, 0.15, labels);
        Assert.Equal(Cv2.ConnectedComponents(solid, expected) - 1, count);
        var next = 1;
        for (var i = 0; i < 200 * 140; i++)
        {
            Assert.Equal(expected.Get<int>(i / 200, i % 200) == 0, labels[i] == 0);
            Assert.True(labels[i] <= next);
            if (labels[i] == next) next++;
        }
    }

    [Fact]
    public void A_long_ellipse_is_one_particle() =>
        Assert.Single(Measure(160, 70, (x, y) => !InEllipse(x, y, 80, 35, 60, 20, 0)).Particles);

    [Fact]
    public void Diagonal_neighbours_are_two_particles() =>
        Assert.Equal(2, Measure(90, 70, (x, y) => !(InBox(x, y, 19.5, 14.5, 39.5, 34.5) || InBox(x, y, 39.5, 34.5, 59.5, 54.5))).Particles.Count);

    [Fact]
    public void What_touches_the_frame_is_counted_and_not_measured()
    {
        var result = Measure(120, 70, (x, y) => !InEllipse(x, y, 2, 35, 15, 15, 0) && !InEllipse(x, y, 70, 35, 15, 15, 0));
        Assert.Equal(1, result.Truncated);
        Assert.Equal(70, Assert.Single(result.Particles).XPx, 0.05);
    }

    [Fact]
    public void Coordinates_count_from_the_page_and_not_from_the_field()
    {
        using var page = Drawn.Page(130, 90, (x, y) => !InEllipse(x, y, 70, 50, 15, 12, 0));
        using var image = Segmenter.Segment(page, new PixelRect(20, 10, 100, 70), null, Drawn.Plain);
        var particle = Assert.Single(ParticleMeter.Measure(image, Unscaled, new ParticleOptions(), 1).Particles);
        Assert.Equal(70, particle.XPx, 0.05);
        Assert.Equal(50, particle.YPx, 0.05);
        Assert.InRange(particle.Contour.Where((_, i) => i % 2 == 0).Average(), 65, 75);
    }

    [Fact]
    public void Doubling_the_pixel_size_doubles_lengths_and_changes_no_count()
    {
        var field = Lattice();
        var one = Measure(600, 420, field, scale: Scale(2, 2));
        var two = Measure(600, 420, field, scale: Scale(4, 4));
        Assert.Equal(one.Particles.Count, two.Particles.Count);
        Assert.Equal(2 * one.Statistics!.MeanDiameterNm!.Value, two.Statistics!.MeanDiameterNm!.Value, 9);
        Assert.Equal(one.Statistics.MeanDiameterPx.Value, two.Statistics.MeanDiameterPx.Value, 12);
        Assert.Equal(one.Statistics.CvPercent!.Value, two.Statistics.CvPercent!.Value, 9);
    }

    [Fact]
    public void On_pixels_that_are_not_square_a_disc_in_the_specimen_stays_a_disc()
    {
        var result = Measure(160, 90, (x, y) => !InEllipse(x, y, 80, 45, 40, 20, 0), scale: Scale(1, 2));
        var particle = Assert.Single(result.Particles);
        Assert.Equal(80, particle.LaNm!.Value, 0.5);
        Assert.Equal(80, particle.LbNm!.Value, 0.5);
    }

    [Fact]
    public void With_enough_particles_200_are_drawn_by_the_seed()
    {
        var field = Lattice();
        var (a, b, c) = (Measure(600, 420, field, seed: 5), Measure(600, 420, field, seed: 5), Measure(600, 420, field, seed: 6));
        Assert.Equal(ParticleStatisticsRule.Drawn, a.Statistics!.Rule);
        Assert.Equal(200, a.Particles.Count(p => p.Drawn));
        Assert.Equal(200, a.Statistics.Count);
        Assert.Equal(a.Particles.Select(p => p.Drawn), b.Particles.Select(p => p.Drawn));
        Assert.NotEqual(a.Particles.Select(p => p.Drawn), c.Particles.Select(p => p.Drawn));
        Assert.DoesNotContain(a.Findings, f => f.Code == "fewer-than-200");
    }

    [Fact]
    public void With_fewer_than_200_all_are_weighted_and_it_is_said()
    {
        var result = Measure(120, 70, (x, y) => !InEllipse(x, y, 30, 35, 10, 10, 0) && !InEllipse(x, y, 80, 35, 20, 20, 0));
        Assert.Equal(ParticleStatisticsRule.WeightedAll, result.Statistics!.Rule);
        Assert.Contains(result.Findings, f => f.Code == "fewer-than-200");
        var expected = result.Particles.Sum(p => p.Weight * p.DiameterPx) / result.Particles.Sum(p => p.Weight);
        Assert.Equal(expected, result.Statistics.MeanDiameterPx.Value, 12);
        Assert.True(result.Particles[0].Weight != result.Particles[1].Weight);
    }

    [Fact]
    public void A_frame_that_is_all_solid_is_one_piece()
    {
        using var mask = new Mat(40, 60, MatType.CV_8UC1, Scalar.All(255));
        var labels = new int[DistanceSplitter.BufferLength(60, 40)];
        Assert.Equal(1, DistanceSplitter.Split(mask, 0.15, labels));
        Assert.All(labels[..(60 * 40)], label => Assert.Equal(1, label));
    }

    /// <summary>Ellipses of 14 px and three widths on a lattice of 20 px: 600 by 420 px hold more than 500.</summary>
    private static Func<double, double, bool> Lattice() =>
        (x, y) => !InEllipse(Math.IEEERemainder(x - 10.3, 20), Math.IEEERemainder(y - 10.6, 20), 0, 0, 7, 5.5 + (0.6 * (Math.Abs(Math.Round((x - 10.3) / 20)) % 3)), 0);

    private static ScaleDecision Scale(double x, double y) =>
        new(new PixelSize(Length.FromNanometres(x), Length.FromNanometres(y)), ScaleSource.User, "test", 0.05, [], []);

    private static ParticleResult Measure(int width, int height, Func<double, double, bool> isVoid, ParticleOptions? options = null, ScaleDecision? scale = null, long seed = 1)
    {
        using var page = Drawn.Page(width, height, isVoid);
        using var image = Segmenter.Segment(page, new PixelRect(0, 0, width, height), scale?.PixelSize, Drawn.Plain);
        return ParticleMeter.Measure(image, scale ?? Unscaled, options ?? new ParticleOptions(), seed);
    }

    private static bool InBox(double x, double y, double left, double top, double right, double bottom) =>
        x > left && x < right && y > top && y < bottom;

    private static bool InEllipse(double x, double y, double cx, double cy, double a, double b, double degrees)
    {
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        var (dx, dy) = (x - cx, cy - y);
        var (u, v) = (((dx * cos) + (dy * sin)) / a, ((dy * cos) - (dx * sin)) / b);
        return (u * u) + (v * v) < 1;
    }
}

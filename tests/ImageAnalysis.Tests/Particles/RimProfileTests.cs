using ImageAnalysis.Particles;

namespace ImageAnalysis.Tests.Particles;

/// <summary>Profiles of a step with a rim, blurred numerically.</summary>
public sealed class RimProfileTests
{
    [Theory]
    [InlineData(0.0, 1.1, 0.0, 3.0)]
    [InlineData(-0.3, 1.3, 0.8, 3.0)]
    [InlineData(-0.4, 1.1, 1.5, 1.5)]
    [InlineData(0.5, 1.6, -0.6, 3.0)]
    [InlineData(0.25, 0.9, 0.5, 6.0)]
    public void The_edge_of_a_blurred_step_with_a_rim_is_found_within_a_twentieth_of_a_pixel(double edge, double blur, double rim, double decay)
    {
        var profile = new double[RimProfile.Length];
        for (var i = 0; i < profile.Length; i++)
        {
            var (at, sum, weights) = (RimProfile.From + (i * RimProfile.Step), 0.0, 0.0);
            for (var t = -6 * blur; t <= 6 * blur; t += 0.002)
            {
                var weight = Math.Exp(-t * t / (2 * blur * blur));
                var s = at + t - edge;
                sum += weight * (s < 0 ? 50 + (100 * (1 + (rim * Math.Exp(s / decay)))) : 50);
                weights += weight;
            }

            profile[i] = sum / weights;
        }

        var place = RimProfile.Fit(profile);
        Assert.Equal(edge, place.OffsetPx, 0.05);
        Assert.Equal(blur, place.BlurPx, 0.01);
    }

    [Fact]
    public void The_blur_takes_off_a_small_disc_what_the_growth_gives_back()
    {
        // Half-maximum of a disc of radius 6 under a Gaussian of 1.2 px, by numerical integration over the plane.
        const double radius = 6, blur = 1.2;
        double low = 5, high = 6.5;
        for (var round = 0; round < 40; round++)
        {
            var middle = (low + high) / 2;
            var sum = 0.0;
            const double step = 0.05;
            for (var y = -7.0; y <= 7; y += step)
            {
                for (var x = -7.0; x <= 7; x += step)
                {
                    if ((x * x) + (y * y) > radius * radius) continue;
                    sum += step * step * Math.Exp(-(((x - middle) * (x - middle)) + (y * y)) / (2 * blur * blur)) / (2 * Math.PI * blur * blur);
                }
            }

            (low, high) = sum > 0.5 ? (middle, high) : (low, middle);
        }

        Assert.Equal(radius, low + new EdgePlace(0, blur).Growth(low), 0.02);
    }
}

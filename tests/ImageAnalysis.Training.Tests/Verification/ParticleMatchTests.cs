using ImageAnalysis.Particles;
using ImageAnalysis.Training.Rendering;
using ImageAnalysis.Training.Verification;

namespace ImageAnalysis.Training.Tests.Verification;

public sealed class ParticleMatchTests
{
    [Fact]
    public void A_centre_beyond_half_the_radius_is_a_miss_and_an_invention()
    {
        var match = ParticleMatch.Of([True(100, 100)], [Measured(105.1, 100)], 0.5);

        Assert.Equal(new ParticleMatch(0, 1, 1), match);
        Assert.Equal(0, match.F1);
    }

    [Fact]
    public void Two_hits_on_one_particle_are_one_found_and_one_invented()
    {
        Assert.Equal(new ParticleMatch(1, 0, 1), ParticleMatch.Of([True(100, 100)], [Measured(98, 100), Measured(103, 100)], 0.5));
    }

    [Fact]
    public void Hidden_and_cut_particles_count_neither_way()
    {
        RenderedParticle[] truth = [True(100, 100), True(200, 100, visible: 0.4), True(4, 100, touches: true)];

        Assert.Equal(1, ParticleMatch.Of(truth, [Measured(100, 100), Measured(200, 100), Measured(4, 100)], 0.5).F1);
        Assert.Equal(1, ParticleMatch.Of(truth, [Measured(100, 100)], 0.5).F1);
    }

    [Fact]
    public void A_hidden_particle_does_not_take_the_hit_of_the_one_that_hides_it()
    {
        RenderedParticle[] truth = [True(104, 100, visible: 0.3), True(100, 100)];

        Assert.Equal(new ParticleMatch(1, 0, 0), ParticleMatch.Of(truth, [Measured(103, 100)], 0.5));
    }

    [Fact]
    public void F1_is_the_harmonic_mean_of_precision_and_recall() =>
        Assert.Equal(2 * (6 / 8.0) * (6 / 10.0) / ((6 / 8.0) + (6 / 10.0)), new ParticleMatch(6, 4, 2).F1, 12);

    private static RenderedParticle True(double x, double y, double visible = 1, bool touches = false) => new(x, y, 20, 20, 0, visible, touches);

    private static Particle Measured(double x, double y) => new(1, x, y, 314, 20, 20, 0, null, null, ParticleOutline.Silhouette, 1, 1, false, []);
}

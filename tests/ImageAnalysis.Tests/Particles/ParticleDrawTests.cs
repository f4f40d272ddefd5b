using ImageAnalysis.Particles;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Tests.Particles;

public sealed class ParticleDrawTests
{
    [Fact]
    public void The_same_seed_draws_the_same_particles()
    {
        var weights = Enumerable.Range(1, 500).Select(i => 1 + (i % 7 / 10.0)).ToArray();
        Assert.Equal(ParticleDraw.WithoutReplacement(weights, 200, new SeededRandom(3)), ParticleDraw.WithoutReplacement(weights, 200, new SeededRandom(3)));
        Assert.NotEqual(ParticleDraw.WithoutReplacement(weights, 200, new SeededRandom(3)), ParticleDraw.WithoutReplacement(weights, 200, new SeededRandom(4)));
    }

    [Fact]
    public void None_is_drawn_twice_and_drawing_all_takes_each()
    {
        var weights = Enumerable.Range(1, 50).Select(i => (double)i).ToArray();
        Assert.Equal(Enumerable.Range(0, 50), ParticleDraw.WithoutReplacement(weights, 50, new SeededRandom(1)));
        Assert.Equal(20, ParticleDraw.WithoutReplacement(weights, 20, new SeededRandom(1)).Distinct().Count());
    }

    [Fact]
    public void A_single_draw_falls_on_each_in_proportion_to_its_weight()
    {
        double[] weights = [1, 2, 3, 4];
        var counts = new int[4];
        var random = new SeededRandom(11);
        const int Rounds = 40_000;
        for (var i = 0; i < Rounds; i++) counts[ParticleDraw.WithoutReplacement(weights, 1, random)[0]]++;

        // Four standard deviations of a binomial count.
        for (var i = 0; i < 4; i++)
            Assert.InRange(counts[i], (Rounds * weights[i] / 10) - (4 * Math.Sqrt(Rounds * 0.25)), (Rounds * weights[i] / 10) + (4 * Math.Sqrt(Rounds * 0.25)));
    }

    [Fact]
    public void The_weight_is_the_reciprocal_share_of_positions_that_hold_the_box() =>
        Assert.Equal(1 / ((80.0 / 100) * (45.0 / 50)), ParticleDraw.Weight(20, 5, 100, 50), 12);
}

using ImageAnalysis.Particles;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Tests.Particles;

public sealed class DiameterStatisticsTests
{
    [Fact]
    public void Equal_weights_give_the_mean_the_standard_deviation_over_n_less_one_and_students_interval()
    {
        double[] d = [8, 10, 12, 14];
        var s = DiameterStatistics.Of(d, [1, 1, 1, 1], 0.5);
        Assert.Equal(11, s.Mean.Value, 12);
        Assert.Equal(100 * Math.Sqrt(20.0 / 3) / 11, s.CvPercent!.Value, 12);

        // t(0.975, 3) = 3.182446 (tables).
        Assert.Equal(11 + (3.182446 * Math.Sqrt(20.0 / 3) / 2), s.Mean.Sampling!.Value.Upper, 5);
        Assert.Equal(new Interval(10, 12), s.Mean.Segmentation);
    }

    [Fact]
    public void A_common_factor_on_the_weights_changes_nothing()
    {
        double[] d = [8, 10, 12, 14, 9];
        double[] w = [1, 1.5, 2, 2.5, 1.1];
        var (a, b) = (DiameterStatistics.Of(d, w, 1), DiameterStatistics.Of(d, [.. w.Select(x => x * 37)], 1));
        Assert.Equal(a.Mean.Value, b.Mean.Value, 12);
        Assert.Equal(a.CvPercent!.Value, b.CvPercent!.Value, 10);
        Assert.Equal(a.Mean.Sampling!.Value.Lower, b.Mean.Sampling!.Value.Lower, 10);
    }

    [Fact]
    public void Weights_undo_the_loss_of_large_particles_at_the_frame()
    {
        // Two sizes, equally frequent; the frame holds the large ones half as often, so half as many are seen.
        var d = Enumerable.Repeat(10.0, 200).Concat(Enumerable.Repeat(20.0, 100)).ToArray();
        var w = Enumerable.Repeat(1.0, 200).Concat(Enumerable.Repeat(2.0, 100)).ToArray();
        Assert.Equal(15, DiameterStatistics.Of(d, w, 1).Mean.Value, 12);
    }

    [Fact]
    public void One_particle_has_a_mean_and_no_variation()
    {
        var s = DiameterStatistics.Of([5], [1], 1);
        Assert.Null(s.CvPercent);
        Assert.Null(s.Mean.Sampling);
        Assert.Equal("without sampling", s.Mean.Without);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 6)]
    public void The_intervals_of_two_particles_are_wide_but_end_at_zero_and_mean_something(double first, double second)
    {
        var s = DiameterStatistics.Of([8, 14], [first, second], 0.5);
        Assert.Null(s.Mean.Without);
        Assert.Equal(0, s.Mean.Sampling!.Value.Lower);

        // χ²(0.975, 1) = 5.023886, χ²(0.025, 1) = 0.000982069 (tables).
        var cv = s.CvPercent!;
        Assert.Equal(cv.Value / Math.Sqrt(5.023886), cv.Sampling!.Value.Lower, 3);
        Assert.Equal(cv.Value / Math.Sqrt(0.000982069), cv.Sampling.Value.Upper, 1);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void The_intervals_of_few_particles_hold_the_truth_too(int count)
    {
        var random = new SeededRandom(8);
        int meanHeld = 0, cvHeld = 0;
        double[] d = new double[count], w = [.. Enumerable.Repeat(1.0, count)];
        for (var round = 0; round < 1000; round++)
        {
            for (var i = 0; i < d.Length; i++) d[i] = 100 + (20 * random.NextGaussian());
            var s = DiameterStatistics.Of(d, w, 1);
            if (s.Mean.Sampling!.Value.Contains(100)) meanHeld++;
            if (s.CvPercent!.Sampling!.Value.Contains(20)) cvHeld++;
        }

        Assert.InRange(meanHeld, 922, 978);
        Assert.InRange(cvHeld, 922, 999);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.3)]
    public void The_intervals_hold_the_truth_in_about_95_of_100_draws(double cv)
    {
        var random = new SeededRandom(5);
        int meanHeld = 0, cvHeld = 0;
        const int Rounds = 1000;
        double[] d = new double[200], w = [.. Enumerable.Repeat(1.0, 200)];
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < d.Length; i++) d[i] = 100 * (1 + (cv * random.NextGaussian()));
            var s = DiameterStatistics.Of(d, w, 1);
            if (s.Mean.Sampling!.Value.Contains(100)) meanHeld++;
            if (s.CvPercent!.Sampling!.Value.Contains(100 * cv)) cvHeld++;
        }

        // 95 % +- four standard deviations of a binomial share at 1000 rounds.
        Assert.InRange(meanHeld, 922, 978);
        Assert.InRange(cvHeld, 922, 978);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(200)]
    public void The_intervals_hold_whatever_the_shape_of_the_distribution(int count)
    {
        // Sections of one sphere size scatter less symmetrically than a normal distribution, evenly spread sizes have no tails: √(1 - u²) has mean π/4 and variance 2/3 - π²/16.
        (Func<double, double> Draw, double Mean, double Cv)[] shapes =
        [
            (u => Math.Sqrt(1 - (u * u)), Math.PI / 4, Math.Sqrt((2.0 / 3) - (Math.PI * Math.PI / 16)) / (Math.PI / 4)),
            (u => 0.5 + u, 1, Math.Sqrt(1.0 / 12)),
        ];
        var random = new SeededRandom(6);
        foreach (var (draw, mean, cv) in shapes)
        {
            int meanHeld = 0, cvHeld = 0;
            const int Rounds = 1000;
            double[] d = new double[count], w = [.. Enumerable.Repeat(1.0, count)];
            for (var round = 0; round < Rounds; round++)
            {
                for (var i = 0; i < d.Length; i++) d[i] = draw(random.NextDouble());
                var s = DiameterStatistics.Of(d, w, 1);
                if (s.Mean.Sampling!.Value.Contains(mean)) meanHeld++;
                if (s.CvPercent!.Sampling!.Value.Contains(100 * cv)) cvHeld++;
            }

            Assert.InRange(meanHeld, 915, 985);
            Assert.InRange(cvHeld, 915, 985);
        }
    }

    [Fact]
    public void Uneven_weights_widen_the_intervals()
    {
        // Half of the particles count four times as much: (1 + 4)² / (2 (1 + 16)) = 0.735 of their number.
        var random = new SeededRandom(7);
        var d = Enumerable.Range(0, 4000).Select(_ => 100 + (10 * random.NextGaussian())).ToArray();
        var even = DiameterStatistics.Of(d, [.. d.Select(_ => 1.0)], 1);
        var uneven = DiameterStatistics.Of(d, [.. d.Select((_, i) => i % 2 == 0 ? 1.0 : 4.0)], 1);
        Assert.Equal(Math.Sqrt(1 / 0.735), Width(uneven.Mean) / Width(even.Mean), 0.04);
        Assert.Equal(Math.Sqrt(1 / 0.735), Width(uneven.CvPercent!) / Width(even.CvPercent!), 0.05);

        static double Width(Estimate e) => e.Sampling!.Value.Upper - e.Sampling.Value.Lower;
    }
}

using ImageAnalysis.Quantities;

namespace ImageAnalysis.Tests.Quantities;

public sealed class FieldPoolTests
{
    [Fact]
    public void Five_fields_have_students_interval_of_their_scatter()
    {
        var pooled = FieldPool.Of([Field(10, 1), Field(11, 1), Field(12, 1), Field(13, 1), Field(14, 1)]);

        // s² = 2.5, t(0.975, 4) = 2.776445 (tables).
        var half = 2.776445 * Math.Sqrt(2.5 / 5);
        Assert.Equal(12, pooled.Mean.Value, 12);
        Assert.Equal(12 + half, pooled.Mean.Sampling!.Value.Upper, 5);
        Assert.Equal(12 - half, pooled.Mean.Sampling!.Value.Lower, 5);
        Assert.Equal(100 * Math.Sqrt(2.5) / 12, pooled.DeviationPercent!.Value, 9);
    }

    [Fact]
    public void Two_fields_that_agree_lean_on_what_each_shows_within_itself()
    {
        var pooled = FieldPool.Of([Field(10, 1.2), Field(10.2, 1.2)]);

        // One field's half-width over t(6) is a standard deviation with six degrees of freedom; the two fields' own difference is a seventh part of a thirteenth.
        var within = Math.Pow(1.2 / 2.446912, 2);
        var variance = ((12 * within) + 0.02) / 13;
        Assert.Equal(Student.Quantile975(13) * Math.Sqrt(variance / 2), pooled.Mean.Sampling!.Value.Upper - 10.1, 9);
    }

    [Fact]
    public void Two_fields_that_differ_beyond_their_own_scatter_have_the_wide_interval_of_two_values()
    {
        var pooled = FieldPool.Of([Field(10, 0.5), Field(14, 0.5)]);

        // t(1) · s / √2 = 12.706 · 2.828 / 1.414, and no amount is below zero.
        Assert.Equal(new Interval(0, 12 + (12.706205 * 2)), new Interval(pooled.Mean.Sampling!.Value.Lower, Math.Round(pooled.Mean.Sampling.Value.Upper, 5)));
    }

    [Fact]
    public void Errors_that_all_fields_share_do_not_shrink()
    {
        var pooled = FieldPool.Of([.. Enumerable.Range(0, 16).Select(i => Field(10 + (0.01 * i), 1) with { Scale = new Interval(9.5 + (0.01 * i), 10.5 + (0.01 * i)) })]);

        Assert.Equal(0.5, pooled.Mean.Scale!.Value.Upper - pooled.Mean.Value, 9);
        Assert.Null(pooled.Mean.Segmentation);
    }

    [Theory]
    [InlineData(0.04, 5)] // t(4) 0.04 / √5 = 4.97 %
    [InlineData(0.05, 7)] // t(6) 0.05 / √7 = 4.62 %, t(5) 0.05 / √6 = 5.25 %
    [InlineData(0.10, 18)] // t(17) 0.10 / √18 = 4.97 %
    public void The_plan_is_the_least_number_whose_interval_is_narrow_enough(double deviation, int fields)
    {
        var n = FieldPool.FieldsFor(deviation, 0.05, 1);
        Assert.Equal(fields, n);
        Assert.True(Student.Quantile975(n - 1) * deviation / Math.Sqrt(n) <= 0.05);
        Assert.True(n == 2 || Student.Quantile975(n - 2) * deviation / Math.Sqrt(n - 1) > 0.05);
    }

    [Fact]
    public void A_field_that_is_narrow_enough_by_itself_needs_no_other() => Assert.Equal(0, FieldPool.Of([Field(10, 0.4)]).MoreFields);

    [Fact]
    public void The_interval_over_fields_holds_the_specimens_mean()
    {
        var random = new SeededRandom(12);
        foreach (var n in new[] { 2, 3, 4, 5, 8 })
        {
            var held = 0;
            for (var round = 0; round < 1000; round++)
            {
                // Each field errs by its own scatter, and knows of it by six squares.
                var fields = Enumerable.Range(0, n).Select(_ =>
                {
                    var squares = Enumerable.Range(0, 6).Sum(_ => Math.Pow(random.NextGaussian(), 2));
                    return Field(10 + (0.6 * random.NextGaussian()), 2.446912 * 0.6 * Math.Sqrt(squares / 6));
                }).ToArray();
                if (FieldPool.Of(fields).Mean.Sampling!.Value.Contains(10)) held++;
            }

            Assert.InRange(held, 920, 980);
        }
    }

    private static Estimate Field(double value, double halfWidth) => new(value, Interval.Around(value, halfWidth), null, null);
}

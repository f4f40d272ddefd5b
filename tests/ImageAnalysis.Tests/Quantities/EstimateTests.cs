using ImageAnalysis.Quantities;

namespace ImageAnalysis.Tests.Quantities;

public sealed class EstimateTests
{
    [Fact]
    public void Components_join_in_quadrature_on_each_side_apart()
    {
        var estimate = new Estimate(100, new Interval(97, 103), new Interval(96, 112), Interval.Around(100, 0));
        var combined = estimate.Combined!.Value;
        Assert.Equal(100 - 5, combined.Lower, 12);
        Assert.Equal(100 + Math.Sqrt(9 + 144), combined.Upper, 12);
    }

    [Fact]
    public void A_value_without_components_has_no_combined_interval() => Assert.Null(new Estimate(1, null, null, null).Combined);

    [Fact]
    public void An_interval_that_lacks_what_every_value_has_is_not_whole()
    {
        var part = new Interval(9, 11);
        Assert.Null(new Estimate(10, null, null, null).Without);
        Assert.Equal("without sampling", new Estimate(10, null, part, part).Without);
        Assert.Null(new Estimate(10, null, part, part).Whole);
        Assert.Equal("without segmentation", new Estimate(10, part, null, null).Without);
        Assert.Equal("without sampling and segmentation", new Estimate(10, null, null, part).Without);

        // Pixels and shares have no scale.
        var whole = new Estimate(10, part, part, null);
        Assert.Null(whole.Without);
        Assert.Equal(whole.Combined, whole.Whole);
    }

    [Fact]
    public void A_ratio_of_one_picture_joins_what_is_independent_and_cancels_what_is_shared()
    {
        var over = new Estimate(10, new Interval(8, 12.5), new Interval(9, 11), Interval.Around(10, 0.5));
        var under = new Estimate(20, new Interval(10, 40), new Interval(18, 22), Interval.Around(20, 1));
        var ratio = Estimate.Ratio(over, under);
        Assert.Equal(0.5, ratio.Value, 12);
        var below = Math.Sqrt(Math.Pow(Math.Log(1.25), 2) + Math.Pow(Math.Log(2), 2));
        Assert.Equal(0.5 * Math.Exp(-below), ratio.Sampling!.Value.Lower, 12);
        Assert.Equal(0.5 * Math.Exp(below), ratio.Sampling.Value.Upper, 12);

        // Both grow by a tenth, and the pixel size is that of both.
        Assert.Equal(new Interval(0.5, 0.5), ratio.Segmentation);
        Assert.Null(ratio.Scale);
        Assert.Equal("without sampling", Estimate.Ratio(over, under with { Sampling = new Interval(0, 40) }).Without);
    }

    [Fact]
    public void A_component_that_lies_on_one_side_does_not_narrow_the_other()
    {
        var combined = new Estimate(10, new Interval(9, 11), new Interval(11, 12), null).Combined!.Value;
        Assert.Equal(9, combined.Lower, 12);
        Assert.Equal(10 + Math.Sqrt(1 + 4), combined.Upper, 12);
    }

    [Fact]
    public void The_combined_interval_of_an_amount_ends_at_zero() =>
        Assert.Equal(new Interval(0, 2 + Math.Sqrt(8)), new Estimate(2, new Interval(0, 4), new Interval(0, 4), null).Combined);

    [Fact]
    public void A_change_of_unit_scales_the_components_and_adds_the_scale()
    {
        var nm = new Estimate(10, new Interval(9, 12), new Interval(8, 13), null).Scaled(5, 0.1);
        Assert.Equal(50, nm.Value);
        Assert.Equal(new Interval(45, 60), nm.Sampling);
        Assert.Equal(new Interval(40, 65), nm.Segmentation);
        Assert.Equal(new Interval(45, 55), nm.Scale);
    }

    [Fact]
    public void An_interval_with_its_ends_swapped_or_not_a_number_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Interval(2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Interval(double.NaN, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Interval(0, double.NaN));
    }

    [Fact]
    public void An_interval_holds_its_ends()
    {
        var interval = Interval.Around(3, 1);
        Assert.True(interval.Contains(2));
        Assert.True(interval.Contains(4));
        Assert.False(interval.Contains(4.0000001));
    }
}

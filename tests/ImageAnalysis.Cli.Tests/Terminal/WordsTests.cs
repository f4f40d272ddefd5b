using ImageAnalysis.Cli.Terminal;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Cli.Tests.Terminal;

public sealed class WordsTests
{
    [Fact]
    public void Both_sides_of_a_component_are_shown_where_they_differ_noticeably() => Assert.Equal(
        "(sampling ±5.0 %, boundary +12.0/-8.0 %, scale ±4.0 %)",
        Words.Components(new Estimate(100, Interval.Around(100, 5), new Interval(92, 112), new Interval(96.02, 104))));

    [Fact]
    public void A_component_without_an_end_is_open_on_that_side() =>
        Assert.Equal("(sampling ±5.0 %, boundary +open/-8.0 %)", Words.Components(new Estimate(100, Interval.Around(100, 5), new Interval(92, double.PositiveInfinity), null)));

    [Fact]
    public void An_interval_that_lacks_a_part_says_so_wherever_it_is_printed()
    {
        var one = new Estimate(412, null, new Interval(400, 424), new Interval(391.4, 432.6));
        Assert.Equal("412.0 nm [388.2, 435.8, without sampling]", Words.Nanometres(one));
        Assert.Equal("(boundary ±2.9 %, scale ±5.0 %)", Words.Components(one));
    }

    [Fact]
    public void A_whole_interval_has_no_mark() =>
        Assert.Equal("0.423 [0.402, 0.444]", Words.Fraction(new Estimate(0.423, Interval.Around(0.423, 0.02), Interval.Around(0.423, 0.005), null)));
}

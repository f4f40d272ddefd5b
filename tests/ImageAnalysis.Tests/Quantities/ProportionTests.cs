using ImageAnalysis.Quantities;

namespace ImageAnalysis.Tests.Quantities;

public sealed class ProportionTests
{
    /// <summary>Both ends worked out apart from the program.</summary>
    [Theory]
    [InlineData(15, 22, 0.4732, 0.8364)]
    [InlineData(8, 8, 0.6756, 1)]
    [InlineData(0, 3, 0, 0.5615)]
    [InlineData(50, 100, 0.4038, 0.5962)]
    public void The_interval_is_that_of_the_score_test(int hits, int of, double lower, double upper)
    {
        var interval = new Proportion(hits, of).Wilson!.Value;

        Assert.Equal(lower, interval.Lower, 1e-4);
        Assert.Equal(upper, interval.Upper, 1e-4);
    }

    [Fact]
    public void Of_none_there_is_no_share()
    {
        Assert.Null(new Proportion(0, 0).Value);
        Assert.Null(new Proportion(0, 0).Wilson);
    }
}

using ImageAnalysis.Particles;
using Xunit;

namespace ImageAnalysis.Tests.Particles;

public class SmallPiecesTests
{
    [Fact]
    public void Debris_far_smaller_than_the_particles_is_told_with_what_the_rest_measures()
    {
        var finding = SmallPieces.Of([.. Sizes(30, 6, 20), .. Sizes(40, 100, 120)])!;

        Assert.Equal("small-pieces", finding.Code);
        Assert.StartsWith("30 of 70 measured pieces are at most 20 px wide, and the rest at least 100 px", finding.What, StringComparison.Ordinal);
        Assert.Contains("The other 40 have a mean diameter of 110 px and a CV of 5.5 %", finding.Why, StringComparison.Ordinal);
        Assert.Contains("\"45 px\"", finding.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public void Sizes_that_run_on_are_a_broad_powder() =>
        Assert.Null(SmallPieces.Of(Enumerable.Range(0, 200).Select(i => 5 * Math.Pow(1.02, i))));

    [Fact]
    public void A_few_specks_do_not_matter_and_a_second_population_is_no_debris()
    {
        Assert.Null(SmallPieces.Of([.. Sizes(4, 6, 8), .. Sizes(60, 100, 120)]));
        Assert.Null(SmallPieces.Of([.. Sizes(200, 40, 45), .. Sizes(60, 100, 120)]));
        Assert.Null(SmallPieces.Of([.. Sizes(5, 6, 8), .. Sizes(10, 100, 120)]));
    }

    private static IEnumerable<double> Sizes(int count, double from, double to) => Enumerable.Range(0, count).Select(i => from + ((to - from) * i / (count - 1)));
}

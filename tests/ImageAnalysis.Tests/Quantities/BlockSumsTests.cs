using ImageAnalysis.Quantities;

namespace ImageAnalysis.Tests.Quantities;

public sealed class BlockSumsTests
{
    [Fact]
    public void The_interval_holds_the_truth_of_independent_blocks_in_95_of_100_cases()
    {
        const int cases = 2000;
        var random = new SeededRandom(4);
        var held = 0;
        for (var i = 0; i < cases; i++)
        {
            var sums = new BlockSums(5, 4);
            for (var b = 0; b < 20; b++)
            {
                var size = random.NextDouble(5, 10);
                sums.Add(b % 5, b / 5, (3 * size) + (2 * random.NextGaussian()), size);
            }

            if (sums.Interval95()!.Value.Contains(3)) held++;
        }

        // The products of neighbours only ever widen it: a little more than 95.
        Assert.InRange((double)held / cases, 0.945, 0.985);
    }

    [Fact]
    public void Equal_neighbours_count_once()
    {
        var random = new SeededRandom(4);
        double independent = 0, repeated = 0;
        for (var i = 0; i < 300; i++)
        {
            var (a, b) = (new BlockSums(8, 6), new BlockSums(8, 6));
            var pairs = new double[24];
            foreach (ref var p in pairs.AsSpan()) p = random.NextGaussian();
            for (var row = 0; row < 6; row++)
            {
                for (var column = 0; column < 8; column++)
                {
                    a.Add(column, row, 10 + random.NextGaussian(), 1);
                    b.Add(column, row, 10 + pairs[(row * 4) + (column / 2)], 1);
                }
            }

            independent += a.Interval95()!.Value.Upper - a.Ratio!.Value;
            repeated += b.Interval95()!.Value.Upper - b.Ratio!.Value;
        }

        // Half as many independent values: wider by √2.
        Assert.InRange(repeated / independent, 1.2, 1.5);
    }

    [Fact]
    public void Fewer_than_four_blocks_have_no_interval()
    {
        var sums = new BlockSums(3, 1);
        for (var i = 0; i < 3; i++) sums.Add(i, 0, i, 1);
        Assert.Equal(1, sums.Ratio);
        Assert.Null(sums.Interval95());
    }

    [Fact]
    public void Nothing_over_nothing_has_no_ratio()
    {
        Assert.Null(new BlockSums(3, 2).Ratio);
        Assert.Null(new BlockSums(3, 2).Interval95());
    }

    [Fact]
    public void Students_t_is_that_of_the_tables()
    {
        foreach (var n in new[] { 1, 2, 5, 10, 11, 15, 30, 100, 5000 })
            Assert.Equal(MathNet.Numerics.Distributions.StudentT.InvCDF(0, 1, n, 0.975), Student.Quantile975(n), n > 10 ? 2e-4 : 1e-5);
    }
}

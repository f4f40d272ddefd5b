using ImageAnalysis.Quantities;

namespace ImageAnalysis.Tests.Quantities;

public sealed class FieldSumsTests
{
    [Fact]
    public void The_interval_holds_the_truth_of_independent_cells_in_95_of_100_cases()
    {
        const int Cases = 2000;
        var random = new SeededRandom(4);
        var held = 0;
        for (var i = 0; i < Cases; i++)
        {
            var sums = Whole(400, 300);
            for (var cell = 0; cell < 256; cell++)
            {
                var size = random.NextDouble(5, 10);
                sums.Add(cell % 16, cell / 16, (3 * size) + (2 * random.NextGaussian()), size);
            }

            if (sums.Interval95()!.Value.Contains(3)) held++;
        }

        // 95 % +- four standard deviations of a binomial share at 2000 cases.
        Assert.InRange((double)held / Cases, 0.93, 0.97);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Cells_that_repeat_each_other_count_once(int side)
    {
        // Of side x side cells, each repeats the first: the variance of their sum is side² as large, its root side.
        var random = new SeededRandom(4);
        double independent = 0, repeated = 0;
        for (var i = 0; i < 400; i++)
        {
            var (a, b) = (Whole(400, 300), Whole(400, 300));
            var values = Enumerable.Range(0, 64).Select(_ => random.NextGaussian()).ToArray();
            for (var cell = 0; cell < 256; cell++)
            {
                var (column, row) = (cell % 16, cell / 16);
                a.Add(column, row, 10 + random.NextGaussian(), 1);
                b.Add(column, row, 10 + values[(row / side * 8) + (column / side)], 1);
            }

            independent += a.Interval95()!.Value.Upper - a.Ratio!.Value;
            repeated += b.Interval95()!.Value.Upper - b.Ratio!.Value;
        }

        Assert.InRange(repeated / independent, 0.88 * side, 1.12 * side);
    }

    [Fact]
    public void What_repeats_over_short_distances_does_not_widen_it()
    {
        // Void and wall in turn, as strict as a grating: any field reads the same.
        var sums = Whole(400, 300);
        for (var cell = 0; cell < 256; cell++) sums.Add(cell % 16, cell / 16, cell % 2 == 0 ? 12 : 8, 1);
        var interval = sums.Interval95()!.Value;

        // Independent cells of this scatter would give 2 · 2.45 · 2 / 16 = 0.61; what is left is the half wave that the field's edge cuts.
        Assert.InRange(interval.Upper - interval.Lower, 0, 0.4);
    }

    [Fact]
    public void A_slope_across_the_field_widens_it()
    {
        var sums = Whole(400, 300);
        for (var cell = 0; cell < 256; cell++) sums.Add(cell % 16, cell / 16, 10 + ((cell % 16) - 7.5), 1);

        // The slowest wave alone holds it: Σ = -8 rows · Σ (i - 7.5) cos(π (i + 1/2)/16) of norm 1/2, an n-th of which is the variance.
        var wave = 16 * Enumerable.Range(0, 16).Sum(i => (i - 7.5) * Math.Cos(Math.PI * (i + 0.5) / 16));
        var expected = 2.446912 * Math.Sqrt(2 * wave * wave / 6) / 256;
        Assert.InRange(sums.Interval95()!.Value.Upper - 10, expected, 1.03 * expected);
    }

    [Fact]
    public void Cells_never_looked_at_take_no_part()
    {
        // The same values on the left half of a field twice as wide, and on a field of their own.
        var random = new SeededRandom(9);
        var (half, own) = (new FieldSums(800, 300), new FieldSums(400, 300, 8));
        for (var cell = 0; cell < 128; cell++)
        {
            var (column, row, a) = (cell % 8, cell / 8, 10 + random.NextGaussian());
            half.Add(column, row, a, 1);
            half.Look(column, row, 1);
            own.Add(column, row, a, 1);
            own.Look(column, row, 1);
        }

        var (x, y) = (half.Interval95()!.Value, own.Interval95()!.Value);
        Assert.InRange((x.Upper - x.Lower) / (y.Upper - y.Lower), 0.5, 2);
    }

    [Fact]
    public void Fewer_than_four_cells_have_no_interval()
    {
        var sums = new FieldSums(300, 100, 3, 1);
        for (var i = 0; i < 3; i++)
        {
            sums.Add(i, 0, i, 1);
            sums.Look(i, 0, 1);
        }

        Assert.Equal(1, sums.Ratio);
        Assert.Null(sums.Interval95());
    }

    [Fact]
    public void One_line_has_an_interval_from_along_the_line_alone()
    {
        var random = new SeededRandom(3);
        var sums = new FieldSums(300, 0, mostRows: 1);
        for (var i = 0; i < 16; i++)
        {
            sums.Add(i, 0, 5 + random.NextGaussian(), 1);
            sums.Look(i, 0, 1);
        }

        Assert.InRange(sums.Interval95()!.Value.Upper - sums.Ratio!.Value, 0.1, 3);
    }

    [Fact]
    public void Nothing_over_nothing_has_no_ratio()
    {
        Assert.Null(Whole(400, 300).Ratio);
        Assert.Null(Whole(400, 300).Interval95());
    }

    [Fact]
    public void Students_t_is_that_of_the_tables()
    {
        foreach (var n in new[] { 1, 2, 5, 10, 11, 15, 30, 100, 5000 })
            Assert.Equal(MathNet.Numerics.Distributions.StudentT.InvCDF(0, 1, n, 0.975), Student.Quantile975(n), n > 10 ? 2e-4 : 1e-5);
    }

    /// <summary>All of a field was looked at evenly.</summary>
    private static FieldSums Whole(double width, double height)
    {
        var sums = new FieldSums(width, height);
        for (var cell = 0; cell < 256; cell++) sums.Look(cell % 16, cell / 16, 1);
        return sums;
    }
}

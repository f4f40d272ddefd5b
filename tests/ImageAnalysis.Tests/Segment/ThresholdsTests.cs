using ImageAnalysis.Quantities;
using ImageAnalysis.Segment;

namespace ImageAnalysis.Tests.Segment;

public sealed class ThresholdsTests
{
    public static TheoryData<int, ulong> Histograms()
    {
        var data = new TheoryData<int, ulong>();
        for (ulong seed = 0; seed < 12; seed++) data.Add(256, seed);
        for (ulong seed = 100; seed < 104; seed++) data.Add(65536, seed);
        return data;
    }

    [Theory]
    [MemberData(nameof(Histograms))]
    public void Otsu_leaves_the_least_variance_within_the_classes(int bins, ulong seed)
    {
        var histogram = RandomHistogram(bins, seed);
        var level = Thresholds.OtsuLevel(histogram)!.Value;
        var occupied = Occupied(histogram);
        var best = Splits(histogram).Min(split => WithinVariance(occupied, split));
        Assert.Equal(best, WithinVariance(occupied, level), best * 1e-9);
    }

    [Theory]
    [MemberData(nameof(Histograms))]
    public void The_otsu_level_is_midway_between_the_means_of_the_classes_it_makes(int bins, ulong seed)
    {
        var histogram = RandomHistogram(bins, seed);
        var level = Thresholds.OtsuLevel(histogram)!.Value;
        Assert.Equal((Mean(Occupied(histogram).Where(o => o.Grey < level)) + Mean(Occupied(histogram).Where(o => o.Grey >= level))) / 2, level, 1e-6);
    }

    [Theory]
    [MemberData(nameof(Histograms))]
    public void Li_leaves_the_least_cross_entropy(int bins, ulong seed)
    {
        var histogram = RandomHistogram(bins, seed);
        var level = Thresholds.LiLevel(histogram)!.Value;
        var occupied = Occupied(histogram);
        var best = Splits(histogram).Min(split => CrossEntropy(occupied, split));
        Assert.Equal(best, CrossEntropy(occupied, level), Math.Abs(best) * 1e-9);
    }

    [Theory]
    [MemberData(nameof(Histograms))]
    public void Triangle_is_the_bin_farthest_from_the_line_between_peak_and_tail(int bins, ulong seed)
    {
        var histogram = RandomHistogram(bins, seed);
        var occupied = Enumerable.Range(0, bins).Where(g => histogram[g] > 0).ToArray();
        var peak = occupied.MaxBy(g => histogram[g]);
        var end = occupied[^1] - peak >= peak - occupied[0] ? occupied[^1] : occupied[0];
        double dx = end - peak, dy = histogram[end] - histogram[peak];

        // Twice the area of the triangle of peak, end and bin, over its base; positive below the line.
        double Distance(int g) => ((dx * (histogram[peak] - histogram[g])) + (dy * (g - peak))) * Math.Sign(dx) / Math.Sqrt((dx * dx) + (dy * dy));
        var best = Enumerable.Range(Math.Min(peak, end), Math.Abs(end - peak) + 1).Max(Distance);
        Assert.Equal(best, Distance((int)Thresholds.TriangleLevel(histogram)!.Value), Math.Abs(best) * 1e-9);
    }

    [Fact]
    public void Between_two_grey_values_otsu_is_their_midpoint_whatever_their_shares()
    {
        var histogram = new int[256];
        (histogram[40], histogram[200]) = (1, 1000);
        Assert.Equal(120, Thresholds.OtsuLevel(histogram));
    }

    [Fact]
    public void Separability_is_that_of_the_split()
    {
        // Two grey values are all apart; 0, 1 and 9, 10 in equal shares have 4.5 squared between and a quarter within.
        int[] two = [3, 0, 0, 5], four = [1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1];
        Assert.Equal(1, Thresholds.OtsuSeparability(two), 1e-12);
        Assert.Equal(4.5 * 4.5 / ((4.5 * 4.5) + 0.25), Thresholds.OtsuSeparability(four), 1e-12);
        Assert.Equal(0, Thresholds.OtsuSeparability([0, 7, 0]));
    }

    [Fact]
    public void Sixteen_bits_are_not_binned_to_eight()
    {
        // Both classes fall into one bin of 256.
        var histogram = new int[65536];
        (histogram[1025], histogram[1026], histogram[1029]) = (50, 50, 100);
        Assert.InRange(Thresholds.OtsuLevel(histogram)!.Value, 1026.01, 1029);
        Assert.InRange(Thresholds.LiLevel(histogram)!.Value, 1026.01, 1029);
    }

    [Fact]
    public void One_grey_value_has_no_level()
    {
        var histogram = new int[256];
        histogram[17] = 5;
        Assert.Null(Thresholds.OtsuLevel(histogram));
        Assert.Null(Thresholds.LiLevel(histogram));
        Assert.Null(Thresholds.TriangleLevel(histogram));
    }

    [Fact]
    public void Triangle_follows_the_longer_tail_to_either_side()
    {
        var toBright = new int[256];
        toBright[20] = 1000;
        for (var g = 21; g < 220; g++) toBright[g] = g < 60 ? 600 - (14 * (g - 21)) : 40;
        var toDark = toBright.Reverse().ToArray();
        Assert.Equal(60, Thresholds.TriangleLevel(toBright)!.Value, 2.0);
        Assert.Equal(255 - Thresholds.TriangleLevel(toBright)!.Value, Thresholds.TriangleLevel(toDark));
    }

    private static int[] RandomHistogram(int bins, ulong seed)
    {
        var random = new SeededRandom(seed);
        var histogram = new int[bins];
        var humps = 1 + random.NextInt(3);
        for (var h = 0; h < humps; h++)
        {
            var (centre, width, count) = (random.NextDouble(0.1, 0.9) * bins, random.NextDouble(0.01, 0.12) * bins, 200 + random.NextInt(bins == 256 ? 3000 : 600));
            for (var i = 0; i < count; i++) histogram[(int)Math.Clamp(centre + (width * random.NextGaussian()), 0, bins - 1)]++;
        }

        return histogram;
    }

    private static IEnumerable<double> Splits(int[] histogram) => Occupied(histogram).Skip(1).Select(o => o.Grey - 0.5);

    private static List<(int Grey, int Count)> Occupied(int[] histogram)
    {
        var occupied = new List<(int, int)>();
        for (var g = 0; g < histogram.Length; g++)
        {
            if (histogram[g] > 0) occupied.Add((g, histogram[g]));
        }

        return occupied;
    }

    private static double Mean(IEnumerable<(int Grey, int Count)> values)
    {
        double n = 0, sum = 0;
        foreach (var (grey, count) in values) (n, sum) = (n + count, sum + ((double)grey * count));
        return sum / n;
    }

    private static double WithinVariance(List<(int Grey, int Count)> occupied, double level)
    {
        var (dark, bright) = (Mean(occupied.Where(o => o.Grey < level)), Mean(occupied.Where(o => o.Grey >= level)));
        return occupied.Sum(o => o.Count * Math.Pow(o.Grey - (o.Grey < level ? dark : bright), 2));
    }

    private static double CrossEntropy(List<(int Grey, int Count)> occupied, double level)
    {
        var (dark, bright) = (Mean(occupied.Where(o => o.Grey < level)), Mean(occupied.Where(o => o.Grey >= level)));
        return occupied.Where(o => o.Grey > 0).Sum(o => o.Count * (double)o.Grey * Math.Log(o.Grey / (o.Grey < level ? dark : bright)));
    }
}

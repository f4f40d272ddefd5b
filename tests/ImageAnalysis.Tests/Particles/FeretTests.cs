using ImageAnalysis.Particles;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Tests.Particles;

public sealed class FeretTests
{
    [Fact]
    public void A_rectangle_has_its_diagonal_and_its_short_side()
    {
        var axes = Feret.MaximumAndMinimum(Feret.Hull([new(0, 0), new(40, 0), new(40, 30), new(0, 30), new(20, 15), new(20, 0)]));
        Assert.Equal(50, axes.La, 12);
        Assert.Equal(30, axes.Lb, 12);
    }

    [Fact]
    public void The_width_at_right_angles_to_a_rectangles_diagonal_is_twice_its_area_over_the_diagonal()
    {
        var axes = Feret.MaximumAndPerpendicular(Feret.Hull([new(0, 0), new(40, 0), new(40, 30), new(0, 30)]));
        Assert.Equal(2 * 40 * 30 / 50.0, axes.Lb, 12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    [InlineData(90)]
    [InlineData(135)]
    public void The_angle_of_the_longest_axis_is_counter_clockwise_as_seen(double degrees)
    {
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        var axes = Feret.MaximumAndMinimum(Feret.Hull([new(0, 0), new(20 * cos, -20 * sin), new(10 * cos + sin, -10 * sin + cos)]));
        Assert.Equal(degrees, axes.LaAngleDegrees, 6);
    }

    [Fact]
    public void Calipers_agree_with_the_narrowest_strip_over_all_directions_on_random_hulls()
    {
        var random = new SeededRandom(7);
        for (var round = 0; round < 200; round++)
        {
            List<OutlinePoint> points = [];
            for (var i = 0; i < 5 + random.NextInt(30); i++) points.Add(new(random.NextGaussian() * 30, random.NextGaussian() * 10));
            var hull = Feret.Hull([.. points]);
            var axes = Feret.MaximumAndMinimum(hull);
            var widths = Enumerable.Range(0, 18000).Select(i => Width(points, i * Math.PI / 18000)).ToArray();
            Assert.InRange(widths.Min() / axes.Lb, 1 - 1e-9, 1.002);
            Assert.InRange(widths.Max() / axes.La, 0.999999, 1 + 1e-9);
        }
    }

    [Fact]
    public void The_hull_of_row_and_column_ends_is_the_hull_of_all_points()
    {
        var random = new SeededRandom(9);
        for (var round = 0; round < 100; round++)
        {
            List<OutlinePoint> rows = [], columns = [];
            for (var i = 0; i < 20; i++)
            {
                rows.Add(new(random.NextDouble(-8, 0), i));
                rows.Add(new(random.NextDouble(0, 8), i));
                columns.Add(new(i - 9, random.NextDouble(0, 10)));
                columns.Add(new(i - 9, random.NextDouble(10, 20)));
            }

            Assert.Equal(Feret.Hull([.. rows, .. columns]), Feret.Hull([.. rows], [.. columns]));
        }
    }

    [Fact]
    public void Moments_of_a_rectangle_of_pixels_give_its_ellipse()
    {
        var labels = new int[20 * 12];
        for (var y = 2; y < 8; y++) Array.Fill(labels, 1, (y * 20) + 3, 14);
        var blob = Outlines.Trace(labels, new float[labels.Length], 20, 12, 1)[0];
        var axes = Feret.Ellipse(blob, 1, 1);
        Assert.Equal(4 * 14 / Math.Sqrt(12), axes.La, 9);
        Assert.Equal(4 * 6 / Math.Sqrt(12), axes.Lb, 9);
        Assert.Equal(84, blob.Area);
    }

    private static double Width(List<OutlinePoint> points, double angle)
    {
        var (sin, cos) = Math.SinCos(angle);
        return points.Max(p => (p.X * cos) + (p.Y * sin)) - points.Min(p => (p.X * cos) + (p.Y * sin));
    }
}

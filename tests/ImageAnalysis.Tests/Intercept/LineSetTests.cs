using ImageAnalysis.Intercept;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Tests.Intercept;

public sealed class LineSetTests
{
    private static readonly PixelRect _region = new(10, 20, 300, 200);

    [Fact]
    public void Horizontal_line_k_lies_at_k_and_a_half_fiftieths_of_the_height()
    {
        var lines = LineSet.Across(_region, 0, 50).Lines;
        for (var k = 0; k < 50; k++)
        {
            var y = 20 - 0.5 + ((k + 0.5) * 200 / 50);
            AssertNear(new RegionLine(9.5, y, 309.5, y), lines[k]);
        }
    }

    [Fact]
    public void Vertical_lines_run_upwards_from_left_to_right()
    {
        var lines = LineSet.Across(_region, 90, 50).Lines;
        for (var k = 0; k < 50; k++)
        {
            var x = 10 - 0.5 + ((k + 0.5) * 300 / 50);
            AssertNear(new RegionLine(x, 219.5, x, 19.5), lines[k]);
        }
    }

    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(90, 0, -1)]
    [InlineData(180, -1, 0)]
    [InlineData(270, 0, 1)]
    [InlineData(-90, 0, 1)]
    [InlineData(360, 1, 0)]
    [InlineData(30, 0.8660254037844387, -0.5)]
    public void Angles_turn_counter_clockwise_as_seen(double angle, double dx, double dy)
    {
        var direction = LineSet.Direction(angle);
        Assert.Equal(dx, direction.Dx, 15);
        Assert.Equal(dy, direction.Dy, 15);
    }

    [Theory]
    [InlineData(45)]
    [InlineData(17)]
    [InlineData(135)]
    [InlineData(-80)]
    public void Oblique_lines_end_on_the_edges_and_cover_the_region_evenly(double angle)
    {
        const int count = 4001;
        var set = LineSet.Across(_region, angle, count);
        Assert.All(set.Lines, line =>
        {
            Assert.True(OnEdge(line.X0, line.Y0) && OnEdge(line.X1, line.Y1));
        });

        // Length of all lines times their distance is the area.
        var (dx, dy) = LineSet.Direction(angle);
        var pitch = ((_region.Width * Math.Abs(dy)) + (_region.Height * Math.Abs(dx))) / count;
        Assert.Equal(_region.Area, set.Lines.Sum(l => l.LengthPx) * pitch, _region.Area * 1e-6);
    }

    private static void AssertNear(RegionLine expected, RegionLine actual)
    {
        Assert.Equal(expected.X0, actual.X0, 9);
        Assert.Equal(expected.Y0, actual.Y0, 9);
        Assert.Equal(expected.X1, actual.X1, 9);
        Assert.Equal(expected.Y1, actual.Y1, 9);
    }

    private static bool OnEdge(double x, double y) =>
        (Near(x, 9.5) || Near(x, 309.5) || Near(y, 19.5) || Near(y, 219.5)) && x > 9.49 && x < 309.51 && y > 19.49 && y < 219.51;

    private static bool Near(double a, double b) => Math.Abs(a - b) < 1e-9;
}

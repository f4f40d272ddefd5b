using ImageAnalysis.Segment;
using OpenCvSharp;

namespace ImageAnalysis.Tests.Segment;

public sealed class EdgeReachTests
{
    [Fact]
    public void A_disc_whose_centre_lies_under_the_height_of_its_rim_stays_whole()
    {
        // Grey values less the level of the rim's edge: ground far below, rim above, centre a little below, as halfway is at -30.
        using var signal = Drawn(ground: -60, rim: 20, centre: -8);
        using var mask = Below(signal);
        Assert.True(mask.At<byte>(40, 60) == 255);

        EdgeReach.LimitInPlace(mask, signal, -30);

        Assert.Equal(0, mask.At<byte>(40, 60));
        Assert.True(signal.At<float>(40, 60) > 0);
        Assert.Equal(255, mask.At<byte>(40, 5));
        Assert.Equal(-60, signal.At<float>(40, 5));
    }

    [Fact]
    public void Within_its_reach_the_boundary_stays_where_it_was_put()
    {
        // A ramp of 10 a pixel from -50 to 50: halfway (-15) is 1.5 px beside the level.
        using var signal = new Mat(20, 11, MatType.CV_32FC1);
        for (var y = 0; y < 20; y++)
        {
            for (var x = 0; x < 11; x++) signal.Set(y, x, (float)((10 * x) - 50));
        }

        using var mask = Below(signal);
        using var before = mask.Clone();

        EdgeReach.LimitInPlace(mask, signal, -15);

        Assert.Equal(before.AsSpan<byte>().ToArray(), mask.AsSpan<byte>().ToArray());
    }

    [Fact]
    public void A_lowered_boundary_makes_no_solid_deep_inside_a_void()
    {
        using var signal = Drawn(ground: 60, rim: -20, centre: 8);
        using var mask = Below(signal);

        EdgeReach.LimitInPlace(mask, signal, 30);

        Assert.Equal(255, mask.At<byte>(40, 60));
        Assert.True(signal.At<float>(40, 60) < 0);
        Assert.Equal(0, mask.At<byte>(40, 5));
    }

    private static Mat Drawn(double ground, double rim, double centre)
    {
        var signal = new Mat(80, 120, MatType.CV_32FC1, Scalar.All(ground));
        Cv2.Circle(signal, new Point(60, 40), 24, Scalar.All(rim), -1);
        Cv2.Circle(signal, new Point(60, 40), 20, Scalar.All(centre), -1);
        return signal;
    }

    private static Mat Below(Mat signal)
    {
        var mask = new Mat();
        Cv2.Compare(signal, Scalar.All(0), mask, CmpTypes.LT);
        return mask;
    }
}

using ImageAnalysis.Quantities;
using ImageAnalysis.Segment;
using OpenCvSharp;

namespace ImageAnalysis.Tests.Segment;

public class NeckFrameTests
{
    private const int Width = 200, Height = 140;

    /// <summary>Thinnest place of the wall between the two voids: its middle.</summary>
    private const int WallX = 100, WallY = 70;

    [Fact]
    public void A_wall_below_the_level_is_asked_about()
    {
        using var image = TwoVoids(gap: 1);

        Assert.Equal(255, image.Void.RowSpan<byte>(WallY)[WallX]);
        Assert.Contains((WallY * Width) + WallX, NeckFrame.Of(image)!.Places());
    }

    [Fact]
    public void Where_no_wall_is_thin_nothing_is_asked()
    {
        using var image = TwoVoids(gap: 12);

        Assert.Empty(NeckFrame.Of(image)!.Places());
    }

    [Fact]
    public void A_place_is_told_by_the_signal_around_it_in_contrasts_and_by_four_figures()
    {
        using var image = TwoVoids(gap: 1);
        var row = new float[NeckFrame.Inputs];
        NeckFrame.Of(image)!.Tell((WallY * Width) + WallX, row);

        const int middle = NeckFrame.Side * NeckFrame.Side / 2;
        Assert.InRange(row[middle], -0.5, 0);
        Assert.True(row[middle] > row[middle - 3] && row[middle] > row[middle + 3]);
        Assert.All(row, value => Assert.InRange(value, -1.2, 4));
    }

    [Fact]
    public void A_frame_with_a_given_level_has_no_known_blur_and_is_not_asked_about()
    {
        using var image = TwoVoids(gap: 1, new SegmentOptions { Edges = EdgePlacement.Level });

        Assert.Null(NeckFrame.Of(image));
    }

    /// <summary>Two round voids so far apart, and others to either side, drawn fine, reduced and blurred.</summary>
    private static SegmentedImage TwoVoids(double gap, SegmentOptions? options = null)
    {
        const int fine = 4;
        const double radius = 20;
        using var page = new Mat(Height, Width, MatType.CV_8UC1);
        using var large = new Mat(Height * fine, Width * fine, MatType.CV_8UC1, Scalar.All(200));
        (double X, double Y)[] centres = [(WallX - radius - (gap / 2), WallY), (WallX + radius + (gap / 2), WallY), (30, 20), (170, 20), (30, 120), (170, 120)];
        for (var y = 0; y < large.Rows; y++)
        {
            var row = large.RowSpan<byte>(y);
            for (var x = 0; x < row.Length; x++)
            {
                var (px, py) = (((x + 0.5) / fine) - 0.5, ((y + 0.5) / fine) - 0.5);
                if (Array.Exists(centres, c => ((c.X - px) * (c.X - px)) + ((c.Y - py) * (c.Y - py)) < (c.Y == WallY ? radius * radius : 15 * 15))) row[x] = 50;
            }
        }

        Cv2.Resize(large, page, new Size(Width, Height), 0, 0, InterpolationFlags.Area);
        Cv2.GaussianBlur(page, page, default, 1.1, 1.1, BorderTypes.Reflect101);
        return Segmenter.Segment(page, new PixelRect(0, 0, Width, Height), null, (options ?? new SegmentOptions()) with { Measurable = MeasurableRule.Always });
    }
}

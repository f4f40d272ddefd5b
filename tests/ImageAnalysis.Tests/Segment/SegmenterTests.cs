using ImageAnalysis.Findings;
using ImageAnalysis.OpenCv;
using ImageAnalysis.Quantities;
using ImageAnalysis.Segment;
using OpenCvSharp;

namespace ImageAnalysis.Tests.Segment;

public sealed class SegmenterTests
{
    [Fact]
    public void Porosity_is_the_share_of_void_pixels_of_the_whole_field()
    {
        using var page = Drawn.Pixels(
            "##........",
            "##...###..",
            ".....###..",
            ".........#");
        using var image = Drawn.Segment(page);
        Assert.Equal(11 / 40.0, image.Result.Porosity!.Value, 12);
        Assert.Equal(120, image.Result.Level);
    }

    [Fact]
    public void A_void_that_reaches_two_opposite_sides_percolates()
    {
        using var across = Drawn.Pixels(
            ".......##",
            "##..#....",
            ".####..##",
            "....#####",
            "##.......");
        using var corner = Drawn.Pixels(
            "###....##",
            "##.......",
            ".........",
            "......###",
            "###......");
        using var first = Drawn.Segment(across);
        using var second = Drawn.Segment(corner);
        Assert.True(first.Result.Network!.TouchesOppositeSides);
        Assert.True(first.Result.Network.Percolates);
        Assert.False(second.Result.Network!.Percolates);
        Assert.Equal(4, second.Result.Network.Components);
    }

    [Fact]
    public void A_void_with_more_than_half_of_all_void_percolates_without_touching_a_side()
    {
        using var page = Drawn.Pixels(
            ".........",
            ".#####...",
            ".....#.#.",
            ".......#.",
            ".........");
        using var image = Drawn.Segment(page);
        Assert.False(image.Result.Network!.TouchesOppositeSides);
        Assert.Equal(0.75, image.Result.Network.LargestShare, 12);
        Assert.True(image.Result.Network.Percolates);
    }

    [Fact]
    public void Voids_that_meet_at_a_corner_are_two()
    {
        using var page = Drawn.Pixels(
            "......",
            ".##...",
            "...##.",
            "......");
        using var image = Drawn.Segment(page);
        Assert.Equal(2, image.Result.Network!.Components);
    }

    [Theory]
    [InlineData(ThresholdMethod.Otsu)]
    [InlineData(ThresholdMethod.Triangle)]
    [InlineData(ThresholdMethod.Sauvola)]
    [InlineData(ThresholdMethod.Adaptive)]
    public void Bright_void_on_the_negative_is_dark_void_on_the_picture(ThresholdMethod method)
    {
        using var page = Drawn.WithNoise(Drawn.Page(150, 110, Drawn.Discs(150, 110, 40, 8, 3)), 12, 4);
        using var negative = new Mat();
        Cv2.BitwiseNot(page, negative);
        var options = Drawn.Plain with { Method = method, MinimumObject = "3 px", MinimumHole = "3 px", AdaptiveOffset = 0.03 };
        using var dark = Drawn.Segment(page, options);
        using var bright = Drawn.Segment(negative, options with { Void = VoidPhase.Bright });
        Assert.InRange(Cv2.CountNonZero(dark.Void), 1000, 15000);
        Assert.Equal(Drawn.Copy(dark.Void), Drawn.Copy(bright.Void));
    }

    [Fact]
    public void Local_levels_of_a_flat_ground_with_discs_are_numbers_everywhere()
    {
        using var page = Drawn.Page(480, 260, (x, y) => !(Math.Pow(x - 60.25, 2) + Math.Pow(y - 50.5, 2) < 400 || Math.Pow(x - 200, 2) + Math.Pow(y - 80.75, 2) < 625));
        using var image = Drawn.Segment(page, Drawn.Plain with { Method = ThresholdMethod.Sauvola, Denoise = DenoiseMethod.Gaussian });
        Assert.DoesNotContain(image.Signal.AsSpan<float>().ToArray(), value => !float.IsFinite(value));
    }

    [Fact]
    public void Specks_of_either_phase_below_the_stated_disc_are_removed_and_larger_ones_stay()
    {
        using var page = Drawn.Pixels(
            "...............#####",
            ".#....###......###.#",
            "......###......#####",
            "......###......#..##",
            "...............#..##",
            "...............#####");

        // Area of a disc of 2 px diameter: 3.1. A void and a solid speck of 1 pixel go, the solid one of 4 stays.
        using var image = Drawn.Segment(page, Drawn.Plain with { MinimumObject = "2 px", MinimumHole = "2 px" });
        Assert.Equal((9 + 30 - 4) / 120.0, image.Result.Porosity!.Value, 12);
        AssertSignalAgrees(image);
    }

    [Fact]
    public void Speck_sizes_in_nanometres_follow_the_pixel_size_and_need_one()
    {
        using var page = Drawn.Pixels(
            "............####",
            ".##.........####",
            ".##.........####",
            "............####");
        var options = Drawn.Plain with { MinimumHole = "30 nm" };
        using var fine = Segmenter.Segment(page, Drawn.Whole(page), PixelSize.Square(Length.FromNanometres(10)), options);
        using var coarse = Segmenter.Segment(page, Drawn.Whole(page), PixelSize.Square(Length.FromNanometres(20)), options);
        using var unknown = Segmenter.Segment(page, Drawn.Whole(page), null, options);
        Assert.Equal(16 / 64.0, fine.Result.Porosity!.Value);
        Assert.Equal(20 / 64.0, coarse.Result.Porosity!.Value);
        Assert.Equal(3, fine.Result.Preparation.MinimumHolePx, 12);
        Assert.Equal("speck-size-without-scale", Assert.Single(unknown.Result.Findings).Code);
    }

    [Fact]
    public void Signal_is_negative_exactly_in_void()
    {
        using var page = Drawn.WithNoise(Drawn.Page(160, 120, Drawn.Discs(160, 120, 30, 9, 1)), 30, 2);
        using var image = Drawn.Segment(page, new SegmentOptions { Denoise = DenoiseMethod.None });
        AssertSignalAgrees(image);
    }

    [Fact]
    public void What_lies_beyond_the_field_does_not_reach_into_it()
    {
        using var field = Drawn.Page(90, 70, Drawn.Discs(90, 70, 20, 6, 8));
        using var page = new Mat(100, 120, MatType.CV_8UC1, Scalar.All(255));
        using (var place = page.SubMat(new Rect(13, 7, 90, 70))) field.CopyTo(place);
        foreach (var denoise in Enum.GetValues<DenoiseMethod>())
        {
            var options = new SegmentOptions { Denoise = denoise };
            using var alone = Segmenter.Segment(field, Drawn.Whole(field), null, options);
            using var within = Segmenter.Segment(page, new PixelRect(13, 7, 90, 70), null, options);
            Assert.Equal(Drawn.Copy(alone.Smoothed), Drawn.Copy(within.Smoothed));
            Assert.Equal(Drawn.Copy(alone.Void), Drawn.Copy(within.Void));
        }
    }

    [Fact]
    public void Sixteen_bits_keep_their_levels()
    {
        using var page = Drawn.WithNoise(Drawn.Page(120, 90, Drawn.Discs(120, 90, 25, 8, 5)), 10, 6);
        using var deep = new Mat();
        page.ConvertTo(deep, MatType.CV_16UC1, 257);
        var options = Drawn.Plain with { MinimumHole = "3 px" };
        using var eight = Drawn.Segment(page, options);
        using var sixteen = Drawn.Segment(deep, options);
        Assert.Equal(MatType.CV_16UC1, sixteen.Smoothed.Type());
        Assert.Equal(257 * eight.Result.Level!.Value, sixteen.Result.Level!.Value, 1e-6);
        Assert.Equal(Drawn.Copy(eight.Void), Drawn.Copy(sixteen.Void));
    }

    [Fact]
    public void The_band_moves_the_boundary_of_a_disc_by_one_pixel()
    {
        const double radius = 40;
        using var page = Drawn.Page(140, 110, (x, y) => ((x - 70.3) * (x - 70.3)) + ((y - 55.4) * (y - 55.4)) < radius * radius);
        using var image = Drawn.Segment(page);
        var (band, area) = (image.Result.Porosity!.Segmentation!.Value, 140.0 * 110);

        // A disc of whole pixels is a polygon; its moved boundary is known to a twentieth of a pixel.
        Assert.Equal(Math.PI * Math.Pow(radius + 1, 2) / area, band.Upper, 2 * Math.PI * radius * 0.05 / area);
        Assert.Equal(Math.PI * Math.Pow(radius - 1, 2) / area, band.Lower, 2 * Math.PI * radius * 0.05 / area);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(16)]
    public void Half_maximum_finds_the_true_edge_of_a_disc_with_a_shining_rim(int bits)
    {
        // Solid of grey 120 with a rim of 230, five pixels wide, on a ground of 40; edges blurred. A common level near 80 lies outside the true edge.
        using var drawn = Drawn.Page(160, 120, (x, y) => Distance(x, y) > 35, 40, 120);
        for (var y = 0; y < drawn.Rows; y++)
        {
            for (var x = 0; x < drawn.Cols; x++)
            {
                var inside = Math.Clamp(35 - Distance(x, y), 0, 1) * Math.Clamp(Distance(x, y) - 30, 0, 1);
                drawn.Set(y, x, (byte)Math.Round(drawn.Get<byte>(y, x) + (inside * 110)));
            }
        }

        Cv2.GaussianBlur(drawn, drawn, default, 1);
        using var page = new Mat();
        drawn.ConvertTo(page, bits == 8 ? MatType.CV_8UC1 : MatType.CV_16UC1, bits == 8 ? 1 : 257);
        var options = Drawn.Plain with { Denoise = DenoiseMethod.Gaussian, DenoiseSigmaPx = 1, Edges = EdgePlacement.Level };
        using var atLevel = Drawn.Segment(page, options);
        using var atHalf = Drawn.Segment(page, options with { Edges = EdgePlacement.HalfMaximum });
        Assert.InRange(Radius(atLevel), 35.4, 36.5);
        Assert.Equal(35, Radius(atHalf), 0.15);
        Assert.Equal(1, atHalf.Result.Network!.Components);
        AssertSignalAgrees(atHalf);

        static double Distance(double x, double y) => Math.Sqrt(((x - 80) * (x - 80)) + ((y - 60) * (y - 60)));
        static double Radius(SegmentedImage image) => Math.Sqrt((1 - image.Result.Porosity!.Value) * 160 * 120 / Math.PI);
    }

    [Fact]
    public void Half_maximum_leaves_a_two_level_picture_and_a_given_level_alone()
    {
        using var page = Drawn.Pixels([.. Enumerable.Range(0, 40).Select(y => string.Concat(Enumerable.Range(0, 60).Select(x => (x / 10) + (y / 10) is 2 or 5 ? '#' : '.')))]);
        using var grey = Drawn.WithNoise(Drawn.Page(120, 90, Drawn.Discs(120, 90, 25, 8, 5)), 10, 6);
        using var before = Drawn.Segment(page);
        using var after = Drawn.Segment(page, Drawn.Plain with { Edges = EdgePlacement.HalfMaximum });
        Assert.Equal(Drawn.Copy(before.Void), Drawn.Copy(after.Void));
        Assert.Equal(EdgePlacement.HalfMaximum, after.Result.Preparation.Edges);
        var given = Drawn.Plain with { Method = ThresholdMethod.Fixed, Level = 100 };
        using var fixedLevel = Drawn.Segment(grey, given);
        using var fixedHalf = Drawn.Segment(grey, given with { Edges = EdgePlacement.HalfMaximum });
        Assert.Equal(Drawn.Copy(fixedLevel.Void), Drawn.Copy(fixedHalf.Void));
        Assert.Equal(EdgePlacement.Level, fixedHalf.Result.Preparation.Edges);
    }

    [Fact]
    public void A_shaded_frame_is_evened_out_and_the_surface_stated()
    {
        var discs = Drawn.Discs(200, 150, 40, 9, 12);
        using var even = Drawn.Page(200, 150, discs, 90, 150);
        using var shaded = even.Clone();
        for (var y = 0; y < shaded.Rows; y++)
        {
            for (var x = 0; x < shaded.Cols; x++)
            {
                var (u, v) = ((x - 100) / 100.0, (y - 75) / 75.0);
                shaded.Set(y, x, (byte)Math.Round(shaded.Get<byte>(y, x) + (45 * u) - (20 * v * v)));
            }
        }

        using var truth = Drawn.Segment(even);
        using var uncorrected = Drawn.Segment(shaded);
        using var corrected = Drawn.Segment(shaded, Drawn.Plain with { Shading = ShadingCorrection.Auto });
        using var untouched = Drawn.Segment(even, Drawn.Plain with { Shading = ShadingCorrection.Auto });
        var porosity = truth.Result.Porosity!.Value;
        Assert.True(Math.Abs(uncorrected.Result.Porosity!.Value - porosity) > 0.05);
        Assert.Equal(porosity, corrected.Result.Porosity!.Value, 0.003);
        Assert.Equal(ShadingCorrection.Surface, corrected.Result.Preparation.Shading);
        Assert.Equal(45, corrected.Result.Preparation.ShadingSurface![1], 1.0);
        Assert.Equal(-20, corrected.Result.Preparation.ShadingSurface[5], 1.0);
        Assert.Equal(ShadingCorrection.None, untouched.Result.Preparation.Shading);
        Assert.Null(untouched.Result.Preparation.ShadingSurface);
    }

    public static TheoryData<string> FramesWithoutPhases => ["flat", "blank", "noise", "gradient", "faint blurred noise", "blurred noise"];

    [Theory]
    [MemberData(nameof(FramesWithoutPhases))]
    public void A_frame_without_two_phases_has_a_finding_and_no_numbers(string frame)
    {
        using var page = new Mat(240, 320, MatType.CV_8UC1, Scalar.All(frame == "blank" ? 255 : 128));
        if (frame == "flat") page.Set(3, 3, (byte)129);
        if (frame == "gradient")
        {
            for (var y = 0; y < page.Rows; y++)
            {
                for (var x = 0; x < page.Cols; x++) page.Set(y, x, (byte)(40 + (x / 2) + (y / 8)));
            }
        }

        if (frame.EndsWith("noise", StringComparison.Ordinal)) Drawn.WithNoise(page, frame == "blurred noise" ? 100 : 25, 9);
        if (frame.Contains("blurred", StringComparison.Ordinal)) Cv2.GaussianBlur(page, page, default, 2.5);
        using var image = Drawn.Segment(page, new SegmentOptions());
        Assert.True(!image.Result.Measurable, image.Result.Contrast.ToString());
        Assert.Contains(image.Result.Findings, f => f.Code == "not-measurable" && f.Severity == Severity.Limit);
        Assert.Null(image.Result.Porosity);
        Assert.Null(image.Result.Network);
    }

    [Fact]
    public void Grey_values_that_run_evenly_with_plain_contrast_are_measured_with_a_warning()
    {
        using var page = Drawn.WithNoise(new Mat(240, 320, MatType.CV_8UC1, Scalar.All(128)), 100, 9);
        Cv2.GaussianBlur(page, page, default, 4);
        page.ConvertTo(page, MatType.CV_8UC1, 6, -5 * 128);
        using var image = Drawn.Segment(page, new SegmentOptions());
        Assert.True(image.Result.Measurable);
        Assert.Contains(image.Result.Findings, f => f.Code == "phases-not-apart" && f.Severity == Severity.Warning);
    }

    [Fact]
    public void A_mask_of_zeros_and_ones_is_measured()
    {
        using var page = Drawn.Page(90, 70, Drawn.Discs(90, 70, 20, 6, 8), 0, 1);
        using var image = Drawn.Segment(page);
        Assert.True(image.Result.Measurable);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(40)]
    public void A_frame_with_two_phases_is_measured_under_noise(double deviation)
    {
        using var page = Drawn.WithNoise(Drawn.Page(320, 240, Drawn.Discs(320, 240, 60, 10, 3), 90, 160), deviation, 7);
        using var image = Drawn.Segment(page, new SegmentOptions());
        Assert.True(image.Result.Measurable, string.Join(" ", image.Result.Findings.Select(f => f.What)));
    }

    [Fact]
    public void Noise_is_measured_beside_structure()
    {
        using var page = Drawn.WithNoise(Drawn.Page(320, 240, Drawn.Discs(320, 240, 60, 10, 3)), 12, 7);
        using var image = Drawn.Segment(page, new SegmentOptions());
        Assert.Equal(12, image.Result.Contrast.Noise, 1.0);
    }

    [Fact]
    public void An_option_that_does_not_fit_the_image_is_refused_with_a_cure()
    {
        using var deep = new Mat(20, 30, MatType.CV_16UC1, Scalar.All(7));
        using var shallow = new Mat(20, 30, MatType.CV_8UC1, Scalar.All(7));
        var nlm = Assert.Throws<OptionNotApplicableException>(() => Drawn.Segment(deep, new SegmentOptions { Denoise = DenoiseMethod.NonLocalMeans }));
        Assert.Contains("gaussian", nlm.Mend, StringComparison.Ordinal);
        Assert.Throws<OptionNotApplicableException>(() => Drawn.Segment(deep, new SegmentOptions { Denoise = DenoiseMethod.Median, DenoiseSigmaPx = 4 }));
        Assert.Throws<OptionNotApplicableException>(() => Drawn.Segment(shallow, new SegmentOptions { Method = ThresholdMethod.Fixed, Level = 4000 }));
    }

    [Fact]
    public void The_number_of_threads_changes_nothing()
    {
        using var page = Drawn.WithNoise(Drawn.Page(400, 300, Drawn.Discs(400, 300, 90, 10, 3)), 25, 7);
        var before = Cv2.GetNumThreads();
        try
        {
            Cv2.SetNumThreads(1);
            using var one = Drawn.Segment(page, new SegmentOptions());
            Cv2.SetNumThreads(4);
            using var four = Drawn.Segment(page, new SegmentOptions());
            Assert.Equal(one.Signal.AsSpan<float>(), four.Signal.AsSpan<float>());
            Assert.Equal(one.Result.Porosity, four.Result.Porosity);
        }
        finally
        {
            Cv2.SetNumThreads(before);
        }
    }

    [Fact]
    public void Every_picture_made_on_the_way_is_disposed_also_when_it_fails()
    {
        using var page = Drawn.Page(90, 70, Drawn.Discs(90, 70, 20, 6, 8));
        using var deep = new Mat(20, 30, MatType.CV_16UC1, Scalar.All(7));
        using var watch = MatLedger.Watch();
        foreach (var method in Enum.GetValues<ThresholdMethod>())
        {
            foreach (var shading in Enum.GetValues<ShadingCorrection>())
                Drawn.Segment(page, new SegmentOptions { Method = method, Shading = shading, Level = 100, Edges = EdgePlacement.HalfMaximum }).Dispose();
        }

        Assert.Throws<OptionNotApplicableException>(() => Drawn.Segment(deep, new SegmentOptions { Denoise = DenoiseMethod.NonLocalMeans }));
        Assert.Empty(watch.Describe());
    }

    private static void AssertSignalAgrees(SegmentedImage image)
    {
        var (signal, mask) = (image.Signal.AsSpan<float>().ToArray(), Drawn.Copy(image.Void));
        Assert.Equal(mask.Select(m => m == 255), signal.Select(s => s < 0));
        Assert.All(mask, m => Assert.True(m is 0 or 255));
    }
}

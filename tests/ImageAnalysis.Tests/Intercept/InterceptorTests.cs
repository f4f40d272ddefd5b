using ImageAnalysis.Findings;
using ImageAnalysis.Intercept;
using ImageAnalysis.Quantities;
using ImageAnalysis.Segment;
using ImageAnalysis.Tests.Segment;
using OpenCvSharp;

namespace ImageAnalysis.Tests.Intercept;

public sealed class InterceptorTests
{
    private static readonly double[] _angles = [0, 45, 90, 135];

    /// <summary>The smoothing rounds the steps of drawn edges; the level is midway between the drawn grey values.</summary>
    private static readonly SegmentOptions _smooth = Drawn.Plain with { Denoise = DenoiseMethod.Gaussian, DenoiseSigmaPx = 1, Method = ThresholdMethod.Fixed, Level = 120 };

    [Fact]
    public void The_mean_chord_of_a_disc_is_half_pi_times_its_radius_in_every_direction()
    {
        const double radius = 34.3;
        using var page = Drawn.Page(160, 120, (x, y) => Math.Pow(x - 81.4, 2) + Math.Pow(y - 57.7, 2) < radius * radius);
        using var image = Drawn.Segment(page, _smooth);
        foreach (var angle in _angles.Append(20))
        {
            var means = Interceptor.Measure(image, null, 0, new InterceptOptions { Lines = 4000, AngleDegrees = angle }).Main.Px!;

            // A Gaussian of 1 px draws the edge of a disc inwards by 1/(2r), a fiftieth of a pixel; whole grey values cost as much.
            Assert.Equal(Math.PI * radius / 2, means.Literal.Value, 0.1);
            // Pieces of a segment are added up cell by cell.
            Assert.Equal(means.Literal.Value, means.Ratio!.Value, 10);
            Assert.Equal(means.Literal.Value, means.CompleteOnly!.Value, 10);
        }
    }

    [Fact]
    public void Stripes_of_whole_pixels_are_measured_exactly()
    {
        // Voids of 6 px every 20 px from x = 3.5 on; of the ninth, 3 px lie inside.
        using var page = Drawn.Page(167, 90, (x, _) => x >= 3.5 && (x - 3.5) % 20 < 6);
        using var image = Drawn.Segment(page);
        var result = Interceptor.Measure(image, null, 0, new InterceptOptions());
        Assert.Equal(9 * 50, result.Main.Segments);
        Assert.Equal(50, result.Main.CutSegments);
        Assert.Equal(6, result.Main.Px!.CompleteOnly!.Value, 1e-5);
        Assert.Equal(((8 * 6) + 3) / 9.0, result.Main.Px.Literal.Value, 1e-5);

        // Half a pixel at the right edge lies beyond the last pixel centre, where no end can be seen.
        Assert.Equal(((8 * 6) + 2.5) / 8.5, result.Main.Px.Ratio!.Value, 1e-5);
        Assert.Equal(((8 * 6) + 3) / 167.0, result.Main.VoidFraction!.Value, 1e-6);
        Assert.Equal(6 * Math.Sqrt(2), result.Directions[1].Px!.CompleteOnly!.Value, 1e-4);
        Assert.Equal(90, result.Directions[2].Px!.Literal.Value, 1e-9);
        Assert.Null(result.Directions[2].Px!.Ratio);
    }

    [Theory]
    [InlineData(6.25)]
    [InlineData(7.5)]
    [InlineData(9.9)]
    public void Stripes_that_end_between_pixels_are_measured_between_pixels(double width)
    {
        using var page = Drawn.Page(187, 60, (x, _) => x >= 3.1 && (x - 3.1) % 20.3 < width);
        using var image = Drawn.Segment(page, _smooth);
        var result = Interceptor.Measure(image, null, 0, new InterceptOptions { Lines = 3 });
        Assert.Equal(width, result.Main.Px!.CompleteOnly!.Value, 0.03);
    }

    [Fact]
    public void Chords_lie_in_coordinates_of_the_page_and_end_between_pixels()
    {
        using var field = Drawn.Page(60, 40, (x, _) => x is >= 10.25 and < 20.75);
        using var page = new Mat(60, 90, MatType.CV_8UC1, Scalar.All(255));
        using (var place = page.SubMat(new Rect(7, 9, 60, 40))) field.CopyTo(place);
        using var image = Segmenter.Segment(page, new PixelRect(7, 9, 60, 40), null, Drawn.Plain);
        var result = Interceptor.Measure(image, null, 0, new InterceptOptions { Lines = 4 });
        Assert.Equal(4, result.Chords.Count);
        for (var k = 0; k < 4; k++)
        {
            var chord = result.Chords[k];
            Assert.Equal(k, chord.Line);
            Assert.Equal(17.25, chord.X0, 0.1);
            Assert.Equal(27.75, chord.X1, 0.1);
            Assert.Equal(9 - 0.5 + ((k + 0.5) * 10), chord.Y0, 12);
            Assert.False(chord.CutAtStart || chord.CutAtEnd);
        }
    }

    [Fact]
    public void A_quarter_turn_swaps_the_directions()
    {
        using var page = Drawn.Page(170, 130, (x, y) => Math.Sin(x / 5.0) + Math.Sin((y / 9.0) + (x / 30)) > 0.3);
        using var turned = new Mat();
        Cv2.Rotate(page, turned, RotateFlags.Rotate90Counterclockwise);
        using var image = Drawn.Segment(page);
        using var turnedImage = Drawn.Segment(turned);
        foreach (var angle in new double[] { 0, 45, 90, 33 })
        {
            var before = Interceptor.Measure(image, null, 0, new InterceptOptions { AngleDegrees = angle }).Main;
            var after = Interceptor.Measure(turnedImage, null, 0, new InterceptOptions { AngleDegrees = angle + 90 }).Main;
            Assert.Equal(before.Segments, after.Segments);
            Assert.Equal(before.CutSegments, after.CutSegments);
            Assert.Equal(before.Px!.Literal.Value, after.Px!.Literal.Value, before.Px.Literal.Value * 1e-5);
            Assert.Equal(before.Px.Ratio!.Value, after.Px.Ratio!.Value, before.Px.Ratio.Value * 1e-5);
        }
    }

    [Fact]
    public void Twice_the_pixel_size_doubles_every_length_and_changes_no_count()
    {
        using var page = Drawn.Page(170, 130, Drawn.Discs(170, 130, 60, 8, 2));
        using var image = Drawn.Segment(page);
        var one = Interceptor.Measure(image, PixelSize.Square(Length.FromNanometres(5)), 0.05, new InterceptOptions());
        var two = Interceptor.Measure(image, PixelSize.Square(Length.FromNanometres(10)), 0.05, new InterceptOptions());
        Assert.Equal(one.Main.Segments, two.Main.Segments);
        Assert.Equal(one.Chords, two.Chords);
        Assert.Equal(2 * one.Main.Nm!.Literal.Value, two.Main.Nm!.Literal.Value, 9);
        Assert.Equal(one.Main.Px!.Literal.Value * 5, one.Main.Nm.Literal.Value, 9);
        Assert.Equal(0.05 * one.Main.Nm.Literal.Value, one.Main.Nm.Literal.Value - one.Main.Nm.Literal.Scale!.Value.Lower, 9);
        Assert.Equal(one.Isotropy, two.Isotropy);
    }

    [Fact]
    public void Lengths_on_pixels_that_are_not_square_are_those_on_the_specimen()
    {
        using var page = Drawn.Page(170, 130, Drawn.Discs(170, 130, 60, 8, 2));
        using var image = Drawn.Segment(page);
        var result = Interceptor.Measure(image, new PixelSize(Length.FromNanometres(3), Length.FromNanometres(4)), 0.05, new InterceptOptions());
        double[] factors = [3, 5 / Math.Sqrt(2), 4, 5 / Math.Sqrt(2)];
        for (var i = 0; i < 4; i++)
            Assert.Equal(result.Directions[i].Px!.Literal.Value * factors[i], result.Directions[i].Nm!.Literal.Value, 9);
    }

    [Fact]
    public void Cropping_lowers_the_literal_mean_by_mu_over_w_plus_mu_and_leaves_the_ratio()
    {
        // The crops tile the field and share its lines: but for one pixel between two crops, every end inside the field is an end inside one crop.
        const int tiles = 12, tile = 60;
        using var page = Drawn.Page(tiles * tile, 150, Drawn.Discs(tiles * tile, 150, 420, 7, 5));
        var fixedLevel = Drawn.Plain with { Method = ThresholdMethod.Fixed, Level = 120 };
        using var whole = Drawn.Segment(page, fixedLevel);
        var all = Interceptor.Measure(whole, null, 0, new InterceptOptions()).Main;
        double length = 0, segments = 0, ratios = 0;
        for (var t = 0; t < tiles; t++)
        {
            using var crop = Segmenter.Segment(page, new PixelRect(t * tile, 0, tile, 150), null, fixedLevel);
            var part = Interceptor.Measure(crop, null, 0, new InterceptOptions()).Main;
            length += part.Px!.Literal.Value * part.Segments;
            segments += part.Segments;
            ratios += part.Px.Ratio!.Value;
        }

        var mu = all.Px!.Ratio!.Value;
        Assert.InRange(mu, 10, 40);
        Assert.Equal(mu, ratios / tiles, mu * 0.03);

        // Sampling: 600 lines of 60 px.
        Assert.Equal(mu * (1 - (mu / (tile + mu))), length / segments, mu * 0.02);
    }

    [Fact]
    public void A_removed_speck_is_removed_from_the_lines_too()
    {
        using var page = Drawn.Pixels([.. Enumerable.Repeat("...####..........####...", 10)]);
        page.Set(5, 12, Drawn.Dark);
        using var with = Drawn.Segment(page);
        using var without = Drawn.Segment(page, Drawn.Plain with { MinimumHole = "2 px" });
        var options = new InterceptOptions { Lines = 10 };
        Assert.Equal(21, Interceptor.Measure(with, null, 0, options).Main.Segments);
        Assert.Equal(20, Interceptor.Measure(without, null, 0, options).Main.Segments);
    }

    [Fact]
    public void The_band_moves_both_ends_of_a_chord_by_one_pixel()
    {
        const double radius = 60;
        using var page = Drawn.Page(180, 150, (x, y) => ((x - 90) * (x - 90)) + ((y - 75) * (y - 75)) < radius * radius);
        using var image = Drawn.Segment(page);
        var result = Interceptor.Measure(image, null, 0, new InterceptOptions { Lines = 600 });

        // π/2 (r ± 1); the four neighbours reach farther along the axes than between them, which leaves a lone disc with half as much more or less.
        var up = result.Directions.Select(d => d.Px!.Literal.Segmentation!.Value.Upper - d.Px.Literal.Value).ToArray();
        var down = result.Directions.Select(d => d.Px!.Literal.Value - d.Px.Literal.Segmentation!.Value.Lower).ToArray();
        Assert.All(up.Concat(down), change => Assert.InRange(change, 0.5 * Math.PI / 2, 1.6 * Math.PI / 2));
        Assert.Equal(Math.PI / 2, up.Average(), 0.25);
        Assert.Equal(Math.PI / 2, down.Average(), 0.25);
    }

    [Fact]
    public void A_line_with_fewer_voids_than_required_is_named_with_the_frame_that_would_do()
    {
        // 8 voids on every line but the lower half of the frame, which has 4.
        using var page = Drawn.Page(160, 100, (x, y) => y < 50 ? x % 20 >= 10 : x % 40 >= 20);
        using var image = Drawn.Segment(page);
        var size = PixelSize.Square(Length.FromNanometres(2));
        var protocol = Interceptor.Measure(image, size, 0, new InterceptOptions()).Protocol;
        Assert.False(protocol.Holds);
        Assert.Equal(Enumerable.Range(0, 50), protocol.LinesBelow);

        // 6 w - 2 √w = 10 where w is the factor on the width.
        var w = protocol.NeededWidthPx!.Value / 160;
        Assert.Equal(10, (6 * w) - (2 * Math.Sqrt(w)), 9);
        Assert.Equal(2 * protocol.NeededWidthPx.Value, protocol.NeededWidthNm!.Value, 9);
        Assert.Equal(1 / w, protocol.NeededMagnificationFactor!.Value, 9);
        Assert.True(Interceptor.Measure(image, size, 0, new InterceptOptions { MinimumVoidsPerLine = 4 }).Protocol.Holds);
    }

    [Fact]
    public void Short_oblique_lines_in_the_corners_are_not_judged()
    {
        using var page = Drawn.Page(150, 100, (x, y) => (x - y + 800) % 8 >= 4);
        using var image = Drawn.Segment(page);
        var result = Interceptor.Measure(image, null, 0, new InterceptOptions { AngleDegrees = 45 });
        Assert.True(result.Protocol.Holds);
        Assert.Contains(result.Chords.GroupBy(c => c.Line), line => line.Count() < 10);
    }

    [Fact]
    public void A_region_is_a_centred_square_on_the_specimen()
    {
        using var page = Drawn.Page(150, 110, (x, _) => x % 20 >= 10);
        using var image = Drawn.Segment(page);
        Assert.Equal(new PixelRect(55, 35, 40, 40), Interceptor.Measure(image, null, 0, new InterceptOptions { Region = "40 px" }).Region);
        var oblong = new PixelSize(Length.FromNanometres(100), Length.FromNanometres(200));
        Assert.Equal(new PixelRect(35, 35, 80, 40), Interceptor.Measure(image, oblong, 0, new InterceptOptions { Region = "8um" }).Region);
    }

    [Theory]
    [InlineData("16um", "region-without-scale")]
    [InlineData("111 px", "region-larger-than-frame")]
    public void A_region_that_cannot_be_had_leaves_the_frame_and_says_so(string region, string code)
    {
        using var page = Drawn.Page(150, 110, (x, _) => x % 20 >= 10);
        using var image = Drawn.Segment(page);
        var result = Interceptor.Measure(image, null, 0, new InterceptOptions { Region = region });
        Assert.Equal(image.Field, result.Region);
        Assert.Contains(result.Findings, f => f.Code == code);
    }

    [Fact]
    public void A_frame_that_cannot_be_measured_has_empty_numbers()
    {
        using var page = new Mat(60, 80, MatType.CV_8UC1, Scalar.All(128));
        using var image = Drawn.Segment(page);
        var result = Interceptor.Measure(image, PixelSize.Square(Length.FromNanometres(2)), 0.05, new InterceptOptions());
        Assert.Null(result.Main.Px);
        Assert.Null(result.Main.Nm);
        Assert.Null(result.Main.VoidFraction);
        Assert.Null(result.Isotropy);
        Assert.Empty(result.Chords);
    }

    [Fact]
    public void Chords_of_two_pixels_are_called_too_short()
    {
        using var page = Drawn.Page(150, 110, (x, _) => x % 8 < 2);
        using var image = Drawn.Segment(page);
        var findings = Interceptor.Measure(image, null, 0, new InterceptOptions()).Findings;
        Assert.Contains(findings, f => f.Code == "chords-under-3px" && f.Severity == Severity.Warning);
    }

    [Fact]
    public void Chords_of_four_sharp_pixels_are_near_the_blur_of_the_pixels_themselves()
    {
        using var page = Drawn.Page(150, 110, (x, _) => x % 8 < 4);
        using var image = Drawn.Segment(page);
        var findings = Interceptor.Measure(image, null, 0, new InterceptOptions()).Findings;
        Assert.Contains(findings, f => f.Code == "chords-near-blur" && f.Severity == Severity.Warning);
        Assert.DoesNotContain(findings, f => f.Code == "chords-under-3px");
    }

    [Theory]
    [InlineData(12, true)]
    [InlineData(24, false)]
    public void Chords_not_much_wider_than_an_edge_are_said_to_be(double wavelength, bool expected)
    {
        using var page = Drawn.Page(240, 180, Drawn.Waves(wavelength, 5));
        Cv2.GaussianBlur(page, page, default, 1.2);
        using var image = Drawn.Segment(page, Drawn.Plain with { Denoise = DenoiseMethod.Gaussian });
        var result = Interceptor.Measure(image, null, 0, new InterceptOptions());
        Assert.InRange(image.Result.Quality!.EdgeWidthPx!.Value, 2.5, 4);
        Assert.Equal(expected, result.Findings.Any(f => f.Code == "chords-near-blur" && f.Severity == Severity.Warning));
        Assert.Equal(expected, result.Main.Px!.Literal.Value < image.Result.Quality.EdgeWidthPx / 0.3);
    }

    [Fact]
    public void Stretched_voids_are_not_isotropic_and_round_ones_are()
    {
        using var round = Drawn.Page(300, 240, Drawn.Discs(300, 240, 200, 7, 5));
        using var stretched = new Mat();
        Cv2.Resize(round, stretched, new Size(600, 240));
        using var roundImage = Drawn.Segment(round);
        using var stretchedImage = Drawn.Segment(stretched);
        Assert.True(Interceptor.Measure(roundImage, null, 0, new InterceptOptions()).Isotropy!.Isotropic);
        var isotropy = Interceptor.Measure(stretchedImage, null, 0, new InterceptOptions()).Isotropy!;
        Assert.False(isotropy.Isotropic);
        Assert.Equal(2, isotropy.LargestOverSmallest, 0.3);

        // The same stretched pixels, with the scale that says so.
        Assert.True(Interceptor.Measure(stretchedImage, new PixelSize(Length.FromNanometres(1), Length.FromNanometres(2)), 0, new InterceptOptions()).Isotropy!.Isotropic);
    }
}

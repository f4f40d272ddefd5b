using ImageAnalysis.Classify;
using OpenCvSharp;

namespace ImageAnalysis.Tests.Classify;

public sealed class StructureDescriptorsTests
{
    [Fact]
    public void Names_are_unique_and_each_has_a_definition_that_stands_alone_a_unit_and_a_source()
    {
        DescriptorDefinition[] all = [.. StructureDescriptors.All, .. FrameDescription.MeasureDefinitions];
        Assert.Equal(all.Length, all.Select(d => d.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(StructureDescriptors.All.Count, StructureDescriptors.All.Select(d => d.Meaning).Distinct(StringComparer.Ordinal).Count());
        Assert.All(all, d => Assert.True(d is { Meaning.Length: > 10, Unit.Length: > 0, Source.Length: > 10 } && d.Meaning.EndsWith('.'), d.Name));
        Assert.All(all, d => Assert.DoesNotMatch("(?i)the same|those|that maximum|^as |likewise|\\bits logarithm", d.Meaning));
    }

    [Fact]
    public void The_void_fraction_of_bright_discs_is_one_less_their_area()
    {
        var d = Patterns.Described(Patterns.Discs(640, 432, 40, 14, 220, 40));

        // One disc per cell of 40 x 36.
        Assert.Equal(1 - (Math.PI * 14 * 14 / (40 * 36)), d["void-fraction"], 0.02);
    }

    [Fact]
    public void Separate_bright_discs_are_round_convex_solid_parts_each_one_disc()
    {
        var d = Patterns.Described(Patterns.Discs(640, 432, 40, 14, 220, 40));

        // The mean shape times e/(e + 0.1), where the share e of whole discs is four fifths or more.
        Assert.InRange(d["solid-solidity"], 0.95 * 0.88, 1 / 1.1);
        Assert.InRange(d["solid-circularity"], 0.9 * 0.88, 1 / 1.1);
        Assert.InRange(d["solid-disc-cover"], 0.85, 1);
        Assert.True(d["solid-ring-other"] > 0.95, $"ring {d["solid-ring-other"]}");
        Assert.True(d["convex-solid"] > 0.9, $"convex {d["convex-solid"]}");
        Assert.True(d["convex-void"] < 0.02, $"concave {d["convex-void"]}");
        Assert.True(d["isophote-middle"] > 0.5);
    }

    [Fact]
    public void Dark_discs_are_the_same_in_the_other_phase()
    {
        var solid = Patterns.Described(Patterns.Discs(640, 432, 40, 14, 220, 40));
        var voids = Patterns.Described(Patterns.Discs(640, 432, 40, 14, 40, 220));

        // Not to the last digit: a grey value at the level counts as solid in both.
        foreach (var name in new[] { "solidity", "circularity", "part-solidity", "disc-cover", "ring-other", "depth", "depth-mean", "opened-fine" })
            Assert.Equal(solid["solid-" + name], voids["void-" + name], 0.05);
        Assert.Equal(solid["convex-solid"], voids["convex-void"], 0.03);
        Assert.Equal(solid["isophote-middle"], -voids["isophote-middle"], 0.08);
        Assert.Equal(solid["solid-shading-centre"], -voids["void-shading-centre"], 0.05);
    }

    [Fact]
    public void The_Euler_number_counts_discs_per_period()
    {
        using var page = Patterns.Discs(640, 432, 40, 14, 40, 220);
        using var image = Patterns.Segmented(page);
        using var frame = NormalisedFrame.Of(image)!;
        var d = Patterns.Described(Patterns.Discs(640, 432, 40, 14, 40, 220));

        var perPeriod = 4 * Math.Pow(frame.ChordPx / frame.Scale, 2) / (40 * 36);
        Assert.Equal(perPeriod, d["euler-middle"], 0.04 * perPeriod);
    }

    [Fact]
    public void The_chord_is_the_harmonic_mean_of_the_mean_chords_of_both_phases()
    {
        // Bars of 24 dark and 24 bright pixels: rows cross them, columns never do.
        using var page = new Mat(300, 480, MatType.CV_8UC1);
        for (var y = 0; y < page.Rows; y++)
        {
            var row = page.RowSpan<byte>(y);
            for (var x = 0; x < row.Length; x++) row[x] = (byte)(x % 48 < 24 ? 30 : 200);
        }

        using var image = Patterns.Segmented(page);
        using var frame = NormalisedFrame.Of(image)!;

        // 4·½·½ over the crossings per length: 19 in 480 px along rows, none along columns, half of that in the mean.
        Assert.Equal(2 * 480 / 19.0, frame.ChordPx / frame.Scale, 1.0);
    }

    [Fact]
    public void A_random_field_has_neither_phase_convex()
    {
        var d = Patterns.Described(Patterns.Waves(560, 420, 26, 5));

        Assert.Equal(d["convex-solid"], d["convex-void"], 0.08);
        Assert.Equal(0, d["isophote-middle"], 0.08);
        Assert.Equal(0.5, d["void-fraction"], 0.04);
        Assert.True(d["solid-part-solidity"] < 0.9);
    }

    [Theory]
    [InlineData(20, 40)]
    [InlineData(15, 30)]
    public void Magnification_changes_little(double period, double larger)
    {
        var d = Patterns.Described(Patterns.Waves(400, 300, period, 11));
        var e = Patterns.Described(Patterns.Waves((int)(400 * larger / period), (int)(300 * larger / period), larger, 11));

        AssertAlike(d, e, 0.15);
    }

    [Fact]
    public void Gain_and_offset_of_the_detector_change_little()
    {
        var d = Patterns.Described(Patterns.Waves(500, 380, 22, 3, gain: 90, level: 120));
        var e = Patterns.Described(Patterns.Waves(500, 380, 22, 3, gain: 30, level: 170));

        // Rounding to whole grey values moves h by a thousandth, and distances on a grid go in steps: openings jump by some per cent.
        AssertAlike(d, e, 0.08);
    }

    [Fact]
    public void A_quarter_turn_changes_little()
    {
        using var page = Patterns.Waves(500, 380, 22, 7);
        var turned = new Mat();
        Cv2.Rotate(page, turned, RotateFlags.Rotate90Clockwise);

        // Which of two equal discs is taken first depends on the order of the pixels.
        var after = Patterns.Described(turned);

        // What was a row is a column now.
        AssertAlike(Patterns.Described(page.Clone()), new Dictionary<string, double>(after, StringComparer.Ordinal) { ["rows-apart"] = after["columns-apart"], ["columns-apart"] = after["rows-apart"] }, 0.06);
    }

    [Fact]
    public void Sixteen_bits_say_the_same_as_eight()
    {
        using var page = Patterns.Discs(500, 380, 34, 13, 200, 60);
        var deep = new Mat();
        page.ConvertTo(deep, MatType.CV_16UC1, 200);

        AssertAlike(Patterns.Described(page.Clone()), Patterns.Described(deep), 0.03);
    }

    [Fact]
    public void Descriptors_are_the_same_bits_for_one_and_two_threads()
    {
        var threads = Cv2.GetNumThreads();
        try
        {
            Cv2.SetNumThreads(1);
            var one = Patterns.Described(Patterns.Waves(640, 420, 15, 9));
            Cv2.SetNumThreads(2);
            var two = Patterns.Described(Patterns.Waves(640, 420, 15, 9));

            Assert.Equal(one.OrderBy(p => p.Key, StringComparer.Ordinal), two.OrderBy(p => p.Key, StringComparer.Ordinal));
        }
        finally
        {
            Cv2.SetNumThreads(threads);
        }
    }

    [Fact]
    public void Chord_moments_are_those_of_the_lengths()
    {
        // Lengths 2, 2, 5: mean 3, variance 2, third moment 2.
        var counts = new int[9];
        (counts[2], counts[5]) = (2, 1);

        var moments = ChordMoments.Of(counts);

        Assert.Equal(3, moments.Mean, 1e-12);
        Assert.Equal(Math.Sqrt(2) / 3, moments.Variation, 1e-12);
        Assert.Equal(2 / Math.Pow(2, 1.5), moments.Skewness, 1e-12);
    }

    [Fact]
    public void Chords_cut_by_the_frame_do_not_count()
    {
        using var mask = new Mat(3, 9, MatType.CV_8UC1, Scalar.All(0));
        for (var y = 0; y < 3; y++) mask.RowSpan<byte>(y)[2..5].Fill(255);

        var (voids, solids) = LevelDescriptors.Chords(mask);

        Assert.Equal(3, voids.Mean, 1e-12);
        Assert.Equal(0, solids.Mean, 1e-12);
    }

    [Fact]
    public void Windows_count_components_less_holes_joined_along_sides()
    {
        // A ring of one pixel's thickness, and two pixels that touch at a corner only: 1 - 1 + 2.
        using var mask = new Mat(12, 17, MatType.CV_8UC1, Scalar.All(0));
        Cv2.Rectangle(mask, new Rect(2, 2, 6, 7), Scalar.All(255));
        mask.Set<byte>(4, 12, 255);
        mask.Set<byte>(5, 13, 255);

        var windows = WindowCounts.OfMask(mask);

        Assert.Equal(2, windows.EulerDensity * 11 * 16, 1e-9);
    }

    [Fact]
    public void The_autocovariance_of_bars_turns_negative_at_half_a_period()
    {
        using var mask = new Mat(60, 160, MatType.CV_8UC1, Scalar.All(0));
        for (var y = 0; y < 60; y++)
            for (var x = 0; x < 160; x++)
                if (x % 16 < 8) mask.Set<byte>(y, x, 255);

        var c = CorrelationDescriptors.Autocovariance(mask, 20);

        // The mean of rows (-1 at 8, 1 at 16) and columns (1 everywhere).
        Assert.Equal(1, c[0], 1e-12);
        Assert.Equal(0, c[8], 0.01);
        Assert.Equal(1, c[16], 0.01);
    }

    [Fact]
    public void Inscribed_discs_of_two_touching_discs_are_these_two()
    {
        using var mask = new Mat(60, 110, MatType.CV_8UC1, Scalar.All(0));
        Cv2.Circle(mask, new Point(30, 30), 18, Scalar.All(255), -1);
        Cv2.Circle(mask, new Point(67, 30), 18, Scalar.All(255), -1);
        using var distance = new Mat();
        Cv2.DistanceTransform(mask, distance, DistanceTypes.L2, DistanceTransformMasks.Precise, MatType.CV_32F);

        var discs = InscribedDiscs.Of(distance, 18);

        Assert.Equal(2, discs.Count);
        Assert.All(discs, disc => Assert.Equal(18, disc.R, 0.6));
        Assert.Equal([30, 67], discs.Select(disc => disc.X).Order());
    }

    private static void AssertAlike(IReadOnlyDictionary<string, double> a, IReadOnlyDictionary<string, double> b, double tolerance)
    {
        // Relative beyond 1: counts and skewnesses are not bounded. The largest component jumps where a single bridge opens.
        var worst = a.Keys.Where(k => !k.EndsWith("-largest", StringComparison.Ordinal)).OrderByDescending(k => Difference(a[k], b[k])).Take(3).ToArray();
        Assert.True(Difference(a[worst[0]], b[worst[0]]) < tolerance, string.Join("; ", worst.Select(k => FormattableString.Invariant($"{k}: {a[k]} and {b[k]}"))));
    }

    private static double Difference(double a, double b) => Math.Abs(a - b) / Math.Max(1, Math.Max(Math.Abs(a), Math.Abs(b)));
}

using ImageAnalysis.Findings;
using ImageAnalysis.Ingest.Vendors;
using ImageAnalysis.Quantities;
using ImageAnalysis.Scale;

namespace ImageAnalysis.Tests.Scale;

public sealed class ScaleResolverTests
{
    private const int Width = 1280;
    private static readonly ScaleOptions Defaults = new();

    private static PixelSize Nm(double x, double? y = null) => new(Length.FromNanometres(x), Length.FromNanometres(y ?? x));

    private static VendorReading Block(string maker, int? originalWidth, params VendorPixelSize[] sizes) => new(maker, "tag 1", sizes, null, originalWidth, null, []);

    private static VendorReading Block(double nm, int? originalWidth = null) => Block("Maker", originalWidth, new VendorPixelSize(Nm(nm), $"Maker, tag 1: {nm}"));

    private static ScaleCandidate Bar(double nm, int pixels) => new(ScaleSource.Bar, Nm(nm), $"bar of {pixels} px", 1.0 / pixels);

    private static ScaleDecision Decide(ScaleCandidate[] user, VendorReading[] readings, params ScaleCandidate[] bars) =>
        ScaleResolver.Decide("image.tif", Width, user, readings, bars, Defaults);

    [Fact]
    public void One_metadata_candidate_suffices()
    {
        var decision = Decide([], [Block(2.5)]);
        Assert.Equal(Nm(2.5), decision.PixelSize);
        Assert.Equal(ScaleSource.Metadata, decision.Source);
        Assert.Equal("Maker, tag 1: 2.5", decision.Evidence);
        Assert.Empty(decision.Findings);
        Assert.Equal(0.05, decision.RelativeUncertainty);
    }

    [Fact]
    public void Without_a_source_there_is_no_scale_and_the_finding_says_how_to_mend()
    {
        var decision = Decide([], []);
        Assert.Null(decision.PixelSize);
        Assert.Null(decision.Source);
        Assert.Empty(decision.Candidates);
        var finding = Assert.Single(decision.Findings);
        Assert.Equal("scale-unknown", finding.Code);
        Assert.Contains("--pixel-size-nm", finding.Mend, StringComparison.Ordinal);
        Assert.Contains("scales.csv", finding.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public void The_command_line_wins_over_the_table_and_both_over_metadata()
    {
        var table = new ScaleCandidate(ScaleSource.User, Nm(3), "scales.csv, line 2");
        var decision = Decide([ScaleResolver.FromCommandLine(Nm(4)), table], [Block(2.5)]);
        Assert.Equal(Nm(4), decision.PixelSize);
        Assert.Equal(ScaleSource.User, decision.Source);
        Assert.Equal("--pixel-size-nm 4", decision.Evidence);
        Assert.Equal([Nm(4), Nm(3), Nm(2.5)], decision.Candidates.Select(candidate => candidate.PixelSize));
        Assert.Equal(2, decision.Findings.Count(finding => finding.Code == "scale-overruled"));
    }

    [Fact]
    public void A_decision_that_agrees_with_the_metadata_needs_no_finding() =>
        Assert.Empty(Decide([ScaleResolver.FromCommandLine(Nm(2.51))], [Block(2.5)]).Findings);

    [Theory]
    [InlineData(100, 101.9, false)]
    [InlineData(100, 102.1, true)]
    [InlineData(102.1, 100, true)]
    public void Two_blocks_that_differ_by_more_than_two_percent_stop_the_file(double a, double b, bool stops)
    {
        if (!stops)
        {
            Assert.Equal(Nm(a), Decide([], [Block(a), Block(b)]).PixelSize);
            return;
        }

        var conflict = Assert.Throws<ScaleConflictException>(() => Decide([], [Block(a), Block(b)]));
        Assert.Contains("100", conflict.Why, StringComparison.Ordinal);
        Assert.Contains("102.1", conflict.Why, StringComparison.Ordinal);
        Assert.Contains("--pixel-size-nm", conflict.Mend, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(50, 1.039, false)]
    [InlineData(50, 1.041, true)]
    [InlineData(500, 1.021, false)]
    [InlineData(500, 1.023, true)]
    public void A_bar_of_n_pixels_is_allowed_one_pixel_more(int pixels, double ratio, bool stops)
    {
        var failure = Record.Exception(() => Decide([], [Block(10)], Bar(10 * ratio, pixels)));
        Assert.Equal(stops, failure is ScaleConflictException);
    }

    [Fact]
    public void A_conflict_along_y_alone_stops_the_file() =>
        Assert.Throws<ScaleConflictException>(() => Decide([], [Block(10), Block("Other", null, new VendorPixelSize(Nm(10, 11), "other"))]));

    [Fact]
    public void Inside_a_block_the_preferred_counts_and_a_disagreement_is_a_finding()
    {
        var decision = Decide([], [Block("Maker", null, new VendorPixelSize(Nm(2), "first"), new VendorPixelSize(Nm(4), "second"))]);
        Assert.Equal(Nm(2), decision.PixelSize);
        Assert.Equal(2, decision.Candidates.Count);
        Assert.Equal("metadata-disagrees", Assert.Single(decision.Findings).Code);
    }

    [Fact]
    public void The_rounding_of_a_bar_inside_a_block_is_no_disagreement() =>
        Assert.Empty(Decide([], [Block("JEOL", 1280, new VendorPixelSize(Nm(2), "pixel"), new VendorPixelSize(Nm(100.0 / 49), "bar", 1.0 / 49))]).Findings);

    [Fact]
    public void Metadata_of_another_image_width_are_listed_and_not_used()
    {
        var decision = Decide([], [Block(2.5, originalWidth: 2560)]);
        Assert.Null(decision.PixelSize);
        Assert.Equal(Nm(2.5), Assert.Single(decision.Candidates).PixelSize);
        Assert.Equal(["image-resized", "scale-unknown"], decision.Findings.Select(finding => finding.Code));
        Assert.Contains("5 if the whole field was resized", decision.Findings[0].Mend, StringComparison.Ordinal);
        Assert.Equal(Severity.Limit, decision.Findings[0].Severity);
    }

    [Fact]
    public void A_bar_decides_on_a_resized_image_without_a_conflict()
    {
        var decision = Decide([], [Block(2.5, originalWidth: 2560)], Bar(5, 100));
        Assert.Equal(Nm(5), decision.PixelSize);
        Assert.Equal(ScaleSource.Bar, decision.Source);
    }

    [Fact]
    public void The_user_decides_on_a_resized_image()
    {
        var decision = Decide([ScaleResolver.FromCommandLine(Nm(5))], [Block(2.5, originalWidth: 2560)]);
        Assert.Equal(Nm(5), decision.PixelSize);
        Assert.Equal(["image-resized"], decision.Findings.Select(finding => finding.Code));
    }

    [Fact]
    public void The_rounding_of_a_bar_in_use_widens_the_uncertainty()
    {
        var decision = Decide([], [], Bar(10, 50));
        var rounding = 1.96 / (50 * Math.Sqrt(6));
        Assert.Equal(Math.Sqrt((0.05 * 0.05) + (rounding * rounding)), decision.RelativeUncertainty, 12);
    }

    [Fact]
    public void Pixels_that_are_not_square_are_said()
    {
        var decision = Decide([], [Block("Maker", null, new VendorPixelSize(Nm(2, 2.4), "tilted"))]);
        Assert.Equal(Nm(2, 2.4), decision.PixelSize);
        Assert.Equal("pixels-not-square", Assert.Single(decision.Findings).Code);
    }

    [Fact]
    public void The_tolerance_is_an_option()
    {
        var wide = new ScaleOptions { Tolerance = 0.1, RelativeUncertainty = 0.01 };
        var decision = ScaleResolver.Decide("image.tif", Width, [], [Block(10), Block(10.9)], [], wide);
        Assert.Equal(Nm(10), decision.PixelSize);
        Assert.Equal(0.01, decision.RelativeUncertainty);
    }
}

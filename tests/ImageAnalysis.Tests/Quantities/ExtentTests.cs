using ImageAnalysis.Quantities;

namespace ImageAnalysis.Tests.Quantities;

public sealed class ExtentTests
{
    [Theory]
    [InlineData("3 px", 3)]
    [InlineData("3px", 3)]
    [InlineData(" 2.5 px ", 2.5)]
    [InlineData("0 px", 0)]
    public void Pixels_are_read_as_pixels(string text, double px)
    {
        Assert.True(Extent.TryParse(text, out var extent));
        Assert.Equal(px, extent.Px);
        Assert.Null(extent.Length);
    }

    [Theory]
    [InlineData("20 nm", 20)]
    [InlineData("16um", 16000)]
    [InlineData("0.1 µm", 100)]
    public void A_unit_of_length_is_read_as_a_length(string text, double nm)
    {
        Assert.True(Extent.TryParse(text, out var extent));
        Assert.Null(extent.Px);
        Assert.Equal(nm, extent.Length!.Value.Nanometres, 9);
    }

    [Theory]
    [InlineData("3")]
    [InlineData("px")]
    [InlineData("-3 px")]
    [InlineData("-3 nm")]
    [InlineData("NaN px")]
    [InlineData("3 furlongs")]
    [InlineData("")]
    [InlineData(null)]
    public void Anything_else_is_refused(string? text) => Assert.False(Extent.TryParse(text, out _));

    [Fact]
    public void A_length_without_a_pixel_size_has_no_pixels()
    {
        var extent = Extent.FromLength(Length.FromNanometres(20));
        Assert.Null(extent.ToPixels(null));
        Assert.Equal(4, extent.ToPixels(5));
    }

    [Fact]
    public void Pixels_stay_pixels_whatever_the_pixel_size() => Assert.Equal(7, Extent.FromPixels(7).ToPixels(123));
}

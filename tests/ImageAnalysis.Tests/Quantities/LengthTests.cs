using System.Globalization;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Tests.Quantities;

public sealed class LengthTests
{
    [Theory]
    [InlineData("16um", 16000)]
    [InlineData("16 µm", 16000)]
    [InlineData("16 μm", 16000)]
    [InlineData("1.6e-5 m", 16000)]
    [InlineData("0.35 nm", 0.35)]
    [InlineData("12 pm", 0.012)]
    [InlineData("3 Å", 0.3)]
    [InlineData("  .5mm ", 500000)]
    public void A_number_with_its_unit_is_read(string text, double nm)
    {
        Assert.True(Length.TryParse(text, out var length));
        Assert.Equal(nm, length.Nanometres, 1e-9 * nm);
    }

    [Theory]
    [InlineData("16")]
    [InlineData("um")]
    [InlineData("1,6 um")]
    [InlineData("1.6.2 um")]
    [InlineData("16 Um")]
    [InlineData("1e400 m")]
    [InlineData("")]
    [InlineData(null)]
    public void A_number_without_a_known_unit_is_no_length(string? text) => Assert.False(Length.TryParse(text, out _));

    [Fact]
    public void Reading_and_writing_do_not_depend_on_the_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.True(Length.TryParse("1.5 nm", out var length));
            Assert.Equal(1.5, length.Nanometres);
            Assert.Equal("1.5 nm", length.ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_length_is_finite(double nm) => Assert.Throws<ArgumentOutOfRangeException>(() => Length.FromNanometres(nm));

    [Theory]
    [InlineData(0.012, "12 pm")]
    [InlineData(15.636, "15.64 nm")]
    [InlineData(16000, "16 µm")]
    [InlineData(2.5e6, "2.5 mm")]
    [InlineData(0, "0 nm")]
    public void The_unit_shown_fits_the_size(double nm, string text) => Assert.Equal(text, Length.FromNanometres(nm).ToString());

    [Fact]
    public void The_quotient_of_two_lengths_is_a_number() =>
        Assert.Equal(2.5, Length.FromMicrometres(5) / Length.FromNanometres(2000), 12);
}

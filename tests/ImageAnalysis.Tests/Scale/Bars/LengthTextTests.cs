using ImageAnalysis.Scale.Bars;

namespace ImageAnalysis.Tests.Scale.Bars;

public sealed class LengthTextTests
{
    [Theory]
    [InlineData("200 nm", 200, UnitPrefix.Nano)]
    [InlineData("1mm", 1, UnitPrefix.Milli)]
    [InlineData("50.0um", 50, UnitPrefix.Micro)]
    [InlineData("0,5 µm", 0.5, UnitPrefix.Micro)]
    [InlineData("10 pm", 10, UnitPrefix.Micro)]
    [InlineData("5 yum", 5, UnitPrefix.Micro)]
    [InlineData("Tum", 1, UnitPrefix.Micro)]
    [InlineData("50 .Oum", 50, UnitPrefix.Micro)]
    [InlineData("lOO nm", 100, UnitPrefix.Nano)]
    public void A_number_and_a_unit_are_a_length_and_what_is_neither_nm_nor_mm_is_taken_for_micrometres(string text, double number, UnitPrefix prefix)
    {
        var length = LengthText.Parse(text);
        Assert.Equal(number, length!.Value.Number);
        Assert.Equal(prefix, length.Value.Prefix);
    }

    [Theory]
    [InlineData("WD 5.0 mm")]
    [InlineData("200")]
    [InlineData("nm")]
    [InlineData("05 µm")]
    [InlineData("5.00 kV SE")]
    [InlineData("01/17/2025")]
    [InlineData("0 nm")]
    public void What_holds_more_or_less_than_a_length_is_none(string text) => Assert.Null(LengthText.Parse(text));

    [Theory]
    [InlineData("207 um", 0.5 / 207)]
    [InlineData("41.4 um", 0.05 / 41.4)]
    [InlineData("2.56 um", 0.005 / 2.56)]
    public void Rounding_is_half_a_unit_of_the_last_digit(string text, double relative) => Assert.Equal(relative, LengthText.Parse(text)!.Value.Rounding, 12);

    [Theory]
    [InlineData(1, true, true)]
    [InlineData(0.5, true, true)]
    [InlineData(200, true, true)]
    [InlineData(40, false, true)]
    [InlineData(25, false, false)]
    public void One_two_five_and_round_numbers_are_told(double number, bool oneTwoFive, bool round) =>
        Assert.Equal((oneTwoFive, round), (LengthText.IsOneTwoFive(number), LengthText.IsRound(number)));
}

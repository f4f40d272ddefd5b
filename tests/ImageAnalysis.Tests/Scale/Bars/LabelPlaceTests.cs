using ImageAnalysis.Quantities;
using ImageAnalysis.Scale.Bars;

namespace ImageAnalysis.Tests.Scale.Bars;

public sealed class LabelPlaceTests
{
    private static MeasuredBar Bar(int left, int right, int thickness = 2, BarForm form = BarForm.Block) =>
        new(form, new PixelRect(left, 360, right - left, thickness), right - left, right - left) { Line = (360, 360 + thickness), Ink = 255, Ground = 20, Even = 1 };

    private static TextLine Text(int left, int right, int bottom = 355, int height = 20) =>
        new(new PixelRect(left, bottom - height, right - left, height), [new Glyph(1, new PixelRect(left, bottom - height, 12, height), 100), new Glyph(2, new PixelRect(right - 12, bottom - height, 12, height), 100)]);

    [Theory]
    [InlineData(200, 300, 2, BarForm.Block, true)]
    [InlineData(197, 304, 3, BarForm.Block, true)]
    [InlineData(200, 300, 8, BarForm.Block, false)]
    [InlineData(200, 300, 2, BarForm.Ticked, false)]
    [InlineData(188, 312, 2, BarForm.Block, false)]
    [InlineData(200, 330, 2, BarForm.Block, false)]
    [InlineData(215, 285, 2, BarForm.Block, false)]
    public void A_thin_line_that_begins_and_ends_with_its_text_may_underline_it(int left, int right, int thickness, BarForm form, bool underlines) =>
        Assert.Equal(underlines, LabelPlace.IsUnderlined(Bar(left, right, thickness, form), Text(200, 300), Text(200, 300)));

    [Fact]
    public void A_line_above_a_text_or_far_below_it_underlines_nothing()
    {
        Assert.False(LabelPlace.IsUnderlined(Bar(200, 300), Text(200, 300, bottom: 385), Text(200, 300, bottom: 385)));
        Assert.False(LabelPlace.IsUnderlined(Bar(200, 300), Text(200, 300, bottom: 345), Text(200, 300, bottom: 345)));
    }

    [Fact]
    public void A_line_under_a_name_and_a_length_underlines_both() => Assert.True(LabelPlace.IsUnderlined(Bar(120, 300), Text(120, 300), Text(200, 300)));

    [Theory]
    [InlineData(210, 290, false)]
    [InlineData(200, 240, false)]
    [InlineData(260, 300, false)]
    [InlineData(100, 400, false)]
    [InlineData(270, 330, true)]
    [InlineData(170, 230, true)]
    [InlineData(200, 400, false)]
    public void A_label_over_one_end_that_sticks_out_stands_off(int left, int right, bool standsOff) =>
        Assert.Equal(standsOff, LabelPlace.StandsOff(Bar(200, 300, 7), Text(left, right), [Text(left, right)]));

    [Fact]
    public void The_numbers_of_a_ruler_stand_over_both_ends() =>
        Assert.False(LabelPlace.StandsOff(Bar(200, 300), Text(270, 330), [Text(194, 206), Text(270, 330)]));

    [Theory]
    [InlineData(BarForm.Block)]
    [InlineData(BarForm.Ticked)]
    public void The_middle_number_of_a_ruler_is_not_its_length(BarForm form)
    {
        var bar = Bar(200, 300) with { Form = form };

        Assert.True(LabelPlace.StandsOff(bar, Text(235, 265), [Text(194, 206), Text(235, 265), Text(280, 320)]));
        Assert.False(LabelPlace.StandsOff(bar, Text(235, 265), [Text(194, 206), Text(235, 265)]));
    }

    [Theory]
    [InlineData(310, 370, false)]
    [InlineData(390, 450, false)]
    [InlineData(410, 470, true)]
    [InlineData(30, 90, true)]
    public void A_label_beside_its_bar_stands_close_to_it(int left, int right, bool standsOff) =>
        Assert.Equal(standsOff, LabelPlace.StandsOff(Bar(200, 300), Text(left, right, bottom: 370), [Text(left, right, bottom: 370)]));
}

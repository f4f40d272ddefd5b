using ImageAnalysis.Quantities;
using ImageAnalysis.Scale;
using ImageAnalysis.Scale.Bars;

namespace ImageAnalysis.Tests.Scale.Bars;

public sealed class BarJudgeTests
{
    private const int PageWidth = 1280;
    private static readonly PixelRect Field = new(0, 0, PageWidth, 900);

    private static MeasuredBar Bar(double px, BarForm form = BarForm.Ticked, double outer = 0, int ticks = 0) =>
        new(form, new PixelRect(100, 920, (int)px, 9), px, outer == 0 ? px + 3 : outer) { Line = (924, 926), Ink = 255, Ground = 0, Even = 1, Ticks = ticks };

    private static LabelReading Label(string text, UnitPrefix shape, bool sure = true) => new(text, LengthText.Parse(text)!.Value, new PixelRect(100, 900, 60, 16), sure, shape);

    private static FieldText Printed(string? width = null, double? magnification = null) => new(
        width is null ? null : (LengthText.Parse(width)!.Value, $"HFW {width}"), magnification is { } m ? (m, $"x{m}") : null);

    private static BarReading Judge(MeasuredBar bar, LabelReading label, FieldText text, PixelSize? known = null) =>
        new BarJudge(PageWidth, Field, known, new ScaleOptions()).Of(bar, label, text);

    [Fact]
    public void A_label_beyond_doubt_stands_alone_with_a_warning()
    {
        var reading = Judge(Bar(200), Label("200 nm", UnitPrefix.Nano), FieldText.None);
        Assert.Equal(BarStanding.Alone, reading.Bar!.Standing);
        Assert.Equal(1, reading.Candidate!.PixelSize.X.Nanometres, 12);
        Assert.Equal(1 / 200.0, reading.Candidate.RelativeQuantisation, 12);
        Assert.Equal("scale-from-bar", Assert.Single(reading.Findings).Code);
    }

    [Theory]
    [InlineData("200 nm", UnitPrefix.Unknown, true)]
    [InlineData("200 nm", UnitPrefix.Micro, true)]
    [InlineData("50 um", UnitPrefix.Nano, true)]
    [InlineData("50 um", UnitPrefix.Unknown, true)]
    [InlineData("200 nm", UnitPrefix.Nano, false)]
    [InlineData("250 nm", UnitPrefix.Nano, true)]
    [InlineData("40 um", UnitPrefix.Micro, true)]
    [InlineData("5.0 mm", UnitPrefix.Milli, true)]
    [InlineData("500 mm", UnitPrefix.Milli, true)]
    public void A_label_in_doubt_asks_the_user(string text, UnitPrefix shape, bool numberSure)
    {
        var reading = Judge(Bar(200), Label(text, shape, numberSure), FieldText.None);
        Assert.Null(reading.Candidate);
        Assert.Equal(BarStanding.Unsure, reading.Bar!.Standing);
        var finding = Assert.Single(reading.Findings);
        Assert.Equal("scale-bar-unsure", finding.Code);
        Assert.Contains($"\"{text}\"", finding.What, StringComparison.Ordinal);
        Assert.Contains("--bar-length", finding.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public void A_printed_width_that_agrees_makes_two_sources_once_shape_or_magnification_tells_the_unit()
    {
        // 50 µm over 309 px of 1280 is a field of 207.1 µm.
        Assert.Null(Judge(Bar(309), Label("50 pm", UnitPrefix.Unknown), Printed("207 um")).Candidate);
        Assert.NotNull(Judge(Bar(309), Label("50 pm", UnitPrefix.Unknown), Printed("207 um", 1000)).Candidate);
        var reading = Judge(Bar(309), Label("50 pm", UnitPrefix.Micro), Printed("207 um"));
        Assert.Equal(BarStanding.Agreed, reading.Bar!.Standing);
        Assert.Equal(50e3 / 309, reading.Candidate!.PixelSize.X.Nanometres, 9);
    }

    [Fact]
    public void A_printed_width_that_differs_by_more_than_the_tolerance_refuses_the_bar()
    {
        var reading = Judge(Bar(309), Label("50 um", UnitPrefix.Micro), Printed("215 um"));
        Assert.Null(reading.Candidate);
        Assert.Equal(BarStanding.Contradicted, reading.Bar!.Standing);
        Assert.Equal("scale-bar-contradicted", Assert.Single(reading.Findings).Code);
    }

    [Fact]
    public void Where_the_printed_width_fits_the_outer_ends_only_those_are_meant()
    {
        // 104 px between the outer ends, 100 between the middles of thick ticks; 20.0 µm over 104 of 1280 px is a field of 246.2 µm.
        var reading = Judge(Bar(100, outer: 104), Label("20 um", UnitPrefix.Micro), Printed("246 um"));
        Assert.Equal(20e3 / 104, reading.Candidate!.PixelSize.X.Nanometres, 9);
    }

    [Fact]
    public void A_magnification_tells_units_apart_and_refuses_what_is_ten_times_off()
    {
        // 127 mm of print at 1000 times: 127 µm of field.
        Assert.Equal(BarStanding.Agreed, Judge(Bar(504), Label("50.0um", UnitPrefix.Micro), Printed(magnification: 1000)).Bar!.Standing);
        Assert.Equal(BarStanding.Contradicted, Judge(Bar(504), Label("500 um", UnitPrefix.Micro), Printed(magnification: 1000)).Bar!.Standing);
        Assert.Equal(BarStanding.Contradicted, Judge(Bar(504), Label("50 nm", UnitPrefix.Nano), Printed(magnification: 1000)).Bar!.Standing);
    }

    [Fact]
    public void A_row_that_has_not_eleven_ticks_may_lack_one_and_is_no_source_by_itself()
    {
        var label = Label("40.0um", UnitPrefix.Micro);
        Assert.Null(Judge(Bar(440, BarForm.TickRow, ticks: 10), label, Printed(magnification: 1200)).Candidate);
        Assert.NotNull(Judge(Bar(484, BarForm.TickRow, ticks: 11), label, Printed(magnification: 1200)).Candidate);
    }

    [Fact]
    public void A_bar_without_clear_ends_is_a_source_only_where_the_printed_width_agrees()
    {
        var bar = Bar(309) with { HasClearEnds = false };
        Assert.Null(Judge(bar, Label("50 um", UnitPrefix.Micro), FieldText.None).Candidate);
        Assert.NotNull(Judge(bar, Label("50 um", UnitPrefix.Micro), Printed("207 um")).Candidate);
    }

    [Fact]
    public void A_line_that_is_one_of_a_row_is_a_source_only_where_the_printed_width_agrees()
    {
        var bar = Bar(309) with { IsOfARow = true };
        var reading = Judge(bar, Label("50 um", UnitPrefix.Micro), FieldText.None);
        Assert.Equal(BarStanding.Unsure, reading.Bar!.Standing);
        Assert.DoesNotContain("--bar-length", reading.Findings[0].Mend, StringComparison.Ordinal);
        Assert.Null(Judge(bar, Label("50 um", UnitPrefix.Micro), Printed(magnification: 1000)).Candidate);
        Assert.NotNull(Judge(bar, Label("50 um", UnitPrefix.Micro), Printed("207 um")).Candidate);
    }

    [Fact]
    public void A_label_that_the_line_may_underline_or_that_stands_off_it_asks_the_user()
    {
        var label = Label("50 um", UnitPrefix.Micro);
        foreach (var doubtful in new[] { label with { IsUnderlined = true }, label with { StandsOff = true } })
        {
            Assert.Equal(BarStanding.Unsure, Judge(Bar(309), doubtful, FieldText.None).Bar!.Standing);
            Assert.NotNull(Judge(Bar(309), doubtful, Printed("207 um")).Candidate);
        }
    }

    [Fact]
    public void A_line_with_arrowheads_is_a_bar_in_a_strip_and_may_be_a_dimension_in_the_picture()
    {
        var bar = Bar(200, BarForm.Block) with { HasArrowheads = true };
        var label = Label("200 nm", UnitPrefix.Nano);
        Assert.NotNull(Judge(bar, label, FieldText.None).Candidate);
        Assert.Equal(BarStanding.Unsure, Judge(bar with { Outline = new PixelRect(100, 700, 200, 9), Line = (704, 706) }, label, FieldText.None).Bar!.Standing);
    }

    [Fact]
    public void The_user_s_length_is_not_put_over_a_row_that_may_lack_ticks() =>
        Assert.Null(new BarJudge(PageWidth, Field, null, new ScaleOptions()).Stated(Bar(302, BarForm.TickRow, ticks: 7), Length.FromMicrometres(50)).Candidate);

    [Fact]
    public void Metadata_that_agree_settle_the_unit_and_those_that_do_not_agree_settle_nothing()
    {
        var label = Label("100 pm", UnitPrefix.Unknown);
        var agreeing = new BarJudge(PageWidth, Field, PixelSize.Square(Length.FromNanometres(257)), new ScaleOptions()).AgreesWithKnown(Bar(388), label);
        Assert.Equal(BarStanding.Agreed, agreeing!.Bar!.Standing);
        Assert.Equal(100e3, agreeing.Bar.LengthNm!.Value, 6);
        Assert.Null(new BarJudge(PageWidth, Field, PixelSize.Square(Length.FromNanometres(300)), new ScaleOptions()).AgreesWithKnown(Bar(388), label));
    }

    [Fact]
    public void The_user_s_length_over_the_measured_bar_is_the_user_s_decision()
    {
        var reading = new BarJudge(PageWidth, Field, null, new ScaleOptions()).Stated(Bar(504), Length.FromMicrometres(50));
        Assert.Equal(ScaleSource.User, reading.Candidate!.Source);
        Assert.Equal(50e3 / 504, reading.Candidate.PixelSize.X.Nanometres, 9);
        Assert.Contains("--bar-length 50 µm", reading.Candidate.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bar_inside_the_field_is_named_as_an_overlay()
    {
        var inside = Bar(200) with { Outline = new PixelRect(100, 800, 200, 9) };
        Assert.Contains(Judge(inside, Label("200 nm", UnitPrefix.Nano), FieldText.None).Findings, f => f.Code == "overlay-in-field");
    }
}

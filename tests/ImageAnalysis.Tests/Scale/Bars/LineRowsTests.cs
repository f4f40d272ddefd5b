using ImageAnalysis.Scale.Bars;

namespace ImageAnalysis.Tests.Scale.Bars;

public sealed class LineRowsTests
{
    [Theory]
    [InlineData(255, 20)]
    [InlineData(0, 255)]
    public void Segments_of_alternating_level_are_of_a_row(byte ink, byte ground)
    {
        using var page = new Drawn(ground);
        for (var segment = 0; segment < 3; segment++) page.Box(100 + (segment * 100), 360, 150 + (segment * 100), 367, ink);
        AllAreOfARow(page);
    }

    [Theory]
    [InlineData(150, 170)]
    [InlineData(240, 262)]
    [InlineData(270, 282)]
    public void What_an_interruption_leaves_of_a_bar_is_of_a_row(int from, int until)
    {
        using var page = new Drawn().Box(100, 360, 300, 367).Box(from, 355, until, 372, 20);
        AllAreOfARow(page);
    }

    [Fact]
    public void Two_ticked_lines_of_one_length_side_by_side_are_of_a_row()
    {
        using var page = new Drawn();
        foreach (var left in (int[])[100, 220]) page.Box(left, 360, left + 100, 363).Box(left, 352, left + 3, 371).Box(left + 97, 352, left + 100, 371);
        AllAreOfARow(page);
    }

    [Fact]
    public void Rules_of_a_table_are_of_a_row_however_far_they_are_apart()
    {
        using var page = new Drawn();
        for (var cell = 0; cell < 3; cell++) page.Box(20 + (cell * 200), 360, 90 + (cell * 200), 362);
        AllAreOfARow(page);
    }

    [Fact]
    public void A_bar_beside_letters_of_its_ink_is_none_of_a_row()
    {
        using var page = new Drawn().Box(100, 360, 220, 366).Box(240, 336, 246, 366).Box(240, 360, 275, 366).Box(300, 350, 304, 376).Box(324, 350, 328, 376).Box(300, 360, 328, 366);
        Assert.False(Assert.Single(page.Bars(), bar => bar.OuterPx > 100).IsOfARow);
    }

    [Theory]
    [InlineData(500, 360, 530)]
    [InlineData(300, 368, 420)]
    public void Other_lines_that_are_far_off_and_shorter_or_in_other_rows_say_nothing(int left, int top, int right)
    {
        using var page = new Drawn().Box(100, 360, 220, 366).Box(left, top, right, top + 6);
        Assert.False(Assert.Single(page.Bars(), bar => bar.Outline.X == 100).IsOfARow);
    }

    [Fact]
    public void Ticks_at_both_ends_make_a_line_whole()
    {
        using var page = new Drawn().Box(100, 360, 220, 363).Box(100, 350, 103, 373).Box(217, 350, 220, 373).Box(250, 360, 370, 363);
        Assert.False(Assert.Single(page.Bars(), bar => bar.HasTicks).IsOfARow);
    }

    [Fact]
    public void Arrowheads_are_told_from_plain_ends()
    {
        using var page = new Drawn().Box(100, 360, 301, 361);
        for (var i = 0; i < 6; i++) page.Box(100 + i, 360 - (i / 2), 101 + i, 361 + (i / 2)).Box(300 - i, 360 - (i / 2), 301 - i, 361 + (i / 2));
        Assert.True(Assert.Single(page.Bars()).HasArrowheads);
        using var plain = new Drawn().Box(100, 360, 301, 363);
        Assert.False(Assert.Single(plain.Bars()).HasArrowheads);
    }

    private static void AllAreOfARow(Drawn page)
    {
        var bars = page.Bars();
        Assert.NotEmpty(bars);
        Assert.All(bars, bar => Assert.True(bar.IsOfARow));
    }
}

using ImageAnalysis.Quantities;
using ImageAnalysis.Scale.Bars;

namespace ImageAnalysis.Tests.Scale.Bars;

public sealed class BarGeometryTests
{
    [Fact]
    public void A_block_is_as_long_as_its_outer_ends_are_apart()
    {
        using var page = new Drawn().Box(100, 360, 220, 370);
        var bar = Assert.Single(page.Bars());
        Assert.Equal(BarForm.Block, bar.Form);
        Assert.Equal(120, bar.LengthPx, 6);
        Assert.Equal(new PixelRect(100, 360, 120, 10), bar.Outline);
    }

    [Fact]
    public void Half_covered_end_columns_count_half()
    {
        // 20 is the ground and 255 the ink: 137 or 138 is half of either.
        using var page = new Drawn().Box(100, 360, 220, 370).Box(99, 360, 100, 370, 138).Box(220, 360, 221, 370, 138);
        Assert.Equal(121, Assert.Single(page.Bars()).LengthPx, 1);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void A_ticked_line_is_as_long_as_the_middles_of_its_ticks_are_apart(int thickness)
    {
        using var page = new Drawn();
        page.Box(100, 360, 100 + 150 + thickness, 360 + thickness).Box(100, 350, 100 + thickness, 370 + thickness).Box(250, 350, 250 + thickness, 370 + thickness);
        var bar = Assert.Single(page.Bars());
        Assert.Equal(BarForm.Ticked, bar.Form);
        Assert.Equal(150, bar.LengthPx, 6);
        Assert.Equal(150 + thickness, bar.OuterPx, 6);
    }

    [Fact]
    public void Ticks_of_one_pixel_stand_within_the_length_or_at_its_ends_and_half_a_pixel_is_right_for_either()
    {
        using var page = new Drawn().Box(100, 360, 151, 361).Box(100, 350, 101, 371).Box(150, 350, 151, 371);
        var bar = Assert.Single(page.Bars());
        Assert.True(bar.HasTicks);
        Assert.Equal(50.5, bar.LengthPx, 6);
        Assert.Equal(51, bar.OuterPx, 6);
    }

    [Fact]
    public void Ticks_may_reach_to_one_side_only_and_smaller_ones_stand_between()
    {
        using var page = new Drawn().Box(100, 370, 282, 372).Box(100, 340, 102, 372).Box(280, 340, 282, 372);
        for (var tick = 1; tick < 10; tick++) page.Box(100 + (tick * 18), 355, 101 + (tick * 18), 370);
        var bar = Assert.Single(page.Bars(), b => b.Form == BarForm.Ticked);
        Assert.Equal(180, bar.LengthPx, 6);
    }

    [Fact]
    public void A_line_split_by_its_label_is_one_bar()
    {
        using var page = new Drawn().Box(100, 360, 160, 363).Box(240, 360, 303, 363).Box(100, 352, 103, 371).Box(300, 352, 303, 371);
        page.Box(180, 354, 186, 368).Box(200, 354, 208, 368);
        var bar = page.Bars().OrderByDescending(b => b.OuterPx).First();
        Assert.Equal(BarForm.Split, bar.Form);
        Assert.Equal(200, bar.LengthPx, 6);
        Assert.Equal((160, 240), bar.Gap);
    }

    [Theory]
    [InlineData(1, 255, 0)]
    [InlineData(2, 255, 0)]
    [InlineData(3, 255, 0)]
    [InlineData(2, 0, 255)]
    public void In_a_picture_an_outlined_line_is_measured_without_its_outline(int outline, byte ink, byte around)
    {
        using var page = new Drawn().Noise(0, Drawn.Height, 60, 220);
        page.Box(100 - outline, 300 - outline, 220 + outline, 306 + outline, around).Box(100, 300, 220, 306, ink);
        var bar = Assert.Single(page.Bars(), b => b.Form == BarForm.Block);
        Assert.Equal(120, bar.LengthPx, 6);
        Assert.Equal(new PixelRect(100, 300, 120, 6), bar.Outline);
        Assert.Equal((ink, around), ((byte)bar.Ink, (byte)bar.Ground));
        Assert.True(bar.HasClearEnds);
    }

    [Fact]
    public void An_outline_that_is_open_at_an_end_does_not_make_it_clear()
    {
        using var page = new Drawn().Noise(0, Drawn.Height, 60, 220);
        page.Box(98, 298, 222, 308, 0).Box(100, 300, 220, 306).Box(220, 280, 240, 330, 250);
        Assert.DoesNotContain(page.Bars(), b => b.HasClearEnds && b.Form == BarForm.Block);
    }

    [Fact]
    public void A_row_of_ticks_is_as_long_as_its_first_and_last_are_apart_although_each_place_is_rounded()
    {
        using var page = new Drawn();
        for (var tick = 0; tick <= 10; tick++) page.Box(200 + (int)Math.Round(tick * 24.3), 350, 203 + (int)Math.Round(tick * 24.3), 362);
        var bar = Assert.Single(page.Bars());
        Assert.Equal(BarForm.TickRow, bar.Form);
        Assert.Equal(11, bar.Ticks);
        Assert.Equal(243, bar.LengthPx, 6);
    }

    [Theory]
    [InlineData(255, 20)]
    [InlineData(0, 255)]
    [InlineData(150, 46)]
    [InlineData(76, 200)]
    public void Ink_and_ground_may_have_any_levels_that_differ(byte ink, byte ground)
    {
        using var page = new Drawn(ground).Box(100, 360, 220, 366, ink);
        Assert.Equal(120, Assert.Single(page.Bars()).LengthPx, 6);
    }

    [Fact]
    public void A_bar_is_found_in_the_noise_of_a_picture()
    {
        using var page = new Drawn().Noise(0, Drawn.Height, 40, 140).Box(380, 330, 520, 336);
        var bar = Assert.Single(page.Bars());
        Assert.Equal(140, bar.LengthPx, 0);
    }

    [Fact]
    public void A_bar_that_runs_into_structure_of_its_own_brightness_has_no_clear_end()
    {
        using var page = new Drawn().Noise(0, Drawn.Height, 40, 140).Box(380, 330, 520, 336).Box(516, 318, 526, 348);
        Assert.All(page.Bars(), bar => Assert.False(bar.HasClearEnds));
        using var clear = new Drawn().Noise(0, Drawn.Height, 40, 140).Box(380, 330, 520, 336);
        Assert.True(Assert.Single(clear.Bars()).HasClearEnds);
    }

    [Fact]
    public void Cells_of_a_table_and_stems_of_letters_are_no_bars()
    {
        using var table = new Drawn();
        foreach (var left in new[] { 20, 120, 220, 320 }) table.Box(left, 350, left + 98, 352).Box(left + 98, 350, left + 100, 390, 160);
        Assert.Empty(table.Bars());
        using var letters = new Drawn();
        for (var stem = 0; stem < 11; stem++) letters.Box(100 + (stem * 12), 350, 103 + (stem * 12), 366).Box(100 + (stem * 12), 350, 111 + (stem * 12), 353);
        Assert.DoesNotContain(letters.Bars(), bar => bar.Form == BarForm.TickRow);
    }

    [Fact]
    public void The_edges_of_a_box_are_no_bars()
    {
        using var page = new Drawn().Box(60, 320, 400, 380).Box(62, 322, 398, 378, 20);
        Assert.Empty(page.Bars());
    }

    [Fact]
    public void Rules_that_reach_the_edge_of_the_page_are_no_bars()
    {
        using var page = new Drawn().Box(0, 360, 300, 362).Box(350, 340, Drawn.Width, 342);
        Assert.Empty(page.Bars());
    }

    [Fact]
    public void Stripes_of_a_specimen_are_no_bars()
    {
        using var page = new Drawn();
        for (var y = 0; y < Drawn.Height; y += 20) page.Box(0, y, Drawn.Width, y + 9, 180);
        Assert.Empty(page.Bars());
    }

    [Fact]
    public void Smooth_blobs_of_one_level_are_no_bars()
    {
        using var page = new Drawn();
        var levels = page.Page;
        for (var y = 0; y < Drawn.Height; y++)
        {
            var row = levels.RowSpan<byte>(y);
            for (var x = 0; x < row.Length; x++) row[x] = Math.Sin(x / 17.0) + Math.Sin(y / 11.0) + Math.Sin((x + y) / 23.0) > 0.3 ? (byte)200 : (byte)50;
        }

        Assert.Empty(page.Bars());
    }

    [Theory]
    [InlineData(255)]
    [InlineData(230)]
    public void A_line_with_arrowheads_is_as_long_as_its_tips_are_apart(byte line)
    {
        using var page = new Drawn().Box(100, 360, 301, 361, line);
        for (var i = 0; i < 6; i++) page.Box(100 + i, 360 - (i / 2), 101 + i, 361 + (i / 2)).Box(300 - i, 360 - (i / 2), 301 - i, 361 + (i / 2));
        var bar = Assert.Single(page.Bars());
        Assert.Equal(BarForm.Block, bar.Form);
        Assert.Equal(201, bar.LengthPx, 1);
    }

    [Fact]
    public void A_faint_line_between_full_arrowheads_is_not_the_whole_bar()
    {
        using var page = new Drawn().Box(100, 360, 301, 361, 150);
        for (var i = 0; i < 6; i++) page.Box(100 + i, 360 - (i / 2), 101 + i, 361 + (i / 2)).Box(300 - i, 360 - (i / 2), 301 - i, 361 + (i / 2));
        Assert.DoesNotContain(page.Bars(), bar => bar.LengthPx < 199);
    }

    [Fact]
    public void What_lies_along_the_edge_of_the_strip_is_part_of_the_picture()
    {
        using var page = new Drawn().Noise(0, 340, 90, 150).Box(200, 330, 320, 340);
        Assert.Empty(page.Bars());
    }

    [Fact]
    public void A_thin_line_without_ticks_is_a_bar_on_an_even_ground_only()
    {
        using var strip = new Drawn().Box(100, 360, 220, 361);
        Assert.Equal(120, Assert.Single(strip.Bars()).LengthPx, 6);
        using var picture = new Drawn().Noise(0, Drawn.Height, 40, 140).Box(100, 360, 220, 361);
        Assert.Empty(picture.Bars());
    }

    [Fact]
    public void The_stem_of_a_letter_beside_a_row_of_ticks_is_none_of_them()
    {
        using var page = new Drawn();
        for (var tick = 0; tick <= 10; tick++) page.Box(200 + (tick * 24), 350, 203 + (tick * 24), 362);
        page.Box(200 + (11 * 24), 350, 203 + (11 * 24), 368);
        Assert.Equal(11, Assert.Single(page.Bars()).Ticks);
    }

    [Fact]
    public void Halves_of_a_split_line_may_be_as_short_as_their_ticks_are_high()
    {
        using var page = new Drawn().Box(100, 360, 118, 362).Box(172, 360, 190, 362).Box(100, 356, 102, 367).Box(188, 356, 190, 367).Box(125, 354, 131, 368).Box(140, 354, 148, 368);
        var bar = page.Bars().OrderByDescending(b => b.OuterPx).First();
        Assert.Equal(BarForm.Split, bar.Form);
        Assert.Equal(88, bar.LengthPx, 6);
    }

    [Fact]
    public void A_faint_point_between_digits_leaves_the_number_in_doubt()
    {
        using var page = new Drawn().Box(100, 360, 220, 366);
        page.Box(130, 376, 138, 392).Box(150, 376, 158, 392);
        Assert.False(MayHideAPoint(page));
        page.Box(143, 389, 146, 392, 120);
        Assert.True(MayHideAPoint(page));
    }

    [Fact]
    public void Structure_beside_a_label_is_parted_from_it_and_a_name_before_it_is_not()
    {
        using var page = new Drawn().Box(60, 360, 180, 366);
        foreach (var left in new[] { 100, 112, 124, 150 }) page.Box(left, 376, left + 4, 392).Box(left, 388, left + 9, 392);
        var line = Assert.Single(Lines(page));
        Assert.Equal(3, Assert.Single(line.Parts()).Glyphs.Count);
        page.Box(162, 376, 166, 392).Box(162, 388, 171, 392);
        page.Box(174, 376, 178, 392).Box(174, 388, 183, 392);
        Assert.Equal(3, Assert.Single(Assert.Single(Lines(page)).Parts()).Glyphs.Count);
    }

    private static bool MayHideAPoint(Drawn page)
    {
        using var grey = GreyPage.Of(page.Page);
        using var map = new InkMap(grey, new PixelRect(0, 350, Drawn.Width, 50), page.Bars()[0], 0.5);
        return map.MayHideAPoint(Assert.Single(map.Lines()));
    }

    private static List<TextLine> Lines(Drawn page)
    {
        using var grey = GreyPage.Of(page.Page);
        using var map = new InkMap(grey, new PixelRect(0, 350, Drawn.Width, 50), page.Bars()[0], 0.5);
        return map.Lines();
    }
}

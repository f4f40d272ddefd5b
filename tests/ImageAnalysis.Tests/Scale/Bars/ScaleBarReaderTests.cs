using ImageAnalysis.Quantities;
using ImageAnalysis.Scale;
using ImageAnalysis.Scale.Bars;

namespace ImageAnalysis.Tests.Scale.Bars;

public sealed class ScaleBarReaderTests
{
    private static readonly PixelRect Field = new(0, 0, Drawn.Width, Drawn.Height);

    /// <summary>Says the same of every line.</summary>
    private sealed class Parrot(string text) : ITextReader
    {
        public string Identity => "parrot";

        public int Calls { get; private set; }

        public TextReading Read(ReadOnlySpan<byte> grey, int width, int height)
        {
            Calls++;
            return new TextReading(text, 1);
        }
    }

    private static BarReading Read(Drawn page, ITextReader? reader, PixelSize? known = null, Length? stated = null, BarUse use = BarUse.Auto) =>
        ScaleBarReader.Read(page.Page, Field, null, known, stated, reader, new ScaleOptions { Bar = use });

    private static Drawn WithBar() => WithLetters(new Drawn().Noise(0, 300, 60, 180).Box(100, 370, 251, 371).Box(100, 362, 101, 379).Box(250, 362, 251, 379));

    /// <summary>Four hollow rectangles on one base line: letters to the eye of a program, and no known ones.</summary>
    private static Drawn WithLetters(Drawn page)
    {
        foreach (var (left, top, right) in new[] { (150, 341, 158), (161, 341, 169), (175, 345, 183), (186, 345, 196) }) page.Box(left, top, right, 357).Box(left + 2, top + 2, right - 2, 355, 20);
        return page;
    }

    [Fact]
    public void Without_a_reader_the_bar_is_named_and_is_no_scale()
    {
        using var page = WithBar();
        var reading = Read(page, null);
        Assert.Null(reading.Candidate);
        Assert.Equal(BarStanding.Unread, reading.Bar!.Standing);
        Assert.Contains(reading.Findings, f => f.Code == "scale-bar-not-read" && f.Mend.Contains("--bar-length", StringComparison.Ordinal));
    }

    [Fact]
    public void Letters_that_do_not_have_the_shapes_of_what_was_read_are_no_scale()
    {
        using var page = WithBar();
        var reading = Read(page, new Parrot("50 um"));
        Assert.Null(reading.Candidate);
        Assert.Equal(BarStanding.Unsure, reading.Bar!.Standing);
        Assert.Equal(150.5, reading.Bar.LengthPx, 6);
    }

    [Fact]
    public void A_picture_without_a_bar_costs_the_reader_nothing()
    {
        using var page = new Drawn().Noise(0, Drawn.Height, 0, 255);
        var reader = new Parrot("50 um");
        Assert.Equal(BarReading.None, Read(page, reader));
        Assert.Equal(0, reader.Calls);
    }

    [Fact]
    public void Text_without_a_bar_is_no_scale()
    {
        using var page = WithLetters(new Drawn().Noise(0, 300, 60, 180));
        Assert.Equal(BarReading.None, Read(page, new Parrot("50 um")));
    }

    [Fact]
    public void The_user_s_length_needs_no_reader()
    {
        using var page = WithBar();
        var reading = Read(page, null, stated: Length.FromMicrometres(30));
        Assert.Equal(30e3 / 150.5, reading.Candidate!.PixelSize.X.Nanometres, 9);
        Assert.Equal(ScaleSource.User, reading.Candidate.Source);
    }

    [Fact]
    public void The_user_s_length_is_not_put_over_one_segment_of_a_bar()
    {
        using var page = new Drawn().Noise(0, 300, 60, 180).Box(100, 360, 150, 367).Box(200, 360, 250, 367);
        var reading = Read(page, null, stated: Length.FromMicrometres(2));
        Assert.Null(reading.Candidate);
        Assert.Equal(BarStanding.Unsure, reading.Bar!.Standing);
        Assert.Contains("--pixel-size-nm", reading.Findings[0].Mend, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(190, false)]
    [InlineData(255, true)]
    public void Without_a_label_only_what_is_black_or_white_is_called_a_bar_in_a_picture(byte ink, bool isNamed)
    {
        using var page = new Drawn().Noise(0, 300, 60, 180).Box(100, 340, 250, 346, ink);
        Assert.Equal(isNamed, Read(page, null).Bar is not null);
    }

    [Fact]
    public void A_stated_length_without_a_bar_is_said_to_have_no_use()
    {
        using var page = new Drawn().Noise(0, Drawn.Height, 0, 255);
        var reading = Read(page, null, stated: Length.FromMicrometres(30));
        Assert.Null(reading.Candidate);
        Assert.Equal("scale-bar-not-found", Assert.Single(reading.Findings).Code);
    }

    [Fact]
    public void Where_metadata_state_the_scale_a_bar_in_the_middle_of_the_picture_is_sought_only_on_demand()
    {
        using var page = new Drawn().Noise(0, 180, 60, 180).Box(100, 200, 250, 206).Noise(230, Drawn.Height, 60, 180);
        var known = PixelSize.Square(Length.FromNanometres(10));
        Assert.Null(Read(page, null, known).Bar);
        using var strip = new Drawn().Noise(0, 180, 60, 180).Box(100, 200, 250, 203).Box(100, 195, 102, 208).Box(248, 195, 250, 208).Noise(230, Drawn.Height, 60, 180);
        Assert.NotNull(Read(strip, null, known, use: BarUse.Always).Bar);
    }
}

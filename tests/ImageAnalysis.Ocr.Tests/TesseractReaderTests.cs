using ImageAnalysis.Scale.Bars;
using OpenCvSharp;

namespace ImageAnalysis.Ocr.Tests;

public sealed class TesseractReaderTests
{
    private static TextReading Read(TesseractReader reader, string text)
    {
        using var line = new Mat(64, 40 + (24 * text.Length), MatType.CV_8UC1, new Scalar(255));
        Cv2.PutText(line, text, new Point(20, 46), HersheyFonts.HersheySimplex, 1.2, new Scalar(0), 3, LineTypes.AntiAlias);
        return reader.Read(line.AsSpan<byte>(), line.Cols, line.Rows);
    }

    [Theory]
    [InlineData("200 nm")]
    [InlineData("50 um")]
    [InlineData("1 mm")]
    public void A_line_is_read(string text)
    {
        using var reader = TesseractReader.Create();
        var reading = Read(reader, text);
        Assert.Equal(text.Replace(" ", "", StringComparison.Ordinal), reading.Text.Replace(" ", "", StringComparison.Ordinal));
        Assert.InRange(reading.Confidence, 0.3, 1);
    }

    [Fact]
    public void An_empty_line_has_no_digit_in_it()
    {
        using var reader = TesseractReader.Create();
        var white = new byte[60 * 200];
        Array.Fill(white, byte.MaxValue);
        Assert.DoesNotContain(reader.Read(white, 200, 60).Text, char.IsAsciiDigit);
    }

    [Fact]
    public async Task Threads_read_at_once_what_one_reads_alone()
    {
        using var reader = TesseractReader.Create();
        string[] texts = ["200 nm", "50 um", "1 mm", "5.00 kV"];
        var alone = texts.Select(t => Read(reader, t)).ToList();
        var together = await Task.WhenAll(texts.Concat(texts).Select(t => Task.Run(() => Read(reader, t))));
        Assert.Equal([.. alone, .. alone], together);
    }

    [Fact]
    public void What_was_read_before_does_not_matter()
    {
        using var reader = TesseractReader.Create();
        var first = Read(reader, "50 um");
        Read(reader, "HFW 207 pm WD 15.8 mm");
        Assert.Equal(first, Read(reader, "50 um"));
    }

    [Fact]
    public void Its_name_holds_the_version_of_the_library()
    {
        using var reader = TesseractReader.TryCreate(out var reason);
        Assert.Null(reason);
        Assert.StartsWith("Tesseract 5.", reader!.Identity, StringComparison.Ordinal);
    }

    [Fact]
    public void Pixels_that_are_no_picture_are_refused()
    {
        using var reader = TesseractReader.Create();
        Assert.Throws<ArgumentException>(() => reader.Read(new byte[10], 4, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => reader.Read([], 0, 0));
    }
}

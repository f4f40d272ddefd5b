using ImageAnalysis.Formats;

namespace ImageAnalysis.Tests.Formats;

public sealed class CsvTextTests
{
    [Theory]
    [InlineData("a,b\n1;2", ',')]
    [InlineData("a;b\n1,5;2", ';')]
    [InlineData("a\tb", '\t')]
    [InlineData("\uFEFF# remark; with more\n\n\"a;b\",c", ',')]
    [InlineData("only", ',')]
    [InlineData("", ',')]
    public void The_first_line_says_what_separates(string text, char separator) => Assert.Equal(separator, CsvText.Separator(text));

    [Fact]
    public void What_is_written_is_read_again()
    {
        string[] fields = ["plain", "a, b", "say \"so\"", "two\r\nlines", " edge ", ""];
        var faults = new List<string>();

        Assert.Equal(fields, Assert.Single(CsvText.Records(Csv.Record(fields), faults)).Fields);
        Assert.Empty(faults);
    }
}

using ImageAnalysis.Cli.Terminal;

namespace ImageAnalysis.Cli.Tests.Terminal;

public sealed class ScreenTests
{
    private static readonly string Long = "  " + string.Join(' ', Enumerable.Range(0, 400).Select(i => $"word-{i}"));

    [Fact]
    public void A_line_is_folded_between_words_on_a_terminal()
    {
        var lines = Written(true);

        Assert.Equal(Long, "  " + string.Join(' ', lines.Select(l => l[2..])));
        Assert.All(lines, l => Assert.StartsWith("  word-", l, StringComparison.Ordinal));
        Assert.True(lines.Length > 1);
    }

    [Fact]
    public void A_line_is_one_line_in_a_file() => Assert.Equal([Long], Written(false));

    private static string[] Written(bool isTerminal)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var screen = new Screen(output, TextWriter.Null, outputIsTerminal: isTerminal);
        screen.Line(Long);
        var lines = output.ToString().TrimEnd('\n').Split('\n');
        if (isTerminal) Assert.All(lines, l => Assert.InRange(l.Length, 1, screen.Width));
        return lines;
    }
}

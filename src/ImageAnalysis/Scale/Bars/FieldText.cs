using System.Globalization;
using System.Text.RegularExpressions;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Scale.Bars;

/// <summary>What the microscope printed about the size of the field.</summary>
/// <param name="Width">Width of the field, with the text it was read from.</param>
/// <param name="Magnification">Magnification.</param>
internal sealed partial record FieldText((LengthText Length, string Text)? Width, (double Value, string Text)? Magnification)
{
    private const double ReadHeight = 32, CheckHeight = 40, LeastConfidence = 0.4;
    private const int MostLines = 40, MostLetters = 60;

    public static FieldText None { get; } = new(null, null);

    /// <summary>Reads the lines of text in the rows of a bar, or of the strip it lies in.</summary>
    public static FieldText Read(GreyPage page, MeasuredBar bar, PixelRect? strip, LineReader reader)
    {
        var unit = Math.Max(1, page.Width / 1024.0);
        var reach = (int)(80 * unit);
        var (top, bottom) = strip is { } s && s.Y <= bar.Outline.Y + 2 && s.Bottom >= bar.Outline.Bottom - 2
            ? (s.Y, s.Bottom)
            : (Math.Max(0, bar.Outline.Y - reach), Math.Min(page.Height, bar.Outline.Bottom + reach));
        using var map = new InkMap(page, new PixelRect(0, top, page.Width, bottom - top), bar, bar.Even > Tick.EvenGround ? 0.5 : 0.35);
        var lines = map.Lines().Where(line => line.MayBeText && line.Letters.Count() <= MostLetters && (bar.Even <= Tick.EvenGround || map.StandsOnGround(line))).ToList();
        // More lines than any strip has: the picture's own structure. Nothing is read out of that.
        if (lines.Count > MostLines) return None;
        List<(TextLine Line, string Text)> texts = Texts(lines, ReadHeight);
        var (width, magnification) = (FindWidth(texts), FindMagnification(texts));
        if (width is null && magnification is null) return None;
        // What may refuse a bar or bear it out must be read twice alike.
        var again = Texts(lines.Where(line => Concerns(line, width?.Lines) || Concerns(line, magnification?.Lines)), CheckHeight);
        return new FieldText(
            width is { } w && FindWidth(again) is { } w2 && w.Length.Digits == w2.Length.Digits ? (w.Length, w.Text) : null,
            magnification is { } m && FindMagnification(again) is { } m2 && m.Value == m2.Value ? (m.Value, m.Text) : null);

        List<(TextLine, string)> Texts(IEnumerable<TextLine> those, double height)
        {
            List<(TextLine, string)> read = [];
            foreach (var line in those)
            {
                var reading = reader.Read(map, line, height);
                if (reading.Confidence >= LeastConfidence) read.Add((line, reading.Text));
            }

            return read;
        }
    }

    private static bool Concerns(TextLine line, IReadOnlyList<TextLine>? lines) => lines is not null && lines.Contains(line);

    /// <summary>Pixel size, nm, that the stated width means for a page.</summary>
    public double? PixelSizeNm(int pageWidth) => Width is { } width ? width.Length.Number * LengthText.Nanometres(width.Length.Prefix) / pageWidth : null;

    private static (LengthText Length, string Text, IReadOnlyList<TextLine> Lines)? FindWidth(List<(TextLine Line, string Text)> texts)
    {
        foreach (var (line, text) in texts)
        {
            if (WidthName().Match(text) is not { Success: true } name) continue;
            var rest = text[(name.Index + name.Length)..];
            if (LengthText.ParseStart(rest) is { } length) return (length, text, [line]);
            if (rest.Any(char.IsAsciiDigit)) continue;
            // FEI prints the name above the value.
            var below = texts.Where(t => t.Line.Box.Y >= line.Box.Bottom - 1 && t.Line.Box.Y - line.Box.Bottom < 2 * line.Height
                && t.Line.Box.X < line.Box.Right && t.Line.Box.Right > line.Box.X).ToList();
            if (below is [var value] && LengthText.Parse(value.Text) is { } stated) return (stated, $"{text} {value.Text}", [line, value.Line]);
        }

        return null;
    }

    private static (double Value, string Text, IReadOnlyList<TextLine> Lines)? FindMagnification(List<(TextLine Line, string Text)> texts)
    {
        foreach (var (line, text) in texts)
        {
            var match = TimesFirst().Match(text);
            if (!match.Success) match = TimesLast().Match(text);
            if (!match.Success) continue;
            var digits = match.Groups["number"].Value.Replace(" ", "", StringComparison.Ordinal);
            // A comma before three digits groups thousands.
            digits = Thousands().Replace(digits, "$1$2");
            if (!double.TryParse(digits.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || number <= 0) continue;
            var value = match.Groups["kilo"].Success ? number * 1e3 : number;
            if (value is >= 5 and <= 2e6) return (value, match.Value.Trim(), [line]);
        }

        return null;
    }

    [GeneratedRegex(@"\b(?:HFW|HFV|HFOV|FOV|FW|(?:View ?)?field|Field of view|Field width|Image width|Width)\b", RegexOptions.IgnoreCase)]
    private static partial Regex WidthName();

    [GeneratedRegex(@"(?:^|[^A-Za-z0-9])[xX×] ?(?<number>\d{1,3}(?:[ ,]\d{3})+|\d+(?:[.,]\d+)?) ?(?<kilo>[kK]\b)?(?![\d.,])")]
    private static partial Regex TimesFirst();

    [GeneratedRegex(@"(?:^|[\s=:])(?<number>\d{1,3}(?:[ ,]\d{3})+|\d+(?:[.,]\d+)?) ?(?<kilo>[kK])? ?[xX×](?![A-Za-z0-9])")]
    private static partial Regex TimesLast();

    [GeneratedRegex(@"(\d),(\d{3})(?!\d)")]
    private static partial Regex Thousands();
}

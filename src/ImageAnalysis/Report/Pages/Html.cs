using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace ImageAnalysis.Report.Pages;

/// <summary>A piece of HTML that is right as it is; everything else is escaped where it is put in.</summary>
internal readonly record struct Markup(string Text)
{
    public static Markup Empty { get; } = new("");

    /// <summary>Many pieces, one after the other.</summary>
    public static Markup Join(IEnumerable<Markup> pieces) => new(string.Concat(pieces.Select(p => p.Text)));

    /// <summary>HTML with its holes filled: text is escaped, markup is not, numbers are invariant.</summary>
    public static Markup Of(MarkupHandler handler) => new(handler.ToText());
}

/// <summary>Fills the holes of an interpolated string so that no text of a user can become markup.</summary>
[InterpolatedStringHandler]
internal readonly ref struct MarkupHandler(int literalLength, int holes)
{
    private readonly StringBuilder _text = new(literalLength + (24 * holes));

    public void AppendLiteral(string markup) => _text.Append(markup);

    public void AppendFormatted(string? text) => Escape(_text, text);

    public void AppendFormatted(Markup markup) => _text.Append(markup.Text);

    public void AppendFormatted(int number) => _text.Append(number.ToString(CultureInfo.InvariantCulture));

    public void AppendFormatted(long number) => _text.Append(number.ToString(CultureInfo.InvariantCulture));

    public string ToText() => _text.ToString();

    /// <summary>The five characters that have a meaning in HTML, and control characters, which have no place in it.</summary>
    private static void Escape(StringBuilder into, string? text)
    {
        foreach (var c in text ?? "")
        {
            _ = c switch
            {
                '&' => into.Append("&amp;"),
                '<' => into.Append("&lt;"),
                '>' => into.Append("&gt;"),
                '"' => into.Append("&quot;"),
                '\'' => into.Append("&#39;"),
                _ when char.IsControl(c) && c is not ('\n' or '\t') => into.Append('\uFFFD'),
                _ => into.Append(c),
            };
        }
    }
}

using System.Globalization;
using ImageAnalysis.Cli.Terminal;
using ImageAnalysis.Evaluate.Derived;
using Spectre.Console;

namespace ImageAnalysis.Cli.Commands;

/// <summary>Derived quantities on the screen.</summary>
internal static class DerivedView
{
    /// <summary>A row for each: its value with what is left open of it, and from what it follows, or why there is none.</summary>
    public static void Show(Screen screen, DerivedResults derived)
    {
        if (derived.Quantities.Count == 0) return;
        screen.Line();
        var grid = new Grid()
            .AddColumn(new GridColumn().NoWrap().PadLeft(0).PadRight(2))
            .AddColumn(new GridColumn().PadRight(2))
            .AddColumn(new GridColumn().PadRight(0));
        foreach (var each in derived.Quantities)
        {
            grid.AddRow(
                Markup.Escape(each.Key),
                Markup.Escape(Value(each)),
                $"[grey]{Markup.Escape($"{(each.File is { } file ? $"from {file}" : "from laboratory values")}{(each.Reason is { } why ? $". {why}" : "")}")}[/]");
        }

        screen.Show(grid);
    }

    /// <summary>Two digits of what is left open: the rest of a computed number says nothing.</summary>
    private static string Value(DerivedQuantity quantity)
    {
        if (quantity.Answer is not { } answer) return "none";
        // Of an interval with an open end, the known end tells how finely.
        var (least, most) = (quantity.Interval?.Lower ?? quantity.Value, quantity.Interval?.Upper ?? quantity.Value);
        if (least is not { } lower || most is not { } upper || !(lower < upper)) return answer;
        string Text(double value) => value.ToString($"F{Math.Clamp(1 - (int)Math.Floor(Math.Log10(upper - lower)), 0, 9)}", CultureInfo.InvariantCulture);
        var open = quantity.Interval!.Upper is null ? $"from {Text(lower)} on" : quantity.Interval.Lower is null ? $"up to {Text(upper)}" : $"{Text(lower)} .. {Text(upper)}";
        var unit = quantity.Unit is { Length: > 0 } u ? $" {u}" : "";
        var words = answer.Contains(": ", StringComparison.Ordinal) ? $": {answer[(answer.IndexOf(": ", StringComparison.Ordinal) + 2)..]}" : "";
        return $"{(quantity.Value is { } value && !char.IsLetter(answer[0]) ? $"{Text(value)}{unit}{words}" : answer)}  ({open})";
    }
}

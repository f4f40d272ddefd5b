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
                Markup.Escape(each.Answer is { } answer ? $"{answer}{Open(each)}" : "none"),
                $"[grey]{Markup.Escape($"{(each.File is { } file ? $"from {file}" : "from laboratory values")}{(each.Reason is { } why ? $". {why}" : "")}")}[/]");
        }

        screen.Show(grid);
    }

    private static string Open(DerivedQuantity quantity) =>
        quantity.Interval is { Lower: { } lower, Upper: { } upper } && lower < upper
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"  ({lower:G4} .. {upper:G4})")
            : "";
}

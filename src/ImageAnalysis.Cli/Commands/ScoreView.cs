using System.Globalization;
using ImageAnalysis.Classify;
using ImageAnalysis.Cli.Terminal;
using Spectre.Console;

namespace ImageAnalysis.Cli.Commands;

/// <summary>How good a structure model is, for a person.</summary>
internal static class ScoreView
{
    /// <summary>Class by class, and what was taken for what.</summary>
    /// <param name="scores">Of the model.</param>
    /// <param name="before">Of the one that it is compared with; absent where there is none.</param>
    public static void Show(Screen screen, ScoreCard scores, ScoreCard? before = null)
    {
        ShowClasses(screen, scores, before);
        if (before is not null) ShowConfusion(screen, before, "before: is, and was answered");
        ShowConfusion(screen, scores, before is null ? "is, and was answered" : "after: is, and was answered");
    }

    /// <summary>Confidence against what is right; nothing for a card that does not state it.</summary>
    public static void ShowConfidence(Screen screen, ScoreCard scores)
    {
        if (scores.Reliability is { Count: > 0 } bins)
        {
            ShowRows(screen, ("where it states a probability of", bins.Select(b => Percent(b.Confidence))), ("so many are right", bins.Select(b => Percent(b.Right))),
                ("pictures", bins.Select(b => b.Pictures.ToString(CultureInfo.InvariantCulture))));
        }

        if (scores.Coverage is { Count: > 0 } coverage)
            ShowRows(screen, ("if only the surest were answered", coverage.Select(c => Percent(c.Answered))), ("so many were right", coverage.Select(c => Percent(c.Right))));
    }

    private static void ShowClasses(Screen screen, ScoreCard scores, ScoreCard? before)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn(new TableColumn("class").NoWrap());
        string[] columns = before is null ? ["pictures", "precision", "recall", "F1"] : ["pictures", "precision before", "after", "recall before", "after", "F1 before", "after"];
        foreach (var column in columns) table.AddColumn(new TableColumn(column).RightAligned());
        foreach (var (now, i) in scores.Classes.Select((c, i) => (c, i)).Where(c => c.c.Pictures > 0))
        {
            table.AddRow([
                Markup.Escape(now.Label), now.Pictures.ToString(CultureInfo.InvariantCulture),
                .. before is not null
                    ? (string[])[Three(before.PrecisionOf(i)), Three(scores.PrecisionOf(i)), Three(before.RecallOf(i)), Three(scores.RecallOf(i)), Three(before.Classes[i].F1), Three(now.F1)]
                    : [Three(scores.PrecisionOf(i)), Three(scores.RecallOf(i)), Three(now.F1)],
            ]);
        }

        screen.Show(table);
    }

    /// <summary>What was taken for what.</summary>
    public static void ShowConfusion(Screen screen, ScoreCard scores, string head = "is, and was answered")
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn(new TableColumn(head).NoWrap());
        foreach (var label in StructureCard.KnownLabels.Append("no answer")) table.AddColumn(new TableColumn(Markup.Escape(label)).RightAligned());
        for (var c = 0; c < StructureCard.KnownLabels.Count; c++)
        {
            if (scores.Classes[c].Pictures == 0) continue;
            table.AddRow([StructureCard.KnownLabels[c], .. scores.Confusion[c].Select(n => n.ToString(CultureInfo.InvariantCulture))]);
        }

        screen.Show(table);
    }

    /// <summary>A few numbers each, below each other.</summary>
    private static void ShowRows(Screen screen, params ReadOnlySpan<(string Name, IEnumerable<string> Values)> rows)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(2).PadRight(2));
        for (var i = 0; i < rows[0].Values.Count(); i++) grid.AddColumn(new GridColumn().NoWrap().PadLeft(0).PadRight(1).RightAligned());
        foreach (var (name, values) in rows) grid.AddRow([name, .. values.Select(Markup.Escape)]);
        screen.Show(grid);
        screen.Line();
    }

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.#} %");

    private static string Three(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture) ?? "–";
}

using System.Globalization;
using ImageAnalysis.Classify;
using ImageAnalysis.Cli.Terminal;
using Spectre.Console;

namespace ImageAnalysis.Cli.Commands;

/// <summary>How good a structure model is, for a person.</summary>
internal static class ScoreView
{
    /// <summary>Class by class, what was taken for what, and how far its confidence can be trusted.</summary>
    /// <param name="scores">Of the model.</param>
    /// <param name="before">Of the one that it is compared with; absent where there is none.</param>
    public static void Show(Screen screen, ScoreCard scores, ScoreCard? before = null)
    {
        ShowClasses(screen, scores, before);
        ShowConfusion(screen, scores);
    }

    /// <summary>Confidence against what is right, a line each; nothing for a card that does not state it.</summary>
    public static void ShowConfidence(Screen screen, ScoreCard scores)
    {
        if (scores.Reliability is { Count: > 0 } bins)
            screen.Line($"Where it states a probability of {string.Join("; ", bins.Select(b => string.Create(CultureInfo.InvariantCulture, $"{100 * b.Confidence:0} %, {100 * b.Right:0} % are right ({b.Pictures} pictures)")))}.");
        if (scores.Coverage is { Count: > 0 } coverage)
            screen.Line($"If only the surest were answered: {string.Join("; ", coverage.Select(c => string.Create(CultureInfo.InvariantCulture, $"of {100 * c.Answered:0.#} % of the pictures {100 * c.Right:0} % right")))}.");
    }

    private static void ShowClasses(Screen screen, ScoreCard scores, ScoreCard? before)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("class");
        string[] columns = ["pictures", "precision", "recall", "F1", .. before is null ? Array.Empty<string>() : ["F1 before"]];
        foreach (var column in columns) table.AddColumn(new TableColumn(column).RightAligned());
        foreach (var (now, i) in scores.Classes.Select((c, i) => (c, i)).Where(c => c.c.Pictures > 0))
        {
            table.AddRow([
                Markup.Escape(now.Label), now.Pictures.ToString(CultureInfo.InvariantCulture), Three(now.Precision), Three(now.Recall), Three(now.F1),
                .. before is null ? Array.Empty<string>() : [Three(before.Classes[i].F1)],
            ]);
        }

        screen.Show(table);
    }

    /// <summary>What was taken for what.</summary>
    public static void ShowConfusion(Screen screen, ScoreCard scores)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("is, and was answered");
        foreach (var label in StructureCard.KnownLabels.Append("no answer")) table.AddColumn(new TableColumn(Markup.Escape(label)).RightAligned());
        for (var c = 0; c < StructureCard.KnownLabels.Count; c++)
        {
            if (scores.Classes[c].Pictures == 0) continue;
            table.AddRow([StructureCard.KnownLabels[c], .. scores.Confusion[c].Select(n => n.ToString(CultureInfo.InvariantCulture))]);
        }

        screen.Show(table);
    }

    private static string Three(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}

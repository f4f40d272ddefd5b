using System.Globalization;
using ImageAnalysis.Classify;
using ImageAnalysis.Cli.Terminal;
using Spectre.Console;

namespace ImageAnalysis.Cli.Commands;

/// <summary>What labelled pictures made of a model, for a person.</summary>
internal static class AdaptationView
{
    public static void Show(Screen screen, StructureCard card)
    {
        var adaptation = card.Adaptation!;
        screen.Show(new Markup($"[bold]{Markup.Escape(card.Name)}[/]   {Markup.Escape(adaptation.Base)}, adapted to the data set {Markup.Escape(adaptation.DataSet)}\n"));
        screen.Line(string.Create(CultureInfo.InvariantCulture, $"{adaptation.Pictures} pictures of {adaptation.Groups} specimens. Every figure is of pictures whose specimen the model had not seen (cross-validation)."));
        screen.Line();
        ShowClasses(screen, adaptation.Before, adaptation.After);
        ShowConfusion(screen, adaptation.After);
        screen.Line(Figures("before", adaptation.Before, adaptation.LossBefore));
        screen.Line(Figures("after", adaptation.After, adaptation.LossAfter));
        screen.Line($"Where it states a probability of {string.Join("; ", adaptation.Reliability.Select(b => string.Create(CultureInfo.InvariantCulture, $"{100 * b.Confidence:0} %, {100 * b.Right:0} % are right ({b.Pictures} pictures)")))}.");
        screen.Line($"If only the surest were answered: {string.Join("; ", adaptation.Coverage.DistinctBy(c => c.Answered).Select(c => string.Create(CultureInfo.InvariantCulture, $"of {100 * c.Answered:0} % of the pictures {100 * c.Right:0} % right")))}.");
        if (adaptation.Test is { } test) screen.Line(string.Create(CultureInfo.InvariantCulture, $"On the pictures kept for testing: {100 * test.Answered:0.0} % answered, {100 * test.Accuracy:0.0} % of those right."));
        screen.Line(adaptation.MorePictures);
        screen.Line();
        screen.Show(new Markup($"{(adaptation.IsBetter ? "[green]Recommended.[/]" : "[yellow]Not recommended.[/]")} {Markup.Escape(adaptation.Reason)}\n"));
    }

    private static string Figures(string when, ScoreCard scores, double loss) => string.Create(CultureInfo.InvariantCulture,
        $"{when,-7} {100 * scores.Answered:0.0} % answered, {100 * scores.Accuracy:0.0} % of those right, calibration error {scores.CalibrationError:0.000}, loss {loss:0.000}");

    private static void ShowClasses(Screen screen, ScoreCard before, ScoreCard after)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("class");
        foreach (var column in (string[])["pictures", "precision", "recall", "F1", "F1 before"]) table.AddColumn(new TableColumn(column).RightAligned());
        foreach (var (now, then) in after.Classes.Zip(before.Classes).Where(c => c.First.Pictures > 0))
        {
            table.AddRow(Markup.Escape(now.Label), now.Pictures.ToString(CultureInfo.InvariantCulture), Three(now.Precision), Three(now.Recall), Three(now.F1), Three(then.F1));
        }

        screen.Show(table);
    }

    private static void ShowConfusion(Screen screen, ScoreCard scores)
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

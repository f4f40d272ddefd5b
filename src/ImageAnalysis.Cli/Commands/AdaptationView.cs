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
        if (adaptation.KnownToBase > 0)
            screen.Line($"{Words.Count(adaptation.KnownToBase, "picture")} that the base had learnt from already, or whose specimens it had, are left out of the figures.");
        screen.Line();
        ScoreView.Show(screen, adaptation.After, adaptation.Before);
        screen.Line(Figures("before", adaptation.Before, adaptation.LossBefore));
        screen.Line(Figures("after", adaptation.After, adaptation.LossAfter));
        screen.Line();
        ScoreView.ShowConfidence(screen, adaptation.After);
        if (adaptation.Test is { } test) screen.Line(string.Create(CultureInfo.InvariantCulture, $"On the pictures kept for testing: {100 * test.Answered:0.0} % answered, {100 * test.Accuracy:0.0} % of those right."));
        if (card.Conformal is { } sets)
        {
            var mass = adaptation.CalibrationPictures is { } n ? $"calibrated on {Words.Count(n, "picture")}" : "that of the base: 100 pictures of six specimens are the fewest to calibrate it";
            screen.Line(string.Create(CultureInfo.InvariantCulture, $"The names left open reach {sets.Mass:0.000} of the probability ({mass});"));
            screen.Line(string.Create(CultureInfo.InvariantCulture, $"the true one is among them in {100 * sets.Coverage:0.0} %."));
        }

        screen.Line(adaptation.MorePictures);
        screen.Line();
        screen.Show(new Markup($"{(adaptation.IsBetter ? "[green]Recommended.[/]" : "[yellow]Not recommended.[/]")} {Markup.Escape(adaptation.Reason)}\n"));
    }

    private static string Figures(string when, ScoreCard scores, double loss) => string.Create(CultureInfo.InvariantCulture,
        $"{when,-7} {100 * scores.Answered:0.0} % answered, {100 * scores.Accuracy:0.0} % of those right, calibration error {scores.CalibrationError:0.000}, loss {loss:0.000}");
}

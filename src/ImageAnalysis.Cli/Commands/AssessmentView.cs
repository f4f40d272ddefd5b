using System.Globalization;
using ImageAnalysis.Classify;
using ImageAnalysis.Cli.Terminal;
using ImageAnalysis.Quantities;
using Spectre.Console;

namespace ImageAnalysis.Cli.Commands;

/// <summary>How a structure model does on labelled pictures, for a person.</summary>
internal static class AssessmentView
{
    // More are for the page and the table.
    private const int MostNamed = 60;

    public static void Show(Screen screen, ModelAssessment assessment, string folder, IReadOnlyList<string> files, TimeSpan took)
    {
        screen.Show(new Markup($"[bold]{Markup.Escape(assessment.DataSet)}[/]   {Words.Count(assessment.Pictures.Count, "picture")} of {Words.Count(assessment.Groups, "specimen")}, by {Markup.Escape(assessment.Model)}\n"));
        if (assessment.Caution is { } caution) screen.Show(new Markup($"[yellow]{Markup.Escape(caution)}[/]\n"));
        screen.Line();
        if (assessment.Answered.Of > 0)
        {
            ShowClasses(screen, assessment);
            ScoreView.ShowConfusion(screen, assessment.Scores);
            screen.Line($"{Stated(assessment.Answered)} answered, {Stated(assessment.Right)} of those right.");
            screen.Line();
            ScoreView.ShowConfidence(screen, assessment.Scores);
        }

        ShowPictures(screen, assessment, AnswerStanding.Wrong, "Wrong:");
        ShowPictures(screen, assessment, AnswerStanding.Undecided, "Undecided:");
        ShowFailed(screen, assessment);
        screen.Line();
        screen.Line($"Written to {folder}{Path.DirectorySeparatorChar}: {string.Join(", ", files)}, in {Words.Time(took)}.");
        screen.Line("Every picture is there with what spoke for its answer.");
    }

    private static void ShowClasses(Screen screen, ModelAssessment assessment)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn(new TableColumn("class").NoWrap());
        foreach (var column in (string[])["pictures", "specimens", "precision", "recall", "undecided"]) table.AddColumn(new TableColumn(column).RightAligned().NoWrap());
        foreach (var c in assessment.Classes)
            table.AddRow(Markup.Escape(c.Label), Text(c.Pictures), Text(c.Groups), Markup.Escape(Short(c.Precision)), Markup.Escape(Short(c.Recall)), Markup.Escape(Short(c.Undecided)));
        screen.Show(table);
    }

    private static void ShowPictures(Screen screen, ModelAssessment assessment, AnswerStanding standing, string head)
    {
        AssessedPicture[] pictures = [.. assessment.Pictures.Where(p => p.Standing == standing)];
        if (pictures.Length == 0) return;
        screen.Line();
        screen.Line(head);
        var table = new Table().Border(TableBorder.Simple).AddColumn("file").AddColumn("label").AddColumn("answer").AddColumn(new TableColumn("probability").RightAligned()).AddColumn("what spoke most for it");
        foreach (var picture in pictures.Take(MostNamed))
        {
            table.AddRow(
                Markup.Escape(picture.File), picture.Label, Markup.Escape(picture.Undecided ?? picture.Answer ?? ""),
                picture.Probability is { } p ? p.ToString("0.00", CultureInfo.InvariantCulture) : "", Markup.Escape(string.Join(", ", picture.Reasons.Select(r => r.Name).DefaultIfEmpty(string.Join(", ", picture.Findings)))));
        }

        screen.Show(table);
        if (pictures.Length > MostNamed) screen.Line($"... and {Text(pictures.Length - MostNamed)} more in the table");
    }

    private static void ShowFailed(Screen screen, ModelAssessment assessment)
    {
        AssessedPicture[] failed = [.. assessment.Pictures.Where(p => p.Error is not null)];
        if (failed.Length == 0) return;
        screen.Line();
        screen.Line("Could not be analysed:");
        foreach (var picture in failed.Take(MostNamed)) screen.Line($"  {(picture.Error!.StartsWith($"{picture.File}: ", StringComparison.Ordinal) ? "" : $"{picture.File}: ")}{picture.Error}");
        if (failed.Length > MostNamed) screen.Line($"  ... and {Text(failed.Length - MostNamed)} more in the table");
    }

    /// <summary>"85 % (23 of 27; 95 % interval 68 to 94 %)".</summary>
    private static string Stated(Proportion share) => share is { Value: { } v, Wilson: { } i }
        ? string.Create(CultureInfo.InvariantCulture, $"{100 * v:0} % ({share.Hits} of {share.Of}; 95 % interval {100 * i.Lower:0} to {100 * i.Upper:0} %)")
        : "none";

    /// <summary>"0.89 [0.57, 0.98]".</summary>
    private static string Short(Proportion share) => share is { Value: { } v, Wilson: { } i } ? string.Create(CultureInfo.InvariantCulture, $"{v:0.00} [{i.Lower:0.00}, {i.Upper:0.00}]") : "-";

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);
}

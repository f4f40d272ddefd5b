using System.Text;
using ImageAnalysis.Classify;
using ImageAnalysis.Formats;

namespace ImageAnalysis.Report.Tables;

/// <summary>assessment.csv: a row per labelled picture. Names and vocabularies are a contract; columns are only ever added. known: picture where the model has learnt from it, specimen where from another of its specimen.</summary>
public static class AssessmentTable
{
    private const int MostReasons = 3;

    public static string Header { get; } = Csv.Record(
        [
            "file", "group", "split", "label", "result", "answer", "undecided", "probability", .. StructureCard.KnownLabels.Select(l => $"p_{l}"),
            .. Enumerable.Range(1, MostReasons).SelectMany(i => (string[])[$"reason_{i}", $"reason_{i}_value"]), "findings", "error", "known",
        ]);

    /// <summary>The whole table.</summary>
    public static string Write(ModelAssessment assessment)
    {
        ArgumentNullException.ThrowIfNull(assessment);
        var text = new StringBuilder(Header);
        foreach (var picture in assessment.Pictures) text.Append(Line(picture));
        return text.ToString();
    }

    private static string Line(AssessedPicture picture) => Csv.Record(
        [
            picture.File, picture.Group, picture.IsForTest ? "test" : "training", picture.Label, picture.Standing.ToString().ToLowerInvariant(), picture.Answer ?? "", picture.Undecided ?? "",
            Csv.Number(picture.Probability), .. Enumerable.Range(0, StructureCard.KnownLabels.Count).Select(c => picture.Probabilities.Count > c ? Csv.Number(picture.Probabilities[c]) : ""),
            .. Enumerable.Range(0, MostReasons).SelectMany(i => picture.Reasons.Count > i ? (string[])[picture.Reasons[i].Name, Csv.Number(picture.Reasons[i].Value)] : ["", ""]),
            string.Join(';', picture.Findings), picture.Error is { } error ? string.Join(' ', error.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) : "",
            picture.Known == Acquaintance.None ? "" : picture.Known.ToString().ToLowerInvariant(),
        ]);
}

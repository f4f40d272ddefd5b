using System.Globalization;
using ImageAnalysis.Classify;

namespace ImageAnalysis.Report.Pages;

/// <summary>What the scores of a structure model say, wherever they are from.</summary>
internal static class ScoreSection
{
    private static readonly double[] AxisStarts = [0, 0.5, 0.75, 0.9, 0.95];

    /// <summary>What was taken for what.</summary>
    public static Markup Confusion(ScoreCard scores)
    {
        var head = Markup.Join(StructureCard.KnownLabels.Append("no answer").Select(l => Markup.Of($"<th class=\"n\">{l}</th>")));
        var rows = Enumerable.Range(0, StructureCard.KnownLabels.Count).Where(c => scores.Classes[c].Pictures > 0).Select(c => Markup.Of(
            $"<tr><td>{StructureCard.KnownLabels[c]}</td>{Markup.Join(scores.Confusion[c].Select((n, to) => to == c ? Markup.Of($"<td class=\"n\"><strong>{n}</strong></td>") : Markup.Of($"<td class=\"n\">{n}</td>")))}</tr>"));
        return Markup.Of($"<div class=\"scroll\"><table><thead><tr><th>Is, and was answered</th>{head}</tr></thead><tbody>{Markup.Join(rows)}</tbody></table></div>");
    }

    /// <summary>Confidence against what is right, and what answering only the surest would bring; nothing where the scores do not state it.</summary>
    public static Markup Doubt(ScoreCard scores)
    {
        if (scores is not { Reliability: { Count: > 0 } bins, Coverage: { Count: > 0 } coverage }) return Markup.Empty;
        var probability = Share("probability that it states", Math.Min(bins.Min(b => b.Confidence), bins.Min(b => b.Right)));
        var answered = Share("share answered, the surest first", Math.Min(scores.Answered, coverage.Min(c => c.Answered)));
        var right = Share("share right of those", Math.Min(scores.Accuracy, coverage.Min(c => c.Right)));
        var each = bins.Min(b => b.Pictures) is var least && bins.Max(b => b.Pictures) is var most && least == most ? Text(least) : $"{Text(least)} to {Text(most)}";
        return Markup.Of(
            $"""
            <div class="charts">
            <figure>{PointChart.Draw(probability, probability with { Label = "share right" }, [.. bins.Select(b => (b.Confidence, b.Right))], diagonal: true)}
            <figcaption>Reliability: on the dashed line a probability means what it says. Each point stands for {each} pictures of about one confidence; the calibration error is the mean distance from the line.</figcaption></figure>
            <figure>{PointChart.Draw(answered, right, [.. coverage.Select(c => (c.Answered, c.Right))], spot: (scores.Answered, scores.Accuracy))}
            <figcaption>What answering only the surest would bring, by the probability alone. The ring is the model with its own rules for not answering: {Percent(scores.Answered)} answered, {Percent(scores.Accuracy)} of those right.</figcaption></figure>
            </div>
            """);
    }

    /// <summary>From a round share below the least value to all.</summary>
    private static ChartAxis Share(string label, double least)
    {
        var from = Array.FindLast(AxisStarts, start => start <= least);
        return new ChartAxis(label, from, 1, [.. Enumerable.Range(0, 6).Select(i => from + ((1 - from) * i / 5))], v => $"{Number(100 * v, 0)} %");
    }

    private static string Percent(double share) => $"{Number(100 * share, 1)} %";

    private static string Number(double value, int digits) => value.ToString($"F{digits}", CultureInfo.InvariantCulture);

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);
}

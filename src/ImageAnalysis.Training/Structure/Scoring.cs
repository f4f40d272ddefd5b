using ImageAnalysis.Classify;

namespace ImageAnalysis.Training.Structure;

/// <summary>Scores a model on examples through the very code that answers a user.</summary>
internal static class Scoring
{
    public static ScoreCard Of(IReadOnlyList<StructureExample> test, StructureModel model, double calibrationError) =>
        Of(test.Select(e => (e.Label, Answer(e.Descriptors, model))), calibrationError);

    /// <summary>What a user would be told; null where the gates answer none without the model.</summary>
    public static StructureResult? Answer(IReadOnlyList<double>? descriptors, StructureModel model) =>
        descriptors is null ? null : StructureClassifier.Classify(descriptors, model);

    /// <summary>Scores of answers beside the true classes.</summary>
    public static ScoreCard Of(IEnumerable<(int Label, StructureResult? Answer)> answers, double calibrationError)
    {
        var labels = StructureCard.KnownLabels.Count;
        var confusion = new int[labels, labels + 1];
        foreach (var (label, answer) in answers)
            confusion[label, answer is null ? labels - 1 : answer.Abstained ? labels : (int)answer.Structure]++;

        int right = 0, answered = 0, all = 0;
        var classes = new ClassScore[labels];
        for (var c = 0; c < labels; c++)
        {
            int row = 0, column = 0;
            for (var other = 0; other < labels; other++)
            {
                row += confusion[c, other];
                column += confusion[other, c];
            }

            right += confusion[c, c];
            answered += row;
            all += row + confusion[c, labels];
            classes[c] = new ClassScore(StructureCard.KnownLabels[c], row + confusion[c, labels], Share(confusion[c, c], column), Share(confusion[c, c], row));
        }

        return new ScoreCard(Share(answered, all), Share(right, answered), Math.Round(calibrationError, 4), classes,
            [.. Enumerable.Range(0, labels).Select(c => (IReadOnlyList<int>)Enumerable.Range(0, labels + 1).Select(o => confusion[c, o]).ToArray())]);
    }

    private static double Share(int part, int whole) => whole == 0 ? 0 : Math.Round((double)part / whole, 4);
}

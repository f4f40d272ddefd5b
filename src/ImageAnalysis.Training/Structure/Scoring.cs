using ImageAnalysis.Classify;

namespace ImageAnalysis.Training.Structure;

/// <summary>Scores a model on examples through the very code that answers a user.</summary>
internal static class Scoring
{
    public static ScoreCard Of(IReadOnlyList<(int Label, IReadOnlyList<double>? Descriptors)> test, StructureModel model)
    {
        (int Label, IReadOnlyList<double>? Descriptors)[] described = [.. test.Where(e => e.Descriptors is not null)];
        double[] probabilities = described.Length == 0 ? [] : [.. model.Probabilities([.. described.SelectMany(e => e.Descriptors!.Select(v => (float)v))]).Select(p => (double)p)];
        return Of(test.Select(e => (e.Label, Answer(e.Descriptors, model))), probabilities, [.. described.Select(e => e.Label)]);
    }

    /// <summary>What a user would be told; null where the gates answer none without the model.</summary>
    public static StructureResult? Answer(IReadOnlyList<double>? descriptors, StructureModel model) =>
        descriptors is null ? null : StructureClassifier.Classify(descriptors, model);

    /// <summary>Scores of answers beside the true classes.</summary>
    /// <param name="answers">Of all pictures.</param>
    /// <param name="probabilities">Of the pictures that pass the gates, row by row.</param>
    /// <param name="truth">Their true classes.</param>
    public static ScoreCard Of(IEnumerable<(int Label, StructureResult? Answer)> answers, IReadOnlyList<double> probabilities, IReadOnlyList<int> truth)
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

        var bins = Calibration.Reliability(probabilities, truth);
        return new ScoreCard(Share(answered, all), Share(right, answered), Rounded(Calibration.ExpectedError(bins)), classes,
            [.. Enumerable.Range(0, labels).Select(c => (IReadOnlyList<int>)Enumerable.Range(0, labels + 1).Select(o => confusion[c, o]).ToArray())])
        {
            Reliability = [.. bins.Select(b => new ReliabilityBin(Rounded(b.Confidence), Rounded(b.Right), b.Pictures))],
            Coverage = [.. Calibration.Coverage(probabilities, truth).Select(c => new CoveragePoint(Rounded(c.Answered), Rounded(c.Right)))],
        };
    }

    private static double Share(int part, int whole) => whole == 0 ? 0 : Rounded((double)part / whole);

    private static double Rounded(double value) => Math.Round(value, 4);
}

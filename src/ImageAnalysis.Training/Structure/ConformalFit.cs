using ImageAnalysis.Classify;

namespace ImageAnalysis.Training.Structure;

/// <summary>Finds the mass of conformal sets on pictures that took no part in training.</summary>
internal static class ConformalFit
{
    /// <summary>Fewest calibration pictures from which the mass is more than a guess.</summary>
    private const int LeastPictures = 300;

    /// <summary>The greatest mass that leaves at most a share of the pictures ambiguous, and how often its sets hold the truth; null where pictures are too few.</summary>
    /// <param name="probabilities">Row by row.</param>
    /// <param name="labels">True class of each row.</param>
    /// <param name="mostAmbiguous">That share.</param>
    public static ConformalSets? Fit(IReadOnlyList<double> probabilities, IReadOnlyList<int> labels, double mostAmbiguous)
    {
        if (labels.Count < LeastPictures) return null;
        var classes = probabilities.Count / labels.Count;
        double[][] rows = [.. Enumerable.Range(0, labels.Count).Select(row => probabilities.Skip(row * classes).Take(classes).ToArray())];

        // A set has one label where its probability alone reaches the mass.
        double[] highest = [.. rows.Select(p => p.Max()).Order()];
        var sets = new ConformalSets(0, Math.Floor(1e6 * highest[(int)(mostAmbiguous * highest.Length)]) / 1e6);
        var held = rows.Where((p, row) => sets.Of(p).Contains(labels[row])).Count();

        // One picture more than were seen may be the one that is missed.
        return sets with { Coverage = Math.Round((double)held / (rows.Length + 1), 3) };
    }
}

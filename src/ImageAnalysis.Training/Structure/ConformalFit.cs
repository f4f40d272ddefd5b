using ImageAnalysis.Classify;

namespace ImageAnalysis.Training.Structure;

/// <summary>Finds the mass of conformal sets on pictures that took no part in training.</summary>
internal static class ConformalFit
{
    /// <summary>Fewest calibration pictures from which the mass is more than a guess.</summary>
    private const int LeastPictures = 300;

    /// <summary>The fewest of labelled pictures: with so many, the share left ambiguous is known to about two points.</summary>
    public const int LeastLabelled = 100;

    /// <summary>Share of the calibration pictures that may be left ambiguous; one in twenty is what users bear.</summary>
    public const double MostAmbiguous = 0.045;

    /// <summary>
    /// The mass for a model that labelled pictures corrected: the greatest that leaves at most <see cref="MostAmbiguous"/> of them ambiguous, or a greater one where the sets would
    /// else hold the truth less often than the base promises. The latter is the split-conformal quantile with its finite-sample correction; Romano et al. 2020, eq. 6.
    /// </summary>
    /// <param name="rows">Probabilities of each picture by a model that saw none of its specimen.</param>
    /// <param name="labels">True class of each.</param>
    /// <param name="leastCoverage">What the base promises; 0 where it promises nothing.</param>
    public static double Mass(IReadOnlyList<double[]> rows, IReadOnlyList<int> labels, double leastCoverage)
    {
        double[] highest = [.. rows.Select(p => p.Max()).Order()];
        var few = Floor(highest[(int)(MostAmbiguous * highest.Length)]);

        // A set holds the truth where what is more probable than it stays below the mass.
        double[] before = [.. rows.Select((p, row) => p.Where((v, c) => v > p[labels[row]] || (v == p[labels[row]] && c < labels[row])).Sum()).Order()];
        var rank = Math.Min((int)Math.Ceiling((rows.Count + 1) * leastCoverage), rows.Count);
        return rank < 1 ? few : Math.Max(few, Math.Min(1, Floor(before[rank - 1]) + 2e-6));

        static double Floor(double mass) => Math.Floor(1e6 * mass) / 1e6;
    }

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

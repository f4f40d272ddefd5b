using ImageAnalysis.Classify;

namespace ImageAnalysis.Training.Structure;

/// <summary>Makes probabilities mean what they say, and measures whether they do. Guo et al., "On Calibration of Modern Neural Networks", ICML 2017.</summary>
public static class Calibration
{
    /// <summary>Bins of equal mass, and the fewest pictures of a bin: of fewer, chance alone makes a gap.</summary>
    private const int MostBins = 10, LeastInBin = 10;

    private static readonly double[] Coverages = [1, 0.975, 0.95, 0.9, 0.85, 0.8, 0.7, 0.6, 0.5];

    /// <summary>Section 4.2: the divisor of the margins that makes the true labels most probable, between 0.25 and 8.</summary>
    /// <param name="margins">Row by row.</param>
    /// <param name="labels">True class of each row.</param>
    public static double Temperature(IReadOnlyList<float> margins, IReadOnlyList<int> labels)
    {
        ArgumentNullException.ThrowIfNull(margins);
        ArgumentNullException.ThrowIfNull(labels);
        // The loss is convex in the inverse temperature; golden-section search on its logarithm.
        double low = Math.Log(0.25), high = Math.Log(8), ratio = (Math.Sqrt(5) - 1) / 2;
        for (var i = 0; i < 60; i++)
        {
            var (a, b) = (high - (ratio * (high - low)), low + (ratio * (high - low)));
            if (Loss(margins, labels, Math.Exp(a)) <= Loss(margins, labels, Math.Exp(b))) high = b;
            else low = a;
        }

        return Math.Exp((low + high) / 2);
    }

    /// <summary>softmax(margins / temperature), row by row.</summary>
    public static double[] Probabilities(IReadOnlyList<float> margins, int classes, double temperature)
    {
        ArgumentNullException.ThrowIfNull(margins);
        var result = new double[margins.Count];
        for (var row = 0; row < margins.Count; row += classes)
        {
            var highest = double.NegativeInfinity;
            for (var c = 0; c < classes; c++) highest = Math.Max(highest, margins[row + c]);
            var sum = 0.0;
            for (var c = 0; c < classes; c++) sum += result[row + c] = Math.Exp((margins[row + c] - highest) / temperature);
            for (var c = 0; c < classes; c++) result[row + c] /= sum;
        }

        return result;
    }

    /// <summary>Eq. 3: mean difference between confidence and share right of the most probable class, over <see cref="Reliability"/>.</summary>
    /// <param name="bins">Bins of equal mass.</param>
    public static double ExpectedError(IReadOnlyList<ReliabilityBin> bins)
    {
        ArgumentNullException.ThrowIfNull(bins);
        var all = bins.Sum(b => b.Pictures);
        return bins.Sum(b => Math.Abs(b.Confidence - b.Right) * b.Pictures / all);
    }

    /// <summary>Confidence and share right of the most probable class over bins of equal mass, the least sure first: ten bins, or fewer where a bin would hold fewer than ten pictures.</summary>
    /// <param name="probabilities">Row by row.</param>
    /// <param name="labels">True class of each row.</param>
    public static IReadOnlyList<ReliabilityBin> Reliability(IReadOnlyList<double> probabilities, IReadOnlyList<int> labels)
    {
        var rows = Confident(probabilities, labels);
        var count = Math.Clamp(rows.Length / LeastInBin, 1, MostBins);
        return
        [
            .. Enumerable.Range(0, count).Select(bin => rows[(bin * rows.Length / count)..((bin + 1) * rows.Length / count)]).Where(part => part.Length > 0)
                .Select(part => new ReliabilityBin(part.Average(r => r.Confidence), part.Average(r => r.IsRight ? 1.0 : 0), part.Length)),
        ];
    }

    /// <summary>What is right when only the surest are answered, from all to half of them.</summary>
    /// <param name="probabilities">Row by row.</param>
    /// <param name="labels">True class of each row.</param>
    public static IReadOnlyList<CoveragePoint> Coverage(IReadOnlyList<double> probabilities, IReadOnlyList<int> labels)
    {
        var rows = Confident(probabilities, labels);
        Array.Reverse(rows);
        return
        [
            .. Coverages.Select(share => (int)Math.Round(share * rows.Length)).Where(count => count > 0).Distinct()
                .Select(count => new CoveragePoint((double)count / rows.Length, rows[..count].Average(r => r.IsRight ? 1.0 : 0))),
        ];
    }

    /// <summary>The most probable class of each row, the least sure first.</summary>
    private static (double Confidence, bool IsRight)[] Confident(IReadOnlyList<double> probabilities, IReadOnlyList<int> labels)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Count == 0) return [];
        var classes = probabilities.Count / labels.Count;
        return
        [
            .. labels.Select((label, row) =>
            {
                var best = Enumerable.Range(0, classes).MaxBy(c => probabilities[(row * classes) + c]);
                return (Confidence: probabilities[(row * classes) + best], IsRight: best == label);
            }).OrderBy(r => r.Confidence),
        ];
    }

    private static double Loss(IReadOnlyList<float> margins, IReadOnlyList<int> labels, double temperature)
    {
        var classes = margins.Count / labels.Count;
        var p = Probabilities(margins, classes, temperature);
        var loss = 0.0;
        for (var row = 0; row < labels.Count; row++) loss -= Math.Log(Math.Max(p[(row * classes) + labels[row]], 1e-12));
        return loss;
    }
}

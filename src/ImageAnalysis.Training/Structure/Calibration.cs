namespace ImageAnalysis.Training.Structure;

/// <summary>Makes probabilities mean what they say, and measures whether they do. Guo et al., "On Calibration of Modern Neural Networks", ICML 2017.</summary>
public static class Calibration
{
    private const int Bins = 10;

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

    /// <summary>Eq. 3: mean difference between confidence and share right of the most probable class, over ten bins of equal mass.</summary>
    public static double ExpectedError(IReadOnlyList<double> probabilities, IReadOnlyList<int> labels)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Count == 0) return 0;
        var classes = probabilities.Count / labels.Count;
        var rows = new (double Confidence, bool Right)[labels.Count];
        for (var row = 0; row < rows.Length; row++)
        {
            var best = 0;
            for (var c = 1; c < classes; c++)
                if (probabilities[(row * classes) + c] > probabilities[(row * classes) + best]) best = c;
            rows[row] = (probabilities[(row * classes) + best], best == labels[row]);
        }

        Array.Sort(rows, (a, b) => a.Confidence.CompareTo(b.Confidence));
        var error = 0.0;
        for (var bin = 0; bin < Bins; bin++)
        {
            var part = rows[(bin * rows.Length / Bins)..((bin + 1) * rows.Length / Bins)];
            if (part.Length == 0) continue;
            error += Math.Abs(part.Average(r => r.Confidence) - part.Average(r => r.Right ? 1.0 : 0)) * part.Length / rows.Length;
        }

        return error;
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
